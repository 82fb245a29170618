"""Explore any table of the pack: keep rows, group, draw, take away."""

from functools import cache
from html import escape

import ipywidgets as W
import mistune
import pandas as pd
from itables.widget import ITable
from matplotlib.figure import Figure

from nkcourse.errors import CourseError
from nkcourse.tables import catalogue, cite, describe, resource
from nkcourse.widgets import drawing
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
    text_box,
)
from nkcourse.widgets.pivot import (
    EMPTY,
    HOW,
    MOST_LETTERS,
    ORDERS,
    Question,
    charts,
    compute,
    figures,
    groupings,
    groups,
    is_wide,
    is_year,
    keep,
    limits,
    opening,
)
from nkcourse.widgets.recipe import recipe

NOTHING = "nothing"
# The rows can be searched and sorted in the page, marked, and saved as CSV.
TABLE = {
    "maxBytes": 0,
    "select": True,
    "lengthMenu": [5, 10, 25, 100],
    "layout": {
        "topStart": "pageLength",
        "topEnd": "search",
        "bottomStart": "info",
        "bottomEnd": "paging",
        "bottom2Start": "buttons",
    },
    "buttons": [{"extend": "csvHtml5", "text": "Save these rows as CSV"}],
    "classes": "display compact",
}
MOST_VALUES = 300  # of a column that can be filtered by choosing values
LIVE = (
    "With a running kernel, labelled controls choose a table, the rows to "
    "keep, the figures, groups and chart; below the figure stand the code, "
    "the source and the rows, which can be searched, sorted and saved."
)
markdown = mistune.create_markdown(plugins=["table"])


@cache
def about(table: str) -> str:
    """Return what the pack says of a table as HTML, folded."""
    words = markdown(f"{describe(table)}\n\n**Cite as:** {cite(table)}")
    return fold("About this table: who is counted, limits, audit", words)


def draw_explore(
    question: Question, chart: str
) -> tuple[Figure, str, pd.DataFrame]:
    """Draw the answer to a question put to a table.

    Parameters
    ----------
    question : Question
        What is asked.
    chart : str
        One of `charts(question, answer)`.

    Returns
    -------
    tuple
        The figure, its alt text, and the whole table of the answer.

    Raises
    ------
    CourseError
        If the question has no true answer, or nothing can be drawn.
    """
    shown, unit = compute(question)
    if not shown.notna().any(axis=None):
        raise CourseError(
            f"All cells of {' and '.join(question.figures)} are empty in "
            "these rows, so there is nothing to draw. Keep other rows or "
            "choose another figure."
        )
    years = is_year(question.table, question.by)
    rows, series = limits(shown, chart, years=years)
    largest = shown.sum().nlargest(series).index
    part = shown.loc[:, shown.columns.isin(largest)].head(rows)
    title = resource(question.table)["title"]
    if question.how != "sum":
        title += f" ({question.how})"
    if chart == "lines":
        fig = drawing.draw_lines(part, title, unit)
    elif chart == "small multiples":
        fig = drawing.draw_panels(part, title, unit, years=years)
    elif chart == "intervals":
        part = part.set_axis(["low", "high"], axis=1)
        fig = drawing.draw_intervals(part, title, unit, log=is_wide(part))
    else:
        fig = drawing.draw_bars(part, title, unit)
    return fig, _alt(title, unit, chart, part), shown


def _alt(title: str, unit: str, chart: str, part: pd.DataFrame) -> str:
    """Return what the figure shows, in words computed from its table."""
    said = []
    for name in list(part)[:4]:
        values = part[name].dropna()
        if values.empty:
            said.append(f"{name}: no figure")
            continue
        most, least = map(drawing.figure, (values.max(), values.min()))
        said.append(
            f"{name}: {len(values)} figures, highest {most} "
            f"({values.idxmax()}), lowest {least} ({values.idxmin()})"
        )
    if len(part.columns) > 4:
        said.append(f"and {len(part.columns) - 4} more, in the table below")
    return f"{chart.capitalize()}. {title}, in {unit}. {'; '.join(said)}."


def _caption(question: Question, shown: pd.DataFrame, chart: str) -> str:
    """Return what a reader must know to read the figure."""
    about = resource(question.table)
    rows = keep(question.table, question.where)
    said = [f"{len(rows)} of {len(original(question.table))} rows."]
    if "counted" in about:
        said.append(f"Counted: {about['counted'].rstrip('.')}.")
    said.append(_computed(question))
    years = is_year(question.table, question.by)
    most, series = limits(shown, chart, years=years)
    if len(shown.columns) > series:
        said.append(
            f"Drawn are the {series} largest of {len(shown.columns)} series; "
            "the table holds all."
        )
    if len(shown) > most:
        said.append(
            f"Drawn are the first {most} of {len(shown)} groups; the table "
            "holds all."
        )
    if question.how != "index" and (empty := int(shown.isna().sum().sum())):
        said.append(
            "A triangle stands for one end, and points to the missing one."
            if chart == "intervals"
            else f"Empty cells, drawn as gaps: {empty}."
        )
    if without := int(rows[groups(question)].isna().any(axis=1).sum()):
        if years:
            said.append(f"Rows without a year, left out: {without}.")
    spans = {"first_year", "last_year"} <= set(rows)
    if question.by in ("first_year", "last_year") and spans:
        wide = rows[rows["first_year"].ne(rows["last_year"]).fillna(True)]
        if len(wide):
            said.append(
                f"Careful: {len(wide)} of these rows cover more than one "
                "year, and stand at one of them."
            )
    return " ".join(filter(None, said))


def _computed(question: Question) -> str:
    """Return in a sentence how shares or an index were made."""
    if question.how == "index":
        return "Index: the first group that has a figure is 100."
    if question.how == "share":
        several = question.split or len(question.figures) > 1
        whole = f"each {question.by}" if several else "all groups"
        return f"Share: parts of {whole} make 100."
    rows = keep(question.table, question.where)
    most = rows.groupby(groups(question), dropna=False).size().max()
    return f"Up to {most} rows are added in one figure." if most > 1 else ""


@remember
def explore_view(
    table: str,
    column: str,
    values: tuple[str, ...],
    where: str,
    figures: tuple[str, ...],
    by: str,
    split: str,
    how: str,
    order: str,
    chart: str,
) -> View:
    """Return what `explore` shows for the settings of its controls.

    `column` and `values` have done their part when they wrote `where`.
    """
    question = Question(
        table, where, figures, by, None if split == NOTHING else split, how,
        order,
    )  # fmt: skip
    try:
        fig, alt, shown = draw_explore(question, chart)
    except CourseError as error:
        return View(sentence(str(error)) + about(table))
    code = recipe(question, shown, compute(question)[1], chart)
    return figure_view(
        fig,
        alt,
        _tidy(shown),
        _caption(question, shown, chart),
        table,
        fold("The code that makes this figure", f"<pre>{escape(code)}</pre>")
        + about(table),
    )


def _tidy(shown: pd.DataFrame) -> pd.DataFrame:
    """Return an answer for readers: whole numbers whole, others rounded."""
    table = shown.round(2).copy().reset_index()
    table.columns = [str(one) for one in table.columns]
    return table.convert_dtypes()


def filterable(table: str) -> list[str]:
    """Return the columns of a table whose values can be chosen in a list."""
    found = []
    for column, values in original(table).items():
        if values.nunique() <= MOST_VALUES:
            if values.dropna().astype(str).str.len().max() <= MOST_LETTERS:
                found.append(column)
    return found


def clause(table: str, column: str, labels: tuple[str, ...]) -> str:
    """Return the condition that keeps the rows with one of some values."""
    values = original(table)[column]
    named = values.astype("str").where(values.notna(), EMPTY)
    chosen = values[named.isin(labels)].dropna().drop_duplicates().tolist()
    parts = [f"{column} in {chosen}"] if chosen else []
    if EMPTY in labels and values.isna().any():
        parts.append(f"{column}.isna()")
    return " or ".join(parts)


class TableExplorer(Explorer):
    """What `explore` returns: the widget, and what is chosen in it."""

    def __init__(self, table: str):
        self._clauses: dict[str, str] = {}
        self._opened = ""
        self._listed = (table, "")  # the table and filter of the rows below
        self._rows = ITable(original(table), **TABLE)
        controls = {
            "table": dropdown(
                "Table",
                list(catalogue()["table"]),
                value=table,
                layout=W.Layout(width="40em"),
            ),
            "column": dropdown("Filter by", [NOTHING]),
            "values": choices("Values", [], []),
            "where": text_box("Rows where"),
            "figures": choices("Figures", [], []),
            "by": dropdown("Group by", []),
            "split": dropdown("Split by", [NOTHING]),
            "how": dropdown("Compute", HOW),
            "order": dropdown("Order", list(ORDERS)),
            "chart": dropdown("Chart", []),
        }
        super().__init__(
            controls,
            explore_view,
            "explore",
            LIVE,
            (
                ("table",),
                ("column", "values", "where"),
                ("figures", "by", "split", "how", "order", "chart"),
            ),
        )
        self.children = (*self.children, self._rows)

    @property
    def question(self) -> Question:
        """What is asked of which table."""
        settings = self.settings
        return Question(
            settings["table"],
            settings["where"],
            settings["figures"],
            settings["by"],
            None if settings["split"] == NOTHING else settings["split"],
            settings["how"],
            settings["order"],
        )

    @property
    def selection(self) -> pd.DataFrame:
        """The rows marked in the table below; all that are kept, if none."""
        rows = keep(self.question.table, self.question.where)
        marked = self._rows.selected_rows
        return rows.iloc[marked].copy() if marked else rows.copy()

    @property
    def result(self) -> pd.DataFrame:
        """The table behind the figure: a row a group, a column a series."""
        return compute(self.question)[0].copy()

    def _adapt(self, changed: W.Widget | None) -> None:
        controls = self._controls
        opened = controls["table"].value != self._opened
        if opened:
            self._open(controls["table"].value)
        elif changed is controls["column"]:
            self._offer_values()
        elif changed is controls["values"]:
            self._filter()
        elif changed is controls["where"]:
            # a filter written by hand stands for all that was chosen before
            self._clauses = {"": changed.value.strip()}
            controls["values"].value = ()
        self._offer_charts(best=opened)

    def _open(self, table: str) -> None:
        """Set every control to the question that opens a table."""
        self._opened = self._name = table
        question = opening(table)
        controls = self._controls
        columns = groupings(table)
        for name, options, value in [
            ("column", [NOTHING, *filterable(table)], NOTHING),
            ("figures", figures(table), question.figures),
            ("by", columns, question.by),
            ("split", [NOTHING, *columns], question.split or NOTHING),
            ("how", HOW, question.how),
            ("order", list(ORDERS), question.order),
        ]:
            offer(controls[name], options, value)
        controls["figures"].rows = min(5, max(2, len(figures(table))))
        controls["where"].value = question.where
        self._clauses = {"": question.where}
        self._offer_values()

    def _offer_values(self) -> None:
        """List the values of the column that is to be filtered by."""
        column, values = self._controls["column"].value, ()
        if column != NOTHING:
            table = original(self._opened)
            values = list(table[column].dropna().drop_duplicates().astype(str))
            values += [EMPTY] if table[column].isna().any() else []
        offer(self._controls["values"], values, ())
        self._controls["values"].rows = min(5, max(2, len(values)))
        shown = "flex" if values else "none"
        self._controls["values"].layout.display = shown

    def _filter(self) -> None:
        """Write the values that were chosen into the filter."""
        column = self._controls["column"].value
        labels = self._controls["values"].value
        self._clauses[column] = clause(self._opened, column, labels)
        parts = [one for one in self._clauses.values() if one]
        if len(parts) > 1:
            parts = [f"({one})" for one in parts]
        self._controls["where"].value = " and ".join(parts)

    def _offer_charts(self, *, best: bool) -> None:
        """Offer the charts that suit what is asked, the best one first."""
        chart = self._controls["chart"]
        try:
            suited = charts(self.question, compute(self.question)[0])
        except CourseError:
            suited = list(chart.options) or ["bars"]
        kept = chart.value in suited and not best
        offer(chart, suited, chart.value if kept else suited[0])

    def _follow(self, change: dict | None = None) -> None:
        super()._follow(change)
        self._show_rows()  # after the picture, which must not wait for it

    def _show_rows(self) -> None:
        """List the rows that are kept, in the page's searchable table."""
        kept = (self._opened, self._controls["where"].value)
        if kept == self._listed or self._adapting:
            return
        self._listed = kept
        try:
            rows = keep(*kept)
        except CourseError:
            rows = original(self._opened).head(0)
        # without numbers of rows, which would have gaps
        self._rows.update(
            rows.reset_index(drop=True), selected_rows=[], **TABLE
        )


def explore(table: str = "arrivals_by_sex") -> TableExplorer:
    """Open the explorer on one table of the pack.

    Parameters
    ----------
    table : str
        The name of a table, as `catalogue` lists it.

    Returns
    -------
    TableExplorer
        A widget. Its `selection` is a DataFrame of the rows that are chosen,
        its `result` the table behind the figure.

    Raises
    ------
    UnknownNameError
        If there is no such table; the message suggests the nearest name.
    """
    resource(table)
    return TableExplorer(table)
