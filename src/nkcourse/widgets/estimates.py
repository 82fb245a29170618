"""Estimates of people in China: which counts, of whom, and by whom."""

from functools import cache
from html import escape
from textwrap import wrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory

from nkcourse.charts import COLOURS
from nkcourse.errors import CourseError
from nkcourse.tables import load
from nkcourse.widgets.drawing import (
    CHARACTER,
    MARKERS,
    WIDTH,
    canvas,
    longest,
    name_steps,
)
from nkcourse.widgets.parts import (
    Explorer,
    View,
    choices,
    dropdown,
    figure_view,
    remember,
    year_box,
)

# What is counted, in the order and with the colours of the figure.
KINDS = {
    "in all China": "people in China, all of it, as each row defines them",
    "in a part of China": "people in a part of China",
    "in China, nothing more said": (
        "people in China; no date or definition is printed"
    ),
    "left the North": (
        "people who left; whether all of them are in China is not said"
    ),
    "crossing or passing": "people who cross or pass, over a year or more",
    "children": "children in China",
    "sent back": "people sent back in one year",
}
# The kind of each subject; of people in China the place decides as well.
SUBJECTS = {
    "people in China": "in all China",
    "people living in China, current belief": "in China, nothing more said",
    "people who left North Korea, low estimates": "left the North",
    "people who left North Korea, high estimates": "left the North",
    "people who left, as North Korea itself recognises": "left the North",
    "people who left North Korea, the authors' belief": "left the North",
    "people who left North Korea, data of a party's survey": "left the North",
    "people who left North Korea, assumed in summing up": "left the North",
    "people who crossed to China": "crossing or passing",
    "people in China in passing": "crossing or passing",
    "children of mixed parents": "children",
    "orphans": "children",
    "children of mothers from the North": "children",
    "people arrested and deported in Jilin Province": "sent back",
    "people deported by the Chinese government": "sent back",
}
WHO = {
    "governments, parliaments": (
        "Chinese government",
        "Chinese government report",
        "South Korean government",
        "North Korea",
        "US State Department, in a congressional report of 2007",
        "US congressional commission on China, report of 2018",
    ),
    "UN refugee agency": ("UNHCR",),
    "aid groups, churches": (
        "Christian Council of Korea",
        "Crossing Borders (an aid group)",
        "Good Friends",
        "aid groups such as Helping Hands Korea and Good Friends",
        "South Korean Buddhist NGO",
        "South Korean NGOs",
        "US Committee for Refugees",
    ),
    "scholars and authors": (
        "C. Robinson, Johns Hopkins University, 2010",
        "Johns Hopkins University and KINU, survey",
        "Lim and Chung",
        "Tim Peters, in an interview of 2019",
        "chapter by Peters, 2005",
    ),
    "a political party": ("Democratic Labor Party",),
    "nobody named, or unclear": (
        "World Refugee Survey 2009",
        "not named",
        "not said",
    ),
}
PRINTED = {
    "Lim and Chung, Table 6": "estimates_china_table6",
    "Lim and Chung, text": "estimates_china_text_lim_chung",
    "Lee 2020": "estimates_china",
    "Li": "estimates_china",
    "encyclopedia 2020": "estimates_china",
}
PAPERS = {"lee": "Lee 2020", "li": "Li", "encyclopedia": "encyclopedia 2020"}
UNDATED = ("shown too", "left out", "shown alone")
SCALES = ("linear", "log")
FIRST, LAST = 1998, 2014
OPENING = ("in all China", "in China, nothing more said")
LINE, BETWEEN = 0.14, 0.07  # inches: a line of a label, and between rows
LETTER = 0.066  # inches: a letter of a label, here in a smaller size
SIZE = 8.5
HIDING = "Counting people who hide is hard; each figure is its counter's own."
NO_MEAN = (
    "No mean is drawn: the counts differ in whom they mean, when and where, "
    "and their mean would describe no group that anybody has counted."
)


@cache
def _counts() -> pd.DataFrame:
    """Return every count of the three tables, one row a count.

    Columns: kind, counter, year, figure (as it is to be read), low, high,
    definition, place covered, printed in, note; and who and table.
    """
    table6 = load("estimates_china_table6")
    matched = "Matched to its counter with " + table6["confidence"]
    table6 = table6.assign(
        subject="people in China",
        printed="Lim and Chung, Table 6",
        note=matched + " confidence.",
        doubted=table6["confidence"] != "high",
    )
    text = load("estimates_china_text_lim_chung").assign(
        printed="Lim and Chung, text"
    )
    text["note"] = "Attributed to: " + text["attributed_to"] + "."
    others = load("estimates_china")
    others["printed"] = others["source"].map(PAPERS)
    counts = pd.concat([others, table6, text], ignore_index=True)
    counts["kind"] = counts["subject"].map(SUBJECTS)
    people = counts["kind"] == "in all China"
    unsaid = people & counts["definition"].isna()
    part = people & counts["place_covered"].ne("all China").fillna(True)
    counts.loc[part, "kind"] = "in a part of China"
    counts.loc[unsaid, "kind"] = "in China, nothing more said"
    groups = {one: group for group, them in WHO.items() for one in them}
    counts["who"] = counts["counter"].map(groups)
    counts["doubted"] = counts["doubted"].eq(True)
    counts["table"] = counts["printed"].map(PRINTED)
    counts["figure"] = [_figure(row) for row in counts.itertuples()]
    return counts


def _figure(row: tuple) -> str:
    """Return a count in words, with the hedge that its source prints."""
    hedge = "" if pd.isna(row.qualifier) else row.qualifier
    if hedge == "exactly":  # so the table marks a figure without a hedge
        hedge = "stated without a hedge"
    if pd.isna(row.low) and pd.isna(row.high):
        return f"no figure: “{hedge}”"
    if pd.isna(row.low) or pd.isna(row.high):
        known = row.high if pd.isna(row.low) else row.low
        return f"{hedge} {known:,}"
    figure = f"{row.low:,}"
    if row.low != row.high:
        figure += f" to {row.high:,}"
    return f"{figure} ({hedge})" if hedge else figure


def estimates_table(
    kinds: tuple[str, ...],
    who: tuple[str, ...],
    printed: tuple[str, ...],
    undated: str,
    first: int,
    last: int,
) -> pd.DataFrame:
    """Return the counts that fit the settings, as `draw_estimates` does.

    Rows stand in the order of `KINDS`, and within a kind by their lower end.
    """
    for chosen, name in [
        (kinds, "Of whom"), (who, "Counted by"), (printed, "Printed in")
    ]:  # fmt: skip
        if not chosen:
            raise CourseError(
                f"Nothing is chosen under “{name}”. Choose at least one line "
                "there; Ctrl or Shift adds more."
            )
    if first > last:
        raise CourseError(
            f"The first year, {first}, comes after the last, {last}. Change "
            "one of the two."
        )
    counts = _counts()
    without = counts["year"].isna()
    dated = counts["year"].between(first, last).fillna(False)
    fits = {
        "shown too": dated | without,
        "left out": dated,
        "shown alone": without,
    }[undated]
    shown = counts[
        fits
        & counts["kind"].isin(kinds)
        & counts["who"].isin(who)
        & counts["printed"].isin(printed)
    ]
    if shown[["low", "high"]].isna().all(axis=None):
        words = f"{_number(len(shown), 'count')} in words only"
        raise CourseError(
            f"{words if len(shown) else 'No count'} would be shown here, and "
            "no figure. Choose more kinds, counters or sources, other years, "
            "or counts without a year."
        )
    return shown.assign(
        at=shown["kind"].map(list(KINDS).index),
        size=shown["low"].fillna(shown["high"]),
    ).sort_values(["at", "size"], kind="stable", na_position="last")


def draw_estimates(
    kinds: tuple[str, ...],
    who: tuple[str, ...],
    printed: tuple[str, ...],
    undated: str,
    first: int,
    last: int,
    scale: str,
) -> tuple[Figure, str, pd.DataFrame]:
    """Draw each count as a range or a point, in groups by whom it means.

    Parameters
    ----------
    kinds : tuple of str
        Keys of `KINDS`: who is counted.
    who : tuple of str
        Keys of `WHO`: who counted.
    printed : tuple of str
        Keys of `PRINTED`: where the count is printed.
    undated : str
        One of `UNDATED`: what becomes of counts without a year.
    first, last : int
        The first and the last year of the counts that have one.
    scale : str
        One of `SCALES`.

    Returns
    -------
    tuple
        The figure, its alt text, and the table of the counts drawn.

    Raises
    ------
    CourseError
        If no count with a figure fits the settings.
    """
    shown = estimates_table(kinds, who, printed, undated, first, last)
    names = [_name(row) for row in shown.itertuples()]
    words = ["\n".join(wrap(one, 30)) for one in shown["figure"]]
    heads, rows, down = _heights(shown["kind"], names, words)
    fig, ax = canvas(
        "How many? Each count with its counter and year",
        left=longest(names) * LETTER / CHARACTER + 0.25,
        right=longest(words) * LETTER / CHARACTER + 0.2,
        height=down + 1.05,
        bottom=0.6,
    )
    ax.set_ylim(down, 0)
    _scale(ax, shown, scale)
    for kind, height in heads.items():
        _head(ax, kind, height)
    for row, height in zip(shown.itertuples(), rows, strict=True):
        _count(ax, row, height)
    for x, side, texts in [(-0.03, "right", names), (1.03, "left", words)]:
        for height, text in zip(rows, texts, strict=True):
            ax.text(
                x, height, text, transform=ax.get_yaxis_transform(),
                ha=side, va="center", size=SIZE, linespacing=1.05,
            )  # fmt: skip
    columns = {
        "kind": "who is counted", "counter": "counter", "year": "year",
        "figure": "figure with its hedge", "low": "low", "high": "high",
        "definition": "definition", "place_covered": "place covered",
        "printed": "printed in", "note": "note",
    }  # fmt: skip
    table = shown[list(columns)].rename(columns=columns)
    return fig, _alt(shown, scale), table.reset_index(drop=True)


def _name(row: tuple) -> str:
    """Return the label of a count: who counted, and of which year."""
    year = "no\xa0year" if pd.isna(row.year) else f"{row.year}"
    counter = _counter(row.counter)
    counter = counter[0].upper() + counter[1:]
    return "\n".join(wrap(f"{counter}{' (?)' * row.doubted}, {year}", 34))


def _heights(
    kinds: pd.Series, names: list[str], words: list[str]
) -> tuple[dict[str, float], list[float], float]:
    """Return the heights of the heads, of the rows, and of all of them."""
    heads, rows, down = {}, [], 0.0
    for kind, name, figure in zip(kinds, names, words, strict=True):
        if kind not in heads:
            heads[kind] = down + 0.16
            down += 0.28
        tall = LINE * (1 + max(name.count("\n"), figure.count("\n"))) + BETWEEN
        rows.append(down + tall / 2)
        down += tall
    return heads, rows, down


def _scale(ax: Axes, shown: pd.DataFrame, scale: str) -> None:
    """Set the axis of numbers so that every mark has room."""
    ends = pd.concat([shown["low"], shown["high"]]).dropna().astype(float)
    if scale == "log":
        ax.set_xscale("log")
        ax.set_xlim(ends.min() / 2, ends.max() * 2)
        ax.set_xticks([])  # the scale brought its own
        ax.set_xticks([], minor=True)
        decades = [10**power for power in range(1, 8)]
        low, high = ax.get_xlim()
        inside = [one for one in decades if low <= one <= high]
        if len(inside) < 2:  # too narrow for tens: name some steps between
            steps = [n * ten for ten in decades for n in (1, 2, 5)]
            inside = [one for one in steps if low <= one <= high]
        words = "people (log axis: equal steps multiply)"
        name_steps(ax, "x", words, steps=inside)
    else:
        ax.set_xlim(0, ends.max() * 1.06)
        name_steps(ax, "x", "people", most=4)
    ax.spines["left"].set_visible(False)


def _look(kind: str) -> tuple[str, str]:
    """Return the colour and the marker of a kind."""
    number = list(KINDS).index(kind)
    return COLOURS[number], MARKERS[number]


def _head(ax: Axes, kind: str, height: float) -> None:
    """Write the name of a kind, after its mark, above its counts."""
    colour, marker = _look(kind)
    across = blended_transform_factory(ax.figure.transFigure, ax.transData)
    where = dict(transform=across, clip_on=False)
    ax.plot(
        0.2 / WIDTH,
        height,
        marker,
        color=colour,
        markersize=7,
        mec="#333333",
        mew=0.6,
        **where,
    )
    ax.text(
        0.35 / WIDTH, height, KINDS[kind], weight="bold", size=9,
        va="center", **where,
    )  # fmt: skip


def _count(ax: Axes, row: tuple, height: float) -> None:
    """Draw one count; a dashed line runs out where an end is not given."""
    colour, marker = _look(row.kind)
    look = dict(color=colour, zorder=3)
    given = [float(one) for one in (row.low, row.high) if pd.notna(one)]
    if not given:
        return
    if len(given) == 1:
        upwards = pd.isna(row.high)
        edge = ax.get_xlim()[upwards]
        ax.plot([given[0], edge], [height] * 2, "--", linewidth=1.5, **look)
        ax.plot(
            edge, height, ">" if upwards else "<", markersize=7,
            clip_on=False, mfc="white", **look,
        )  # fmt: skip
    elif given[0] != given[1]:
        ax.plot(given, [height] * 2, linewidth=4, **look)
    ax.plot(
        given, [height] * len(given), marker, markersize=7, mec="#333333",
        mew=0.6, **look,
    )  # fmt: skip


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _end(shown: pd.DataFrame, column: str) -> str:
    """Return the lowest low or the highest high, and whose it is."""
    values = shown[column].dropna()
    if values.empty:
        return ""
    value = values.min() if column == "low" else values.max()
    whose = shown.loc[values[values == value].index, "counter"].unique()
    if len(whose) > 2:
        return f"{value:,} ({len(whose)} counters)"
    return f"{value:,} ({' and '.join(_counter(one) for one in whose)})"


def _counter(name: str) -> str:
    """Return the name of a counter as it reads in a sentence."""
    return f"counter {name}" if name.startswith("not ") else name


def _range(shown: pd.DataFrame) -> str:
    """Say from where to where some counts go, and which ends are open."""
    if shown[["low", "high"]].isna().all(axis=None):
        return "words only"
    low, high = _end(shown, "low"), _end(shown, "high")
    said = "; ".join(
        [
            f"lowest low {low}" if low else "no lower end",
            f"highest high {high}" if high else "no upper end",
        ]
    )
    for missing, given, words in [
        ("low", "high", "without a lower end"),
        ("high", "low", "without an upper end"),
    ]:
        count = int((shown[missing].isna() & shown[given].notna()).sum())
        if count:
            said += f"; {count} {words}"
    return said


def _whole(shown: pd.DataFrame) -> str:
    """Say the range of all that is shown."""
    return f"Range of what is shown: {_range(shown)}."


def _each(shown: pd.DataFrame) -> list[str]:
    """Say the range of each kind, where several are shown."""
    kinds = list(shown["kind"].unique())
    return [
        f"{KINDS[kind]}: {_range(shown[shown['kind'] == kind])}"
        for kind in kinds
        if len(kinds) > 1
    ]


def _missing(shown: pd.DataFrame) -> str:
    """Say how many counts have a figure, and how many a year."""
    figures = int(shown[["low", "high"]].notna().any(axis=1).sum())
    dated = int(shown["year"].notna().sum())
    return (
        f"Of {_number(len(shown), 'count')}, {figures or 'none'} "
        f"{'has' if figures == 1 else 'have'} a figure and "
        f"{dated or 'none'} a year."
    )


def _alt(shown: pd.DataFrame, scale: str) -> str:
    """Return what the figure shows, in words computed from its table."""
    each = _each(shown) or [KINDS[shown["kind"].iloc[0]]]
    return (
        f"Chart of ranges and points on a {scale} axis of people, one row a "
        f"count with its counter and year. {_missing(shown)} {_whole(shown)} "
        f"Kinds shown: {'. '.join(each)}."
    )


def _caption(shown: pd.DataFrame) -> str:
    """Return what a reader must know to read the figure."""
    said = [HIDING, _missing(shown), _whole(shown)]
    kinds = shown["kind"].nunique()
    if kinds > 1:
        said.append(
            f"{kinds} kinds of count stand here at once, each with its own "
            "mark. They need not mean the same people: they form no series, "
            "and this is a range of unlike things."
        )
    elif shown["definition"].nunique() > 1:
        said.append("Even here the definitions differ from row to row.")
    if len(shown) > 1:
        said.append(NO_MEAN)
    if shown[["low", "high"]].isna().sum(axis=1).eq(1).any():
        said.append(
            "A dashed line with a hollow end runs on where the source gives "
            "no end."
        )
    if shown["doubted"].any():
        said.append(
            "(?): Table 6 was put together from pieces, and which counter "
            "gave this figure is not sure."
        )
    if shown["id"].eq("enc_robinson_children").any():
        said.append(
            "For 6,824 and 7,829 the source does not say what each is; they "
            "stand here as low and high."
        )
    return " ".join(said)


@remember
def estimates_view(**state: object) -> View:
    """Return the figure of the counts, its words and its table.

    Parameters are those of `draw_estimates`.
    """
    fig, alt, table = draw_estimates(**state)
    shown = estimates_table(
        **{name: one for name, one in state.items() if name != "scale"}
    )
    source = list(dict.fromkeys(shown["table"]))
    items = "".join(f"<li>{escape(one)}.</li>" for one in _each(shown))
    below = f"<p>Each kind by itself:</p><ul>{items}</ul>" if items else ""
    return figure_view(fig, alt, table, _caption(shown), source, below)


def _several(name: str, options: dict, chosen: tuple, rows: int):
    """Return a list to choose several from, wide enough to be read."""
    control = choices(name, list(options), chosen, rows)
    control.layout.width = "22em"
    return control


def estimates() -> Explorer:
    """Open the widget on estimates of people in China (lesson 05).

    Returns
    -------
    Explorer
        Controls for who is counted, who counted, where it is printed, the
        years and the axis, above the figure and its table.
    """
    controls = {
        "kinds": _several("Of whom", KINDS, OPENING, 7),
        "who": _several("Counted by", WHO, tuple(WHO), 7),
        "printed": _several("Printed in", PRINTED, tuple(PRINTED), 7),
        "first": year_box("From", FIRST, FIRST, LAST),
        "last": year_box("To", LAST, FIRST, LAST),
        "undated": dropdown("No year", UNDATED),
        "scale": dropdown("Axis", SCALES),
    }
    return Explorer(
        controls,
        estimates_view,
        "estimates",
        "With a running kernel, seven labelled controls choose which counts "
        "are shown: of whom, by whom, printed where, from which years, with "
        "or without those that have no year, on a linear or a log axis.",
        (("kinds", "who", "printed"), ("first", "last", "undated", "scale")),
    )
