"""Set up .venv: what a learner needs (run), or what a contributor does (dev).

Standard library only, since it runs before anything is installed. A note in
.venv says what was installed from which files, so a second run does nothing.
The note goes away before a change and comes back after it: a set-up that was
interrupted has no note, and is made again from the start.
"""

import hashlib
import importlib.util
import json
import os
import platform
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
NOTE = VENV / "installed.json"
PINS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
NO_VENV = (
    "Python's venv module is missing. Install it with: "
    "sudo apt install python3-venv"
)
NOT_FINISHED = (
    "The set-up did not finish (see above). "
    "When the cause is gone, run the same command again."
)


def digest(*parts: bytes) -> str:
    """Return one short name for all the parts together."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def wanted(kind: str) -> dict[str, str]:
    """Return what .venv must hold; pins depend on the Python, too."""
    # An environment cannot be moved, so its place counts as well.
    base = f"{platform.python_version()} {sys.base_prefix} {ROOT}".encode()
    kinds = ["run", "dev"] if kind == "dev" else ["run"]
    want = {k: digest(base, (ROOT / PINS[k]).read_bytes()) for k in kinds}
    want["package"] = digest((ROOT / "pyproject.toml").read_bytes())
    return want


def installed() -> dict[str, str]:
    """Return what .venv holds, as far as a finished set-up noted it."""
    try:
        note = json.loads(NOTE.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def venv_python() -> Path:
    """Return the path of the environment's own Python."""
    windows = VENV / "Scripts" / "python.exe"
    return windows if os.name == "nt" else VENV / "bin" / "python"


def run(*command: str | Path) -> None:
    """Run a command in the project's folder, or end with one sentence."""
    if subprocess.run(command, cwd=ROOT).returncode:
        sys.exit(NOT_FINISHED)


def pip_install(*arguments: str) -> None:
    """Install into .venv."""
    pip = (venv_python(), "-m", "pip", "--disable-pip-version-check")
    run(*pip, "install", "--quiet", *arguments)


def point_to_source() -> None:
    """Name src/ to the environment's Python by a relative path.

    pip writes the full path. Python 3.11 and 3.12 read it in the encoding of
    the locale, and do not even start where that has no Hangul.
    """
    site = sysconfig.get_path("purelib", "venv", {"base": str(VENV)})
    path = os.path.relpath(ROOT / "src", site)
    (Path(site) / "_nkcourse.pth").write_text(path, "ascii")


def set_up(kind: str) -> None:
    """Bring .venv to what is wanted; the usual case is that it is there."""
    want, have = wanted(kind), installed()
    if want.items() <= have.items():
        return
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        sys.exit(NO_VENV)
    NOTE.unlink(missing_ok=True)
    if have.get("run") != want["run"]:
        print("Setting up .venv. This takes a minute or two, once.")
        run(sys.executable, "-m", "venv", "--clear", VENV)
        have = {}
    if have.get(kind) != want[kind]:
        print(f"Installing {PINS[kind]} …", flush=True)
        pip_install("--require-hashes", "--requirement", PINS[kind])
    pip_install("--no-deps", "--no-build-isolation", "--editable", ".")
    point_to_source()
    NOTE.write_text(json.dumps(have | want), "utf-8")


if __name__ == "__main__":
    try:
        set_up(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit(NOT_FINISHED)
