"""ways_out: every option draws, and what is missing stays missing."""

import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Annotation

from nkcourse import describe, load
from nkcourse.errors import CourseError
from nkcourse.widgets.dated import event_kinds
from nkcourse.widgets.ways_out import (
    ANY,
    BREAKS,
    DECISIONS,
    FIRST,
    LAST,
    LEVELS,
    MEASURES,
    MOST,
    NO_STAGE,
    OPENING,
    POPULATION,
    ROLES,
    STAGES,
    countries_of,
    draw_ways_out,
    never_in,
    stages_of,
    ways_out,
    ways_out_table,
    ways_out_view,
)

START = dict(
    measure="refugees",
    stage=NO_STAGE,
    role=ANY,
    countries=OPENING,
    first=FIRST,
    last=LAST,
    events="none",
)
ALL = START | {"countries": tuple(countries_of(ANY))}
STEPS = [(one, stage) for one in MEASURES for stage in stages_of(one)]


def settings(state):
    return {name: one for name, one in state.items() if name != "events"}


def source(measure, stage):
    """Return the rows of the published table that a state may draw."""
    about = MEASURES[measure]
    rows = load(about.table)
    if about.code:
        rows = rows[
            rows["unit"].eq(about.code) & rows["level"].isin(STAGES[stage])
        ]
    return rows


@pytest.mark.parametrize(("measure", "stage"), STEPS)
def test_every_measure_stage_and_role_draws_or_says_what_to_change(
    measure, stage
):
    for role in ROLES[1:]:
        state = ALL | dict(measure=measure, stage=stage, role=role)
        chosen = set(countries_of(role))
        try:
            fig, alt, table = draw_ways_out(**state)
        except CourseError as error:
            assert "No row is not a zero. Choose" in str(error)
            continue
        assert len(alt.split()) > 15
        assert not {"nan", "<na>"} & set(alt.lower().split())
        lines = [
            line
            for line in fig.axes[0].get_lines()
            if line.get_linestyle() != "None"
        ]
        drawn = table.drop(columns="year").notna().any().sum()
        assert len(lines) == min(MOST, drawn)
        for name in table.drop(columns="year"):
            assert name in chosen or name.rsplit(" ", 1)[0] in chosen


@pytest.mark.parametrize(("measure", "stage"), STEPS)
def test_numbers_are_those_of_the_table_and_none_is_a_sum(measure, stage):
    rows = source(measure, stage)
    wide = ways_out_table(**settings(ALL | dict(measure=measure, stage=stage)))
    drawn = sorted(wide.stack().dropna().astype(int))
    assert drawn == sorted(rows[MEASURES[measure].column])


def test_persons_and_cases_and_stages_are_kept_apart():
    rows = load(DECISIONS)
    assert not rows.duplicated(["year", "asylum_iso3", "level", "unit"]).any()
    levels = [one for each in STAGES.values() for one in each]
    assert sorted(levels) == sorted(rows["level"].unique())
    assert set(levels) == set(LEVELS)
    units = {one: MEASURES[one].code for one in MEASURES}
    assert units["recognised, persons"] == "P"
    assert units["recognised, cases"] == "C"
    words = ways_out_view(
        **START | dict(measure="recognised, persons", stage="first decisions")
    ).html
    assert "Persons and cases are never added" in words


def test_a_missing_row_is_drawn_as_a_gap_and_never_as_zero():
    state = START | {"countries": ("Ireland", "China", "Canada")}
    fig, _, table = draw_ways_out(**state)
    printed = load(POPULATION).set_index(["asylum_iso3", "year"])["refugees"]
    for name, iso3 in [("Ireland", "IRL"), ("Canada", "CAN")]:
        for year, value in zip(table["year"], table[name], strict=True):
            if (iso3, year) in printed:
                assert value == printed[iso3, year]
            else:
                assert value is pd.NA
    assert table["China"].isna().all()
    canada, zeros, ireland = fig.axes[0].get_lines()
    assert zeros.get_markerfacecolor() == "white"
    gap = dict(zip(*ireland.get_data(), strict=True))
    assert np.isnan(gap[2013.0]) and gap[2011.0] == 5  # no row 2012 to 2015
    assert 0 in canada.get_ydata()  # a zero that is printed is drawn
    html = ways_out_view(**state).html
    assert "&lt;NA&gt;" not in html
    assert "NaN" not in re.sub(r'src="[^"]+"', "", html)  # the picture may


def test_breaks_are_those_of_the_table_and_are_drawn_as_gaps():
    told = describe(POPULATION)
    assert "Canada 2016 and 2022" in told and "our inference" in told
    fig, _, _ = draw_ways_out(**START | {"countries": ("Canada",)})
    points = dict(zip(*fig.axes[0].get_lines()[0].get_data(), strict=True))
    for year in BREAKS["CAN"]:
        assert np.isnan(points[year - 0.5])
        assert points[year] > 0 and points[year - 1] > 0
    assert "Canada 2016 and 2022" in ways_out_view(**START).html


@pytest.mark.parametrize(
    ("iso3", "first", "last"), [("GBR", 2004, 2025), ("CAN", 2016, 2021)]
)
def test_stock_follows_ten_years_of_decisions(iso3, first, last):
    """What the table says of its breaks, recomputed."""
    decided = load("unhcr_decisions").query(
        "asylum_iso3 == @iso3 and level == 'FI' and unit == 'P'"
    )
    positive = decided["recognised"] + decided["other_positive"]
    yearly = positive.groupby(decided["year"]).sum()
    ten = yearly.reindex(range(1990, 2026), fill_value=0).rolling(10).sum()
    stock = load(POPULATION).query("asylum_iso3 == @iso3")
    stock = stock.set_index("year")["refugees"].loc[first:last]
    assert len(stock) == last - first + 1
    assert (stock - ten.loc[first:last]).abs().max() <= 21


@pytest.mark.parametrize(("measure", "stage"), STEPS)
def test_the_strip_has_a_mark_for_each_row_hollow_for_zero(measure, stage):
    rows = source(measure, stage)
    fig, _, _ = draw_ways_out(**ALL | dict(measure=measure, stage=stage))
    strip = fig.axes[1]
    marks = {True: 0, False: 0}
    for line in strip.get_lines():
        hollow = line.get_markerfacecolor() == "white"
        marks[hollow] += len(line.get_xdata())
    values = rows[MEASURES[measure].column]
    assert marks == {True: (values == 0).sum(), False: (values > 0).sum()}
    empty = [one for one in strip.texts if one.get_text() == "no row"]
    assert len(empty) == len(countries_of(ANY)) - rows["asylum_iso3"].nunique()


def test_lines_differ_by_colour_marker_and_dash():
    fig, _, _ = draw_ways_out(**ALL)
    lines = [
        one for one in fig.axes[0].get_lines() if one.get_linestyle() != "None"
    ]
    assert len(lines) == MOST
    for look in ("get_color", "get_marker"):
        assert len({getattr(line, look)() for line in lines}) == MOST
    assert len({line._unscaled_dash_pattern for line in lines}) > 3


def test_the_opening_shows_countries_with_and_without_rows():
    _, alt, table = draw_ways_out(**START)
    assert "Without any row here: China, South Korea." in alt
    assert "highest 630 (2013)" in alt
    assert list(table.columns[1:]) == sorted(OPENING)


@pytest.mark.parametrize("measure", MEASURES)
def test_countries_that_never_appear_are_listed_with_what_is_known(measure):
    about = MEASURES[measure]
    known = load("countries").query("role != 'origin'")
    absent = known[~known["iso3"].isin(load(about.table)["asylum_iso3"])]
    never = never_in(measure)
    assert set(absent["country"]) == set(
        never.loc[never["confidence"].notna(), "country"]
    )
    if about.table == POPULATION:
        said = known.query("reports_to_unhcr == 'no'")["country"]
        assert set(said) == set(absent["country"])
    html = ways_out_view(
        **START
        | dict(
            measure=measure,
            stage=stages_of(measure)[0],
            countries=("Australia",),
        )
    ).html
    assert f"never in {about.table}, in any year" in html
    for country, report in zip(
        absent["country"], absent["by_report"], strict=True
    ):
        assert f"<li><b>{country}</b>" in html
        assert report[:30].replace("'", "&#x27;") in html
    assert "nan" not in re.sub("<[^>]*>", " ", html).lower().split()


@pytest.mark.parametrize("kind", event_kinds())
def test_events_stand_under_their_number(kind):
    state = START | {"events": kind, "countries": ("Canada",)}
    html = ways_out_view(**state).html
    listed = re.findall(r"<li>(\d{4})", html)
    if kind in ("all", "law"):
        fig, _, _ = draw_ways_out(**state)
        above = {
            int(text.get_text()): int(text.xy[0])
            for text in fig.axes[0].texts
            if isinstance(text, Annotation)
            if text.get_text().isdigit()
        }
        assert above == dict(enumerate(map(int, listed), start=1))
    assert ("A date that fits is not a cause" in html) == bool(listed)
    assert ("table events" in html) == bool(listed)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"countries": ()}, "No country is chosen. Choose"),
        ({"countries": ("China", "South Korea")}, "No row is not a zero"),
        ({"countries": ("Russia",), "last": 2001}, "No row is not a zero"),
        ({"first": 2010, "last": 2005}, "comes after the last"),
        ({"stage": "reviews"}, "has no rows at the stage"),
        ({"measure": "recognised, cases", "stage": "temporary asylum"},
         "Choose one of: first decisions, reviews"),
        ({"role": "transit", "countries": ("Canada",)}, "None of the chosen"),
    ],
)  # fmt: skip
def test_an_impossible_setting_is_met_by_a_sentence(change, words):
    with pytest.raises(CourseError, match=re.escape(words)) as caught:
        draw_ways_out(**START | change)
    assert re.search("[Cc]hoose|Change", str(caught.value))


def test_a_single_year_and_a_single_country_draw():
    draw_ways_out(**START | {"first": 2010, "last": 2010})
    for name in countries_of(ANY)[::2]:
        try:
            fig, alt, _ = draw_ways_out(**START | {"countries": (name,)})
        except CourseError:
            assert name in set(never_in("refugees")["country"])
            continue
        assert f"{name}: " in alt and len(alt.split()) > 15


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"events": "all"},
        {"countries": tuple(countries_of(ANY)), "events": "law"},
        dict(measure="recognised, persons", stage="first decisions"),
        dict(measure="recognised, persons", stage="first and appeal together",
             countries=tuple(countries_of(ANY))),
    ],
)  # fmt: skip
def test_no_text_is_cut_by_the_edge(change):
    fig, _, _ = draw_ways_out(**START | change)
    renderer = FigureCanvasAgg(fig).get_renderer()
    found = [*fig.texts]
    for ax in fig.axes:
        found += [*ax.texts, *ax.get_yticklabels()]
    for text in found:
        box = text.get_window_extent(renderer)
        assert box.x0 >= 0 and box.x1 <= fig.bbox.x1, text.get_text()


def test_every_control_is_named_and_changes_picture_and_alt():
    moves = dict(
        measure="asylum-seekers",
        role="first country",
        countries=("Canada", "France"),
        first=2005,
        last=2012,
        events="law",
    )
    for name, value in moves.items():
        widget = ways_out()
        before = widget._picture.shown["html"]
        widget._controls[name].value = value
        after = widget._picture.shown["html"]
        assert widget._controls[name].description, name
        assert after != before, name
        if name != "events":
            assert after.split("src=")[0] != before.split("src=")[0], name
    assert set(widget._controls) == {*moves, "stage"}


def test_the_stages_follow_the_measure():
    widget = ways_out()
    controls = widget._controls
    assert controls["stage"].options == (NO_STAGE,)
    controls["measure"].value = "recognised, persons"
    assert controls["stage"].options == tuple(STAGES)
    before = widget._picture.shown["html"]
    for stage in list(STAGES)[1:]:
        controls["stage"].value = stage
        after = widget._picture.shown["html"]
        assert after != before
        before = after
    assert "Temporary asylum is not refugee status" in before
    controls["measure"].value = "recognised, cases"
    assert controls["stage"].value in ("first decisions", "reviews")
    controls["measure"].value = "refugees"
    assert controls["stage"].value == NO_STAGE
    assert "<img" in widget._picture.shown["html"]


@pytest.mark.parametrize("role", ROLES)
def test_the_countries_follow_the_role(role):
    widget = ways_out()
    widget._controls["role"].value = ROLES[-1]
    widget._controls["role"].value = role
    assert widget._controls["countries"].options == tuple(countries_of(role))
    html = widget._picture.shown["html"]
    assert "<img" in html or "No row is not a zero" in html


def test_without_a_kernel_there_is_a_figure_a_table_and_a_sentence():
    html = ways_out()._repr_mimebundle_()["text/html"]
    assert "<img alt=" in html and "<table" in html
    assert "With a running kernel" in html
