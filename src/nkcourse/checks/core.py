"""What all questions share: comparing, naming the slip, hinting."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from numbers import Real
from pkgutil import iter_modules

import numpy as np
import pandas as pd

from nkcourse import checks
from nkcourse.errors import CourseError, UnknownNameError
from nkcourse.tables import nearest


class TryAgain(CourseError, AssertionError):
    """An answer is not right yet; the message says why."""


@dataclass(frozen=True)
class Slip:
    """A wrong answer that people give, and what to say to it.

    `value` computes the wrong answer from the tables.
    """

    value: Callable[[], object]
    says: str


@dataclass(frozen=True)
class Question:
    """One question whose answer the pack can recompute.

    `kind` names the form of the answer and how two are compared: a key of
    `KINDS`. `right` computes the right answer from the tables. `reading`
    says in words what the right answer means.
    """

    kind: str
    right: Callable[[], object]
    reading: str
    slips: tuple[Slip, ...]
    hints: tuple[str, str]
    tolerance: float = 0.0


@dataclass(frozen=True)
class OpenQuestion:
    """A question that no program can judge: read it against a rubric.

    `model` returns an answer worth reading, its figures computed from the
    tables; it opens once the learner has written at least `words` words.
    """

    rubric: tuple[str, ...]
    model: Callable[[], str]
    hints: tuple[str, str]
    words: int = 15


def _one(answer: object) -> object:
    """Return the single value inside a Series, array or list of one."""
    if isinstance(answer, pd.DataFrame) and answer.size == 1:
        return answer.iat[0, 0]
    if isinstance(answer, (pd.Series, np.ndarray)) and answer.size == 1:
        return answer.item()
    if isinstance(answer, (list, tuple)) and len(answer) == 1:
        return answer[0]
    return answer


def _number(answer: object) -> float:
    """Return an answer as one number, or say what it is instead."""
    answer = _one(answer)
    if isinstance(answer, tuple):
        raise TryAgain(
            "Python reads a comma as the border between two numbers. Write "
            "1234 without a comma for thousands, and 5.6 with a point."
        )
    if isinstance(answer, (pd.DataFrame, pd.Series, np.ndarray, list)):
        if len(answer) == 0:
            raise TryAgain(
                "No row is left in your answer: the condition fits none. "
                "Years are numbers in last_year, but text in period."
            )
        if len(answer) == 1:
            raise TryAgain(
                "Your answer is one whole row. Choose its column, such as "
                '["total"], and then add .item().'
            )
        raise TryAgain(
            f"Your answer still has {len(answer)} rows. The question asks "
            "for one number: pick one row and one column, then add .item()."
        )
    if isinstance(answer, dict):
        raise TryAgain(
            "Your answer is in braces. The question asks for one number: "
            "write it alone."
        )
    if callable(answer):
        raise TryAgain(
            "Your answer is a command that was not carried out. A pair of "
            "brackets is missing at its end, as in .item()."
        )
    if isinstance(answer, str):
        raise TryAgain(
            f"Your answer {answer!r} is text. The question asks for a number: "
            "digits without quotation marks, comma or % sign, or a column "
            "of numbers."
        )
    if answer is None:
        raise TryAgain(
            "Your answer is None, which means nothing. A line that only "
            "prints a value does not store it: write answer = and the value."
        )
    if isinstance(answer, (bool, np.bool_)) or not isinstance(answer, Real):
        raise TryAgain(
            f"Your answer is of the type {type(answer).__name__}. The "
            "question asks for a number."
        )
    if not np.isfinite(answer):
        raise TryAgain(
            "There is no value in your answer (nan or inf). Either a cell is "
            "empty, or two tables were combined whose rows do not match."
        )
    return float(answer)


def _same_number(answer: object, wanted: object, tolerance: float) -> bool:
    return abs(_number(answer) - _number(wanted)) <= tolerance + 1e-9


def _same_share(answer: object, wanted: object, tolerance: float) -> bool:
    """Compare percentages; 12.2 and 0.122 mean the same."""
    given = _number(answer)
    percent = given * 100 if abs(given) <= 1 else given
    return abs(percent - _number(wanted)) <= tolerance + 1e-9


PAIRS = (
    "Give a table, or one number for each label in braces, the label first: "
    "{1990: 5, 1991: -2}."
)


def _mapping(answer: object) -> dict:
    """Return an answer of labels and numbers as a dictionary.

    Takes a Series, a dictionary, or a DataFrame with one column of numbers
    beside one of labels (in any order), or with the labels as its index.
    """
    if isinstance(answer, pd.DataFrame):
        table = answer
        if table.shape[1] == 2:
            labels = [one for one in table if str(one) in ("period", "year")]
            table = table.set_index(labels or table.columns[0])
        if len(table) == 0:
            raise TryAgain(
                "No row is left in your table: the condition fits none. Look "
                "at the table before you filter it."
            )
        if table.shape[1] != 1:
            raise TryAgain(
                f"Your table has {answer.shape[1]} columns. The question "
                "asks for two: the label and the number. Pick them with "
                "[['…', '…']]."
            )
        answer = table.iloc[:, 0]
    if isinstance(answer, pd.Series):
        answer = answer.to_dict()
    if not isinstance(answer, Mapping):
        raise TryAgain(f"Your answer is one {type(answer).__name__}. {PAIRS}")
    for value in answer.values():
        if isinstance(value, str):
            raise TryAgain("Write the numbers without quotation marks.")
        if isinstance(value, (list, tuple, dict)):
            raise TryAgain(f"Some label has several numbers. {PAIRS}")
    return {_label(key): _number(value) for key, value in answer.items()}


def _label(key: object) -> str:
    """Return a label as text, a year the same whether 2004 or 2004.0."""
    if isinstance(key, Real) and float(key).is_integer():
        key = int(key)
    return str(key)


def _same_mapping(answer: object, wanted: object, tolerance: float) -> bool:
    given, right = _mapping(answer), _mapping(wanted)
    return given.keys() == right.keys() and all(
        abs(given[key] - right[key]) <= tolerance + 1e-9 for key in right
    )


KINDS = {
    "number": _same_number,
    "share": _same_share,
    "labels and numbers": _same_mapping,
}


@cache
def _questions() -> dict[str, "Question | OpenQuestion"]:
    """Return all questions by their id."""
    found = {}
    for module in iter_modules(checks.__path__):
        if module.name.startswith("lesson"):
            found |= import_module(f"nkcourse.checks.{module.name}").QUESTIONS
    return found


def _question(name: object) -> "Question | OpenQuestion":
    known = _questions()
    if name not in known:
        raise UnknownNameError(
            f"There is no question {name!r}.{nearest(name, list(known))} "
            'Its number stands above it; write it as text: check("11.1", …).'
        )
    return known[name]


def check(name: str, answer: object) -> None:
    """Say whether an answer is right, and if not, which slip it looks like.

    Parameters
    ----------
    name : str
        The number of the question, as it stands above it: "11.2".
    answer : object
        Your answer. Equivalent forms count as equal.

    Raises
    ------
    TryAgain
        If the answer is not right yet; its message is one plain line.
    UnknownNameError
        If there is no such question.
    """
    question = _question(name)
    if answer is ...:
        raise TryAgain(
            f"Replace the ... in question {name} by your answer. If you have, "
            "run that cell first (Shift and Enter), then this one."
        )
    if isinstance(question, OpenQuestion):
        _open(name, question, answer)
        return
    same = KINDS[question.kind]
    if same(answer, question.right(), question.tolerance):
        print(f"{name} is right. {question.reading}")
        return
    for slip in question.slips:
        if same(answer, slip.value(), question.tolerance):
            raise TryAgain(f"Not yet. {slip.says}")
    raise TryAgain(
        f"Not yet, and not one of the usual slips. Read the question's unit "
        f'and years once more, or ask hint("{name}").'
    )


def _open(name: str, question: OpenQuestion, answer: object) -> None:
    """Show the rubric and a model answer beside the learner's own."""
    if not isinstance(answer, str):
        raise TryAgain(
            f"Question {name} asks for sentences. Write them between three "
            'quotation marks: """Your sentences."""'
        )
    if len(answer.split()) < question.words:
        raise TryAgain(
            f"So far your answer is {len(answer.split())} long, in words. "
            f"Write at least {question.words}; then a model answer opens."
        )
    print("No program can judge this one. Read your answer once more and ask:")
    for line in question.rubric:
        print(f"  - {line}")
    print(f"\nOne good answer among many:\n\n{question.model()}")


_asked: dict[str, int] = {}


def hint(name: str) -> None:
    """Print a hint; asked again, a second and fuller one.

    Parameters
    ----------
    name : str
        The number of the question: "11.2".

    Raises
    ------
    UnknownNameError
        If there is no such question.
    """
    hints = _question(name).hints
    step = min(_asked.get(name, 0), len(hints) - 1)
    _asked[name] = step + 1
    print(f"Hint {step + 1} of {len(hints)}: {hints[step]}")
