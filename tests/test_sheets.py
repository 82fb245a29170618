"""Sheets of cards: what stands on them, and the file that is printed."""

import base64
import re

import pandas as pd

from nkcourse.sheets import NONE, Sheet, handout, sheet
from nkcourse.tables import load

LINES = {"claims": "status_claimed", "argues": "basis", "in": "place"}


def positions(*ids):
    return load("positions").set_index("id").loc[list(ids)]


def printed(*sheets):
    """Return the file behind the link."""
    code = re.search(r'base64,([^"]+)"', handout(*sheets, name="d").html)[1]
    return base64.b64decode(code).decode("utf-8")


def test_a_card_names_holder_and_lines():
    found = sheet("Sheet A", positions("hrw"), LINES, letter="A")
    assert "<b>A1 · Human Rights Watch</b>" in found.html
    assert "<i>claims:</i> many refugees" in found.html
    assert found._repr_html_() == found.html and repr(found) == "<Sheet A>"


def test_a_place_has_author_and_year_and_no_id():
    found = sheet("S", positions("china_motive", "coi", "unhcr_2003"), LINES)
    assert "Lim Hyun-Chin and Chung Young Chul (mid-2000s): sec" in found.html
    assert "Jung-Hoon Lee 2020: section III" in found.html
    places = re.findall(r"<i>in:</i>([^<]*)", found.html)
    ids = set(load("sources")["id"])
    assert not ids & set(re.findall(r"\w+_\w+", " ".join(places)))


def test_a_source_without_author_or_year_still_has_a_name():
    row = pd.DataFrame({"h": ["x"], "source": ["piie_us"], "place": ["p"]})
    found = sheet("S", row, {"in": "place"}, head="h")
    assert "Peterson Institute for International Economics" in found.html


def test_contested_words_stand_in_quotation_marks():
    found = sheet("S", positions("china_motive", "china_bilateral"), LINES)
    assert "“illegal economic migrant”" in found.html
    assert "“illegal crosser”, to be handed back" in found.html
    assert not re.search(r"(?<!“)illegal (alien|migrant|crosser)", found.html)


def test_an_empty_cell_is_said():
    row = load("proposals").set_index("id").loc[["amnesty"]]
    found = sheet("S", row, {"by": "objection_by"}, head="proposal")
    assert f"<i>by:</i> {NONE}" in found.html
    both = {"objection": ("strongest_objection", "objection_by")}
    found = sheet("S", row, both, head="proposal")
    assert f"<i>objection:</i> {NONE}</p>" in found.html


def test_who_says_a_line_stands_behind_it():
    reply = {"answer": ("reply_to_reply", "answered_by")}
    found = sheet("S", positions("coi", "unhcr_2003"), reply)
    assert "border areas. ·\u00a0Cohen" in found.html
    assert "obligations. ·\u00a0UNHCR (Voice of America 2003)" in found.html


def test_words_are_escaped():
    row = pd.DataFrame({"h": ["a < b"], "t": ["c & d"]})
    found = sheet("<S>", row, {"": "t"}, head="h", lead="e < f", foot="g < h")
    for one in ("a &lt; b", "c &amp; d", "&lt;S&gt;", "e &lt; f", "g &lt; h"):
        assert one in found.html


def test_room_to_write_and_a_table():
    row = pd.DataFrame({"h": ["1"], "t": ["x"]})
    grid = pd.DataFrame("", index=range(3), columns=["card", "said"])
    found = sheet("S", row, {"": "t"}, head="h", blank=4, table=grid)
    assert found.html.count('class="write"') == 4
    assert 'class="dataframe empty"' in found.html
    full = sheet("S", row, {"": "t"}, head="h", table=row, columns=True)
    assert "empty" not in full.html and 'class="columns"' in full.html


def test_the_file_has_every_sheet_on_a_page_of_its_own():
    sheets = [Sheet(one, f"<section>{one}</section>") for one in ("A", "é")]
    page = printed(*sheets)
    assert page.startswith("<!doctype html>") and 'charset="utf-8"' in page
    assert "<section>A</section><section>é</section>" in page
    assert "section + section { break-before: page }" in page
    assert "http" not in page  # it fetches nothing


def test_the_link_downloads_a_named_file():
    link = handout(Sheet("A & B", "<p>x</p>"), name="debate").html
    assert 'download="debate.html"' in link and "1 page: A &amp; B" in link
