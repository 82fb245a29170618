"""weigh: sound tables, every control draws, fair room, and no decision."""

import random
import re
from itertools import pairwise, product

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from nkcourse import load
from nkcourse.errors import CourseError
from nkcourse.widgets.weigh import (
    MARKS,
    TABLES,
    answer,
    case_names,
    draw_weigh,
    element_names,
    fact_names,
    marks,
    reading_words,
    short_answer,
    terms,
    weigh,
    weigh_view,
    weighing,
)

CASES = list(load("case_files")["id"])
ELEMENTS = list(load("legal_elements")["id"])
READINGS = list(load("legal_readings")["id"])
FACTS = load("case_facts")
NEEDS = load("legal_readings").set_index("id")["needs"]
FORBIDDEN = re.compile(
    r"is a refugee|is not a refugee|is no refugee|verdict|should be granted"
    r"|should be refused|score|recommend|!",
    re.IGNORECASE,
)


def words(html):
    """Return what a reader reads of some HTML."""
    return re.sub(r"<[^>]+>", " ", re.sub(r'src="[^"]+"', "", html))


def some_ticks(case, seed):
    """Return ticks as a learner could set them, the same at every run."""
    chance = random.Random(f"{case}{seed}")
    facts = list(FACTS.query("case == @case")["id"])
    return {
        one: tuple(chance.sample(facts, chance.choice([0, 0, 1, 1, 2])))
        for one in ELEMENTS
    }


def elements_of(reading):
    return [one for term in terms(NEEDS[reading]) for one, _ in term.parts()]


def test_four_cases_of_five_to_seven_facts_with_an_unknown_each():
    assert CASES == list("ABCD")
    for case, facts in FACTS.groupby("case"):
        assert 5 <= len(facts) <= 7
        assert facts["id"].tolist() == [
            f"{case}{number}" for number in range(1, len(facts) + 1)
        ]
        assert (~facts["known"]).sum() >= 1
    said_unknown = FACTS["fact"].str.startswith("Not known: ")
    assert (said_unknown == ~FACTS["known"]).all()


def test_cases_name_nobody_and_no_place_below_a_country():
    countries = {"China", "Korea", "North", "South"}
    for said in [*FACTS["fact"], *load("case_files")["summary"]]:
        inside = re.findall(r"(?<=[a-z,;:] )[A-Z]\w+", said)
        assert set(inside) <= countries, said
        assert said.endswith(".")
    assert FACTS["fact"].str.len().max() < 100  # fits in the list


@pytest.mark.parametrize(
    ("table", "column", "other"),
    [
        ("case_facts", "case", "case_files"),
        ("legal_elements", "instrument", "instruments"),
        ("legal_readings", "instrument", "instruments"),
        ("legal_readings", "position", "positions"),
        ("legal_readings", "source", "sources"),
    ],
)
def test_ids_lead_somewhere(table, column, other):
    rows = load(table)
    assert rows["id"].is_unique
    assert set(rows[column].dropna()) <= set(load(other)["id"])


def test_ids_named_in_a_place_are_sources():
    sources = set(load("sources")["id"])
    for place in load("legal_readings")["place"]:
        named = set(re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", place))
        assert named <= sources, named - sources


def test_every_element_is_used_and_every_reading_parses():
    used = {one for reading in READINGS for one in elements_of(reading)}
    assert used == set(ELEMENTS)
    for reading in READINGS:
        found = elements_of(reading)
        assert len(found) == len(set(found)), reading


@pytest.mark.parametrize(
    "needs", ["outside and", "outside + fear", "f(outside)", "nonsense", "1"]
)
def test_an_expression_holds_elements_and_or_not_and_nothing_else(needs):
    with pytest.raises(CourseError, match="expression"):
        terms(needs)


@pytest.mark.parametrize("reading", READINGS)
def test_terms_agree_with_python_where_all_is_known(reading):
    found = elements_of(reading)
    for values in product([True, False], repeat=len(found)):
        standing = dict(zip(found, values, strict=True))
        met = all(one.met(standing) for one in terms(NEEDS[reading]))
        assert met == eval(NEEDS[reading], {}, standing)


def met(reading, standing):
    values = [one.met(standing) for one in terms(NEEDS[reading])]
    return False if False in values else None if None in values else True


def test_an_unknown_settles_nothing_unless_it_does_not_matter():
    none = dict.fromkeys(ELEMENTS, False)
    hungry = {"outside": True, "food": True, "ground": None}
    assert met("lee_food", none | hungry) is None
    assert met("lee_food", none | hungry | {"group": True}) is True
    assert met("south_exclusion", none | {"exclusion": None}) is None


def test_no_two_readings_always_answer_alike():
    chance = random.Random(8)
    states = [
        {one: chance.random() < 0.7 for one in ELEMENTS} for _ in range(4000)
    ]
    for one in READINGS:
        assert {met(one, state) for state in states} == {True, False}
        for other in READINGS[READINGS.index(one) + 1 :]:
            assert any(
                met(one, state) != met(other, state) for state in states
            ), (one, other)


def test_on_the_made_cases_each_reading_can_answer_in_several_ways():
    """Facts enough stand in the cases; some ticks meet a reading, some not."""
    held = [
        weighing(case, some_ticks(case, seed))
        for case in CASES
        for seed in range(100)
    ]
    for reading in READINGS:
        said = {short_answer(reading, one) for one in held}
        assert "every element has a fact" in said, reading
        assert "turns on an unknown" in said, reading
        assert len(said) > 2, reading


def test_kk_and_gp_part_on_who_is_a_citizen_of_the_north():
    ticks = dict.fromkeys(
        ["outside", "fear", "ground", "unprotected", "north"], ["C1"]
    )
    held = weighing("C", ticks)
    assert short_answer("kk", held) == "every element has a fact"
    assert short_answer("gp", held) == "1 in the way"
    feared = weighing("C", ticks | {"fear_second": ["C5"]})
    assert short_answer("gp", feared) == "every element has a fact"
    unknown = weighing("C", ticks | {"entitled": ["C7"]})
    assert short_answer("kk", unknown) == "turns on an unknown"


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("seed", range(6))
def test_every_state_draws_in_words_too_and_decides_nothing(case, seed):
    ticks = some_ticks(case, seed) if seed else {}
    for element in list(element_names())[seed :: len(range(6))]:
        fig, alt, table = draw_weigh(case, element, **ticks)
        assert fig.get_figwidth() == 8
        assert len(alt.split()) > 60 and f"case {case}" in alt
        assert set(table["standing"]) <= set(MARKS)
        html = weigh_view(
            case=next(k for k, v in case_names().items() if v == case),
            element=element,
            **ticks,
        ).html
        said = words(html)
        assert not FORBIDDEN.search(said + alt), FORBIDDEN.search(said + alt)
        assert said.count("On this reading, with these ticks,") == len(
            READINGS
        )
        for about in load("legal_readings").itertuples():
            assert about.reading in said
        assert "nan" not in said.split()


def test_tables_decide_nothing():
    for name in TABLES:
        assert not FORBIDDEN.search(load(name).to_csv()), name


@pytest.mark.parametrize("case", CASES)
def test_readings_have_a_fair_share_of_room(case):
    for seed in range(5):
        held = weighing(case, some_ticks(case, seed) if seed else {})
        room = [
            len(words(reading_words(one, held)).split()) for one in READINGS
        ]
        assert max(room) <= 2 * min(room)


def test_no_label_is_cut():
    every = {one: ["A1"] for one in ELEMENTS if one not in ("fear", "ground")}
    fig, _, table = draw_weigh("A", **every | {"fear_second": []})
    assert "stands in the way, has a fact" in set(table["standing"])
    drawn = FigureCanvasAgg(fig).get_renderer()
    ends = [one for one in fig.axes[0].texts if one.get_text()]
    assert any(
        "without a fact, 2 in the way" in one.get_text() for one in ends
    )
    for one in [*ends, *fig.texts]:
        assert one.get_window_extent(drawn).x1 < 100 * fig.get_figwidth()
    fig.canvas.draw()
    pixels = np.asarray(fig.canvas.buffer_rgba())
    edge = pixels[[0, -1]], pixels[:, [0, -1]]
    assert all((one == 255).all() for one in edge)  # nothing runs over it


def test_marks_say_what_the_sentences_say():
    held = weighing("D", {"outside": ["D1"], "exclusion": ["D6", "D7"]})
    found = marks("convention_text", held)
    assert found["outside"] == "asked for, has a fact"
    assert found["fear"] == "asked for, has none"
    assert found["exclusion"] == "stands in the way, has a fact"
    assert found["second"] == "would stand in the way, has none"
    assert found["fear_second"] == "not needed, as things stand"
    said = answer("convention_text", held)
    assert "these have none: “well-founded fear”" in said
    assert "in the way: “grave crime or act” (D6, D7) has a fact" in said
    assert answer("south_exclusion", held).endswith(
        "every element it asks for has a fact."
    )


def test_an_unknown_that_is_ticked_is_said():
    state = dict(case="A: left for food", element="Food denied by rank")
    html = weigh_view(**state, food=("A7",)).html
    assert "You ticked A7, an unknown" in words(html)
    assert "You ticked" not in words(weigh_view(**state).html)
    held = weighing("A", {"outside": ["A1"], "group": ["A3"], "food": ["A7"]})
    assert "turns on an unknown: “food denied by rank” (A7)" in answer(
        "lee_food", held
    )


@pytest.mark.parametrize(
    ("case", "ticks"),
    [("E", {}), ("A", {"fear": ["B1"]}), ("A", {"hunger": ["A1"]})],
)
def test_what_does_not_exist_is_met_by_a_sentence(case, ticks):
    with pytest.raises(CourseError, match="Choose one of|Its facts are"):
        weighing(case, ticks)


def shown(widget):
    return widget._picture.shown["html"]


def test_every_control_is_named_and_moves_the_picture():
    for name in weigh()._controls:
        widget = weigh()
        control = widget._controls[name]
        assert control.description, name
        before = shown(widget)
        last = control.options[-1]
        control.value = (last,) if name in ELEMENTS else last
        assert shown(widget) != before, name


def test_one_list_of_facts_is_shown_at_a_time():
    widget = weigh()
    for name, element in element_names().items():
        widget._controls["element"].value = name
        seen = [
            one
            for one in ELEMENTS
            if widget._controls[one].layout.display != "none"
        ]
        assert seen == [element]


def test_another_case_begins_without_ticks():
    widget = weigh()
    widget._controls["fear"].value = (fact_names("A")[5],)
    assert "Ticked for “well-founded fear”" in shown(widget)
    widget._controls["case"].value = list(case_names())[1]
    assert widget._controls["fear"].options == fact_names("B")
    assert "Ticked for" not in shown(widget)
    widget._controls["case"].value = list(case_names())[0]
    assert "Ticked for" not in shown(widget)


def test_ticks_stay_while_another_element_is_looked_at():
    widget = weigh()
    widget._controls["fear"].value = (fact_names("A")[5],)
    widget._controls["element"].value = "Social group"
    assert "Ticked for “well-founded fear”" in shown(widget)


def test_without_a_kernel_there_is_a_figure_a_table_and_a_sentence():
    bundle = weigh()._repr_mimebundle_()
    assert "<img alt=" in bundle["text/html"]
    assert "<table" in bundle["text/html"]
    assert "With a running kernel" in bundle["text/html"]
    assert "Made for the course" in bundle["text/html"]


def test_readings_stand_in_one_order_everywhere():
    html = shown(weigh())
    at = [
        html.index(f"<strong>{one}.</strong>")
        for one in load("legal_readings")["reading"]
    ]
    assert all(one < other for one, other in pairwise(at))
