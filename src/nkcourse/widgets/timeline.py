"""Texts of law and events on a time axis, where sources differ side by side.

A row is a text or an event. Each date is drawn as exactly as its source
prints it; dates that differ stand on lines of their own, joined and named.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from html import escape
from textwrap import shorten, wrap

import ipywidgets as W
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from nkcourse.charts import COLOURS, PALETTE
from nkcourse.errors import CourseError
from nkcourse.tables import load
from nkcourse.widgets.drawing import (
    MARKERS,
    WIDTH,
    canvas,
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

DIFFER = "only where accounts differ"
SHOW = {  # what is drawn, and the kinds of row in it
    DIFFER: ("text", "event"),
    "all texts": ("text",),
    "all events": ("event",),
    "texts and events": ("text", "event"),
}
EVERY = "every act"
FAMILIES = {  # acts that share a marker, and what the legend calls them
    "adopted, signed or decided": ("adopted", "signed", "decided"),
    "ratified or acceded": ("ratified", "acceded"),
    "in force": ("in force",),
    "revised or lapsed": ("revised", "lapsed"),
    "reported": ("reported",),
    "event": ("event",),
}
ACTS = [one for family in FAMILIES.values() for one in family][:-1]
# Acts that sources may mean for one and the same, by `instruments.conflicts`
# and the footnotes of instrument_dates; other acts are compared one by one.
MAY_BE_ONE = {
    "border_protocol_1986": ("signed", "revised"),
    "later_protocol": ("signed", "revised"),
    "trafficking_protocol_2000": ("signed", "ratified", "acceded"),
    "world_summit_2005": ("adopted", "reported"),
}
DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
EARLY = re.compile(r"([0-9]{3})X")  # 196X is the early 1960s
MONTHS = (
    "January February March April May June July August September October "
    "November December"
).split()
MOST = {False: 26, True: 20}  # rows in a figure; fewer where events have two
NAMES = {False: 26, True: 46}  # characters of a row's name, lines among them
LINE = 0.165  # height of a line in inches
SMALL = 0.063  # width of a character in letters of size 8
SAID = 2.85  # inches that stay free beside dates that differ
APART = 0.13  # marks that are nearer, in inches, go on lines of their own
NO_CAUSE = "A date that fits is not a cause."
LIVE = (
    "With a running kernel, five labelled controls choose texts or events or "
    "only what accounts differ on, their kinds, an act such as signed or in "
    "force, and the first and last year."
)


def _on_axis(day: date) -> float:
    """Return where a day begins on an axis of years."""
    days = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    return day.year + (day - date(day.year, 1, 1)).days / days


def span(text: str) -> tuple[float, float] | None:
    """Return the stretch of years that a date stands for, from and up to.

    Parameters
    ----------
    text : str
        A year, a month or a day in ISO form, or 196X for the early 1960s.

    Returns
    -------
    tuple of float or None
        None where the date cannot be placed on an axis.
    """
    if match := EARLY.fullmatch(text):
        decade = 10 * int(match[1])
        return decade, decade + 5
    match = DATE.fullmatch(text)
    try:
        year, month, day = (
            int(one) if one else None for one in match.groups()
        )
        begin = date(year, month or 1, day or 1)
    except (AttributeError, ValueError):  # words, or a 13th month
        return None
    if day:
        return _on_axis(begin), _on_axis(begin) + 1 / 366
    if month:
        after = date(year + month // 12, month % 12 + 1, 1)
        return _on_axis(begin), _on_axis(after)
    return year, year + 1


def in_words(text: str) -> str:
    """Return a date as a reader writes it: 8 June 1955, the early 1960s."""
    if span(text) is None:
        return text
    if match := EARLY.fullmatch(text):
        return f"early {match[1]}0s"
    year, month, day = DATE.fullmatch(text).groups()
    name = MONTHS[int(month) - 1] if month else ""
    return " ".join(filter(None, [day and day.lstrip("0"), name, year]))


@cache
def _sources() -> pd.DataFrame:
    sources = load("sources").set_index("id")
    return sources.fillna({"authors": "", "publisher": ""})


@cache
def who(source: str) -> str:
    """Return who speaks in a source: authors, publisher, or its title."""
    row = _sources().loc[source]
    return row["authors"] or row["publisher"] or row["title"]


def _reference(row: pd.Series) -> str:
    """Return who gives a date, of what year, and where it stands."""
    year = _sources().at[row["source"], "year"]
    when = "" if pd.isna(year) else f" ({year})"
    return f"{who(row['source'])}{when}, {row['place']}"


@cache
def dated() -> pd.DataFrame:
    """Return every date of texts and events, a row a date.

    Returns
    -------
    pandas.DataFrame
        `row` (what stands on one row of the figure), `name`, `says` (the
        words of each event of a pair), `shows` (text or event), `kind`,
        `act`, `date` as printed, `words`, `start` and `end` on the axis,
        `source`, `place`, `confidence`, `note`, `set` (dates that are
        compared with one another) and `differs`.
    """
    texts = load("instruments").set_index("id")
    dates = load("instrument_dates")
    names = dates["instrument"].map(texts["short_name"])
    first = dates.assign(
        row=dates["instrument"],
        name=names,
        shows="text",
        kind="text: " + dates["instrument"].map(texts["kind"]),
        act=dates["what"],
        set=[
            " ".join([name, *MAY_BE_ONE[name]])
            if act in MAY_BE_ONE.get(name, ())
            else f"{name} {act}"
            for name, act in zip(
                dates["instrument"], dates["what"], strict=True
            )
        ],
    )
    events = load("events")
    pairs = events["id"].str.fullmatch(".*_[ab]")
    base = events["id"].where(~pairs, events["id"].str[:-2])
    second = events.assign(
        row="event " + base,
        name=events["event"].where(
            ~pairs, "event: " + base.str.replace("_", " ")
        ),
        shows="event",
        kind="event: " + events["kind"],
        act="event",
        set="event " + base,
        says=(events["event"] + " (row " + events["id"].str[-1] + ")").where(
            pairs
        ),
    )
    both = pd.concat([first, second], ignore_index=True)
    spans = both["date"].map(span)
    both["words"] = both["date"].map(in_words)
    both["start"] = [one[0] if one else np.nan for one in spans]
    both["end"] = [one[1] if one else np.nan for one in spans]
    sets = {name: _differ(group) for name, group in both.groupby("set")}
    both["differs"] = both["set"].map(sets)
    columns = (
        "row name says shows kind act date words start end source place "
        "confidence note set differs"
    )
    return both[columns.split()]


def _differ(group: pd.DataFrame) -> bool:
    """Say whether dates differ: two sources, and no day fits both.

    The year 1995 and 1 December 1995 do not differ. Acts or events that may
    be one thing differ by what they are called, or by their dates.
    """
    if group["act"].nunique() > 1 or group["row"].iat[0].startswith("event"):
        return len(group) > 1
    rows = group.dropna(subset=["start"]).to_dict("records")
    return any(
        one["end"] <= two["start"] and one["source"] != two["source"]
        for one in rows
        for two in rows
    )


def kinds_of(show: str) -> list[str]:
    """Return the kinds of texts and events that one choice can show."""
    found = []
    for shows in SHOW[show]:
        if show == DIFFER:
            rows = dated()[dated()["differs"]]
            rows = rows.loc[rows["shows"] == shows, "kind"]
        elif shows == "text":  # those without a date too
            rows = "text: " + original("instruments")["kind"]
        else:
            rows = "event: " + original("events")["kind"]
        found += sorted(rows.unique())
    return found


@cache
def limits() -> tuple[int, int]:
    """Return the first and the last year that any date lies in."""
    return int(dated()["start"].min()), int(dated()["start"].max())


def timeline_table(
    show: str, kinds: Sequence[str], act: str, first: int, last: int
) -> pd.DataFrame:
    """Return the dates that `draw_timeline` draws or lists, a row a date.

    Parameters are those of `draw_timeline`. Dates that differ stay together; a
    column `drawn` says which are in the figure.
    """
    rows = dated()
    rows = rows[rows["shows"].isin(SHOW[show]) & rows["kind"].isin(kinds)]
    if show == DIFFER:
        rows = rows[rows["differs"]]
    if act != EVERY:
        rows = rows[_with(rows, rows["act"].isin([act, "event"]))]
    inside = (rows["start"] < last + 1) & (rows["end"] > first)
    rows = rows[_with(rows, inside | rows["start"].isna())]
    begins = rows.groupby("row")["start"].min()
    order = begins.dropna().sort_values(kind="stable").index
    wide = _is_wide(rows)
    drawn = rows["row"].isin(order[: MOST[wide]]) & rows["start"].notna()
    rows = rows.assign(drawn=drawn, begins=rows["row"].map(begins))
    keys = ["begins", "row", "differs", "start"]
    return rows.sort_values(keys, kind="stable").drop(columns="begins")


def _with(rows: pd.DataFrame, kept: pd.Series) -> pd.Series:
    """Keep, with a date that differs, those that it differs from."""
    together = rows["set"].isin(rows.loc[kept, "set"])
    return kept | (rows["differs"] & together)


def _is_wide(rows: pd.DataFrame) -> bool:
    """Say whether names are whole sentences, as those of events are."""
    return bool(((rows["act"] == "event") & ~rows["differs"]).any())


def undated(show: str, kinds: Sequence[str]) -> pd.DataFrame:
    """Return the texts of some kinds that no source dates."""
    texts = original("instruments")
    none = ~texts["id"].isin(original("instrument_dates")["instrument"])
    if "text" not in SHOW[show]:
        return texts[:0]
    if show != DIFFER:
        none &= ("text: " + texts["kind"]).isin(kinds)
    return texts[none]


def draw_timeline(
    show: str, kinds: Sequence[str], act: str, first: int, last: int
) -> tuple[Figure, str, pd.DataFrame]:
    """Draw texts and events on a time axis.

    Parameters
    ----------
    show : str
        A key of `SHOW`.
    kinds : sequence of str
        Some of `kinds_of(show)`.
    act : str
        One of `ACTS`, or `EVERY`. Events have none and stay.
    first, last : int
        The first and the last year. Dates that differ are drawn whole, so
        the axis may reach beyond them.

    Returns
    -------
    tuple
        The figure, its alt text, and `timeline_table` of the same settings.

    Raises
    ------
    CourseError
        If there is no date to draw.
    """
    if not kinds:
        raise CourseError(
            "No kind is chosen. Mark at least one in the list of kinds; with "
            "Ctrl or Shift you mark several."
        )
    if first > last:
        raise CourseError(
            f"The years run from {first} to {last}, which is backwards. "
            "Choose a first year that is not after the last."
        )
    table = timeline_table(show, kinds, act, first, last)
    drawn = table[table["drawn"]]
    if drawn.empty:
        of = "" if act == EVERY else f" for “{act}”"
        raise CourseError(
            f"No source gives a date{of} in these kinds from {first} to "
            f"{last}. Choose other years, more kinds or another act."
        )
    width = NAMES[_is_wide(drawn)]
    names = {
        row: _two_lines(name, width)
        for row, name in drawn.drop_duplicates("row")[["row", "name"]].values
    }
    lines = "\n".join(names.values()).split("\n")
    left = 0.3 + SMALL * max(map(len, lines))
    inches = WIDTH - left - 0.2
    begin = drawn["start"].min()
    low, high = _years(drawn, inches)
    rows, count = _layout(drawn, names, inches / (high - low))
    entries = _legend_entries(drawn)
    top = 0.47 + 0.18 * -(-len(entries) // 3)
    height = LINE * count + top + 0.45
    fig, ax = canvas(
        f"Dates of {_counted(drawn)}, as the sources give them",
        left=left,
        right=0.2,
        height=height,
        top=top,
        bottom=0.45,
    )
    ax.set_xlim(low, high)
    ax.set_ylim(count, 0)
    ticks = MaxNLocator(integer=True, nbins=8, steps=[1, 2, 5, 10])
    years = ticks.tick_values(low, high)
    # no year where the axis was only lengthened to make room for words
    years = [one for one in years if int(begin) <= one <= high]
    name_steps(ax, "x", "Year", steps=years, years=True)
    _draw_bands(ax, rows, names)
    _draw_marks(ax, rows)
    _write_readings(ax, rows, inches)
    fig.legend(
        handles=entries, loc="upper left", ncols=3, frameon=False, fontsize=8,
        bbox_to_anchor=(0.02 / WIDTH, 1 - 0.36 / height),
        borderaxespad=0, columnspacing=1.5,
    )  # fmt: skip
    return fig, _alt(table), table


def _two_lines(name: str, width: int) -> str:
    """Return a name on at most two lines of like length."""
    if len(name) <= width:
        return name
    for letters in range(2 * width, 0, -1):
        cut = shorten(name, letters, placeholder=" …")
        lines = wrap(cut, width)
        if len(lines) <= 2:
            break
    even = wrap(cut, max(len(cut) // 2 + 4, 12))
    return "\n".join(even if len(even) <= 2 else lines)


def _years(drawn: pd.DataFrame, inches: float) -> tuple[float, float]:
    """Return the ends of the axis, with room beside dates that differ."""
    low, high = drawn["start"].min(), drawn["end"].max()
    edge = max(0.03 * (high - low), 0.3)
    low, high = low - edge, high + edge
    part = SAID / inches
    for _, one in drawn[drawn["differs"]].groupby("set"):
        before, after = one["start"].min() - low, high - one["end"].max()
        if max(before, after) < part * (high - low):
            low = (one["start"].min() - part * high) / (1 - part)
    return low, high


def _layout(
    drawn: pd.DataFrame, names: dict[str, str], scale: float
) -> tuple[pd.DataFrame, int]:
    """Give each mark a line of the figure; return them and all lines.

    Dates that differ get a line each. Others share one where they do not
    touch; the same date from two sources is one mark.
    """
    drawn = drawn.assign(middle=(drawn["start"] + drawn["end"]) / 2)
    plain = drawn[~drawn["differs"]].drop_duplicates(["row", "act", "date"])
    kept = pd.concat([plain, drawn[drawn["differs"]]])
    marks: dict[str, list[tuple[int, float, bool]]] = {
        row: [] for row in drawn["row"]
    }
    for place, (row, middle, differs) in enumerate(
        zip(kept["row"], kept["middle"], kept["differs"], strict=True)
    ):
        marks[row].append((place, middle, differs))
    at, order, placed = 0, [], []
    for row, mine in marks.items():
        ends: list[float] = []  # where the last mark of each line stands
        lines = []
        for _, middle, differs in mine:
            free = (
                line
                for line, end in enumerate(ends)
                if not differs and (middle - end) * scale >= APART
            )
            line = next(free, len(ends))
            ends[line : line + 1] = [middle]
            lines.append(line)
        deep = max(*lines, names[row].count("\n")) + 1
        down = at + (deep - max(lines)) / 2
        order += [place for place, _, _ in mine]
        placed += [(down + line, at, at + deep) for line in lines]
        at += deep
    kept = kept.iloc[order].copy()
    kept[["line", "top", "bottom"]] = placed
    return kept, at


def _family(act: str) -> int:
    """Return the number of the family of an act."""
    return next(at for at, one in enumerate(FAMILIES.values()) if act in one)


def _legend_entries(drawn: pd.DataFrame) -> list[Line2D]:
    """Return what the legend explains: the marks that are drawn."""
    present = {_family(act) for act in drawn["act"]}
    entries = [
        Line2D(
            [], [], color=COLOURS[at], marker=MARKERS[at], linestyle="none",
            markersize=6, label=name,
        )
        for at, name in enumerate(FAMILIES) if at in present
    ]  # fmt: skip
    if drawn["differs"].any():
        entries.append(
            Line2D(
                [], [], color=PALETTE["note"], marker="o", mfc="white",
                linestyle="--", label="hollow and joined: accounts differ",
            )
        )  # fmt: skip
    return entries


def _draw_bands(ax: Axes, rows: pd.DataFrame, names: dict[str, str]) -> None:
    """Name the rows, and shade every second one."""
    bands = rows.drop_duplicates("row")
    shaded = [
        [(0, top), (1, top), (1, bottom), (0, bottom)]
        for top, bottom in bands[["top", "bottom"]].to_numpy()[1::2]
    ]
    ax.add_collection(
        PolyCollection(
            shaded, transform=ax.get_yaxis_transform(),
            facecolor="#f0f0f0", zorder=0, linewidth=0,
        )
    )  # fmt: skip
    middle = (bands["top"] + bands["bottom"]) / 2
    name_rows(ax, middle, [names[row] for row in bands["row"]], size=8)


def _draw_marks(ax: Axes, rows: pd.DataFrame) -> None:
    """Draw each date as a mark, with a bar as long as it is vague."""
    for _, one in rows[rows["differs"]].groupby("set", sort=False):
        ax.plot(
            one["middle"], one["line"], color=PALETTE["note"],
            linestyle="--", linewidth=1, zorder=2,
        )  # fmt: skip
    families = rows["act"].map(_family)
    ends = rows[["start", "line", "end", "line"]].to_numpy()
    ax.add_collection(
        LineCollection(
            ends.reshape(-1, 2, 2), colors=[COLOURS[at] for at in families],
            linewidths=4, alpha=0.4, zorder=2.5,
        )
    )  # fmt: skip
    for (at, differs), one in rows.groupby([families, "differs"]):
        ax.plot(
            one["middle"], one["line"], linestyle="none", zorder=3,
            marker=MARKERS[at], color=COLOURS[at], markersize=6.5,
            mfc="white" if differs else COLOURS[at], mew=1.4 if differs else 0,
        )  # fmt: skip


def _write_readings(ax: Axes, rows: pd.DataFrame, inches: float) -> None:
    """Write beside dates that differ who gives each, clear of their joint."""
    low, high = ax.get_xlim()
    scale = inches / (high - low)
    for _, dates in rows[rows["differs"]].groupby("set", sort=False):
        before, after = dates["start"].min() - low, high - dates["end"].max()
        right = after >= before
        room = int((max(before, after) * scale - 0.12) / SMALL)
        for one in dates.to_dict("records"):
            act = "" if one["act"] == "event" else f", {one['act']}"
            said = f"{one['words']}{act}"
            name = shorten(
                who(one["source"]), room - len(said) - 2, placeholder=" …"
            )
            ax.annotate(
                f"{name}: {said}",
                (low + before if not right else high - after, one["line"]),
                xytext=(8 if right else -8, 0),
                textcoords="offset points",
                ha="left" if right else "right",
                va="center_baseline",
                size=8,
            )


def _counted(rows: pd.DataFrame) -> str:
    """Return how many texts and events there are, in words."""
    counts = rows.groupby("shows")["row"].nunique()
    said = []
    for shows in ("text", "event"):
        if count := int(counts.get(shows, 0)):
            noun = "pair of events" if _only_pairs(rows, shows) else shows
            many = {"text": "texts", "event": "events"}.get(
                noun, "pairs of events"
            )
            said.append(f"{count} {noun if count == 1 else many}")
    return " and ".join(said)


def _only_pairs(rows: pd.DataFrame, shows: str) -> bool:
    """Say whether all the events are such as may be one event."""
    mine = rows[rows["shows"] == shows]
    return shows == "event" and bool(mine["differs"].all())


def _alt(table: pd.DataFrame) -> str:
    """Return what the figure shows, in words computed from its table."""
    drawn = table[table["drawn"]]
    top, end = drawn.iloc[0], drawn.loc[drawn["start"].idxmax()]
    acts = drawn["act"].value_counts(sort=False)
    counts = ", ".join(
        f"{act} {acts[act]}" for act in [*ACTS, "event"] if act in acts
    )
    said = [
        f"Timeline, one row for each of {_counted(drawn)}. Earliest date: "
        f"{top['words']} ({top['name']}); latest: {end['words']} "
        f"({end['name']}). Dates by act: {counts}."
    ]
    differ = [
        f"{name}: {', '.join(dict.fromkeys(_readings(one)))}"
        for name, one in drawn[drawn["differs"]].groupby("name", sort=False)
    ]
    if differ:
        said.append(f"Accounts differ on {'; '.join(differ)}.")
    else:
        said.append("No accounts differ in this figure.")
    return " ".join(said)


def _readings(dates: pd.DataFrame) -> list[str]:
    """Return dates in words, with their acts where these differ."""
    if dates["act"].nunique() == 1:
        return list(dates["words"])
    return list(dates["words"] + " " + dates["act"])


def _caption(table: pd.DataFrame, act: str) -> str:
    """Return how the figure is to be read, and what it leaves out."""
    drawn, left_out = table[table["drawn"]], table[~table["drawn"]]
    said = [
        f"{len(drawn)} dates. A bar is as long as its date is inexact, with "
        "the mark in its middle."
    ]
    if drawn["differs"].any():
        said.append(
            "Hollow marks joined by dashes are dates that sources give for "
            "one thing, or for what may be one thing; they are drawn whole, "
            "also beyond the years chosen."
        )
    if act != EVERY:
        said.append(
            f"Shown are dates for “{act}” and those that may stand for it"
            + (
                "; events have no act."
                if "event" in set(drawn["act"])
                else "."
            )
        )
    rest = left_out.dropna(subset=["start"])
    if len(rest):
        count = table["row"].nunique()
        said.append(
            f"Drawn are the first {drawn['row'].nunique()} of {count} rows. "
            f"For the others, set “From” to {int(rest['start'].min())}."
        )
    if (drawn["shows"] == "event").any():
        said.append(NO_CAUSE)
    return " ".join(said)


@cache
def _texts() -> dict[str, dict]:
    """Return every text of law by its identifier."""
    return original("instruments").set_index("id").to_dict("index")


def _item(row: dict) -> str:
    """Return one date in words, with who says it."""
    event = "" if pd.isna(row["says"]) else f", {row['says']}"
    act = "" if row["act"] == "event" else f", {row['act']}"
    note = "" if pd.isna(row["note"]) else f" {row['note']}"
    said = (
        f"{row['words']}{act}{event}: {_reference(row)}. "
        f"Confidence: {row['confidence']}.{note}"
    )
    return f"<li>{escape(said)}</li>"


def _list(rows: pd.DataFrame, *, full: bool) -> str:
    """Return dates as a list of rows, each a list of dates.

    `full` adds the name in full and what the table says of the conflict.
    """
    groups: dict[str, list[dict]] = {}
    for one in rows.to_dict("records"):
        groups.setdefault(one["row"], []).append(one)
    parts = []
    for row, dates in groups.items():
        named = f"<strong>{escape(dates[0]['name'])}</strong>"
        known = ""
        if full and (text := _texts().get(row)):
            named += f" ({escape(text['name'])})"
            if not pd.isna(text["conflicts"]):
                known = sentence(text["conflicts"])
        items = "".join(map(_item, dates))
        parts.append(f"<li>{named}<ul>{items}</ul>{known}</li>")
    return f"<ul>{''.join(parts)}</ul>"


def _below(show: str, kinds: Sequence[str], table: pd.DataFrame) -> str:
    """Return in words what differs, and what is not in the figure."""
    said = ""
    differ = table[table["differs"] & table["drawn"]]
    if len(differ):
        said += sentence("Where accounts differ, and who says what:")
        said += _list(differ, full=True)
    nowhere = table[table["start"].isna()]
    if len(nowhere):
        said += sentence("Dates that cannot be placed on an axis:")
        said += _list(nowhere, full=False)
    rest = table[~table["drawn"] & table["start"].notna()]
    if len(rest):
        said += fold(
            f"Left out for want of room: {rest['row'].nunique()} rows",
            _list(rest, full=False),
        )
    if len(none := undated(show, kinds)):
        names = [
            f"{name} (named by {who(source)})"
            for name, source in zip(none["name"], none["source"], strict=True)
        ]
        said += fold(
            f"Texts that no source here dates: {len(none)}",
            "<ul>" + "".join(f"<li>{escape(n)}</li>" for n in names) + "</ul>",
        )
    return said


@remember
def timeline_view(**state: object) -> View:
    """Return the figure, its dates and what they leave open, once a state.

    Parameters are those of `draw_timeline`.
    """
    fig, alt, table = draw_timeline(**state)
    shown = table[
        "name says kind act date source place confidence note".split()
    ].assign(
        differs=table["differs"].map({True: "yes", False: "no"}),
        drawn=table["drawn"].map({True: "yes", False: "no"}),
    )
    source = []
    if (table["shows"] == "text").any():
        source += ["instrument_dates", "instruments"]
    if (table["shows"] == "event").any():
        source.append("events")
    below = _below(state["show"], state["kinds"], table)
    return figure_view(
        fig, alt, shown, _caption(table, state["act"]), source, below
    )


class TimelineExplorer(Explorer):
    """What `timeline` returns: the kinds follow what is shown."""

    def _adapt(self, changed: W.Widget | None) -> None:
        controls = self._controls
        if changed is controls["show"]:
            kinds = kinds_of(changed.value)
            offer(controls["kinds"], kinds, kinds)
            texts = "text" in SHOW[changed.value]
            if not texts:  # events have no act
                controls["act"].value = EVERY
            controls["act"].layout.display = "flex" if texts else "none"


def timeline() -> TimelineExplorer:
    """Open the widget on texts of law, events and their dates (lesson 09).

    Returns
    -------
    TimelineExplorer
        Controls for what is shown, its kinds, the act and the years, above
        the figure, its table, and in words what differs or has no date.
    """
    first, last = limits()
    kinds = kinds_of(DIFFER)
    controls = {
        "show": dropdown("Show", list(SHOW)),
        "kinds": choices("Kinds", kinds, kinds),
        "act": dropdown("Act", [EVERY, *ACTS]),
        "first": year_box("From", first, first, last),
        "last": year_box("To", last, first, last),
    }
    return TimelineExplorer(controls, timeline_view, "timeline", LIVE)
