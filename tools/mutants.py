"""Break the code on purpose and see whether tests notice: now and before.

    python -m tools.mutants 89260fc     here, and at that commit
    python -m tools.mutants             here alone

Each mutant is one change in a copy, and the tests that are near it
(tests/mutants.toml). Run it when tests are joined, shared or taken away: what
was noticed at an earlier commit must be noticed now (only what is missed now
is tried there). It is slow, and no part of `make test`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import NamedTuple

from tools.notebooks import ROOT


class Mutant(NamedTuple):
    """One change, and where it should be noticed."""

    path: str
    old: str
    new: str
    tests: str


LISTED = ROOT / "tests" / "mutants.toml"


def mutants() -> list[Mutant]:
    """Return the mutants that tests/mutants.toml lists."""
    listed = tomllib.loads(LISTED.read_text("utf-8"))["mutant"]
    return [Mutant(**one) for one in listed]


def copy(commit: str | None, to: Path) -> None:
    """Lay a commit, or what is here now, into a folder."""
    if commit:
        git = ("git", "-c", "advice.detachedHead=false")
        subprocess.run((*git, "clone", "-q", ROOT, to), check=True)
        subprocess.run((*git, "-C", to, "checkout", "-q", commit), check=True)
        return
    leave = shutil.ignore_patterns(".*", "__pycache__", "work", "dist")
    shutil.copytree(ROOT, to, ignore=leave)


def noticed(place: Path, mutant: Mutant) -> bool:
    """Say whether the tests fail on a mutant in this copy; undo it after."""
    path = place / mutant.path
    before = path.read_text("utf-8")
    after = before.replace(mutant.old, mutant.new, 1)
    if after == before:
        sys.exit(f"{mutant.path} has no {mutant.old!r} to change.")
    path.write_text(after, "utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": f"{place / 'src'}{os.pathsep}{place}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header"]
    command += ["-p", "no:cacheprovider", *mutant.tests.split()]
    try:
        done = subprocess.run(
            command, cwd=place, env=environment, capture_output=True
        )
    finally:
        path.write_text(before, "utf-8")
    if done.returncode not in (0, 1, 2):
        sys.exit(done.stdout.decode())
    return done.returncode != 0


def main(commit: str | None = None) -> int:
    """Print what became of each mutant; return how many are lost."""
    lost = missed = 0
    listed = mutants()
    with tempfile.TemporaryDirectory() as folder:
        here, earlier = Path(folder, "here"), Path(folder, "earlier")
        copy(None, here)
        if commit:
            copy(commit, earlier)
        for mutant in listed:
            said = "noticed"
            if not noticed(here, mutant):
                missed += 1
                said = "missed"
                if commit and noticed(earlier, mutant):
                    lost += 1
                    said = f"LOST: noticed at {commit}"
            change = f"{mutant.old!r} -> {mutant.new!r}"
            print(f"{said}  {mutant.path}: {change}", flush=True)
    print(f"{len(listed)} mutants, {missed} missed, {lost} of them lost")
    return lost


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) > 0)
