"""Read an exercise and what a student made of it."""

import ast
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from teaching.grading.collect import MOST_BYTES, File

MOST_CODE = 2_000_000
CHECK = re.compile(r"""^check\(\s*["']([^"']+)["']""", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """One question of an exercise, and the variable its answer stands in."""

    question: str
    variable: str
    points: float
    grade_id: str
    source: str


@dataclass(frozen=True)
class Exercise:
    """The questions of one exercise, in their order."""

    name: str
    asked: tuple[Asked, ...]


class Unreadable(Exception):
    """Why a file cannot be graded, in a sentence for the instructor."""


@dataclass
class Submission:
    """A student's cells, ready to run, and what is odd about them."""

    exercise: Exercise
    job: dict
    notes: list[str] = field(default_factory=list)


def exercise(solution: Path) -> Exercise:
    """Read the questions of an exercise from its solution.

    Parameters
    ----------
    solution : Path
        A notebook whose graded cells each call `check(NUMBER, VARIABLE)`,
        be it among their hidden tests.

    Raises
    ------
    Unreadable
        If a graded cell does not.
    """
    asked = []
    notebook = nbformat.read(solution, as_version=4)
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if not about.get("grade"):
            continue
        calls = [
            node
            for node in ast.walk(_parsed(cell.source))
            if isinstance(node, ast.Call)
            and getattr(node.func, "id", "") == "check"
            and len(node.args) == 2
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[1], ast.Name)
        ]
        if len(calls) != 1 or "points" not in about:
            raise Unreadable(
                f"{solution.name}: the graded cell {about['grade_id']} must "
                'call check once, with a number and a name, check("11.1", '
                "answer_1), and have points."
            )
        number, variable = calls[0].args
        asked.append(
            Asked(
                number.value,
                variable.id,
                about["points"],
                about["grade_id"],
                _visible(cell.source),
            )
        )
    numbers = [one.question for one in asked]
    if len(set(numbers)) < len(numbers):
        raise Unreadable(f"{solution.name} asks a question twice.")
    return Exercise(solution.stem, tuple(asked))


def _parsed(source: str) -> ast.AST:
    """Return the syntax tree of a cell, an empty one where it is no Python."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module([], [])


def _visible(source: str) -> str:
    """Return a check cell as the student was given it."""
    hidden = r"### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS\n?"
    return re.sub(hidden, "", source, flags=re.DOTALL).strip()


def read(file: File, exercises: list[Exercise]) -> Submission:
    """Read a student's notebook. Nothing of it is run here.

    Parameters
    ----------
    file : File
        The file as it was handed in.
    exercises : list of Exercise
        Those that it may be.

    Raises
    ------
    Unreadable
        If it is none of them, or no notebook for Python at all.
    """
    cells, python = _cells(file)
    if not python:
        raise Unreadable(
            "its kernel is not for Python. Ask for the notebook as it was "
            "handed out."
        )
    if sum(len(source) for source, _ in cells) > MOST_CODE:
        raise Unreadable(
            f"its cells hold more than {MOST_CODE / 1e6:.0f} MB of code."
        )
    chosen = _which(file, cells, exercises)
    notes = []
    takes: dict[int, list] = {}
    end = []
    if not any(grade_id for _, grade_id in cells):
        notes.append("its marks for grading are gone; all was found without")
    for one in chosen.asked:
        places = _places(cells, one)
        answer = [one.question, one.variable]
        if not places:
            notes.append(
                f"the check of {one.question} is gone; its answer was taken "
                "at the end"
            )
            end.append(answer)
            continue
        if len(places) > 1:
            notes.append(
                f"the check of {one.question} is there {len(places)} times; "
                "the last one counts"
            )
        if _visible(cells[places[-1]][0]) != one.source:
            notes.append(
                f"the check of {one.question} was edited; the course's own "
                "was used"
            )
        takes.setdefault(places[-1], []).append(answer)
    job = {
        "cells": [
            {"number": n + 1, "source": source, "take": takes.get(n, [])}
            for n, (source, _) in enumerate(cells)
        ],
        "end": end,
    }
    return Submission(chosen, job, notes)


def _places(cells: list[tuple[str, str]], asked: Asked) -> list[int]:
    """Return where a question is checked: by its mark, or else by its call."""
    return [
        number
        for number, (_, mark) in enumerate(cells)
        if mark == asked.grade_id
    ] or [
        number
        for number, (source, _) in enumerate(cells)
        if asked.question in CHECK.findall(source)
    ]


def _cells(file: File) -> tuple[list[tuple[str, str]], bool]:
    """Return each code cell's source and mark, and whether it is Python."""
    if file.problem:
        raise Unreadable(file.problem)
    if file.size == 0:
        raise Unreadable("the file is empty. Ask for it again.")
    if file.size > MOST_BYTES:
        raise Unreadable(
            f"the file has {file.size / 1e6:.0f} MB, and above "
            f"{MOST_BYTES / 1e6:.0f} MB none is opened. Ask for a copy with "
            "its outputs cleared (Edit, Clear Outputs of All Cells)."
        )
    try:
        notebook = json.loads(file.data)
        if "worksheets" in notebook:
            raise Unreadable(
                "it is a notebook of the old format 3. Open it in JupyterLab, "
                "save it, and grade that."
            )
        about = notebook.get("metadata", {})
        language = about.get("language_info", {}).get("name") or about.get(
            "kernelspec", {}
        ).get("language", "python")
        python = language.lower() in ("python", "python3", "ipython")
        cells = [
            (
                "".join(cell.get("source", "")),
                str(_mark(cell)),
            )
            for cell in notebook["cells"]
            if cell["cell_type"] == "code"
        ]
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise Unreadable(
            "it is not a notebook (.ipynb). Ask for the file that JupyterLab "
            "saves, not for a print or a copy of its text."
        ) from None
    return cells, python


def _mark(cell: dict) -> object:
    """Return the name that nbgrader knows a cell by; '' without one."""
    return cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "")


def _which(
    file: File, cells: list[tuple[str, str]], exercises: list[Exercise]
) -> Exercise:
    """Return the exercise that a notebook is, by its marks, checks or name."""
    marks = {mark for _, mark in cells}
    checks = {one for source, _ in cells for one in CHECK.findall(source)}
    hits = {
        one.name: sum(
            asked.grade_id in marks or asked.question in checks
            for asked in one.asked
        )
        for one in exercises
    }
    best = max(exercises, key=lambda one: hits[one.name])
    if hits[best.name]:
        return best
    for one in exercises:
        if one.name in Path(file.path).name:
            return one
    names = ", ".join(one.name for one in exercises)
    raise Unreadable(
        f"nothing in it belongs to an exercise of ours ({names})."
    )
