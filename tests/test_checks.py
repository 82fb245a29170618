"""Every checked question: the right answer, the stub, and each slip."""

import re

import numpy as np
import pandas as pd
import pytest

from nkcourse import check, hint
from nkcourse.checks import core
from nkcourse.checks.core import OpenQuestion, TryAgain
from nkcourse.errors import UnknownNameError

QUESTIONS = core._questions()
CLOSED = {
    name: question
    for name, question in QUESTIONS.items()
    if not isinstance(question, OpenQuestion)
}
OPEN = sorted(set(QUESTIONS) - set(CLOSED))
SLIPS = [
    (name, number)
    for name, question in CLOSED.items()
    for number in range(len(question.slips))
]


def refusal(name, answer):
    with pytest.raises(TryAgain) as caught:
        check(name, answer)
    (line,) = caught.value._render_traceback_()
    assert "\n" not in line
    return line


@pytest.mark.parametrize("name", CLOSED)
def test_right_answer_passes(name, capsys):
    check(name, CLOSED[name].right())
    assert f"{name} is right." in capsys.readouterr().out


@pytest.mark.parametrize("name", QUESTIONS)
def test_untouched_stub_is_asked_for(name):
    assert refusal(name, ...).startswith("Replace the ...")


@pytest.mark.parametrize("name", CLOSED)
def test_at_least_three_slips_each_with_its_own_words(name):
    said = [slip.says for slip in CLOSED[name].slips]
    assert len(said) >= 3
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(("name", "number"), SLIPS)
def test_each_slip_gets_its_own_message(name, number):
    slip = CLOSED[name].slips[number]
    assert refusal(name, slip.value()) == f"Not yet. {slip.says}"


@pytest.mark.parametrize("name", CLOSED)
def test_the_answer_is_never_shown(name):
    """No message to a wrong answer and no hint holds a right number."""
    question = CLOSED[name]
    right = question.right()
    figures = right.tolist() if hasattr(right, "tolist") else [right]
    if question.kind == "labels and numbers":
        return  # its figures are single digits, found in any sentence
    words = [slip.says for slip in question.slips] + list(question.hints)
    for figure in np.atleast_1d(figures):
        for text in words:
            for number in re.findall(r"\d[\d,.]*\d", text):
                number = float(number.replace(",", ""))
                assert abs(number - figure) > 0.05, (name, text)


@pytest.mark.parametrize("name", CLOSED)
def test_nonsense_gets_a_general_answer(name):
    nonsense = {"year": 1951, "labels and numbers": {"zz": -1.5}}
    nonsense = nonsense.get(CLOSED[name].kind, -98765.25)
    assert "not one of the usual slips" in refusal(name, nonsense)


@pytest.mark.parametrize("name", CLOSED)
def test_judging_prints_and_raises_nothing(name, capsys):
    question = CLOSED[name]
    assert core.judge(name, question.right()).state == "right"
    assert core.judge(name, question.slips[0].value()).state == "wrong"
    assert core.judge(name, ...).state == "unanswered"
    assert capsys.readouterr().out == ""


# Slips that any question can meet


@pytest.mark.parametrize(
    ("name", "wrong", "word"),
    [
        ("11.1", lambda n: -n, "the sign is not"),
        ("11.1", lambda n: 0, "sum of no rows"),
        ("11.1", lambda n: n / 1000, "point stands in the wrong place"),
        ("11.1", lambda n: n * 100, "point stands in the wrong place"),
        ("11.1", lambda n: int(str(n)[::-1]), "another order"),
        ("11.1", lambda n: n // 10, "digit seems to be missing"),
        ("11.2", lambda n: round(n, 1) + 0.1, "the rounding is not"),
        ("11.2", lambda n: round(n / 100, 1), "Multiply by 100 first"),
        ("11.2", lambda n: n * 100, "point stands in the wrong place"),
        ("11.3", lambda n: n + 0.1, "the rounding is not"),
        ("11.4", lambda n: n * 10, "four digits"),
        ("11.4", lambda n: n + 0.5, "four digits"),
        ("11.5", lambda s: s + [0, 0, 1], "Look again at 2004"),
        ("11.5", lambda s: s + 50, "The labels are right"),
        ("11.5", lambda s: s.rename(lambda n: n - 1), "other labels"),
        ("11.5", lambda s: {s[2002]: 2002, s[2004]: 2004}, "changed places"),
        ("11.5", lambda s: s.iloc[1:], "something is missing"),
        ("03.3", lambda s: pd.Series(s).rename(str.upper), "nearly right"),
        ("03.3", lambda s: 5, '{"one": 5'),
        ("11.5", lambda s: 5, "{1990: 5"),
        ("11.5", lambda s: s.to_dict() | {1999: 7}, "something more"),
    ],
)
def test_near_misses_are_named(name, wrong, word):
    assert word in refusal(name, wrong(CLOSED[name].right()))


@pytest.mark.parametrize(
    ("kind", "given", "right", "tolerance", "same"),
    [
        ("number", 1.5, 1, 0.5, True),
        ("number", 1.51, 1, 0.5, False),
        ("number", 3, 3, 0, True),
        ("share", 0.8, 0.8, 0.05, True),  # below one per cent
        ("share", 0.008, 0.8, 0.05, True),
        ("share", 80, 0.8, 0.05, False),
        ("share", 1, 100, 0, True),
        ("share", 50.5, 50, 0.5, True),
        ("share", 50.6, 50, 0.5, False),
        ("labels and numbers", {"a": 1.5}, {"a": 1}, 0.5, True),
        ("labels and numbers", {"a": 1.6}, {"a": 1}, 0.5, False),
        ("labels and numbers", {"b": 1}, {"a": 1}, 0.5, False),
    ],
)
def test_tolerance_ends_where_it_says(kind, given, right, tolerance, same):
    assert core.KINDS[kind].same(given, right, tolerance) is same


@pytest.mark.parametrize(
    ("kind", "given", "right", "tolerance", "word"),
    [
        *(
            ("number", 2028 * 10.0**n, 2028, 0, "wrong place")
            for n in (-3, -2, -1, 1, 2, 3)
        ),
        ("number", 2028 * 10**4, 2028, 0, ""),
        ("number", -3.5, 3, 0.5, "sign is not"),
        ("number", -4, 3, 0.5, ""),
        ("number", 52, 51.4, 0.05, "rounding is not"),
        ("number", 51, 51.4, 0.05, "rounding is not"),
        ("number", 51.5, 51.4, 0.05, "rounding is not"),
        ("number", 51.8, 51.4, 0.05, ""),
        ("number", 52, 51.4, 0, ""),
        ("share", 1.2, 0.4, 0.05, ""),
        ("number", 25, 0.03, 0.05, ""),
        ("number", 12, 123, 0, "missing"),
        (
            "number",
            78.3,
            78.26,
            0,
            "",
        ),  # the same digits are not another order
        ("number", 1, 13, 0, ""),
        ("share", 0.7, 70.4, 0.05, "Multiply by 100 first"),
        ("share", 0.6, 70.4, 0.05, ""),
        ("year", 1945, 2000, 0, ""),
        ("year", 1944, 2000, 0, "four digits"),
        ("year", 2030, 2000, 0, ""),
        ("year", 2031, 2000, 0, "four digits"),
        ("labels and numbers", {"a": 9}, {"a": 1, "b": 1}, 0, ""),
        ("labels and numbers", {"c": 1}, {"a": 1, "b": 2}, 0, ""),
    ],
)
def test_near_misses_end_where_they_should(
    kind, given, right, tolerance, word
):
    found = core.KINDS[kind].near(given, right, tolerance)
    assert word in found
    assert bool(word) == bool(found)


@pytest.mark.parametrize("given", [2012, "2012", " 2012 ", 2012.0, ["2012"]])
def test_a_year_may_be_the_text_of_a_period(given):
    check("11.4", given)


EQUAL_NUMBERS = [
    int,
    float,
    np.int64,
    np.float32,
    lambda n: pd.Series([n], index=[14]),
    lambda n: pd.DataFrame({"total": [n]}),
    lambda n: np.array([n]),
    lambda n: [n],
]


@pytest.mark.parametrize("form", EQUAL_NUMBERS)
def test_equivalent_numbers_pass(form):
    check("11.1", form(CLOSED["11.1"].right()))


@pytest.mark.parametrize("given", [70.6, 70.62, 0.706, 0.7062])
def test_a_share_may_be_a_percentage_or_a_fraction(given):
    check("11.2", given)


FORMS = [
    lambda s: s,
    lambda s: s.iloc[::-1],
    lambda s: s.astype(float),
    lambda s: s.to_dict(),
    lambda s: s.rename("difference").reset_index(),
    lambda s: s.rename("x").rename_axis("year").reset_index()[["x", "year"]],
    lambda s: s.to_frame("difference"),
    lambda s: s.rename(index=str),
    lambda s: s.rename(index=float),
    lambda s: list(s.items()),
    lambda s: s.set_axis(pd.PeriodIndex(s.index.astype(str), freq="Y")),
    lambda s: (
        s.rename("x")
        .rename_axis("last_year")
        .reset_index()[["x", "last_year"]]
    ),
]


@pytest.mark.parametrize("form", FORMS)
def test_equivalent_tables_pass(form):
    check("11.5", form(CLOSED["11.5"].right()))


def test_words_are_the_labels_also_beside_counts_called_year(capsys):
    right = pd.Series(CLOSED["03.3"].right(), name="year")
    check("03.3", right.rename_axis("motive").reset_index())
    assert "is right" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ("2914", "text"),
        ("2,914", "text"),
        (None, "None"),
        (True, "bool"),
        (float("nan"), "no value"),
        (pd.DataFrame({"a": [1, 2]}), "still has 2 rows"),
        ([1, 2], "still has 2 rows"),
        (pd.Series([True, False]), "each True or False"),
        ((2, 914), "comma"),
        (pd.Series([], dtype=int), "No row is left"),
        (print, "brackets is missing"),
        ({2006: 1}, "in braces"),
        (pd.DataFrame({"a": [1], "b": [2]}), "one whole row"),
        (object(), "type"),
    ],
)
def test_wrong_kind_of_answer_to_a_number(answer, word):
    assert word in refusal("11.1", answer)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (5, "Give a table"),
        ({2002: "3"}, "without quotation marks"),
        ({2002: [3, 4]}, "several numbers"),
        (pd.DataFrame({"a": []}), "No row is left"),
        (pd.DataFrame({"a": [1], "b": [1], "c": [1]}), "3 columns"),
        (pd.Series(["x"]), "without quotation marks"),
        (pd.Series([], dtype=int), "No row is left"),
        ([], "No row is left"),
        ({}, "No row is left"),
        (pd.Series([1], index=[("a", "b")]), "not one of the usual slips"),
        (pd.Series([999, 3], index=[2002, 2002]), "stands there twice"),
        ([(2002, 1), (2002, 3)], "stands there twice"),
        ([([2002, 2003], [1, 2])], "Give a table"),
    ],
)
def test_wrong_kind_of_answer_to_a_table(answer, word):
    assert word in refusal("11.5", answer)


@pytest.mark.parametrize("name", OPEN)
def test_open_question_opens_after_ones_own_answer(name, capsys):
    assert "asks for sentences" in refusal(name, 3)
    assert "Write at least" in refusal(name, "Too short.")
    check(name, "word " * QUESTIONS[name].words)
    said = capsys.readouterr().out
    assert "No program can judge" in said
    assert QUESTIONS[name].model() in said


def test_words_are_counted_also_where_no_space_divides_them():
    assert core.count_words("Three small words.") == 3
    assert core.count_words("세 개의 낱말") == 3
    assert core.count_words("脱北者") == 3
    assert core.count_words(" — …") == 0


@pytest.mark.parametrize("name", QUESTIONS)
def test_hints_come_in_two_steps(name, capsys, monkeypatch):
    monkeypatch.setattr(core, "_asked", {})
    for wanted in ("Hint 1 of 2", "Hint 2 of 2", "Hint 2 of 2"):
        hint(name)
        assert capsys.readouterr().out.startswith(wanted)


def test_unknown_question_suggests_one():
    with pytest.raises(UnknownNameError, match="Did you mean '11.1'"):
        check("11.10", 1)
    with pytest.raises(UnknownNameError, match="There is no question"):
        hint(11.1)
