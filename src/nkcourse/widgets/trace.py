"""Follow a claim of the ledger: its source, its test, and the verdict."""

from collections.abc import Sequence
from functools import cache
from html import escape
from textwrap import shorten

import ipywidgets as W
import mistune
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nkcourse.audit import (
    CHECK,
    ENDS,
    SELF_EVIDENT,
    VALUE,
    audit,
    checked,
    claim,
    follow,
    shown,
    slack,
)
from nkcourse.charts import COLOURS, PALETTE
from nkcourse.errors import CourseError
from nkcourse.tables import load
from nkcourse.widgets.drawing import (
    canvas,
    longest,
    name_rows,
    name_steps,
)
from nkcourse.widgets.parts import (
    Explorer,
    View,
    dropdown,
    figure_view,
    fold,
    offer,
    remember,
    sentence,
    text_box,
)

ALL = "all"
LETTERS = 74  # of a claim in the list to choose from
ROWS = 8  # of a table that are shown as evidence
UPWARD = ("over", "at least")  # the printed number is the lower end
DOWNWARD = ("under", "at most", "up to")  # it is the upper end
OF_YEARS = {  # how these are said of a year
    "over": "after",
    "at least": "from",
    "under": "before",
    "at most": "by",
    "up to": "by",
}
UNSAID = ("exactly", "between", "implied")
WORDS_FIRST = ("id", "claim", "attributed_to", "place", "text", "against",
               "explanation")  # fmt: skip
LIVE = (
    "With a running kernel, five labelled controls choose a source, a "
    "verdict, a kind of disagreement, words to search for, and one claim."
)
markdown = mistune.create_markdown(plugins=["table"])


@cache
def ledger() -> pd.DataFrame:
    """Return every claim with its verdict, the id as index."""
    return audit().set_index("id", drop=False)


@cache
def source_names() -> dict[str, str]:
    """Return the sources of the claims, by who wrote them and when."""
    sources = load("sources").set_index("id")
    names = {}
    for source in ledger()["source"].unique():
        row = sources.loc[source]
        who = [row["authors"], row["publisher"], row["title"]]
        named = next(one for one in who if not pd.isna(one))
        names[shorten(named, 44, placeholder=" …")] = source
    return names


def option(name: str) -> str:
    """Return how a claim is listed: its id and how it begins."""
    words = ledger().at[name, "claim"]
    if len(words) > LETTERS:  # cut at a space; shorten() cuts at hyphens too
        words = words[: LETTERS - 1].rsplit(" ", 1)[0] + " …"
    return f"{name}: {words}"


def passing(source: str, verdict: str, kind: str, search: str) -> list[str]:
    """Return the ids of the claims that pass the settings.

    Parameters
    ----------
    source : str
        A key of `source_names()`, or `ALL`.
    verdict, kind : str
        A verdict and a kind of disagreement of the ledger, or `ALL`.
    search : str
        Words that all have to stand in the claim or what is said of it.
    """
    rows = ledger()
    if source != ALL:
        rows = rows[rows["source"] == source_names()[source]]
    if verdict != ALL:
        rows = rows[rows["verdict"] == verdict]
    if kind != ALL:
        rows = rows[rows["kind"] == kind]
    for word in search.casefold().split():
        rows = rows[_words()[rows.index].str.contains(word, regex=False)]
    return list(rows.index)


@cache
def _words() -> pd.Series:
    """Return all that is said of each claim, in small letters."""
    parts = ledger()[list(WORDS_FIRST)].fillna("")
    return parts.agg(" ".join, axis=1).str.casefold()


def _unit(row: pd.Series) -> str:
    """Return the unit as it follows a number; empty where it says nothing."""
    unit = row["unit"]
    silent = unit in (*SELF_EVIDENT, "count") or unit.endswith("against it")
    return "" if silent else f" {unit}"


def _printed(row: pd.Series) -> str:
    """Return what a claim prints, with its qualifier."""
    value = shown(row["low"], row["high"], row["text"], row["unit"])
    qualifier = row["qualifier"]
    if row["unit"] == "year":
        qualifier = OF_YEARS.get(qualifier, qualifier)
    return value if qualifier in UNSAID else f"{qualifier} {value}"


def _found(row: pd.Series) -> str:
    """Return what was recomputed, in words."""
    return shown(
        row["found_low"], row["found_high"], row["found_text"], row["unit"]
    )


def _verdict(row: pd.Series) -> str:
    kind = "" if pd.isna(row["kind"]) else f" ({row['kind']})"
    return f"{row['verdict']}{kind}"


def intervals(name: str) -> pd.DataFrame:
    """Return what `draw_trace` draws: printed, allowed and recomputed.

    Parameters
    ----------
    name : str
        The id of a claim.

    Returns
    -------
    pandas.DataFrame
        Columns `what`, `low`, `high` (missing where a printed value is open,
        as in "over 50"), `said` (in words) and `unit`. The row of what
        rounding allows stands only where it allows anything.

    Raises
    ------
    CourseError
        If the claim is a text or cannot be tested.
    """
    claim(name)  # says so if there is none
    row = ledger().loc[name]
    if row["verdict"] == "cannot be tested":
        raise CourseError(
            f"Claim {name} cannot be tested with what we hold, so there is "
            "nothing to put beside it and no figure. Choose another claim, "
            "or read below what it says and where."
        )
    if not pd.isna(row["text"]):
        raise CourseError(
            f"Claim {name} prints words or a date, which have no place on an "
            "axis of numbers, so there is no figure. Compare the two below."
        )
    how = "read as" if row["qualifier"] == "implied" else "printed"
    rows = [(how, row["low"], row["high"], _printed(row))]
    exact = (*UPWARD, "under", "at most")  # a limit is not rounded
    allowed = 0 if row["qualifier"] in exact else slack(row)
    if allowed:
        ends = row["low"] - allowed, row["high"] + allowed
        said = shown(*ends, None, row["unit"])
        rows.append(("rounding allows", *ends, said))
    rows.append(
        ("recomputed", row["found_low"], row["found_high"], _found(row))
    )
    table = pd.DataFrame(rows, columns=["what", "low", "high", "said"])
    return table.assign(unit=row["unit"])


def draw_trace(claim: str | None) -> tuple[Figure, str, pd.DataFrame]:
    """Draw what a claim prints above what is recomputed.

    Parameters
    ----------
    claim : str or None
        The id of a claim, or the line that lists it; None if none passes.

    Returns
    -------
    tuple
        The figure, its alt text, and the table of `intervals`.

    Raises
    ------
    CourseError
        If there is no claim, or none that has a place on an axis.
    """
    name = _id(claim)
    table = intervals(name)
    row = ledger().loc[name]
    labels = [one.capitalize() for one in table["what"]]
    fig, ax = canvas(
        f"Claim {name}: {_verdict(row)}",
        left=longest(labels) + 0.35,
        right=0.4,
        height=1.15 + 0.5 * len(table),
        top=0.5,
        bottom=0.55,
    )
    _set_axis(ax, table)
    for at, one in enumerate(table.itertuples()):
        _draw_one(ax, at, one)
    name_rows(ax, range(len(table)), labels)
    ax.set_ylim(len(table) - 0.45, -0.75)
    period = "" if pd.isna(row["period"]) else f", {row['period']}"
    words = shorten(f"{row['unit']}{period}", 80, placeholder=" …")
    name_steps(ax, "x", words, years=row["unit"] == "year")
    return fig, _alt(name, row, table), table


def _id(claim: str | None) -> str:
    """Return the id in the line that lists a claim."""
    if not claim:
        raise CourseError(
            "No claim of the ledger passes these settings. Set source, "
            "verdict or kind back to “all”, or search for fewer words."
        )
    return claim.split(":")[0]


def _set_axis(ax: Axes, table: pd.DataFrame) -> None:
    """Choose the ends of the axis, with room for open ends and words."""
    values = table[list(ENDS)].stack().dropna()
    low, high = values.min(), values.max()
    if low >= 0 and low < 0.3 * high:
        low = 0  # so near to it that the distance to 0 can be shown
    whole = bool((values % 1 == 0).all())
    wide = max(high - low, 4 if whole else 0.02 * abs(high))
    ax.set_xlim(low - 0.12 * wide, high + 0.25 * wide)


LOOKS = {  # marker, colour and line of each row
    "printed": ("o", COLOURS[0], "-"),
    "read as": ("o", COLOURS[0], "-"),
    "rounding allows": ("|", PALETTE["note"], (0, (3, 1.5))),
    "recomputed": ("D", COLOURS[1], "-"),
}


def _draw_one(ax: Axes, at: int, one: tuple) -> None:
    """Draw a value as a mark, a range as a bar, an open end as an arrow."""
    marker, colour, dash = LOOKS[one.what]
    ends = [end for end in (one.low, one.high) if not pd.isna(end)]
    left, right = ax.get_xlim()
    if len(ends) == 1:
        way = right if pd.isna(one.high) else left
        ax.annotate(
            "",
            (ends[0] + 0.97 * (way - ends[0]), at),
            xytext=(ends[0], at),
            arrowprops=dict(arrowstyle="->", color=colour, linewidth=2),
        )
    else:
        thick = 1.5 if one.what == "rounding allows" else 4
        ax.hlines(at, *ends, color=colour, linewidth=thick, linestyle=dash)
    ax.plot(
        ends, [at] * len(ends), marker=marker, color=colour, zorder=3,
        markersize=12 if marker == "|" else 8, linestyle="none",
        mfc="white" if len(ends) == 1 else colour, mew=1.8,
    )  # fmt: skip
    middle = sum(ends) / len(ends)
    share = (middle - left) / (right - left)
    ax.annotate(
        one.said,
        (middle, at),
        xytext=(0, 8),
        textcoords="offset points",
        ha="left" if share < 0.12 else "right" if share > 0.88 else "center",
        va="bottom",
        size=9,
        weight="bold" if one.what != "rounding allows" else "normal",
    )


def _difference(row: pd.Series) -> str:
    """Return how far the printed value is from the recomputed one."""
    off = row["difference"]
    if round(off, 6) == 0:
        ends = [row[f"{when}{end}"] for when in ("", "found_") for end in ENDS]
        same = len({one for one in ends if not pd.isna(one)}) == 1
        return "They are equal" if same else "One lies within the other"
    way = "above" if off > 0 else "below"
    units = {"year": " years", "percent": " percentage points"}
    unit = units.get(row["unit"], _unit(row))
    size = f"{round(abs(off), 3) or abs(off):,.10g}"
    return f"The printed value lies {size}{unit} {way} the recomputed one"


def _alt(name: str, row: pd.Series, table: pd.DataFrame) -> str:
    """Return what the figure shows, in words computed from its table."""
    said = {one.what: one.said for one in table.itertuples()}
    what = table["what"].iat[0]
    rounding = said.get("rounding allows")
    allowed = f" Rounding allows {rounding}." if rounding else ""
    unit = _unit(row)
    return (
        f"Two rows on one axis (unit: {row['unit']}). Claim {name} is {what} "
        f"{said[what]}{unit}; recomputed: {said['recomputed']}{unit}."
        f"{allowed} {_difference(row)}. Verdict of the ledger: "
        f"{_verdict(row)}."
    )


def _caption(row: pd.Series, begins: float) -> str:
    """Return the claim, who makes it, and how the figure is to be read."""
    by_id = {source: named for named, source in source_names().items()}
    said = [
        f"{row['claim']} Printed in: {by_id[row['source']]}. Attributed to: "
        f"{row['attributed_to']}.",
        f"Recomputed from: {row['against']}.",
    ]
    if begins > 0 and row["unit"] != "year":
        said.append("The axis does not begin at 0.")
    if row["qualifier"] in UPWARD + DOWNWARD:
        said.append(f"The arrow is open: the claim says “{row['qualifier']}”.")
    if row["qualifier"] == "implied":
        said.append("The claim prints no number; it is what we read in it.")
    return " ".join(said)


def _evidence(row: pd.Series) -> str:
    """Return the rows that the claim is tested with, folded."""
    if pd.isna(row["test"]):
        return ""
    parts = []
    for rule in dict.fromkeys(row["test"].split(" ; ")):
        name, rows = _tested(" ".join(rule.split()))
        count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
        if len(rows) > ROWS:
            count += f", the first {ROWS} shown"
        table = rows.head(ROWS).to_html(index=False, border=0, na_rep="")
        parts.append(f"<p>Table {escape(name)}: {count}.</p>{table}")
    return fold("The rows that it is tested with", "".join(parts))


_table = cache(load)  # for reading only


def _tested(rule: str) -> tuple[str, pd.DataFrame]:
    """Return the table that a rule reads, and the rows that it keeps."""
    if rule.startswith("claim "):
        other = ledger().loc[[rule.removeprefix("claim ").strip()]]
        columns = ["id", "claim", "low", "high", "text", "place"]
        return "claims", other[columns].dropna(axis=1, how="all")
    if rule.startswith("check "):
        name, check, where = CHECK.fullmatch(rule).groups()
        rows = checked(name).reset_index()
        found = rows["check"].eq(check) & rows["where"].eq(where)
        return f"{name}, its own check", rows[found]
    name, _, where = VALUE.fullmatch(rule).groups()
    rows = _table(name).query(where) if where else _table(name)
    return name, rows.dropna(axis=1, how="all")


def _compared(row: pd.Series) -> str:
    """Return the printed and the recomputed words side by side."""
    if pd.isna(row["found_text"]):
        return ""
    table = pd.DataFrame(
        {"printed": [_printed(row)], "recomputed": [_found(row)]}
    )
    return table.to_html(index=False, border=0)


def _counted(kept: int) -> str:
    """Return how many claims pass."""
    every = len(ledger())
    if kept == every:
        return f"All {every} claims of the ledger pass."
    verb = "passes" if kept == 1 else "pass"
    return f"{kept} of the {every} claims of the ledger {verb}."


@remember
def trace_view(
    source: str, verdict: str, kind: str, search: str, claim: str | None
) -> View:
    """Return a claim with its figure, its trace and its evidence.

    Parameters
    ----------
    source, verdict, kind, search : str
        See `passing`.
    claim : str or None
        See `draw_trace`.

    Returns
    -------
    View
        Without a figure where the claim has no place on an axis; then a
        sentence says why.

    Raises
    ------
    CourseError
        If no claim passes.
    """
    name = _id(claim)
    row = ledger().loc[name]
    count = sentence(_counted(len(passing(source, verdict, kind, search))))
    told = markdown(str(follow(name)))
    if not pd.isna(row["second_reading"]):
        told += sentence(f"Read a second time: {row['second_reading']}")
    told += _evidence(row)
    try:
        fig, alt, table = draw_trace(claim)
    except CourseError as error:
        return View(sentence(str(error)) + _compared(row) + told + count)
    caption = _caption(row, fig.axes[0].get_xlim()[0])
    return figure_view(
        fig,
        alt,
        table.convert_dtypes(),
        caption,
        ["claims", "audit"],
        told + count,
    )


class ClaimExplorer(Explorer):
    """What `trace` returns: the list of claims follows the settings."""

    def _adapt(self, changed: W.Widget | None) -> None:
        control = self._controls["claim"]
        if changed in (None, control):
            return
        settings = self.settings
        kept = settings.pop("claim")
        options = [option(name) for name in passing(**settings)]
        first = options[0] if options else None
        offer(control, options, kept if kept in options else first)


def _ordered(column: str) -> Sequence[str]:
    """Return the words of a column of the ledger, the commonest first."""
    return list(ledger()[column].value_counts().index)


def trace(claim_id: str = "003-102") -> ClaimExplorer:
    """Open the widget on one claim of the ledger (lesson 14).

    Parameters
    ----------
    claim_id : str
        The claim that it opens with; `audit` lists them all.

    Returns
    -------
    ClaimExplorer
        Controls for the source, the verdict, the kind of disagreement, words
        to search for and the claim, above its figure and its trace.

    Raises
    ------
    UnknownNameError
        If there is no such claim; the message suggests the nearest id.
    """
    claim(claim_id)
    controls = {
        "source": dropdown("Source", [ALL, *source_names()]),
        "verdict": dropdown("Verdict", [ALL, *_ordered("verdict")]),
        "kind": dropdown("Kind", [ALL, *_ordered("kind")]),
        "search": text_box("Search"),
        "claim": dropdown(
            "Claim",
            [option(name) for name in ledger().index],
            value=option(claim_id),
            layout=W.Layout(width="48em"),
        ),
    }
    rows = (("source", "verdict", "kind"), ("search",), ("claim",))
    return ClaimExplorer(controls, trace_view, "claim", LIVE, rows)
