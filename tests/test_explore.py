"""explore: every table and option draws, and its code makes its numbers."""

import matplotlib
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from nkcourse import catalogue
from nkcourse.errors import CourseError
from nkcourse.widgets.explore import draw_explore
from nkcourse.widgets.pivot import (
    COUNT,
    HOW,
    ORDERS,
    Question,
    charts,
    compute,
    figures,
    groupings,
    is_year,
    limits,
    opening,
)
from nkcourse.widgets.recipe import numbers, recipe

TABLES = list(catalogue()["table"])


def questions(table):
    """Yield the opening question, and each with one control moved."""
    first = opening(table)
    about = vars(first)
    yield first
    for name, options in [
        ("figures", [(one,) for one in figures(table)]),
        ("by", groupings(table)),
        ("split", groupings(table)),
        ("how", HOW),
        ("order", ORDERS),
    ]:
        for option in options:
            yield Question(**about | {name: option})
    both = groupings(table)[:2]
    for how in HOW:
        counted = {"figures": (COUNT,), "by": both[0], "split": both[-1]}
        yield Question(**about | counted | {"how": how})


@pytest.mark.parametrize("table", TABLES)
def test_every_option_draws_its_numbers_or_says_why_not(table):
    drawn = 0
    for question in dict.fromkeys(questions(table)):
        try:
            shown, _ = compute(question)
            chart = charts(question, shown)[-1]
            fig, alt, found = draw_explore(question, chart)
        except CourseError as error:
            assert len(str(error).split()) > 8, question
            continue
        assert fig.axes and found.equals(shown)
        assert len(alt.split()) > 8 and "nan" not in alt.split(), alt
        names = {}
        exec(numbers(question, shown, chart), names)
        check_numbers(question, chart, shown, names["shown"])
        drawn += 1
    assert drawn


def check_numbers(question, chart, shown, made):
    years = is_year(question.table, question.by)
    rows, series = limits(shown, chart, years=years)
    part = shown[made.columns].head(rows)
    assert len(part.columns) == min(series, len(shown.columns))
    pd.testing.assert_frame_equal(made, part)


@pytest.fixture
def agg():
    """Draw without a screen, as the code that is handed out calls show()."""
    before = matplotlib.get_backend()
    plt.switch_backend("agg")
    yield
    plt.close("all")
    plt.switch_backend(before)


@pytest.mark.parametrize("table", TABLES)
def test_the_code_handed_out_runs_as_it_stands(table, agg):
    question = opening(table)
    shown, unit = compute(question)
    for chart in charts(question, shown):
        code = recipe(question, shown, unit, chart)
        assert max(map(len, code.splitlines())) <= 79
        names = {}
        exec(compile(code, f"{question} {chart}", "exec"), names)
        check_numbers(question, chart, shown, names["shown"])
        assert plt.get_fignums()
        plt.close("all")
