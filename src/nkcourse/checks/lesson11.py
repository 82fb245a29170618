"""The questions of lesson 11, *Arrivals*, and of its exercise."""

import numpy as np
import pandas as pd

from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "Arrivals"


def _years() -> pd.DataFrame:
    """Return the current edition by period, with running totals."""
    table = load("arrivals_by_sex").set_index("period")
    return table.assign(so_far=table["total"].cumsum())


def _in(period: str, column: str) -> int:
    return _years().at[period, column]


def _row_label(period: str) -> int:
    return list(_years().index).index(period)


def _first_past(people: int, column: str = "so_far") -> int:
    table = _years()
    return int(table.loc[table[column] > people, "last_year"].iloc[0])


def _share(part: str, base: str, period: str = "2011") -> float:
    row = _years().loc[period]
    return 100 * row[part] / row[base]


def _share_overall() -> float:
    table = _years()
    return 100 * table["women"].sum() / table["total"].sum()


def _share_so_far() -> float:
    table = _years().loc[:"2011"]
    return 100 * table["women"].sum() / table["total"].sum()


def _three_years(column: str) -> int:
    """Return a figure of 1999-2001 in the edition of 2020; "years": three."""
    table = load("arrivals_by_sex_1998_2020").set_index("period")
    table["years"] = table["last_year"] - table["first_year"] + 1
    return table.at["1999-2001", column]


def _a_year(column: str) -> float:
    return _three_years(column) / _three_years("years")


def _editions_of_2020(column: str, row: int) -> int:
    return load("arrivals_by_sex_1998_2020")[column].iloc[row]


def _falls() -> pd.Series:
    """Return the change on the year before, for single years only."""
    return _years()["total"].iloc[1:].diff()


def _year_of(changes: pd.Series) -> int:
    return int(changes.idxmin())


def _editions(column: str) -> pd.Series:
    """Return edition 2026 minus edition 2005, by year."""
    old = load("arrivals_by_sex_2000_2004").set_index("year")
    old = old.assign(total=old["men"] + old["women"])
    new = load("arrivals_by_sex").set_index("last_year")
    return new[column].loc[old.index] - old[column]


def _old_totals() -> pd.Series:
    old = load("arrivals_by_sex_2000_2004").set_index("year")
    return (old["men"] + old["women"]).loc[_changed("total").index]


def _old_women() -> pd.Series:
    old = load("arrivals_by_sex_2000_2004").set_index("year")
    return old["women"].loc[_changed("total").index]


def _changed(column: str) -> pd.Series:
    difference = _editions(column)
    return difference[difference != 0]


def _model_note() -> str:
    row = _years().loc["2019"]
    return (
        "Your page says that “in the year 2019” over 33,000 people “have "
        f"resettled” in the South. That is a running total: {row['so_far']:,} "
        "people had arrived by the end of 2019. In the year itself "
        f"{row['total']:,} people arrived, as your own table says. Would you "
        "write “By the end of 2019”? Source: Ministry of Unification, table "
        "arrivals_by_sex, edition of 2026."
    )


QUESTIONS = {
    "11.a": Question(
        kind="year",
        right=lambda: _first_past(10_000),
        reading=(
            "Running totals have their use: one source says that by 2010 over "
            "20,000 had arrived. Read as by the end of 2010, that holds."
        ),
        slips=(
            Slip(
                lambda: _first_past(10_000) - 1,
                "By the end of that year the running total is still below "
                "ten thousand. Take the next row.",
            ),
            Slip(
                lambda: int(_years()["total"].idxmax()),
                "That is the year with the most arrivals. The question is "
                "about the column so_far.",
            ),
            Slip(
                lambda: _in(str(_first_past(10_000) - 1), "so_far"),
                "That is a running total, and still below ten thousand. The "
                "question asks for a year.",
            ),
            Slip(
                lambda: _first_past(10_000) + 1,
                "By then the total had been above that mark for a year. The "
                "question asks for the first year in which it is.",
            ),
            Slip(
                lambda: _years()["so_far"].gt(10_000).to_numpy().argmax(),
                "That is the label at the left edge of the row. The question "
                "asks for the year in that row.",
            ),
            Slip(
                lambda: _years().at[str(_first_past(10_000)), "so_far"],
                "That is the running total itself. You have the right row: "
                "now give its year.",
            ),
            Slip(
                lambda: _in(str(_first_past(10_000)), "total"),
                "That is how many people came in that year. You have the "
                "right row: now give the year itself.",
            ),
            Slip(
                lambda: int(_years()["last_year"].iloc[-1]),
                "That is the last year above the mark, the end of the "
                "table. The question asks for the first.",
            ),
            Slip(
                lambda: _first_past(20_000),
                "That is when the running total passed 20,000. The question "
                "asks for 10,000.",
            ),
            Slip(
                lambda: int(_years()["last_year"].iloc[-8]),
                "That is the first row of the tail, where the mark was "
                "passed long before. Look at the rows further up.",
            ),
        ),
        hints=(
            "Keep the rows in which so_far is above ten thousand, and look at "
            "the first of them.",
            'by_year[by_year["so_far"] > 10_000].head(1) shows the row; its '
            "column last_year holds the answer.",
        ),
    ),
    "11.1": Question(
        kind="number",
        right=lambda: _in("2006", "total"),
        reading="It was the first year in which more than 2,000 people came.",
        slips=(
            Slip(
                lambda: _in("2006", "so_far"),
                "That is everyone who had arrived by the end of 2006, a "
                "running total. The question asks for the year 2006 alone.",
            ),
            Slip(
                lambda: _in("2006", "women"),
                "That is the women among them. The question asks for "
                "everyone: look in the column total.",
            ),
            Slip(
                lambda: _in("2006", "men"),
                "That is the men among them. The question asks for everyone: "
                "look in the column total.",
            ),
            Slip(
                lambda: _in("2005", "total"),
                "That is the year before. Check the period in the row that "
                "you read.",
            ),
            Slip(
                lambda: _in("2007", "total"),
                "That is the year after. Check the period in the row that "
                "you read.",
            ),
            Slip(
                lambda: 2006,
                "That is the year itself. The question asks how many people "
                "arrived in it: the number under total.",
            ),
            Slip(
                lambda: _row_label("2006"),
                "That is the label at the left edge of the row. The number "
                "of people stands under total.",
            ),
            Slip(
                lambda: _years()["total"].sum(),
                "That is the sum of the whole column, everyone so far. Pick "
                "the row of the one year before you add.",
            ),
            Slip(
                lambda: 2 * _in("2006", "total"),
                "You added men, women and their total, so everyone is in it "
                "twice. The column total is enough.",
            ),
            Slip(
                lambda: _years()["total"].iloc[6],
                "You took the row whose label is 6. Labels count rows; find "
                "2006 in the column last_year.",
            ),
        ),
        hints=(
            "The row you need has 2006 in the columns period and last_year.",
            'by_year.query("last_year == 2006") shows that row; of its '
            "numbers take the one under total.",
        ),
    ),
    "11.2": Question(
        kind="share",
        right=lambda: _share("women", "total"),
        reading=(
            "The encyclopedia's share fits. The number in its brackets is "
            "everyone who arrived that year; a reader may take it for women."
        ),
        slips=(
            Slip(
                lambda: _share("women", "men"),
                "You divided the women by the men. A share of all arrivals "
                "divides by everyone: the base is the column total.",
            ),
            Slip(
                lambda: _share("men", "total"),
                "That is the men's share. The question asks for the women's.",
            ),
            Slip(
                _share_overall,
                "That is the share over all years of the table. The question "
                "asks about those who arrived in 2011.",
            ),
            Slip(
                _share_so_far,
                "You used everyone who had arrived by the end of 2011. The "
                "question asks about those who arrived in 2011 alone.",
            ),
            Slip(
                lambda: round(_share("women", "total")),
                "You rounded to a whole number. The question asks for one "
                "decimal.",
            ),
            Slip(
                lambda: _in("2011", "total"),
                "That is everyone who arrived in 2011, the base. Divide the "
                "women by it, and multiply by 100.",
            ),
            Slip(
                lambda: _in("2011", "men"),
                "That is the number of men. The question asks for the share "
                "of the women.",
            ),
            Slip(
                lambda: _years().at["2011", "women"],
                "That is the number of women. The question asks for their "
                "share: divide by the column total and multiply by 100.",
            ),
            Slip(
                lambda: _share("women", "total", "2012"),
                "That is the share of the year after. Take the row of 2011.",
            ),
            Slip(
                lambda: _share("women", "total", "2010"),
                "That is the share of the year before. Take the row of 2011.",
            ),
            Slip(
                lambda: _share("total", "women"),
                "You divided everyone by the women. A share divides the "
                "part by the whole: it stays below 100.",
            ),
            Slip(
                lambda: 0.71 * _in("2011", "total"),
                "You took 71 per cent of a number. The question asks "
                "whether that 71 is right: compute it from the table.",
            ),
            Slip(
                lambda: 100 * _in("2011", "women") / _years()["total"].sum(),
                "You divided by everyone in the whole table. Divide by "
                "those who came in 2011.",
            ),
            Slip(
                lambda: _share("women", "men") + _in("2011", "women"),
                "Division comes before addition. Put men and women in "
                "brackets, or divide by the column total.",
            ),
            Slip(
                lambda: 100 * _in("2011", "women") / _years()["women"].sum(),
                "You divided by the women of all years. Divide by everyone "
                "who came in 2011, women and men.",
            ),
        ),
        hints=(
            "A share is a part divided by its whole. Which column is the "
            "part here, and which the whole?",
            "Take the row of 2011, divide women by total, and multiply by "
            "100.",
        ),
    ),
    "11.3": Question(
        kind="number",
        tolerance=0.05,
        right=lambda: _a_year("women"),
        reading=(
            "Our sources do not print this figure: it is derived, and need "
            "not be true of any single year. Say so when you use it."
        ),
        slips=(
            Slip(
                lambda: _three_years("women"),
                "That is the number for the three years together. The "
                "question asks for the average of one year.",
            ),
            Slip(
                lambda: _three_years("women") / (_three_years("years") - 1),
                "You divided by 2, which is 2001 minus 1999. Count the years "
                "on your fingers: 1999, 2000, 2001.",
            ),
            Slip(
                lambda: _a_year("total"),
                "That is everyone in one year. The question asks for the "
                "women: begin with the column women.",
            ),
            Slip(
                lambda: _three_years("total"),
                "That is everyone, in three years. Take the column women, "
                "and divide by the number of years.",
            ),
            Slip(
                lambda: _three_years("women") / (_three_years("years") + 1),
                "You divided by 4. Count the years on your fingers: 1999, "
                "2000, 2001.",
            ),
            Slip(
                lambda: _a_year("men"),
                "Those are the men in one year. The question asks for the "
                "women.",
            ),
            Slip(
                lambda: round(_a_year("women")),
                "You gave whole people. Give one decimal: an average need "
                "not be a whole number.",
            ),
            Slip(
                lambda: _in("2001", "women"),
                "That is a real figure of one year, from another edition. "
                "The question asks for an average over the row.",
            ),
            Slip(
                lambda: _three_years("women") / _three_years("total") * 100,
                "That is the share of women. The question asks for their "
                "number in one year.",
            ),
            Slip(
                lambda: _editions_of_2020("women", 0) / 3,
                "That is the first row, everyone up to 1998. Take the row "
                "1999-2001.",
            ),
            Slip(
                lambda: _editions_of_2020("women", 2) / 3,
                "That is the row below, a single year. Take the row "
                "1999-2001.",
            ),
            Slip(
                lambda: load("arrivals_by_sex_1998_2020")["women"].mean(),
                "That is the average of the whole column. Take the row "
                "1999-2001 and divide by its years.",
            ),
            Slip(
                lambda: np.ceil(_a_year("women")),
                "You rounded up to whole people. Give one decimal: an "
                "average need not be a whole number.",
            ),
            Slip(
                lambda: _in("2001", "women") / 3,
                "You divided a figure of one year, from another edition. Take "
                "the row 1999-2001 of the edition of 2020.",
            ),
        ),
        hints=(
            'load("arrivals_by_sex_1998_2020").head(3) shows the row. How '
            "many years has its period, both ends included?",
            "Divide the women of that row by last_year - first_year + 1.",
        ),
    ),
    "11.4": Question(
        kind="year",
        right=lambda: _year_of(_falls()),
        reading=("The table says when arrivals fell. It does not say why."),
        slips=(
            Slip(
                lambda: _year_of(_falls()) - 1,
                "That is the year before the fall, the last high one. The "
                "question asks for the year in which fewer came.",
            ),
            Slip(
                lambda: _year_of(_years()["total"].iloc[1:].pct_change()),
                "That year has the largest fall in per cent. The question "
                "asks for the largest fall in people.",
            ),
            Slip(
                lambda: _row_label(str(_year_of(_falls()))),
                "That is the label of the row. You found the right row: now "
                "give its year, from the column last_year.",
            ),
            Slip(
                lambda: _falls().min(),
                "That is the size of the fall, in people. The question asks "
                "for the year.",
            ),
            Slip(
                lambda: int(_falls().loc[:"2011"].idxmin()),
                "That is a fall, but not the largest. Go on through the "
                "later years.",
            ),
            Slip(
                lambda: _falls().nsmallest(2).iloc[1],
                "That is the size of another fall, in people. There is a "
                "larger one, and the question asks for its year.",
            ),
            Slip(
                lambda: -_falls().min(),
                "That is how many people fewer came. The question asks for "
                "the year in which that was.",
            ),
            Slip(
                lambda: _year_of(_years()["total"].iloc[1:]),
                "In that year the fewest people came. The question asks for "
                "the largest change from one year to the next.",
            ),
            Slip(
                lambda: _year_of(-_falls()),
                "That is the year of the largest rise. A fall is a negative "
                "change: look for the smallest number.",
            ),
            Slip(
                lambda: int(_years()["last_year"].iloc[1]),
                "You compared 1999 with everyone up to 1998, a period of "
                "many years. Leave the first row out before you compare.",
            ),
            Slip(
                lambda: int(_years()["total"].iloc[1:].idxmax()),
                "In that year the most people came. The question asks for "
                "the largest change from one year to the next.",
            ),
            Slip(
                lambda: int(_years()["total"].iloc[1:].idxmax()) + 1,
                "That is the first fall after the peak. A later one is "
                "larger.",
            ),
            Slip(
                lambda: _in(str(_year_of(_falls())), "total"),
                "That is how many people came in that year. You have the "
                "right row: now give the year itself.",
            ),
            Slip(
                lambda: _row_label(str(_year_of(_falls()))) - 1,
                "That is the place of the row, counted without the first "
                "one. Give its year, from the column last_year.",
            ),
        ),
        hints=(
            "Subtract each year's total from the next one's. diff() does it "
            "for a whole column; leave the first row, many years, out.",
            'years = by_year.query("last_year > 1998").copy(), then '
            'years["change"] = years["total"].diff(), then '
            'years.nsmallest(1, "change").',
        ),
    ),
    "11.5": Question(
        kind="labels and numbers",
        right=lambda: _changed("total"),
        reading=(
            "Look at men and women too: a small change in the total can hide "
            "two larger ones that go opposite ways."
        ),
        slips=(
            Slip(
                lambda: -_changed("total"),
                "You took the new edition from the old. Take the old from "
                "the new, so that an addition comes out positive.",
            ),
            Slip(
                lambda: _editions("total"),
                "You kept 2000 and 2001, which our table takes over from the "
                "old edition. Leave out the differences that are 0.",
            ),
            Slip(
                lambda: (
                    _changed("total")
                    .reset_index(drop=True)
                    .rename(lambda label: label + 2)
                ),
                "The differences are there, but labelled by the row's number. "
                "Give the column year with them.",
            ),
            Slip(
                lambda: _changed("total").iloc[:-1],
                "A year that changed is missing. Compare the last year that "
                "both editions print, too.",
            ),
            Slip(
                _old_totals,
                "Those are the old figures themselves. The question asks how "
                "much the new ones differ from them.",
            ),
            Slip(
                lambda: _changed("women"),
                "Those are the changes among women. The question asks for "
                "everyone: add men and women in the old edition first.",
            ),
            Slip(
                lambda: _changed("men"),
                "Those are the changes among men. The question asks for "
                "everyone: add men and women in the old edition first.",
            ),
            Slip(
                lambda: (
                    load("arrivals_by_sex")
                    .set_index("last_year")["total"]
                    .loc[_changed("total").index]
                ),
                "Those are the new figures themselves. The question asks how "
                "much they differ from the old ones.",
            ),
            Slip(
                lambda: (
                    load("arrivals_by_sex")
                    .set_index("last_year")["total"]
                    .diff()
                    .loc[_changed("total").index]
                ),
                "Those are the changes from one year to the next. The "
                "question asks for the change from one edition to the "
                "other.",
            ),
            Slip(
                lambda: (
                    _editions("men")
                    .abs()
                    .add(_editions("women").abs())
                    .loc[_changed("total").index]
                ),
                "You added the sizes of two changes. Where men and women "
                "change in opposite ways, they cancel in the number of "
                "people.",
            ),
            Slip(
                lambda: _changed("total") + 2 * _old_women(),
                "Minus binds each number by itself. Put the old men and "
                "women in brackets before you take them away.",
            ),
            Slip(
                lambda: 100 * _changed("total") / _old_totals(),
                "Those are per cent of the old figures. The question asks "
                "for people.",
            ),
        ),
        hints=(
            "Run the cell that puts the editions side by side. The old one "
            "has no total: add its men and women.",
            'both["change"] = both["total"] - (both["men_old"] + '
            'both["women_old"]), then both.query("change != 0")[["year", '
            '"change"]].',
        ),
    ),
    "11.6": OpenQuestion(
        rubric=(
            "Does it quote the figure and the period as they were printed?",
            "Does it give the figure for the year, and the running total?",
            "Does it name the kind of slip, without blaming anybody?",
            "Does it offer words that the author could paste in?",
            "Does it name the table and its edition?",
        ),
        model=_model_note,
        hints=(
            "Which is above 33,000: the total of 2019, or all totals up to "
            '2019? by_year.query("last_year <= 2019")["total"].sum() gives '
            "the second.",
            "Three sentences are enough: what the page says, what the table "
            "says, what you suggest instead.",
        ),
    ),
}
