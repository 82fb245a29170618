"""The charts of the widgets, in plain matplotlib, drawn once and fast.

Margins are computed from the length of the labels: letting matplotlib measure
them (a tight bounding box) draws every figure twice.
"""

from collections.abc import Sequence
from itertools import cycle
from textwrap import shorten, wrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation, Transform

from nkcourse.charts import COLOURS, PALETTE

WIDTH, HEIGHT = 8.0, 4.0  # inches
FAINT = {"color": "#dddddd", "linewidth": 0.8, "zorder": 0.5}
CHARACTER = 0.08  # width of a character of a label, in inches
TITLE, LINE = 76, 0.2  # letters in a line of a title, its height in inches
ROW = 0.21  # height of a row of horizontal bars, in inches
MARKERS = "osD^vPX"
DASHES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1)))
HATCHES = ("", "///", "...", "xx", "\\\\\\", "++", "oo")


def label(text: object, width: int = 34) -> str:
    """Return a label for an axis: at most two lines of `width` characters."""
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    lines = wrap(shorten(str(text), 2 * width, placeholder=" …"), width)
    return "\n".join(lines[:2])


def longest(labels: Sequence[str]) -> float:
    """Return the width in inches that the longest of some labels needs."""
    lines = [line for one in labels for line in one.split("\n")]
    return CHARACTER * max(map(len, lines), default=0)


def canvas(
    title: str,
    left: float = 0.8,
    right: float = 0.3,
    height: float = HEIGHT,
    bottom: float = 0.5,
    top: float = 0.45,
) -> tuple[Figure, Axes]:
    """Return a figure with one pair of axes; margins are in inches.

    A title of two lines makes the figure as much taller.
    """
    lines = wrap(title, TITLE)
    top += LINE * (len(lines) - 1)
    height += LINE * (len(lines) - 1)
    fig = Figure(figsize=(WIDTH, height))
    ax = fig.add_axes(
        (
            left / WIDTH,
            bottom / height,
            (WIDTH - left - right) / WIDTH,
            (height - bottom - top) / height,
        )
    )
    ax.set(xticks=[], yticks=[])
    fig.text(
        0.1 / WIDTH, 1 - 0.1 / height, "\n".join(lines),
        weight="bold", size=12, va="top", linespacing=1.1,
    )  # fmt: skip
    return fig, ax


# Ticks are written as texts: one of matplotlib's own, with its marks and its
# line, costs ten times as much, and half of a figure's time goes there.
def _beside(ax: Axes, which: str, points: float) -> Transform:
    """Return where to write along an axis, so many points away from it."""
    if which == "x":
        along, away = ax.get_xaxis_transform(), (0, -points / 72)
    else:
        along, away = ax.get_yaxis_transform(), (-points / 72, 0)
    return along + ScaledTranslation(*away, ax.figure.dpi_scale_trans)


def name_rows(
    ax: Axes, at: Sequence[float], names: Sequence[str], size: float = 9
) -> None:
    """Write the name of each row left of the axes."""
    where = _beside(ax, "y", 5)
    for height, name in zip(at, names, strict=True):
        ax.text(
            0, height, name, transform=where, size=size, ha="right",
            va="center", linespacing=1,
        )  # fmt: skip


def name_steps(
    ax: Axes,
    which: str,
    words: str = "",
    *,
    steps: Sequence[float] | None = None,
    most: int = 7,
    years: bool = False,
) -> None:
    """Write figures along an axis, with a faint line each, and its name.

    Call it when the ends of the axis are set; they stay.

    Parameters
    ----------
    which : str
        "x" or "y".
    words : str
        What the figures are.
    steps : sequence of float, optional
        Where to write; without it about `most` round figures.
    years : bool
        Whether the figures are years: whole, without a comma.
    """
    is_x = which == "x"
    low, high = ax.get_xlim() if is_x else ax.get_ylim()
    (ax.set_xlim if is_x else ax.set_ylim)(low, high)
    if steps is None:
        whole = years or high - low >= most
        locator = MaxNLocator(most, integer=whole, steps=[1, 2, 2.5, 5, 10])
        steps = locator.tick_values(low, high).round(10)
    steps = [one for one in steps if low <= one <= high]
    line = ax.vlines if is_x else ax.hlines
    along = ax.get_xaxis_transform() if is_x else ax.get_yaxis_transform()
    line(steps, 0, 1, transform=along, **FAINT)
    said = [f"{one:.0f}" if years else f"{one:,.10g}" for one in steps]
    align = (
        dict(ha="center", va="top") if is_x else dict(ha="right", va="center")
    )
    for step, text in zip(steps, said, strict=True):
        place = (step, 0) if is_x else (0, step)
        ax.text(*place, text, transform=_beside(ax, which, 5), size=9, **align)
    far = 20 if is_x else 10 + 6 * max(map(len, said), default=0)
    middle = ax.transAxes + ScaledTranslation(
        *((0, -far / 72) if is_x else (-far / 72, 0)),
        ax.figure.dpi_scale_trans,
    )
    ax.text(
        *((0.5, 0) if is_x else (0, 0.5)),
        words,
        transform=middle,
        size=10,
        rotation=0 if is_x else 90,
        ha="center" if is_x else "right",
        va="top" if is_x else "center",
    )


def colours(names: Sequence[object]) -> list[str]:
    """Return a colour a series: that of its name, or else a free one."""
    own = [PALETTE.get(str(name)) for name in names]
    free = cycle([one for one in COLOURS if one not in own])
    return [one or next(free) for one in own]


def label_ends(ax: Axes, shown: pd.DataFrame, chosen: Sequence[str]) -> None:
    """Name each line at its right end; labels that would touch move apart.

    `chosen` holds the colour of each line.
    """
    ends = []
    for name, colour in zip(shown, chosen, strict=True):
        values = shown[name].dropna()
        if len(values):
            ends.append([values.iloc[-1], values.index[-1], name, colour])
    ends.sort(key=lambda end: end[0])
    low, high = ax.get_ylim()
    inches = ax.get_position().height * ax.figure.get_figheight()
    gap = (high - low) * 0.17 / inches
    heights = [end[0] for end in ends]
    for at in range(1, len(heights)):
        heights[at] = max(heights[at], heights[at - 1] + gap)
    over = max(heights[-1] - high, 0) if heights else 0
    right = ax.get_xlim()[1]
    for (value, last, name, colour), height in zip(ends, heights, strict=True):
        ax.annotate(
            label(name, 22).split("\n")[0],
            (last, value),
            xytext=(right, height - over),
            textcoords="data",
            color=colour,
            va="center",
            weight="bold",
            size=9,
            annotation_clip=False,
        )


def draw_lines(shown: pd.DataFrame, title: str, unit: str) -> Figure:
    """Draw one line a column over a numeric index (years).

    Parameters
    ----------
    shown : pandas.DataFrame
        Numbers; the index holds the years, each column is a line.
    title, unit : str
        Words above the figure and at its y axis.

    Returns
    -------
    matplotlib.figure.Figure
    """
    names = [label(one, 22).split("\n")[0] for one in shown]
    several = len(shown.columns) > 1
    shown = each_year(shown)
    fig, ax = canvas(title, right=longest(names) + 0.2 if several else 0.3)
    chosen = colours(shown.columns) if several else COLOURS
    for number, name in enumerate(shown):
        ax.plot(
            shown.index.to_numpy(float),
            shown[name].to_numpy(float),
            color=chosen[number],
            marker=MARKERS[number % len(MARKERS)],
            linestyle=DASHES[number % len(DASHES)],
            markersize=4.5,
        )
    from_zero(ax, shown)
    name_steps(ax, "x", years=True)
    name_steps(ax, "y", unit)
    if several:
        label_ends(ax, shown, chosen)
    return fig


def each_year(shown: pd.DataFrame) -> pd.DataFrame:
    """Return a table with a row for every year, so that gaps stay gaps."""
    first, last = int(shown.index.min()), int(shown.index.max())
    return shown.reindex(range(first, last + 1))


def from_zero(ax: Axes, shown: pd.DataFrame) -> None:
    """Let the y axis begin at 0 unless there are values below it."""
    if (shown < 0).any(axis=None):
        ax.axhline(0, color=PALETTE["note"], linewidth=0.8)
    else:  # with room for a marker at the top
        ax.set_ylim(0, max(ax.get_ylim()[1], 1.05 * shown.max(axis=None)))


def bars(
    ax: Axes, at: np.ndarray, values: np.ndarray, thick: float, **look: object
) -> None:
    """Draw horizontal bars from 0 as one collection (a patch each is slow)."""
    low, high = at - thick / 2, at + thick / 2
    corners = [
        [(0, bottom), (value, bottom), (value, top), (0, top)]
        for value, bottom, top in zip(values, low, high, strict=True)
        if not np.isnan(value)
    ]
    collection = PolyCollection(
        corners, edgecolor="white", linewidth=0.5, **look
    )
    collection.sticky_edges.x.append(0)
    ax.add_collection(collection)
    ax.autoscale_view()


def figure(value: float) -> str:
    """Return a figure as it is written in a picture or in its alt text."""
    return f"{value:,.10g}" if abs(value) >= 1000 else f"{value:,.4g}"


def write_values(ax: Axes, at: np.ndarray, values: np.ndarray) -> None:
    """Write each value at the end of its bar."""
    for height, value in zip(at, values, strict=True):
        if not np.isnan(value):
            ax.text(
                value,
                height,
                f" {figure(value)} ",
                ha="left" if value >= 0 else "right",
                va="center",
                size=8,
            )


def draw_bars(shown: pd.DataFrame, title: str, unit: str) -> Figure:
    """Draw horizontal bars: a group a row, a bar a column.

    Parameters
    ----------
    shown : pandas.DataFrame
        Numbers; the index labels the rows.
    title, unit : str
        Words above the figure and at its x axis.

    Returns
    -------
    matplotlib.figure.Figure
    """
    names = [label(one) for one in shown.index]
    count = len(shown.columns)
    rows = sum(max(count, one.count("\n") + 1) for one in names)
    legend = 0.3 if count > 1 else 0.0
    height = max(1.6, ROW * rows) + 0.95 + legend
    fig, ax = canvas(
        title, left=longest(names) + 0.3, height=height, top=0.45 + legend
    )
    at = np.arange(len(shown), dtype=float)
    thick = 0.8 / count
    chosen = colours(shown.columns) if count > 1 else COLOURS
    for number, name in enumerate(shown):
        values = shown[name].to_numpy(float)
        bars(
            ax,
            at + thick * (number - (count - 1) / 2),
            values,
            thick,
            facecolor=chosen[number],
            hatch=HATCHES[number % len(HATCHES)],
            label=label(name, 60),
        )
        if count == 1:
            write_values(ax, at, values)
    name_rows(ax, at, names)
    ax.set_ylim(len(shown) - 0.4, -0.6)
    ax.margins(x=0.1)
    name_steps(ax, "x", unit)
    if count > 1:
        ax.legend(
            loc="lower left", bbox_to_anchor=(0, 1), ncols=min(count, 4),
            frameon=False, fontsize=8, borderaxespad=0.2,
        )  # fmt: skip
    return fig


def draw_panels(
    shown: pd.DataFrame, title: str, unit: str, *, years: bool
) -> Figure:
    """Draw small multiples: a panel a column, all on the same axes.

    Parameters
    ----------
    shown : pandas.DataFrame
        Numbers; the index holds years or labels.
    title, unit : str
        Words above the figure and at its left.
    years : bool
        Whether the index holds years, to be drawn as lines; else bars.

    Returns
    -------
    matplotlib.figure.Figure
    """
    shown = each_year(shown) if years else shown
    across = min(4 if years else 3, len(shown.columns))
    down = -(-len(shown.columns) // across)
    names = [] if years else [label(one, 20) for one in shown.index]
    left = 0.75 if years else longest(names) + 0.3
    tall = 1.2 if years else max(0.9, ROW * len(shown))
    title = "\n".join(wrap(title, TITLE))
    top = 0.7 + LINE * title.count("\n")
    height = down * (tall + 0.55) + top + 0.05
    fig = Figure(figsize=(WIDTH, height))
    axes = fig.subplots(
        down, across, sharex=True, sharey=True, squeeze=False,
        gridspec_kw=dict(
            left=left / WIDTH, right=1 - 0.2 / WIDTH,
            bottom=0.55 / height, top=1 - top / height,
            wspace=0.1, hspace=0.55 / tall,
        ),
    ).ravel()  # fmt: skip
    for ax in axes:
        ax.set(xticks=[], yticks=[])
    fig.text(
        0.1 / WIDTH, 1 - 0.1 / height, title,
        weight="bold", size=12, va="top",
    )  # fmt: skip
    for ax, name in zip(axes, shown, strict=False):
        values = shown[name].to_numpy(float)
        if years:
            ax.plot(shown.index.to_numpy(float), values, marker="o", ms=3)
        else:
            at = np.arange(len(shown))
            bars(ax, at, values, 0.8, facecolor=COLOURS[0])
            write_values(ax, at, values)
        ax.set_title(
            label(name, 26 if years else 34),
            size=8.5,
            weight="normal",
            linespacing=1,
        )
    for ax in axes[len(shown.columns) :]:
        ax.set_visible(False)
    first = axes[0]
    if years:
        from_zero(first, shown)
    else:
        first.set_ylim(len(shown) - 0.4, -0.6)
        first.margins(x=0.25)  # room for the values
    for ax in axes[: len(shown.columns)]:
        place = ax.get_subplotspec()
        if years and place.is_first_col():
            name_steps(ax, "y", most=4)
        elif not years and place.is_first_col():
            name_rows(ax, np.arange(len(shown)), names)
        name_steps(ax, "x", most=3, years=years)
    fig.text(
        0.5, 0.08 / height, f"Unit: {unit}", ha="center", size=9, va="bottom"
    )
    return fig


def draw_intervals(
    rows: pd.DataFrame,
    title: str,
    unit: str,
    *,
    log: bool = False,
) -> Figure:
    """Draw each row as a range from `low` to `high`, or as a point.

    Parameters
    ----------
    rows : pandas.DataFrame
        Columns `low` and `high`; the index labels the rows. Where an end is
        missing, a triangle points to where it would be.
    title, unit : str
        Words above the figure and at its x axis.
    log : bool
        Whether each step of the axis is ten times the one before.

    Returns
    -------
    matplotlib.figure.Figure
    """
    names = [label(one, 40) for one in rows.index]
    lines = sum(one.count("\n") + 1.2 for one in names)
    height = max(1.2, 0.19 * lines) + 0.95
    fig, ax = canvas(
        title, left=longest(names) + 0.3, right=0.4, height=height
    )
    low = rows["low"].fillna(rows["high"]).to_numpy(float)
    high = rows["high"].fillna(rows["low"]).to_numpy(float)
    at = np.arange(len(rows))
    mark = dict(color=COLOURS[0], zorder=3)
    ax.hlines(at, low, high, linewidth=4, **mark)
    open_low, open_high = rows["low"].isna(), rows["high"].isna()
    for end, missing, marker in (
        (low, open_low, "<"),
        (high, open_high, ">"),
    ):
        closed = ~(open_low | open_high)
        ax.plot(end[closed], at[closed], "o", markersize=7, **mark)
        ax.plot(end[missing], at[missing], marker, markersize=8, **mark)
    name_rows(ax, at, names)
    ax.hlines(at, 0, 1, transform=ax.get_yaxis_transform(), **FAINT)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    if log:
        ax.set_xscale("log")
        ax.set_xticks([])  # the scale brought its own
        ax.set_xticks([], minor=True)
        steps = [10**power for power in range(-6, 13)]
        words = f"{unit} (each step ten times the last)"
        name_steps(ax, "x", words, steps=steps)
    else:
        if (low >= 0).all():
            ax.set_xlim(left=0)
        name_steps(ax, "x", unit)
    return fig
