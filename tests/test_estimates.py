"""estimates: every option draws, hedges stay, and nothing is averaged."""

import re
from itertools import combinations, product

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from nkcourse import load
from nkcourse.errors import CourseError
from nkcourse.widgets.estimates import (
    FIRST,
    KINDS,
    LAST,
    NO_MEAN,
    OPENING,
    PRINTED,
    SCALES,
    UNDATED,
    WHO,
    draw_estimates,
    estimates,
    estimates_view,
)

START = dict(
    kinds=OPENING,
    who=tuple(WHO),
    printed=tuple(PRINTED),
    undated="shown too",
    first=FIRST,
    last=LAST,
    scale="linear",
)
ALL = START | {"kinds": tuple(KINDS)}
TABLES = sorted(set(PRINTED.values()))
STATES = [
    *(dict(kinds=(kind,), who=(who,)) for kind, who in product(KINDS, WHO)),
    *(
        dict(kinds=(kind,), undated=undated, scale=scale)
        for kind, undated, scale in product(KINDS, UNDATED, SCALES)
    ),
]


def source_rows():
    """Return every row of the three tables."""
    return pd.concat([load(name) for name in TABLES], ignore_index=True)


def texts(fig):
    return [one.get_text().replace("\n", " ") for one in fig.axes[0].texts]


def test_every_row_has_a_kind_and_a_kind_of_counter():
    _, _, table = draw_estimates(**ALL)
    assert len(table) == len(source_rows())
    named = [one for them in WHO.values() for one in them]
    assert sorted(named) == sorted(source_rows()["counter"].unique())
    assert set(table["who is counted"]) == set(KINDS)
    assert set(table["printed in"]) == set(PRINTED)
    assert table["counter"].notna().all()


def test_every_option_draws_or_says_what_to_change():
    drawn = 0
    for change in STATES:
        try:
            fig, alt, table = draw_estimates(**ALL | change)
        except CourseError as error:
            assert "Choose more kinds" in str(error)
            continue
        drawn += 1
        assert len(alt.split()) > 15 and "nan" not in alt.lower().split()
        assert set(table["who is counted"]) == set(change["kinds"])
        assert fig.axes[0].get_xscale() == change.get("scale", "linear")
    assert drawn > 40


@pytest.mark.parametrize("name", ["kinds", "who", "printed"])
def test_each_choice_of_one_or_two_draws_only_these(name):
    columns = {"kinds": "who is counted", "printed": "printed in"}
    options = {"kinds": KINDS, "who": WHO, "printed": PRINTED}[name]
    for chosen in [*combinations(options, 1), *combinations(options, 2)]:
        _, _, table = draw_estimates(**ALL | {name: chosen})
        if name == "who":
            allowed = {one for group in chosen for one in WHO[group]}
            assert set(table["counter"]) <= allowed
        else:
            assert set(table[columns[name]]) == set(chosen)


def test_numbers_drawn_are_those_of_the_tables():
    fig, _, table = draw_estimates(**ALL)
    given = source_rows()[["low", "high"]]
    assert sorted(
        table[["low", "high"]]
        .astype("Float64")
        .fillna(-1)
        .itertuples(index=False, name=None)
    ) == sorted(
        given.astype("Float64").fillna(-1).itertuples(index=False, name=None)
    )
    filled = [
        line
        for line in fig.axes[0].lines
        if line.get_marker() not in ("None", "<", ">")
        and line.get_transform() == fig.axes[0].transData
    ]
    drawn = [float(x) for line in filled for x in line.get_xdata()]
    told = given.melt()["value"].dropna().astype(float)
    assert sorted(drawn) == sorted(told)


def test_no_hedge_is_lost():
    fig, _, table = draw_estimates(**ALL)
    shown = texts(fig)
    for figure in table["figure with its hedge"]:
        assert figure in shown
    hedges = (
        source_rows()["qualifier"]
        .dropna()
        .replace("exactly", "stated without a hedge")
    )
    for hedge in hedges:
        assert any(hedge in one for one in shown), hedge


def test_an_open_end_is_drawn_hollow():
    fig, _, table = draw_estimates(**ALL)
    hollow = [
        line.get_marker()
        for line in fig.axes[0].lines
        if line.get_markerfacecolor() == "white"
    ]
    up = table["high"].isna() & table["low"].notna()
    down = table["low"].isna() & table["high"].notna()
    assert hollow.count(">") == up.sum() > 0
    assert hollow.count("<") == down.sum() > 0


def test_each_count_is_labelled_with_counter_and_year():
    fig, _, table = draw_estimates(**ALL)
    shown = [one.replace("\xa0", " ").lower() for one in texts(fig)]
    for counter, year in zip(table["counter"], table["year"], strict=True):
        said = "no year" if pd.isna(year) else f"{year}"
        assert any(
            counter.lower() in one and one.endswith(said) for one in shown
        )


def test_kinds_differ_by_colour_and_by_marker():
    fig, _, _ = draw_estimates(**ALL)
    looks = {
        (line.get_color(), line.get_marker())
        for line in fig.axes[0].lines
        if line.get_markeredgecolor() == "#333333"
    }
    assert len(looks) == len(KINDS)
    assert len({one for one, _ in looks}) == len(KINDS)
    assert len({one for _, one in looks}) == len(KINDS)


def test_the_words_give_range_words_only_and_years():
    _, alt, table = draw_estimates(**ALL)
    figures = table[["low", "high"]].notna().any(axis=1).sum()
    dated = table["year"].notna().sum()
    html = estimates_view(**ALL).html
    for said in (
        f"{figures} have a figure and {dated} a year",
        f"lowest low {table['low'].min():,}",
        f"highest high {table['high'].max():,}",
    ):
        assert said in alt and said in html
    assert "7 kinds of count stand here at once" in html


def test_nothing_is_averaged_and_it_is_said_why():
    for control in estimates()._controls.values():
        for option in getattr(control, "options", ()):
            words = str(option).lower()
            assert "mean" not in words and "average" not in words
    _, _, table = draw_estimates(**START)
    low, high = table["low"].astype(float), table["high"].astype(float)
    mean = ((low.fillna(high) + high.fillna(low)) / 2).mean()
    html = estimates_view(**START).html
    assert f"{mean:,.0f}" not in html and NO_MEAN in html


def test_one_kind_is_not_called_several():
    one = estimates_view(**START | {"kinds": ("children",)}).html
    assert "kinds of count stand here at once" not in one
    assert "definitions differ from row to row" in one


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kinds": ()}, "“Of whom”"),
        ({"who": ()}, "“Counted by”"),
        ({"printed": ()}, "“Printed in”"),
        ({"first": 2010, "last": 2005}, "comes after the last"),
        ({"kinds": ("left the North",), "undated": "left out"}, "No count"),
        ({"kinds": ("in a part of China",), "undated": "shown alone"},
         "1 count in words only"),
    ],
)  # fmt: skip
def test_an_impossible_setting_is_met_by_a_sentence(change, words):
    with pytest.raises(CourseError, match="Ch(oo|an)[sg]e") as caught:
        draw_estimates(**START | change)
    assert words in str(caught.value)


def test_years_hold_only_for_counts_that_have_one():
    _, _, table = draw_estimates(**ALL | {"first": 2009, "last": 2013})
    assert table["year"].dropna().between(2009, 2013).all()
    assert table["year"].isna().sum() == source_rows()["year"].isna().sum()


def test_the_years_offered_are_those_of_the_tables():
    years = source_rows()["year"].dropna()
    assert (years.min(), years.max()) == (FIRST, LAST)


@pytest.mark.parametrize(
    "change",
    [START, ALL, ALL | {"scale": "log"}, START | {"kinds": ("children",)}],
)
def test_no_text_is_cut_by_the_edge(change):
    fig, _, _ = draw_estimates(**change)
    renderer = FigureCanvasAgg(fig).get_renderer()
    for text in [*fig.texts, *fig.axes[0].texts]:
        box = text.get_window_extent(renderer)
        assert box.x0 >= 0 and box.x1 <= fig.bbox.x1, text.get_text()


def test_every_control_is_named_and_changes_picture_and_alt():
    moves = dict(
        kinds=("children",),
        who=("UN refugee agency",),
        printed=("Lee 2020",),
        first=2010,
        last=2005,
        undated="left out",
        scale="log",
    )
    start = estimates()
    assert set(moves) == set(start._controls)
    for name, value in moves.items():
        widget = estimates()
        before = widget._picture.shown["html"]
        widget._controls[name].value = value
        after = widget._picture.shown["html"]
        assert widget._controls[name].description, name
        assert after != before, name
        assert after.split('src="')[0] != before.split('src="')[0], name


def test_an_empty_list_is_met_in_the_widget():
    widget = estimates()
    widget._controls["who"].value = ()
    assert "Choose at least one" in widget._picture.shown["html"]
    assert "<img" not in widget._picture.shown["html"]


def test_without_a_kernel_there_is_a_figure_a_table_and_a_sentence():
    html = estimates()._repr_mimebundle_()["text/html"]
    assert "<img alt=" in html and "<table" in html
    assert "With a running kernel" in html
    assert "NaN" not in re.sub(r'src="[^"]+"', "", html)  # the picture may
    assert "&lt;NA&gt;" not in html
