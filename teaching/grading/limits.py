"""Limits on all of a submission's processes together.

Three ways, the strongest first. `Cage` takes the first that a trial program
does not break.
"""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

MEGABYTE = 1024**2
MEMORY = 2048 * MEGABYTE
PROCESSES = 48
# What is left behind by a grader that was killed bears its number.
PREFIX = "nkcourse-grading-"


class Scope:
    """A control group that systemd makes."""

    says = "control groups of systemd"
    together = True

    def usable(self) -> bool:
        """Say whether systemd runs here."""
        running = Path("/run/systemd/system").exists()
        return running and shutil.which("systemd-run") is not None

    @contextlib.contextmanager
    def around(self, command: list[str], memory: int) -> Iterator[list[str]]:
        """Yield the command inside a group of its own."""
        user = ["--user"] if os.geteuid() else []
        limits = (
            f"MemoryMax={memory}",
            "MemorySwapMax=0",
            f"TasksMax={PROCESSES}",
        )
        scope = ["systemd-run", "--scope", "--quiet", "--collect", *user]
        for limit in limits:
            scope += ["--property", limit]
        yield [*scope, "--", *command]


def sweep() -> None:
    """Take away what graders that were killed have left behind."""
    groups = Groups.mount.glob(f"*/{PREFIX}*")
    folders = Path(tempfile.gettempdir()).glob(f"{PREFIX}*")
    for path in (*groups, *folders):
        pid = path.name.removeprefix(PREFIX).partition("-")[0]
        if Path("/proc", pid).exists():
            continue
        # What cannot be taken away is somebody else's, or still ending.
        with contextlib.suppress(OSError):
            if path.is_relative_to(Groups.mount):
                path.rmdir()
            else:
                shutil.rmtree(path)


class Groups:
    """A control group of version 1 that the grader makes as root."""

    says = "control groups made as root"
    together = True
    mount = Path("/sys/fs/cgroup")
    controllers = ("memory", "pids")

    def usable(self) -> bool:
        """Say whether both controllers are there and may be written."""
        return all(
            os.access(self.mount / name, os.W_OK)
            and (self.mount / name / "cgroup.procs").exists()
            for name in self.controllers
        )

    @contextlib.contextmanager
    def around(self, command: list[str], memory: int) -> Iterator[list[str]]:
        """Yield the command inside a group of its own; take it away after."""
        limits = {"memory.limit_in_bytes": memory, "pids.max": PROCESSES}
        name = f"{PREFIX}{os.getpid()}-{time.monotonic_ns()}"
        made = []
        try:
            for controller in self.controllers:
                group = self.mount / controller / name
                group.mkdir()
                made.append(group)
                for file, limit in limits.items():
                    if file.startswith(controller):
                        (group / file).write_text(str(limit))
            enter = 'for g in "$1" "$2"; do echo $$ > "$g"; done; shift 2;'
            doors = [str(group / "cgroup.procs") for group in made]
            yield ["sh", "-c", f'{enter} exec "$@"', "sh", *doors, *command]
        finally:
            for group in made:
                remove_group(group)


def remove_group(group: Path) -> None:
    """Take a control group away, once the kernel has buried its processes."""
    for _ in range(3000):  # a minute; the kernel gives no event
        try:
            group.rmdir()
            return
        except OSError:
            time.sleep(0.02)
    raise OSError(f"the control group {group} does not empty")


class Uid:
    """Another uid, or a user namespace: each process has its own limits."""

    says = "limits for each process alone, for want of control groups"
    together = False

    def usable(self) -> bool:
        """Say yes: the trial run decides."""
        return True

    @contextlib.contextmanager
    def around(self, command: list[str], memory: int) -> Iterator[list[str]]:
        """Yield the command; the runner sets the limits."""
        yield command


WAYS = (Scope, Groups, Uid)
