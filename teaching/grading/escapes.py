"""A trial program that tries to get out of the cage it runs in.

Each function tries what must fail, and ends in an error if it did. The file
runs in the cage as a student's cell does; it knows nothing of the course pack.
"""

import os
import signal
import socket
import sys
from pathlib import Path

FAILURES = (OSError, MemoryError, RuntimeError)


def network(given: dict) -> None:
    """Reach the network."""
    socket.create_connection(("127.0.0.1", given["port"]), timeout=2)


def folder(given: dict) -> None:
    """Read the grader's folder."""
    os.listdir(given["folder"])


def environment(given: dict) -> None:
    """Read the grader's environment."""
    read = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            read.append(path.read_bytes())
        except OSError:
            pass
    if given["canary"].encode() not in b"".join(read):
        raise OSError


def checks(given: dict) -> None:
    """Read the checks."""
    for place in (sys.prefix, sys.base_prefix, "/pack"):
        for _, _, files in os.walk(place):
            if any(name in files for name in given["checks"]):
                return
    raise OSError


def outside(given: dict) -> None:
    """Write outside of its own folders."""
    Path("/mark").write_text("x")


def pack(given: dict) -> None:
    """Write into the course pack."""
    Path("/pack/mark").write_text("x")


def memory(given: dict) -> None:
    """Use more memory than allowed."""
    bytearray(2 * given["memory"])


def memory_together(given: dict) -> None:
    """Use more memory than allowed, in several processes."""
    child = os.fork()
    if child == 0:
        try:
            bytearray(b"x") * (given["trial_memory"] + 2**27)
        except MemoryError:
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0 or not given["together"]:
        raise MemoryError


def processes(given: dict) -> None:
    """Start more processes than allowed."""
    children = []
    try:
        for _ in range(given["processes"] + 20):
            child = os.fork()
            if child == 0:
                signal.pause()
            children.append(child)
    finally:
        for child in children:
            os.kill(child, 9)
        for child in children:
            os.waitpid(child, 0)


def root(given: dict) -> None:
    """Become root."""
    os.setuid(0)


TRIES = {
    "reach the network": network,
    "read the grader's folder": folder,
    "read the grader's environment": environment,
    "read the checks": checks,
    "write outside of its own folders": outside,
    "write into the course pack": pack,
    "use more memory than allowed": memory,
    "use more memory than allowed, in several processes": memory_together,
    "start more processes than allowed": processes,
    "become root": root,
}


def escapes(given: dict) -> list[str]:
    """Return what could be done that must not be possible.

    Parameters
    ----------
    given : dict
        What the grader knows and the trial needs: a folder of its own, a port
        that it listens on, names to look for, and the limits.
    """
    managed = []
    for name, attempt in TRIES.items():
        try:
            attempt(given)
        except FAILURES:
            continue
        managed.append(name)
    return managed
