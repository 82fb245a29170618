"""The code that answers a question of `explore` in pandas and seaborn."""

import pandas as pd

from nkcourse.widgets.pivot import (
    COUNT,
    ORDERS,
    Question,
    blanks,
    groups,
    is_wide,
    is_year,
    keep,
    limits,
)

HEAD = """\
import seaborn as sns
from matplotlib import pyplot as plt

from nkcourse import load, use_style

use_style()
table = load("{table}")
"""
TIDY = """\
tidy = shown.reset_index()
tidy = tidy.melt("{by}", var_name="series", value_name="amount")
"""
GAPS = """\
# a row for every year, so that years without a figure stay gaps
years = range(int(shown.index.min()), int(shown.index.max()) + 1)
"""
DRAW = {
    "lines": GAPS
    + """\
shown.reindex(years).plot(marker="o", ylabel="{unit}")
""",
    "bars": TIDY
    + """\
sns.barplot(
    tidy, x="amount", y="{by}", hue="series", orient="h",
    errorbar=None,
)
plt.xlabel("{unit}")
""",
    "intervals": """\
low = shown["{low}"].fillna(shown["{high}"])
high = shown["{high}"].fillna(shown["{low}"])
labels = shown.index.astype(str)
plt.hlines(labels, low, high, linewidth=4)
sns.scatterplot(x=low, y=labels, s=60)
sns.scatterplot(x=high, y=labels, s=60)
plt.xlabel("{unit}")
""",
}
PANELS = {
    True: GAPS
    + """\
shown.reindex(years).plot(
    subplots=True, layout=(-1, 4), sharey=True, marker="o",
    figsize=(10, 2 * -(-len(shown.columns) // 4)), xlabel="", ylabel="{unit}",
)
""",
    False: TIDY
    + """\
sns.catplot(
    tidy, x="amount", y="{by}", col="series", col_wrap=2,
    kind="bar", orient="h", errorbar=None, height=4, aspect=1.5,
)
""",
}


def _quoted(text: str) -> str:
    """Return a string as Python code, with double quotes where it can."""
    return repr(text) if '"' in text or "\\" in text else f'"{text}"'


def numbers(question: Question, shown: pd.DataFrame, chart: str) -> str:
    """Return the first part of `recipe`: the table that is drawn."""
    lines = [HEAD.format(table=question.table)]
    if question.where.strip():
        lines.append(f"table = table.query({_quoted(question.where)})")
    if COUNT in question.figures:
        lines.append(f'table = table.assign(**{{"{COUNT}": 1}})')
    if blank := blanks(question, keep(question.table, question.where)):
        lines.append(f"table = table.fillna({blank})")
    named = ", ".join(map(_quoted, groups(question)))
    lines.append(f"grouped = table.groupby([{named}], sort=False)")
    if question.split:
        picked = _quoted(question.figures[0])
        lines += [
            f"shown = grouped[{picked}].sum(min_count=1)",
            "shown = shown.unstack(sort=False).astype(float)",
            "shown = shown.rename(columns=str)",
        ]
    else:
        picked = ", ".join(map(_quoted, question.figures))
        lines += [
            f"columns = [{picked}]",
            "shown = grouped[columns].sum(min_count=1).astype(float)",
        ]
    if question.figures == (COUNT,):
        lines.append("shown = shown.fillna(0)")
    if is_year(question.table, question.by):
        lines.append("shown = shown.sort_index()")
    elif question.order == ORDERS[1]:
        lines += [
            "order = shown.sum(axis=1)",
            'order = order.sort_values(ascending=False, kind="stable")',
            "shown = shown.loc[order.index]",
        ]
    several = question.split or len(question.figures) > 1
    lines += _computed(question.how, bool(several))
    years = is_year(question.table, question.by)
    rows, series = limits(shown, chart, years=years)
    if len(shown.columns) > series:
        lines += [
            f"largest = shown.sum().nlargest({series}).index",
            "shown = shown.loc[:, shown.columns.isin(largest)]",
        ]
    if len(shown) > rows:
        lines.append(f"shown = shown.head({rows})")
    return "\n".join(lines) + "\n"


def _computed(how: str, several: bool) -> list[str]:
    """Return the lines that make shares or an index of the sums."""
    if how == "share" and several:
        return ["shown = 100 * shown.div(shown.sum(axis=1), axis=0)"]
    if how == "share":
        return ["shown = 100 * shown / shown.sum()"]
    if how == "index":
        return [
            "first = shown.bfill().iloc[0]",
            "shown = 100 * shown / first.where(first != 0)",
        ]
    return []


def recipe(
    question: Question, shown: pd.DataFrame, unit: str, chart: str
) -> str:
    """Return code that makes the same table and chart without the widget.

    Parameters
    ----------
    question : Question
        What is asked.
    shown, unit
        The answer, as `compute` gives it.
    chart : str
        One of the charts that suit it.

    Returns
    -------
    str
        Python for a cell: pandas for the table `shown`, seaborn or pandas
        for the figure.
    """
    years = is_year(question.table, question.by)
    draw = PANELS[years] if chart == "small multiples" else DRAW[chart]
    low, high = (*question.figures, "", "")[:2]
    draw = draw.format(by=question.by, unit=unit, low=low, high=high)
    if chart == "intervals" and is_wide(shown):
        draw += 'plt.xscale("log")\n'
    return f"{numbers(question, shown, chart)}\n{draw}plt.show()\n"
