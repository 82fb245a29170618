"""The wheels of a stick are chosen for the system that they are meant for."""

import re
import subprocess
import sys
from types import SimpleNamespace

import pytest

from tools import stick
from tools.notebooks import ROOT

PINS = (ROOT / "requirements.txt").read_text("utf-8")


def names(system, python="3.13"):
    text = stick.requirements(PINS, python, stick.SYSTEMS[system][1])
    return set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))


def test_conditions_are_asked_of_the_other_system():
    windows, mac, linux, _ = map(names, stick.SYSTEMS)
    assert "pywinpty" in windows - linux - mac
    assert "appnope" in mac - linux - windows
    assert "pexpect" in (mac & linux) - windows
    for one in (windows, mac, linux):
        assert {"pandas", "jupyterlab", "ipywidgets", "hatchling"} <= one


@pytest.mark.parametrize("system", stick.SYSTEMS)
def test_every_pin_keeps_its_hashes_and_loses_its_condition(system):
    text = stick.requirements(PINS, "3.11", stick.SYSTEMS[system][1])
    blocks = re.split(r"^(?=\S+==)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(names(system, "3.11"))
    for block in blocks:
        assert re.fullmatch(r"\S+==\S+ \\", block.split("\n")[0])
        assert "--hash=sha256:" in block


def test_what_is_no_list_of_pins_is_refused():
    with pytest.raises(ValueError, match="no pin holds"):
        stick.requirements("# nothing\n", "3.13", ("x",) * 4)


def test_the_stick_names_what_is_on_it(tmp_path, monkeypatch, capsys):
    """With a stand-in for pip, which a test must not ask for a gigabyte."""
    asked = []

    def run(command, **_):
        asked.append(command)
        return SimpleNamespace(returncode=0)

    archive = tmp_path / "dist" / "pack-student.zip"
    archive.parent.mkdir()
    archive.write_text("the archive")
    monkeypatch.setattr(stick, "STICK", tmp_path / "stick")
    monkeypatch.setattr(stick.bundle, "student", lambda: archive)
    monkeypatch.setattr(stick.bundle, "uncommitted", lambda: "M README.md")
    monkeypatch.setattr(stick, "connection", dict)
    monkeypatch.setattr(subprocess, "run", run)
    stick.main(["3.12"])
    assert len(asked) == len(stick.SYSTEMS)
    assert all("--require-hashes" in command for command in asked)
    assert (tmp_path / "stick" / "pack-student.zip").read_text()
    said = (tmp_path / "stick" / "READ ME FIRST.txt").read_text("utf-8")
    assert "Python 3.12 must be there" in said and "Windows" in said
    assert "M README.md" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="Choose from Python"):
        stick.main(["2.7"])


def test_wheels_that_are_missing_stop_in_a_sentence(monkeypatch, tmp_path):
    failed = SimpleNamespace(returncode=1)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    monkeypatch.setattr(stick, "connection", dict)
    with pytest.raises(SystemExit, match="3.13 on Linux are not all there"):
        stick.download("3.13", "Linux", tmp_path)


def test_this_python_is_one_of_those_on_the_stick():
    assert "{}.{}".format(*sys.version_info) in stick.PYTHONS
