"""Sheets of cards for a debate: on the page, and as one file to print."""

import base64
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from nkcourse.tables import DATA, load

if TYPE_CHECKING:
    import pandas as pd

# Words for people that some use and others dispute.
CONTESTED = re.compile(
    r"\billegal (?:economic )?(?:aliens?|crossers?|immigrants?|migrants?)\b"
)
# How an id of the table `sources` looks among words.
ID = re.compile(r"\b[a-z]+_[a-z0-9_]+\b")
# A source that prints no year; its figures end in 2005.
UNDATED = {"lim_chung": "(mid-2000s)"}
NONE = "none found in our sources"
STYLE = """
@page { size: A4; margin: 11mm 12mm }
body { font: 9.8pt/1.3 "DejaVu Sans", Verdana, Arial, sans-serif;
  color: black; margin: 0 1mm 0 0 }
section + section { break-before: page }
h3 { font-size: 15pt; margin: 0 0 1mm }
p { margin: 0 0 0.7mm }
.small { font-size: 8.4pt }
.card { border: 0.4mm solid black; padding: 1.2mm 2.5mm; margin: 0 0 1.8mm;
  break-inside: avoid }
.columns { columns: 2; column-gap: 3mm; font-size: 7.9pt; line-height: 1.17 }
.columns .small { font-size: 7.2pt }
.columns .card { margin-bottom: 1.2mm; padding: 0.8mm 2mm }
.columns p { margin-bottom: 0.3mm }
.write { border-bottom: 0.3mm solid #777; height: 6.6mm; margin: 0 }
table { border-collapse: collapse; width: 100%; font-size: 8.8pt }
th, td { border: 0.3mm solid black; padding: 0.7mm 2mm; text-align: left;
  vertical-align: top }
.empty td { height: 7.5mm; width: 40% }
.empty td:first-child { width: 10% }
""".strip()


@dataclass(frozen=True)
class Sheet:
    """One page of cards; a notebook shows it, `handout` prints it."""

    title: str
    html: str

    def __repr__(self) -> str:
        return f"<{self.title}>"

    def _repr_html_(self) -> str:
        return self.html


@cache
def _names(folder: object) -> dict[str, str]:
    """Map each source's id to its author, or publisher, and year."""
    found = {}
    for row in load("sources").astype(object).to_dict("records"):
        who = [row[one] for one in ("authors", "publisher", "title")]
        name = next(one for one in who if isinstance(one, str))
        year = UNDATED.get(row["id"], row["year"])
        dated = isinstance(year, int | str)
        found[row["id"]] = f"{name} {year}" if dated else name
    return found


def _said(row: dict, column: str) -> str:
    """Return one cell as a reader of paper needs it; empty where it is."""
    text = row[column]
    if not isinstance(text, str):
        return ""
    names = _names(DATA)
    text = ID.sub(lambda word: names.get(word[0], word[0]), text)
    if column == "place":
        text = f"{names[row['source']]}: {text}"
    return CONTESTED.sub(r"“\g<0>”", text)


def _line(row: dict, label: str, columns: str | tuple[str, ...]) -> str:
    """Return one line of a card, its cells parted by dots."""
    first, *rest = [columns] if isinstance(columns, str) else columns
    said = _said(row, first) or NONE
    said += "".join(
        f" ·\u00a0{_said(row, one)}" for one in rest if _said(row, one)
    )
    small = ' class="small"' if first == "place" else ""
    named = f"<i>{escape(label)}:</i> " if label else ""
    return f"<p{small}>{named}{escape(said)}</p>"


def sheet(
    title: str,
    rows: "pd.DataFrame",
    lines: dict[str, str | tuple[str, ...]],
    *,
    head: str = "holder",
    letter: str = "",
    lead: str = "",
    foot: str = "",
    table: "pd.DataFrame | None" = None,
    blank: int = 0,
    columns: bool = False,
) -> Sheet:
    """Lay out the rows of a table as cards on one page.

    A column `place` is printed with the author and year of the row's
    `source`; so is each source that a cell names by its id. Contested words
    for people stand in quotation marks.

    Parameters
    ----------
    title : str
        Stands at the top.
    rows : pandas.DataFrame
        One row a card.
    lines : dict
        The lines of a card: a label, and the column that it prints, or
        several, parted by a dot.
    head : str
        The column that heads a card.
    letter : str
        Numbers the cards: "A" makes A1, A2 and so on.
    lead, foot : str
        Sentences above and below the cards.
    table : pandas.DataFrame, optional
        Printed below the cards, with room to write where it is empty.
    blank : int
        Lines to write on, below each card.
    columns : bool
        Set the cards in two columns, smaller.

    Returns
    -------
    Sheet
        Shows itself in a notebook; give it to `handout` to print it.
    """
    parts = [f"<section><h3>{escape(title)}</h3>"]
    parts += [f"<p><b>{escape(lead)}</b></p>"] if lead else []
    parts += ['<div class="columns">'] if columns else ["<div>"]
    for at, row in enumerate(rows.to_dict("records"), start=1):
        number = f"{letter}{at} · " if letter else ""
        room = '<p class="write">&nbsp;</p>' * blank
        card = f"<p><b>{escape(number + _said(row, head))}</b></p>"
        card += "".join(_line(row, *line) for line in lines.items())
        parts.append(f'<div class="card">{card}{room}</div>')
    parts.append("</div>")
    parts += [f'<p class="small">{escape(foot)}</p>'] if foot else []
    if table is not None:
        empty = "empty" if table.eq("").all(axis=None) else ""
        grid = table.to_html(index=False, border=0, classes=empty)
        left = '<td style="text-align: left">'  # a notebook sets them right
        parts.append(grid.replace("<td>", left))
    return Sheet(title, "".join([*parts, "</section>"]))


def handout(*sheets: Sheet, name: str) -> Sheet:
    """Offer sheets as one file, a page each, behind a link.

    The file is inside the link, so nothing is written or fetched. A browser
    opens it and prints it, in black and white.

    Parameters
    ----------
    *sheets : Sheet
        In the order in which they are printed.
    name : str
        What the file is called, without an ending.

    Returns
    -------
    Sheet
        Shows itself in a notebook as the link.
    """
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(name)}</title><style>{STYLE}</style></head><body>"
        f"{''.join(one.html for one in sheets)}</body></html>"
    )
    code = base64.b64encode(page.encode()).decode("ascii")
    titles = "; ".join(escape(one.title) for one in sheets)
    count = "1 page" if len(sheets) == 1 else f"{len(sheets)} pages"
    link = (
        f'<p><a download="{escape(name)}.html" '
        f'href="data:text/html;base64,{code}"><b>Download the sheets to '
        f"print</b></a>, {count}: {titles}.</p>"
    )
    return Sheet(name, link)
