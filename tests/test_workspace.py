"""work/ holds copies, and never loses what a learner wrote."""

import json

import pytest

from tools import workspace

NAME = "notebooks/11-arrivals.ipynb"
NEW = "notebooks/11-arrivals.new.ipynb"


@pytest.fixture
def root(tmp_path):
    """A project with one lesson, one exercise and one picture."""
    root = tmp_path / "두 단어"
    for name, text in {
        NAME: "first",
        "exercises/11-arrivals.ipynb": "exercise",
        "notebooks/img/map.png": "picture",
        "notebooks/.ipynb_checkpoints/11-arrivals.ipynb": "never copied",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def texts(root):
    """All visible files of work/ with their contents."""
    work = root / "work"
    return {
        path.relative_to(work).as_posix(): path.read_text()
        for path in sorted(work.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def test_the_first_run_copies_everything_that_is_meant_for_learners(root):
    assert workspace.refresh(root) == []
    assert texts(root) == {
        NAME: "first",
        "exercises/11-arrivals.ipynb": "exercise",
        "notebooks/img/map.png": "picture",
    }


def test_a_second_run_changes_nothing(root):
    workspace.refresh(root)
    before = {p: p.stat().st_mtime_ns for p in (root / "work").rglob("*")}
    assert workspace.refresh(root) == []
    after = {p: p.stat().st_mtime_ns for p in (root / "work").rglob("*")}
    assert after == before


def test_an_unchanged_copy_follows_its_original(root):
    workspace.refresh(root)
    (root / NAME).write_text("second")
    assert workspace.refresh(root) == []
    assert texts(root)[NAME] == "second"
    assert NEW not in texts(root)


def test_a_changed_copy_stays_and_nothing_is_said(root):
    workspace.refresh(root)
    (root / "work" / NAME).write_text("mine")
    assert workspace.refresh(root) == []
    assert texts(root)[NAME] == "mine"
    assert NEW not in texts(root)


def test_a_newer_original_is_put_beside_a_changed_copy_and_said(root):
    workspace.refresh(root)
    (root / "work" / NAME).write_text("mine")
    (root / NAME).write_text("second")
    (said,) = workspace.refresh(root)
    assert "11-arrivals.ipynb" in said
    assert "11-arrivals.new.ipynb" in said
    assert texts(root)[NAME] == "mine"
    assert texts(root)[NEW] == "second"
    assert workspace.refresh(root) == [], "said once, not at every start"


def test_an_unchanged_new_copy_is_refreshed(root):
    workspace.refresh(root)
    (root / "work" / NAME).write_text("mine")
    for text in ("second", "third"):
        (root / NAME).write_text(text)
        assert len(workspace.refresh(root)) == 1
    assert texts(root)[NAME] == "mine"
    assert texts(root)[NEW] == "third"


def test_a_changed_new_copy_stays_and_the_next_takes_another_name(root):
    workspace.refresh(root)
    (root / "work" / NAME).write_text("mine")
    (root / NAME).write_text("second")
    workspace.refresh(root)
    (root / "work" / NEW).write_text("mine as well")
    (root / NAME).write_text("third")
    (said,) = workspace.refresh(root)
    assert "11-arrivals.new2.ipynb" in said
    assert texts(root)[NAME] == "mine"
    assert texts(root)[NEW] == "mine as well"
    assert texts(root)["notebooks/11-arrivals.new2.ipynb"] == "third"


def test_a_learners_own_file_of_that_name_stays(root):
    workspace.refresh(root)
    (root / "work" / NAME).write_text("mine")
    (root / "work" / NEW).write_text("my own file")
    (root / NAME).write_text("second")
    workspace.refresh(root)
    assert texts(root)[NEW] == "my own file"
    assert texts(root)["notebooks/11-arrivals.new2.ipynb"] == "second"


def test_a_file_that_was_there_before_the_first_run_stays(root):
    path = root / "work" / NAME
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    assert len(workspace.refresh(root)) == 1
    assert texts(root)[NAME] == "mine"
    assert texts(root)[NEW] == "first"


def test_a_copy_put_back_to_the_original_is_followed_again(root):
    workspace.refresh(root)
    (root / "work" / NAME).write_text("mine")
    (root / NAME).write_text("second")
    workspace.refresh(root)
    (root / "work" / NAME).write_text("second")
    workspace.refresh(root)
    (root / NAME).write_text("third")
    assert workspace.refresh(root) == []
    assert texts(root)[NAME] == "third"


def test_a_deleted_copy_comes_back(root):
    workspace.refresh(root)
    (root / "work" / NAME).unlink()
    assert workspace.refresh(root) == []
    assert texts(root)[NAME] == "first"


def test_a_copy_whose_original_went_away_stays(root):
    workspace.refresh(root)
    (root / NAME).unlink()
    assert workspace.refresh(root) == []
    assert texts(root)[NAME] == "first"


@pytest.mark.parametrize(
    "note", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a": 1', None]
)
def test_a_spoilt_note_makes_every_copy_count_as_changed(root, note):
    workspace.refresh(root)
    path = root / "work" / workspace.STATE
    path.unlink() if note is None else path.write_bytes(note)
    (root / "work" / NAME).write_text("mine")
    (root / NAME).write_text("second")
    (root / "exercises/11-arrivals.ipynb").write_text("newer")
    assert len(workspace.refresh(root)) == 2
    assert texts(root)[NAME] == "mine"
    assert texts(root)["exercises/11-arrivals.ipynb"] == "exercise"
    assert json.loads(path.read_bytes())


@pytest.mark.parametrize("step", range(12))
def test_a_run_that_is_interrupted_anywhere_loses_nothing(
    root, monkeypatch, step
):
    workspace.refresh(root)
    (root / "work" / NAME).write_text("mine")
    (root / NAME).write_text("second")
    (root / "exercises/11-arrivals.ipynb").write_text("newer")

    real, calls = workspace.os.replace, iter(range(step))

    def replace_until(*args):
        if next(calls, None) is None:
            raise KeyboardInterrupt
        real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(workspace.os, "replace", replace_until)
        try:
            workspace.refresh(root)
        except KeyboardInterrupt:
            pass
    assert texts(root)[NAME] == "mine"
    workspace.refresh(root)
    assert texts(root) == {
        NAME: "mine",
        NEW: "second",
        "exercises/11-arrivals.ipynb": "newer",
        "notebooks/img/map.png": "picture",
    }
