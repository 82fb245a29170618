"""Every option of every widget draws, with alt text and table."""

import re
from itertools import product

import matplotlib as mpl
import matplotlib.style
import pandas as pd
import pytest
from matplotlib.text import Annotation

from nkcourse.charts import PALETTE
from nkcourse.errors import CourseError
from nkcourse.widgets import arrivals
from nkcourse.widgets.arrivals import (
    EDITIONS,
    FIRST,
    LAST,
    MEASURES,
    WHO,
    arrivals_table,
    arrivals_view,
    draw_arrivals,
)
from nkcourse.widgets.dated import event_kinds
from nkcourse.widgets.drawing import colours


def test_a_named_colour_is_given_once():
    found = colours(["north", "women", "south", "men"])
    assert found[1] == PALETTE["women"] and found[3] == PALETTE["men"]
    assert len(set(found)) == 4


def test_the_look_of_a_learners_own_figures_stays_out():
    pictures = []
    for look in ("default", "dark_background"):
        arrivals_view.cache_clear()
        arrivals_view.__wrapped__.cache_clear()
        with mpl.style.context(look):
            widget = arrivals()
            pictures.append(widget._picture.shown["html"])
            pictures.append(widget._repr_mimebundle_()["text/html"])
    assert pictures[:2] == pictures[2:]


SPANS = [(FIRST, LAST), (2002, 2002), (2012, LAST)]
STATES = list(product(EDITIONS, MEASURES, WHO, SPANS, event_kinds()[:2]))


@pytest.mark.parametrize("state", STATES)
def test_every_option_draws(state):
    edition, measure, who, span, events = state
    state = (edition, measure, who, *span, events)
    if "2005" in edition and span[0] > 2004:
        with pytest.raises(CourseError, match="Choose other years"):
            draw_arrivals(*state)
        return
    fig, alt, table = draw_arrivals(*state)
    assert fig.texts[0].get_text() == MEASURES[measure]
    assert len(alt.split()) > 15 and "nan" not in alt
    assert table["last_year"].between(*span).all() and len(table)


def test_numbers_are_those_of_the_table():
    frame, shown = arrivals_table(
        "2026 (up to 2025)", "share of women", "women", 2021, 2021
    )
    assert shown == ["share of women"]
    assert frame["share of women"].item() == pytest.approx(100 * 23 / 63)


def test_three_years_stand_as_their_yearly_average():
    frame, _ = arrivals_table(
        "2020 (up to March 2020)", "people a year", "everyone", 1998, 2001
    )
    values = frame.set_index("period")["everyone"]
    assert values["1999-2001"] == pytest.approx(1043 / 3)
    assert pd.isna(values["to 1998"])  # open: no number of years


def test_running_total_ends_at_the_published_stock():
    frame, _ = arrivals_table(
        "2026 (up to 2025)", "running total", "everyone", 2019, 2019
    )
    assert frame["everyone"].item() == 33_523


def test_every_control_is_named_and_moves_the_figure():
    for name in arrivals()._controls:
        widget = arrivals()
        control = widget._controls[name]
        assert control.description, name
        before = widget._picture.shown["html"]
        if hasattr(control, "options"):
            control.value = control.options[-1]
        else:
            control.value = 2010
        assert widget._picture.shown["html"] != before, name


@pytest.mark.parametrize("kind", event_kinds()[1:])
def test_events_are_listed_under_their_number(kind):
    html = arrivals_view(
        edition="2026 (up to 2025)",
        measure="people a year",
        who="everyone",
        first=FIRST,
        last=LAST,
        events=kind,
    ).html
    if "<li>" in html:
        assert "A date that fits is not a cause" in html
        assert "table events" in html
    else:
        assert "No dated event of this kind" in html


@pytest.mark.parametrize("edition", EDITIONS)
def test_numbers_above_the_figure_are_those_of_the_list(edition):
    state = dict(
        edition=edition,
        measure="people a year",
        who="everyone",
        first=FIRST,
        last=LAST,
        events="all",
    )
    fig, _, _ = draw_arrivals(**state)
    above = {
        int(text.get_text()): int(text.xy[0])
        for text in fig.axes[0].texts
        if isinstance(text, Annotation) and text.get_text().isdigit()
    }
    listed = re.findall(r"<li>(\d{4})", arrivals_view(**state).html)
    assert above == dict(enumerate(map(int, listed), start=1))


def test_impossible_years_are_met_by_a_sentence():
    widget = arrivals()
    widget._controls["first"].value = 2020
    widget._controls["last"].value = 2010
    assert "Choose other years" in widget._picture.shown["html"]
    assert "<img" not in widget._picture.shown["html"]
    widget._controls["last"].value = 2025
    assert "<img" in widget._picture.shown["html"]


def test_without_a_kernel_there_is_a_figure_a_table_and_a_sentence():
    bundle = arrivals()._repr_mimebundle_()
    assert "<img alt=" in bundle["text/html"]
    assert "<table" in bundle["text/html"]
    assert "With a running kernel" in bundle["text/html"]
    assert "0x" not in bundle["text/plain"]


def test_a_state_seen_before_is_not_drawn_again():
    state = dict(
        edition="2026 (up to 2025)",
        measure="people a year",
        who="men",
        first=2003,
        last=2009,
        events="none",
    )
    arrivals_view(**state)
    before = arrivals_view.cache_info().hits
    arrivals_view(**state)
    assert arrivals_view.cache_info().hits == before + 1
