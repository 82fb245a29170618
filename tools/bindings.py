"""Find the figures in the lessons' prose that are bound to a rule.

A figure is followed by an invisible comment that says where it comes from:

    947<!-- arrivals_by_sex: total where period == 'to 1998' -->

The comment is a rule of nkcourse.audit. Where sources print the same figure,
their claims follow behind a bar:

    2,914<!-- arrivals_by_sex: total where period == '2009' | 003-025 -->

`make data` lists all of them in data/bindings.csv: the way from a figure in a
lesson to its claims, and back.
"""

import re
from collections.abc import Iterator

import nbformat
import pandas as pd

from tools.notebooks import notebooks

FOLDERS = ("notebooks", "solutions", "exercises")
NUMBER = r"\d[\d,]*(?:\.\d+)?"
BOUND = re.compile(rf"({NUMBER})(?: ?%)?<!--\s*(.*?)\s*-->", re.DOTALL)


def prose() -> Iterator[tuple[str, int, str]]:
    """Yield the notebook, the cell's number and the text of each text cell."""
    for path in notebooks(FOLDERS):
        cells = nbformat.read(path, as_version=4).cells
        for number, cell in enumerate(cells):
            if cell.cell_type == "markdown":
                name = f"{path.parent.name}/{path.stem}"
                yield name, number, cell.source


def parts(comment: str) -> tuple[str, list[str]]:
    """Split a figure's comment into its rule and the claims behind it."""
    rule, _, claims = " ".join(comment.split()).partition(" | ")
    if rule.startswith("claim "):
        claims = rule.removeprefix("claim ")
    return rule, claims.split("; ") if claims else []


def bindings() -> pd.DataFrame:
    """List the bound figures of the lessons, and the claims they rest on.

    Returns
    -------
    pandas.DataFrame
        One row a figure: `notebook`, `cell`, `figure`, `rule`, and `claims`
        (ids of the ledger, joined by "; "; empty where no source prints it).
    """
    rows = []
    for notebook, cell, text in prose():
        if not notebook.startswith("notebooks/"):
            continue
        for at, (figure, rule) in enumerate(BOUND.findall(text), start=1):
            rule, claims = parts(rule)
            rows.append(
                {
                    "notebook": notebook.removeprefix("notebooks/"),
                    "cell": cell,
                    "number": at,
                    "figure": figure,
                    "rule": rule,
                    "claims": "; ".join(claims),
                }
            )
    return pd.DataFrame(rows)
