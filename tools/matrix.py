"""Test with each supported Python, and the oldest and newest versions.

Stored outputs are not compared here: they are equal only under the pinned
versions. Tests that need a browser are left out.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
VERSIONS = {"oldest": "lowest-direct", "newest": "highest"}
EXTRAS = ".[build,test,instructor]"
# Old libraries warn about each other. Warnings of our own code stay errors.
OWN_WARNINGS = "filterwarnings=error:::(nkcourse|tools|test_|conftest)"
BROWSER = "tests/test_browser*.py"
SHOWN = ("pandas", "matplotlib", "jupyterlab")


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
    venv = ROOT / ".venvs" / f"{version}-{which}"
    own_python = venv / "bin" / "python"
    uv = (sys.executable, "-m", "uv", "--quiet")
    install = (*uv, "pip", "install", "--python", own_python)
    test = (own_python, "-m", "pytest", "--lax", "--quiet")
    steps = [
        (*uv, "venv", "--clear", "--python", python, venv),
        (*install, "--resolution", VERSIONS[which], "--editable", EXTRAS),
        (*test, f"--ignore-glob={BROWSER}", f"--override-ini={OWN_WARNINGS}"),
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
    """Return the version of a package in an environment."""
    folders = venv.glob(f"lib/python*/site-packages/{name}-*.dist-info")
    versions = [f.name.split("-")[1].removesuffix(".dist") for f in folders]
    return versions[0] if versions else "?"


def main() -> bool:
    """Test every combination; return whether all passed."""
    rows, good = [], []
    for version in PYTHONS:
        python = find(version)
        if python is None:
            rows.append(f"{version}  not found here, so not tested")
            continue
        for which in VERSIONS:
            print(f"Python {version}, {which} versions …", flush=True)
            passed, row = attempt(python, version, which)
            good.append(passed)
            rows.append(row)
    print("", *rows, sep="\n")
    return bool(good) and all(good)


if __name__ == "__main__":
    sys.exit(not main())
