"""Arrivals in South Korea: edition, measure, sex, years, dated events."""

from functools import cache

import pandas as pd
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
from nkcourse.widgets.drawing import canvas, name_steps
from nkcourse.widgets.parts import (
    Explorer,
    View,
    dropdown,
    figure_view,
    remember,
    year_box,
)

EDITIONS = {
    "2026 (up to 2025)": "arrivals_by_sex",
    "2020 (up to March 2020)": "arrivals_by_sex_1998_2020",
    "2005 (2000 to 2004)": "arrivals_by_sex_2000_2004",
}
MEASURES = {
    "people a year": "People who arrived, by year of arrival",
    "share of women": "Women in each hundred arrivals",
    "running total": "All so far, counted to the end of each period",
}
WHO = {
    "women and men": ["women", "men"],
    "women": ["women"],
    "men": ["men"],
    "everyone": ["everyone"],
}
LINES = {"women": ("o", "-"), "men": ("s", "--"), "everyone": ("D", "-")}
FIRST, LAST = 1998, 2025


@cache
def _edition(edition: str) -> pd.DataFrame:
    """Return one edition: a row a period, with what its sums allow.

    Columns: period, first_year (missing where the period is open), last_year,
    women, men, everyone, years (how many the period has).
    """
    table = load(EDITIONS[edition])
    if "year" in table:  # the edition of 2005 prints single years only
        table = table.assign(
            period=table["year"].astype(str),
            first_year=table["year"],
            last_year=table["year"],
        )
    return table.assign(
        everyone=table["women"] + table["men"],
        years=table["last_year"] - table["first_year"] + 1,
    )


def arrivals_table(
    edition: str, measure: str, who: str, first: int, last: int
):
    """Return the figures that `draw_arrivals` draws, one row a period."""
    table = _edition(edition)
    shown = ["share of women"] if measure == "share of women" else WHO[who]
    if measure == "share of women":
        values = pd.DataFrame(
            {"share of women": 100 * table["women"] / table["everyone"]}
        )
    elif measure == "running total":
        values = table[shown].cumsum()
    else:  # a period of several years stands for its yearly average
        values = table[shown].div(table["years"].astype("Float64"), axis=0)
    inside = table["last_year"].between(first, last)
    frame = table[["period", "first_year", "last_year"]].join(values)
    return frame[inside], shown


def draw_arrivals(
    edition: str,
    measure: str,
    who: str,
    first: int,
    last: int,
    events: str,
) -> tuple[Figure, str, pd.DataFrame]:
    """Draw arrivals in South Korea over the years.

    Parameters
    ----------
    edition : str
        A key of `EDITIONS`: the edition of the ministry's table.
    measure : str
        A key of `MEASURES`.
    who : str
        A key of `WHO`; the share of women is always of everyone.
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
        If no period of the edition ends in these years.
    """
    frame, shown = arrivals_table(edition, measure, who, first, last)
    drawn = _drawn(frame)
    if drawn.empty:
        raise CourseError(
            f"The edition {edition} has no single figure to draw for the "
            f"years {first} to {last}. Choose other years or another edition."
        )
    marked = events_between(events, *_span(drawn))
    fig, ax = canvas(
        MEASURES[measure], right=1.4, top=0.65 if len(marked) else 0.45
    )
    for column in shown:
        _draw_line(ax, drawn, column)
    _label_ends(ax, drawn, shown)
    ax.set_ylim(bottom=0)
    if measure == "share of women":
        ax.set_ylim(0, 100)
        ax.axhline(50, color=PALETTE["note"], linewidth=0.8)
    name_steps(ax, "x", years=True)
    name_steps(ax, "y")
    if len(marked):
        mark_events([ax], marked)
    return fig, _alt(edition, measure, drawn, shown), frame


def _draw_line(ax, drawn: pd.DataFrame, column: str) -> None:
    """Draw one line, with a flat bar where a figure covers several years."""
    colour = _colour(column)
    marker, dash = LINES.get(column, LINES["women"])
    single = drawn[_is_whole_year(drawn)]
    years = single["last_year"].to_numpy(float)
    values = single[column].to_numpy(float)
    ax.plot(years, values, color=colour, marker=marker, linestyle=dash, ms=4.5)
    for _, row in drawn.drop(single.index).iterrows():
        if row["last_year"] != _first(row):  # one figure for several years
            ax.hlines(
                row[column],
                row["first_year"] - 0.4,
                row["last_year"] + 0.4,
                color=colour,
                linewidth=4,
            )
        else:  # open at its start, or part of a year
            ax.plot(
                row["last_year"], row[column], marker=marker, mfc="white",
                color=colour, linestyle="none",
            )  # fmt: skip


def _label_ends(ax, drawn: pd.DataFrame, shown: list[str]) -> None:
    """Name each line at its right end, labels kept apart where ends meet."""
    end = drawn.iloc[-1]
    order = sorted(shown, key=lambda column: end[column])
    near = 0.07 * float(drawn[shown].max().max())
    close = len(order) == 2 and end[order[1]] - end[order[0]] < near
    shifts = (-5, 6) if close else (0, 0)
    for column, shift in zip(order, shifts, strict=False):
        ax.annotate(
            column,
            (end["last_year"], end[column]),
            xytext=(9, shift),
            textcoords="offset points",
            color=_colour(column),
            va="center",
            fontweight="bold",
            annotation_clip=False,
        )


def _is_whole_year(table: pd.DataFrame) -> pd.Series:
    """Say which rows are one whole year, by the period's name."""
    return table["period"].eq(table["last_year"].astype(str))


def _first(row: pd.Series) -> int:
    """Return the first year of a row; the last where the start is open."""
    return (
        row["last_year"] if pd.isna(row["first_year"]) else row["first_year"]
    )


def _colour(column: str) -> str:
    return PALETTE["women" if column == "share of women" else column]


def _drawn(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out the periods that have no figure to draw."""
    return frame.dropna(subset=list(frame.columns[3:]))


def _span(drawn: pd.DataFrame) -> tuple[int, int]:
    """Return the first and the last year of the periods that are drawn."""
    first = drawn["first_year"].fillna(drawn["last_year"]).min()
    return int(first), int(drawn["last_year"].max())


def _alt(
    edition: str, measure: str, drawn: pd.DataFrame, shown: list[str]
) -> str:
    """Return what the figure shows, in words computed from its table."""
    unit = " per cent" if measure == "share of women" else ""
    said = []
    for column in shown:
        values = drawn[column].astype(float)
        top, low = drawn.loc[values.idxmax()], drawn.loc[values.idxmin()]
        end = drawn.iloc[-1]
        said.append(
            f"{column}: highest {float(top[column]):,.0f}{unit} "
            f"({top['period']}), lowest {float(low[column]):,.0f}{unit} "
            f"({low['period']}), last {float(end[column]):,.0f}{unit} "
            f"({end['period']})"
        )
    span = f"{drawn['period'].iloc[0]} to {drawn['period'].iloc[-1]}"
    return (
        f"Line chart. {MEASURES[measure]}, {span}, edition of {edition}. "
        f"{'; '.join(said)}."
    )


def _unlike_a_year(row: tuple, measure: str) -> str:
    """Say how a period that is no single whole year is drawn."""
    if pd.isna(row.first_year):
        if measure == "people a year":
            return (
                f"The period “{row.period}” has no first year, so no yearly "
                "average can be drawn for it."
            )
        return f"The hollow point is everyone up to {row.last_year}."
    if row.first_year == row.last_year:
        return f"The hollow point “{row.period}” is part of a year."
    average = ", drawn as a yearly average" if "a year" in measure else ""
    return f"The flat bar is one figure for {row.period}{average}."


@remember
def arrivals_view(**state: object) -> View:
    """Return the figure, its table and its events, once a state.

    Parameters are those of `draw_arrivals`.
    """
    fig, alt, table = draw_arrivals(**state)
    source = [EDITIONS[state["edition"]]]
    caption = f"Arrivals in South Korea, edition of {state['edition']}."
    for row in table[~_is_whole_year(table)].itertuples():
        caption += " " + _unlike_a_year(row, state["measure"])
    if state["measure"] == "running total" and "2005" in state["edition"]:
        caption += " Counted from 2000 on; earlier arrivals are left out."
    events = events_between(state["events"], *_span(_drawn(table)))
    if len(events):
        source.append("events")
    below = event_list(state["events"], events)
    figures = table.drop(columns=["first_year", "last_year"]).round(1)
    return figure_view(fig, alt, figures, caption, source, below)


def arrivals() -> Explorer:
    """Open the widget on arrivals in South Korea (lesson 11).

    Returns
    -------
    Explorer
        Controls for the edition, the measure, the sexes, the years and
        dated events, above the figure and its table.
    """
    controls = {
        "edition": dropdown("Edition", list(EDITIONS)),
        "measure": dropdown("Measure", list(MEASURES)),
        "who": dropdown("Who", list(WHO)),
        "first": year_box("From", FIRST, FIRST, LAST),
        "last": year_box("To", LAST, FIRST, LAST),
        "events": dropdown("Events", event_kinds()),
    }
    return Explorer(
        controls,
        arrivals_view,
        "arrivals",
        "With a running kernel, six labelled controls choose the edition, "
        "the measure, women or men, the first and last year, and which dated "
        "events are marked.",
    )
