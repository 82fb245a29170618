"""Run a student's cells and hand their answers out as plain data.

This is the one program that runs beside student code, inside the cage. What
it says is therefore never trusted: it hands out answers, and knows neither
what is right nor what it counts.

It reads a job from standard input and writes one JSON line a finding:

    {"cells": [{"source": "…", "take": [["11.1", "answer_1"]]}], "end": […]}

    {"started": true}
    {"question": "11.1", "answer": {"is": "int", "value": 5}}
    {"question": "11.1", "missing": "answer_1"}
    {"cell": 3, "error": "NameError: name 'x' is not defined"}
    {"finished": true}
"""

import ctypes
import json
import os
import platform
import resource
import sys

from clock import Clock, OutOfTime
from IPython.core.interactiveshell import InteractiveShell
from plain import pack

# What holds for every process that the student's program starts. The cage
# adds what holds for all of them together.
MEGABYTE = 1024**2
LIMITS = {
    resource.RLIMIT_AS: 1536 * MEGABYTE,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_FSIZE: 32 * MEGABYTE,
    resource.RLIMIT_NOFILE: 256,
    resource.RLIMIT_NPROC: 32,
}
LONGEST_LINE = 1_000_000
# The number of the system call keyctl, by machine.
KEYCTL = {"x86_64": 250, "aarch64": 219}


def drop_rights(uid: int) -> None:
    """Set the limits, and become another user where the grader is root.

    Root is held to no limit on the number of processes; a uid that nobody
    else has is.
    """
    for what, most in LIMITS.items():
        resource.setrlimit(what, (most, most))
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    # A keyring of its own, instead of the one that the grader's session has.
    number = KEYCTL.get(platform.machine())
    if number:
        join_session_keyring = 1
        ctypes.CDLL(None).syscall(number, join_session_keyring, None)


class Shell(InteractiveShell):
    """IPython without a kernel or a terminal."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Do nothing: there is no window here, and `%matplotlib` asks."""


def say(channel: int, **finding: object) -> None:
    """Write one finding, in one piece."""
    line = json.dumps(finding)
    if len(line) > LONGEST_LINE and "answer" in finding:
        finding["answer"] = {"is": "other", "type": "too large to hand in"}
        line = json.dumps(finding)
    data = line.encode() + b"\n"
    while data:
        data = data[os.write(channel, data) :]


def hand_out(channel: int, names: dict, wanted: list) -> None:
    """Take the answers that are due at this place of the notebook."""
    for question, variable in wanted:
        if variable not in names:
            say(channel, question=question, missing=variable)
            continue
        try:
            say(channel, question=question, answer=pack(names[variable]))
        except Exception as error:
            # An object may fail, or do worse, when it is looked at. It does
            # so here, in the cage, and is named.
            kind = type(names[variable]).__name__[:40]
            packed = {"is": "other", "type": kind}
            say(channel, question=question, answer=packed)
            say(channel, cell=0, error=f"{variable}: {type(error).__name__}")


def run(job: dict, channel: int, seconds: int) -> None:
    """Run the cells in order; a cell that fails does not stop the next."""
    shell = Shell.instance()
    shell.history_manager.enabled = False
    clock = Clock(seconds)
    for cell in job["cells"]:
        clock.start()
        try:
            result = shell.run_cell(cell["source"], store_history=False)
            error = result.error_before_exec or result.error_in_exec
        except OutOfTime as late:
            error = late
        finally:
            clock.stop()
        if isinstance(error, OutOfTime):
            late = f"stopped after {seconds} seconds"
            say(channel, cell=cell["number"], error=late)
        elif error is not None:
            text = f"{type(error).__name__}: {error}"[:300]
            say(channel, cell=cell["number"], error=text)
        hand_out(channel, shell.user_ns, cell["take"])
    hand_out(channel, shell.user_ns, job["end"])
    say(channel, finished=True)


def main() -> None:
    """Read the job, close the doors, run."""
    job = json.load(sys.stdin.buffer)
    channel = os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    if job["uid"]:
        drop_rights(job["uid"])
    say(channel, started=True)
    run(job, channel, job["seconds"])
    # All is said. To take down what was imported costs more than most cells.
    os._exit(0)


if __name__ == "__main__":
    main()
