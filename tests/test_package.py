"""load, catalogue, cite, describe, show: from a clone, a wheel, any path."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib import pyplot as plt

import nkcourse
from nkcourse import catalogue, cite, describe, load, show, use_style
from nkcourse.charts import (
    figure_html,
    png,
    show_texts_left,
    source_line,
    texts_left,
)
from nkcourse.errors import CourseError, UnknownNameError

ROOT = Path(__file__).resolve().parents[1]
ALT = "A line that rises from left to right, drawn for a test."


def test_load_gives_types_by_the_package():
    table = load("arrivals_by_sex")
    assert table["total"].dtype == "int64"
    assert table["first_year"].dtype == "Int64"  # open at its start
    assert pd.isna(table["first_year"].iloc[0])
    assert load("food_balance_1992_2002")["demand"].dtype == "float64"


def test_load_gives_a_fresh_table_each_time():
    table = load("arrivals_by_sex")
    table["total"] = 0
    assert load("arrivals_by_sex")["total"].sum() > 0


def test_text_na_is_no_missing_value():
    assert "NA" in set(load("unhcr_decisions")["level"])


def test_each_caller_gets_a_table_of_their_own():
    """It is read once; what a learner changes stays the learner's."""
    mine = load("arrivals_by_sex")
    before = mine.copy()
    mine.loc[0, "total"] = -1
    mine["more"] = 1
    pd.testing.assert_frame_equal(load("arrivals_by_sex"), before)


def test_catalogue_lists_every_table():
    assert len(catalogue()) == len(list((ROOT / "data").glob("*.csv")))
    assert list(catalogue())[:2] == ["table", "title"]


def test_cite_names_publisher_edition_source_and_licence():
    said = cite("arrivals_1989_2004")
    assert "Ministry of Unification" in said
    assert "Table 7" in said
    assert "Lim" in said
    assert said._repr_markdown_() == said == repr(said)


def test_many_sources_are_counted():
    said = cite("positions")
    count = load("positions")["source"].nunique()
    assert f"Taken from: {count} sources; the column `source`" in said
    few = load("unhcr_totals_editions")["source"].unique()
    for title in load("sources").set_index("id").loc[few, "title"]:
        assert title in cite("unhcr_totals_editions")


def test_describe_names_every_column():
    said = describe("arrivals_by_sex")
    for column in load("arrivals_by_sex"):
        assert f"`{column}`" in said


def figure():
    fig, ax = plt.subplots()
    ax.plot([1, 2], [1, 2])
    return fig


def test_show_gives_alt_caption_source_and_table(capsys):
    html = figure_html(
        png(figure()),
        alt=ALT + ' <"&">',
        caption="A test <b>.",
        source=["arrivals_by_sex", "events"],
        table=pd.DataFrame({"a": [1]}),
    )
    assert "&lt;&quot;&amp;&quot;&gt;" in html
    assert "A test &lt;b&gt;." in html
    assert "table arrivals_by_sex" in html and "table events" in html
    assert "<details>" in html and "<th>a</th>" in html


def test_show_closes_its_figure():
    fig = figure()
    show(fig, alt=ALT, caption="", source="arrivals_by_sex")
    assert not plt.fignum_exists(fig.number)


def test_show_asks_for_real_alt_text():
    with pytest.raises(CourseError, match="too short"):
        show(figure(), alt="Figure 1", caption="", source="arrivals_by_sex")


def test_show_asks_for_a_real_source():
    with pytest.raises(UnknownNameError, match="Did you mean"):
        show(figure(), alt=ALT, caption="", source="arrivals_by_sexx")


def test_pictures_are_the_same_bytes_each_time():
    use_style()
    assert png(figure()) == png(figure())
    assert source_line("arrivals_by_sex").startswith("Source: Ministry")


def test_every_table_can_be_named_as_a_source():
    for name in catalogue()["table"]:
        assert f"(table {name})" in source_line(name)


def test_errors_are_one_line_in_a_notebook():
    with pytest.raises(UnknownNameError) as caught:
        load("nothing_of_the_kind")
    (line,) = caught.value._render_traceback_()
    assert line == str(caught.value)


def test_public_names_have_docstrings():
    for name in nkcourse.__all__:
        said = getattr(nkcourse, name).__doc__
        assert said and len(said.split()) > 10, name


def run(code, cwd, **env):
    """Run a line of Python elsewhere; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


COUNT = (
    "import nkcourse, nkcourse.tables as t;"
    "n = len(nkcourse.catalogue());"
    "[nkcourse.load(x) for x in nkcourse.catalogue()['table']];"
    "print(n, t.DATA)"
)


def test_works_from_a_folder_with_spaces_and_hangul(tmp_path):
    clone = tmp_path / "북한 course pack"
    shutil.copytree(ROOT / "src", clone / "src")
    shutil.copytree(ROOT / "data", clone / "data")
    out = run(COUNT, tmp_path, PYTHONPATH=str(clone / "src"), PYTHONUTF8="1")
    assert out == f"{len(catalogue())} {clone / 'data'}"


@pytest.mark.parametrize(
    ("locale", "zone"),
    [("C", "UTC"), ("POSIX", "Asia/Seoul"), ("C.UTF-8", "America/St_Johns")],
)
def test_works_in_any_locale_and_time_zone(locale, zone):
    out = run(COUNT, ROOT, LC_ALL=locale, TZ=zone, PYTHONUTF8="0")
    assert out.startswith(f"{len(catalogue())} ")


def test_works_from_an_installed_wheel(tmp_path):
    """The wheel holds the tables; nothing of the clone is needed."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel",
         "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    inside = tmp_path / "site"
    shutil.unpack_archive(wheel, inside, "zip")
    out = run(COUNT, tmp_path, PYTHONPATH=str(inside))
    assert out == f"{len(catalogue())} {inside / 'nkcourse' / 'data'}"


def test_import_is_light():
    """Importing the package loads no matplotlib, seaborn or widgets."""
    code = (
        "import sys, nkcourse;"
        "print([m for m in ('matplotlib', 'seaborn', 'ipywidgets')"
        " if m in sys.modules])"
    )
    assert run(code, ROOT) == "[]"


def test_texts_of_a_table_stand_on_the_left():
    table = pd.DataFrame(
        {"who": ["a", None], "people": [1, 2], "known": [True, False]}
    )
    html = texts_left(table.to_html(), table)
    assert 'class="dataframe texts-3"' in html  # counted from the last
    assert "tr > :nth-last-child(3) {text-align: left}" in html
    named = texts_left("<table>", table.set_index("who"))
    assert ".texts-labels tbody th {text-align: left}" in named
    numbers = table[["people", "known"]]
    assert texts_left(numbers.to_html(), numbers) == numbers.to_html()


def test_a_notebook_shows_texts_on_the_left_once_the_package_is_there():
    shell = InteractiveShell.instance()
    formatter = shell.display_formatter.formatters["text/html"]
    before = formatter.type_printers.copy()
    try:
        show_texts_left()
        table = pd.DataFrame({"who": ["a", "b"]})
        assert "text-align: left" in formatter(table)
        wide = pd.DataFrame([["a"] * 30])  # pandas leaves out columns
        with pd.option_context("display.max_columns", 20):
            assert "text-align: left" not in formatter(wide)
        with pd.option_context("display.notebook_repr_html", False):
            assert formatter(table) is None
    finally:
        formatter.type_printers.clear()
        formatter.type_printers.update(before)
        InteractiveShell.clear_instance()


def test_a_named_index_is_part_of_the_table_behind_a_figure(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    table = pd.DataFrame({"people": [3]}, pd.Index([2012], name="year"))
    show(figure(), alt=ALT, caption="", source=[], table=table)
    assert "<td>2012</td>" in shown[0].data
    assert table.index.name == "year"  # the learner's own stays
    twice = table.assign(year=2012)  # a column of that name is there already
    show(figure(), alt=ALT, caption="", source=[], table=twice)
    assert shown[1].data.count("<td>2012</td>") == 1
