"""What is done is noted on disk, and nothing else is."""

import json
import os
import subprocess
import sys

import pytest

from nkcourse import check, progress
from nkcourse.checks import core
from nkcourse.checks import record as kept
from nkcourse.checks.core import TryAgain
from nkcourse.errors import DataError

RIGHT = core._questions()["11.1"].right()


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    path = tmp_path / "new" / "folder" / "progress.json"
    monkeypatch.setenv("NKCOURSE_PROGRESS", str(path))
    return path


def give(name, answer):
    try:
        check(name, answer)
    except TryAgain as wrong:
        return str(wrong)


def line(capsys, begins):
    capsys.readouterr()
    progress()
    (found,) = [
        one
        for one in capsys.readouterr().out.splitlines()
        if one.startswith(begins)
    ]
    return found


def test_nothing_is_done_at_first(capsys, file):
    assert line(capsys, "exercise 11").endswith("0 of 6 done; next: 11.1.")
    assert line(capsys, "lesson 00").endswith("0 of 1 done; next: 00.a.")
    assert not file.exists()


def test_right_wrong_and_untouched(capsys, file):
    give("11.1", ...)
    assert line(capsys, "exercise 11").endswith("next: 11.1.")
    give("11.1", 3)
    assert line(capsys, "exercise 11").endswith("next: 11.1.")
    for answer in (1, 2):
        give("11.1", answer)
    assert line(capsys, "exercise 11").endswith(
        "0 of 6 done; next: 11.1 (tried 3 times so far)."
    )
    give("11.1", RIGHT)
    assert line(capsys, "exercise 11").endswith("1 of 6 done; next: 11.2.")
    give("11.1", 5)  # once right stays right
    assert json.loads(file.read_text("utf-8")) == {
        "11.1": {"state": "right", "tries": 5}
    }


def test_an_open_question_counts_once_it_is_written(capsys):
    give("11.6", "Too short.")
    assert "0 of 6" in line(capsys, "exercise 11")
    give("11.6", "word " * 20)
    assert "1 of 6" in line(capsys, "exercise 11")


def test_all_done_says_no_next(capsys):
    give("00.a", core._questions()["00.a"].right())
    assert line(capsys, "lesson 00").endswith("1 of 1 done.")


def test_answers_are_never_kept(file):
    give("11.6", "a secret of mine " * 9)
    give("11.1", 987654321)
    assert "secret" not in file.read_text("utf-8")
    assert "987654321" not in file.read_text("utf-8")


def test_it_outlives_a_restart(file):
    give("11.1", RIGHT)
    told = subprocess.run(
        [sys.executable, "-c", "import nkcourse; nkcourse.progress()"],
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    assert "exercise 11 · Arrivals: 1 of 6 done" in told


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"11.1": 3}', '{"11.1": {"state": "x", "tries": 1}}'],
)
def test_a_spoiled_file_is_named_and_kept(text, file, capsys):
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    with pytest.raises(DataError, match="Rename or delete it"):
        progress()
    give("11.1", RIGHT)
    assert "11.1 is right" in (said := capsys.readouterr().out)
    assert str(file) in said
    assert file.read_text("utf-8") == text


def test_a_disk_that_cannot_be_written_does_not_stop_a_check(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "not a folder").touch()
    wrong = tmp_path / "not a folder" / "progress.json"
    monkeypatch.setenv("NKCOURSE_PROGRESS", str(wrong))
    give("11.1", RIGHT)
    said = capsys.readouterr().out
    assert "11.1 is right" in said and "was not noted" in said


def test_without_a_setting_it_lies_in_the_users_own_folder(monkeypatch):
    monkeypatch.delenv("NKCOURSE_PROGRESS")
    assert kept.file().name == "progress.json"
    assert "nkcourse" in kept.file().parts[-2]


def test_a_killed_write_leaves_the_old_file(file, monkeypatch):
    give("11.1", RIGHT)
    before = file.read_bytes()

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(kept.os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        give("11.2", 1)
    assert file.read_bytes() == before
