"""timeline: every option draws, and no date that a source gives is lost."""

import re
import sys
from html import unescape
from inspect import unwrap

import pandas as pd
import pytest
from matplotlib.text import Annotation

from nkcourse import load
from nkcourse.errors import CourseError
from nkcourse.tables import resource
from nkcourse.widgets.timeline import (
    ACTS,
    DIFFER,
    EVERY,
    FAMILIES,
    MAY_BE_ONE,
    MOST,
    SHOW,
    dated,
    draw_timeline,
    in_words,
    kinds_of,
    limits,
    span,
    timeline,
    timeline_table,
    timeline_view,
    undated,
)

FIRST, LAST = limits()
STATES = [
    *[(show, kinds_of(show), EVERY, FIRST, LAST) for show in SHOW],
    *[(show, [kind], EVERY, FIRST, LAST) for show in SHOW
      for kind in kinds_of(show)],
    *[(show, kinds_of(show), act, FIRST, LAST) for show in SHOW
      for act in ACTS if show != "all events"],
    *[(show, kinds_of(show), EVERY, year, year + 4) for show in SHOW
      for year in (1951, 1960, 1971, 1986, 1998, 2012, 2022)],
]  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=str)
def test_every_option_draws_or_says_why_not(state):
    try:
        fig, alt, table = draw_timeline(*state)
    except CourseError as error:
        assert "Choose other years" in str(error)
        assert timeline_table(*state).empty
        return
    assert len(alt.split()) > 15 and not re.search(r"\bnan\b", alt)
    drawn = table[table["drawn"]]
    check_marks(fig, drawn)
    assert drawn["row"].nunique() <= max(MOST.values())
    # who gives which date; none is cut at an edge
    said = [one.get_text() for one in fig.axes[0].texts if one.get_size() == 8
            and isinstance(one, Annotation)]  # fmt: skip
    assert all(one[0] != " " and ": " in one for one in said)
    words = {one.split(": ", 1)[1] for one in said}
    differ = drawn[drawn["differs"]]
    acts = ("" if one == "event" else f", {one}" for one in differ["act"])
    assert words == {
        f"{w}{a}" for w, a in zip(differ["words"], acts, strict=True)
    }


def check_marks(fig, drawn):
    """Each date is one mark, in its year and of its act's marker."""
    marks = [
        (line.get_marker(), round(x, 6))
        for line in fig.axes[0].lines
        if line.get_linestyle() == "None"
        for x in line.get_xdata()
    ]
    family = {act: at for at, f in enumerate(FAMILIES.values()) for act in f}
    once = pd.concat(
        [
            drawn[drawn["differs"]],
            drawn[~drawn["differs"]].drop_duplicates(["row", "act", "date"]),
        ]
    )
    wanted = [
        ("osD^vP"[family[one.act]], round((one.start + one.end) / 2, 6))
        for one in once.itertuples()
    ]
    assert sorted(marks) == sorted(wanted)
    low, high = fig.axes[0].get_xlim()
    assert all(low < x < high for _, x in marks)
    decade = drawn["date"].str.endswith("X")
    assert (
        drawn["start"].astype(int)[~decade].astype(str)
        == drawn["date"].str[:4][~decade]
    ).all()


def test_the_table_lists_every_date_of_every_source():
    table = timeline_table(
        "texts and events", kinds_of("texts and events"), EVERY, FIRST, LAST
    )
    keys = ["instrument", "what", "date", "source", "place"]
    wanted = load("instrument_dates")[keys].apply(tuple, axis=1)
    texts = table[table["shows"] == "text"]
    found = texts[["row", "act", "date", "source", "place"]]
    assert sorted(found.apply(tuple, axis=1)) == sorted(wanted)
    events = table.loc[table["shows"] == "event", ["date", "source"]]
    assert sorted(events.apply(tuple, axis=1)) == sorted(
        load("events")[["date", "source"]].apply(tuple, axis=1)
    )


@pytest.mark.parametrize("show", SHOW)
def test_what_is_not_drawn_is_listed_in_words(show):
    state = dict(
        show=show,
        kinds=tuple(kinds_of(show)),
        act=EVERY,
        first=FIRST,
        last=LAST,
    )
    table = draw_timeline(**state)[2]
    words = unescape(timeline_view(**state).html.split("</table>")[1])
    listed = table[~table["drawn"] | table["differs"]]
    for one in listed.itertuples():
        assert one.name in words and f"{one.words}" in words
        assert one.place in words
    for name in undated(show, state["kinds"])["name"]:
        assert name in words
    left_out = table.loc[~table["drawn"], "row"].nunique()
    assert (f"for want of room: {left_out} rows" in words) == (left_out > 0)


def test_all_texts_are_drawn_listed_or_named_without_a_date():
    kinds = kinds_of("all texts")
    table = timeline_table("all texts", kinds, EVERY, FIRST, LAST)
    none = set(undated("all texts", kinds)["id"])
    assert set(table["row"]) | none == set(load("instruments")["id"])
    assert not set(table["row"]) & none


def test_what_differs_is_what_the_package_says():
    notes = " ".join(resource("instrument_dates")["footnotes"])
    named = notes.split("Conflicts to look for: ")[1]
    texts = set(load("instruments")["id"])
    rows = dated()[dated()["differs"]]
    found = set(rows.loc[rows["shows"] == "text", "row"])
    assert found == texts & set(re.findall(r"\w+", named))
    assert set(MAY_BE_ONE) < found
    events = load("events")["id"]
    pairs = set(events[events.str.fullmatch(".*_[ab]")].str[:-2])
    found = rows.loc[rows["shows"] == "event", "row"]
    assert {one.removeprefix("event ") for one in found} == pairs


def test_an_inexact_date_does_not_differ_from_an_exact_one():
    rows = dated().set_index("row")
    assert not rows.loc["us_act_2004", "differs"].any()  # October; 18 October
    assert not rows.loc["unhcr_china_1995", "differs"].any()
    assert not rows.loc["rok_court_2025", "differs"].any()  # one source twice
    assert rows.loc["uk_gp_2014", "differs"].all()  # 20 and 26 August


@pytest.mark.parametrize(
    "text, words, begin, end",
    [
        ("1960", "1960", 1960, 1961),
        ("196X", "early 1960s", 1960, 1965),
        ("1979-12", "December 1979", 1979.915, 1980),
        ("2004-02-29", "29 February 2004", 2004.161, 2004.164),
    ],
)
def test_dates_are_read_as_exactly_as_they_are_printed(
    text, words, begin, end
):
    assert span(text) == pytest.approx((begin, end), abs=0.001)
    assert in_words(text) == words


@pytest.mark.parametrize("text", ["about 1960", "2004-13", "2005-02-29", "X"])
def test_a_date_that_cannot_be_placed_is_told_in_words(text, monkeypatch):
    assert span(text) is None and in_words(text) == text
    rows = dated().copy()
    rows.loc[0, ["date", "words"]] = text
    rows.loc[0, ["start", "end"]] = float("nan")
    # the function of that name hides the module
    module = sys.modules["nkcourse.widgets.timeline"]
    monkeypatch.setattr(module, "dated", lambda: rows)
    state = dict(
        show="all texts",
        kinds=("text: treaty", "text: protocol"),
        act=EVERY,
        first=1986,
        last=1990,
    )
    html = unwrap(timeline_view)(**state).html
    assert "cannot be placed on an axis" in html
    assert f"<li>{text}, adopted: Jung-Hoon Lee (2020)" in html


@pytest.mark.parametrize(
    "kinds, first, last, says",
    [
        ((), FIRST, LAST, "Mark at least one"),
        (("text: judgment",), 2020, 2010, "backwards"),
        (("text: judgment",), 1951, 1959, "Choose other years"),
    ],
)
def test_nothing_to_draw_is_said_plainly(kinds, first, last, says):
    with pytest.raises(CourseError, match=says):
        draw_timeline("all texts", kinds, EVERY, first, last)


def test_dates_that_differ_stay_together():
    table = timeline_table(
        DIFFER, kinds_of(DIFFER), "adopted", 2010, 2020
    ).query("shows == 'text'")
    assert set(table["date"]) == {"2005", "2015-09-16"}


def test_dates_that_do_not_differ_keep_to_the_years():
    table = timeline_table(
        "all texts", kinds_of("all texts"), EVERY, 2012, 2016
    )
    kept = table.loc[~table["differs"], "start"]
    assert kept.between(2012, 2017).all()
    assert list(table.loc[table["row"] == "us_act_2004", "date"]) == ["2012"]


def test_every_control_is_named_and_moves_the_figure():
    values = {"act": "decided", "first": 1990, "last": 1990}
    alts = set()
    for name in timeline()._controls:
        widget = timeline()
        control = widget._controls[name]
        assert control.description, name
        before = widget._picture.shown["html"]
        if name == "kinds":
            control.value = control.options[:1]
        elif name == "show":
            control.value = "all events"
        else:
            control.value = values[name]
        after = widget._picture.shown["html"]
        assert after != before and "<img" in after, name
        alts.add(re.search('alt="([^"]+)"', after)[1])
    assert len(alts) == 5


def test_kinds_and_acts_follow_what_is_shown():
    widget = timeline()
    controls = widget._controls
    controls["act"].value = "signed"
    for show in SHOW:
        controls["show"].value = show
        assert list(controls["kinds"].options) == kinds_of(show)
        assert list(controls["kinds"].value) == kinds_of(show)
        assert "<img" in widget._picture.shown["html"]
        hidden = controls["act"].layout.display == "none"
        assert hidden == (show == "all events")
    controls["kinds"].value = ()
    assert "Mark at least one" in widget._picture.shown["html"]
    assert "<img" not in widget._picture.shown["html"]


def test_without_a_kernel_there_is_a_figure_a_table_and_a_sentence():
    html = timeline()._repr_mimebundle_()["text/html"]
    assert "<img alt=" in html and "<table" in html
    assert "With a running kernel" in html
    assert "A date that fits is not a cause." in html
