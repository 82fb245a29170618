"""The first cell for Colab installs the wheel and says what it changed."""

import importlib.metadata
import subprocess
import sys
from types import ModuleType, SimpleNamespace

import nbformat
import pytest

from tools import colab
from tools.notebooks import notebooks, read

WHEEL = "nkcourse-1-py3-none-any.whl"
CODE = colab.CELL.format(wheel=WHEEL)


def package(name, version):
    return SimpleNamespace(metadata={"Name": name}, version=version)


@pytest.mark.parametrize(
    "path", notebooks(("notebooks",)), ids=lambda p: p.stem
)
def test_the_cell_stands_behind_the_title(path):
    made = nbformat.reads(
        colab.with_first_cell(read(path), WHEEL), as_version=4
    )
    title, says, code = made.cells[:3]
    assert title.source.startswith("# ")
    assert WHEEL in says.source and code.source == CODE
    assert len(made.cells) == len(read(path).cells) + 2
    assert max(map(len, CODE.splitlines())) <= 79


@pytest.fixture
def colab_session(tmp_path, monkeypatch):
    """A session in which pip and Colab's upload are stand-ins."""
    there = [package("pandas", "2.2.3")]
    done = []

    def run(command, check):
        assert check and command[-1].name == WHEEL
        done.append("installed")
        there.append(package("nkcourse", "1"))

    def upload():
        done.append("asked")
        (tmp_path / WHEEL).touch()

    google, module = ModuleType("google"), ModuleType("google.colab")
    module.files = SimpleNamespace(upload=upload)
    monkeypatch.setitem(sys.modules, "google", google)
    monkeypatch.setitem(sys.modules, "google.colab", module)
    monkeypatch.setattr(importlib.metadata, "distributions", lambda: there)
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.chdir(tmp_path)
    return there, done


def test_it_asks_for_the_wheel_and_says_what_it_installed(
    colab_session, capsys
):
    exec(CODE, {})
    assert colab_session[1] == ["asked", "installed"]
    said = capsys.readouterr().out
    assert "Installed: nkcourse 1" in said
    assert "Changed: nothing that Colab had" in said


def test_it_says_what_it_changed_and_what_to_do(
    colab_session, tmp_path, monkeypatch, capsys
):
    there, done = colab_session
    (tmp_path / WHEEL).touch()

    def run(command, check):
        there[:] = [package("pandas", "3.0.0"), package("nkcourse", "1")]

    monkeypatch.setattr(subprocess, "run", run)
    exec(CODE, {})
    assert done == []
    said = capsys.readouterr().out
    assert "Changed: pandas from 2.2.3 to 3.0.0" in said
    assert "Restart session" in said
