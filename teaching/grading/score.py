"""Judge what a submission handed out. No student code runs in this process.

The answers arrive as plain data; `nkcourse.checks` recomputes what is right
and judges them, with the same words that the learner's own `check` uses.
"""

import pandas as pd

from nkcourse.checks.core import OpenQuestion, Verdict, _question, judge
from teaching.grading.cage import Findings
from teaching.grading.plain import clean, unpack
from teaching.grading.submissions import Asked, Submission

LONGEST_SHOWN = 20_000


def score(submission: Submission, found: Findings) -> dict:
    """Return the answers of a submission with points and words.

    Parameters
    ----------
    submission : Submission
        What was read from the student's file.
    found : Findings
        What its run handed out.

    Returns
    -------
    dict
        `answers`: for each question its `points` (None where a person has to
        look or to mark), `of`, `state`, `says` and `given`, the answer as
        text. `errors`: the cells that stopped. `stopped`: how the run ended
        early, if it did.
    """
    taken = {}
    for line in found.lines:
        if isinstance(line.get("question"), str):
            taken[line["question"]] = line
    errors = [
        clean(f"code cell {line['cell']}: {line['error']}"[:400])
        for line in found.lines
        if isinstance(line.get("cell"), int)
        and isinstance(line.get("error"), str)
    ]
    return {
        "answers": [
            _answer(asked, taken.get(asked.question), found.stopped)
            for asked in submission.exercise.asked
        ],
        "errors": errors[:50],
        "stopped": found.stopped,
    }


def _answer(asked: Asked, line: dict | None, stopped: str) -> dict:
    """Judge one answer; where that cannot be done, leave it to a person."""
    about = {"question": asked.question, "of": asked.points, "given": ""}
    if line is None:
        why = stopped or "its answer was not handed out"
        return about | {
            "points": None,
            "state": "look",
            "says": f"This question was not reached: {why}.",
        }
    if "missing" in line:
        return about | {
            "points": 0,
            "state": "unanswered",
            "says": f"There is no {asked.variable}: its cell was deleted or "
            "renamed, or stopped with an error.",
        }
    try:
        answer = unpack(line["answer"])
        verdict = judge(asked.question, answer)
        if isinstance(_question(asked.question), OpenQuestion):
            if verdict.state == "wrong" and _has_words(answer):
                # Short or long, what somebody wrote is read by somebody.
                says = "Your instructor reads this answer."
                verdict = Verdict("written", says)
                about["short"] = True
        shown = _shown(answer)
    except Exception as error:
        # Forged or strange data ends this one question, for a person to see,
        # and nobody else's.
        return about | {
            "points": None,
            "state": "look",
            "says": "This answer could not be read "
            f"({type(error).__name__}: {str(error)[:200]}).",
        }
    points = {"right": asked.points, "written": None}.get(verdict.state, 0)
    return about | {
        "points": points,
        "state": verdict.state,
        "says": verdict.says,
        "given": shown,
    }


def _has_words(answer: object) -> bool:
    """Say whether somebody wrote something, be it in several pieces."""
    if isinstance(answer, (list, tuple)):
        return any(map(_has_words, answer))
    return isinstance(answer, str) and bool(answer.strip())


def _shown(answer: object) -> str:
    """Return an answer as a reader may see it."""
    if isinstance(answer, str):
        return answer[:LONGEST_SHOWN]
    if answer is ... or answer is None:
        return "" if answer is ... else "None"
    if isinstance(answer, (pd.DataFrame, pd.Series)):
        return answer.head(20).to_string()[:LONGEST_SHOWN]
    if callable(answer):
        return "a command that was not carried out"
    if type(answer).__module__ == "teaching.grading.plain":
        return f"an object of the type {type(answer).__name__}"
    return repr(answer)[:2000]
