"""The cage that a student's program runs in.

bubblewrap gives it a file system of its own (the system's programs, Python,
the tables, nothing else), no network and no other processes. The limits on
memory and processes come from a control group where the grader may make one,
and else from another uid. Before anything is graded, `Cage` runs a program
that tries to get out; it refuses to work where that succeeds.
"""

import itertools
import json
import os
import selectors
import shutil
import site
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from teaching.grading.clock import Clock, waited
from teaching.grading.limits import (
    MEGABYTE,
    MEMORY,
    PREFIX,
    PROCESSES,
    WAYS,
    Groups,
    Scope,
    Uid,
    sweep,
)
from teaching.grading.plain import clean

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
SCRATCH = 64 * MEGABYTE
MOST_OUTPUT = 8 * MEGABYTE
# The trial run gets less, so that it soon meets the limit.
TRIAL_MEMORY = 384 * MEGABYTE
LONGEST_LINE = 1024**2
PATIENCE = 9
# A range that no system hands out to people. Each submission gets another one:
# what the kernel keeps for a user (keyrings) does not reach the next.
UIDS = range(61_200, 64_800)

HOW_TO_GET_IT = """\
Student code is not run without a cage. Any one of these helps:

  - On Debian or Ubuntu: sudo apt install bubblewrap (version 0.8 or newer).
    On Ubuntu 24.04 and later an ordinary user may also need the profile that
    lets bubblewrap make namespaces: sudo apt install apparmor-profiles, then
    sudo ln -s /usr/share/apparmor/extra-profiles/bwrap-userns-restrict
    /etc/apparmor.d/ and sudo systemctl reload apparmor.
  - On Windows or macOS, or where you may install nothing: a virtual machine
    or a container that holds nothing but this folder and the downloads, and
    has no network. In it, nothing is lost if a submission breaks out, except
    the grades of this run: pass --i-trust-these-submissions there.
  - If you know every author and would run each notebook yourself: the same
    --i-trust-these-submissions. The code then has all your rights."""


class Refusal(Exception):
    """Why nothing is graded, and what to do, in words for the instructor."""


@dataclass
class Findings:
    """What one run handed out."""

    lines: list[dict] = field(default_factory=list)
    # "", or how the program ended before it had finished.
    stopped: str = ""
    seconds: float = 0.0


def make_pack(folder: Path) -> None:
    """Fill a folder with all that a submission may see.

    It is the helper package with its tables and without its checks: these
    compute the right answers. In their place is a stand-in that accepts
    anything, so that a notebook's own checks run and say nothing.
    """
    package = folder / "src" / "nkcourse"
    leave = shutil.ignore_patterns("checks", "__pycache__")
    shutil.copytree(ROOT / "src" / "nkcourse", package, ignore=leave)
    (package / "checks").mkdir()
    shutil.copy(HERE / "standin.py", package / "checks" / "__init__.py")
    shutil.copytree(ROOT / "data", folder / "data")
    for name in ("runner.py", "clock.py", "plain.py"):
        shutil.copy(HERE / name, folder / name)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def environment(pack: Path, home: Path) -> dict[str, str]:
    """Return the few variables that the program is given."""
    return {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "MPLBACKEND": "agg",
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": "/usr/bin:/bin",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": f"{pack / 'src'}{os.pathsep}{pack}",
        "PYTHONUTF8": "1",
    }


def python() -> list[str]:
    """Return the command for this interpreter, without the user's own site."""
    return [sys.executable, "-s", "-B"]


def bubblewrap(pack: Path) -> list[str]:
    """Return the command that starts a program in the cage."""
    inside = Path("/pack")
    home = Path("/home/student")
    # The system's programs; Python, wherever it lies; the pack. Not /etc,
    # not /home, not the repository.
    shown = {path: path for path in map(Path, ("/usr", "/etc/ld.so.cache"))}
    for path in (sys.base_prefix, sys.prefix):
        shown[Path(path).resolve()] = Path(path)
    shown[pack] = inside
    command = ["bwrap", "--die-with-parent", "--new-session", "--clearenv"]
    command += ["--unshare-ipc", "--unshare-net", "--unshare-pid"]
    command += ["--unshare-uts", "--hostname", "cage"]
    command += ["--unshare-cgroup-try", "--cap-drop", "ALL"]
    if os.geteuid() == 0:
        # Only to become another uid, before the first line of the student's.
        for one in ("CAP_SETUID", "CAP_SETGID"):
            command += ["--cap-add", one]
    else:
        command += ["--unshare-user", "--disable-userns"]
    for name in ("bin", "lib", "lib32", "lib64", "sbin"):
        link = Path("/", name)
        if link.is_symlink():
            command += ["--symlink", os.readlink(link), str(link)]
        elif link.exists():
            shown[link] = link
    # What comes later covers what came before: Python may lie in /tmp.
    for folder in (Path("/tmp"), home):
        command += ["--dir", str(folder.parent)]
        command += ["--perms", "1777", "--size", str(SCRATCH)]
        command += ["--tmpfs", str(folder)]
    parents = {p for path in shown.values() for p in path.parents}
    for parent in sorted(parents - set(shown.values())):
        command += ["--dir", str(parent)]
    for outside, path in sorted(shown.items(), key=lambda pair: pair[1]):
        command += ["--ro-bind", str(outside), str(path)]
    # A copy of the package that pip installed holds the checks.
    for folder in site.getsitepackages([sys.prefix, sys.base_prefix]):
        if Path(folder, "nkcourse").is_dir():
            command += ["--tmpfs", f"{folder}/nkcourse"]
    command += ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"]
    command += ["--remount-ro", "/"]
    for name, value in environment(inside, home).items():
        command += ["--setenv", name, value]
    runner = [*python(), str(inside / "runner.py")]
    return [*command, "--chdir", str(home), *runner]


# Stands in the grader's environment while the trial program looks for it.
CANARY = "NKCOURSE_GRADING_CANARY"


class Cage:
    """Runs submissions, each in a cage of its own.

    Parameters
    ----------
    trusted : bool
        Run without a cage. Only when told so in so many words.
    seconds : int
        How long one submission may take; a single cell may take a third.

    Raises
    ------
    Refusal
        If there is no bubblewrap, or a trial run gets out of the cage.
    """

    def __init__(self, trusted: bool = False, seconds: int = 60) -> None:
        """Build the pack and choose the strongest limits that hold here."""
        self.trusted = trusted
        self.seconds = seconds
        sweep()
        self.uids = itertools.cycle(UIDS)
        for _ in range(os.getpid() % len(UIDS)):
            next(self.uids)
        self.folder = tempfile.TemporaryDirectory(
            prefix=f"{PREFIX}{os.getpid()}-"
        )
        self.pack = Path(self.folder.name) / "pack"
        make_pack(self.pack)
        self.limits = Uid()
        if not trusted:
            self.limits = self._choose()

    def __enter__(self) -> "Cage":
        """Return the cage."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take the pack away."""
        self.folder.cleanup()

    @property
    def says(self) -> str:
        """Say in a few words how submissions are held."""
        if self.trusted:
            return "NO CAGE: the submissions run with all your rights"
        return f"bubblewrap, {self.limits.says}"

    def _choose(self) -> Scope | Groups | Uid:
        """Return the first kind of limits that a trial run does not escape."""
        if not shutil.which("bwrap"):
            self.folder.cleanup()
            raise Refusal(f"bubblewrap is not installed.\n\n{HOW_TO_GET_IT}")
        whys = []
        for way in WAYS:
            limits = way()
            if not limits.usable():
                continue
            self.limits = limits
            why = self.escape()
            if not why:
                return limits
            whys.append(f"  - with {limits.says}: {why}")
        self.folder.cleanup()
        raise Refusal(
            "The cage does not hold on this machine:\n"
            + "\n".join(whys)
            + f"\n\n{HOW_TO_GET_IT}"
        )

    def escape(self) -> str:
        """Try to get out; return what succeeded, '' if nothing did."""
        with socket.create_server(("127.0.0.1", 0)) as door:
            checks = ROOT / "src" / "nkcourse" / "checks"
            given = {
                "canary": CANARY,
                "checks": [p.name for p in checks.glob("lesson*.py")],
                "folder": str(HERE),
                "memory": MEMORY,
                "port": door.getsockname()[1],
                "processes": PROCESSES,
                "together": self.limits.together,
                "trial_memory": TRIAL_MEMORY,
            }
            source = (HERE / "escapes.py").read_text("utf-8")
            source += f"\nescaped = escapes({given!r})"
            cell = {"number": 1, "source": source, "take": []}
            job = {"cells": [cell], "end": [["escaped", "escaped"]]}
            os.environ[CANARY] = "1"
            try:
                found = self.run(job, memory=TRIAL_MEMORY)
            finally:
                del os.environ[CANARY]
        if found.stopped:
            return found.stopped
        for line in found.lines:
            if line.get("question") == "escaped" and "answer" in line:
                did = [one["value"] for one in line["answer"]["values"]]
                return f"a program could {', '.join(did)}" if did else ""
        return f"the trial run ended without an answer: {found.lines}"

    def run(self, job: dict, memory: int = MEMORY) -> Findings:
        """Run one submission.

        Parameters
        ----------
        job : dict
            The cells, and which answers to take where (see `runner.py`).
        memory : int
            Bytes for all its processes together, where that can be limited.

        Returns
        -------
        Findings
            What was handed out, and how it ended. None of it is to be
            trusted beyond being plain data.
        """
        job = job | {
            "uid": 0 if self.trusted else next(self.uids),
            "seconds": max(1, self.seconds // 3),
        }
        with tempfile.TemporaryFile() as text:
            text.write(json.dumps(job).encode())
            text.seek(0)
            if self.trusted:
                return self._run_trusted(text)
            caged = bubblewrap(self.pack)
            with self.limits.around(caged, memory) as command:
                # Only what systemd-run needs to find its user's manager.
                few = ("PATH", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")
                env = {n: os.environ[n] for n in few if n in os.environ}
                return read_out(command, text, self.seconds, env=env)

    def _run_trusted(self, text: object) -> Findings:
        """Run without a cage, in an empty folder."""
        with tempfile.TemporaryDirectory() as home:
            command = [*python(), str(self.pack / "runner.py")]
            return read_out(
                command,
                text,
                self.seconds,
                cwd=home,
                env=environment(self.pack, Path(home)),
            )


def read_out(
    command: list[str], job: object, seconds: int, **settings: object
) -> Findings:
    """Start a program and read its findings until it ends or is ended."""
    began = time.monotonic()
    with subprocess.Popen(
        command,
        stdin=job,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        **settings,
    ) as process:
        output, stopped = drain(process, seconds)
        process.kill()
        complaint = process.stderr.read(2000).decode(errors="replace").strip()
    found = Findings(seconds=time.monotonic() - began, stopped=stopped)
    for line in output.split(b"\n"):
        if len(line) > LONGEST_LINE:
            continue  # the runner writes none of that length
        try:
            finding = json.loads(line)
        except (ValueError, RecursionError):
            continue  # half a line, or one that the student's code wrote
        if isinstance(finding, dict):
            found.lines.append(finding)
    if not stopped and {"finished": True} not in found.lines:
        # Once student code runs, it may be the one that complains.
        begun = {"started": True} in found.lines
        said = clean(complaint.splitlines()[-1]) if complaint else ""
        why = f": {said}" if said and not begun else ""
        found.stopped = f"the program ended before its last cell{why}"
    return found


def family(pid: int) -> Iterator[int]:
    """Yield the numbers of a process and of all that it has started."""
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = path.read_text("ascii").split()
        except OSError:
            continue  # it has just ended
        for child in children:
            yield from family(int(child))


def waited_for(process: subprocess.Popen) -> float:
    """Return for how long a program, or a child of it, lacked a processor."""
    return max(waited(f"/proc/{pid}/schedstat") for pid in family(process.pid))


def drain(process: subprocess.Popen, seconds: int) -> tuple[bytes, str]:
    """Read until the program closes its output; say why if it must stop.

    The time that it only waited for a processor is given back, so that no
    grade depends on how busy the machine is; at most `PATIENCE` times the
    limit, since a program can keep its own children waiting.
    """
    output = bytearray()
    end, given = time.monotonic() + seconds, 0.0
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while True:
            if (left := end - time.monotonic()) <= 0:
                owed = min(waited_for(process), PATIENCE * seconds) - given
                if owed < Clock.SLACK:
                    return bytes(output), "the time was up"
                end, given = end + owed, given + owed
                continue
            if not waiting.select(left):
                continue
            chunk = os.read(process.stdout.fileno(), 65_536)
            if not chunk:
                return bytes(output), ""
            output += chunk
            if len(output) > MOST_OUTPUT:
                return bytes(output), "it handed out too much data"
