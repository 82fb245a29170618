"""Cut exercises/ from solutions/: the solutions, outputs and hidden tests go.

nbgrader's own preprocessors do it, so that its gradebook and checksums work.

    python -m tools.exercises            the course's own
    python -m tools.exercises FOLDER     FOLDER/exercises from FOLDER/solutions
"""

import sys
from pathlib import Path

from nbgrader import preprocessors as nbgrader
from nbgrader.preprocessors import NbGraderPreprocessor

from tools.notebooks import ROOT, files, normal, notebooks, read, write

# The line above a solution (`answer = ...`) stays, and the check asks for it.
CODE_STUB = "# Write here, in place of the dots above."
TEXT_STUB = "*Write your answer here, in place of this line.*"

# The order is nbgrader's own; checksums come when the text is final.
STEPS: list[NbGraderPreprocessor] = [
    nbgrader.LockCells(),
    nbgrader.ClearSolutions(
        code_stub={"python": CODE_STUB}, text_stub=TEXT_STUB
    ),
    nbgrader.ClearOutput(),
    nbgrader.ClearHiddenTests(),
    nbgrader.ClearMarkScheme(),
    nbgrader.ComputeChecksums(),
    nbgrader.CheckCellMetadata(),
]


def cut(solution: Path) -> str:
    """Return the text of the exercise that belongs to a solution."""
    notebook, resources = read(solution), {}
    for step in STEPS:
        notebook, resources = step.preprocess(notebook, resources)
    return normal(notebook)


def main(folder: Path = ROOT) -> None:
    """Write every exercise; nothing is written if one cannot be cut.

    An exercise whose solution is gone is taken away in the course pack, and
    nowhere else: the folder may hold more than we know of.
    """
    try:
        solutions = files(folder / "solutions", "*.ipynb")
    except FileNotFoundError as none:
        sys.exit(str(none))
    texts = {}
    for path in solutions:
        try:
            texts[path.name] = cut(path)
        except Exception as error:
            # nbgrader says what is wrong, and not where.
            sys.exit(f"{path}: {error}")
    (folder / "exercises").mkdir(exist_ok=True)
    for name, text in texts.items():
        write(folder / "exercises" / name, text)
    for path in notebooks(("exercises",)):
        if folder == ROOT and path.name not in texts:
            path.unlink()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
