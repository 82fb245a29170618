"""The questions of lesson 15, *Capstone*, and of its report notebook."""

import pandas as pd

from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "Capstone"
DAY, NOW = "press of the day", "now"


def _people(year: int, edition: str = NOW) -> int:
    table = load("unhcr_totals_editions").set_index(["year", "edition"])
    return table.at[(year, edition), "refugees"]


def _fall(before: int, after: int) -> float:
    """Return by how many per cent of the first a number fell."""
    return 100 * (before - after) / before


def _lowered(year: int) -> float:
    return _fall(_people(year, DAY), _people(year))


def _month() -> pd.DataFrame:
    """Return the basic money of 2012 and 2025, in won and months of work."""
    wages = load("hana_survey").set_index("year").loc[[2012, 2025]]
    won = load("settlement_money").set_index("id")["million_won_high"]
    table = pd.DataFrame(
        {"won": won[["basic_2007", "basic_2024"]].to_numpy()},
        index=wages.index,
    )
    table["general"] = 100 * table["won"] / wages["general_wage_10k_won"]
    table["own"] = 100 * table["won"] / wages["wage_10k_won"]
    return table


def _change(column: str) -> float:
    first, last = _month()[column]
    return 100 * (last / first - 1)


def _model_question() -> str:
    first, last = _month()["won"]
    return (
        f"“The basic money rose from {first:.0f} million won in 2012 to "
        f"{last:.0f} million; before a cut in 2007 it had stood there too. Is "
        "it more of anything but won? I divide each amount by a monthly wage "
        "of its year. Yes: the months rise as the won do. No: they stand "
        "still or fall. The trap is the choice of years; I shall try every "
        "pair of rounds, both wages, and for 2019 both amounts.”"
    )


def _model_finding() -> str:
    first, last = _month()["general"]
    return (
        f"“In won {_change('won'):+.0f} per cent from 2012 to 2025; in months "
        f"of the general wage {_change('general'):+.0f} (from {first:.1f} to "
        f"{last:.1f}); in months of the own wage {_change('own'):+.0f}.” "
        "Above it stands a guard, with assert, for *shrank*. The alt text "
        "says between which values the money moves, not that there are "
        "two lines."
    )


def _model_sources() -> str:
    text = load("settlement_text").set_index("id")
    after = text.at["enc_money_after", "low"] / 1e6
    low, high = text.loc["lc_money", ["low", "high"]] / 1e6
    return (
        f"“The encyclopedia has {after:.0f} million won a person from 2004; "
        f"Lim and Chung, in the mid-2000s, about {low:.0f} to {high:.0f}. "
        "Another date, other parts of the support, or a slip: the addition "
        "of the parts is mine, I lean to the date, and I cannot decide.”"
    )


def _model_sure() -> str:
    return (
        "“Fair: measured in the general wage, most of the rise is gone. It "
        "holds in most pairs of years, and I name those where it does not. "
        "Weak: that the money fell in own wages; between some years it rose, "
        "and other people are asked each time. One survey carries the wages. "
        "A series of rents, or proof that the bill of 2025 was passed, would "
        "change my mind.”"
    )


QUESTIONS = {
    "15.a": Question(
        kind="share",
        right=lambda: _lowered(2020),
        reading=(
            "The other six moved by less than one per cent. How far a figure "
            "was revised so far is no promise for the next one."
        ),
        slips=(
            Slip(
                lambda: _people(2020, DAY) - _people(2020),
                "That is how many people fewer. Take it as a share of the "
                "figure of the day.",
            ),
            Slip(
                lambda: 100 * (_people(2020, DAY) / _people(2020) - 1),
                "You divided by the figure of now. Lowered from what? That "
                "one is the base.",
            ),
            Slip(
                lambda: 100 * _people(2020) / _people(2020, DAY),
                "That is what is left of the figure of the day. The question "
                "asks what was taken off.",
            ),
            Slip(
                lambda: 100 * _people(2020, DAY) / _people(2020),
                "That is the old figure as a share of the new one. Take the "
                "difference of the two, as a share of the old.",
            ),
            Slip(
                lambda: _lowered(2019),
                "That is 2019. The question asks for the figure of 2020.",
            ),
            Slip(
                lambda: _fall(_people(2019), _people(2020)),
                "That is the fall from 2019 to 2020 in the edition of now. "
                "Compare two editions of one year, 2020.",
            ),
            Slip(
                lambda: -_fall(_people(2019, DAY), _people(2020, DAY)),
                "That is the rise from 2019 to 2020 in the press of the day. "
                "Compare two editions of one year, 2020.",
            ),
            Slip(
                lambda: _people(2019) - _people(2020),
                "That is the fall from 2019 to 2020, in people. Compare two "
                "editions of one year, as a share.",
            ),
            Slip(
                lambda: _people(2020, DAY) - _people(2019, DAY),
                "That is the rise from 2019 to 2020 in the press, in people. "
                "Compare two editions of one year, as a share.",
            ),
            Slip(
                lambda: _people(2020),
                "That is the figure of now itself. By how many per cent is "
                "it below the figure of the day?",
            ),
            Slip(
                lambda: _people(2020, DAY),
                "That is the figure of the day itself. By how many per cent "
                "was it lowered?",
            ),
            Slip(
                lambda: round(_lowered(2020)),
                "That is a whole number. Give one decimal.",
            ),
        ),
        hints=(
            "Two figures for one year: the one of the day and the one of now. "
            "The change is a share of the one that was changed.",
            "day and now hold both: take now's figure from the day's, divide "
            "by the day's, and multiply by 100.",
        ),
    ),
    "15.1": Question(
        kind="share",
        right=lambda: _fall(_people(2014), _people(2015)),
        reading=(
            "The word fell holds. The figure in the sentence does not: both "
            "of its numbers were revised since."
        ),
        slips=(
            Slip(
                lambda: _fall(_people(2014, DAY), _people(2015, DAY)),
                "That is the fall in the press of the day, or yours as a "
                "whole number. Take both years from now, with one decimal.",
            ),
            Slip(
                lambda: _fall(_people(2014, DAY), _people(2015)),
                "2014 is from the press of the day and 2015 from now. Two "
                "years can be compared within one edition only.",
            ),
            Slip(
                lambda: _fall(_people(2014), _people(2015, DAY)),
                "2014 is from now and 2015 from the press of the day. Two "
                "years can be compared within one edition only.",
            ),
            Slip(
                lambda: 100 * (_people(2014) / _people(2015) - 1),
                "You divided by the later year. A fall is a share of what it "
                "fell from.",
            ),
            Slip(
                lambda: _people(2014) - _people(2015),
                "That is the fall in people. Take it as a share of the "
                "number that it fell from.",
            ),
            Slip(
                lambda: _people(2014, DAY) - _people(2015, DAY),
                "That is the fall in people, in the press of the day. Take "
                "both years from now, and give per cent.",
            ),
            Slip(
                lambda: 100 * _people(2015) / _people(2014),
                "That is what was left in 2015. The question asks how much "
                "was gone.",
            ),
            Slip(
                lambda: 100 * _people(2014) / _people(2015),
                "That is 2014 as a share of 2015. Take the difference, as a "
                "share of 2014.",
            ),
            Slip(
                lambda: _lowered(2015),
                "That is how far the figure of 2015 was revised. The question "
                "asks for the fall from 2014, within one edition.",
            ),
            Slip(
                lambda: _lowered(2014),
                "That is how far the figure of 2014 was revised. The question "
                "asks for the fall to 2015, within one edition.",
            ),
            Slip(
                lambda: -_fall(_people(2014), _people(2016)),
                "That is the change to 2016. The question asks for the one "
                "to 2015.",
            ),
            Slip(
                lambda: -_fall(_people(2015), _people(2016)),
                "That is the rise from 2015 to 2016. The question begins in "
                "2014.",
            ),
            Slip(
                lambda: _people(2015),
                "That is the figure of 2015. By how many per cent is it "
                "below that of 2014?",
            ),
            Slip(
                lambda: _people(2014),
                "That is the figure of 2014. By how many per cent did it "
                "fall?",
            ),
        ),
        hints=(
            "Keep the rows of the edition now, and of them the years 2014 "
            "and 2015.",
            'query("edition == \'now\'").set_index("year")["refugees"] gives '
            "a figure for each year. The later one from the earlier one, over "
            "the earlier one, times 100.",
        ),
    ),
    "15.2": OpenQuestion(
        rubric=(
            "Question (one point): is it one question for yes or no, and is "
            "it written down what a yes and what a no would look like?",
            "Question (two points): also the trap, and a list of three or "
            "more things to try?",
            "Ask besides: who counted, who is counted, who is missing?",
            "Ask besides: could somebody else repeat the measure from your "
            "words alone?",
        ),
        model=_model_question,
        hints=(
            "Begin with the form above it: its first six lines are this part.",
            "Write: 'I ask whether … I measure it by … A yes would be … A "
            "no would be … The trap is … I shall try …'",
        ),
        words=60,
    ),
    "15.3": OpenQuestion(
        rubric=(
            "Numbers (one point): is every number a value in braces, with "
            "unit, base and year?",
            "Numbers (two): also a guard above each sentence whose word "
            "(rose, most, nearly) hangs on a number?",
            "Figure (one): do title and alt text say the finding, and do "
            "bars begin at zero?",
            "Figure (two): also what the figure cannot tell?",
            "Ask besides: does the first sentence say what you found?",
        ),
        model=_model_finding,
        hints=(
            "Write the finding as one sentence, then the numbers that it "
            "needs, and no others.",
            "Put an f before the quotation marks and the value in braces: "
            "{value:.1f} gives one decimal, {value:,} commas.",
        ),
        words=80,
    ),
    "15.4": OpenQuestion(
        rubric=(
            "Sources compared (one point): are both figures there as "
            "printed, each with maker, date and base?",
            "Sources compared (two): also a reading in which both are true, "
            "or a sentence that none was found?",
            "Ask besides: does each source get its own hedge and ground?",
            "Ask besides: is what is your step (a sum, a match) called yours?",
        ),
        model=_model_sources,
        hints=(
            "catalogue() lists tables of editions, conflicts and texts; "
            "trace() with nothing in its brackets opens a search.",
            "Ask of both: whole or part, which date, which people, which "
            "edition? Write one sentence for each reading.",
        ),
        words=60,
    ),
    "15.5": OpenQuestion(
        rubric=(
            "Limits, and how sure (one point): has each finding its word, by "
            "your list?",
            "Limits, and how sure (two): also its other reading, and a table "
            "or fact that would change your mind?",
            "Fairness (one): has each contested word a holder, and is each "
            "group called as the pack calls it?",
            "Fairness (two): is the strongest reply of each side printed?",
            "Sources cited (one): cite for each table. (Two): also trace for "
            "each claim quoted.",
            "Ask besides: is a date that fits called no more than that?",
        ),
        model=_model_sure,
        hints=(
            "Go through your list of 15.2: in how many of its lines does the "
            "sentence hold, and does a rise become a fall in any?",
            "Write: 'Strong, because it holds in all of … Weak, because it "
            "turns when … I would change my mind if …'",
        ),
        words=60,
    ),
}
