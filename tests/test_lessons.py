"""What every lesson owes its reader."""

import re
from pathlib import Path

import nbformat
import pytest

from tools.notebooks import notebooks

ROOT = Path(__file__).resolve().parents[1]
LESSONS = notebooks(("notebooks",))
OWN_SHAPE = {"00", "10", "15"}  # their own length and rhythm (design.md, 5)
PAGES = notebooks(("notebooks", "solutions", "exercises"))
LESSON = pytest.mark.parametrize("path", LESSONS, ids=lambda p: p.stem)
PAGE = pytest.mark.parametrize(
    "path", PAGES, ids=lambda p: f"{p.parent.name}/{p.stem}"
)


def cells(path, kind=None):
    found = nbformat.read(path, as_version=4).cells
    return [one for one in found if kind in (None, one.cell_type)]


def text(path):
    return "\n\n".join(cell.source for cell in cells(path, "markdown"))


@PAGE
def test_headings_do_not_skip(path):
    levels = [
        len(marks)
        for cell in cells(path, "markdown")
        for marks in re.findall(r"^(#+) ", cell.source, re.MULTILINE)
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    for before, after in zip(levels, levels[1:], strict=False):
        assert after <= before + 1


@PAGE
def test_lines_are_short(path):
    for cell in cells(path, "code"):
        for line in cell.source.splitlines():
            assert len(line) <= 79, line


@PAGE
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)\)", text(path)):
        if not target.startswith("https://"):
            assert (path.parent / target).is_file(), target


@PAGE
def test_images_have_alt_text_that_says_something(path):
    for cell in cells(path):
        html = cell.source + "".join(
            output.get("data", {}).get("text/html", "")
            for output in cell.get("outputs", [])
        )
        assert not re.search(r"!\[\s*\]", cell.source)
        for image in re.findall(r"<img[^>]*>", html):
            alt = re.search(r'alt="([^"]*)"', image)
            assert alt and len(alt[1].split()) >= 8, path.name
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                assert "<img" in output.data.get("text/html", ""), (
                    f"{path.name}: a picture without words; use show()"
                )


@PAGE
def test_folds_are_closed(path):
    for cell in cells(path, "markdown"):
        opened = cell.source.count("<details>")
        assert opened == cell.source.count("</details>")
        assert opened == cell.source.count("<summary>")


@LESSON
def test_rhythm(path):
    """At most two code cells in a row; each prediction is hidden, folded."""
    kinds = [cell.cell_type for cell in cells(path)]
    assert "code code code" not in " ".join(kinds)
    found = cells(path)
    for number, cell in enumerate(found):
        if cell.metadata.get("jupyter", {}).get("outputs_hidden"):
            assert "**Predict.**" in found[number - 1].source
            assert found[number + 1].source.startswith("<details>")


@LESSON
def test_parts_that_every_lesson_has(path):
    words = text(path)
    parts = ("You will be able to", "Key points", "Limits", "**Next.**")
    for part in parts:
        assert part in words, part
    assert re.search(r"\*\*Lesson \d\d.*\d+ minutes", words, re.DOTALL)


@LESSON
def test_size(path):
    assert path.stat().st_size <= 400_000
    if path.stem[:2] in OWN_SHAPE:
        return
    prose = re.sub(r"<!--.*?-->|<[^>]+>", " ", text(path), flags=re.DOTALL)
    assert 900 <= len(re.findall(r"\w[\w’',.-]*", prose)) <= 1800
    code = [cell.source.count("\n") + 1 for cell in cells(path, "code")]
    assert 10 <= len(code) <= 16
    assert sorted(code)[len(code) // 2] <= 5


@LESSON
def test_objectives_are_met_by_an_exercise(path):
    exercise = ROOT / "exercises" / f"{path.stem}-exercise.ipynb"
    if not exercise.exists():
        assert path.stem[:2] in OWN_SHAPE
        return
    asked = set(re.findall(r"^## (\d\d\.\d)", text(exercise), re.MULTILINE))
    named = set(re.findall(r"\b\d\d\.\d\b", text(path).split("## Before")[0]))
    assert named == asked
