"""The questions of lesson 06, *Life in China*, and of its exercise."""

import pandas as pd

from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "Life in China"

UNKNOWN = "with a person unknown before"
MONEY = "receiving monetary assistance"
BARE = "living at subsistence"


def _housing(row: str = UNKNOWN) -> int:
    return load("housing_in_china_1999").set_index("housing").at[row, "people"]


def _printed() -> float:
    """Return the printed share of the row in doubt."""
    table = load("housing_in_china_1999").set_index("housing")
    return table.at[UNKNOWN, "percent"]


def _housed() -> int:
    """Return the sum of the four printed counts of housing."""
    return load("housing_in_china_1999")["people"].sum()


def _base() -> int:
    """Return everyone in the survey, by living conditions."""
    table = load("living_in_china_1999")
    return table.loc[table["part_of"] == "everyone", "people"].sum()


def _too_many() -> int:
    return _housed() - _base()


def _mended() -> int:
    return _housing() - _too_many()


def _living(row: str, column: str = "people") -> float:
    table = load("living_in_china_1999").set_index("condition")
    return table.at[row, column]


def _share(part: str, base: str) -> float:
    return 100 * _living(part) / _living(base)


def _all_rows() -> int:
    return load("living_in_china_1999")["people"].sum()


def _neither() -> int:
    return _living("unemployed") - _living(MONEY) - _living(BARE)


def _stay(row: int, column: str = "people") -> float:
    return load("stay_in_china_1999")[column].iloc[row]


def _points_to(row: int) -> float:
    """Return the base on which a count gives its printed share."""
    return 100 * _stay(row) / _stay(row, "percent")


def _exchanged() -> int:
    """Return the sum of the stays with two pairs of digits exchanged."""
    first, fourth = str(_stay(0)), str(_stay(3))
    first = first[0] + first[2] + first[1] + first[3]
    fourth = fourth[:2] + fourth[3] + fourth[2]
    return int(first) + int(fourth) + sum(_stay(row) for row in (1, 2, 4, 5))


def _world_a() -> float:
    """Return the share that has left world A of the lesson."""
    return 1 - sum(1 / 2**month for month in range(6)) / 6


def _made() -> pd.DataFrame:
    """Return the made numbers of 06.4, as the exercise gives them."""
    here = [40, 30, 20, 10]
    return pd.DataFrame({"came": 40, "here": here})


def _left() -> int:
    made = _made()
    return made["came"].sum() - made["here"].sum()


def _of_came(people: int) -> float:
    return 100 * people / _made()["came"].sum()


def _gone(row: int) -> float:
    """Return which share of one month's people had left."""
    came, here = _made().iloc[row]
    return 100 * (came - here) / came


def _of_here(people: int) -> float:
    return 100 * people / _made()["here"].sum()


def _model() -> str:
    stay = load("stay_in_china_1999").set_index("length_of_stay")
    within = stay.at["3 to 6 months", "cumulative_percent"]
    return (
        "A. The table sorts people whom an aid group counted in China in "
        "1999 by how long they had been there so far. Nobody who had gone "
        "home, gone on or been sent back by then can be in it; who stays "
        "briefly can be met only briefly; and it does not say where anybody "
        "went later. "
        "Mended: of the people of this survey who are listed by stay, "
        f"{within} per cent, as printed, had been in China for up to six "
        "months."
    )


QUESTIONS = {
    "06.a": Question(
        kind="number",
        right=_mended,
        reading=(
            "That is what must stand there if everything else is right. Read "
            "on below: what must be so need not be proved."
        ),
        slips=(
            Slip(
                _housing,
                "That is the count as it is printed, the one in doubt. Which "
                "number would make the four add up to the base?",
            ),
            Slip(
                _too_many,
                "That is by how much the four counts are too many. Take it "
                "away from the printed count of the second row.",
            ),
            Slip(
                lambda: _housing() + _too_many(),
                "You went the wrong way. The four counts are more than the "
                "base, so the second must become smaller.",
            ),
            Slip(
                lambda: _mended() + _housing("no answer"),
                "You left out the row no answer. Those people belong to the "
                "base too.",
            ),
            Slip(
                lambda: _mended() + _housing("with spouse"),
                "You left out the row with spouse. Take away all three "
                "counts that are not in doubt.",
            ),
            Slip(
                lambda: _mended() + _housing("family or friends"),
                "You left out the row family or friends. Take away all three "
                "counts that are not in doubt.",
            ),
            Slip(
                lambda: -_too_many(),
                "That is by how much the base and the four counts differ. "
                "Which count must change by it, and in which direction?",
            ),
            Slip(
                lambda: _base() - _mended(),
                "That is the sum of the three other rows. Take it away from "
                "the base; what is left belongs to the second row.",
            ),
            Slip(
                _base,
                "That is the base itself. Take away the three counts that "
                "are not in doubt.",
            ),
            Slip(
                _housed,
                "That is the sum of the four printed counts. It should equal "
                "the base; by how much does it miss?",
            ),
            Slip(
                lambda: round(_printed() * _base() / 100),
                "You took the printed share of the base. A share with one "
                "decimal fits many counts; use the three other counts.",
            ),
            Slip(
                lambda: _printed() * _base() / 100,
                "You took the printed share of the base, not rounded. People "
                "are whole, and such a share fits many counts: use the three "
                "other counts.",
            ),
            Slip(
                lambda: round(_printed() * _housed() / 100),
                "You took the printed share of the sum of the four counts, "
                "which is itself in doubt. Use the base, and the other three "
                "counts.",
            ),
            Slip(
                lambda: round(round(_housing() / _base(), 3) * _base()),
                "You took the share that the doubtful count gives. Leave "
                "that count aside: begin from the base and the other three.",
            ),
            Slip(
                lambda: _housing("with spouse") - _too_many(),
                "You changed the third row. The row in doubt is the second.",
            ),
            Slip(
                _printed,
                "That is the printed share. The question asks for a count of "
                "people.",
            ),
        ),
        hints=(
            "The base is the sum that groupby gave for everyone. Three of "
            "the four counts are not in doubt.",
            "Add the counts of family or friends, spouse and no answer, and "
            "take the sum away from the base.",
        ),
    ),
    "06.1": Question(
        kind="share",
        right=lambda: _share(BARE, "working"),
        reading=(
            "The same people are a small part of everyone and a large part "
            "of those who worked. The words after “of” decide."
        ),
        slips=(
            Slip(
                lambda: _living(BARE, "percent"),
                "That is the printed share, of everyone in the survey. The "
                "question asks for a share of those who were working.",
            ),
            Slip(
                lambda: 100 * _living(BARE) / _base(),
                "You divided by everyone in the survey. The base of this "
                "question is the row working.",
            ),
            Slip(
                lambda: _share(MONEY, "working"),
                "That is the other inner row, on monetary assistance. Take "
                "the row living at subsistence.",
            ),
            Slip(
                lambda: _share(BARE, "unemployed"),
                "You divided by the unemployed. By the reading that the "
                "question names, the row lies inside working.",
            ),
            Slip(
                lambda: _share(BARE, MONEY),
                "You divided one part by the other part. A share divides the "
                "part by the whole: the row working.",
            ),
            Slip(
                lambda: (
                    100 * _living(BARE) / (_living("working") + _living(BARE))
                ),
                "You added the part to the base. Those people are in the row "
                "working already.",
            ),
            Slip(
                lambda: (
                    100
                    * _living(BARE)
                    / (_living("working") + _living(BARE) + _living(MONEY))
                ),
                "You added the inner rows to the base, in which they are "
                "already. The base is the row working alone.",
            ),
            Slip(
                lambda: _living(MONEY),
                "That is the number of people in the other inner row. Take "
                "the row living at subsistence, as a share of working.",
            ),
            Slip(
                lambda: _share("working", BARE),
                "You divided the whole by the part. Put the part above: its "
                "share must stay below 100.",
            ),
            Slip(
                lambda: (
                    100
                    * _living(BARE, "percent")
                    / _living("working", "percent")
                ),
                "The way is right, but you divided two rounded shares. Use "
                "the counts in the column people.",
            ),
            Slip(
                lambda: 100 * _living(BARE) / _all_rows(),
                "You divided by the sum of all five rows, in which some "
                "people stand twice. The base is the row working.",
            ),
            Slip(
                lambda: _living("working", "percent"),
                "That is the share of those who worked. The question asks "
                "which part of them lived at subsistence.",
            ),
            Slip(
                lambda: _living(BARE),
                "That is the number of people, the part. Divide it by the "
                "number of those who were working, and multiply by 100.",
            ),
            Slip(
                lambda: _share(BARE, "working") + 0.1,
                "Very close: round once, at the end, to one decimal.",
            ),
        ),
        hints=(
            "The base is named after “of those who”. Which row holds these "
            "people?",
            "Divide the people in living at subsistence by the people in "
            "working, and multiply by 100.",
        ),
    ),
    "06.2": Question(
        kind="number",
        right=_neither,
        reading=(
            "On this reading most of the unemployed stand in no inner row; "
            "on the other nobody who works is left over. The fit speaks for "
            "the second, the labels and the article's text for the first."
        ),
        slips=(
            Slip(
                lambda: _living("working") - _living(MONEY) - _living(BARE),
                "Nobody is left over where the two rows are parts of working. "
                "Here suppose that they are parts of the unemployed.",
            ),
            Slip(
                lambda: _living("unemployed") - _living(MONEY),
                "You took away only the row on monetary assistance. Take "
                "away those at subsistence as well.",
            ),
            Slip(
                lambda: _living("unemployed") - _living(BARE),
                "You took away only those at subsistence. Take away the row "
                "on monetary assistance as well.",
            ),
            Slip(
                lambda: _living(MONEY) + _living(BARE),
                "Those are the people in the two inner rows. The question "
                "asks how many of the unemployed would be in neither.",
            ),
            Slip(
                lambda: _living("unemployed"),
                "That is everyone without work. Take away those who would "
                "stand in the two inner rows.",
            ),
            Slip(
                lambda: _living("unemployed") + _living(MONEY) + _living(BARE),
                "You added the inner rows. If they lie inside the "
                "unemployed, they are counted there already: take them away.",
            ),
            Slip(
                lambda: _base() - _living(MONEY) - _living(BARE),
                "You began from everyone in the survey. Begin from the "
                "unemployed.",
            ),
            Slip(
                lambda: _neither() + _living("no answer"),
                "You counted those without an answer among the unemployed. "
                "They stand in a row of their own.",
            ),
            Slip(
                lambda: _neither() - _living("no answer"),
                "You took away those without an answer as well. They stand "
                "in a row of their own, and not among the unemployed.",
            ),
            Slip(
                lambda: _living("unemployed") - _living(MONEY) + _living(BARE),
                "You took away only the row on monetary assistance, and "
                "added those at subsistence. Put the two in brackets.",
            ),
            Slip(
                lambda: _neither() - _living("working"),
                "You took away the row working as well. Nobody in it is "
                "among the unemployed.",
            ),
            Slip(
                lambda: _living("unemployed") - _living("working") / 2,
                "You took away only half of the two inner rows. Take away "
                "both counts in full.",
            ),
            Slip(
                lambda: round(100 * _neither() / _living("unemployed"), 1),
                "That is a percentage. The question asks for the number of "
                "people.",
            ),
            Slip(
                lambda: (
                    _living("unemployed", "percent")
                    - _living(MONEY, "percent")
                    - _living(BARE, "percent")
                ),
                "That is a percentage of everyone. The question asks for the "
                "number of people.",
            ),
        ),
        hints=(
            "If two rows lie inside a third, what is left of it is what "
            "neither of them holds.",
            "Take the count of the unemployed, and take away the counts of "
            "both inner rows.",
        ),
    ),
    "06.3": Question(
        kind="number",
        tolerance=0.5,
        right=lambda: _points_to(0),
        reading=(
            "Its count is too large for its share, or its share too small. "
            "With two digits exchanged, here and once more further down, all "
            "six would fit one base: likely, not proved. See "
            'trace("000-238").'
        ),
        slips=(
            Slip(
                lambda: _points_to(1),
                "That row is one of the five that agree. Compute all six, "
                "and look for the one that stands apart.",
            ),
            Slip(
                lambda: _points_to(2),
                "The row 1 to 3 months is one of the five. Compute all six, "
                "and look for the one that stands apart.",
            ),
            Slip(
                lambda: _points_to(3),
                "That is the smallest of the six, a little off the others. "
                "Another row is off by far more.",
            ),
            Slip(
                lambda: _points_to(4),
                "The row 6 months to 1 year is one of the five. Compute all "
                "six, and look for the one that stands apart.",
            ),
            Slip(
                lambda: _points_to(5),
                "The row 1 to 3 years is one of the five. Compute all six, "
                "and look for the one that stands apart.",
            ),
            Slip(
                lambda: sum(_stay(row) for row in range(6)),
                "That is the sum of the six counts. The question asks where "
                "one row points: a hundred times its count, divided by its "
                "share.",
            ),
            Slip(
                _base,
                "That is the printed total. The question asks to which base "
                "one row points: a hundred times its count, divided by its "
                "share.",
            ),
            Slip(
                lambda: _stay(0) * _stay(0, "percent") / 100,
                "You multiplied by the share. To get from a part back to its "
                "base, divide by the share, and multiply by 100.",
            ),
            Slip(
                lambda: _stay(0) * _stay(0, "percent"),
                "You multiplied count and share. Divide the count by the "
                "share instead; then multiply by 100.",
            ),
            Slip(
                lambda: round(_points_to(0), -3),
                "You rounded to thousands. The question asks for whole "
                "people.",
            ),
            Slip(
                _exchanged,
                "That is a base of the ledger, on which the printed shares "
                "fit if two counts were misprinted. Here take count and "
                "share of the row as they are printed.",
            ),
            Slip(
                lambda: _stay(0, "percent"),
                "That is the share in the row. Divide the count by it, and "
                "multiply by 100.",
            ),
            Slip(
                lambda: 100 * _stay(0) / _base(),
                "That is the row's share of the printed total. The question "
                "asks for a base: divide by the printed share.",
            ),
            Slip(
                lambda: _stay(0),
                "That is the count in the row. Divide it by its share, and "
                "multiply by 100.",
            ),
            Slip(
                lambda: sum(_points_to(row) for row in range(6)) / 6,
                "That is the average over all six rows. The question asks "
                "for the one row that stands apart.",
            ),
            Slip(
                lambda: 100 * _stay(3) / _stay(3, "cumulative_percent"),
                "You divided by the running share. Use the column percent.",
            ),
            Slip(
                lambda: 0,
                "0 is the label of that row, at the left edge. The question "
                "asks for the base that its count and share point to.",
            ),
        ),
        hints=(
            'Let Python do all rows at once: 100 * stay["people"] / '
            'stay["percent"].',
            "Of the six numbers five lie close together. Take the other one, "
            "rounded to whole people.",
        ),
    ),
    "06.4": Question(
        kind="share",
        right=lambda: _of_came(_left()),
        reading=(
            "It took the column came to know it. Had nobody left, and had "
            "forty, thirty, twenty and ten come, the column here would be "
            "the same."
        ),
        slips=(
            Slip(
                lambda: _of_here(_made()["here"].iloc[:3].sum()),
                "That is the share of those here whose stay so far is short. "
                "None of them has left: use the column came.",
            ),
            Slip(
                lambda: _of_here(_made()["here"].iloc[:2].sum()),
                "That is the share of those here who came in the last two "
                "months. None of them has left: use the column came.",
            ),
            Slip(
                lambda: 100 * _world_a(),
                "That is the share of world A in the lesson. These numbers "
                "are others: add up came and here anew.",
            ),
            Slip(
                lambda: 200 / 3,
                "Two thirds is about the share of world A in the lesson. "
                "These numbers are others: add up came and here anew.",
            ),
            Slip(
                lambda: 100 / 3,
                "A third is about what is left in world A of the lesson. "
                "These numbers are others: add up came and here anew.",
            ),
            Slip(
                lambda: _of_came(_made()["here"].sum()),
                "That is the share of those who are still here. The question "
                "asks for those who left.",
            ),
            Slip(
                lambda: _of_here(_left()),
                "That many people left; it is also their number for each "
                "hundred still here. The question asks for a share of all "
                "who came.",
            ),
            Slip(
                lambda: 100 * _left() / _made()["came"].iloc[:3].sum(),
                "A month was left out, or only one was taken. All four "
                "months belong to the base.",
            ),
            Slip(
                lambda: _of_here(_made()["here"].iloc[0]),
                "That is the share of newcomers among those who are here. "
                "The question asks who left, of all who came.",
            ),
            Slip(
                lambda: _gone(3),
                "That is the share of those who left among the people of the "
                "earliest month. The question asks about all four months.",
            ),
            Slip(
                lambda: _gone(1),
                "That is the share who had left among the people of one "
                "month only. The question asks about all four months.",
            ),
            Slip(
                lambda: 100 * _made()["came"].sum() / _left(),
                "You divided the whole by the part. Put those who left "
                "above, and all who came below.",
            ),
            Slip(
                lambda: _made()["came"].sum(),
                "That is everyone who came, the base. Divide those who left "
                "by it, and multiply by 100.",
            ),
            Slip(
                lambda: _made()["here"].sum(),
                "That is everyone who is still here. Take it away from those "
                "who came, and divide by those who came.",
            ),
        ),
        hints=(
            "Who left is in no row. It is the difference between two columns.",
            "Add up each column. Take here away from came, divide by came, "
            "multiply by 100.",
        ),
    ),
    "06.5": OpenQuestion(
        rubric=(
            "Does it say what each figure counts, and of whom?",
            "Does it name people who cannot be in the figure?",
            "Does it keep apart what the first sentence made one: in A a stay "
            "and a return, in B what each source asked, and of whom?",
            "Does the mended sentence keep to the table, without a guess at "
            "what was not counted?",
            "Could one of the people counted read it as written about her or "
            "him with respect?",
        ),
        model=_model,
        hints=(
            "Ask of the figure: counted by whom, when, of whom, and who "
            "could not be there?",
            "Begin the mended sentence with its base: “Of the people who …”.",
        ),
    ),
}
