"""The pack's look, and figures that everybody can read."""

import base64
import io
import sys
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from nkcourse.errors import CourseError
from nkcourse.tables import resource

if TYPE_CHECKING:  # matplotlib is slow to import, and load() needs none of it
    import pandas as pd
    from matplotlib.figure import Figure

# Okabe and Ito's colours, told apart with every kind of colour vision.
PALETTE = {
    "women": "#D55E00",
    "men": "#0072B2",
    "everyone": "#000000",
    "note": "#595959",
}
COLOURS = [
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#E69F00",
    "#000000",
]
LOOK = {
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "figure.figsize": (8, 4),
    "figure.facecolor": "white",
    "font.family": "DejaVu Sans",  # comes with matplotlib on every system
    "grid.color": "#dddddd",
    "savefig.facecolor": "white",
}
DPI = 100


def use_style() -> None:
    """Draw all figures from here on in the pack's look and colours."""
    import seaborn as sns

    sns.set_theme(style="whitegrid", palette=COLOURS, rc=LOOK)


def png(fig: "Figure", *, tight: bool = True) -> bytes:
    """Return a figure as a PNG picture, the same bytes at every run.

    `tight` fits the picture to what is drawn, at the price of drawing twice.
    """
    buffer = io.BytesIO()
    fig.savefig(
        buffer,
        format="png",
        dpi=DPI,
        bbox_inches="tight" if tight else None,
        # without this, the file names the version of matplotlib
        metadata={"Software": None},
    )
    return buffer.getvalue()


def svg(fig: "Figure") -> bytes:
    """Return a figure as an SVG picture, the same bytes at every run.

    Its letters are drawn by the browser: that is three times as fast as PNG,
    and sharp at every size. GitHub does not show it, so it is never stored.
    """
    import matplotlib as mpl

    buffer = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "nkcourse"}):
        fig.savefig(
            buffer, format="svg", metadata={"Date": None, "Creator": None}
        )
    # Verdana is as wide as matplotlib's font, where that is not installed
    fonts = b"'DejaVu Sans', Verdana, sans-serif"
    return buffer.getvalue().replace(b"'DejaVu Sans'", fonts)


def data_uri(picture: bytes) -> str:
    """Return a PNG or SVG picture as the address of an image."""
    kind = "png" if picture.startswith(b"\x89PNG") else "svg+xml"
    code = base64.b64encode(picture).decode("ascii")
    return f"data:image/{kind};base64,{code}"


def source_line(source: str | Sequence[str]) -> str:
    """Return one short line naming the tables behind a figure, if any."""
    names = [source] if isinstance(source, str) else list(source)
    if not names:  # made numbers, as the caption then says
        return ""
    found = []
    for name in names:
        about = resource(name)
        published = about.get("published")
        edition = f", edition {published}" if published else ""
        found.append(f"{about['publisher']}{edition} (table {name})")
    return "Source: " + "; ".join(found) + "."


def texts_left(html: str, table: "pd.DataFrame") -> str:
    """Return the HTML of a table with its texts on the left.

    JupyterLab puts every cell on the right, which suits numbers only. A
    column is text unless its type is one of numbers, dates or yes and no;
    columns are counted from the last, where no label of a row stands.
    """
    kinds = [dtype.kind for dtype in table.dtypes]
    texts = [at for at, kind in enumerate(kinds[::-1], 1) if kind == "O"]
    named = any(one.kind == "O" for one in table.index.to_frame().dtypes)
    name = "-".join(["texts", *map(str, texts), *["labels"] * named])
    cells = [f".{name} tr > :nth-last-child({at})" for at in texts]
    cells += [f".{name} tbody th"] * named
    if not cells:
        return html
    style = ", ".join(f".dataframe{cell}" for cell in cells)
    return f"<style>{style} {{text-align: left}}</style>" + html.replace(
        'class="dataframe"', f'class="dataframe {name}"', 1
    )


def show_texts_left() -> None:
    """Let a notebook show each table by `texts_left` from here on."""
    import pandas as pd

    if "IPython" not in sys.modules:
        return
    from IPython import get_ipython

    def html(table: pd.DataFrame) -> str | None:
        plain = table._repr_html_()
        most = pd.get_option("display.max_columns") or table.shape[1]
        if plain is None or table.shape[1] > most:  # a column of dots
            return plain
        return texts_left(plain, table)

    if shell := get_ipython():
        formatters = shell.display_formatter.formatters
        formatters["text/html"].for_type(pd.DataFrame, html)


def blank(table: "pd.DataFrame") -> "pd.DataFrame":
    """Return a table whose missing cells are empty texts.

    `to_html(na_rep="")` writes <NA> for the types that have a missing value
    of their own.
    """
    return table.astype(object).where(table.notna(), "")


def figure_html(
    picture: bytes,
    alt: str,
    caption: str,
    source: str | Sequence[str],
    table: "pd.DataFrame | None" = None,
) -> str:
    """Return a picture with its words as one piece of HTML.

    Parameters are those of `show`, with the picture as PNG or SVG bytes.
    """
    lines = [
        "<figure>",
        f'<img alt="{escape(alt)}" src="{data_uri(picture)}">',
        f"<figcaption>{escape(caption)} {escape(source_line(source))}",
        "</figcaption>",
        "</figure>",
    ]
    if table is not None:
        lines += [
            "<details><summary>The table behind the figure</summary>",
            texts_left(blank(table).to_html(index=False, border=0), table),
            "</details>",
        ]
    return "\n".join(lines)


def show(
    fig: "Figure",
    *,
    alt: str,
    caption: str,
    source: str | Sequence[str],
    table: "pd.DataFrame | None" = None,
) -> None:
    """Show a figure with alt text, caption and source.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure; it is closed afterwards, so that it shows once.
    alt : str
        What the figure shows, for those who cannot see it: its kind, its
        axes and its finding, in at least eight words.
    caption : str
        One or two sentences below the figure.
    source : str or sequence of str
        The name of the table behind it, or several; an empty list where
        the numbers were made for the page, which the caption must say.
    table : pandas.DataFrame, optional
        The figures that are drawn, folded below; an index that has a name
        becomes a column.

    Raises
    ------
    CourseError
        If the alt text is too short to say what the figure shows.
    UnknownNameError
        If a source is not a table of the pack.
    """
    from IPython.display import HTML, display
    from matplotlib import pyplot as plt

    if len(alt.split()) < 8:
        raise CourseError(
            f"The alt text {alt!r} is too short for someone who cannot see "
            "the figure. Say in a sentence what is drawn and what it shows."
        )
    if table is not None:
        named = {one for one in table.index.names if one is not None}
        if named and named.isdisjoint(table.columns):
            table = table.reset_index()
    try:
        display(HTML(figure_html(png(fig), alt, caption, source, table)))
    finally:
        plt.close(fig)
