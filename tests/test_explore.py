"""explore: every table and option draws, and its code makes its numbers."""

import html
import json
import shutil
import sys

import matplotlib
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from nkcourse import catalogue, load, tables
from nkcourse.errors import CourseError, UnknownNameError
from nkcourse.widgets import explore, parts, pivot
from nkcourse.widgets.explore import clause, draw_explore, filterable
from nkcourse.widgets.pivot import (
    COUNT,
    EMPTY,
    HOW,
    ORDERS,
    Question,
    charts,
    compute,
    figures,
    groupings,
    is_year,
    keep,
    limits,
    opening,
)
from nkcourse.widgets.recipe import numbers, recipe

EXPLORE = sys.modules["nkcourse.widgets.explore"]
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


def shown(widget):
    return widget._picture.shown["html"]


def test_a_table_that_does_not_exist_is_named_with_the_nearest():
    with pytest.raises(UnknownNameError, match="Did you mean"):
        explore("arivals_by_sex")


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("year ==", "cannot be read"),
        ("nobody == 1", "cannot be read"),
        ("'text'", "cannot be read"),
        ("year > 'a'", "cannot be read"),
        ("__import__('os').getcwd()", "cannot be read"),
        ("year == 1500", "No row of arrivals_by_sex_2000_2004 passes"),
    ],
)
def test_a_filter_that_keeps_nothing_is_met_by_a_sentence(where, said):
    widget = explore("arrivals_by_sex_2000_2004")
    widget._controls["where"].value = where
    assert said in html.unescape(shown(widget))
    assert "<img" not in shown(widget) and "About this table" in shown(widget)
    with pytest.raises(CourseError, match=said):
        _ = widget.selection
    widget._controls["where"].value = ""
    assert "<img" in shown(widget)


def test_no_figure_chosen_is_met_by_a_sentence():
    widget = explore("arrivals_by_sex_2000_2004")
    widget._controls["figures"].value = ()
    assert "Choose at least one figure" in shown(widget)


def test_figures_of_two_units_do_not_share_an_axis():
    widget = explore("bank_of_korea_growth")
    controls = widget._controls
    controls["figures"].value = controls["figures"].options[:2]
    assert "different units" in shown(widget)


def test_rates_are_never_added():
    widget = explore("kba_reasons_2018")
    widget._controls["by"].value = "group"
    assert "cannot be added" in shown(widget)
    question = Question("estimates_china", "", ("high",), "subject")
    with pytest.raises(CourseError, match="the ends of ranges cannot be add"):
        compute(question)


def test_one_row_still_makes_a_figure():
    widget = explore("arrivals_by_sex_2000_2004")
    widget._controls["where"].value = "year == 2002"
    assert "<img" in shown(widget)
    assert len(widget.selection) == len(widget.result) == 1


def test_filters_of_two_columns_hold_together():
    widget = explore("unhcr_decisions")
    controls = widget._controls
    for column, value in [("year", "2012"), ("asylum_iso3", "GBR")]:
        controls["column"].value = column
        controls["values"].value = (value,)
    rows = widget.selection
    assert set(rows["year"]) == {2012} and set(rows["asylum_iso3"]) == {"GBR"}
    assert set(rows["unit"]) == {"P"}  # the filter that the table opens with
    controls["values"].value = ()
    assert len(set(widget.selection["asylum_iso3"])) > 1


@pytest.mark.parametrize("table", TABLES)
def test_every_value_that_can_be_chosen_keeps_its_rows(table):
    whole = load(table)
    for column in filterable(table):
        values = whole[column]
        first = values.dropna().iloc[0]
        kept = keep(table, clause(table, column, (str(first),)))
        assert len(kept) == (values == first).sum()
        if values.isna().any():
            kept = keep(table, clause(table, column, (EMPTY,)))
            assert len(kept) == values.isna().sum()


def test_marked_rows_are_the_selection():
    widget = explore("arrivals_by_sex_2000_2004")
    widget._controls["where"].value = "year >= 2002"
    widget._rows.selected_rows = [1]
    assert list(widget.selection["year"]) == [2003]


def test_missing_figures_are_gaps_and_counted():
    widget = explore("food_balance_1992_2002")
    widget._controls["figures"].value = ("imports",)
    assert "Empty cells, drawn as gaps" in shown(widget)
    assert "&lt;NA&gt;" not in shown(widget)


def test_a_period_of_several_years_is_no_year():
    widget = explore("arrivals_by_sex")
    widget._controls["by"].value = "last_year"
    assert "cover more than one year" in shown(widget)


def test_hundreds_of_columns_draw_the_largest_and_keep_all(wide):
    widget = explore("wide")
    widget._controls["figures"].value = widget._controls["figures"].options[
        :-1
    ]
    assert "Drawn are the 7 largest of 300 series" in shown(widget)
    assert widget.result.shape == (3, 300)


@pytest.fixture
def wide(tmp_path, monkeypatch):
    """A package with a table of three hundred columns."""
    folder = tmp_path / "data"
    shutil.copytree(tables.DATA, folder)
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    like = package["resources"][0]
    names = [f"column_{number}" for number in range(300)]
    field = {"type": "integer", "unit": "people"}
    fields = [{"name": "id", "type": "string"}]
    fields += [{"name": name, **field} for name in names]
    schema = {"fields": fields, "primaryKey": ["id"], "foreignKeys": []}
    about = {"name": "wide", "path": "wide.csv", "schema": schema}
    package["resources"].append({**like, **about})
    (folder / "datapackage.json").write_text(json.dumps(package))
    rows = [f"{one},{','.join(map(str, range(300)))}" for one in "abc"]
    text = "\n".join([",".join(["id", *names]), *rows]) + "\n"
    (folder / "wide.csv").write_text(text)
    monkeypatch.setattr(tables, "DATA", folder)
    yield
    for module in (parts, pivot, EXPLORE):  # keep nothing of this package
        for one in vars(module).values():
            while one is not None:
                getattr(one, "cache_clear", int)()
                one = getattr(one, "__wrapped__", None)
