"""The forms an answer may have, and when two answers are the same.

Each function takes what the learner gave and what is right, and says kindly
what is the matter where the learner's is not even of that form.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from numbers import Real

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype

from nkcourse.errors import CourseError


class TryAgain(CourseError, AssertionError):
    """An answer is not right yet; the message says why."""


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
                "Compare it with the cells of the table: years are numbers "
                'in some columns, and text such as "2004" in others.'
            )
        if isinstance(answer, pd.DataFrame) and len(answer) == 1:
            numbers = [*answer.select_dtypes("number"), answer.columns[-1]]
            raise TryAgain(
                "Your answer is one whole row. Choose its column, such as "
                f'["{numbers[0]}"], and then add .item().'
            )
        if isinstance(answer, pd.Series) and is_bool_dtype(answer):
            raise TryAgain(
                f"Your answer still has {len(answer)} rows, each True or "
                "False. To count those that are True, add .sum() at the end."
            )
        raise TryAgain(
            f"Your answer still has {len(answer)} rows. The question asks "
            "for one number: pick one row and one column, then add .item(); "
            "to count the rows, put len( ) around them."
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
    if answer is pd.NA:
        answer = math.nan
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
    return any(
        _same_number(percent, wanted, tolerance)
        for percent in (given, given * 100)
    )


def _pairs(wanted: object) -> str:
    """Say how to write labels and numbers, with labels like the wanted."""
    are_years = all(label.isdecimal() for label in _mapping(wanted))
    example = "1990: 5, 1991: -2" if are_years else '"one": 5, "another": -2'
    return (
        "Give a table, or one number for each label in braces, the label "
        f"first: {{{example}}}."
    )


def _mapping(answer: object, wanted: object = None) -> dict:
    """Return an answer of labels and numbers as a dictionary.

    Takes a Series, a dictionary, a list of pairs, or a DataFrame with one
    column of numbers beside one of labels (in any order), or with the labels
    as its index. The example in a message has labels like those wanted.
    """
    if isinstance(answer, pd.DataFrame):
        table = answer
        if table.shape[1] == 2:
            known = ("period", "year", "last_year")
            words = list(table.select_dtypes(exclude="number"))
            years = [one for one in table if str(one) in known]
            table = table.set_index([*words, *years, table.columns[0]][0])
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
    if isinstance(answer, (pd.Series, Mapping)):
        pairs = list(answer.items())
    elif isinstance(answer, (list, tuple)) and all(map(_pair, answer)):
        pairs = answer
    else:
        kind = type(answer).__name__
        raise TryAgain(f"Your answer is one {kind}. {_pairs(wanted)}")
    if len(pairs) == 0:
        raise TryAgain(
            "No row is left in your answer: the condition fits none. Look at "
            "the table before you filter it."
        )
    found: dict[str, float] = {}
    for label, value in pairs:
        if isinstance(value, str):
            raise TryAgain("Write the numbers without quotation marks.")
        if isinstance(value, (list, tuple, dict)):
            raise TryAgain(f"Some label has several numbers. {_pairs(wanted)}")
        if _label(label) in found:
            raise TryAgain(
                f"The label {_label(label)} stands there twice. The question "
                "asks for one number for each."
            )
        found[_label(label)] = _number(value)
    return found


PERIODS = (pd.Period, pd.Timestamp)


def _pair(value: object) -> bool:
    return (
        isinstance(value, (list, tuple))
        and len(value) == 2
        and isinstance(value[0], (Real, str, *PERIODS))
    )


def _label(key: object) -> str:
    """Return a label as text, a year the same whether 2004 or 2004.0."""
    if isinstance(key, Real) and float(key).is_integer():
        key = int(key)
    return str(key)


def _plain(label: str) -> str:
    """Return the letters and digits of a label."""
    return re.sub(r"\W|_", "", label).casefold()


def _same_mapping(answer: object, wanted: object, tolerance: float) -> bool:
    given, right = _mapping(answer, wanted), _mapping(wanted)
    return given.keys() == right.keys() and not _differ(
        given, right, tolerance
    )


def _differ(given: dict, right: dict, tolerance: float) -> list[str]:
    """Return the labels that both have, with different numbers."""
    return [
        label
        for label in right
        if label in given
        and abs(given[label] - right[label]) > tolerance + 1e-9
    ]


def _same_year(answer: object, wanted: object, tolerance: float) -> bool:
    """Compare years; the text "2004", as in a column of periods, is one."""
    return _year(answer) == _number(wanted)


def _year(answer: object) -> float:
    answer = _one(answer)
    if isinstance(answer, str) and answer.strip().isdecimal():
        answer = int(answer)
    return _number(answer)


# Slips that any question can meet, looked for when no slip of its own fits.


def _near_number(answer: object, wanted: object, tolerance: float) -> str:
    """Say what is almost right about a number, or nothing."""
    given, right = _number(answer), _number(wanted)
    slack = tolerance + 1e-9
    if abs(given + right) <= slack:
        return "The size is right, and the sign is not: minus, or no minus?"
    if given == 0:
        return (
            "0 is also the sum of no rows at all. Look at the rows that you "
            "picked before you add them: perhaps the condition fits none."
        )
    if abs(right) > 10 * slack and any(
        abs(given * 10**n - right) <= slack for n in (-3, -2, -1, 1, 2, 3)
    ):
        return (
            "The digits are right, but the point stands in the wrong place. "
            "Only decimals have a point; thousands have nothing."
        )
    decimals = len(f"{given:.10g}".partition(".")[2])
    digits = _digits(round(right, decimals))
    if _digits(given) != digits and sorted(_digits(given)) == sorted(digits):
        return (
            "The digits are the right ones in another order. Copy the number "
            "once more."
        )
    if _one_left_out(_digits(given), digits):
        return "A digit seems to be missing. Copy the number once more."
    near = {math.floor(right), math.ceil(right), round(right)}
    if tolerance and (given in near or abs(given - right) <= 3 * tolerance):
        return (
            "Very close: the way is right, the rounding is not. Round once, "
            "at the end, to as many decimals as the question asks for."
        )
    return ""


def _digits(number: float) -> str:
    return re.sub(r"\D", "", f"{number:.10g}")


def _one_left_out(given: str, right: str) -> bool:
    """Say whether one digit less of the right number gives the other."""
    return len(right) > 2 and given in {
        right[:place] + right[place + 1 :] for place in range(len(right))
    }


def _near_share(answer: object, wanted: object, tolerance: float) -> str:
    given = _number(answer)
    if given == round(_number(wanted) / 100, 1):
        return (
            "You rounded the fraction, so that little is left of it. "
            "Multiply by 100 first, then round."
        )
    return _near_number(given, wanted, tolerance)


def _near_year(answer: object, wanted: object, tolerance: float) -> str:
    given = _year(answer)
    if not 1945 <= given <= 2030 or given != int(given):
        return (
            "The question asks for a year, and none of the tables has that "
            "one. A year has four digits, such as 1999."
        )
    return ""


def _near_mapping(answer: object, wanted: object, tolerance: float) -> str:
    """Say what is almost right about labels and numbers, or nothing."""
    given, right = _mapping(answer, wanted), _mapping(wanted)
    wrong = _differ(given, right, tolerance)
    if given.keys() == right.keys() and len(wrong) < len(right):
        most = "Most" if len(wrong) < len(right) / 2 else "Part"
        named = ", ".join(f"“{one}”" if " " in one else one for one in wrong)
        return f"{most} of it is right. Look again at {named}."
    if given.keys() == right.keys():
        return "The labels are right, the numbers beside them are not."
    if sorted(map(_plain, given)) == sorted(map(_plain, right)):
        return (
            "The labels are nearly right. Write them as the table does: its "
            "dashes, capitals and spaces."
        )
    if sorted(given.values()) == sorted(right.values()):
        return (
            "The numbers are right, but stand beside other labels than the "
            "question asks for."
        )
    exchanged = {_label(number): label for label, number in given.items()}
    if exchanged.keys() <= right.keys():
        return "Labels and numbers have changed places: the label comes first."
    if not wrong and given.keys() < right.keys():
        return "What you have is right, but something is missing."
    if not wrong and right.keys() < given.keys():
        return "All that belongs there is there, and something more."
    return ""


@dataclass(frozen=True)
class Kind:
    """A form of answers.

    `same(answer, right, tolerance)` says whether two are the same and raises
    TryAgain where the answer is not of that form; `near`, with the same
    arguments, says what is almost right about a wrong one, or "". `tolerance`
    is that of questions which name none.
    """

    same: Callable[[object, object, float], bool]
    near: Callable[[object, object, float], str]
    tolerance: float = 0.0


KINDS = {
    "number": Kind(_same_number, _near_number),
    # Half of the last printed decimal, as percentages are mostly printed.
    "share": Kind(_same_share, _near_share, 0.05),
    "year": Kind(_same_year, _near_year),
    "labels and numbers": Kind(_same_mapping, _near_mapping),
}
