"""make finds a Python and sets up .venv once, and again when it has to."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import setup

ROOT = Path(__file__).parent.parent
VENV = "venv --clear"
RUN = "--require-hashes --requirement requirements.txt"
DEV = "--require-hashes --requirement requirements-dev.txt"
EDITABLE = "--no-deps --no-build-isolation --editable ."


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project whose commands are noted and not carried out."""
    for name in (*setup.PINS.values(), "pyproject.toml"):
        (tmp_path / name).write_text("first")
    done = []

    def run(*command):
        words = " ".join(map(str, command))
        known = [w for w in (VENV, RUN, DEV, EDITABLE) if w in words]
        done.extend(known)
        setup.VENV.mkdir(exist_ok=True)

    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "NOTE", tmp_path / ".venv" / "installed.json")
    monkeypatch.setattr(setup, "run", run)
    monkeypatch.setattr(setup, "point_to_source", lambda: None)
    return done


def steps(done, kind):
    """Set up, and return what that did."""
    done.clear()
    setup.set_up(kind)
    return list(done)


def test_the_first_time_all_is_installed_and_the_second_nothing(project):
    assert steps(project, "run") == [VENV, RUN, EDITABLE]
    assert steps(project, "run") == []


def test_what_tests_need_goes_on_top(project):
    steps(project, "run")
    assert steps(project, "dev") == [DEV, EDITABLE]
    assert steps(project, "dev") == []
    assert steps(project, "run") == []


def test_what_tests_need_can_come_first(project):
    assert steps(project, "dev") == [VENV, DEV, EDITABLE]
    assert steps(project, "run") == []


def test_new_pins_are_installed_from_the_start(project):
    steps(project, "dev")
    (setup.ROOT / "requirements.txt").write_text("second")
    assert steps(project, "run") == [VENV, RUN, EDITABLE]
    assert steps(project, "dev") == [DEV, EDITABLE]


def test_new_settings_only_install_the_package_again(project):
    steps(project, "dev")
    (setup.ROOT / "pyproject.toml").write_text("second")
    assert steps(project, "run") == [EDITABLE]
    assert steps(project, "dev") == []


def test_another_python_starts_again(project, monkeypatch):
    steps(project, "run")
    monkeypatch.setattr(setup.platform, "python_version", lambda: "3.12.0")
    assert steps(project, "run") == [VENV, RUN, EDITABLE]


def test_a_moved_folder_starts_again(project, monkeypatch, tmp_path):
    steps(project, "run")
    moved = tmp_path / "두 단어"
    moved.mkdir()
    for path in list(tmp_path.iterdir()):
        if path != moved:
            shutil.move(path, moved)
    monkeypatch.setattr(setup, "ROOT", moved)
    monkeypatch.setattr(setup, "VENV", moved / ".venv")
    monkeypatch.setattr(setup, "NOTE", moved / ".venv" / "installed.json")
    assert steps(project, "run") == [VENV, RUN, EDITABLE]


@pytest.mark.parametrize("before", [None, "run", "dev"])
@pytest.mark.parametrize("step", range(3))
def test_an_interrupted_set_up_starts_again(
    project, monkeypatch, before, step
):
    if before:
        steps(project, before)
        for pins in setup.PINS.values():
            (setup.ROOT / pins).write_text("second")
    real, calls = setup.run, iter(range(step))

    def run_until(*command):
        if next(calls, None) is None:
            raise KeyboardInterrupt
        real(*command)

    with monkeypatch.context() as patch:
        patch.setattr(setup, "run", run_until)
        with pytest.raises(KeyboardInterrupt):
            setup.set_up("dev")
    assert steps(project, "dev") == [VENV, DEV, EDITABLE]


def test_the_path_to_the_source_is_ascii(tmp_path, monkeypatch):
    """Otherwise Python 3.11 does not start there in some locales."""
    root = tmp_path / "두 단어"
    venv = root / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv])
    (root / "src" / "nkcourse").mkdir(parents=True)
    (root / "src" / "nkcourse" / "__init__.py").write_text("")
    monkeypatch.setattr(setup, "ROOT", root)
    monkeypatch.setattr(setup, "VENV", venv)
    setup.point_to_source()
    answer = subprocess.run(
        [setup.venv_python(), "-c", "import nkcourse; print('found')"],
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        text=True,
    )
    assert answer.stdout == "found\n", answer.stderr


def test_a_failing_step_ends_in_a_sentence_and_leaves_no_note(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    with pytest.raises(SystemExit) as stop:
        setup.run(sys.executable, "-c", "raise SystemExit(3)")
    assert str(stop.value) == setup.NOT_FINISHED


def test_a_missing_venv_module_ends_in_a_sentence(project, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name: None if name == "ensurepip" else find(name),
    )
    with pytest.raises(SystemExit) as stop:
        setup.set_up("run")
    assert "sudo apt install python3-venv" in str(stop.value)
    assert project == []


# The script that looks for a Python

GOOD = f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'
OLD = "#!/bin/sh\n[ $1 = --version ] && echo Python 3.9.2 || exit 1\n"
BROKEN = "#!/bin/sh\nexit 127\n"


def look(folder, pythons, **environment):
    """Run the script with only these Pythons on the PATH."""
    for name, text in pythons.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    return subprocess.run(
        [shutil.which("sh"), ROOT / "tools" / "find-python.sh"],
        env={"PATH": str(folder)} | environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("pythons", "found"),
    [
        ({"python3": GOOD, "python3.13": GOOD}, "python3"),
        ({"python3": OLD, "python3.12": GOOD}, "python3.12"),
        ({"python3": OLD, "python3.13": BROKEN, "python3.11": GOOD},)
        + ("python3.11",),
        ({"python3.11": GOOD}, "python3.11"),
    ],
)
def test_a_python_that_runs_is_found(tmp_path, pythons, found):
    assert look(tmp_path, pythons).stdout == f"{found}\n"


def test_a_named_python_is_taken_even_from_a_path_with_spaces(tmp_path):
    folder = tmp_path / "두 단어"
    folder.mkdir()
    named = str(folder / "mine")
    answer = look(folder, {"mine": GOOD, "python3": GOOD}, PYTHON=named)
    assert answer.stdout == f"{named}\n"


@pytest.mark.parametrize(
    ("pythons", "environment"),
    [
        ({}, {}),
        ({"python3": OLD}, {}),
        ({"mine": OLD, "python3": GOOD}, {"PYTHON": "mine"}),
    ],
)
def test_without_one_there_is_one_sentence(tmp_path, pythons, environment):
    answer = look(tmp_path, pythons, **environment)
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.count("\n") == 1
    assert "needs Python 3.11, 3.12 or 3.13" in answer.stderr
    assert ("is Python 3.9.2" in answer.stderr) == bool(pythons)


# make itself


def test_make_works_where_the_path_has_spaces_and_hangul(tmp_path):
    """The recipe of lab, with a stand-in for .venv's Python."""
    folder = tmp_path / "두 단어" / "a course"
    for name in ("Makefile", "pyproject.toml", *setup.PINS.values()):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "tools", folder / "tools")

    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(
        '#!/bin/sh\nprintf "<%s>" "$@"\n'
        'echo "<$JUPYTER_CONFIG_PATH><$PYTHONUTF8><$PYTHONPATH>"\n'
    )
    python.chmod(0o755)
    copy = importlib.util.spec_from_file_location(
        "copied_setup", folder / "tools" / "setup.py"
    )
    copied = importlib.util.module_from_spec(copy)
    copy.loader.exec_module(copied)
    copied.NOTE.write_text(json.dumps(copied.wanted("dev")))

    # This may itself run under make, whose traces would be in the way.
    environment = {k: v for k, v in os.environ.items() if "MAKE" not in k}
    answer = subprocess.run(
        ["make", "lab", "ARGS=--no-browser --port 8899"],
        cwd=folder,
        env=environment | {"PYTHON": sys.executable, "PYTHONPATH": "/stray"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert answer.returncode == 0, answer.stderr
    workspace, lab = answer.stdout.splitlines()
    assert "<tools.workspace>" in workspace
    assert "<--no-browser><--port><8899>" in lab
    assert f"<{folder / 'tools' / 'jupyter'}><1><>" in lab
    assert re.search("<--LabApp.default_url=.*/00-start-here.ipynb>", lab)
