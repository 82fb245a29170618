"""The questions of lesson 03, *Reasons people give*, and of its exercise."""

import pandas as pd

from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "Reasons people give"

HUNGER = "hunger and survival"
WORK = "work and earn money in China"
FAMILY = "support family in North Korea"
THREE = [
    "survival or hardship",
    "fear of punishment",
    "dissatisfied with the system",
]


def _china(motive: str, column: str = "people") -> float:
    return load("motives_china_1999").set_index("motive").at[motive, column]


def _answers() -> int:
    return load("motives_china_1999")["people"].sum()


def _base(motive: str = HUNGER) -> float:
    """Return the people asked that one row of the survey in China implies."""
    return 100 * _china(motive) / _china(motive, "percent")


def _asked() -> int:
    return round(_base())


def _of_answers(motive: str) -> float:
    return 100 * _china(motive) / _answers()


def _both(one: str, other: str) -> int:
    """Return the least number of people who named both motives."""
    return int(_china(one) + _china(other) - _asked())


def _periods(column: str = "percent") -> pd.DataFrame:
    """Return the ministry's table, a row a motive, a column a period."""
    table = load("motives_arrivals_2000_2004")
    return table.pivot(index="motive", columns="period", values=column)


def _change(first: str, last: str, column: str = "percent") -> pd.Series:
    table = _periods(column)
    return (table[last] - table[first]).loc[THREE].round(1)


def _relative() -> pd.Series:
    return 100 * _change("2001", "2003") / _periods().loc[THREE, "2001"]


def _arrived(year: int, column: str = "total") -> int:
    return load("arrivals_by_sex").set_index("last_year").at[year, column]


def _three_years(column: str = "total") -> int:
    return sum(_arrived(year, column) for year in (2014, 2015, 2016))


def _press(name: str) -> float:
    return load("motives_conflicts").set_index("id").at[name, "value"]


def _least(year: int = 2016, column: str = "total") -> float:
    """Return the share of three years, if one year alone had any."""
    share = _arrived(year, column) / _three_years(column)
    return _press("hardship_56") * share


def _model_design() -> str:
    need = _periods().loc["survival or hardship"]
    first, last = need["2000"], need["2004 to June"]
    economic = load("kba_reasons_2018").set_index("group")["percent"]
    return (
        "The question: “Why did you leave the North? Mark every reason on "
        "this card that was true when you left. Then underline the main "
        "one.” The card is the same each year and holds hunger, work, "
        "family, fear (of what?), wish for freedom, others who went, and a "
        "free line. I would put it to a sample drawn by lot from everyone "
        "who arrives in the South in a year, asked by people who decide "
        "nothing about them, without a name on the sheet. I would print the "
        "number asked, the number who declined, and both tables, marked and "
        "underlined. “Motives moved from need to freedom” would gain weight "
        "if, year after year, the share underlining hunger or work fell and "
        "the share underlining freedom grew, both by more than chance "
        "allows. It would lose weight if need held or grew, as it does in "
        f"the ministry's table, from {first} to {last} per cent between 2000 "
        f"and June 2004. The {economic['economic']} per cent of the bar "
        "association cannot be set behind those two: another asker, another "
        "list, other people. Even my survey would say nothing of those who "
        "stayed in China or were sent back, and memory may give an old "
        "departure a new reason."
    )


QUESTIONS = {
    "03.a": Question(
        kind="number",
        tolerance=0.3,
        right=lambda: _asked(),
        reading=(
            "No table prints this number. It follows from the shares, and "
            "whoever uses it should say so."
        ),
        slips=(
            Slip(
                _answers,
                "That is the sum of the column people. Somebody who named "
                "two reasons is in it twice: use one row alone.",
            ),
            Slip(
                lambda: _china(HUNGER),
                "That is how many named the first reason, a part of those "
                "asked. Look for the whole that it is a part of.",
            ),
            Slip(
                lambda: _base("personal debt"),
                "You took a row with few people. Its printed share is "
                "rounded too coarsely to give the base: take the largest "
                "row.",
            ),
            Slip(
                lambda: _base("marry a Chinese citizen"),
                "Close. Few people are in that row, so rounding still moves "
                "the result: take the row with the most people.",
            ),
            Slip(
                lambda: round(_base("marry a Chinese citizen")),
                "One too many: a small row, and rounding did it. Take the "
                "row with the most people.",
            ),
            Slip(
                lambda: _china(HUNGER) * _china(HUNGER, "percent") / 100,
                "You took that percentage of the part. The part is known "
                "and the whole is not: divide by the percentage.",
            ),
            Slip(
                lambda: _china(HUNGER) / _china(HUNGER, "percent"),
                "That is how many people make one per cent. How many make a "
                "hundred?",
            ),
            Slip(
                lambda: _china(HUNGER, "percent") / _china(HUNGER) * 100,
                "The division stands on its head. Divide the people by the "
                "per cent, then multiply by 100.",
            ),
            Slip(
                lambda: _china(HUNGER, "percent") / _china(HUNGER),
                "That is how many per cent one person makes. Divide the "
                "other way round, then multiply by 100.",
            ),
            Slip(
                lambda: load("motives_china_1999")["percent"].sum(),
                "That is the sum of the shares. Use one row: its people and "
                "its per cent.",
            ),
            Slip(
                lambda: len(load("motives_china_1999")),
                "That is the number of reasons, a row each. The question "
                "asks for the people who were asked.",
            ),
            Slip(
                lambda: _answers() / len(load("motives_china_1999")),
                "That is how many named a reason, on average. Use one row: "
                "its people and its per cent.",
            ),
            Slip(
                lambda: 100,
                "A hundred per cent is everybody, but not a hundred people. "
                "How many people is one per cent?",
            ),
            Slip(
                lambda: int(_base()),
                "You cut the decimals off. The result lies just below a "
                "whole number of people: round it.",
            ),
        ),
        hints=(
            "The first row says that so many people are so many per cent. "
            "How many people are one per cent of those asked?",
            "Divide the people of the first row by its per cent: that is one "
            "per cent of those asked. All of them are how many times as "
            "many? Round to whole people.",
        ),
    ),
    "03.1": Question(
        kind="share",
        right=lambda: _of_answers(FAMILY),
        reading=(
            "Of the people, half named it. Both shares are true; a sentence "
            "has to say of what."
        ),
        slips=(
            Slip(
                lambda: _china(FAMILY, "percent"),
                "That is the share of the people asked, as printed. The "
                "question asks for the share of all answers.",
            ),
            Slip(
                lambda: _china(FAMILY),
                "That is a number of people. Divide it by the number of all "
                "answers and multiply by 100.",
            ),
            Slip(
                lambda: _of_answers(HUNGER),
                "That is the slice of the first reason, which the lesson "
                "shows. Take the row on supporting the family.",
            ),
            Slip(
                lambda: _of_answers(WORK),
                "That is the slice of the row above. Take the row on "
                "supporting the family.",
            ),
            Slip(
                lambda: _of_answers("others were going along"),
                "That is the slice of the row below. Take the row on "
                "supporting the family.",
            ),
            Slip(
                lambda: _china(FAMILY) / _china(HUNGER) * 100,
                "You divided by the largest reason. The base is all answers "
                "together, the sum of the column.",
            ),
            Slip(
                lambda: 100 * _china(FAMILY) / (_answers() - _china(FAMILY)),
                "You left this reason out of the base. All answers include "
                "it.",
            ),
            Slip(
                lambda: _answers() / _china(FAMILY),
                "You divided the whole by the part. A share is the part "
                "divided by the whole, times 100.",
            ),
            Slip(
                lambda: (
                    100
                    * _china(FAMILY)
                    / load("motives_china_1999")["percent"].sum()
                ),
                "You divided people by a sum of percentages. Part and whole "
                "need one unit: people by people, or per cent by per cent.",
            ),
            Slip(
                lambda: 100 * _china(FAMILY, "percent") / _answers(),
                "You divided a percentage by a number of answers. Part and "
                "whole need one unit: take the row's people.",
            ),
            Slip(
                lambda: (
                    _china(FAMILY, "percent")
                    - 100 * _china(FAMILY) / _answers()
                ),
                "That is how much smaller the slice is than the printed "
                "share. The question asks for the slice itself.",
            ),
            Slip(
                lambda: _of_answers(FAMILY) - _china(FAMILY, "percent"),
                "That is the difference from the printed share. The question "
                "asks for the slice itself.",
            ),
            Slip(
                lambda: _answers(),
                "That is the number of all answers, the base. Divide the "
                "row's people by it.",
            ),
            Slip(
                lambda: 100 / len(load("motives_china_1999")),
                "That gives each reason the same slice. Weigh the reason by "
                "how often it was named.",
            ),
            Slip(
                lambda: (
                    _china(FAMILY, "percent") / len(load("motives_china_1999"))
                ),
                "You divided the share by the number of reasons. Divide the "
                "row's people by the sum of the column people.",
            ),
        ),
        hints=(
            "Which number is the whole, if each answer counts once? The "
            "column people, added up.",
            'Divide the people of that row by china["people"].sum(), and '
            "multiply by 100.",
        ),
    ),
    "03.2": Question(
        kind="number",
        right=lambda: _both(HUNGER, FAMILY),
        reading=(
            "At least this many, and at most as many as named the rarer of "
            "the two. Where in between, no total can say."
        ),
        slips=(
            Slip(
                lambda: _china(HUNGER) + _china(FAMILY),
                "That is the number of ticks for the two reasons. It is more "
                "than the people asked: by how many?",
            ),
            Slip(
                lambda: _china(FAMILY),
                "That is the most who can have named both: everyone who "
                "named the rarer one. The question asks for the fewest.",
            ),
            Slip(
                lambda: _china(HUNGER),
                "That is how many named the first reason, with or without "
                "the other. Look for those who must have named both.",
            ),
            Slip(
                lambda: _both(HUNGER, WORK),
                "That is the bound for hunger and work, which the lesson "
                "shows. Take hunger and supporting the family.",
            ),
            Slip(
                lambda: _both(WORK, FAMILY),
                "That is the bound for work and supporting the family. Take "
                "hunger in place of work.",
            ),
            Slip(
                lambda: _china(HUNGER) - _china(FAMILY),
                "That is how many more named the one than the other. Add "
                "the two, and compare with the people asked.",
            ),
            Slip(
                lambda: 0,
                "Nobody in both would need a sheet for each tick of the two "
                "reasons. Were so many people asked?",
            ),
            Slip(
                lambda: _asked() - _china(HUNGER),
                "That is how many did not name hunger. The others all did; "
                "how many of them must have named the second reason too?",
            ),
            Slip(
                lambda: _asked() - _china(FAMILY),
                "That is how many did not name the family. Ask how many "
                "must have named both.",
            ),
            Slip(
                lambda: round(_china(HUNGER) * _china(FAMILY) / _asked()),
                "That supposes that the two reasons have nothing to do with "
                "each other. A bound supposes nothing: add, and take away "
                "the people asked.",
            ),
            Slip(
                lambda: (
                    _china(HUNGER, "percent") + _china(FAMILY, "percent") - 100
                ),
                "That is the right bound in per cent. The question asks for "
                "people.",
            ),
            Slip(
                lambda: 100 * _both(HUNGER, FAMILY) / _asked(),
                "You went one step too far, to a share of those asked. The "
                "question asks for people.",
            ),
            Slip(
                lambda: (_china(HUNGER) + _china(FAMILY)) / 2,
                "That is the mean of the two. Add them, and compare the sum "
                "with the people asked.",
            ),
            Slip(
                lambda: _china(HUNGER) + _china(FAMILY) - 100,
                "You took away a hundred, which is everybody in per cent. "
                "These are people: take away the people asked.",
            ),
            Slip(
                lambda: _asked() - _both(HUNGER, FAMILY),
                "That is the most who can have named only one of the two, or "
                "neither. The question asks for those who named both.",
            ),
            Slip(
                lambda: _answers() - _china(HUNGER) - _china(FAMILY),
                "You took the two reasons away from all answers. Take the "
                "people asked away from the two reasons' sum.",
            ),
            Slip(
                lambda: _answers() - _asked(),
                "You used all answers. Add the people of the two reasons "
                "only.",
            ),
            Slip(
                _asked,
                "That is everyone asked. How many ticks for the two reasons "
                "are left over, once each person has one?",
            ),
        ),
        hints=(
            "Give each person asked one tick. How many ticks for the two "
            "reasons are then left over?",
            "Add the people of the two rows, and take away the people asked.",
        ),
    ),
    "03.3": Question(
        kind="labels and numbers",
        # from the printed shares or from the counts: up to 0.15 apart
        tolerance=0.15,
        right=lambda: _change("2001", "2003"),
        reading=(
            "Discontent rises if one begins in 2001, and falls if one begins "
            "in 2000. Need rises and fear falls either way."
        ),
        slips=(
            Slip(
                lambda: -_change("2001", "2003"),
                "You took the later year from the earlier. Take 2001 from "
                "2003, so that a rise comes out positive.",
            ),
            Slip(
                lambda: _change("2000", "2003"),
                "You began with the first column. The question begins one "
                "year later.",
            ),
            Slip(
                lambda: _change("2001", "2004 to June"),
                "You ended with the half year of 2004. The question ends "
                "with 2003.",
            ),
            Slip(
                lambda: _change("2000", "2004 to June"),
                "You took the first and the last column. The question names "
                "two years between them.",
            ),
            Slip(
                lambda: _change("2001", "2002"),
                "You ended a year too early. The question ends with 2003.",
            ),
            Slip(
                lambda: _change("2002", "2003"),
                "You began a year too late. The question begins with 2001.",
            ),
            Slip(
                lambda: _change("2001", "2003", "people"),
                "Those are people. The question asks for the change of the "
                "share: use the column percent.",
            ),
            Slip(
                _relative,
                "Those are changes in per cent of the first share. For "
                "percentage points, take one share from the other and stop "
                "there.",
            ),
            Slip(
                lambda: _periods().loc[THREE, "2003"],
                "Those are the shares of the last year. The question asks "
                "by how much they changed.",
            ),
            Slip(
                lambda: _periods().loc[THREE, "2001"],
                "Those are the shares of the first year. The question asks "
                "by how much they changed.",
            ),
            Slip(
                lambda: _change("2001", "2003").abs(),
                "The sizes are right. A share that fell has a minus before "
                "it.",
            ),
            Slip(
                lambda: (
                    _periods().loc[THREE, "2003"]
                    / _periods().loc[THREE, "2001"]
                ),
                "You divided. The change in percentage points is a "
                "difference: take the one share from the other.",
            ),
            Slip(
                lambda: _relative() / 100,
                "You divided by the first share. For percentage points, "
                "take one share from the other and stop there.",
            ),
            Slip(
                # a table of two columns is read as labels and numbers
                lambda: _periods().loc[THREE].set_index("2001")["2003"],
                "Those are the shares of both years, side by side. Take the "
                "one column from the other.",
            ),
            Slip(
                lambda: _change("2001", "2003") / 100,
                "Those are hundredths. One percentage point is 1, not 0.01: "
                "leave the shares as the table has them.",
            ),
            Slip(
                lambda: _periods()["2003"] - _periods()["2001"],
                "Those are all seven reasons. The question asks for three "
                "of them: pick them with .loc[three].",
            ),
        ),
        hints=(
            "The cell above has a column for each period. Take one column "
            "from another, then keep three rows.",
            "Take the column of the first year from that of the last, in "
            "brackets, then put .loc[three] behind the closing bracket.",
        ),
    ),
    "03.4": Question(
        kind="share",
        right=_least,
        reading=(
            "Given what was supposed, no smaller share is possible, and it "
            "lies above the low teens. So a supposition fails, or the "
            "reports do not ask alike. Our notes, which pair figures and "
            "papers by date, put the low figure's report in August 2016, so "
            "it may stop before the end of that year; and those who finish "
            "in a year are not all who arrived in it."
        ),
        slips=(
            Slip(
                lambda: _press("hardship_56"),
                "That is the share in 2016 alone. The question asks for it "
                "in the three years together.",
            ),
            Slip(
                lambda: _press("hardship_56") / 3,
                "That gives each year the same weight. Weigh each year by "
                "the people who arrived in it.",
            ),
            Slip(
                lambda: _press("hardship_56") * _arrived(2016) / 100,
                "Those are the people of 2016 who named hardship. Divide "
                "them by everyone of the three years.",
            ),
            Slip(
                lambda: 100 * _arrived(2016) / _three_years(),
                "That is the share of 2016 among the three years. Of those "
                "people, only the printed percentage named hardship.",
            ),
            Slip(
                lambda: (
                    _press("hardship_56")
                    * _arrived(2016)
                    / (_arrived(2014) + _arrived(2015))
                ),
                "You left 2016 out of the base. The three years include it.",
            ),
            Slip(
                lambda: (
                    _press("hardship_56")
                    * _arrived(2016)
                    / (_arrived(2015) + _arrived(2016))
                ),
                "You used two years as the base. There are three.",
            ),
            Slip(
                lambda: _least(2014),
                "You put the percentage on the arrivals of 2014. It belongs "
                "to 2016.",
            ),
            Slip(
                lambda: _least(2015),
                "You put the percentage on the arrivals of 2015. It belongs "
                "to 2016.",
            ),
            Slip(
                lambda: _least(column="men"),
                "You used the men only. Take the column total.",
            ),
            Slip(
                lambda: _three_years(),
                "That is the base, everyone of the three years. The "
                "question asks for a share of it.",
            ),
            Slip(
                # of about 28,000 people on record
                lambda: 100 * _press("hardship_14600") / 28_000,
                "That is the figure for the records to 2015. Use the one "
                "for 2016, and the arrivals of three years.",
            ),
            Slip(
                lambda: (
                    _press("hardship_56")
                    * _arrived(2016)
                    / sum(_arrived(year) for year in range(2014, 2018))
                ),
                "You added a year too many to the base. Take 2014, 2015 and "
                "2016.",
            ),
            Slip(
                lambda: (
                    _press("hardship_56")
                    / 100
                    * _arrived(2016)
                    / _arrived(2014)
                    + _arrived(2015)
                    + _arrived(2016)
                ),
                "Division comes before addition. Put the three years in "
                "brackets before you divide by them.",
            ),
            Slip(
                lambda: round(_press("hardship_56") * _arrived(2016) / 100),
                "Those are people, in whole numbers. Divide them by "
                "everyone of the three years.",
            ),
            Slip(
                lambda: 100 - _least(),
                "That is the share who did not name hardship. Work with "
                "those who did.",
            ),
            Slip(
                lambda: 13,
                "That looks like a guess at the other report's figure. Start "
                "from the printed share of 2016 and the arrivals.",
            ),
            Slip(
                lambda: 100 - _press("hardship_56"),
                "That is the share of 2016 who did not name hardship. Work "
                "with those who did.",
            ),
        ),
        hints=(
            "How many people are the printed percentage of those who arrived "
            "in 2016? And how many arrived in the three years together?",
            "Multiply the printed percentage by the total of 2016, and "
            "divide by the sum of the three totals.",
        ),
    ),
    "03.5": OpenQuestion(
        rubric=(
            "Does it give the words of the question, and say whether one "
            "may mark several reasons, one, or both?",
            "Does it say who is asked, how they are chosen, and who is "
            "missing?",
            "Does it say who asks, where, and what hangs on the answer?",
            "Does it stay the same from one year to the next, and print its "
            "base?",
            "Does it name a result that would support the sentence, and one "
            "that would speak against it?",
            "Does it keep the reason for leaving apart from the cause, and "
            "from the reason for going on to the South?",
        ),
        model=_model_design,
        words=40,
        hints=(
            "Take the four rows of the table at the end of the lesson (who "
            "asks, whom, how many reasons each, what counts as need) and "
            "fill them in for your own survey.",
            "Begin with the words of the question. Then: who is asked, by "
            "whom, how often. Last: which result would change your mind?",
        ),
    ),
}
