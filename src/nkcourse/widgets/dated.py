"""Dated events beside a figure over years: marks, and what they stand for."""

from collections.abc import Sequence
from html import escape

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from nkcourse.charts import PALETTE
from nkcourse.widgets.parts import original, sentence

COINCIDES = (
    "The numbers above the figure mark dated events. A date that fits is not "
    "a cause."
)


def event_kinds() -> list[str]:
    """Return the choices of events: none, all, or those of one kind."""
    return ["none", "all", *sorted(original("events")["kind"].unique())]


def events_between(kind: str, first: int, last: int) -> pd.DataFrame:
    """Return dated events between two years; each year gets one number."""
    events = original("events")
    events = events[events["year"].between(first, last)]
    if kind != "all":
        events = events[events["kind"] == kind]
    return events.assign(number=events["year"].rank(method="dense"))


def mark_events(axes: Sequence[Axes], events: pd.DataFrame) -> None:
    """Mark each year that has events, with its number above the first axes."""
    years = events.groupby("year")["number"].first()
    ends = [[(year, 0), (year, 1)] for year in years.index]
    for ax in axes:
        ax.add_collection(
            LineCollection(
                ends, transform=ax.get_xaxis_transform(), linewidths=1,
                colors=PALETTE["note"], linestyles=":", zorder=1,
            ),
            autolim=False,
        )  # fmt: skip
    for year, number in years.items():
        axes[0].annotate(
            f"{number:.0f}",
            (year, 1),
            xycoords=("data", "axes fraction"),
            color=PALETTE["note"],
            fontsize=9 if len(years) < 10 else 7.5,
            ha="center",
            va="bottom",
        )


def event_list(kind: str, events: pd.DataFrame) -> str:
    """Return the events as a numbered list of years, as HTML."""
    if kind == "none":
        return ""
    if events.empty:
        return sentence("No dated event of this kind lies in these years.")
    items = "".join(
        "<li>"
        + "; ".join(
            f"{escape(one.date)}: {escape(one.event)}"
            for one in year.itertuples()
        )
        + "</li>"
        for _, year in events.groupby("number")
    )
    return f"<p>{COINCIDES}</p><ol>{items}</ol>"
