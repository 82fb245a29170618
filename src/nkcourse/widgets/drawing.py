"""The charts of the widgets, in plain matplotlib, drawn once and fast.

Margins are computed from the length of the labels: letting matplotlib measure
them (a tight bounding box) draws every figure twice.
"""

from collections.abc import Sequence
from textwrap import shorten, wrap

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from nkcourse.charts import COLOURS, LOOK, PALETTE

WIDTH, HEIGHT = 8.0, 4.0  # inches
STYLE = {
    **LOOK,
    "axes.grid": True,
    "axes.axisbelow": True,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
}
CHARACTER = 0.08  # width of a character of a label, in inches
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
    """Return a figure with one pair of axes; margins are in inches."""
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(WIDTH, height))
        ax = fig.add_axes(
            (
                left / WIDTH,
                bottom / height,
                (WIDTH - left - right) / WIDTH,
                (height - bottom - top) / height,
            )
        )
        fig.text(
            0.1 / WIDTH, 1 - 0.1 / height, title,
            weight="bold", size=12, va="top",
        )  # fmt: skip
    return fig, ax


def years_on_x(ax: Axes) -> None:
    """Write whole years on the x axis, and thousands with commas on y."""
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,.10g}"))


def colour(name: object, number: int) -> str:
    """Return the colour of a series: by its name, or by its number."""
    return PALETTE.get(str(name), COLOURS[number % len(COLOURS)])


def label_ends(
    ax: Axes, shown: pd.DataFrame, colours: Sequence[str] | None = None
) -> None:
    """Name each line at its right end; labels that would touch move apart."""
    ends = []
    for number, name in enumerate(shown):
        values = shown[name].dropna()
        if len(values):
            chosen = colours[number] if colours else colour(name, number)
            ends.append([values.iloc[-1], values.index[-1], name, chosen])
    ends.sort(key=lambda end: end[0])
    low, high = ax.get_ylim()
    inches = ax.get_position().height * ax.figure.get_figheight()
    gap = (high - low) * 0.17 / inches
    heights = [end[0] for end in ends]
    for at in range(1, len(heights)):
        heights[at] = max(heights[at], heights[at - 1] + gap)
    over = max(heights[-1] - high, 0) if heights else 0
    right = ax.get_xlim()[1]
    for (value, last, name, chosen), height in zip(ends, heights, strict=True):
        ax.annotate(
            label(name, 22).split("\n")[0],
            (last, value),
            xytext=(right, height - over),
            textcoords="data",
            color=chosen,
            va="center",
            weight="bold",
            size=9,
            annotation_clip=False,
        )


def draw_lines(
    shown: pd.DataFrame, title: str, unit: str, *, zero: bool = True
) -> Figure:
    """Draw one line a column over a numeric index (years).

    Parameters
    ----------
    shown : pandas.DataFrame
        Numbers; the index holds the years, each column is a line.
    title, unit : str
        Words above the figure and at its y axis.
    zero : bool
        Whether the y axis begins at 0.

    Returns
    -------
    matplotlib.figure.Figure
    """
    names = [label(one, 22).split("\n")[0] for one in shown]
    several = len(shown.columns) > 1
    fig, ax = canvas(title, right=longest(names) + 0.2 if several else 0.3)
    for number, name in enumerate(shown):
        ax.plot(
            shown.index.to_numpy(float),
            shown[name].to_numpy(float),
            color=colour(name, number) if several else COLOURS[0],
            marker=MARKERS[number % len(MARKERS)],
            linestyle=DASHES[number % len(DASHES)],
            markersize=4.5,
        )
    ax.set_ylabel(unit)
    from_zero(ax, shown, zero)
    years_on_x(ax)
    if several:
        label_ends(ax, shown)
    return fig


def from_zero(ax: Axes, shown: pd.DataFrame, zero: bool = True) -> None:
    """Let the y axis begin at 0 unless there are values below it."""
    if zero and not (shown < 0).any(axis=None):
        ax.set_ylim(bottom=0)
    elif (shown < 0).any(axis=None):
        ax.axhline(0, color=PALETTE["note"], linewidth=0.8)


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


def write_values(ax: Axes, at: np.ndarray, values: np.ndarray) -> None:
    """Write each value at the end of its bar."""
    for height, value in zip(at, values, strict=True):
        if not np.isnan(value):
            ax.annotate(
                f"{value:,.10g}" if value >= 1000 else f"{value:,.4g}",
                (value, height),
                xytext=(3 if value >= 0 else -3, 0),
                textcoords="offset points",
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
    for number, name in enumerate(shown):
        values = shown[name].to_numpy(float)
        bars(
            ax,
            at + thick * (number - (count - 1) / 2),
            values,
            thick,
            color=colour(name, number) if count > 1 else COLOURS[0],
            hatch=HATCHES[number % len(HATCHES)],
            label=label(name, 60),
        )
        if count == 1:
            write_values(ax, at, values)
    ax.set_yticks(at, names)
    ax.set_ylim(len(shown) - 0.4, -0.6)
    ax.set_xlabel(unit)
    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.10g}"))
    ax.margins(x=0.1)
    ax.grid(visible=False, axis="y")
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
    across = min(4 if years else 3, len(shown.columns))
    down = -(-len(shown.columns) // across)
    names = [] if years else [label(one, 20) for one in shown.index]
    left = 0.75 if years else longest(names) + 0.3
    tall = 1.2 if years else max(0.9, ROW * len(shown))
    height = down * (tall + 0.3) + 1.0
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(WIDTH, height))
        axes = fig.subplots(
            down, across, sharex=True, sharey=True, squeeze=False,
            gridspec_kw=dict(
                left=left / WIDTH, right=1 - 0.2 / WIDTH,
                bottom=0.5 / height, top=1 - 0.7 / height,
                wspace=0.1, hspace=0.3 / tall,
            ),
        ).ravel()  # fmt: skip
        fig.text(
            0.1 / WIDTH, 1 - 0.1 / height, title,
            weight="bold", size=12, va="top",
        )  # fmt: skip
    for ax, name in zip(axes, shown, strict=False):
        values = shown[name].to_numpy(float)
        if years:
            ax.plot(shown.index.to_numpy(float), values, marker="o", ms=3)
        else:
            bars(ax, np.arange(len(shown)), values, 0.8, color=COLOURS[0])
        ax.set_title(label(name, 26).split("\n")[0], size=9, weight="normal")
    for ax in axes[len(shown.columns) :]:
        ax.set_visible(False)
    first = axes[0]
    if years:
        years_on_x(first)
        first.xaxis.set_major_locator(MaxNLocator(nbins=3, integer=True))
        from_zero(first, shown)
    else:
        first.set_yticks(np.arange(len(shown)), names)
        first.set_ylim(len(shown) - 0.4, -0.6)
        first.xaxis.set_major_formatter(StrMethodFormatter("{x:,.10g}"))
        first.xaxis.set_major_locator(MaxNLocator(nbins=3))
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
    groups: Sequence[str] | None = None,
) -> Figure:
    """Draw each row as a range from `low` to `high`, or as a point.

    Parameters
    ----------
    rows : pandas.DataFrame
        Columns `low` and `high`; the index labels the rows. A missing end
        leaves a point.
    title, unit : str
        Words above the figure and at its x axis.
    log : bool
        Whether each step of the axis is ten times the one before.
    groups : sequence of str, optional
        A kind for each row; kinds differ in colour and marker.

    Returns
    -------
    matplotlib.figure.Figure
    """
    names = [label(one, 40) for one in rows.index]
    kinds = list(dict.fromkeys(groups or []))
    lines = sum(one.count("\n") + 1.2 for one in names)
    legend = 0.3 if kinds else 0.0
    height = max(1.2, 0.19 * lines) + 0.95 + legend
    fig, ax = canvas(
        title,
        left=longest(names) + 0.3,
        right=0.4,
        height=height,
        top=0.45 + legend,
    )
    low = rows["low"].fillna(rows["high"]).to_numpy(float)
    high = rows["high"].fillna(rows["low"]).to_numpy(float)
    at = np.arange(len(rows))
    for number, kind in enumerate(kinds or [None]):
        mine = np.array([one == kind for one in groups or [None] * len(rows)])
        mark = dict(color=COLOURS[number], zorder=3)
        ax.hlines(at[mine], low[mine], high[mine], linewidth=4, **mark)
        marker = MARKERS[number % len(MARKERS)]
        ax.plot(low[mine], at[mine], marker, markersize=7, label=kind, **mark)
        ax.plot(high[mine], at[mine], marker, markersize=7, **mark)
    if log:
        ax.set_xscale("log")
    elif (low >= 0).all():
        ax.set_xlim(left=0)
    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.10g}"))
    ax.set_yticks(at, names)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlabel(f"{unit} (each step ten times the last)" if log else unit)
    if kinds:
        ax.legend(
            loc="lower left", bbox_to_anchor=(0, 1), ncols=min(len(kinds), 4),
            frameon=False, fontsize=8, borderaxespad=0.2,
        )  # fmt: skip
    return fig
