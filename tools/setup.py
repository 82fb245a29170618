"""Set up .venv: what a learner needs (run), or what a contributor does (dev).

Standard library only, since it runs before anything is installed, and on any
Python 3.8 or later, so that an old one is told what is wrong. A note in .venv
says what was installed from which files, so a second run does nothing. The
note goes away before a change and comes back after it: a set-up that was
interrupted has no note, and is made again from the start.
"""

from __future__ import annotations

import configparser
import errno
import hashlib
import importlib.util
import json
import os
import platform
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
NOTE = VENV / "installed.json"
PINS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}

# What each kind of set-up must be able to import, last in the list of what is
# installed: where one is gone, .venv was damaged.
NEEDED = {"run": ("nkcourse", "jupyterlab", "pandas"), "dev": ("pytest",)}

AGAIN = "When the cause is gone, run the same command again."
NO_VENV = (
    "Python's venv module is missing. Install it with: "
    "sudo apt install python3-venv"
)
NOT_FINISHED = f"The set-up did not finish (see above). {AGAIN}"
NOT_WRITABLE = (
    "This folder cannot be written to ({why}): {folder}. Copy the course to a "
    "folder of your own and run the same command there."
)
# What pip says, and what a person can do about it.
CAUSES = [
    (
        r"No space left on device|Errno 28\b|Disk quota exceeded",
        "The set-up did not finish: the disk is full. It needs about 600 MB "
        "here, and as much again for temporary files. Make room, then run "
        "the same command again.",
    ),
    (
        r"NewConnectionError|NameResolutionError|ConnectTimeout|ProxyError"
        r"|Network is unreachable|[Ff]ailed to establish a new connection"
        r"|Read timed out",
        "The set-up did not finish: it could not reach the package index "
        "(no network, or a proxy in between). The first run needs a network, "
        f"or the folder wheels/ that your instructor gives. {AGAIN}",
    ),
]

# The settings of a person's own pip that say how to reach the packages. They
# are kept. All others (user, target, prefix, …) say what else to do with
# packages, and would put them elsewhere than into .venv.
CONNECTION = (
    "cert client-cert default-timeout extra-index-url find-links index-url "
    "keyring-provider no-index proxy retries timeout trusted-host"
).split()


def supported() -> tuple[int, int]:
    """Return the lowest minor version of Python 3 that fits, and the limit."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    found = re.search(
        r'^requires-python = ">=3\.(\d+),<3\.(\d+)"$', text, re.MULTILINE
    )
    return int(found[1]), int(found[2])


def require_supported() -> None:
    """End with how to get a Python that fits, where this one does not."""
    low, limit = supported()
    if (3, low) <= sys.version_info[:2] < (3, limit):
        return
    how = (ROOT / "tools" / "get-python.txt").read_text("utf-8").rstrip()
    sys.exit(
        f"This course needs Python 3.{low} to 3.{limit - 1} (this is Python "
        f"{platform.python_version()}).\n{how}"
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


def whole(kind: str) -> bool:
    """Say whether .venv still runs and holds what was put into it."""
    names = NEEDED["run"] + (NEEDED["dev"] if kind == "dev" else ())
    look = (
        "import importlib.util as u, sys; "
        "sys.exit(not all(map(u.find_spec, sys.argv[1:])))"
    )
    try:
        found = subprocess.run(
            [venv_python(), "-c", look, *names],
            stderr=subprocess.DEVNULL,
            env=clean_environment(),
        )
    except OSError:
        return False
    return found.returncode == 0


def clean_environment() -> dict[str, str]:
    """Return the environment without another Python's paths."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "PYTHONHOME")
    } | {"PYTHONUTF8": "1"}


def run(*command: str | Path, env: dict[str, str] | None = None) -> str:
    """Run a command in the project's folder; return what went wrong, or ''."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env or clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return done.stdout.strip() or "?" if done.returncode else ""


def stop(said: str) -> None:
    """End with one sentence that names the cause of what a tool said."""
    for pattern, sentence in CAUSES:
        if re.search(pattern, said):
            sys.exit(sentence)
    print(said, file=sys.stderr)
    sys.exit(NOT_FINISHED)


def plain_environment() -> dict[str, str]:
    """Return the environment without any settings of pip."""
    return {
        name: value
        for name, value in clean_environment().items()
        if not name.startswith("PIP_")
    } | {"PIP_CONFIG_FILE": os.devnull}


def connection() -> dict[str, str]:
    """Return an environment in which pip only knows how to reach packages."""
    return plain_environment() | own_connection()


def own_connection() -> dict[str, str]:
    """Return how a person's own pip reaches the packages, as variables.

    Not by `pip config list`: where `user = true` is set, pip takes it for that
    command's own option --user, and leaves all other files out.
    """
    listed = subprocess.run(
        [venv_python(), "-m", "pip", "config", "debug"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=clean_environment(),
        encoding="utf-8",
        errors="replace",
    ).stdout
    files, kind = {}, ""
    for line in listed.splitlines():
        if heading := re.fullmatch(r"(\w+):", line):
            kind = heading[1]
        elif there := re.fullmatch(r"\s+(.+), exists: True", line):
            files.setdefault(kind, []).append(there[1])
    parser = configparser.RawConfigParser()
    for kind in ("global", "user", "site", "env"):  # the last one counts
        for path in files.get(kind, []):
            try:
                parser.read(path, "utf-8")
            except (configparser.Error, UnicodeError):
                continue  # pip would stop here; the set-up need not
    found = {}
    for section in ("global", "install"):
        if parser.has_section(section):
            found.update(parser.items(section))
    variables = {
        "PIP_" + name.upper().replace("-", "_"): " ".join(value.split())
        for name, value in found.items()
        if name in CONNECTION
    }
    for name in CONNECTION:
        name = "PIP_" + name.upper().replace("-", "_")
        if os.environ.get(name):
            variables[name] = os.environ[name]
    return variables


def wheels() -> Path | None:
    """Return the folder of packages that came with the course, if any."""
    for folder in (ROOT / "wheels", ROOT.parent / "wheels"):
        if any(folder.glob("*.whl")):
            return folder
    return None


def ways() -> Iterator[tuple[list[str], dict[str, str]]]:
    """Yield the ways to the packages, the nearest first: options, variables.

    The wheels that came with the course need no network. A person's own index
    or proxy is asked next; and where it does not have them, the usual index.
    """
    if folder := wheels():
        yield ["--no-index", "--find-links", str(folder)], {}
    if own := own_connection():
        yield [], own
    yield [], {}


def pip_install(*arguments: str) -> None:
    """Install into .venv, or end with one sentence."""
    pip = (venv_python(), "-m", "pip", "--disable-pip-version-check")
    said = ""
    for options, variables in ways():
        said = run(
            *pip, "install", "--quiet", *options, *arguments,
            env=plain_environment() | variables,
        )  # fmt: skip
        if not said:
            return
    stop(said)


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
    require_supported()
    want, have = wanted(kind), installed()
    if want.items() <= have.items():
        if whole(kind):
            return
        print("What was set up in .venv is damaged. It is made again.")
        have = {}
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        sys.exit(NO_VENV)
    try:
        _set_up(kind, want, have)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            stop(str(error))
        why = error.strerror or type(error).__name__
        sys.exit(NOT_WRITABLE.format(why=why, folder=ROOT))


def _set_up(kind: str, want: dict[str, str], have: dict[str, str]) -> None:
    """Make what `have` lacks of `want`; the note comes last."""
    VENV.mkdir(exist_ok=True)  # the first thing that a locked folder refuses
    NOTE.unlink(missing_ok=True)
    if have.get("run") != want["run"]:
        print("Setting up .venv. This takes a minute or two, once.")
        if said := run(sys.executable, "-m", "venv", "--clear", VENV):
            stop(said)
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
