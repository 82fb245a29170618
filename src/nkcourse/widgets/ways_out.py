"""Where people are counted abroad, and which countries never appear."""

from functools import cache
from html import escape
from typing import NamedTuple

import ipywidgets as W
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nkcourse.charts import PALETTE
from nkcourse.errors import CourseError
from nkcourse.tables import load
from nkcourse.widgets.dated import (
    event_kinds,
    event_list,
    events_between,
    mark_events,
)
from nkcourse.widgets.drawing import (
    DASHES,
    HEIGHT,
    MARKERS,
    canvas,
    colours,
    label_ends,
    longest,
    name_rows,
    name_steps,
)
from nkcourse.widgets.parts import (
    Explorer,
    View,
    choices,
    dropdown,
    figure_view,
    fold,
    offer,
    original,
    remember,
    sentence,
    year_box,
)


class Measure(NamedTuple):
    """One column of a table of UNHCR, in one unit."""

    title: str
    table: str
    column: str
    unit: str
    code: str = ""  # of the unit, where the table has two


POPULATION, DECISIONS = "unhcr_population", "unhcr_decisions"
MEASURES = {
    "refugees": Measure(
        "Refugees from North Korea, end of each year, as reported to UNHCR",
        POPULATION, "refugees", "people",
    ),
    "asylum-seekers": Measure(
        "Open claims of people from North Korea, end of each year (UNHCR)",
        POPULATION, "asylum_seekers", "people",
    ),
    "recognised, persons": Measure(
        "Recognised as refugees, persons (UNHCR)",
        DECISIONS, "recognised", "persons", "P",
    ),
    "recognised, cases": Measure(
        "Recognised as refugees, cases (UNHCR)",
        DECISIONS, "recognised", "cases", "C",
    ),
}  # fmt: skip
# One claim can pass several stages, so a figure never joins two of them.
NO_STAGE = "none: a stock"
STAGES = {
    "first decisions": ("FI", "NA", "IN", "EO"),
    "first and appeal together": ("FA",),
    "reviews": ("AR", "JR"),
    "repeat claims": ("RA",),
    "temporary asylum": ("TA",),
}
LEVELS = {
    "FI": "first instance",
    "NA": "new applications",
    "IN": "immigration service",
    "EO": "immigration courts",
    "FA": "first instance and appeal",
    "AR": "review by an authority",
    "JR": "review by a court",
    "RA": "repeat or reopened applications",
    "TA": "temporary asylum",
}
TEMPORARY = (
    "Temporary asylum is not refugee status; the table prints it under "
    "recognised in some years and under other_positive in others."
)
ANY = "any role"
ROLES = (ANY, "first country", "transit", "destination", "resettlement")
UNLISTED = "not in the table countries"
# Where a stock begins to follow another rule, by our inference from decisions
# (see the breaks of unhcr_population): the line stops before it.
BREAKS = {"CAN": (2016, 2022)}
OPENING = (
    "China",
    "South Korea",
    "Thailand",
    "Russia",
    "Germany",
    "United Kingdom",
    "Canada",
    "United States",
)
FIRST, LAST = 1996, 2025
MOST = len(MARKERS)  # lines that can be told apart
GLYPHS = dict(zip(MARKERS, "●■◆▲▼✚✖", strict=True))
MOST_NAMED = 14  # countries without a row, in one sentence
STRIP = 0.2  # inches: a country in the strip of rows


@cache
def _countries() -> pd.DataFrame:
    """Return every country of the three tables but the origin, by iso3."""
    known = load("countries").query("role != 'origin'")
    decided = load(DECISIONS)[["asylum_iso3", "asylum_country"]]
    others = decided.drop_duplicates().set_axis(["iso3", "country"], axis=1)
    others = others[~others["iso3"].isin(known["iso3"])]
    both = pd.concat([known, others.assign(role=UNLISTED)])
    return both.set_index("iso3").sort_values("country")


def countries_of(role: str) -> list[str]:
    """Return the names of the countries that have a role, in order."""
    table = _countries()
    if role == ANY:
        return list(table["country"])
    parts = table["role"].str.split("; ")
    return list(table.loc[parts.map(lambda each: role in each), "country"])


def stages_of(measure: str) -> list[str]:
    """Return the stages at which a measure has rows."""
    about = MEASURES[measure]
    if about.table == POPULATION:
        return [NO_STAGE]
    table = original(DECISIONS)
    levels = table.loc[table["unit"] == about.code, "level"].unique()
    return [name for name, each in STAGES.items() if set(each) & set(levels)]


@cache
def _rows(measure: str, stage: str) -> pd.DataFrame:
    """Return the rows of a measure at a stage: iso3, series, year, value.

    A series is a country, and at several levels a country and its level.
    """
    about = MEASURES[measure]
    rows = load(about.table)
    names = _countries()["country"]
    rows["series"] = rows["asylum_iso3"].map(names)
    if about.table == DECISIONS:
        levels = STAGES[stage]
        rows = rows[rows["unit"].eq(about.code) & rows["level"].isin(levels)]
        if rows["level"].nunique() > 1:
            rows["series"] += " " + rows["level"]
    rows = rows.assign(
        iso3=rows["asylum_iso3"],
        country=rows["asylum_iso3"].map(names),
        value=rows[about.column],
    )
    return rows[["iso3", "country", "series", "year", "value"]]


def never_in(measure: str) -> pd.DataFrame:
    """Return the countries that have no row in a measure's table, ever."""
    table = original(MEASURES[measure].table)
    known = _countries()
    return known[~known.index.isin(table["asylum_iso3"])]


def _check(
    measure: str,
    stage: str,
    role: str,
    countries: tuple[str, ...],
    first: int,
    last: int,
) -> list[str]:
    """Return the chosen countries that have the role, or say what to change.

    Raises
    ------
    CourseError
        If the settings leave nothing that could be drawn.
    """
    if not countries:
        raise CourseError(
            "No country is chosen. Choose at least one under “Countries”; "
            "Ctrl or Shift adds more."
        )
    if first > last:
        raise CourseError(
            f"The first year, {first}, comes after the last, {last}. Change "
            "one of the two."
        )
    if stage not in stages_of(measure):
        raise CourseError(
            f"“{measure}” has no rows at the stage “{stage}”. Choose one of: "
            f"{', '.join(stages_of(measure))}."
        )
    chosen = [one for one in countries_of(role) if one in countries]
    if not chosen:
        raise CourseError(
            f"None of the chosen countries has the role “{role}”. Choose "
            "other countries or another role."
        )
    return chosen


def ways_out_table(
    measure: str,
    stage: str,
    role: str,
    countries: tuple[str, ...],
    first: int,
    last: int,
) -> pd.DataFrame:
    """Return the figures that `draw_ways_out` draws.

    The index holds the years, each column is a country, or a country at a
    level of decision. Where the source has no row, the cell is missing.
    """
    chosen = _check(measure, stage, role, countries, first, last)
    rows = _rows(measure, stage)
    inside = rows[
        rows["country"].isin(chosen) & rows["year"].between(first, last)
    ]
    if inside.empty:
        raise CourseError(
            f"{', '.join(chosen)}: {MEASURES[measure].table} has no row for "
            f"“{measure}” here from {first} to {last}. No row is not a zero. "
            "Choose more countries, other years or another stage."
        )
    wide = inside.pivot(index="year", columns="series", values="value")
    series = []
    for country in chosen:
        mine = inside.loc[inside["country"] == country, "series"].unique()
        series += sorted(mine) or [country]
    years = pd.RangeIndex(first, last + 1, name="year")
    return wide.reindex(index=years, columns=series).astype("Int64")


def draw_ways_out(
    measure: str,
    stage: str,
    role: str,
    countries: tuple[str, ...],
    first: int,
    last: int,
    events: str,
) -> tuple[Figure, str, pd.DataFrame]:
    """Draw what countries report on people from the North, and where none do.

    Above stands a line for each country; below, in a strip, a mark for each
    year in which the table has a row at all.

    Parameters
    ----------
    measure : str
        A key of `MEASURES`.
    stage : str
        One of `stages_of(measure)`: the stage of a decision.
    role : str
        One of `ROLES`; only countries with this role are shown.
    countries : tuple of str
        Names of countries, of `countries_of(ANY)`.
    first, last : int
        The first and the last year shown.
    events : str
        The kind of dated events to mark: one of `event_kinds()`.

    Returns
    -------
    tuple
        The figure, its alt text, and the table of the figures drawn.

    Raises
    ------
    CourseError
        If nothing is chosen, or the table has no row for the choice.
    """
    shown = ways_out_table(measure, stage, role, countries, first, last)
    lined = _lined(shown)
    marked = events_between(events, first, last)
    names = [_sign(lined, one) for one in shown]
    strip = STRIP * len(names)
    fig, ax = canvas(
        _title(measure, stage),
        left=max(0.8, longest(names) + 0.15),
        right=longest(_sign(lined, one)[:22] for one in lined) + 0.25,
        height=HEIGHT + strip + 0.3,
        bottom=strip + 0.8,
        top=0.65 if len(marked) else 0.45,
    )
    _draw_lines(ax, shown[lined], measure)
    ax.set_xlim(first - 0.5, last + 0.5)
    ax.set_ylim(0, max(1.0, ax.get_ylim()[1]))
    name_steps(ax, "x", years=True)
    name_steps(ax, "y", MEASURES[measure].unit, most=6)
    ends = shown[lined].rename(columns=lambda one: _sign(lined, one))
    label_ends(ax, ends, colours(lined))
    where, tall = ax.get_position(), fig.get_figheight()
    below = fig.add_axes(
        (where.x0, 0.4 / tall, where.width, strip / tall), sharex=ax
    )
    _draw_strip(below, shown, lined, names)
    mark_events([ax, below], marked)
    return fig, _alt(measure, stage, shown), shown.reset_index()


def _title(measure: str, stage: str) -> str:
    """Return the title of a measure, with the stage where it has one."""
    title = MEASURES[measure].title
    return title if stage == NO_STAGE else f"{title}: {stage}"


def _lined(shown: pd.DataFrame) -> list[str]:
    """Return the series that are drawn as lines: those with the most."""
    drawn = shown.dropna(axis=1, how="all")
    kept = drawn.max().sort_values(ascending=False, kind="stable")[:MOST]
    return [one for one in shown if one in kept.index]


def _sign(lined: list[str], name: str) -> str:
    """Return the name of a series, after the mark of its line."""
    if name not in lined:
        return name
    return f"{GLYPHS[MARKERS[lined.index(name)]]} {name}"


def _broken(years: np.ndarray, values: np.ndarray, breaks: tuple[int, ...]):
    """Return a line with a gap before each year at which a series breaks."""
    for year in breaks:
        years = np.append(years, year - 0.5)
        values = np.append(values, np.nan)
    order = np.argsort(years)
    return years[order], values[order]


def _breaks(measure: str, series: str) -> tuple[int, ...]:
    """Return the years at which a series breaks, as the source tells them."""
    if measure != "refugees":
        return ()
    names = _countries()["country"]
    return next(
        (years for iso3, years in BREAKS.items() if names[iso3] == series), ()
    )


def _draw_lines(ax: Axes, drawn: pd.DataFrame, measure: str) -> None:
    """Draw a line for each series; a year without a row leaves a gap."""
    years = drawn.index.to_numpy(float)
    chosen = colours(drawn.columns)
    for number, name in enumerate(drawn):
        values = drawn[name].to_numpy(float, na_value=np.nan)
        x, y = _broken(years, values, _breaks(measure, name))
        look = dict(
            color=chosen[number],
            marker=MARKERS[number],
            markersize=4.5,
        )
        ax.plot(x, y, linestyle=DASHES[number], **look)
        zero = years[values == 0]
        if len(zero):
            ax.plot(zero, 0 * zero, linestyle="none", mfc="white", **look)


def _draw_strip(
    ax: Axes, shown: pd.DataFrame, lined: list[str], names: list[str]
) -> None:
    """Mark the years with a row: filled, or hollow where it prints 0."""
    years = shown.index.to_numpy(float)
    chosen = colours(lined)
    looks = {
        name: (chosen[at], MARKERS[at], 5) for at, name in enumerate(lined)
    }
    # each artist costs time, so series that look alike are one
    marks: dict[tuple, list[tuple[float, int]]] = {}
    for at, name in enumerate(shown):
        values = shown[name].to_numpy(float, na_value=np.nan)
        look = looks.get(name, (PALETTE["note"], "o", 3.5))
        for found, fill in [
            (years[values > 0], look[0]), (years[values == 0], "white")
        ]:  # fmt: skip
            if len(found):
                points = marks.setdefault((*look, fill), [])
                points += [(year, at) for year in found]
        if np.isnan(values).all():
            ax.text(
                years.mean(), at, "no row", size=8, ha="center", va="center",
                color=PALETTE["note"], backgroundcolor="white",
            )  # fmt: skip
    for (colour, marker, size, fill), points in marks.items():
        ax.plot(
            *zip(*points, strict=True), linestyle="none", color=colour,
            marker=marker, markersize=size, mfc=fill,
        )  # fmt: skip
    name_rows(ax, range(len(names)), names)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.set(xticks=[], yticks=[])
    ax.annotate(
        "Rows in the table: filled, a figure; hollow, a printed 0; nothing, "
        "no row",
        (0.5, 0),
        xycoords="axes fraction",
        xytext=(0, -6),
        textcoords="offset points",
        ha="center",
        va="top",
        size=9,
    )


def _one(values: pd.Series) -> str:
    """Say of one series when it has rows, and its main figures."""
    rows = values.dropna()
    if len(rows) == 1:
        return f"one row, {rows.iloc[0]:,} ({rows.index[0]})"
    return (
        f"{len(rows)} rows from {rows.index[0]} on, highest "
        f"{rows.max():,} ({rows.idxmax()}), last {rows.iloc[-1]:,} "
        f"({rows.index[-1]})"
    )


def _alt(measure: str, stage: str, shown: pd.DataFrame) -> str:
    """Return what the figure shows, in words computed from its table."""
    said = [f"{name}: {_one(shown[name])}" for name in _lined(shown)]
    rest = len(shown.dropna(axis=1, how="all").columns) - len(said)
    if rest:
        said.append(f"and {rest} more with rows, in the table below")
    return (
        f"Line chart with a strip of the years that have a row. "
        f"{_title(measure, stage)}, {shown.index[0]} to "
        f"{shown.index[-1]}. {'; '.join(said)}. {_absent(shown)}"
    )


def _absent(shown: pd.DataFrame) -> str:
    """Name the chosen countries that have no row in these years."""
    absent = [name for name in shown if shown[name].isna().all()]
    if not absent:
        return "Each country shown has a row in these years."
    if len(absent) > MOST_NAMED:
        return (
            f"{len(absent)} of the {len(shown.columns)} shown have no row "
            "here; the strip says which."
        )
    return f"Without any row here: {', '.join(absent)}."


def _caption(measure: str, stage: str, shown: pd.DataFrame) -> str:
    """Return what a reader must know to read the figure."""
    said = [
        _absent(shown),
        "No row means no report; it is not a zero, and the line has a gap.",
    ]
    if MEASURES[measure].table == POPULATION:
        said.append(
            "Small counts are rounded: a 5 stands for a few, and a printed 0 "
            "may hide one or two people."
        )
    else:
        said.append(
            "Counts below ten are rounded to 0, 5 or 10. Persons and cases "
            "are never added, nor the stages of one claim. Here stand: "
            f"{', '.join(f'{one} {LEVELS[one]}' for one in STAGES[stage])}."
        )
        if "TA" in STAGES[stage]:
            said.append(TEMPORARY)
    begins = original(MEASURES[measure].table)["year"].min()
    if shown.index[0] < begins:
        said.append(f"The table begins in {begins}.")
    broken = [
        f"{name} {' and '.join(map(str, inside))}"
        for name in shown
        if (
            inside := [
                year
                for year in _breaks(measure, name)
                if shown.index[0] < year <= shown.index[-1]
            ]
        )
    ]
    if broken:
        said.append(
            f"The line also stops before {', '.join(broken)}: from there the "
            "stock seems to be counted by another rule. That is our inference "
            "from the decisions; no source says it."
        )
    drawn = len(shown.dropna(axis=1, how="all").columns)
    if drawn > MOST:
        said.append(
            f"Lines are drawn for the {MOST} highest of {drawn}; the strip "
            "and the table hold all."
        )
    return " ".join(said)


@cache
def _never(measure: str) -> str:
    """Return in words the countries that are never in the table."""
    table = MEASURES[measure].table
    never = never_in(measure)
    unlisted = never[never["role"] == UNLISTED]
    never = never.drop(unlisted.index)
    words = (
        f"Of the countries on the way or of asylum in the table countries, "
        f"never in {table}, in any year: {', '.join(never['country'])}. That "
        "a country is missing does not say that nobody is there."
    )
    if len(unlisted):
        words += (
            f" {', '.join(unlisted['country'])} stand in {DECISIONS} only, "
            "and not in countries."
        )
    items = "".join(_item(row) for row in never.itertuples())
    return sentence(words) + fold(
        "What the table countries says of those that never appear",
        f"<ul>{items}</ul>",
    )


def _item(row: tuple) -> str:
    """Return what the table countries says of a country, as a list item."""
    said = [
        f"{name}: {text.rstrip('.')}."
        for name, text in [
            ("By law", row.by_law),
            ("By report", row.by_report),
            ("Note", row.note),
            ("Source", f"{row.source}, {row.place}"),
            ("Confidence", row.confidence),
        ]
        if not pd.isna(text)
    ]
    return (
        f"<li><b>{escape(row.country)}</b> ({escape(row.role)}). "
        f"{escape(' '.join(said))}</li>"
    )


@remember
def ways_out_view(**state: object) -> View:
    """Return the figure, its table, its events and who is never in it.

    Parameters are those of `draw_ways_out`.
    """
    fig, alt, table = draw_ways_out(**state)
    measure, stage = state["measure"], state["stage"]
    caption = _caption(measure, stage, table.set_index("year"))
    source = [MEASURES[measure].table, "countries"]
    events = events_between(state["events"], state["first"], state["last"])
    if len(events):
        source.append("events")
    below = event_list(state["events"], events)
    return figure_view(
        fig, alt, table, caption, source, below + _never(measure)
    )


class WaysOut(Explorer):
    """What `ways_out` returns: its lists follow the measure and the role."""

    def _adapt(self, changed: W.Widget | None) -> None:
        controls = self._controls
        if changed is controls["measure"]:
            stage, kept = controls["stage"], controls["stage"].value
            stages = stages_of(changed.value)
            offer(stage, stages, kept if kept in stages else stages[0])
        if changed is controls["role"]:
            names = countries_of(changed.value)
            chosen = OPENING if changed.value == ANY else tuple(names)
            offer(controls["countries"], names, chosen)


def ways_out() -> WaysOut:
    """Open the widget on the countries people go to (lesson 07).

    Returns
    -------
    WaysOut
        Controls for the measure, the stage of decisions, the role of the
        country, the countries, the years and dated events, above the figure,
        its table and the countries that never appear.
    """
    controls = {
        "measure": dropdown("Measure", list(MEASURES)),
        "stage": dropdown("Stage", stages_of("refugees")),
        "role": dropdown("Role", ROLES),
        "countries": choices("Countries", countries_of(ANY), OPENING, 8),
        "first": year_box("From", FIRST, FIRST, LAST),
        "last": year_box("To", LAST, FIRST, LAST),
        "events": dropdown("Events", event_kinds()),
    }
    return WaysOut(
        controls,
        ways_out_view,
        "ways_out",
        "With a running kernel, seven labelled controls choose refugees, open "
        "claims or decisions, the stage of a decision, the role of the "
        "countries, which countries, the first and last year, and which dated "
        "events are marked.",
        (
            ("measure", "stage", "role"),
            ("countries", "first", "last", "events"),
        ),
    )
