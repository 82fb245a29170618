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
from functools import cache
from pathlib import Path

import nbformat
import pytest

from nkcourse.checks import core

ROOT = Path(__file__).resolve().parents[1]
ANSWERS = {
    question: kinds
    for path in sorted((ROOT / "tests" / "wrong_answers").glob("*.toml"))
    for question, kinds in tomllib.loads(path.read_text("utf-8")).items()
}
CLOSED = [
    name
    for name, question in core._questions().items()
    if not isinstance(question, core.OpenQuestion)
]
CHECK = re.compile(r'^check\("([^"]+)", (\w+)\)', re.MULTILINE)


def cases(kind):
    return [
        pytest.param(question, one, id=f"{question}-{one['name']}")
        for question, kinds in ANSWERS.items()
        for one in kinds.get(kind, [])
    ]


@cache
def place(question):
    """Return the code before a question's check, and its variable."""
    for folder in ("exercises", "notebooks"):
        for path in sorted((ROOT / folder).glob("*.ipynb")):
            before = []
            for cell in nbformat.read(path, as_version=4).cells:
                if cell.cell_type != "code":
                    continue
                if question in (found := dict(CHECK.findall(cell.source))):
                    return "\n".join(before), found[question]
                waits = "raises-exception" in cell.metadata.get("tags", [])
                if not waits and "= ..." not in cell.source:
                    before.append(cell.source)
    raise LookupError(f"no notebook asks {question}")


def verdict(question, code):
    before, variable = place(question)
    names = {"display": print}  # as in a notebook
    with contextlib.redirect_stdout(io.StringIO()):
        exec(before, names)
        exec(code, names)
    return core.judge(question, names[variable])


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
