"""Answers that readers gave, without having seen the checks.

They stand in `wrong_answers/`, one file a lesson; each is code for the place
where the question stands. `says` holds words that the message to a wrong
answer must contain; where these are "usual slips", it has no message of its
own. `equal` answers must pass.
"""

import contextlib
import io
import re
import tomllib
from copy import deepcopy
from functools import cache
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from nkcourse.checks import core
from tools.notebooks import files, notebooks

ROOT = Path(__file__).resolve().parents[1]
ANSWERS = {
    question: kinds
    for path in files(ROOT / "tests" / "wrong_answers", "*.toml")
    for question, kinds in tomllib.loads(path.read_text("utf-8")).items()
}
CLOSED = [
    name
    for name, question in core._questions().items()
    if not isinstance(question, core.OpenQuestion)
]
CHANGEABLE = (pd.DataFrame, pd.Series, list, dict, set)
CHECK = re.compile(r'^check\("([^"]+)", (\w+)\)', re.MULTILINE)


def cases(kind):
    return [
        pytest.param(question, one, id=f"{question}-{one['name']}")
        for question, kinds in ANSWERS.items()
        for one in kinds.get(kind, [])
    ]


@cache
def _cells(path):
    return nbformat.read(path, as_version=4).cells


@cache
def place(question):
    """Return the code before a question's check, and its variable."""
    for path in notebooks(("exercises", "notebooks")):
        before = []
        for cell in _cells(path):
            if cell.cell_type != "code":
                continue
            if question in (found := dict(CHECK.findall(cell.source))):
                return "\n".join(before), found[question]
            waits = "raises-exception" in cell.metadata.get("tags", [])
            if not waits and "= ..." not in cell.source:
                before.append(cell.source)
    raise LookupError(f"no notebook asks {question}")


@cache
def _before(question):
    """Run what stands before a question, once; return its names."""
    names = {"display": print}  # as in a notebook
    with contextlib.redirect_stdout(io.StringIO()):
        exec(place(question)[0], names)
    return names


def verdict(question, code):
    # Each answer gets its own copies, as after a restart of the notebook.
    names = {
        name: deepcopy(value) if isinstance(value, CHANGEABLE) else value
        for name, value in _before(question).items()
        if name != "__builtins__"
    }
    with contextlib.redirect_stdout(io.StringIO()):
        exec(code, names)
    return core.judge(question, names[place(question)[1]])


@pytest.mark.parametrize("question", CLOSED)
def test_every_question_has_wrong_answers_of_three_kinds(question):
    wrong = ANSWERS[question]["wrong"]
    assert (
        len({one["says"] for one in wrong if "usual" not in one["says"]}) >= 3
    )


@pytest.mark.parametrize(("question", "one"), cases("wrong"))
def test_wrong_answer_gets_its_message(question, one):
    found = verdict(question, one["code"])
    assert found.state in ("wrong", "unanswered")
    assert one["says"] in found.says


@pytest.mark.parametrize(("question", "one"), cases("equal"))
def test_equal_answer_is_right(question, one):
    assert verdict(question, one["code"]).state == "right"


def test_few_wrong_answers_get_the_general_message():
    """The share that the closing note of the pipeline gives is measured here.

    Those without a message of their own stay in the list: they say what a
    learner still meets.
    """
    wrong = [one for kinds in ANSWERS.values() for one in kinds["wrong"]]
    general = [one for one in wrong if "usual slips" in one["says"]]
    assert len(general) <= 0.05 * len(wrong)
