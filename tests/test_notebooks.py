"""Stored notebooks have one form, and making them twice gives one file."""

import nbformat
import pytest
from nbformat import v4

from tools import notebooks

STORED = notebooks.notebooks()


@pytest.mark.parametrize(
    "path", STORED, ids=lambda p: f"{p.parent.name}/{p.name}"
)
def test_stored_notebooks_are_in_the_normal_form(path):
    notebooks.check(path)


def make(path, *cells):
    """Write a notebook as another program might have left it."""
    notebook = v4.new_notebook(cells=list(cells))
    notebook.metadata.kernelspec = {"name": "colab", "display_name": "Colab"}
    notebook.metadata.widgets = {"state": {}}
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    nbformat.write(notebook, path)
    return path


def code(source, *tags):
    cell = v4.new_code_cell(source)
    cell.metadata.update(
        {
            "execution": {"iopub.status.busy": "now"},
            "jupyter": {"outputs_hidden": True},
        }
    )
    if tags:
        cell.metadata.tags = list(tags)
    return cell


def test_two_runs_give_the_same_bytes(tmp_path):
    path = make(
        tmp_path / "한글 name.ipynb",
        v4.new_markdown_cell("# 한글"),
        code("import matplotlib.pyplot as plt\nplt.plot([1, 2]);"),
        code("import ipywidgets\nipywidgets.Checkbox(description='Show')"),
        code("print('a')\nprint('b')"),
        code("import pandas\npandas.read_csv('none.csv')", "expect-error"),
        code(""),
    )
    notebooks.main([str(path)])
    first = path.read_bytes()
    notebooks.main([str(path)])
    assert path.read_bytes() == first
    notebooks.main(["--check", str(path)])

    text = first.decode()
    assert text.endswith("}\n") and '\n "cells"' in text and "한글" in text
    notebook = nbformat.reads(text, as_version=4)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert "version" not in notebook.metadata.language_info
    assert [c.id for c in notebook.cells] == [f"cell-{n}" for n in range(6)]
    cells = notebook.cells[1:]
    assert [c.execution_count for c in cells] == [1, 2, 3, 4, None]
    assert all(c.metadata.jupyter.outputs_hidden for c in cells)
    assert "image/png" in cells[0].outputs[0].data
    assert set(cells[1].outputs[0].data) == {"text/plain"}
    assert cells[2].outputs[0].text == "a\nb\n"
    assert cells[3].metadata.tags == ["expect-error", "raises-exception"]
    assert cells[3].outputs[0].ename == "FileNotFoundError"
    for word in ("widget-view", '"execution":', "site-packages"):
        assert word not in text


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (code("1/0"), "broken.ipynb, cell 1: ZeroDivisionError"),
        (code("1", "expect-error"), "cell 1 was expected to raise"),
        (
            code("import warnings\nwarnings.warn('old')"),
            "cell 1 warns",
        ),
        (code("import sys\nsys.prefix"), "cell 1 shows a path"),
    ],
    ids=["error", "no error", "warning", "path"],
)
def test_a_problem_is_named_and_nothing_is_written(tmp_path, cell, words):
    good = make(tmp_path / "good.ipynb", code("1"))
    broken = make(tmp_path / "broken.ipynb", code("1"), cell)
    before = good.read_bytes(), broken.read_bytes()
    with pytest.raises(notebooks.Problem, match=words):
        notebooks.main([str(good), str(broken)])
    assert (good.read_bytes(), broken.read_bytes()) == before


def test_another_form_is_noticed(tmp_path):
    path = make(tmp_path / "other.ipynb", code("1"))
    with pytest.raises(notebooks.Problem, match="run make notebooks"):
        notebooks.main(["--check", str(path)])
