"""The questions of lesson 07, *Ways out*, and of its exercise."""

import pandas as pd

from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "Ways out"
FIRST, LAST = 2000, 2025  # the years of question 07.2
ENDS = (2015, 2019, 2024)  # the years of question 07.5
FIRST_INSTANCE = "level == 'FI' and unit == 'P'"


def _population(condition: str) -> pd.DataFrame:
    return load("unhcr_population").query(condition)


def _stock(iso3: str, year: int) -> int:
    rows = _population(f"asylum_iso3 == '{iso3}' and year == {year}")
    return rows["refugees"].item()


def _countries(word: str, seen: bool | None = None) -> int:
    """Count countries with a word in their role; seen: with a row at UNHCR."""
    table = load("countries")
    table = table[table["role"].str.contains(word)]
    if seen is None:
        return len(table)
    listed = table["iso3"].isin(load("unhcr_population")["asylum_iso3"])
    return int((listed == seen).sum())


def _only_transit() -> int:
    table = load("countries").query("role == 'transit'")
    seen = load("unhcr_population")["asylum_iso3"]
    return int((~table["iso3"].isin(seen)).sum())


def _with_refugees(year: int) -> int:
    return len(_population(f"year == {year} and refugees > 0"))


def _russia() -> pd.DataFrame:
    return _population(f"asylum_iso3 == 'RUS' and year >= {FIRST}")


def _years() -> int:
    return LAST - FIRST + 1


def _share(part: str, base: str = "year > 0") -> float:
    return 100 * len(_population(part)) / len(_population(base))


def _fives() -> float:
    return _share("asylum_seekers == 5", "asylum_seekers > 0")


def _in_2013(
    condition: str = f"{FIRST_INSTANCE} and rejected > 10",
    column: str = "rejected",
    label: str = "asylum_iso3",
    year: int = 2013,
) -> pd.Series:
    rows = load("unhcr_decisions").query(f"year == {year}")
    return rows.query(condition).set_index(label)[column]


def _all_levels() -> pd.Series:
    rows = load("unhcr_decisions").query("year == 2013")
    total = rows.groupby("asylum_iso3")["rejected"].sum()
    return total[total > 10]


def _with_closed() -> pd.Series:
    return _in_2013() + _in_2013(column="closed")


def _with_court() -> pd.Series:
    """Return the right rows, Belgium's cases in court added to its persons."""
    cases = _in_2013("unit == 'C' and rejected > 10")
    return _in_2013().add(cases, fill_value=0)


def _canada(first: int, last: int, column: str = "recognised") -> int:
    rows = load("unhcr_decisions").query(
        f"asylum_iso3 == 'CAN' and {FIRST_INSTANCE}"
        f" and {first} <= year <= {last}"
    )
    return rows[column].sum()


def _sums(
    length: int = 10, column: str = "recognised", late: int = 0
) -> dict[int, int]:
    """Return sums over some years up to the ends, or up to `late` after."""
    return {
        end: _canada(end + late - length + 1, end + late, column)
        for end in ENDS
    }


def _stocks() -> dict[int, int]:
    return {end: _stock("CAN", end) for end in ENDS}


def _gaps(sign: int = 1) -> dict[int, int]:
    """Return by how many each stock exceeds the sum; sign -1: below."""
    sums = _sums()
    return {end: sign * (_stock("CAN", end) - sums[end]) for end in ENDS}


def _last_rows() -> dict[int, int]:
    """Return sums of ten rows up to the ends, rows taken for years."""
    rows = load("unhcr_decisions").query(
        f"asylum_iso3 == 'CAN' and {FIRST_INSTANCE}"
    )
    return {
        end: rows.query(f"year <= {end}")["recognised"].tail(10).sum()
        for end in ENDS
    }


def _model_note() -> str:
    before, after = _stock("CAN", 2021), _stock("CAN", 2022)
    return (
        "UNHCR's table (edition of June 2026) has "
        f"{before} refugees from North Korea in Canada at the end of 2021 and "
        f"{after} a year later. It does not say that anybody left. From 2016 "
        "to 2021 its stock is close to the sum of ten years of recognitions; "
        f"in 2022 the {_canada(2012, 2012)} of 2012 drop out of such a sum, "
        f"which is near the fall of {before - after}. That is an inference, "
        "and from 2023 the sum no longer fits. The decision of 2016 comes "
        "before, but nothing here shows that it is the cause. For China the "
        "table has no row, which is no zero. Better: “UNHCR's figure for "
        "Canada fell in 2022, perhaps by the way it is counted; it has none "
        "for China.”"
    )


QUESTIONS = {
    "07.a": Question(
        kind="number",
        right=lambda: _countries("transit", seen=False),
        reading=(
            "For most countries that people pass through, this table has "
            "nothing, in any year. That is a fact about the table."
        ),
        slips=(
            Slip(
                _only_transit,
                "You kept the countries whose whole role is transit. Some "
                "have transit beside another role: look for the word in it.",
            ),
            Slip(
                lambda: _countries("transit"),
                "So many have transit in their role, and so many besides the "
                "North are never in the table. Count those that are both.",
            ),
            Slip(
                lambda: _countries("transit", seen=True),
                "Those countries of transit do have a row. The question asks "
                "for the ones that never have.",
            ),
            Slip(
                lambda: _countries("", seen=False),
                "Those are all rows of never, whatever their role. Keep the "
                "ones with transit in it.",
            ),
            Slip(
                lambda: _countries("transit", seen=False) - 1,
                "One is missing. A country may have transit beside another "
                "role, before or behind it.",
            ),
            Slip(
                lambda: _countries("destination", seen=False),
                "Those are destinations, as in the hint's line. Put the word "
                "transit there.",
            ),
            Slip(
                lambda: _countries(""),
                "That is every country of the table. Two conditions are to "
                "hold: transit, and never in UNHCR's table.",
            ),
            Slip(
                lambda: _countries("", seen=True),
                "So many countries do have a row. The question is about "
                "countries of transit that never have.",
            ),
            Slip(
                lambda: _countries("destination"),
                "That is every destination. The question is about transit.",
            ),
            Slip(
                lambda: (
                    _countries("transit", seen=False) / _countries("transit")
                ),
                "That is what part of the places of transit never appears. "
                "The question asks for their number.",
            ),
            Slip(
                lambda: (
                    100
                    * _countries("transit", seen=False)
                    / _countries("transit")
                ),
                "That is a share of the places of transit. The question asks "
                "how many they are.",
            ),
            Slip(
                lambda: _countries("transit", seen=False) + 1,
                "One too many. Read the roles of your countries once more: "
                "each must have the word transit in it.",
            ),
        ),
        hints=(
            "The table never holds the countries without a row. Which of its "
            "rows have transit in the role?",
            'never[never["role"].str.contains("transit")] shows them. Count '
            "the rows, or put len( ) around it.",
        ),
    ),
    "07.1": Question(
        kind="number",
        right=lambda: _with_refugees(2016),
        reading=(
            "In no year does this table print refugees for more than fifteen "
            "countries. Over all years and both tables, twenty-two have a "
            "refugee or a grant, Cambodia and Thailand among them: Lee's more "
            "than twenty turns on whom one counts."
        ),
        slips=(
            Slip(
                lambda: len(_population("year == 2016")),
                "You counted every row of 2016. In some the column refugees "
                "prints 0, and only claims are open.",
            ),
            Slip(
                lambda: _population("year == 2016")["refugees"].sum(),
                "That is how many refugees there were. The question asks how "
                "many countries.",
            ),
            Slip(
                lambda: _with_refugees(2015),
                "That is the year before. Take the rows of 2016.",
            ),
            Slip(
                lambda: _with_refugees(2017),
                "That is the year after. Take the rows of 2016.",
            ),
            Slip(
                lambda: len(_population("year == 2016 and refugees == 0")),
                "Those are the countries that print 0. Count the others.",
            ),
            Slip(
                lambda: len(_population("year == 2016 and refugees > 5")),
                "You left out the countries that print 5. A 5 stands for a "
                "few, and a few are more than none.",
            ),
            Slip(
                lambda: len(
                    _population("year == 2016 and asylum_seekers > 0")
                ),
                "Those are countries with open claims. The question is about "
                "the column refugees.",
            ),
            Slip(
                lambda: _population("refugees > 0")["asylum_iso3"].nunique(),
                "Those are all countries that ever had a refugee. Keep the "
                "rows of 2016 first.",
            ),
            Slip(
                lambda: len(_population("refugees > 0")),
                "Those are the rows of all years. Keep the rows of 2016.",
            ),
            Slip(
                lambda: load("unhcr_population")["asylum_iso3"].nunique(),
                "That is every country that ever has a row. Keep the rows of "
                "2016 in which refugees is above 0.",
            ),
            Slip(
                lambda: _population("year == 2016")["refugees"].max(),
                "That is the largest number of refugees in one country. The "
                "question asks how many countries.",
            ),
            Slip(
                lambda: len(
                    _population("year == 2016 and asylum_seekers == 0")
                ),
                "Those are countries without open claims. The question is "
                "about the column refugees.",
            ),
        ),
        hints=(
            "Each row of 2016 is a country. In which of them is refugees "
            "above 0?",
            'population.query("year == 2016 and refugees > 0") shows them. '
            "Count the rows, or put len( ) around it.",
        ),
    ),
    "07.2": Question(
        kind="number",
        right=lambda: _years() - len(_russia()),
        reading=(
            "For these years there is no figure. A press report of 1999 "
            "speaks of refugees in the Russian Far East: years without a row "
            "are not years without people."
        ),
        slips=(
            Slip(
                lambda: len(_russia()),
                "Those are the years that do have a row. Take them away from "
                "all years in question.",
            ),
            Slip(
                lambda: LAST - _russia()["year"].max(),
                "Those are the years after the last row. There are years "
                "before the first one, too.",
            ),
            Slip(
                lambda: _russia()["year"].min() - FIRST,
                "Those are the years before the first row. There are years "
                "after the last one, too.",
            ),
            Slip(
                lambda: _years() - 1 - len(_russia()),
                "Close: from 2000 to 2025, both included, there is one year "
                "more than 2025 minus 2000.",
            ),
            Slip(
                lambda: _years() + 4 - len(_russia()),
                "You began in 1996, as the table does. The question begins "
                "in 2000.",
            ),
            Slip(
                _years,
                "That is how many years there are. Take away those in which "
                "Russia has a row.",
            ),
            Slip(
                lambda: _years() - len(_russia().query("refugees > 0")),
                "You took a printed 0 for a missing row. A row that prints 0 "
                "is a row.",
            ),
            Slip(
                lambda: len(_russia().query("refugees == 0")),
                "That row prints 0 refugees, but it is there. Count the "
                "years in which there is no row at all.",
            ),
            Slip(
                lambda: len(load("unhcr_population")) - len(_russia()),
                "Those are the rows of all other countries. Count years: all "
                "of them, less those with a row for Russia.",
            ),
            Slip(
                lambda: LAST - FIRST,
                "That is the last year minus the first. Count the years, "
                "both ends included, and take away those with a row.",
            ),
            Slip(
                lambda: _years() - len(_russia().query("asylum_seekers > 0")),
                "You left out rows without open claims. A row that prints 0 "
                "is a row.",
            ),
        ),
        hints=(
            "population.query(\"asylum_iso3 == 'RUS'\") shows the rows that "
            "there are. How many years should there be?",
            "Take the number of those rows away from the number of years "
            "from 2000 to 2025, both ends included.",
        ),
    ),
    "07.3": Question(
        kind="share",
        right=_fives,
        reading=(
            "For that part of the rows the table says a few, and no more. A "
            "rate or a trend made from them would be made from rounding."
        ),
        slips=(
            Slip(
                lambda: _share("asylum_seekers == 5"),
                "You divided by all rows. The question divides by the rows in "
                "which asylum_seekers is above 0.",
            ),
            Slip(
                lambda: _share("refugees == 5", "refugees > 0"),
                "That is the share for refugees. The question is about "
                "asylum_seekers.",
            ),
            Slip(
                lambda: _share("refugees == 5"),
                "That is the column refugees, over all rows. Take "
                "asylum_seekers, and the rows in which it is above 0.",
            ),
            Slip(
                lambda: _share("refugees == 5", "asylum_seekers > 0"),
                "You mixed two columns: fives of refugees over rows with open "
                "claims. Take asylum_seekers both times.",
            ),
            Slip(
                lambda: len(_population("asylum_seekers == 5")),
                "That is how many rows print 5. Divide by the rows above 0, "
                "and multiply by 100.",
            ),
            Slip(
                lambda: len(_population("asylum_seekers > 0")),
                "That is how many rows are above 0, the base. What part of "
                "them prints 5?",
            ),
            Slip(
                lambda: 100 - _fives(),
                "That is the share of the other rows above 0. The question "
                "asks for those that print 5.",
            ),
            Slip(
                lambda: round(_fives()),
                "You rounded to a whole number. The question asks for one "
                "decimal.",
            ),
            Slip(
                lambda: _share("asylum_seekers == 5", "asylum_seekers > 5"),
                "You divided by the rows above 5. The fives themselves belong "
                "to the base.",
            ),
            Slip(
                lambda: _share("asylum_seekers <= 5"),
                "You counted the zeros, too. Keep the rows above 0 first.",
            ),
            Slip(
                lambda: _share("asylum_seekers == 5", "asylum_seekers == 0"),
                "You divided by the rows that print 0. Divide by the rows "
                "above 0.",
            ),
            Slip(
                lambda: _share("asylum_seekers == 5", "refugees > 0"),
                "You divided by the rows with refugees. Take the rows in "
                "which asylum_seekers is above 0.",
            ),
            Slip(
                lambda: _share("asylum_seekers > 0"),
                "That is the share of all rows with an open claim. Of these "
                "rows, what share prints 5?",
            ),
        ),
        hints=(
            "A share needs two counts: the rows that print 5, and the rows "
            "above 0.",
            'len(population.query("asylum_seekers == 5")) is the part; make '
            "the base the same way, divide, and multiply by 100.",
        ),
    ),
    "07.4": Question(
        kind="labels and numbers",
        right=_in_2013,
        reading=(
            "The twelve of Belgium's court are cases, and the nineteen of "
            "France are persons at a review: another unit, another stage. "
            "Claims that were only closed stay outside, too."
        ),
        slips=(
            Slip(
                _all_levels,
                "You added up all stages of a country, persons and cases "
                "alike. Keep unit P and level FI before you look at numbers.",
            ),
            Slip(
                _with_court,
                "One figure holds persons and cases added up. Keep unit P "
                "and level FI before you look at numbers.",
            ),
            Slip(
                lambda: _in_2013("unit == 'P' and rejected > 10"),
                "All are persons, but one row is a review and not the first "
                "instance. Keep level FI, too.",
            ),
            Slip(
                lambda: _in_2013(f"{FIRST_INSTANCE} and rejected > 50"),
                "Those are the countries with more than fifty. The question "
                "asks for more than ten.",
            ),
            Slip(
                _with_closed,
                "You added the closed claims. Closed is not rejected: it is "
                "an end without a decision.",
            ),
            Slip(
                lambda: _in_2013(label="asylum_country"),
                "The countries and numbers are right. Give the three letters "
                "of asylum_iso3 instead of the names.",
            ),
            Slip(
                lambda: _in_2013(FIRST_INSTANCE),
                "Those are all rows of first instance. Keep the countries "
                "with more than ten.",
            ),
            Slip(
                lambda: _in_2013(column="closed"),
                "Those are the closed claims. Take the column rejected.",
            ),
            Slip(
                lambda: _in_2013(
                    f"{FIRST_INSTANCE} and closed > 10", column="closed"
                ),
                "Those are claims that were closed. Take the column rejected, "
                "in the condition and in the answer.",
            ),
            Slip(
                lambda: _in_2013(FIRST_INSTANCE, column="closed"),
                "Those are the closed claims of all rows. Take the column "
                "rejected, and keep the rows in which it is above ten.",
            ),
            Slip(
                lambda: _in_2013(column="recognised"),
                "Those are the people who were recognised. Take the column "
                "rejected.",
            ),
            Slip(
                lambda: _in_2013(year=2014),
                "That is the year after. Take the rows of 2013.",
            ),
            Slip(
                lambda: load("unhcr_decisions").query(
                    f"year == 2013 and {FIRST_INSTANCE} and rejected > 10"
                )["rejected"],
                "The numbers are right, but beside them stand the labels of "
                "the rows. Choose two columns: asylum_iso3 and rejected.",
            ),
            Slip(
                lambda: _in_2013("unit == 'C'"),
                "Those are cases. The question asks for persons, unit P.",
            ),
        ),
        hints=(
            "Three conditions: level FI, unit P, and rejected above 10. Join "
            "them with and.",
            "in_2013.query(\"level == 'FI' and unit == 'P' and rejected > "
            '10") keeps the rows. Then choose the columns asylum_iso3 and '
            "rejected.",
        ),
    ),
    "07.5": Question(
        kind="labels and numbers",
        right=_sums,
        reading=(
            "Beside the stocks: 2019 fits to one person, 2015 and 2024 do "
            "not. From 2016 to 2022 the rule fits within twelve; before, and "
            "again from 2023, it fails; why, our sources do not say. One year "
            "that fits proves no rule. Years without a row counted as zero."
        ),
        slips=(
            Slip(
                lambda: _sums(11),
                "Your sums cover eleven years. Ten years up to and including "
                "2019 begin in 2010.",
            ),
            Slip(
                lambda: _sums(9),
                "Your sums cover nine years. Ten years up to and including "
                "2019 begin in 2010.",
            ),
            Slip(
                lambda: _sums(late=-1),
                "Your ten years end too early: 2009 to 2018. Ten years up to "
                "and including 2019 are 2010 to 2019.",
            ),
            Slip(
                lambda: _sums(9, late=-1),
                "You left out the year itself. Ten years up to and including "
                "2019 are 2010 to 2019.",
            ),
            Slip(
                lambda: _sums(5),
                "Your sums cover five years. Ten years up to and including "
                "2019 begin in 2010.",
            ),
            Slip(
                lambda: _sums(40),
                "Those are all people recognised up to each year. The rule "
                "keeps ten years only.",
            ),
            Slip(
                _stocks,
                "Those are the stocks. Add up the decisions first, then "
                "compare.",
            ),
            Slip(
                _gaps,
                "That is how far the stocks are from the sums. Give the sums "
                "themselves; the comparison comes after.",
            ),
            Slip(
                lambda: _gaps(-1),
                "That is how far the sums are from the stocks. Give the sums "
                "themselves; the comparison comes after.",
            ),
            Slip(
                lambda: {end: abs(gap) for end, gap in _gaps().items()},
                "That is how far stocks and sums are apart. Give the sums "
                "themselves; the comparison comes after.",
            ),
            Slip(
                lambda: _sums(column="rejected"),
                "Those are people who were rejected. Take the column "
                "recognised.",
            ),
            Slip(
                lambda: _sums(column="closed"),
                "Those are claims closed without a decision. Take the column "
                "recognised.",
            ),
            Slip(
                _last_rows,
                "You took the last ten rows, and a row is not a year. Choose "
                "by the column year.",
            ),
            Slip(
                lambda: {end: sum_ / 10 for end, sum_ in _sums().items()},
                "Those are averages of a year. The rule adds the ten years "
                "up.",
            ),
            Slip(
                lambda: dict.fromkeys(ENDS, _canada(2010, 2019)),
                "You gave the sum up to 2019 three times. Each year has ten "
                "years of its own.",
            ),
            Slip(
                lambda: dict.fromkeys(ENDS, _canada(FIRST, LAST)),
                "That is everybody recognised in the whole table, three "
                "times. Each year has ten years of its own.",
            ),
        ),
        hints=(
            "Keep the rows of level FI and unit P, and of ten years the last "
            "of which is 2015; then the same for 2019 and 2024.",
            "canada.query(\"level == 'FI' and 2010 <= year <= 2019\") keeps "
            'those of 2019. Add up the column: ["recognised"].sum().',
        ),
    ),
    "07.6": OpenQuestion(
        rubric=(
            "Does it give both ends of the fall, and name UNHCR and the "
            "edition?",
            "Does it keep a fall of the figure apart from people who left?",
            "Does it name the year whose decisions drop out, and call the "
            "rule an inference?",
            "Does it say that the decision of 2016 comes before, and not that "
            "it is the cause?",
            "Does it say that China has no row, without calling that zero, "
            "and end with a sentence that an editor could print?",
        ),
        model=_model_note,
        hints=(
            "Read the row of Canada for 2021 and 2022. What does a stock "
            "tell, and what not?",
            "A window of ten years ends in 2021 and then in 2022. Which year "
            "does it lose, and how many were recognised in it?",
        ),
        words=30,
    ),
}
