"""Make a class to try the grading with: `python -m teaching.grading.sample`.

    python -m teaching.grading.sample FOLDER 30

writes 30 submissions of each exercise, made from its solution, into FOLDER,
and the points that they must get into FOLDER-expected.csv. Some students solve
everything, some nothing, the others a part.
"""

import sys
from pathlib import Path

import nbformat
import pandas as pd

from nkcourse.checks.core import OpenQuestion, _question
from teaching.grading.submissions import exercise
from tools.notebooks import normal, notebooks, read, write

WRONG = "-98765"


def submission(solution: Path, number: int) -> tuple[str, dict[str, object]]:
    """Return one student's notebook and the points it must get.

    Parameters
    ----------
    solution : Path
        The exercise with its answers.
    number : int
        The student's. Its digits in base 2, shuffled, say which questions
        are answered right, so that all kinds occur.

    Returns
    -------
    tuple of str and dict
        The notebook's text; the points by question, None where a person
        marks.
    """
    notebook = read(solution)
    points = {}
    for place, asked in enumerate(exercise(solution).asked):
        right = number * 37 % 64 >> place % 6 & 1
        points[asked.question] = asked.points if right else 0
        if right and isinstance(_question(asked.question), OpenQuestion):
            points[asked.question] = None
        cells = [
            cell
            for cell in notebook.cells
            if asked.grade_id.removesuffix("-check")
            == cell.metadata.get("nbgrader", {}).get("grade_id")
        ]
        for cell in cells if not right else []:
            cell.source = f"{asked.variable} = {WRONG}"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    nbformat.validate(notebook)
    return normal(notebook), points


def main(folder: Path, students: int) -> None:
    """Write the class and what is expected of it."""
    folder.mkdir(parents=True, exist_ok=True)
    expected = []
    for number in range(students):
        student = f"student {number:03}"
        line: dict[str, object] = {"student": student}
        for solution in notebooks(("solutions",)):
            text, points = submission(solution, number)
            write(folder / f"{student}_{solution.name}", text)
            line |= points
        expected.append(line)
    table = pd.DataFrame(expected)
    path = folder.with_name(f"{folder.name}-expected.csv")
    table.to_csv(path, index=False, float_format="%g")
    print(f"{students} students in {folder}; their points in {path}")


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[2].isdecimal():
        sys.exit(__doc__)
    main(Path(sys.argv[1]), int(sys.argv[2]))
