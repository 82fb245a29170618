"""The questions of lesson 13, *Moving on and going back*, and its exercise."""

from collections.abc import Callable
from math import comb

import numpy as np
import pandas as pd

from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "Moving on and going back"
OLD, NEW = "2015-09-11", "2022-09-27"


def _known(edition: str, first: int, last: int) -> int:
    """Return the known returns of some years in one edition, added up."""
    table = load("returns_to_north")
    rows = table["year"].between(first, last)
    return int(table.loc[rows & (table["edition"] == edition), "people"].sum())


def _come(last: int, first: int = 0) -> int:
    """Return the arrivals from one year (or the start) to another."""
    table = load("arrivals_by_sex")
    return int(table.loc[table["last_year"].between(first, last)].total.sum())


def _rate(first: int, last: int, base: int, per: int = 10_000) -> float:
    return per * _known(NEW, first, last) / base


def _moved(base: float, per: int = 10_000) -> float:
    facts = load("settlement_facts").set_index("id")
    return per * facts.at["third_country", "value"] / base


def _printed() -> int:
    """Return what the encyclopedia prints of the ministry's records."""
    return int(
        load("returns_text").set_index("id").at["enc_records", "number"]
    )


def _accepted(counter: str) -> pd.Series:
    """Return the acceptances in Canada by one counter, by year."""
    table = load("canada_acceptances_conflict")
    table = table[table["measure"] == "accepted"]
    rows = table["counter"].str.contains(counter)
    return table[rows].set_index("year")["people"].astype(int)


def _gap(one: str, other: str) -> pd.Series:
    return (_accepted(one) - _accepted(other)).dropna()


def _gaps(one: str = "UNHCR", other: str = "Board") -> pd.Series:
    gap = _gap(one, other)
    return gap[gap != 0]


def _of_2012(one: str, other: str) -> pd.Series:
    """Return the differences, that of 2012 between two other counters."""
    gap = _gaps()
    return gap.where(gap.index != 2012, int(_gap(one, other)[2012]))


def _filled(*years: int) -> pd.Series:
    """Return the differences, with a zero for some years more."""
    return pd.concat([_gaps(), pd.Series(0, index=list(years))])


def _of(counter: str) -> pd.Series:
    return _accepted(counter)[_gaps().index]


def _with_claims() -> pd.Series:
    """Return the differences, with the claims of one year among them."""
    table = load("canada_acceptances_conflict").set_index("id")["people"]
    gap = _gaps()
    claims = table["unhcr_claims_2012"] - table["irb_2012"]
    return gap.where(gap.index != 2012, int(claims))


def _ways(*counts: int) -> float:
    """Return in how many of 100 worlds the first pair has one of counts."""
    people = _early() + _late()
    return 100 * sum(comb(people, one) for one in counts) / 2**people


def _early() -> int:
    return _known(NEW, 2012, 2013)


def _late() -> int:
    return _known(NEW, 2016, 2017)


def _side() -> float:
    return _ways(*range(_early(), _early() + _late() + 1))


def _beyond() -> float:
    return _ways(*range(_early() + 1, _early() + _late() + 1))


def _lesson_border() -> int:
    """Return the lower border of the lesson, for its own list."""
    return _known(NEW, 2012, 2015) - _early()


def _made() -> pd.Series:
    """Return the made worlds of the exercise, as its cell makes them."""
    people = _early() + _late()
    rng = np.random.default_rng(134)
    return pd.Series(rng.binomial(people, 1 / 2, size=10_000))


def _worlds() -> int:
    """Return how many of those are at least as uneven, unshared."""
    made = _made()
    return int(((made >= _early()) | (made <= _late())).sum())


def _share(low: int, high: int) -> float:
    """Return how many of 100 of those lie between two counts, or on them."""
    return 100 * float(_made().between(low, high).mean())


def _both(value: Callable[[], float], says: str) -> tuple[Slip, Slip]:
    """Return a slip, and the same one rounded to one decimal."""
    return Slip(value, says), Slip(
        lambda: round(value(), 1), f"{says} (And give two decimals.)"
    )


def _model_draft() -> str:
    table = load("returns_to_north")
    known = table[table["edition"] == NEW].set_index("year")["people"]
    satisfied = load("hana_survey").set_index("year")["satisfied_percent"]
    return (
        f"By September 2022 the ministry had identified {known[2012]} returns "
        f"for 2012, {known[2013]} for 2013, {known[2014]} each for 2014 and "
        f"2015, then {known[2016]} and {known[2017]}, and one for each of "
        "three later years; two years have no row. These are lower "
        "bounds: the counts are small, late cases may be missing, and "
        "whether fewer people went back they cannot show. In the settlement "
        f"survey of 2025, {satisfied[2025]} per cent of the people asked, who "
        "come from the North, arrived between 1997 and 2024 (so not only "
        "newcomers) and live in the South, were satisfied with "
        "their life. South Koreans were not asked; their attitudes need a "
        "survey of South Koreans, with the same question in at least two "
        "years."
    )


QUESTIONS = {
    "13.a": Question(
        kind="number",
        tolerance=0.005,
        right=lambda: _rate(2017, 2017, _come(2017)),
        reading=(
            "Of each ten thousand who had come by then, at least so many are "
            "known to have gone back in that year."
        ),
        slips=(
            Slip(
                lambda: _rate(2017, 2017, _come(2017, 2017)),
                "You divided by the people who came in 2017 alone. Divide by "
                "everyone who had come by the end of it.",
            ),
            Slip(
                lambda: _rate(2017, 2017, _come(2016)),
                "You divided by the stock at the end of the year before. Take "
                "so_far in the row of 2017.",
            ),
            Slip(
                lambda: _rate(2017, 2017, _come(2018)),
                "You divided by the stock at the end of 2018. Take so_far in "
                "the row of 2017.",
            ),
            Slip(
                lambda: _rate(2017, 2017, _come(2025)),
                "You divided by everyone who has ever come. Those who came "
                "after 2017 could not go back in it.",
            ),
            Slip(
                lambda: round(_rate(2017, 2017, _come(2017)), 1),
                "You rounded to one decimal. The question asks for two.",
            ),
            Slip(
                lambda: round(_rate(2017, 2017, _come(2017))),
                "You rounded to a whole number. The question asks for two "
                "decimals.",
            ),
            Slip(
                lambda: _rate(2017, 2017, _come(2017), 1_000),
                "That is the rate for each thousand. Multiply by 10_000.",
            ),
            Slip(
                lambda: _rate(2017, 2017, _come(2017), 100),
                "That is a per cent. The question asks for the rate for each "
                "ten thousand.",
            ),
            Slip(
                lambda: _rate(2017, 2017, _come(2017), 1),
                "You divided, and then stopped. Multiply by 10_000.",
            ),
            Slip(
                lambda: _rate(2012, 2017, _come(2017)),
                "You added the returns of all years up to 2017. Take those of "
                "2017 alone.",
            ),
            Slip(
                lambda: _come(2017) / _known(NEW, 2017, 2017),
                "You divided the stock by the returns. The returns come "
                "first, above the line.",
            ),
            Slip(
                lambda: _known(NEW, 2017, 2017),
                "That is the count. Divide it by the stock, and multiply by "
                "10_000.",
            ),
            Slip(
                lambda: _come(2017),
                "That is the stock. It belongs below the line: divide the "
                "returns by it.",
            ),
            Slip(
                lambda: _rate(2012, 2012, _come(2012)),
                "That is the rate of 2012, which stands above. Take the row "
                "of 2017.",
            ),
            Slip(
                lambda: _rate(2015, 2015, _come(2015)),
                "That is the rate of 2015. Take the row of 2017.",
            ),
        ),
        hints=(
            "Returns of 2017 above the line, so_far of 2017 below it. Which "
            "of the two is the stock?",
            "Multiply the returns by 10_000, divide by so_far, and round the "
            "result with round(…, 2).",
        ),
    ),
    "13.1": Question(
        kind="number",
        right=lambda: _known(OLD, 2001, 2013),
        reading=(
            "The one of 2001 belongs to it. It is more than the encyclopedia "
            "has from the ministry in 2014. Returns can become known late; "
            "that may be all."
        ),
        slips=(
            Slip(
                lambda: _known(OLD, 2001, 2014),
                "You added all rows of that edition, also 2014. The question "
                "stops at the end of 2013.",
            ),
            Slip(
                lambda: _known(OLD, 2012, 2013),
                "You left out a year: that edition begins earlier than the "
                "other. (The newer edition, alone, gives the same number.)",
            ),
            Slip(
                _printed,
                "That is what the encyclopedia prints. Add up the rows of "
                "the edition of 2015.",
            ),
            Slip(
                lambda: _known(OLD, 2001, 2013) + _known(NEW, 2012, 2013),
                "You added the same people twice, once from each edition. "
                "Keep the edition of 2015.",
            ),
            Slip(
                lambda: _known(OLD, 2001, 2014) + _known(NEW, 2012, 2022),
                "You added the whole table, both editions. They count many "
                "of the same people.",
            ),
            Slip(
                lambda: _known(NEW, 2012, 2022),
                "That is the whole edition of 2022. The question asks what "
                "was known in 2015.",
            ),
            Slip(
                lambda: _known(OLD, 2013, 2013),
                "That is one year alone. The question asks for everything up "
                "to the end of 2013.",
            ),
            Slip(
                lambda: _known(NEW, 2012, 2014),
                "You took the other edition, and a year too many. Keep the "
                "edition of 2015, up to 2013.",
            ),
            Slip(
                lambda: int(
                    load("returns_text").set_index("id").at["enc_11", "number"]
                ),
                "That is another count that the encyclopedia prints. Add up "
                "the rows of the edition of 2015.",
            ),
            Slip(
                lambda: _known(OLD, 2001, 2012),
                "You stopped before 2013. Its end is asked for, so its row "
                "belongs in.",
            ),
            Slip(
                lambda: _known(NEW, 2012, 2015),
                "Those are the first four years of the edition of 2022. Take "
                "the other edition, up to 2013.",
            ),
            Slip(
                lambda: _known(OLD, 2001, 2013) - _printed(),
                "That is how many more it is than the encyclopedia prints. "
                "The question asks for the number itself.",
            ),
            Slip(
                lambda: (load("returns_to_north")["edition"] == OLD).sum() - 1,
                "You counted rows. Add up their column people.",
            ),
        ),
        hints=(
            "Two conditions: the edition is '2015-09-11', and the year is at "
            "most 2013. How many rows fit both?",
            "Keep those rows with query, take the column people, and add it "
            "up with .sum().",
        ),
    ),
    "13.2": Question(
        kind="number",
        tolerance=0.005,
        right=lambda: _moved(_come(2020)),
        reading=(
            "For five years together. Whoever moved on unreported is missing, "
            "and the base still holds people who left or died."
        ),
        slips=(
            Slip(
                lambda: round(_moved(_come(2020)), 1),
                "You rounded to one decimal, or went past 2020. The question "
                "asks for two decimals, and for the stock of 2020.",
            ),
            Slip(
                lambda: round(_moved(_come(2020))),
                "You rounded too far, or stopped at the end of 2019 as well. "
                "The question asks for two decimals, and for the stock of "
                "2020.",
            ),
            Slip(
                lambda: _moved(_come(2019)),
                "You stopped at the end of 2019. The row of 2020 belongs in: "
                "at most is <=.",
            ),
            Slip(
                lambda: _moved(_come(2021)),
                "You went past 2020, to the end of 2021. Stop a year before.",
            ),
            *_both(
                lambda: _moved(_come(2020, 2016)),
                "You divided by those who came in the same five years. People "
                "who came earlier can move on too: take everyone by 2020.",
            ),
            *_both(
                lambda: _moved(_come(2025, 2016)),
                "You divided by those who came from 2016 on. Take everyone "
                "who had come by the end of 2020, from the first row.",
            ),
            *_both(
                lambda: _moved(_come(2020, 2020)),
                "You divided by those who came in 2020 alone. Take everyone "
                "who had come by its end.",
            ),
            *_both(
                lambda: _moved(_come(2020, 2019)),
                "You divided by those who came in two years. Take everyone "
                "who had come by the end of 2020.",
            ),
            *_both(
                lambda: _moved(_come(2025, 2019)),
                "You divided by the rows that the cell shows. The table has "
                "more above them: add up to 2020 from its start.",
            ),
            *_both(
                lambda: _moved(_come(2025)),
                "You divided by everyone in the table. Stop at the end of "
                "2020.",
            ),
            *_both(
                lambda: _moved(_come(2015)),
                "You stopped at the end of 2015. The question says by the end "
                "of 2020.",
            ),
            Slip(
                lambda: _moved(_come(2020, 1999)),
                "You left out the first row, everyone who came up to 1998. "
                "They had come by 2020 too.",
            ),
            *_both(
                lambda: _moved(5 * _come(2020)),
                "You divided by five as well: that is one year. The question "
                "asks for the five years together.",
            ),
            *_both(
                lambda: _moved(_come(2020), 1_000),
                "That is the rate for each thousand. Multiply by 10_000.",
            ),
            Slip(
                lambda: _moved(_come(2020), 100),
                "That is a per cent. Multiply by 10_000, then round.",
            ),
            Slip(
                lambda: _moved(_come(2020), 1),
                "You divided, and then stopped. Multiply by 10_000, then "
                "round.",
            ),
            Slip(
                lambda: _come(2020) / _moved(1, 1),
                "You divided the stock by the people who moved on. They come "
                "first, above the line.",
            ),
            Slip(
                lambda: _moved(1, 1),
                "That is the count. Divide it by the stock, and multiply by "
                "10_000.",
            ),
            Slip(
                lambda: _come(2020),
                "That is the stock. Divide the people who moved on by it, and "
                "multiply by 10_000.",
            ),
            Slip(
                lambda: _come(2025),
                "That is everyone in the table. Stop at the end of 2020, and "
                "divide the people who moved on by that.",
            ),
        ),
        hints=(
            "The stock is everyone who had come by the end of 2020: all rows "
            "of come with last_year up to 2020, the first one too.",
            'come.query("last_year <= 2020")["total"].sum() is the stock. '
            "Divide moved by it; for each ten thousand, multiply.",
        ),
    ),
    "13.3": Question(
        kind="labels and numbers",
        right=_gaps,
        reading=(
            "Beside hundreds a dozen is little; in the last of these years "
            "the gap is more than half of the smaller figure. Which day and "
            "which decision was counted, our table does not say. UNHCR's 0 "
            "is rounded: in that year the two agree as printed."
        ),
        slips=(
            Slip(
                lambda: -_gaps(),
                "You took the Board minus UNHCR. The question asks for UNHCR "
                "minus the Board, so turn the signs.",
            ),
            Slip(
                lambda: _gap("UNHCR", "Board"),
                "A year in which both print the same stands there too. Leave "
                "it out: the question asks where they differ.",
            ),
            Slip(
                lambda: _gaps("UNHCR", "McKie"),
                "You compared UNHCR with the journalist. The question asks "
                "for the Board.",
            ),
            Slip(
                lambda: pd.concat([_gaps(), _gaps("UNHCR", "McKie")[[2014]]]),
                "For one of these years the Board has no figure; you took the "
                "journalist's. Leave that year out.",
            ),
            Slip(
                _with_claims,
                "In one year you took claims, which are applications. Keep "
                "the rows with measure accepted.",
            ),
            Slip(
                lambda: _filled(2014),
                "For 2014 only UNHCR and the journalist have a figure. A "
                "missing figure is not a zero: leave that year out.",
            ),
            Slip(
                lambda: _filled(2014, 2016),
                "For 2014 the Board has no figure, and a missing figure is "
                "not a zero. For 2016 both print the same: leave both out.",
            ),
            Slip(
                lambda: _of_2012("UNHCR", "McKie"),
                "For 2012 you took away the journalist's figure. Take away "
                "the Board's.",
            ),
            Slip(
                lambda: _of_2012("McKie", "Board"),
                "For 2012 you started from the journalist's figure. Start "
                "from UNHCR's.",
            ),
            Slip(
                lambda: _gaps("McKie", "Board"),
                "You compared the journalist with the Board. The question "
                "asks for UNHCR and the Board.",
            ),
            Slip(
                lambda: _of("UNHCR"),
                "Those are UNHCR's figures. Take away the Board's for the "
                "same year.",
            ),
            Slip(
                lambda: _of("Board"),
                "Those are the Board's figures. Take them away from UNHCR's "
                "for the same year.",
            ),
            Slip(
                lambda: (100 * _gaps() / _of("UNHCR")).round(1),
                "Those are differences in per cent. The question asks for "
                "people.",
            ),
        ),
        hints=(
            "For which years does the column short have both UNHCR and Board, "
            "with measure accepted? Write the pairs on paper first.",
            "There are four such years; in one the two agree as printed. "
            "Take the Board's figure from UNHCR's in each of the others.",
        ),
    ),
    "13.4": Question(
        kind="share",
        tolerance=1.0,
        right=lambda: 2 * _side(),
        reading=(
            "More than one made world in four: chance gives such a gap with "
            "ease. That is no proof that nothing changed."
        ),
        slips=(
            Slip(
                lambda: 100 - 2 * _side(),
                "Those are the worlds less uneven than the real one. Take the "
                "others.",
            ),
            Slip(
                lambda: _share(_late(), _early()),
                "Those are the evenest worlds, up to the real split. Take the "
                "others, and those exactly as uneven as the real one.",
            ),
            Slip(
                lambda: 100 - 100 * float((_made() >= _early()).mean()),
                "You counted the worlds on the wrong side of one border. "
                "Count those at least as uneven, in either direction.",
            ),
            Slip(
                lambda: 100 - _beyond(),
                "You counted everything on one side of a border, the even "
                "worlds too. Count the uneven ones, in either direction.",
            ),
            Slip(
                lambda: _side() + _ways(*range(_lesson_border() + 1)),
                "You copied the lesson's lower border. There were twenty "
                "returns there; here the mirror of the upper border, among "
                "all of them, is another number.",
            ),
            Slip(
                lambda: _side() + _beyond(),
                "One side of your condition leaves out the worlds exactly as "
                "uneven as the real one. At least is >=, at most is <=.",
            ),
            Slip(
                _side,
                "That is about half of it, the real count, or a part. Count "
                "both directions, and the worlds exactly as uneven as the "
                "real one.",
            ),
            Slip(
                lambda: 100 - _share(_late(), _early()),
                "You counted both directions, and left out the worlds exactly "
                "as uneven as the real one. At least is >=, at most is <=.",
            ),
            Slip(
                lambda: 100 * float(_made().isin([_early(), _late()]).mean()),
                "You took only the worlds exactly as uneven as the real one. "
                "At least as uneven takes in those beyond, too.",
            ),
            Slip(
                lambda: (_beyond() + _ways(_early())) / 2,
                "You counted one direction, and only a part of it. Take both, "
                "the real split itself and all beyond it.",
            ),
            Slip(
                lambda: 100 * _early() / (_early() + _late()),
                "That is the real share of the first pair. The question asks "
                "how often made worlds are at least as uneven.",
            ),
            Slip(
                lambda: 100 * _late() / (_early() + _late()),
                "That is the real share of the second pair. The question asks "
                "how often made worlds are at least as uneven.",
            ),
            Slip(
                _worlds,
                "That is the number among all ten thousand worlds. The "
                "question asks for how many of a hundred.",
            ),
            Slip(
                lambda: int((_made() >= _early()).sum()),
                "That is a number among ten thousand worlds, and of one "
                "direction. Count both, and give it for a hundred.",
            ),
            Slip(
                lambda: (_early() + _late()) / 2,
                "That is about the mean of early, or the lesson's result. "
                "Count the worlds in which early is far from its mean, on "
                "either side.",
            ),
            Slip(
                lambda: round(2 * _side(), -1),
                "You rounded too far. Multiply by 100 first, and give a whole "
                "number or one decimal.",
            ),
            Slip(
                lambda: 100.0,
                "Every world fits your condition. Look at the signs: at least "
                "is >=, at most is <=.",
            ),
            Slip(
                lambda: 0.0,
                "No world fits your condition. No number is at once high and "
                "low: between the two conditions stands |, which means or.",
            ),
        ),
        hints=(
            "Real: 14 against 8. At least as uneven is 14 or more in the "
            "first pair, or, the other way round, how many at most?",
            "Write the two conditions in brackets with | between them. Their "
            ".mean() is a share of 1; make it one of a hundred.",
        ),
    ),
    "13.5": OpenQuestion(
        words=30,
        rubric=(
            "Does each count have its year and its edition: known by when?",
            "Does it say that known returns are a lower bound, and that the "
            "list may still grow?",
            "Does it keep from a trend, both up and down?",
            "Does it say who was asked in the survey, and that South Koreans "
            "were not?",
            "Does it name what would be needed to speak of their attitudes?",
        ),
        model=_model_draft,
        hints=(
            "Go through the draft word by word: fallen, newcomers, so, must. "
            "Which table carries which word?",
            "Write one sentence on what is known, one on what it cannot "
            "show, one on who was asked, one on who was not.",
        ),
    ),
}
