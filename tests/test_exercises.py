"""exercises/ is what the builder cuts from solutions/, and leaks nothing.

That each exercise runs unsolved, and that its checks then say "Replace the
…", is part of running exercises/ (conftest.py).
"""

import pytest
from nbformat import v4

from tools import exercises
from tools.notebooks import ROOT, normal, notebooks, read, write

SOLUTIONS = notebooks(("solutions",))
MARKS = ("BEGIN SOLUTION", "END SOLUTION", "HIDDEN TESTS", "MARK SCHEME")


def regions(text, name):
    """Yield the lines between the marks of one kind."""
    inside = False
    for line in text.splitlines():
        if f"BEGIN {name}" in line:
            inside = True
        elif f"END {name}" in line:
            inside = False
        elif inside and line.strip():
            yield line.strip()


def secrets(notebook):
    """Return the lines that only the solution may hold."""
    return {
        line
        for cell in notebook.cells
        for name in ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")
        for line in regions(cell.source, name)
    }


def test_every_exercise_has_a_solution_and_the_other_way_round():
    names = [p.name for p in notebooks(("exercises",))]
    assert names == [p.name for p in SOLUTIONS]


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda p: p.name)
def test_exercises_are_what_the_builder_makes(path):
    stored = (ROOT / "exercises" / path.name).read_bytes().decode()
    assert stored == exercises.cut(path), "stale: run make exercises"


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda p: p.name)
def test_nothing_leaks(path):
    solution = read(path)
    exercise = read(ROOT / "exercises" / path.name)
    lines = {
        line.strip()
        for cell in exercise.cells
        for line in cell.source.splitlines()
    }
    assert secrets(solution), "a solution holds at least one answer"
    assert not secrets(solution) & lines
    assert not any(mark in line for mark in MARKS for line in lines)
    for cell in exercise.cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def graded(kind, source, name, **settings):
    """Make a cell as nbgrader marks it."""
    new = v4.new_code_cell if kind == "code" else v4.new_markdown_cell
    cell = new(source)
    cell.metadata.nbgrader = {
        "schema_version": 3,
        "grade_id": name,
        "grade": False,
        "solution": False,
        "locked": False,
        "task": False,
        **settings,
    }
    return cell


ANSWER = """answer = ...
### BEGIN SOLUTION
answer = 947
### END SOLUTION"""
TEST = """check("11.1", answer)
### BEGIN HIDDEN TESTS
assert answer == 947
### END HIDDEN TESTS"""


def test_what_is_cut_and_what_stays(tmp_path):
    cells = [
        v4.new_markdown_cell("# Title"),
        graded("code", ANSWER, "a1", solution=True),
        graded("code", TEST, "t1", grade=True, locked=True, points=1),
        graded(
            "markdown", "Because.", "o1", grade=True, solution=True, points=1
        ),
    ]
    notebook = v4.new_notebook(cells=cells)
    path = tmp_path / "solution.ipynb"
    write(path, normal(notebook))
    cut = exercises.cut(path)
    assert cut == exercises.cut(path)
    write(path, cut)
    title, answer, test, text = read(path).cells
    assert title.source == "# Title"
    assert answer.source == f"answer = ...\n{exercises.CODE_STUB}"
    assert test.source == 'check("11.1", answer)'
    assert text.source == exercises.TEXT_STUB
    assert answer.id == cells[1].id
    assert answer.metadata.deletable is False
    assert test.metadata.editable is False
    assert all(c.metadata.nbgrader.checksum for c in (answer, test, text))
