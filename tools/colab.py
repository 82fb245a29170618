"""Write the lessons and exercises for Google Colab into dist/colab/.

Each gets one cell in front that installs the helper package beside what Colab
has, and says in words what that changed. The wheel lies beside them: it is
taken from the session's files, or asked for.
"""

import shutil
import subprocess
import sys

import nbformat

from tools.notebooks import ROOT, normal, notebooks, read, write

FOLDER = ROOT / "dist" / "colab"
SAYS = (
    "**On Google Colab, run this cell first.** It installs what the lesson "
    "needs and says what it changed. When it asks for a file, give it "
    "`{wheel}`, which came with this notebook."
)
CELL = """\
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path


def versions():
    return {{one.metadata["Name"]: one.version for one in distributions()}}


wheel = Path("{wheel}")
if not wheel.exists():
    from google.colab import files

    files.upload()
before = versions()
pip = [sys.executable, "-m", "pip", "install", "-q", wheel]
subprocess.run(pip, check=True)
after = versions()
new = [f"{{n}} {{v}}" for n, v in after.items() if n not in before]
other = [
    f"{{n}} from {{before[n]}} to {{v}}"
    for n, v in after.items()
    if before.get(n, v) != v
]
print("Installed:", ", ".join(sorted(new)) or "nothing, all was there")
print("Changed:", ", ".join(sorted(other)) or "nothing that Colab had")
if other:
    print("Now choose Runtime, Restart session, and go on below this cell.")"""


def with_first_cell(notebook: nbformat.NotebookNode, wheel: str) -> str:
    """Return a notebook's text with the cell for Colab in front.

    It stands behind the title, which stays the first thing to be read.
    """
    said = nbformat.v4.new_markdown_cell(SAYS.format(wheel=wheel))
    code = nbformat.v4.new_code_cell(CELL.format(wheel=wheel))
    said.id, code.id = "colab-says", "colab-cell"
    notebook.cells[1:1] = [said, code]
    return normal(notebook)


def main() -> None:
    """Fill dist/colab/ anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
        + ["--no-build-isolation", "--wheel-dir", FOLDER, ROOT],
        check=True,
    )
    (wheel,) = FOLDER.glob("*.whl")
    for path in notebooks(("notebooks", "exercises")):
        text = with_first_cell(read(path), wheel.name)
        write(FOLDER / path.name, text)
    print(f"wrote {len(list(FOLDER.iterdir()))} files into dist/colab/")


if __name__ == "__main__":
    main()
