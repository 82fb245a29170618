"""Test with each supported Python and other versions than the pinned ones.

    python -m tools.matrix                 every column of every Python here
    python -m tools.matrix 3.14            one Python
    python -m tools.matrix 3.14 paired     one column of it

`oldest` and `newest` are the ends of our ranges, as far as there are wheels;
`paired` are the versions of the browser's Pyodide; `colab` those that Google
Colab has, beside which the notebooks alone are run. Stored outputs are not
compared: they are equal only under the pinned versions. Browser and grading
tests are left out: they ask no other version of a library.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools.setup import supported

ROOT = Path(__file__).resolve().parent.parent
LOW, LIMIT = supported()
PYTHONS = tuple(f"3.{minor}" for minor in range(LOW, LIMIT))
CONSTRAINTS = ROOT / "tools" / "constraints"
ALL = "build lab check test instructor".split()
NOTEBOOKS = "notebooks solutions exercises".split()
# A column: its options for uv, its extras, what is run, and where only one
# Python has these versions, that one.
COLUMNS = {
    "oldest": (["--resolution", "lowest-direct"], ALL, [], None),
    "newest": (["--resolution", "highest"], ALL, [], None),
    "paired": (
        ["--constraint", CONSTRAINTS / "pyodide.txt"],
        ALL,
        [],
        "3.14",
    ),
    "colab": (
        ["--constraint", CONSTRAINTS / "colab.txt"],
        ["build", "check"],
        NOTEBOOKS,
        "3.13",
    ),
}
# Old libraries warn about each other. Warnings of our own code stay errors.
OWN_WARNINGS = "filterwarnings=error:::(nkcourse|tools|test_|conftest)"
LEFT_OUT = ("tests/test_browser*.py", "tests/test_grading*.py")
SHOWN = ("pandas", "matplotlib", "ipywidgets", "jupyterlab")


def runs(python: str, version: str) -> bool:
    """Say whether a Python is there and is of that version."""
    command = [python, "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return False
    return answer.stdout.split() == version.split(".")


def find(version: str) -> str | None:
    """Find a Python of one version on the PATH or among pyenv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    found = [shutil.which(f"python{version}"), sys.executable]
    found += map(str, pyenv.glob(f"versions/{version}.*/bin/python"))
    return next((p for p in found if p and runs(p, version)), None)


def attempt(python: str, version: str, which: str) -> tuple[bool, str]:
    """Install and test one combination; return its row of the table."""
    start = time.monotonic()
    options, extras, tests, _ = COLUMNS[which]
    venv = ROOT / ".venvs" / f"{version}-{which}"
    own_python = venv / "bin" / "python"
    uv = (sys.executable, "-m", "uv", "--quiet")
    install = (*uv, "pip", "install", "--python", own_python)
    wanted = [word for one in extras for word in ("--extra", one)]
    test = [own_python, "-m", "pytest", "--lax", "--quiet", *tests]
    if "test" in extras:
        test += ["--numprocesses", "auto", "--dist", "loadfile"]
    test += [f"--ignore-glob={one}" for one in LEFT_OUT]
    steps = [
        (*uv, "venv", "--clear", "--python", python, venv),
        (*install, "--only-binary", ":all:", *options, *wanted)
        + ("--requirements", "pyproject.toml"),
        (*install, "--no-deps", "--no-build-isolation", "--editable", "."),
        (*test, f"--override-ini={OWN_WARNINGS}"),
    ]
    for step in steps:
        done = subprocess.run(
            step,
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            print(done.stdout)
            break
    last = (done.stdout.strip().splitlines() or ["?"])[-1]
    names = " ".join(f"{name} {installed(venv, name)}" for name in SHOWN)
    seconds = round(time.monotonic() - start)
    row = f"{version}  {which}  {names:<48}  {seconds:>4} s  {last}"
    return done.returncode == 0, row


def installed(venv: Path, name: str) -> str:
    """Return the version of a package in an environment; '-' without it."""
    folders = venv.glob(f"lib/python*/site-packages/{name}-*.dist-info")
    versions = [f.name.split("-")[1].removesuffix(".dist") for f in folders]
    return versions[0] if versions else "-"


def main(asked: list[str]) -> bool:
    """Test what was asked for, or everything; return whether all passed."""
    pythons = [one for one in PYTHONS if one in asked] or PYTHONS
    columns = [one for one in COLUMNS if one in asked] or COLUMNS
    if unknown := set(asked) - {*PYTHONS, *COLUMNS}:
        sys.exit(
            f"There is no {', '.join(sorted(unknown))}. Choose from: "
            f"{', '.join((*PYTHONS, *COLUMNS))}."
        )
    rows, good = [], []
    for version in pythons:
        python = find(version)
        if python is None:
            rows.append(f"{version}  not found here, so not tested")
            continue
        for which in columns:
            if COLUMNS[which][-1] not in (None, version):
                continue
            print(f"Python {version}, {which} versions …", flush=True)
            passed, row = attempt(python, version, which)
            good.append(passed)
            rows.append(row)
    print("", *rows, sep="\n")
    return bool(good) and all(good)


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1:]))
