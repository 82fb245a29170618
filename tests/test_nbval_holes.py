"""What nbval lets pass, conftest.py does not."""

import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

ROOT = Path(__file__).parent.parent

# A picture of one pixel: the kernel draws PIXEL, the file may hold another.
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk"
    "+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
DRAW = f"""
from base64 import b64decode
from IPython.display import Image
Image(b64decode("{PIXEL}"))"""
WIDGET = """
import ipywidgets
ipywidgets.Dropdown(options=["1", "2"], description="Year")"""
VIEW = "Dropdown(description='Year', options=('1', '2'), value='1')"


def result(**data):
    data = {key.replace("_", "/"): value for key, value in data.items()}
    return v4.new_output("execute_result", data=data, execution_count=1)


def error(ename, evalue):
    return v4.new_output("error", ename=ename, evalue=evalue, traceback=[])


def image(data):
    plain = "<IPython.core.display.Image object>"
    return result(image_png=data, text_plain=plain)


def cell(source, *outputs, count=1, tags=()):
    cell = v4.new_code_cell(source, outputs=list(outputs))
    cell.execution_count = count
    if tags:
        cell.metadata.tags = list(tags)
    return cell


EXPECT = ["expect-error", "raises-exception"]
MAY = ["raises-exception"]
ZERO = error("ZeroDivisionError", "division by zero")

# folder/case: its cell, and a word of the failure (None where it must pass).
# The cases of a folder are the cells of one notebook, which saves kernels.
CASES = {
    "notebooks/same_text": (cell("1", result(text_plain="1")), None),
    "notebooks/other_text": (cell("1", result(text_plain="2")), "differ"),
    "notebooks/same_picture": (cell(DRAW, image(PIXEL)), None),
    "notebooks/other_picture": (
        cell(DRAW, image(PIXEL.replace("AAC1HA", "AAC2HA"))),
        "differ",
    ),
    "notebooks/widget_view_not_stored": (
        cell(WIDGET, result(text_plain=VIEW)),
        None,
    ),
    "notebooks/widget_of_other_content": (
        cell(WIDGET, result(text_plain=VIEW.replace("Year", "Sex"))),
        "differ",
    ),
    "notebooks/never_executed": (cell("1", count=None), "never executed"),
    "notebooks/blank": (cell("", count=None), None),
    "notebooks/marked_and_never_executed": (
        cell("# NBVAL_CHECK_OUTPUT\n1", count=None),
        "never executed",
    ),
    "notebooks/semicolon": (cell("1;"), None),
    "notebooks/raises": (cell("1/0", ZERO), "exception"),
    "notebooks/may_raise_and_does": (cell("1/0", ZERO, tags=MAY), None),
    "notebooks/may_raise_and_does_not": (cell("a = 1", tags=MAY), None),
    "notebooks/expected_error": (cell("1/0", ZERO, tags=EXPECT), None),
    "notebooks/expected_error_of_one_tag": (
        cell("1/0", ZERO, tags=["expect-error"]),
        None,
    ),
    "notebooks/expected_error_not_raised": (
        cell("a = 1", ZERO, tags=EXPECT),
        "differ",
    ),
    "notebooks/expected_error_not_stored": (
        cell("1/0", tags=EXPECT),
        "no stored error",
    ),
    "notebooks/other_error_stored": (
        cell("1/0", error("KeyError", "'sex'"), tags=EXPECT),
        "differ",
    ),
    "notebooks/expected_error_not_compared": (
        cell("1/0", ZERO, tags=[*EXPECT, "nbval-ignore-output"]),
        "must be compared",
    ),
    "solutions/never_executed": (cell("1", count=None), "never executed"),
    "exercises/unsolved": (
        cell(
            "def check(n): raise AssertionError('Replace the dots')\n"
            "check('1')",
            count=None,
            tags=MAY,
        ),
        None,
    ),
    "exercises/unsolved_and_silent": (
        cell("check = print\ncheck('1')", count=None, tags=MAY),
        "did not say so",
    ),
    "exercises/unsolved_with_another_error": (
        cell("check(answer)", count=None, tags=MAY),
        "unsolved: name",
    ),
    "exercises/broken": (cell("1/0", count=None), "exception"),
}
# Without the pinned versions only these still fail.
LAX = {"raises", "expected_error_not_raised"}


def run(folder, *options):
    """Run all the cases in one pytest; return each one's failure, if any."""
    for name in ("conftest.py", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    names = {}
    for name in CASES:
        names.setdefault(name.split("/")[0], []).append(name)
    for kind, cases in names.items():
        cells = [CASES[name][0] for name in cases]
        (folder / kind).mkdir()
        path = folder / kind / "cases.ipynb"
        nbformat.write(v4.new_notebook(cells=cells), path)
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "--quiet", "--color=no"]
    subprocess.run(
        [*command, *options, f"--junitxml={report}", *names],
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )
    failures = {}
    for case in ET.parse(report).iter("testcase"):
        kind = case.get("classname").split(".")[0]
        number = int(case.get("name").removeprefix("Cell "))
        failures[names[kind][number]] = case.findtext("failure")
    return failures


@pytest.fixture(scope="module")
def strict(tmp_path_factory, request):
    if request.config.why_lax:
        pytest.skip(f"stored outputs: {request.config.why_lax}")
    return run(tmp_path_factory.mktemp("strict"))


@pytest.mark.parametrize("name", CASES)
def test_strict(strict, name):
    failure, word = strict[name], CASES[name][1]
    if word is None:
        assert failure is None
    else:
        assert word in failure


def test_lax(tmp_path):
    """And without pytest-xdist, which somebody with conda does not have."""
    found = run(tmp_path, "--lax", "-p", "no:xdist")
    failed = {name for name, why in found.items() if why}
    exercises = {n for n in CASES if n[0] == "e" and CASES[n][1]}
    assert failed == exercises | {f"notebooks/{name}" for name in LAX}
