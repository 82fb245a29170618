"""make finds a Python and sets up .venv once, and again when it has to."""

import errno
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools import setup

ROOT = Path(__file__).parent.parent
VENV = "venv --clear"
RUN = "--require-hashes --requirement requirements.txt"
DEV = "--require-hashes --requirement requirements-dev.txt"
EDITABLE = "--no-deps --no-build-isolation --editable ."


def write_settings(folder, text):
    about = f'requires-python = ">=3.11,<3.99"\n# {text}\n'
    (folder / "pyproject.toml").write_text(about)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project whose commands are noted and not carried out."""
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "get-python.txt").write_text(HOW, "utf-8")
    for name in setup.PINS.values():
        (tmp_path / name).write_text("first")
    write_settings(tmp_path, "first")
    done = []

    def run(*command, env=None):
        words = " ".join(map(str, command))
        known = [w for w in (VENV, RUN, DEV, EDITABLE) if w in words]
        done.extend(known)
        setup.VENV.mkdir(exist_ok=True)
        return ""

    monkeypatch.setattr(setup, "whole", lambda kind: True)
    monkeypatch.setattr(setup, "own_connection", dict)
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
    write_settings(setup.ROOT, "second")
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

    def run_until(*command, env=None):
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return real(*command)

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


# What goes wrong is told in one sentence, and the next run works


def test_a_command_that_fails_says_what_it_said(tmp_path, monkeypatch):
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    code = "import sys; print('aha', file=sys.stderr); sys.exit(3)"
    assert setup.run(sys.executable, "-c", code) == "aha"
    assert setup.run(sys.executable, "-c", "print('fine')") == ""


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by "
            "'NewConnectionError(...)'\nERROR: No matching distribution",
            "could not reach the package index",
        ),
        ("ERROR: something else", "did not finish (see above)"),
    ],
)
@pytest.mark.parametrize("step", range(3))
def test_what_fails_is_told_in_one_sentence(
    project, monkeypatch, said, sentence, step
):
    real, calls = setup.run, iter(range(step))

    def fails(*command, env=None):
        return said if next(calls, None) is None else real(*command)

    with monkeypatch.context() as patch:
        patch.setattr(setup, "run", fails)
        with pytest.raises(SystemExit) as stop:
            setup.set_up("dev")
    assert sentence in str(stop.value)
    assert "\n" not in str(stop.value)
    assert "run the same command again" in str(stop.value)
    assert steps(project, "dev") == [VENV, DEV, EDITABLE]


def test_a_folder_that_cannot_be_written_to_is_named(project, monkeypatch):
    def refuses(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuses)
    with pytest.raises(SystemExit) as stop:
        setup.set_up("run")
    assert "Read-only file system" in str(stop.value)
    assert str(setup.ROOT) in str(stop.value)
    assert project == []


def test_a_damaged_environment_is_made_again(project, monkeypatch):
    steps(project, "dev")
    monkeypatch.setattr(setup, "whole", lambda kind: False)
    assert steps(project, "dev") == [VENV, DEV, EDITABLE]


def test_an_environment_without_python_or_packages_is_damaged(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(setup, "VENV", tmp_path)
    assert not setup.whole("run")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path])
    assert not setup.whole("run")


def test_this_environment_is_whole():
    if not setup.installed():
        pytest.skip("this Python was not set up by tools/setup.py")
    assert setup.whole("run") and setup.whole("dev")


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 99, 0), (3, 100, 0)])
def test_another_python_is_told_how_to_get_one(project, monkeypatch, version):
    other = SimpleNamespace(version_info=version, exit=sys.exit)
    monkeypatch.setattr(setup, "sys", other)
    with pytest.raises(SystemExit) as stop:
        setup.set_up("run")
    assert "needs Python 3.11 to 3.98" in str(stop.value)
    for system in ("Debian", "macOS", "Windows", "uv"):
        assert system in str(stop.value)
    assert project == []


# How packages are reached


@pytest.fixture
def own_pip(tmp_path, monkeypatch):
    """A person's own settings of pip, which pip itself reads."""
    path = tmp_path / "pip.conf"
    path.write_text(
        "[global]\nindex-url = file:///mirror\nuser = true\n"
        "proxy = http://127.0.0.1:9\n[install]\ntarget = /elsewhere\n"
        "trusted-host =\n    one\n    two\n"
    )
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(path))
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_PREFIX", "/elsewhere")
    monkeypatch.setenv("PIP_RETRIES", "1")
    monkeypatch.setattr(setup, "venv_python", lambda: Path(sys.executable))


def test_of_own_settings_only_the_connection_is_kept(own_pip):
    if not importlib.util.find_spec("pip"):
        pytest.skip("this Python has no pip")
    found = setup.own_connection()
    assert found["PIP_INDEX_URL"] == "file:///mirror"
    assert found["PIP_PROXY"] == "http://127.0.0.1:9"
    assert found["PIP_RETRIES"] == "1"
    assert found["PIP_TRUSTED_HOST"] == "one two"
    assert not {"PIP_USER", "PIP_TARGET", "PIP_PREFIX"} & found.keys()
    seen = setup.connection()
    assert seen["PIP_CONFIG_FILE"] == os.devnull
    assert "PIP_USER" not in seen and "PIP_PREFIX" not in seen


def test_settings_that_pip_cannot_read_stop_nothing(own_pip, tmp_path):
    (tmp_path / "pip.conf").write_text("no section\n")
    assert "PIP_INDEX_URL" not in setup.own_connection()


def test_wheels_come_first_then_the_own_index_then_the_usual(
    project, monkeypatch
):
    (setup.ROOT / "wheels").mkdir()
    (setup.ROOT / "wheels" / "one.whl").touch()
    own = {"PIP_INDEX_URL": "file:///mirror"}
    monkeypatch.setattr(setup, "own_connection", lambda: own)
    tried = []

    def refuses(*command, env=None):
        if "install" in command:
            tried.append(("--no-index" in command, env.get("PIP_INDEX_URL")))
            return "" if len(tried) == 3 else "no"
        return ""

    monkeypatch.setattr(setup, "run", refuses)
    setup.pip_install("one")
    assert tried == [(True, None), (False, "file:///mirror"), (False, None)]


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
HOW = (ROOT / "tools" / "get-python.txt").read_text("utf-8")
OLD = "#!/bin/sh\n[ $1 = --version ] && echo Python 3.9.2 || exit 1\n"
BROKEN = "#!/bin/sh\nexit 127\n"


def look(folder, pythons, **environment):
    """Run the script with only these Pythons on the PATH."""
    for name, text in pythons.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    (folder / "dirname").symlink_to(shutil.which("dirname"))
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
    first, *lines = answer.stderr.splitlines()
    low, limit = setup.supported()
    assert f"needs Python 3.{low} to 3.{limit - 1}" in first
    assert ("is Python 3.9.2" in first) == bool(pythons)
    assert "\n".join(lines) == HOW.rstrip()


NO_ENSUREPIP = f"""#!/bin/sh
case "$*" in *ensurepip*) exit 1 ;; esac
exec "{sys.executable}" "$@"
"""
UV = f"""#!/bin/sh
case "$*" in
"python find"*) [ -e "$0.got" ] || exit 2; echo "{sys.executable}" ;;
"python install"*) touch "$0.got" ;;
esac
"""


def test_uv_gives_a_python_where_none_fits(tmp_path):
    touch = tmp_path / "touch"
    touch.symlink_to(shutil.which("touch"))
    answer = look(tmp_path, {"python3": OLD, "uv": UV})
    assert answer.stdout == f"{sys.executable}\n"
    # A Python that fits is taken as it is; one without ensurepip is not.
    (tmp_path / "dirname").unlink()
    assert look(tmp_path, {"python3": GOOD}).stdout == "python3\n"
    (tmp_path / "dirname").unlink()
    answer = look(tmp_path, {"python3": NO_ENSUREPIP})
    assert answer.stdout == f"{sys.executable}\n"


def test_without_uv_the_set_up_says_what_a_python_lacks(tmp_path):
    pythons = {"python3": NO_ENSUREPIP, "python3.12": OLD}
    assert look(tmp_path, pythons).stdout == "python3\n"


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
        "#!/bin/sh\n"
        f'[ "$1" = -c ] && exec "{sys.executable}" "$@"\n'  # is it whole?
        'printf "<%s>" "$@"\n'
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
