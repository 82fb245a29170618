"""The two archives: what is in them, and that the student's works."""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from tools import bundle
from tools.notebooks import ROOT, notebooks

IN_GIT = shutil.which("git") and (ROOT / ".git").exists()


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    """Pack a commit of what is here now, in a copy, and unpack it."""
    if not IN_GIT:
        pytest.skip("the archives are made from a git clone")
    clone = tmp_path_factory.mktemp("a clone")
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", "-z"],
        check=True,
        capture_output=True,
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clone / name)
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        [*who, "commit", "-qm", "x"],
    ):
        subprocess.run(["git", "-C", clone, *command], check=True)
    (clone / "new.txt").write_text("not committed", "utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "tools.bundle"],
        cwd=clone,
        env=os.environ | {"PYTHONPATH": str(clone)},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert "not committed:\n?? new.txt" in told
    found = {}
    for path in (clone / "dist").glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            archive.extractall(clone / "unpacked")
        found[path.stem.rpartition("-")[2]] = clone / "unpacked" / path.stem
    assert set(found) == {"student", "instructor"}
    return found


def names(folder):
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_students_get_no_solution_and_no_grader(archives):
    student = names(archives["student"])
    assert not any(
        name.startswith(("solutions/", "teaching/", "tests/"))
        for name in student
    )
    for path in notebooks(("notebooks", "exercises")):
        assert path.relative_to(ROOT).as_posix() in student
    for path in archives["student"].rglob("*.ipynb"):
        assert "BEGIN SOLUTION" not in path.read_text("utf-8")


def test_instructors_get_everything(archives):
    instructor = names(archives["instructor"])
    assert names(archives["student"]) < instructor
    assert {"Makefile", "teaching/grading/README.md"} <= instructor
    assert not any(name.startswith((".git/", "dist/")) for name in instructor)


def test_what_is_left_out_is_there(archives):
    """A renamed file must not slip into the student's archive."""
    for name in bundle.NOT_FOR_STUDENTS:
        assert (ROOT / name).exists(), name


def test_the_students_archive_teaches(archives):
    """Its package loads its tables, checks, and makes the learner's copies."""
    folder = archives["student"]
    code = (
        "from nkcourse import check, load; load('arrivals_by_sex'); "
        "check('11.1', 2028)"
    )
    environment = os.environ | {"PYTHONPATH": str(folder / "src")}
    for command in (["-c", code], ["-m", "tools.workspace"]):
        subprocess.run(
            [sys.executable, *command], cwd=folder, env=environment, check=True
        )
    made = names(folder / "work")
    assert "exercises/11-arrivals-exercise.ipynb" in made


def test_outside_of_git_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(SystemExit, match="made from a git clone"):
        bundle.main()
