"""The questions of lesson 14, *Checking the record*, and of its exercise."""

import pandas as pd

from nkcourse.audit import audit
from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "Checking the record"
HEADLINE = "2022-09-27"  # the edition that the made headline rests on


def _occupations() -> pd.Series:
    table = load("arrivals_occupation_totals_2004")
    return table.set_index("occupation")["people"]


def _below() -> int:
    """Return how many occupations have fewer people than the military."""
    people = _occupations()
    return int((people < people["military"]).sum())


def _above() -> int:
    people = _occupations()
    return int((people > people["military"]).sum())


def _percent(of: str) -> float:
    table = load("arrivals_occupation_totals_2004").set_index("occupation")
    return table.at[of, "percent"]


def _verdicts(source: str = "lee") -> pd.Series:
    ledger = audit()
    if source != "all":
        ledger = ledger[ledger["source"] == source]
    return ledger["verdict"].value_counts()


def _tested(source: str = "lee") -> int:
    counts = _verdicts(source)
    return counts.sum() - counts["cannot be tested"]


def _of_tested(*words: str, source: str = "lee") -> float:
    return 100 * _verdicts(source)[list(words)].sum() / _tested(source)


def _of_all(word: str, source: str = "lee") -> float:
    counts = _verdicts(source)
    return 100 * counts[word] / counts.sum()


def _from(row: str = "nhg_rg_2016") -> float:
    return load("origin_by_province").set_index("id").at[row, "people"]


def _arrived(by: int, column: str = "total") -> int:
    table = load("arrivals_by_sex")
    return table.loc[table["last_year"] <= by, column].sum()


def _in_year(year: int) -> int:
    table = load("arrivals_by_sex")
    return table.loc[table["last_year"] == year, "total"].item()


def _world(column: str = "refugees", year: int = 2018) -> int:
    table = load("unhcr_population")
    return table.loc[table["year"] == year, column].sum()


def _of_the_day() -> int:
    table = load("unhcr_totals_editions")
    row = (table["year"] == 2018) & (table["edition"] == "press of the day")
    return table.loc[row, "refugees"].item()


def _returns() -> pd.Series:
    table = load("returns_to_north")
    table = table[table["edition"] == HEADLINE]
    return table.set_index("year")["people"]


def _both_editions() -> int:
    return load("returns_to_north")["people"].sum()


def _printed_c() -> int:
    """Return what the made headline says: all years of the edition."""
    return _returns().sum()


def _words(a: str, b: str, c: str) -> dict[str, int]:
    """Return the rows of three words in the vocabulary, by claim."""
    table = load("vocabulary")
    row = {word: label for label, word in table["word"].items()}
    return {"A": row[a], "B": row[b], "C": row[c]}


def _right_words() -> dict[str, int]:
    return _words("agrees", "revision", "cumulative as annual")


def _model_note() -> str:
    years = _returns()
    return (
        f"Your headline says: “In 2022 alone {_printed_c()} people went back "
        "from the South to the North.” The Ministry of Unification's list of "
        f"27 September 2022 has {years[2022]} for 2022 up to that day, and "
        f"{_printed_c()} for 2012 to 2022 together: people from the North "
        "living in the South whom the ministry identified. The date of the "
        "list may have been read as the year of the returns. Would you write "
        f"“From 2012 to 27 September 2022 at least {_printed_c()} people went "
        "back, as far as the ministry knows”? The list prints no figure for "
        "2018 and 2021, which is not a zero."
    )


QUESTIONS = {
    "14.a": Question(
        kind="number",
        right=_below,
        reading=(
            "So on this table the sentence fails. Whether it fails on every "
            "fair reading is the next question."
        ),
        slips=(
            Slip(
                lambda: _above(),
                "That many occupations have more people. The question asks "
                "for those with fewer.",
            ),
            Slip(
                lambda: _above() + 1,
                "That is the rank of the military counted from the top, or "
                "one group below it was overlooked. Count the groups that "
                "have fewer people.",
            ),
            Slip(
                lambda: _below() + 1,
                "You seem to have counted the military itself. Leave it out: "
                "it does not have fewer people than itself.",
            ),
            Slip(
                lambda: len(_occupations()),
                "That is all occupations. Keep only those with fewer people "
                "than the military.",
            ),
            Slip(
                lambda: len(_occupations()) - 1,
                "Those are all the other occupations, larger and smaller. "
                "Keep only the smaller ones.",
            ),
            Slip(
                lambda: _occupations()["military"],
                "That is how many people were in the military. The question "
                "asks how many occupations have fewer.",
            ),
            Slip(
                lambda: _occupations().min(),
                "That is how many people the smallest group has. The "
                "question asks for a number of occupations.",
            ),
            Slip(
                lambda: _occupations()[lambda s: s < s["military"]].sum(),
                "Those are the people in the smaller groups. Count the "
                "groups.",
            ),
            Slip(
                lambda: _percent("military"),
                "That is the military's share. The question asks how many "
                "occupations have fewer people.",
            ),
            Slip(
                lambda: 0,
                "That would make the sentence true. Look in the column "
                "people for groups below the military.",
            ),
        ),
        hints=(
            "Find the number of people of the military, and count the rows "
            "whose number is smaller.",
            'table = load("arrivals_occupation_totals_2004") and then '
            'table[table["people"] < …], with the military\'s number for the '
            "dots, keeps the smaller ones; len(…) counts them.",
        ),
    ),
    "14.1": Question(
        kind="share",
        right=lambda: _of_tested("disagrees"),
        reading=(
            "It is a share of the rows that we could test, not a mark for "
            "the author."
        ),
        slips=(
            Slip(
                lambda: _of_all("disagrees"),
                "The base is all his claims. The question asks for those "
                "that can be tested: leave the others out of the base.",
            ),
            Slip(
                lambda: _of_tested("agrees", "agrees by rounding"),
                "That share agrees. The question asks for the share that "
                "disagrees.",
            ),
            Slip(
                lambda: _of_tested("agrees"),
                "That share agrees to the digit. The question asks for the "
                "share that disagrees.",
            ),
            Slip(
                lambda: (
                    100
                    * _verdicts()["disagrees"]
                    / _verdicts()[["disagrees", "agrees"]].sum()
                ),
                "You left agrees by rounding out of the base. It is a "
                "verdict too: those claims were tested.",
            ),
            Slip(
                lambda: _of_tested("disagrees", source="all"),
                "That is the share in the whole ledger. Keep only the rows "
                "of lee.",
            ),
            Slip(
                lambda: _of_tested("disagrees", source="lim_chung"),
                "That is Lim and Chung. Their source is lim_chung; keep lee.",
            ),
            Slip(
                lambda: _of_tested("disagrees", source="encyclopedia"),
                "That is the encyclopedia. Keep the rows whose source is lee.",
            ),
            Slip(
                lambda: _of_tested("disagrees", source="magazine"),
                "That is the magazine. Keep the rows of lee instead.",
            ),
            Slip(
                lambda: 100 * _verdicts()["disagrees"] / _verdicts()["agrees"],
                "You divided by the claims that agree to the digit. The base "
                "holds all that were tested: both ways of agreeing, and "
                "those that disagree.",
            ),
            Slip(
                lambda: _of_tested("disagrees", "agrees by rounding"),
                "You counted agrees by rounding as a disagreement. It "
                "belongs to the base, not to the part.",
            ),
            Slip(
                lambda: _of_all("disagrees") + _of_all("agrees by rounding"),
                "You counted agrees by rounding as a disagreement, on the "
                "base of all claims. Part and base need another look.",
            ),
            Slip(
                lambda: 100 - _of_all("cannot be tested"),
                "That is the share that can be tested. Ask how much of that "
                "disagrees.",
            ),
            Slip(
                lambda: _of_all("disagrees", source="all"),
                "That is the share of the whole ledger, untested claims "
                "included. Keep the rows of lee, then those tested.",
            ),
            Slip(
                lambda: (
                    100
                    * _verdicts()["disagrees"]
                    / _verdicts("all")["disagrees"]
                ),
                "That is his part of everybody's disagreements. The base "
                "should be his own claims that were tested.",
            ),
            Slip(
                lambda: 100 * _verdicts()["disagrees"] / _tested("all"),
                "The base is everybody's tested claims. Take only his.",
            ),
            Slip(
                lambda: _of_all("cannot be tested"),
                "That is the share that cannot be tested. Take those out of "
                "the base, and ask how many of the rest disagree.",
            ),
            Slip(
                lambda: (
                    100
                    * _verdicts()["disagrees"]
                    / _verdicts()[["agrees", "agrees by rounding"]].sum()
                ),
                "You compared those that disagree with those that agree. The "
                "base holds both.",
            ),
            Slip(
                lambda: (
                    100
                    * _verdicts()["disagrees"]
                    / _verdicts()["cannot be tested"]
                ),
                "The base you took is the claims that cannot be tested. Take "
                "the others.",
            ),
            Slip(
                lambda: _verdicts()["disagrees"],
                "That is a count of claims. The question asks for a "
                "percentage: divide by the claims that were tested.",
            ),
            Slip(
                lambda: _tested(),
                "That is the base. Divide the claims that disagree by it, "
                "times a hundred.",
            ),
            Slip(
                lambda: _of_tested("disagrees", source="li"),
                "That is Li. The question asks for Lee: source lee.",
            ),
        ),
        hints=(
            "Count Lee's verdicts. Which of the four words do not belong in "
            "the base?",
            "100 times disagrees, divided by the sum of agrees, agrees by "
            "rounding and disagrees; then round to one decimal.",
        ),
    ),
    "14.2": Question(
        kind="share",
        right=lambda: 100 * _from() / _arrived(2016),
        reading=(
            "The base must be everyone who had arrived by the day at which "
            "the count stops, the end of 2016, and not by the day of the "
            "report or by today. Count and limit come from the same reports: "
            "that they fit is no second source."
        ),
        slips=(
            Slip(
                lambda: 100 * _from() / _arrived(2025),
                "Your base holds everyone to today, but the count stops at "
                "the end of 2016. With a later base you would accuse the "
                "reports wrongly.",
            ),
            Slip(
                lambda: 100 * _from() / _arrived(2017),
                "Your base includes 2017, the year of the reports. Their "
                "count stops at the end of 2016.",
            ),
            Slip(
                lambda: 100 * _from() / _arrived(2019),
                "Your base runs past the end of 2016, where the count stops. "
                "Keep the rows up to 2016.",
            ),
            Slip(
                lambda: 100 * _from() / _arrived(2018),
                "Your base has two years too many: the count stops at the end "
                "of 2016.",
            ),
            Slip(
                lambda: 100 * _from() / _arrived(2016, "men"),
                "Your base is the men only. Take everyone: the column total.",
            ),
            Slip(
                lambda: 100 * _from() / _arrived(2015),
                "Your base stops a year too early. End of 2016 means with "
                "2016: use <=.",
            ),
            Slip(
                lambda: 100 * _from() / _in_year(2016),
                "Your base is the arrivals of one year. The claim is about "
                "everyone who had arrived by then: add up.",
            ),
            Slip(
                lambda: 100 * _from("nhg_2016") / _arrived(2016),
                "That is North Hamgyong alone. The claim is about two "
                "provinces: take the row nhg_rg_2016.",
            ),
            Slip(
                lambda: (
                    100
                    * (_from("nhg_2016") + _from("nhg_rg_2016"))
                    / _arrived(2016)
                ),
                "You added two rows, of which one is contained in the other. "
                "The row nhg_rg_2016 is enough.",
            ),
            Slip(
                lambda: (
                    100
                    * (_from("nhg_rg_2016") - _from("nhg_2016"))
                    / _arrived(2016)
                ),
                "That is Ryanggang alone. The claim is about both provinces "
                "together.",
            ),
            Slip(
                lambda: (
                    100
                    * _from()
                    / load("origin_by_province")
                    .query("date == 'end 2016'")["people"]
                    .sum()
                ),
                "Your base adds rows of origin_by_province, which overlap and "
                "are not everybody. Take the base from arrivals_by_sex.",
            ),
            Slip(
                lambda: (
                    100 * _from() / load("origin_by_province")["people"].sum()
                ),
                "Your base adds the whole column of origin_by_province, whose "
                "rows overlap. Take the base from arrivals_by_sex.",
            ),
            Slip(
                lambda: 75,
                "That is what the reports print. Recompute it from the count "
                "and its base.",
            ),
            Slip(
                lambda: _from(),
                "That is the count for the two provinces. Divide it by "
                "everyone who had arrived by then, times a hundred.",
            ),
            Slip(
                lambda: _arrived(2016),
                "That is the base. Divide the count for the two provinces by "
                "it, times a hundred.",
            ),
            Slip(
                lambda: 100 * _from() / _arrived(2016, "women"),
                "Your base is the women only. Take everyone: the column "
                "total.",
            ),
            Slip(
                lambda: (
                    100
                    * _from()
                    / load("arrivals_by_sex_1998_2020")["total"].sum()
                ),
                "Your base runs to 2020. The count stops at the end of 2016.",
            ),
            Slip(
                lambda: 100 * _arrived(2016) / _from(),
                "You divided the whole by the part. Turn it round.",
            ),
            Slip(
                lambda: round(100 * _from() / _arrived(2016)),
                "You rounded to whole per cent. Give one decimal.",
            ),
        ),
        hints=(
            "A share of everyone who had arrived by the end of 2016: in "
            "arrivals_by_sex, which rows add up to that?",
            'load("arrivals_by_sex").query("last_year <= 2016")["total"]'
            ".sum() is the base. Divide the count by it, times a hundred.",
        ),
    ),
    "14.3": Question(
        kind="number",
        right=lambda: _world(),
        reading=(
            "That is the present edition, in which counts of 1 to 4 people "
            "appear as 5 or 0. Before you name the difference, ask when each "
            "figure was given out."
        ),
        slips=(
            Slip(
                _of_the_day,
                "That is the figure in the claim. Recompute it from the rows "
                "of 2018 in unhcr_population.",
            ),
            Slip(
                lambda: _world() + _world("asylum_seekers"),
                "You added people whose case is open. The claim is about "
                "refugees: the column refugees alone.",
            ),
            Slip(
                lambda: _world("asylum_seekers"),
                "Those are asylum-seekers. The question asks for the column "
                "refugees.",
            ),
            Slip(
                lambda: _world(year=2017),
                "That is the year before. Keep the rows of 2018.",
            ),
            Slip(
                lambda: _world(year=2019),
                "That is the year after. Keep the rows of 2018.",
            ),
            Slip(
                lambda: (load("unhcr_population")["year"] == 2018).sum(),
                "That is the number of rows, one a country. Add up their "
                "refugees.",
            ),
            Slip(
                lambda: (
                    load("unhcr_population")
                    .query("year == 2018")["refugees"]
                    .max()
                ),
                "That is the country with the most. The question asks for "
                "all countries together.",
            ),
            Slip(
                lambda: (
                    load("unhcr_population")
                    .query("year == 2018")["refugees"]
                    .mean()
                ),
                "That is an average over countries. Add them up.",
            ),
            Slip(
                lambda: load("unhcr_population")["refugees"].sum(),
                "That adds up all years, and most people would stand in it "
                "many times. Keep the rows of 2018 first.",
            ),
            Slip(
                lambda: (
                    load("unhcr_population")
                    .query("year <= 2018")["refugees"]
                    .sum()
                ),
                "You added all years up to 2018. These are people present at "
                "the end of a year: one year is enough.",
            ),
            Slip(
                lambda: _of_the_day() - _world(),
                "That is the difference from the printed figure. The question "
                "asks for what the table gives.",
            ),
            Slip(
                lambda: _world() - _of_the_day(),
                "That is the difference from the printed figure, with a "
                "minus. The question asks for what the table gives.",
            ),
            Slip(
                lambda: 2018,
                "That is the year itself. The question asks for the refugees "
                "in it.",
            ),
        ),
        hints=(
            "Keep the rows of the year, then add up one column.",
            'load("unhcr_population").query("year == 2018") keeps the rows; '
            'then ["refugees"] and .sum().',
        ),
    ),
    "14.4": Question(
        kind="number",
        right=lambda: _printed_c() - _returns()[2022],
        reading=(
            "The list is dated 27 September, so its last year is not whole, "
            "and it counts only identified cases."
        ),
        slips=(
            Slip(
                lambda: _returns()[2022],
                "That is what the edition has for that year. How far above it "
                "does the headline go?",
            ),
            Slip(
                _printed_c,
                "That is the headline's own number. Take away what the "
                "edition has for 2022.",
            ),
            Slip(
                _both_editions,
                "You added two editions, in which most years stand twice. "
                "Keep the edition of 2022 only.",
            ),
            Slip(
                lambda: _both_editions() - _printed_c(),
                "That is the total of the older edition. Keep the edition of "
                "2022, and in it the year 2022.",
            ),
            Slip(
                lambda: _printed_c() - _returns()[2012],
                "You took another year away. Take the row of the year 2022.",
            ),
            Slip(
                lambda: _printed_c() - _returns().loc[2020:].sum(),
                "You took away more than the year 2022. One row is enough.",
            ),
            Slip(
                lambda: _returns()[2022] - _printed_c(),
                "The size is right. The headline is higher, so give the "
                "number without a minus.",
            ),
            Slip(
                lambda: len(_returns()),
                "That is how many years have a row. The question is about "
                "people in one of them.",
            ),
            Slip(
                lambda: 0,
                "They agree only if you add all years up. The headline says "
                "2022 alone: take that one row.",
            ),
            Slip(
                lambda: _both_editions() - _returns()[2022],
                "You started from both editions together. Start from the "
                "number in the headline.",
            ),
            Slip(
                lambda: _both_editions() - _printed_c() - _returns()[2022],
                "You started from the older edition. Start from the number "
                "in the headline.",
            ),
            Slip(
                lambda: _printed_c() - _returns()[2014],
                "You took away the people of 2014 or 2015. Take the row of "
                "the year 2022.",
            ),
            Slip(
                lambda: _printed_c() - _returns()[2016],
                "You took away the people of 2016 or 2017. The headline "
                "speaks of 2022.",
            ),
            Slip(
                lambda: _returns()[2012],
                "That is what the edition has for 2012 or 2013. The question "
                "is how far the headline goes above 2022.",
            ),
            Slip(
                lambda: round(100 - 100 * _returns()[2022] / _printed_c(), 1),
                "That is a percentage. The question asks for a number of "
                "people.",
            ),
            Slip(
                lambda: (
                    100 * (_printed_c() - _returns()[2022]) / _returns()[2022]
                ),
                "That is a rise in per cent. Give the number of people.",
            ),
        ),
        hints=(
            "Look at the rows whose edition begins with 2022, and there at "
            "the year 2022.",
            'load("returns_to_north").query("year == 2022") shows one row. '
            "Take its people from the headline's number.",
        ),
    ),
    "14.5": Question(
        kind="labels and numbers",
        right=_right_words,
        reading=(
            "One claim holds, one has another figure in the publisher's "
            "present edition, one moved a sum into a year. None of the three "
            "needed anybody's ill will."
        ),
        slips=(
            Slip(
                lambda: _words("agrees", "disagrees", "disagrees"),
                "Two claims disagree, and the question asks for more: name "
                "the kind of each.",
            ),
            Slip(
                lambda: _words("agrees", "source against source", "period"),
                "For B look who publishes both figures; for C, which sum the "
                "headline's number is.",
            ),
            Slip(
                lambda: _words(
                    "agrees", "source against source", "cumulative as annual"
                ),
                "Look at B again: are there two sources, or one that spoke "
                "twice?",
            ),
            Slip(
                lambda: _words("agrees", "misprint", "cumulative as annual"),
                "Look at B again: unhcr_totals_editions has the printed "
                "figure, under an earlier edition. No digit slipped.",
            ),
            Slip(
                lambda: _words("agrees", "sum", "cumulative as annual"),
                "Look at B again: no printed parts miss a printed total "
                "there. Ask when each total was published.",
            ),
            Slip(
                lambda: _words("agrees", "definition", "cumulative as annual"),
                "Look at B again: both figures count refugees at the end of "
                "2018. What differs, as far as we know, is the edition; small "
                "counts may also have been rounded since.",
            ),
            Slip(
                lambda: _words("agrees", "period", "cumulative as annual"),
                "Look at B again: both figures are of the end of 2018. What "
                "differs, as far as we know, is the edition; small counts may "
                "also have been rounded since.",
            ),
            Slip(
                lambda: _words(
                    "agrees", "agrees by rounding", "cumulative as annual"
                ),
                "Look at B again: it is printed to the unit, and no about is "
                "said. Roundings of small counts are a reason to be careful, "
                "not a rounding of the printed total.",
            ),
            Slip(
                lambda: _words(
                    "agrees", "cannot be tested", "cumulative as annual"
                ),
                "Look at B again: the same publisher's present figure for the "
                "same day can be set beside it, as long as you name the "
                "edition.",
            ),
            Slip(
                lambda: _words("agrees", "agrees", "cumulative as annual"),
                "Look at B again: the printed figure and yours are close, but "
                "not the same.",
            ),
            Slip(
                lambda: _words("agrees", "disagrees", "cumulative as annual"),
                "For B you gave the verdict. The question asks for more where "
                "a claim disagrees: name the kind.",
            ),
            Slip(
                lambda: _words("agrees", "revision", "disagrees"),
                "For C you gave the verdict. The question asks for more where "
                "a claim disagrees: name the kind.",
            ),
            Slip(
                lambda: _words(
                    "agrees by rounding", "source against source", "period"
                ),
                "All three need another look. Begin with A: it prints a "
                "limit, and a limit is met or not met.",
            ),
            Slip(
                lambda: _words("agrees", "revision", "period"),
                "Look at C again: the number is a sum over years. A kind "
                "higher in the list says so, and the first that fits counts.",
            ),
            Slip(
                lambda: _words("agrees", "revision", "misprint"),
                "Look at C again: add up the years of the edition. A misprint "
                "would hardly hit that sum.",
            ),
            Slip(
                lambda: _words("agrees", "revision", "sum"),
                "Look at C again: the sum itself is right. It is told as "
                "something else.",
            ),
            Slip(
                lambda: _words("agrees", "revision", "definition"),
                "Look at C again: both count returns. What differs is over "
                "how many years.",
            ),
            Slip(
                lambda: _words("agrees", "revision", "base"),
                "Look at C again: no share is printed. Ask over how many "
                "years the number was added up.",
            ),
            Slip(
                lambda: _words(
                    "agrees by rounding", "revision", "cumulative as annual"
                ),
                "Look at A again: it prints a limit, more than. A limit is "
                "met or not met, without any rounding.",
            ),
            Slip(
                lambda: _words(
                    "disagrees", "revision", "cumulative as annual"
                ),
                "Look at A again: the claim says more than. Does your share "
                "lie where the sentence says?",
            ),
            Slip(
                lambda: _words("base", "revision", "cumulative as annual"),
                "Look at A again: on the base of the end of 2016, does your "
                "share lie where the sentence says?",
            ),
            Slip(
                lambda: _words(
                    "cannot be tested", "revision", "cumulative as annual"
                ),
                "Look at A again: you have both a count and a base of the "
                "right day, so it can be tested.",
            ),
            Slip(
                lambda: _words("agrees", "cumulative as annual", "revision"),
                "A is right; B and C have changed places.",
            ),
            Slip(
                lambda: {
                    claim: number + 1
                    for claim, number in _right_words().items()
                },
                "All three are one too high. The list starts counting at 0: "
                "use the numbers at its left edge.",
            ),
            Slip(
                lambda: {"A": 0, "B": 0, "C": 0},
                "That is the pattern from the question. Replace each 0 where "
                "another word fits.",
            ),
            Slip(
                lambda: _words("period", "revision", "cumulative as annual"),
                "Look at A again: count, base and sentence are all of the end "
                "of 2016. Does your share pass the limit that is printed?",
            ),
            Slip(
                lambda: _words("trend", "revision", "cumulative as annual"),
                "Look at A again: it is a limit and no direction. Does your "
                "share pass it?",
            ),
            Slip(
                lambda: _words("agrees", "revision", "agrees"),
                "Look at C again: the row of 2022 has another number than the "
                "headline. Which kind of disagreement is it?",
            ),
            Slip(
                lambda: _words("agrees", "revision", "cannot be tested"),
                "Look at C again: the list has a row for the headline's year, "
                "so it can be tested. What does the headline's number add up?",
            ),
        ),
        hints=(
            "Does A lie where its sentence says? Did the publisher of B speak "
            "once or twice? What do the years of C add up to?",
            "A verdict stands at A, kinds stand at B and C. Hold your figures "
            "against the definitions of rows 7, 9, 10 and 14.",
        ),
    ),
    "14.6": OpenQuestion(
        rubric=(
            "Does it quote the sentence as it was printed?",
            "Does it give the figure for the year and for all years, with "
            "table and edition, and say whom it counts?",
            "Does it say that the list is a minimum, that its last year is "
            "not whole, and perhaps that a year without a figure is no "
            "zero?",
            "Does it name the slip in its most innocent reading, without "
            "blame?",
            "Does it offer words that the paper could print?",
        ),
        model=_model_note,
        hints=(
            "What do all years of the edition add up to, and what is the day "
            "of the edition?",
            "Four or five sentences are enough: printed; found; how it may "
            "have come about; suggested.",
        ),
    ),
}
