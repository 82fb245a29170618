"""The questions of lesson 05, *Counting people who hide*."""

import numpy as np
import pandas as pd

from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "Counting people who hide"


def _china() -> pd.DataFrame:
    """Return the estimates with the middle of each range, by id."""
    table = load("estimates_china").set_index("id")
    return table.assign(middle=(table["low"] + table["high"]) / 2)


def _people() -> pd.DataFrame:
    return _china().query("subject == 'people in China'")


def _named_year() -> pd.Series:
    """Say for which rows on people the counter's name holds a year."""
    return _people()["counter"].str.contains(r"\d{4}")


def _with_year() -> int:
    return int(_people()["year"].count())


def _end(row: str, column: str) -> int:
    return _china().at[row, column]


def _width(row: str) -> int:
    return _end(row, "high") - _end(row, "low")


def _russia(column: str, row: str = "enc_russia_1999") -> int:
    return load("estimates_elsewhere").set_index("id").at[row, column]


def _study() -> int:
    return _russia("high", "enc_russia")


def _both() -> pd.DataFrame:
    return _china().dropna(subset=["low", "high"])


def _ends() -> pd.DataFrame:
    """Return the lowest low and the highest high of each subject."""
    groups = _both().groupby("subject")
    return groups.agg(lowest=("low", "min"), highest=("high", "max"))


def _times() -> pd.Series:
    ends = _ends()
    return ends["highest"] / ends["lowest"]


def _difference() -> pd.Series:
    ends = _ends()
    return ends["highest"] - ends["lowest"]


def _rounded_but(subject: str) -> pd.Series:
    """Return the ratios to one decimal, one of them cut, not rounded."""
    times = _times().round(1)
    times[subject] = np.floor(10 * _times()[subject]) / 10
    return times


def _by_subject(values: pd.Series) -> "pd.api.typing.SeriesGroupBy":
    return values.groupby(_both()["subject"])


def _means(values: pd.Series) -> pd.Series:
    """Return the mean of some values of the rows on people, by source."""
    return values.groupby(_people()["source"]).mean()


def _of_people(column: str) -> "pd.api.typing.SeriesGroupBy":
    return _people().groupby("source")[column]


def _model_line() -> str:
    row = _china().loc["enc_2013_people"]
    return (
        f"A survey of {row['year']} by Johns Hopkins University and KINU, as "
        f"the encyclopedia reports it, found about {row['low']:,} people from "
        f"the North in {row['place_covered']}. No range is printed, and "
        "whether they are in hiding is not said. My own reasoning: a survey "
        "sees the places that it samples and the people whom its informants "
        "know, and nobody beyond. Researchers have reason to count low, since "
        "they want leave to ask there again, and to count high, since a "
        "larger question is easier to argue for."
    )


QUESTIONS = {
    "05.a": Question(
        kind="number",
        right=_with_year,
        reading=(
            "The others cannot be set on a line of time, so nobody can tell "
            "from them whether the number rose or fell. One of the years "
            "here is a survey's: it may not be the one of its figure."
        ),
        slips=(
            Slip(
                lambda: int((_people()["year"].notna() | _named_year()).sum()),
                "You took years out of the counters' names, too. A report or "
                "a chapter has a year of its own: look in the column year.",
            ),
            Slip(
                lambda: int(_named_year().sum()),
                "Those are the years in the counters' names, of reports and "
                "chapters. Look in the column year.",
            ),
            Slip(
                lambda: int(_people()["year"].isna().sum()),
                "Either you counted the rows without a year, or all of china "
                "with its children. Count, in people, the rows that have one.",
            ),
            Slip(
                lambda: len(_people()),
                "Those are all rows of people. Count only those in whose "
                "column year a year stands.",
            ),
            Slip(
                lambda: int(_people()["low"].count()),
                "Those are the rows with a figure. The question asks for the "
                "rows with a year.",
            ),
            Slip(
                lambda: len(_china()),
                "Those are all rows of the whole table. Count in people, and "
                "only the rows that have a year.",
            ),
            Slip(
                lambda: int(_china()["year"].isna().sum()),
                "You counted missing years, and in the whole table. Count "
                "the years that are given, in people.",
            ),
            Slip(
                lambda: int(
                    _people()
                    .query("place_covered == 'all China'")["year"]
                    .count()
                ),
                "You left out the rows on a part of China. They stand in "
                "people too, and the question asks for all of its rows.",
            ),
            Slip(
                lambda: int(_people()["year"].max()),
                "That is a year. The question asks in how many rows a year "
                "is given.",
            ),
            Slip(
                lambda: int(_people()["year"].min()),
                "That is the earliest year. The question asks in how many "
                "rows a year is given.",
            ),
            Slip(
                lambda: int(_people()["year"].sum()),
                "You added the years up. Use count(), which says how many "
                "there are.",
            ),
        ),
        hints=(
            "Look down the column year of people, and count the cells in "
            "which a year stands, whatever the other columns say.",
            'people["year"] is the column; .count() behind it counts the '
            "cells that are not empty.",
        ),
    ),
    "05.1": Question(
        kind="number",
        right=lambda: _width("lee_hiding"),
        reading=(
            "It is the widest range in the table. The row says who is meant, "
            "people in hiding in all of China; it does not say of which year."
        ),
        slips=(
            Slip(
                lambda: _end("lee_hiding", "low"),
                "That is the lower end. The question asks how far it is from "
                "there to the upper end.",
            ),
            Slip(
                lambda: _end("lee_hiding", "high"),
                "That is the upper end. The question asks how far it is from "
                "the lower end to there.",
            ),
            Slip(
                lambda: _end("lee_hiding", "middle"),
                "That is the middle of the range. The question asks for its "
                "width: the upper end minus the lower.",
            ),
            Slip(
                lambda: _end("lee_hiding", "low") + _end("lee_hiding", "high"),
                "You added the two ends. To find what lies between them, "
                "take the lower from the upper.",
            ),
            Slip(
                lambda: _width("lee_hiding") / 2,
                "That is half of the range. The question asks for all that "
                "lies between the two ends.",
            ),
            Slip(
                lambda: _end("lee_hiding", "high") / _end("lee_hiding", "low"),
                "That is how many times the lower end the upper one is. The "
                "question asks for people: a difference.",
            ),
            Slip(
                lambda: _width("lee_cck"),
                "That is the range of the Christian Council of Korea. Find "
                "the row with the chapter by Peters.",
            ),
            Slip(
                lambda: _width("enc_state_department"),
                "That is the range of the State Department. Find the row "
                "with the chapter by Peters.",
            ),
            Slip(
                lambda: _width("lee_children"),
                "That is the range for children of mixed parents. Find the "
                "row with the chapter by Peters.",
            ),
            Slip(
                lambda: _width("lee_hiding") + 1,
                "You counted both ends as well, as with years on one's "
                "fingers. For a width, the difference is enough.",
            ),
            Slip(
                lambda: _width("lee_hiding") - 1,
                "You left both ends out. A width is the upper end minus the "
                "lower, and nothing more.",
            ),
            Slip(
                lambda: list(_china().index).index("lee_hiding"),
                "That is the label at the left edge of the row. The ends "
                "stand under low and high.",
            ),
            Slip(
                lambda: 2005,
                "That is the year of the chapter. The ends of the range stand "
                "under low and high.",
            ),
        ),
        hints=(
            "Find the counter's name, and go right to low and high.",
            "china.query(\"counter == 'chapter by Peters, 2005'\") shows the "
            "row; take its low from its high.",
        ),
    ),
    "05.2": Question(
        kind="number",
        tolerance=0.05,
        right=lambda: _study() / _russia("high"),
        reading=(
            "It is not the size of an error: the study means people from the "
            "North who live there, the other figure refugees. Against the "
            "lower end of 1999 the study is even a hundred times as large."
        ),
        slips=(
            Slip(
                lambda: _study() / _russia("low"),
                "You divided by the lower end of 1999. The question asks for "
                "the upper one.",
            ),
            Slip(
                lambda: _russia("high") / _study(),
                "You divided the smaller by the larger. The question asks "
                "how many times as large the larger one is.",
            ),
            Slip(
                lambda: _study() - _russia("high"),
                "That is the difference, in people. How many times: divide.",
            ),
            Slip(
                lambda: _study() - _russia("low"),
                "That is a difference, and to the lower end. Divide by the "
                "upper end of 1999 instead.",
            ),
            Slip(
                lambda: _study() / _russia("high") - 1,
                "That is how many times more. The question asks how many "
                "times as many: divide, and take nothing away.",
            ),
            Slip(
                lambda: 100 * (_study() / _russia("high") - 1),
                "That is how many per cent more. The question asks how many "
                "times as many: divide, and do nothing else.",
            ),
            Slip(
                lambda: _study() / ((_russia("low") + _russia("high")) / 2),
                "You divided by the middle of the range. The question asks "
                "for its upper end.",
            ),
            Slip(
                lambda: _russia("high") / _russia("low"),
                "Those are the two ends of 1999. Divide the study's figure "
                "by the upper of them.",
            ),
            Slip(
                lambda: _study() / (_russia("high") - _russia("low")),
                "You divided by the width of the range. The question asks "
                "for its upper end.",
            ),
            Slip(
                _study,
                "That is the figure of the study. Divide it by the upper end "
                "of the estimate for 1999.",
            ),
            Slip(
                lambda: _russia("high"),
                "That is the upper end for 1999. How many times is it "
                "contained in the figure of the study?",
            ),
        ),
        hints=(
            "One row has the year 1999. Its upper end stands under high.",
            "Divide: the figure of the study above, the high of the row of "
            "1999 below.",
        ),
    ),
    "05.3": Question(
        kind="labels and numbers",
        tolerance=0.05,
        right=_times,
        reading=(
            "The group people in China has the widest spread; years, places "
            "and definitions still differ inside it. A 1 is no certainty: it "
            "is one figure printed without a range."
        ),
        slips=(
            Slip(
                _ends,
                "Those are the two ends. Divide one column by the other, so "
                "that one number a subject is left.",
            ),
            Slip(
                _difference,
                "Those are differences, in people. How many times: divide "
                "the highest by the lowest.",
            ),
            Slip(
                lambda: 1 / _times(),
                "You divided the lowest by the highest. Turn the division "
                "round, so that no result is below 1.",
            ),
            Slip(
                lambda: _times() - 1,
                "That is how many times more. The question asks how many "
                "times as many: divide, and take nothing away.",
            ),
            Slip(
                lambda: 100 * _times(),
                "Those are per cent. The question asks how many times: do "
                "not multiply by 100.",
            ),
            Slip(
                lambda: _times().round(),
                "You rounded to whole numbers. The question asks for one "
                "decimal.",
            ),
            Slip(
                lambda: np.floor(_times() + 0.5),
                "You rounded to whole numbers, half upwards. The question "
                "asks for one decimal.",
            ),
            Slip(
                lambda: np.floor(10 * _times()) / 10,
                "You cut the decimals off. Round: from 5 upwards in the next "
                "place, the last one rises.",
            ),
            Slip(
                lambda: _rounded_but("people in China"),
                "In one row you cut the decimals off. Round: from 5 upwards "
                "in the next place, the last one rises.",
            ),
            Slip(
                lambda: _times().rename(
                    {"people in China in passing": "people in passing"}
                ),
                "The numbers are right, one label is shortened. Copy the "
                "subjects as they stand in the table ends.",
            ),
            Slip(
                lambda: _ends()["highest"],
                "Those are the highest figures themselves. Divide them by "
                "the lowest.",
            ),
            Slip(
                lambda: _ends()["lowest"],
                "Those are the lowest figures themselves. Divide the highest "
                "by them.",
            ),
            Slip(
                lambda: _times()[_times() > 1],
                "The subject with a single figure belongs there too: its "
                "lowest and its highest are the same.",
            ),
            Slip(
                lambda: _by_subject(_both()["high"] / _both()["low"]).max(),
                "You divided within each row. Take the lowest and the "
                "highest of the whole subject, as in the table ends.",
            ),
            Slip(
                lambda: _by_subject(_both()["high"] / _both()["low"]).mean(),
                "You divided within each row and took an average. Take the "
                "lowest and the highest of the whole subject.",
            ),
            Slip(
                lambda: (
                    _by_subject(_both()["high"]).mean()
                    / _by_subject(_both()["low"]).mean()
                ),
                "You divided averages. Take the highest and the lowest of "
                "each subject, as in the table ends.",
            ),
            Slip(
                lambda: _by_subject(_both()["low"]).count(),
                "That is how many rows each subject has. Divide its highest "
                "figure by its lowest.",
            ),
        ),
        hints=(
            "The table ends has all that you need: one row a subject, with "
            "its lowest and its highest figure.",
            'Divide the column ends["highest"] by the other one, and put '
            ".round(1) behind the brackets.",
        ),
    ),
    "05.4": Question(
        kind="labels and numbers",
        tolerance=0.5,
        right=lambda: _means(_people()["middle"]),
        reading=(
            "One question, three averages. Nothing shows that the number of "
            "people differs: the page that the reader opened does."
        ),
        slips=(
            Slip(
                lambda: _means(_people()["low"]),
                "Those are the means of the lower ends. Take the middle of "
                "each range first.",
            ),
            Slip(
                lambda: _means(_people()["high"]),
                "Those are the means of the upper ends. Take the middle of "
                "each range first.",
            ),
            Slip(
                lambda: _of_people("middle").mean().rename(str.capitalize),
                "The numbers are right. Write the sources as the table does, "
                "in small letters.",
            ),
            Slip(
                lambda: _people().groupby("source")[["low", "high"]].mean(),
                "Those are the means of both ends. Bring the two columns "
                "together: the middle is half of their sum.",
            ),
            Slip(
                lambda: _of_people("middle").median(),
                "Those are medians. The question asks for the mean.",
            ),
            Slip(
                lambda: _of_people("middle").sum(),
                "Those are sums of the middles. Divide each by the number of "
                "its rows that have a figure, or use mean().",
            ),
            Slip(
                lambda: _of_people("middle").sum() / _of_people("low").size(),
                "You divided by all rows. A row with words only has no "
                "middle, so it does not count.",
            ),
            Slip(
                lambda: _means(_people()["low"] + _people()["high"] / 2),
                "Division comes before addition. Put low and high in "
                "brackets, then divide by 2.",
            ),
            Slip(
                lambda: _means(_people()["low"] + _people()["high"]),
                "You added low and high, and did not halve. The middle is "
                "half of their sum.",
            ),
            Slip(
                lambda: _means((_people()["high"] - _people()["low"]) / 2),
                "You took low from high. For the middle, add them and halve.",
            ),
            Slip(
                lambda: _means(_people()["high"] - _people()["low"]),
                "Those are widths of ranges. For the middle, add low and "
                "high, and halve.",
            ),
            Slip(
                lambda: (
                    _people()
                    .query("place_covered == 'all China'")
                    .groupby("source")["middle"]
                    .mean()
                ),
                "You left out the rows on a part of China. It would be wise; "
                "these readers take all rows on people in China.",
            ),
            Slip(
                lambda: _china().groupby("source")["middle"].mean(),
                "You took the whole table, with children and people who "
                "pass. Take the rows on people in China.",
            ),
            Slip(
                lambda: (
                    (_of_people("low").min() + _of_people("high").max()) / 2
                ),
                "That is halfway between the lowest and the highest figure. "
                "Take the middle of each row, then the mean of the middles.",
            ),
            Slip(
                lambda: _of_people("low").count(),
                "That is how many figures each source has. The question asks "
                "for the mean of their middles.",
            ),
        ),
        hints=(
            "people has no column for the middle yet: make one first, low "
            "and high in brackets, divided by 2. Then one mean a source.",
            'people.assign(middle=...).groupby("source")["middle"] sorts the '
            "middles by source; one more word behind it takes the mean.",
        ),
    ),
    "05.5": OpenQuestion(
        rubric=(
            "Is it one estimate, with its interval as printed, and its "
            "counter?",
            "Are date, place and definition there, and what the source "
            "leaves open?",
            "Does it say what this counter can see, and what it cannot?",
            "Is there a reason to count high and a reason to count low, each "
            "in words that the counter would accept?",
            "Is it plain which sentences are your own reasoning?",
        ),
        model=_model_line,
        hints=(
            "Take a row whose labels you can read aloud without a gap, or "
            "one whose gaps are worth naming.",
            "Begin: According to (counter), as (source) reports it, between "
            "(low) and (high) people who (definition) were in (place) in "
            "(year, or: no year is given).",
        ),
        words=40,
    ),
}
