"""Pack two archives into dist/: the student's and the instructor's.

git packs what the last commit holds, so that a file that is not ours to give
away, or not finished, cannot slip in, and the same commit always gives the
same archive.
"""

import os
import subprocess
import sys
import tomllib

from tools.notebooks import ROOT

# What only an instructor or a maintainer needs. The checks stay with the
# students: without them no answer is checked. They compute the right answers,
# as CONTRIBUTING.md and teaching/grading/README.md say.
NOT_FOR_STUDENTS = (
    ".ci",
    ".gitattributes",
    ".github",
    "CONTRIBUTING.md",
    "conftest.py",
    "findings",
    "requirements-dev.txt",
    "solutions",
    "teaching",
    "tests",
    "tools/bindings.py",
    "tools/bundle.py",
    "tools/data.py",
    "tools/exercises.py",
    "tools/colab.py",
    "tools/constraints",
    "tools/lesson.py",
    "tools/matrix.py",
    "tools/mutants.py",
    "tools/notebooks.py",
    "tools/paired.py",
    "tools/stick.py",
)


def git(*arguments: str) -> str:
    """Run git in the course pack and return what it prints."""
    return subprocess.run(
        ["git", "-C", str(ROOT), *arguments],
        check=True,
        capture_output=True,
        text=True,
        # A zip holds local times; without this it would differ by time zone.
        env=os.environ | {"TZ": "UTC"},
    ).stdout


def pack(kind: str, left_out: tuple[str, ...]) -> str:
    """Write one archive; return its name."""
    (ROOT / "dist").mkdir(exist_ok=True)
    about = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    name = f"nkcourse-{about['project']['version']}-{kind}"
    git(
        "archive",
        f"--prefix={name}/",
        f"--output={ROOT / 'dist' / name}.zip",
        "HEAD",
        "--",
        ".",
        *(f":(exclude){path}" for path in left_out),
    )
    return f"dist/{name}.zip"


def student() -> str:
    """Write the student's archive; return its name."""
    return pack("student", NOT_FOR_STUDENTS)


def uncommitted() -> str:
    """Return what is changed and not committed, and so in no archive."""
    try:
        return git("status", "--porcelain").rstrip()
    except (OSError, subprocess.CalledProcessError):
        sys.exit(
            "The archives are made from a git clone, and this is none, or "
            "git is missing."
        )


def main() -> None:
    """Write both archives, and say what they do not hold yet."""
    changed = uncommitted()
    print(student())
    print(pack("instructor", ()))
    if changed:
        print(f"Not in them, for it is not committed:\n{changed}")


if __name__ == "__main__":
    main()
