"""Weigh: which facts of a made case show what each reading of law asks for.

A learner ticks facts for elements. A reading asks for some elements, written
as an expression over their ids. The widget says which of them have a fact,
reading by reading, and decides nothing.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from typing import NamedTuple

import ipywidgets as W
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from nkcourse.charts import COLOURS, PALETTE
from nkcourse.errors import CourseError
from nkcourse.tables import load
from nkcourse.widgets.drawing import WIDTH, canvas, longest
from nkcourse.widgets.parts import (
    Explorer,
    View,
    choices,
    dropdown,
    figure_view,
    fold,
    offer,
    remember,
    sentence,
)

TABLES = ["case_files", "case_facts", "legal_elements", "legal_readings"]
# What a mark says of an element on a reading: its marker, colour and filling.
MARKS = {
    "asked for, has a fact": ("o", COLOURS[0], True),
    "asked for, has none": ("s", COLOURS[1], False),
    "only an unknown is ticked": ("D", COLOURS[3], True),
    "would stand in the way, has none": ("v", COLOURS[2], False),
    "stands in the way, has a fact": ("X", COLOURS[1], True),
    "not needed, as things stand": (".", PALETTE["note"], True),
}
FACT, NONE, UNKNOWN, CLEAR, BAR, IDLE = MARKS
ROW, COLUMN = 0.26, 0.25  # inches
LABELS = 1.75  # height of the names of the columns, in inches
LIVE = (
    "With a running kernel, labelled controls choose one of four case files "
    "made for the course and one element, and a list under them ticks the "
    "facts that are held to show this element."
)


class Term(NamedTuple):
    """One of the conditions that a reading joins by `and`."""

    node: ast.expr

    def parts(self) -> list[tuple[str, bool]]:
        """Return its elements, each with whether it is asked for.

        False stands for an element that must have no fact.
        """
        return list(_parts(self.node, True))

    def met(self, standing: Mapping[str, bool | None]) -> bool | None:
        """Say whether it is met; None where that turns on an unknown."""
        return _met(self.node, standing)


def _parts(node: ast.expr, asked: bool) -> Iterator[tuple[str, bool]]:
    if isinstance(node, ast.Name):
        yield node.id, asked
    elif isinstance(node, ast.UnaryOp):
        yield from _parts(node.operand, not asked)
    else:
        for one in node.values:
            yield from _parts(one, asked)


def _met(node: ast.expr, standing: Mapping[str, bool | None]) -> bool | None:
    if isinstance(node, ast.Name):
        return standing[node.id]
    if isinstance(node, ast.UnaryOp):
        value = _met(node.operand, standing)
        return None if value is None else not value
    values = [_met(one, standing) for one in node.values]
    decides = isinstance(node.op, ast.Or)  # a True decides an or
    if decides in values:
        return decides
    return None if None in values else not decides


@cache
def terms(needs: str) -> tuple[Term, ...]:
    """Return the conditions that an expression joins by `and`.

    Parameters
    ----------
    needs : str
        Ids of elements joined by `and`, `or` and `not`.

    Raises
    ------
    CourseError
        If there is anything else in it.
    """
    try:
        tree = ast.parse(needs, mode="eval").body
    except SyntaxError:
        raise CourseError(
            f"The expression {needs!r} cannot be read. Join ids of elements "
            "with and, or, not."
        ) from None
    known = set(load("legal_elements")["id"])
    allowed = (ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.Load)
    for node in ast.walk(tree):
        named = isinstance(node, ast.Name) and node.id in known
        if not (named or isinstance(node, allowed)):
            raise CourseError(
                f"The expression {needs!r} holds {ast.unparse(node)!r}, "
                "which is no element and no and, or, not."
            )
    joined = isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And)
    return tuple(Term(one) for one in (tree.values if joined else [tree]))


class Weighing(NamedTuple):
    """What a learner holds of one case.

    `ticks` are the facts ticked, by element. `standing` says of each element
    whether it has a fact, or None where only an unknown is ticked.
    """

    case: str
    ticks: dict[str, tuple[str, ...]]
    standing: dict[str, bool | None]

    def by(self, element: str) -> str:
        """Return an element's name with the facts that are ticked for it."""
        facts = ", ".join(self.ticks[element])
        return f"{_name(element)} ({facts})" if facts else _name(element)


@cache
def _table(name: str) -> pd.DataFrame:
    """Return a table by id; its empty cells hold an empty text."""
    table = load(name).set_index("id").astype("object")
    return table.where(table.notna(), "")


@cache
def _facts(case: str) -> pd.DataFrame:
    """Return the facts of one case, by id."""
    facts = load("case_facts").set_index("id")
    return facts[facts["case"] == case]


def _name(element: str) -> str:
    """Return an element's name as a sentence names it."""
    name = _table("legal_elements").at[element, "element"]
    return f"“{name[0].lower()}{name[1:]}”"


@cache
def case_names() -> dict[str, str]:
    """Return the cases, as the control names them, with their letters."""
    titles = _table("case_files")["title"]
    return {f"{case}: {title}": case for case, title in titles.items()}


@cache
def element_names() -> dict[str, str]:
    """Return the elements, as the control names them, with their ids."""
    names = _table("legal_elements")["element"]
    return {name: element for element, name in names.items()}


@cache
def fact_names(case: str) -> tuple[str, ...]:
    """Return the facts of a case, as the lists name them."""
    facts = _facts(case)["fact"]
    return tuple(f"{fact} {said}" for fact, said in facts.items())


def weighing(case: str, ticks: Mapping[str, Sequence[str]]) -> Weighing:
    """Return what is ticked, element by element.

    Parameters
    ----------
    case : str
        One of `case_names()`, or its letter.
    ticks : mapping
        By the id of an element, the facts ticked for it: ids, or the words
        of `fact_names`.

    Raises
    ------
    CourseError
        If there is no such case or element, or a fact is of another case.
    """
    letter = case_names().get(case, case)
    if letter not in _table("case_files").index:
        raise CourseError(
            f"There is no case {case!r}. Choose one of "
            f"{', '.join(_table('case_files').index)}."
        )
    elements = _table("legal_elements").index
    if strange := set(ticks) - set(elements):
        raise CourseError(
            f"There is no element {min(strange)!r}. Choose one of "
            f"{', '.join(elements)}."
        )
    known = _facts(letter)["known"].to_dict()
    held, standing = {}, {}
    for element in elements:
        chosen = {one.split(" ")[0] for one in ticks.get(element, ())}
        if strange := chosen - set(known):
            raise CourseError(
                f"Case {letter} has no fact {min(strange)!r}. Its facts are "
                f"{', '.join(known)}."
            )
        held[element] = tuple(one for one in known if one in chosen)
        told = [known[one] for one in held[element]]
        standing[element] = any(told) or (None if told else False)
    return Weighing(letter, held, standing)


def mark(term: Term, element: str, asked: bool, held: Weighing) -> str:
    """Return the mark of an element in one term of a reading."""
    stands = held.standing
    state = stands[element]
    if state is None:
        return UNKNOWN
    if not asked and not state:
        return CLEAR
    met = term.met(stands)
    if not asked:
        return FACT if met else BAR
    if state:
        return FACT
    return IDLE if met else NONE


def marks(reading: str, held: Weighing) -> dict[str, str]:
    """Return the mark of each element that a reading looks at."""
    return {
        element: mark(term, element, asked, held)
        for term in terms(_table("legal_readings").at[reading, "needs"])
        for element, asked in term.parts()
    }


def short_answer(reading: str, held: Weighing) -> str:
    """Return in a few words how a reading answers."""
    found = [
        (term.met(held.standing), set(_marks_of(term, held).values()))
        for term in terms(_table("legal_readings").at[reading, "needs"])
    ]
    barred = sum(met is False and BAR in said for met, said in found)
    without = sum(met is False and BAR not in said for met, said in found)
    said = [f"{without} without a fact"] if without else []
    said += [f"{barred} in the way"] if barred else []
    if said:
        return ", ".join(said)
    if any(met is None for met, _ in found):
        return "turns on an unknown"
    return "every element has a fact"


def _marks_of(term: Term, held: Weighing) -> dict[str, str]:
    return {
        element: mark(term, element, asked, held)
        for element, asked in term.parts()
    }


def answer(reading: str, held: Weighing) -> str:
    """Return in a sentence how a reading answers, by these ticks alone."""
    without, barred, unknown = [], [], []
    has_bars = False
    for term in terms(_table("legal_readings").at[reading, "needs"]):
        found = _marks_of(term, held)
        has_bars |= not all(asked for _, asked in term.parts())
        named = {
            kind: [held.by(one) for one in found if found[one] == kind]
            for kind in MARKS
        }
        met = term.met(held.standing)
        if met is None:
            unknown += named[UNKNOWN]
        elif met is False and named[BAR]:
            text = f"{' and '.join(named[BAR])} has a fact"
            if named[NONE]:
                text += f", and {' and '.join(named[NONE])} has none"
            barred.append(text)
        elif met is False:
            without.append(_missing(term.node, held.standing))
    said = []
    if without:
        said.append(f"these have none: {', '.join(without)}")
    if barred:
        said.append(f"this stands in the way: {'; '.join(barred)}")
    if unknown:
        said.append(f"this turns on an unknown: {', '.join(unknown)}")
    if not said:
        said = ["every element it asks for has a fact"]
        if has_bars:
            said.append("nothing ticked stands in its way")
    return f"On this reading, with these ticks, {', and '.join(said)}."


def _alternatives(node: ast.expr) -> str:
    """Return an expression over elements in words."""
    if isinstance(node, ast.Name):
        return _name(node.id)
    if isinstance(node, ast.UnaryOp):
        return f"no {_alternatives(node.operand)}"
    words = [_alternatives(one) for one in node.values]
    return _joined(node, words)


def _missing(node: ast.expr, standing: Mapping[str, bool | None]) -> str:
    """Return in words what an unmet condition lacks."""
    if not isinstance(node, ast.BoolOp):
        return _alternatives(node)
    lacking = [one for one in node.values if not _met(one, standing)]
    return _joined(node, [_missing(one, standing) for one in lacking])


def _joined(node: ast.BoolOp, words: Sequence[str]) -> str:
    """Return parts joined by the word that joins them in a condition."""
    if isinstance(node.op, ast.And):
        return " with ".join(words)
    plain = all(isinstance(one, ast.Name) for one in node.values)
    return (" or " if plain else ", or else ").join(words)


def asks(reading: str) -> str:
    """Return in words what a reading asks for."""
    needs = _table("legal_readings").at[reading, "needs"]
    return "; ".join(_condition(term.node) for term in terms(needs))


def _condition(node: ast.expr) -> str:
    """Return one condition in words; a fear there is asked for by an if."""
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        first, *rest = node.values
        if isinstance(first, ast.UnaryOp):
            then = " or ".join(map(_alternatives, rest))
            return f"if {_alternatives(first.operand)}, then {then}"
    return _alternatives(node)


def draw_weigh(
    case: str, element: str = "", **ticks: Sequence[str]
) -> tuple[Figure, str, pd.DataFrame]:
    """Draw what each reading asks for, and what is ticked.

    Parameters
    ----------
    case : str
        One of `case_names()`, or its letter.
    element : str
        The name of the element whose column is shaded; "" for none.
    **ticks : sequence of str
        By the id of an element, the facts that are held to show it.

    Returns
    -------
    tuple
        The figure, its alt text, and the table of the marks drawn.

    Raises
    ------
    CourseError
        If there is no such case, element or fact.
    """
    held = weighing(case, ticks)
    readings = _table("legal_readings")["reading"]
    columns = {one: at for at, one in enumerate(held.ticks)}
    rows = [
        (reading, one, said)
        for reading in readings.index
        for one, said in marks(reading, held).items()
    ]
    answers = {one: short_answer(one, held) for one in readings.index}
    fig, ax = _axes(
        f"Case {held.case}: what each reading asks for, and what is ticked"
    )
    _frame(ax)
    at = {reading: number for number, reading in enumerate(readings.index)}
    for said in MARKS:
        here = [(columns[x], at[y]) for y, x, what in rows if what == said]
        _draw_marks(ax, said, here)
    for reading, end in answers.items():
        ax.text(len(columns) - 0.2, at[reading], end, size=9, va="center")
    if element in element_names():
        _shade(ax, columns[element_names()[element]])
    table = pd.DataFrame(
        {
            "reading": [readings[one] for one, _, _ in rows],
            "element": [
                _table("legal_elements").at[one, "element"]
                for _, one, _ in rows
            ],
            "facts ticked": [", ".join(held.ticks[one]) for _, one, _ in rows],
            "standing": [said for _, _, said in rows],
        }
    )
    return fig, _alt(held, readings, answers), table


def _axes(title: str) -> tuple[Figure, Axes]:
    """Return axes for a row a reading and a column an element."""
    rows, columns = len(_table("legal_readings")), len(element_names())
    left = longest(_table("legal_readings")["reading"]) + 0.15
    top = 1.15 + LABELS
    fig, ax = canvas(
        title,
        left=left,
        right=WIDTH - left - COLUMN * columns,
        height=top + ROW * rows + 0.1,
        bottom=0.1,
        top=top,
    )
    ax.set_axis_off()
    ax.set_xlim(-0.5, columns - 0.5)
    ax.set_ylim(rows - 0.5, -0.5)
    return fig, ax


def _draw_marks(ax: Axes, said: str, here: list[tuple[int, int]]) -> None:
    """Draw one kind of mark at some columns and rows."""
    marker, colour, filled = MARKS[said]
    ax.plot(
        [x for x, _ in here], [y for _, y in here], marker, color=colour,
        mfc=colour if filled else "white", ms=7.5, mew=1.5, clip_on=False,
    )  # fmt: skip


def _shade(ax: Axes, column: int) -> None:
    """Shade the column of the element that is chosen, and its name."""
    top = -0.75 - LABELS / ROW
    bottom = ax.get_ylim()[0]
    corner = (column - 0.5, top)
    ax.add_patch(
        Rectangle(
            corner,
            1,
            bottom - top,
            color="black",
            alpha=0.1,
            lw=0,
            clip_on=False,
        )  # fmt: skip
    )


def _frame(ax: Axes) -> None:
    """Draw what is the same in every state: names, lines and the key."""
    readings = list(_table("legal_readings")["reading"])
    across, down = ax.get_xlim()[1], ax.get_ylim()[0]
    faint = dict(color="#dddddd", linewidth=0.8, zorder=0.5)
    ax.hlines(range(len(readings)), -0.5, across, **faint)
    ax.vlines(range(len(element_names())), -0.5, down, **faint)
    for at, name in enumerate(readings):
        ax.text(-0.7, at, name, size=9, ha="right", va="center")
    for at, name in enumerate(element_names()):
        ax.text(at, -0.7, name, rotation=90, ha="center", va="bottom", size=9)
    for number, said in enumerate(MARKS):
        x = number // 3 * 9.5 - 6.2
        y = number % 3 * 0.85 - 3 - LABELS / ROW
        _draw_marks(ax, said, [(x, y)])
        ax.text(x + 0.6, y, said, size=9, va="center")


def _alt(held: Weighing, readings: pd.Series, answers: dict) -> str:
    """Return what the figure shows, in words."""
    ticked = sum(map(len, held.ticks.values()))
    said = "; ".join(f"{readings[one]} ({answers[one]})" for one in answers)
    return (
        f"Grid for case {held.case}, made for the course: {len(readings)} "
        f"readings in rows, {len(held.ticks)} elements in columns, "
        f"{ticked or 'no'} {'tick' if ticked == 1 else 'ticks'}. Of what each "
        f"asks for: {said}."
    )


def reading_words(reading: str, held: Weighing) -> str:
    """Return what stands below the figure for one reading, as HTML."""
    about = _table("legal_readings").loc[reading]
    shown = [
        held.by(one)
        for one, said in marks(reading, held).items()
        if said in (FACT, BAR)
    ]
    paragraphs = [
        f"{about['holder']}, on {about['people']}: {about['says']}",
        f"It asks for: {asks(reading)}.",
        "You hold to be shown: " + (", ".join(shown) or "nothing yet") + ".",
        f"Where all of that is so, it leads to: {about['status']}.",
        f"Strongest reply ({about['reply_by']}): {about['strongest_reply']}",
        f"Basis: {about['basis']}. Source: {_cited(about['source'])}, "
        f"{about['place']}. Confidence: {about['confidence']}.",
    ]
    return (
        f"<p><strong>{escape(about['reading'])}.</strong> "
        f"{escape(answer(reading, held))}</p>"
        + fold(
            f"{about['reading']}: what it asks for, reply, source",
            "".join(map(sentence, paragraphs)),
        )
    )


@cache
def _cited(source: str) -> str:
    """Return a source in short: who, and the year where there is one."""
    row = _table("sources").loc[source]
    who = row["authors"] or row["publisher"] or row["title"]
    return f"{who} ({row['year']})" if row["year"] else who


def _case_words(held: Weighing) -> str:
    """Return the case with its facts, each with what it is ticked for."""
    items = []
    for fact, said in _facts(held.case)["fact"].items():
        shows = [_name(one) for one in held.ticks if fact in held.ticks[one]]
        ticked = f" Ticked for {', '.join(shows)}." if shows else ""
        items.append(f"<li>{escape(f'{fact}. {said}{ticked}')}</li>")
    about = _table("case_files").loc[held.case]
    return (
        f"<p><strong>Case {held.case}, {escape(about['title'])}.</strong> "
        f"{escape(about['summary'])} Made for the course; nobody's story.</p>"
        f"<ul>{''.join(items)}</ul>{_unknown_words(held)}"
    )


def _unknown_words(held: Weighing) -> str:
    """Return a sentence on each unknown that was ticked."""
    known = _facts(held.case)["known"]
    said = [
        f"You ticked {fact}, an unknown, for {_name(one)}. An unknown shows "
        "nothing; it names what would have to be found out."
        for one, facts in held.ticks.items()
        for fact in facts
        if not known[fact]
    ]
    return "".join(map(sentence, said))


def _element_words(element: str) -> str:
    """Return what one element asks, and what kind of fact would show it."""
    about = _table("legal_elements").loc[element_names()[element]]
    basis = ""
    if about["instrument"]:
        text = _table("instruments").at[about["instrument"], "short_name"]
        basis = f" ({text}: {about['article']})"
    return (
        f"<p><strong>{escape(element)}</strong>{escape(basis)}. "
        f"{escape(about['test'])} Facts that would show it: "
        f"{escape(about['facts_that_show'])}</p>"
    )


@remember
def weigh_view(case: str, element: str, **ticks: tuple[str, ...]) -> View:
    """Return the figure, the case and every reading, once a state.

    Parameters are those of `draw_weigh`.
    """
    fig, alt, table = draw_weigh(case, element, **ticks)
    held = weighing(case, ticks)
    below = _case_words(held) + _element_words(element)
    below += "".join(
        reading_words(one, held) for one in _table("legal_readings").index
    )
    below += sentence(
        "Names such as kk_2011 are rows of the table sources. The expressions "
        "behind “it asks for” are ours and stand in the table legal_readings."
    )
    caption = (
        f"Case {held.case} was made for the course. The ticks are yours. A "
        "mark says whether a ticked fact meets what a reading asks for; it "
        "does not say whether the fact is enough, or which reading is right. "
        "Elements joined by “or” count once."
    )
    return figure_view(fig, alt, table, caption, TABLES[1:], below)


class Scales(Explorer):
    """What `weigh` returns: a list of facts for each element, one shown."""

    def __init__(self):
        self._opened, case = next(iter(case_names().items()))
        controls = {
            "case": dropdown("Case", list(case_names())),
            "element": dropdown("Element", list(element_names())),
        }
        for name, element in element_names().items():
            controls[element] = choices(name, fact_names(case), (), rows=7)
            controls[element].layout = W.Layout(width="100%", display="none")
            controls[element].style = {"description_width": "13em"}
        rows = [("case", "element"), tuple(element_names().values())]
        super().__init__(controls, weigh_view, "weigh", LIVE, rows)

    def _adapt(self, changed: W.Widget | None) -> None:
        controls = self._controls
        case = controls["case"].value
        for name, element in element_names().items():
            if case != self._opened:
                facts = fact_names(case_names()[case])
                offer(controls[element], facts, ())
            chosen = name == controls["element"].value
            shown = "flex" if chosen else "none"
            if controls[element].layout.display != shown:
                controls[element].layout.display = shown
        self._opened = case


def weigh() -> Scales:
    """Open the widget on the tests of law and made case files (lesson 08).

    Returns
    -------
    Scales
        Controls for the case, the element and the facts that are held to
        show it, above the grid of readings and elements and its words.
    """
    return Scales()
