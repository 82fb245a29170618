"""Run the notebooks and store their outputs in one normal form.

The same notebook gives the same bytes on every run and every machine with the
pinned versions, so that a change in a file is a change in what it says.

    python -m tools.notebooks            run notebooks/ and solutions/
    python -m tools.notebooks FILE …     run these
    python -m tools.notebooks --check    run nothing, only look at the form
"""

import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("notebooks", "solutions")
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"

# What differs from one machine to the next is left out: the patch version of
# Python, and the kernel's name, which Colab and VS Code rewrite.
METADATA = {
    "kernelspec": {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    },
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}

# A frame of a traceback that lies in a file: its path is this machine's.
FILE_FRAME = re.compile(r"(\x1b\[[\d;]*m)*File ")


class Problem(Exception):
    """What is wrong, in a sentence that names the file and the cell."""


def files(folder: Path, pattern: str) -> list[Path]:
    """List the files of a folder; a loop over none must not pass for done.

    Raises
    ------
    FileNotFoundError
        If no file fits the pattern.
    """
    found = sorted(folder.glob(pattern))
    if not found:
        raise FileNotFoundError(f"There is no {pattern} in {folder}.")
    return found


def notebooks(folders: tuple[str, ...] = FOLDERS) -> list[Path]:
    """List the notebooks of some folders, each of which must have some."""
    return [path for f in folders for path in files(ROOT / f, "*.ipynb")]


def tags(cell: NotebookNode) -> list[str]:
    """Return the tags of a cell."""
    return cell.metadata.get("tags", [])


def errors(cell: NotebookNode) -> list[NotebookNode]:
    """Return the errors among a cell's outputs."""
    return [o for o in cell.get("outputs", []) if o.output_type == "error"]


def normal_output(output: NotebookNode) -> NotebookNode:
    """Drop what would not be the same next time."""
    if "data" in output:
        output.data.pop(WIDGET_VIEW, None)
    if output.output_type == "error":
        output.traceback = [
            frame for frame in output.traceback if not FILE_FRAME.match(frame)
        ]
    return output


def normal(notebook: NotebookNode) -> str:
    """Return the text of a notebook in the normal form."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata.update(METADATA)
    for cell in notebook.cells:
        for timing in ("execution", "ExecuteTime"):
            cell.metadata.pop(timing, None)
        if "expect-error" in tags(cell):
            # JupyterLab's Run All goes on after an error only with this tag.
            cell.metadata.tags = sorted({*tags(cell), "raises-exception"})
        if cell.cell_type == "code":
            outputs = map(normal_output, cell.outputs)
            cell.outputs = [o for o in outputs if o.get("data", True)]
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def read(path: Path) -> NotebookNode:
    """Read a notebook."""
    return nbformat.reads(path.read_text("utf-8"), as_version=4)


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all, with LF on every system."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(text.encode())
    os.replace(part, path)


def words(output: NotebookNode) -> str:
    """Return all of an output but its pictures."""
    data = output.get("data", {}).items()
    texts = [text for mime, text in data if not mime.startswith("image/")]
    return str([texts, output.get("text"), output.get("traceback")])


def problems(notebook: NotebookNode) -> list[str]:
    """Say what a reader of these outputs should not meet."""
    found = []
    own_paths = {str(ROOT), sys.prefix, str(Path.home())} - {"/"}
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        raised, expected = errors(cell), "expect-error" in tags(cell)
        if expected and not raised:
            found.append(f"cell {number} was expected to raise and did not")
        if raised and not expected and "raises-exception" not in tags(cell):
            error = raised[0]
            found.append(f"cell {number}: {error.ename}: {error.evalue}")
        for output in cell.outputs:
            if output.get("name") == "stderr":
                found.append(f"cell {number} warns: {output.text.strip()}")
            if any(path in words(output) for path in own_paths):
                found.append(f"cell {number} shows a path of this machine")
    return found


def run(path: Path) -> str:
    """Run a notebook in its own folder and return it in the normal form."""
    notebook = read(path)
    # Errors are allowed here and judged below, by the tags of their cells.
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        allow_errors=True,
        coalesce_streams=True,
        record_timing=False,
        timeout=300,  # only there to end a hang
        startup_timeout=300,
    )
    with tempfile.TemporaryDirectory() as folder:
        # A progress that nobody has made yet, for the same output each time.
        progress = {"NKCOURSE_PROGRESS": f"{folder}/progress.json"}
        client.execute(env=os.environ | progress)
    text = normal(notebook)
    if found := problems(notebook):
        raise Problem("\n".join(f"{path.name}, {one}" for one in found))
    return text


def check(path: Path) -> None:
    """Complain where a stored notebook is not in the normal form."""
    text = path.read_bytes().decode()
    notebook = read(path)
    found = problems(notebook)
    if normal(notebook) != text:
        found.append("not in the normal form: run make notebooks")
    if found:
        raise Problem("\n".join(f"{path.name}, {one}" for one in found))


def main(arguments: list[str]) -> None:
    """Run or check the notebooks; nothing is written if one of them fails."""
    only_check = "--check" in arguments
    named = [Path(a).resolve() for a in arguments if a != "--check"]
    texts = {}
    for path in named or notebooks():
        if only_check:
            check(path)
        else:
            print(f"{path.parent.name}/{path.name}", flush=True)
            texts[path] = run(path)
    for path, text in texts.items():
        write(path, text)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Problem as problem:
        sys.exit(str(problem))
