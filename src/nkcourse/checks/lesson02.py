"""The questions of lesson 02, *Hunger and the economy*, and its exercise."""

import math
from collections.abc import Callable

import pandas as pd

from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "Hunger and the economy"
DECIMALS = {2: "two decimals", 1: "one decimal", 0: "a whole number"}
ROUNDED = (1992, 1993, 1995)  # rows that miss by a hundredth, by rounding


def _food() -> pd.DataFrame:
    """Return the food balance by year, with what the identity rebuilds."""
    table = load("food_balance_1992_2002").set_index("year")
    table["rebuilt"] = table["demand"] - table["supply"]
    table["miss"] = (table["rebuilt"] - table["shortage"]).abs()
    return table


def _by_hand(value: float, decimals: int) -> float:
    """Round as people do, a half upwards; Python rounds 2.25 to 2.2."""
    return math.floor(value * 10**decimals + 0.5 + 1e-6) / 10**decimals


def _slips(value: Callable[[], float], says: str) -> tuple[Slip, ...]:
    """Return a slip for a figure, and one for each way to round it."""
    return (
        Slip(value, says),
        *(
            Slip(
                lambda n=n: _by_hand(value(), n),
                f"{says} (Yours is rounded to {how}.)",
            )
            for n, how in DECIMALS.items()
        ),
    )


def _cell(year: int, column: str) -> float:
    return float(_food().at[year, column])


def _row_label(year: int) -> int:
    return list(_food().index).index(year)


def _broken() -> int:
    """Return the year whose row misses by more than rounding allows."""
    return int(_food()["miss"].idxmax())


def _blank() -> int:
    """Return the year whose shortage is printed as a dash."""
    table = _food()
    return int(table.index[table["shortage"].isna()].item())


def _bill(name: str) -> float:
    """Return a figure of the bill of 2010/11: the need, the gap and others."""
    values = load("other_indicators").set_index("id")["value"]
    return float(values[f"fao_wfp_{name}_2010"])


def _change(column: str, first: int = 1996) -> float:
    return _cell(1999, column) - _cell(first, column)


def _part(column: str, first: int = 1996) -> float:
    """Return a change as a percentage of the fall of the net shortage."""
    return 100 * _change(column, first) / -_change("net_shortage", first)


def _growth() -> pd.DataFrame:
    """Return growth after 1998, in early print and as revised, by year."""
    early = load("growth_first_published")
    both = early.merge(load("bank_of_korea_growth"), on="year")
    both["moved"] = both["growth_percent"] - both["low"]
    return both[both["year"] > 1998]


def _moved(column: str = "moved", label: str = "year") -> pd.Series:
    """Return a column for the years that moved by more than half a point."""
    table = _growth().reset_index()
    table = table[table["moved"].abs() > 0.5]
    return table.set_index(label)[column]


def _relative() -> pd.Series:
    return 100 * (_moved("growth_percent") / _moved("low") - 1)


def _fao(years: int = 0) -> pd.Series:
    """Return the FAO's cereals in million tonnes, moved down by years."""
    table = load("cereals_fao").set_index("year")["tonnes"] / 1e6
    return table.shift(years).loc[[1996, 1997]]


def _ratio(years: int) -> pd.Series:
    return _fao(years) / _food()["supply"].loc[[1996, 1997]]


def _ministry_before() -> pd.Series:
    return _fao() / _food()["supply"].shift().loc[[1996, 1997]]


def _by_row(values: pd.Series, first: int) -> dict[int, float]:
    """Return figures under the labels of the rows in a table."""
    return {year - first: value for year, value in values.items()}


def _model() -> str:
    values = load("other_indicators").set_index("id")["value"]
    text = load("famine_text").set_index("id")
    people, share = values["fao_wfp_people_2019"], values["fao_wfp_share_2019"]
    return (
        "There is no single number. A resolution of the European Parliament "
        "of 2016, which Lee quotes, calls some "
        f"{text.at['lee_food_insecure', 'low']} per cent of the people food "
        f"insecure. The FAO and WFP put {people} million people, or "
        f"{share:.0f} per cent, in urgent need of food aid in 2019. For 2017 "
        "a model of the FAO, resting on thin data, has "
        f"{values['undernourished_2017']} per cent undernourished. These are "
        "three different things: they make no series, so neither a fall nor "
        "a rise can be read from them, and their average would describe "
        "nobody. Whichever is printed, its maker, its year and what it "
        "counts belong beside it."
    )


QUESTIONS = {
    "02.a": Question(
        kind="year",
        right=_broken,
        reading=(
            "Demand, supply and shortage of that row do not fit together. "
            "Which of the three is wrong, the row does not say."
        ),
        slips=(
            *(
                Slip(
                    lambda year=year: year,
                    f"In {year} the two differ by a single hundredth, which "
                    "rounding alone can do. Look for a larger gap.",
                )
                for year in ROUNDED
            ),
            Slip(
                _blank,
                "That row has no printed shortage, so nothing there can be "
                "tested. Note it, and look for a row with both figures.",
            ),
            Slip(
                lambda: 2000,
                "In 2000 the two are equal: the blank there is under "
                "imports, which the first identity does not use.",
            ),
            Slip(
                lambda: int(_food()["shortage"].idxmax()),
                "That is the year with the largest shortage. The question is "
                "where the printed and the rebuilt shortage differ.",
            ),
            Slip(
                lambda: int(_food()["net_shortage"].idxmax()),
                "That is the year with the largest net shortage. Compare the "
                "columns shortage and rebuilt, row by row.",
            ),
            Slip(
                lambda: 1999,
                "That is the last row that can be tested in the second "
                "identity. The first one can be tested further down.",
            ),
            Slip(
                lambda: _row_label(_broken()),
                "That is the label at the left edge of the row. You have the "
                "right row: give its year.",
            ),
            Slip(
                lambda: round(_cell(_broken(), "miss"), 2),
                "That is by how much the row misses. You have the right row: "
                "give its year.",
            ),
            Slip(
                lambda: round(_cell(_broken(), "rebuilt"), 2),
                "That is the rebuilt shortage. You have the right row: give "
                "its year.",
            ),
            Slip(
                lambda: _cell(_broken(), "shortage"),
                "That is the printed shortage. You have the right row: give "
                "its year.",
            ),
        ),
        hints=(
            'food["rebuilt"] = (food["demand"] - food["supply"]).round(2) '
            "builds the column.",
            'food[["year", "shortage", "rebuilt"]] shows both. Go down the '
            "rows, and pass over gaps of a single hundredth.",
        ),
    ),
    "02.1": Question(
        kind="number",
        tolerance=0.005,
        right=lambda: _cell(_blank(), "rebuilt"),
        reading=(
            "It is ours and not the ministry's. A note under the table says "
            "that this very demand rests in part on earlier shortages, so "
            "the figure should not be added to the series."
        ),
        slips=(
            Slip(
                lambda: 0,
                "A dash is not a zero. Take the demand and the supply of "
                "that row.",
            ),
            Slip(
                lambda: _cell(_broken(), "rebuilt"),
                "That is the row that does not add up, and it has a shortage. "
                "Take the one below it, which has none.",
            ),
            Slip(
                lambda: _cell(_broken(), "shortage"),
                "That is the last shortage that is printed. The question is "
                "about the row whose shortage is a dash.",
            ),
            Slip(
                lambda: _cell(_blank(), "demand") + _cell(_blank(), "supply"),
                "You added. The shortage is what is left of the demand when "
                "the supply is taken away.",
            ),
            Slip(
                lambda: _cell(_blank(), "demand"),
                "That is the demand of the right row. Take its supply away.",
            ),
            Slip(
                lambda: _cell(_blank(), "supply"),
                "That is the supply of the right row. Take it away from the "
                "demand.",
            ),
            Slip(
                lambda: (
                    _cell(_blank(), "demand") - _cell(_blank() - 1, "supply")
                ),
                "You took the supply of the row above. Stay in one row.",
            ),
            Slip(
                lambda: _food()["shortage"].mean(),
                "You put the average of the other years into the blank. The "
                "identity uses the figures of the row itself.",
            ),
            Slip(
                lambda: _cell(2000, "rebuilt"),
                "The row of 2000 has a shortage; its blank is under imports. "
                "Go further down.",
            ),
            Slip(
                _blank,
                "That is the year of the blank, and the right one. Now work "
                "out what would stand there.",
            ),
            Slip(
                lambda: _row_label(_blank()),
                "That is the label at the left edge of the right row. Work "
                "out its shortage.",
            ),
            Slip(
                lambda: round(_cell(_blank(), "rebuilt"), 1),
                "Give two decimals, as the table does.",
            ),
            Slip(
                lambda: _by_hand(_cell(_blank(), "rebuilt"), 1),
                "You rounded to one decimal. Give two, as the table does.",
            ),
            Slip(
                lambda: 1e6 * _cell(_blank(), "rebuilt"),
                "That is in tonnes. Give million tonnes, the unit of the "
                "table.",
            ),
        ),
        hints=(
            "food.tail(4) shows the end of the table. In which row does NaN "
            "stand under shortage?",
            "Take the supply of that row away from its demand.",
        ),
    ),
    "02.2": Question(
        kind="number",
        tolerance=0.0005,
        right=lambda: _bill("import_need") - _bill("gap"),
        reading=(
            "The identity turned round: a need less its gap is what was "
            "reckoned as covered, before the year was over. By purchases or "
            "by aid, our notes do not say."
        ),
        slips=(
            Slip(
                lambda: _bill("need") - _bill("output") - _bill("gap"),
                "You rebuilt the import need from figures with two decimals, "
                "and their rounding came along. The need itself is printed.",
            ),
            Slip(
                lambda: _bill("import_need") + _bill("gap"),
                "You added. The gap is a part of the import need.",
            ),
            Slip(
                lambda: _bill("gap"),
                "That is what was left uncovered. The question asks for the "
                "other part of the import need.",
            ),
            Slip(
                lambda: _bill("import_need"),
                "That is the whole import need. A part of it was left "
                "uncovered; take that away.",
            ),
            Slip(
                lambda: _bill("need") - _bill("output"),
                "That is the import need once more. Take away what was left "
                "uncovered.",
            ),
            Slip(
                lambda: _bill("need") - _bill("gap"),
                "You began with all that is needed. Begin with what had to "
                "be imported.",
            ),
            Slip(
                lambda: _bill("output") - _bill("gap"),
                "You began with the harvest. Begin with what had to be "
                "imported.",
            ),
            Slip(
                lambda: _bill("output") + _bill("import_need"),
                "You added the harvest to the import need. The question is "
                "only about imports.",
            ),
            *_slips(
                lambda: 100 * (1 - _bill("gap") / _bill("import_need")),
                "That is a percentage. The question asks for million tonnes.",
            ),
            *_slips(
                lambda: 100 * _bill("gap") / _bill("import_need"),
                "That is the percentage left uncovered. The question asks "
                "how many million tonnes were covered.",
            ),
            *_slips(
                lambda: _bill("gap") / _bill("import_need"),
                "That is the share left uncovered. The question asks how "
                "many million tonnes were covered.",
            ),
            Slip(
                lambda: _bill("need") + _bill("output"),
                "You added what is needed to what was harvested. The "
                "question is only about imports.",
            ),
            Slip(
                lambda: (
                    _bill("output")
                    + _bill("need")
                    + _bill("import_need")
                    + _bill("gap")
                ),
                "You added the whole column. A need, a harvest and a gap "
                "are not parts of one sum.",
            ),
            Slip(
                lambda: 1e6 * (_bill("import_need") - _bill("gap")),
                "That is in tonnes. Give million tonnes, the unit of the "
                "table.",
            ),
            Slip(
                lambda: _by_hand(_bill("import_need") - _bill("gap"), 2),
                "You rounded up to two decimals. Both figures are printed "
                "with three, so give three.",
            ),
            Slip(
                lambda: round(_bill("import_need") - _bill("gap"), 2),
                "You rounded to two decimals. Both figures are printed with "
                "three, so give three.",
            ),
            Slip(
                lambda: round(_bill("import_need") - _bill("gap"), 1),
                "You rounded to one decimal. Give three, as the figures are "
                "printed.",
            ),
        ),
        hints=(
            "The import need has two parts: what was covered, and the gap. "
            "Both the whole and one part stand in the table.",
            "Take the cereal gap left uncovered away from the cereal import "
            "need.",
        ),
    ),
    "02.3": Question(
        kind="share",
        right=lambda: _part("imports"),
        reading=(
            "From 1996 on nearly all of the fall is a smaller shortage before "
            "imports: more supply, and less demand. The first year decides."
        ),
        slips=(
            Slip(
                lambda: _part("imports", 1994),
                "That is the figure of the lesson, from 1994. Take 1996 as "
                "the first year.",
            ),
            Slip(
                lambda: _change("imports"),
                "That is by how much imports grew, in million tonnes. Divide "
                "it by the fall of the net shortage.",
            ),
            Slip(
                lambda: -_change("net_shortage"),
                "That is a fall in million tonnes. Make the fall of the net "
                "shortage the base: divide the growth of imports by it.",
            ),
            Slip(
                lambda: 100 * _change("imports") / -_change("shortage"),
                "You divided by the fall of the shortage before imports. The "
                "base is the fall of the net shortage.",
            ),
            Slip(
                lambda: 100 * _change("imports") / _cell(1996, "imports"),
                "That is by how many per cent imports grew. The base is the "
                "fall of the net shortage.",
            ),
            Slip(
                lambda: 100 * _change("imports") / _cell(1996, "net_shortage"),
                "You divided by the net shortage of 1996. Divide by its fall, "
                "from 1996 to 1999.",
            ),
            Slip(
                lambda: 100 * _change("imports") / _cell(1999, "net_shortage"),
                "You divided by the net shortage of 1999. Divide by its fall, "
                "from 1996 to 1999.",
            ),
            Slip(
                lambda: 100 * -_change("shortage") / -_change("net_shortage"),
                "That is the rest of the fall, the smaller shortage before "
                "imports. The question asks for the part of the imports.",
            ),
            Slip(
                lambda: (
                    -100 * _change("imports") / _change("net_shortage", 1994)
                ),
                "The base begins in 1994, and the growth of imports in 1996. "
                "Take 1996 for both.",
            ),
            Slip(
                lambda: (
                    -100 * _change("imports", 1994) / _change("net_shortage")
                ),
                "The growth of imports begins in 1994, and the base in 1996. "
                "Take 1996 for both.",
            ),
            Slip(
                lambda: _part("supply"),
                "That is the part of the supply. The question asks for the "
                "part of the imports.",
            ),
            Slip(
                lambda: -_part("demand"),
                "That is the part of the smaller demand. The question asks "
                "for the part of the imports.",
            ),
            Slip(
                lambda: (
                    -100
                    * _change("net_shortage")
                    / _cell(1996, "net_shortage")
                ),
                "That is by how many per cent the net shortage fell. Make "
                "its fall the base, and the growth of imports the part.",
            ),
            Slip(
                lambda: 100 * _cell(1999, "imports") / _cell(1999, "shortage"),
                "That is how much of the shortage of 1999 imports covered. "
                "The question is about changes from 1996 to 1999.",
            ),
            Slip(
                lambda: 100 * _cell(1996, "imports") / _cell(1996, "shortage"),
                "That is how much of the shortage of 1996 imports covered. "
                "The question is about changes from 1996 to 1999.",
            ),
            Slip(
                lambda: 100 * _change("net_shortage") / -_change("imports"),
                "The fraction is upside down. The fall of the net shortage "
                "is the base and stands below.",
            ),
            Slip(
                lambda: round(_part("imports")),
                "You rounded to a whole number. Give one decimal.",
            ),
        ),
        hints=(
            "You need two changes from 1996 to 1999: by how much imports "
            "grew, and by how much the net shortage fell.",
            "Divide the growth of imports by the fall of the net shortage, "
            "and multiply by 100.",
        ),
    ),
    "02.4": Question(
        kind="labels and numbers",
        tolerance=0.01,
        right=_moved,
        reading=(
            "The fall of 2007 was roughly halved by the revision, and the "
            "growth of 2008 became smaller. Name the edition when you quote a "
            "rate."
        ),
        slips=(
            Slip(
                lambda: _growth().set_index("year")["moved"],
                "Those are all four years. Keep those that moved by more than "
                "half a point.",
            ),
            Slip(
                lambda: -_growth().set_index("year")["moved"],
                "Those are all four years, and early minus revised. "
                "Turn the difference round, then keep the large ones.",
            ),
            Slip(
                lambda: -_moved(),
                "You took early minus revised. The question asks for revised "
                "minus early.",
            ),
            Slip(
                lambda: _moved().abs(),
                "The sizes are right, but one of the two rates was moved "
                "down: it needs a minus.",
            ),
            Slip(
                lambda: _moved()[lambda one: one > 0],
                "A rate can also be moved down. Look at minus one half as "
                "well as at one half.",
            ),
            Slip(
                lambda: _moved()[lambda one: one < 0],
                "That is the rate that was moved down. Look for one that was "
                "moved up by more than half a point, too.",
            ),
            Slip(
                lambda: _moved("growth_percent"),
                "The years are right. Those are the revised rates: take the "
                "early ones away from them.",
            ),
            Slip(
                lambda: _moved("low"),
                "The years are right. Those are the rates in early print: "
                "take them away from the revised ones.",
            ),
            Slip(
                lambda: _moved(label="index"),
                "The differences are right, but they stand beside the labels "
                "of the rows. Put the years there: pick the column year too.",
            ),
            Slip(
                _relative,
                "That is a change in per cent of the early rate. The question "
                "asks for percentage points: subtract, and do not divide.",
            ),
            *(
                Slip(
                    lambda n=n: _relative().round(n),
                    "That is a change in per cent, rounded to "
                    f"{DECIMALS[n]}. The question asks for percentage "
                    "points: subtract, and do not divide.",
                )
                for n in (1, 0)
            ),
            Slip(
                lambda: _growth().set_index("year")["growth_percent"],
                "Those are the revised rates of all four years. Subtract the "
                "early rates, then keep the large differences.",
            ),
        ),
        hints=(
            "Subtract the column low from the column growth_percent, row by "
            "row.",
            'later["growth_percent"] - later["low"] gives four differences. '
            "Keep those above one half or below minus one half, with their "
            "years.",
        ),
    ),
    "02.5": Question(
        kind="labels and numbers",
        tolerance=0.005,
        right=lambda: _ratio(1),
        reading=(
            "One lies above one, the other below. If a shift alone explained "
            "the difference, both would be one; if a shift and a unit, they "
            "would be equal. They are neither."
        ),
        slips=(
            Slip(
                lambda: _ratio(0),
                "You divided the same years by each other. The FAO's figure "
                "is to come from the year before.",
            ),
            Slip(
                lambda: _ratio(-1),
                "You took the FAO's figure of the year after. Shift the other "
                "way: 1996 is to get the figure of 1995.",
            ),
            Slip(
                lambda: _ratio(2),
                "You shifted by two years. Perhaps a cell was run twice: run "
                "the cell that loads the table again.",
            ),
            Slip(
                lambda: 1 / _ratio(1),
                "You divided the ministry's figure by the FAO's. Turn the "
                "fraction round.",
            ),
            Slip(
                lambda: 1 / _ratio(0),
                "You divided the ministry's figure by the FAO's, and the same "
                "years. Turn it round, with the FAO's year before.",
            ),
            Slip(
                lambda: _fao(1),
                "Those are the FAO's figures of the year before. Divide them "
                "by the ministry's supply.",
            ),
            Slip(
                lambda: _fao(1) - _food()["supply"].loc[[1996, 1997]],
                "You subtracted. A ratio divides one by the other.",
            ),
            Slip(
                lambda: 1e6 * _ratio(1),
                "You divided tonnes by million tonnes. Take the column fao, "
                "which is in million tonnes.",
            ),
            Slip(
                lambda: _by_row(_ratio(1), 1992),
                "The ratios are right, but they stand beside the labels of "
                "the rows. Put the years there.",
            ),
            Slip(
                lambda: _ratio(1).rename(lambda year: year - 1),
                "The ratios are right, but stand beside the years of the "
                "harvests. Put the years of the ministry's rows there.",
            ),
            Slip(
                lambda: 100 * _ratio(1),
                "Those are per cents. Give the ratios themselves: do not "
                "multiply.",
            ),
            *(
                Slip(
                    lambda n=n: (100 * _ratio(1)).round(n),
                    f"Those are per cents, rounded to {DECIMALS[n]}. Give the "
                    "ratios themselves: do not multiply.",
                )
                for n in (1, 0)
            ),
            Slip(
                lambda: _ratio(1).round(1),
                "You rounded to one decimal. The way is right: give two.",
            ),
            Slip(
                lambda: _ratio(1).round(0),
                "You rounded to whole numbers, and the point of a ratio "
                "near one is lost. Give two decimals.",
            ),
            Slip(
                _ministry_before,
                "You took the ministry's figure of the year before. It is the "
                "FAO's that is to come from the year before.",
            ),
        ),
        hints=(
            "Beside the ministry's supply of 1996 belongs the FAO's figure of "
            "1995, beside that of 1997 the one of 1996.",
            'Make fao["year_before"] with shift(), merge food and fao on '
            "year, and divide year_before by supply.",
        ),
    ),
    "02.6": OpenQuestion(
        rubric=(
            "Does each figure stand with its maker and its year?",
            "Is it said what each counts: insecure, in urgent need, "
            "undernourished?",
            "Is it said that one of them comes from a model, and one is "
            "quoted at second hand?",
            "Is there no average, and no trend from 2016 to 2019?",
            "Would the editor know what may be printed?",
        ),
        model=_model,
        hints=(
            "Write down for each figure: who says it, for which year, and "
            "what counts as going hungry.",
            "One sentence for each figure; then one on why the three cannot "
            "be averaged or read as a trend.",
        ),
        words=30,
    ),
}
