"""Test one lesson: `make lesson ARGS=11`.

The lesson and its exercise, solved and unsolved, run as tests; and of the
other tests those that name it or one of its questions. `make test` holds more.
"""

import subprocess
import sys

from tools.notebooks import ROOT, notebooks

FOLDERS = ("notebooks", "solutions", "exercises")
# The tests that look at one lesson or one question at a time.
TESTS = [
    f"tests/test_{name}.py"
    for name in "lessons exercises checks wrong_answers prose data".split()
]


def main(number: str, *options: str) -> int:
    """Run the tests of one lesson; return how pytest ended."""
    pages = [p for p in notebooks(FOLDERS) if p.name.startswith(f"{number}-")]
    if not pages:
        sys.exit(
            f"There is no lesson {number!r}. Name one: make lesson ARGS=11"
        )
    # Ids name a page (11-arrivals), a question (11.2), or a derived file.
    names = f"{number}- or {number}. or fresh"
    command = [sys.executable, "-m", "pytest", "-W", "error", "--quiet"]
    command += ["-k", names]
    return subprocess.call([*command, *options, *pages, *TESTS], cwd=ROOT)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("Name a lesson: make lesson ARGS=11")
    sys.exit(main(*sys.argv[1:]))
