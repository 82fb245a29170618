"""The questions of lesson 12, *Settling in*, and of its exercise."""

import pandas as pd

from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "Settling in"


def _asked(year: int, column: str) -> float:
    """Return a figure of the settlement survey."""
    return load("hana_survey").set_index("year").at[year, column]


def _people(year: int, column: str) -> float:
    """Return arrivals by the end of a year: total, so_far, last_five."""
    table = load("arrivals_by_sex").set_index("last_year")
    table = table.assign(
        so_far=table["total"].cumsum(),
        last_five=table["total"].rolling(5).sum(),
    )
    return table.at[year, column]


def _newcomers(year: int) -> float:
    """Return the share of newcomers by the end of a year."""
    return 100 * _people(year, "last_five") / _people(year, "so_far")


def _looking(year: int) -> float:
    working = _asked(year, "employment_percent")
    return _asked(year, "participation_percent") - working


def _respondents() -> float:
    table = load("settlement_facts").set_index("id")
    return table.at["hana_2025_respondents", "value"]


YEARS = [2014, 2018, 2021, 2023]


def _pay(column: str) -> pd.Series:
    return load("hana_survey").set_index("year").loc[YEARS, column]


def _ratio() -> pd.Series:
    return 100 * _pay("wage_10k_won") / _pay("general_wage_10k_won")


def _gap() -> pd.Series:
    return _pay("general_wage_10k_won") - _pay("wage_10k_won")


def _wage(name: str) -> float:
    table = load("settlement_facts").set_index("id")
    return table.at[f"hana_2025_wage_{name}", "value"]


def _both() -> float:
    return _asked(2025, "wage_10k_won")


def _women_share() -> float:
    men, women = _wage("men"), _wage("women")
    return 100 * (men - _both()) / (men - women)


def _fall(column: str) -> float:
    return _asked(2018, column) - _asked(2025, column)


def _mix(lag: int = 1) -> float:
    """Return the fall of newcomers from the round of 2018 to that of 2025.

    Each round stands beside the arrivals to the end of the year before it.
    """
    return _newcomers(2018 - lag) - _newcomers(2025 - lag)


def _needed(
    column: str = "discriminated_percent",
    lag: int = 1,
) -> float:
    return 100 * _fall(column) / _mix(lag)


def _amount(name: str) -> float:
    return (
        load("settlement_money").set_index("id").at[name, "million_won_high"]
    )


PARTS = {
    "basic money": "basic",
    "job bonus": "bonus",
    "housing aid": "housing",
}


def _reform() -> dict[str, float]:
    return {
        part: _amount(f"{name}_2007") - _amount(f"{name}_before_2007")
        for part, name in PARTS.items()
    }


def _amounts(when: str) -> dict[str, float]:
    return {part: _amount(name + when) for part, name in PARTS.items()}


def _model_report() -> str:
    gap = {
        year: _asked(year, "general_wage_10k_won")
        - _asked(year, "wage_10k_won")
        for year in (2018, 2021, 2025)
    }
    return (
        "By the Korea Hana Foundation's surveys, "
        f"{_asked(2018, 'satisfied_percent')} per cent of the people asked "
        "were satisfied with life in the South in 2018 and "
        f"{_asked(2025, 'satisfied_percent')} per cent in 2025. Of the rise "
        "up to 2023, the foundation cautioned in December 2023, a part "
        "reflects how few newcomers there are; how large a part, our tables "
        "do not say. Among those who had work, the monthly wage was "
        f"{gap[2025]:.1f} ten thousand won of the day below the general wage "
        f"in 2025: less than in 2018 ({gap[2018]:.1f}), more than in 2021 "
        f"({gap[2021]:.1f}). So more say that they are satisfied, while the "
        "gap narrowed or widened with the year one starts from. Neither "
        "figure holds people who left the South again or were not reached."
    )


QUESTIONS = {
    "12.a": Question(
        kind="share",
        right=lambda: _newcomers(2012),
        reading=(
            "So by this cut every second person who had come was new. By the "
            "end of 2024 it was fewer than one in forty."
        ),
        slips=(
            Slip(
                lambda: 100 * _people(2012, "total") / _people(2012, "so_far"),
                "Those are the arrivals of 2012 alone. The part is everyone "
                "of the last five years: the column last_five.",
            ),
            Slip(
                lambda: _newcomers(2024),
                "That is the share of 2024, from the example. Take the row "
                "of 2012.",
            ),
            Slip(
                lambda: _people(2012, "total"),
                "That is the number of people who came in 2012. Take the "
                "column last_five, and divide it by everyone so far.",
            ),
            Slip(
                lambda: _people(2012, "last_five"),
                "That is the number of people. Divide it by everyone so far, "
                "and multiply by 100.",
            ),
            Slip(
                lambda: _people(2012, "so_far"),
                "That is everyone so far, the whole. The question asks what "
                "share of them came in the last five years.",
            ),
            Slip(
                lambda: (
                    100
                    * _people(2012, "last_five")
                    / (_people(2012, "so_far") - _people(2012, "last_five"))
                ),
                "You divided the part by the rest. The base of the share is "
                "everyone so far, newcomers included.",
            ),
            Slip(
                lambda: (
                    100 * _people(2012, "so_far") / _people(2012, "last_five")
                ),
                "Part and whole have changed places. Divide last_five by "
                "so_far.",
            ),
            Slip(
                lambda: 100 - _newcomers(2012),
                "That is the share of those who had come earlier. The "
                "question asks for the last five years.",
            ),
            Slip(
                lambda: (
                    100 * _people(2012, "last_five") / _people(2025, "so_far")
                ),
                "Your base is everyone up to 2025. Take part and whole from "
                "one row, that of 2012.",
            ),
            Slip(
                lambda: (
                    100 * _people(2012, "total") / _people(2012, "last_five")
                ),
                "You divided one year by the last five. Divide last_five by "
                "so_far.",
            ),
            Slip(
                lambda: _newcomers(2011),
                "That is the row of 2011. Check the year of the row.",
            ),
            Slip(
                lambda: _newcomers(2013),
                "That is the row of 2013. Check the year of the row.",
            ),
            Slip(
                lambda: (
                    100
                    * (_people(2012, "last_five") - _people(2008, "total"))
                    / _people(2012, "so_far")
                ),
                "You added four years. The five years to 2012 begin with "
                "2008.",
            ),
            Slip(
                lambda: (
                    100
                    * (_people(2012, "last_five") + _people(2007, "total"))
                    / _people(2012, "so_far")
                ),
                "You added six years. The five years to 2012 begin with 2008.",
            ),
            Slip(
                lambda: round(_newcomers(2012)),
                "You rounded to a whole number. Give one decimal.",
            ),
        ),
        hints=(
            "The part is the column last_five, the whole the column so_far, "
            "both in the row of 2012.",
            'row = years.query("last_year == 2012"), then divide '
            'row["last_five"] by row["so_far"], times 100, and add .item().',
        ),
    ),
    "12.1": Question(
        kind="share",
        right=lambda: _looking(2025),
        reading=(
            "The unemployment rate is larger although it counts the same "
            "people: its base leaves out all who do not look for work."
        ),
        slips=(
            Slip(
                lambda: _asked(2025, "unemployment_percent"),
                "That is the unemployment rate: of the labour force. The "
                "question asks: of everyone asked.",
            ),
            Slip(
                lambda: 100 - _asked(2025, "employment_percent"),
                "Those are all without work, also those who do not look for "
                "any. Take only those who look.",
            ),
            Slip(
                lambda: 100 - _asked(2025, "participation_percent"),
                "Those are the people who neither work nor look for work. "
                "The question asks for those who look.",
            ),
            Slip(
                lambda: _asked(2025, "participation_percent"),
                "Those are all who work or look for work. Take away those "
                "who have work.",
            ),
            Slip(
                lambda: _asked(2025, "employment_percent"),
                "Those are the people who have work. The question asks for "
                "those who look for it and have none.",
            ),
            Slip(
                lambda: _looking(2024),
                "That is 2024, or 2025 rounded to a whole number. Take the "
                "row of 2025, and keep one decimal.",
            ),
            Slip(
                lambda: _looking(2022),
                "That is the row of 2022. Take the row of 2025.",
            ),
            Slip(
                lambda: _looking(2023),
                "That is the row of 2023. Take the row of 2025.",
            ),
            Slip(
                lambda: _looking(2025) * _respondents() / 100,
                "That is a number of people. The question asks for how many "
                "of every hundred.",
            ),
            Slip(
                lambda: (
                    100 * _looking(2025) / _asked(2025, "employment_percent")
                ),
                "You divided by those who have work. The base is everyone "
                "asked: the two columns already have it.",
            ),
            Slip(
                lambda: (
                    _asked(2025, "unemployment_percent")
                    * _asked(2025, "employment_percent")
                    / 100
                ),
                "The unemployment rate is a share of the labour force, so "
                "multiply it by participation, not by employment.",
            ),
            Slip(
                lambda: (
                    _asked(2025, "participation_percent")
                    - _asked(2025, "unemployment_percent")
                ),
                "Those two columns have two bases and cannot be subtracted. "
                "Use participation and employment.",
            ),
            Slip(
                lambda: (
                    _asked(2025, "participation_percent")
                    + _asked(2025, "employment_percent")
                ),
                "Those who work are in both columns. Subtract, to have only "
                "those who look.",
            ),
            Slip(
                lambda: (
                    100
                    - _asked(2025, "employment_percent")
                    - _asked(2025, "unemployment_percent")
                ),
                "Employment and unemployment have two bases and cannot be "
                "taken from one hundred. Use participation.",
            ),
        ),
        hints=(
            "Who is in participation and not in employment?",
            "Both columns are shares of everyone asked: subtract the second "
            "from the first, in the row of 2025.",
        ),
    ),
    "12.2": Question(
        kind="labels and numbers",
        tolerance=0.05,
        right=_ratio,
        reading=(
            "From 2014 the ratio rises to 2021; from 2021 it falls a little. "
            "Say which first year you took."
        ),
        slips=(
            Slip(
                _gap,
                "Those are the differences, in ten thousand won. The "
                "question asks for a percentage of the general wage.",
            ),
            Slip(
                lambda: -_gap(),
                "Those are differences, in ten thousand won. The question "
                "asks for a percentage of the general wage.",
            ),
            Slip(
                lambda: 100 - _ratio(),
                "That is how far the wage stays below, in per cent. The "
                "question asks what percentage it is.",
            ),
            Slip(
                lambda: (
                    100 * _pay("general_wage_10k_won") / _pay("wage_10k_won")
                ),
                "Part and base have changed places. Divide the wage by the "
                "general wage.",
            ),
            Slip(
                lambda: _pay("general_wage_10k_won") / _pay("wage_10k_won"),
                "Part and base have changed places. Divide the wage by the "
                "general wage, and multiply by 100.",
            ),
            Slip(
                lambda: _ratio() / 100,
                "Those are fractions. Multiply them by 100.",
            ),
            Slip(
                lambda: _ratio().round(),
                "You rounded to whole numbers. Give one decimal.",
            ),
            Slip(
                lambda: (_ratio() * 10 // 1) / 10,
                "You cut the decimals off. Round to the nearest tenth.",
            ),
            Slip(
                lambda: _ratio() // 1,
                "You cut the decimals off. Give one decimal.",
            ),
            Slip(
                lambda: (
                    100 * _pay("wage_10k_won") / _pay("wage_10k_won")[2014]
                ),
                "You took the first year as the base. The base is the "
                "general wage of the same year.",
            ),
            Slip(
                lambda: 100 * _ratio() / _ratio()[2014],
                "You divided by the ratio of the first year too. The "
                "question asks for the percentage of each year.",
            ),
            Slip(
                lambda: 100 * _gap() / _pay("wage_10k_won"),
                "Those are the gaps, on the smaller wage. Divide the wage "
                "itself by the general wage.",
            ),
            Slip(
                lambda: _pay("wage_10k_won"),
                "Those are the wages themselves. Divide them by the general "
                "wage, and multiply by 100.",
            ),
            Slip(
                lambda: _pay("general_wage_10k_won"),
                "That is the general wage, the base. Divide the other wage "
                "by it.",
            ),
            Slip(
                lambda: (
                    100
                    * _pay("wage_10k_won")
                    / (_pay("wage_10k_won") + _pay("general_wage_10k_won"))
                ),
                "You divided by both wages together. The base is the general "
                "wage alone.",
            ),
            Slip(
                lambda: pd.Series(
                    _ratio().to_numpy(),
                    [
                        list(load("hana_survey")["year"]).index(y)
                        for y in YEARS
                    ],
                ),
                "The percentages are there, but labelled by the row's "
                "number. Give the column year with them.",
            ),
        ),
        hints=(
            "The wage is the part, the general wage the base.",
            'pay["ratio"] = 100 * pay["wage_10k_won"] / '
            'pay["general_wage_10k_won"], then pick the columns year and '
            "ratio with double brackets.",
        ),
    ),
    "12.3": Question(
        kind="share",
        right=_women_share,
        reading=(
            "Nearly three in four of those behind the average were women, "
            "as it was counted or weighted. How many women are behind the "
            "general wage, our tables do not say: part of the gap between "
            "the two may lie there."
        ),
        slips=(
            Slip(
                lambda: 100 - _women_share(),
                "Those are the men. The average lies nearer to the wage of "
                "the larger group.",
            ),
            Slip(
                lambda: 100 * _wage("women") / _both(),
                "That compares two wages. The question asks for people: how "
                "far is the average of both from each end?",
            ),
            Slip(
                lambda: 100 * _wage("women") / _wage("men"),
                "That is women's wage as a percentage of men's. The question "
                "asks for the share of women among the people.",
            ),
            Slip(
                lambda: 100 * _wage("women") / (_wage("men") + _wage("women")),
                "That is a share of two wages added up, not of people. How "
                "far is the average of both from each end?",
            ),
            Slip(
                lambda: 100 * _both() / _wage("men"),
                "That divides the average by men's wage. It asks for people: "
                "how far is the average of both from each end?",
            ),
            Slip(
                lambda: 50,
                "With as many women as men the average would lie in the "
                "middle, above that of both. Which group pulls it down?",
            ),
            Slip(
                lambda: _wage("men") - _both(),
                "That is how far the average lies below the men's wage. "
                "Divide it by the whole distance between the two wages.",
            ),
            Slip(
                lambda: _both() - _wage("women"),
                "That is how far the average lies above the women's wage. "
                "Which distance grows with the number of women?",
            ),
            Slip(
                lambda: _wage("men") - _wage("women"),
                "That is the whole distance between the two wages. What part "
                "of it lies between the men's wage and that of both?",
            ),
            Slip(
                lambda: (_wage("men") + _wage("women")) / 2,
                "That is the middle of the two wages. The question asks for "
                "the share of women among the people.",
            ),
            Slip(
                lambda: 100 * (_wage("men") - _both()) / _wage("men"),
                "You divided by the men's wage. Divide by the distance "
                "between the wages of men and women.",
            ),
            Slip(
                lambda: 100 * (_wage("men") - _wage("women")) / _wage("men"),
                "That is how far women's wage stays below men's. The "
                "question asks for people: how far is the average of both "
                "from each end?",
            ),
            Slip(
                lambda: (
                    100 * (_wage("men") - _both()) / (_both() - _wage("women"))
                ),
                "You divided one distance by the other. Divide by the whole "
                "distance between men and women.",
            ),
            Slip(
                lambda: round(_women_share()),
                "You rounded to a whole number. Give one decimal.",
            ),
        ),
        hints=(
            "On paper, draw a line from women's wage to men's, and mark the "
            "average of both. Which end is it nearer to?",
            "The share of women is the distance from the men's wage to the "
            "average of both, divided by the whole distance, times 100.",
        ),
    ),
    "12.4": Question(
        kind="number",
        tolerance=0.1,
        right=_needed,
        reading=(
            "That is for this cut. Whether newcomers report so much more is "
            "not in our tables; if the gap is smaller, this mix alone does "
            "not make the fall."
        ),
        slips=(
            Slip(
                lambda: _fall("discriminated_percent"),
                "That is the fall in points. Divide it by the fall in the "
                "share of newcomers.",
            ),
            Slip(
                lambda: -_fall("discriminated_percent"),
                "That is the change in points. Divide it by the change in "
                "the share of newcomers.",
            ),
            Slip(
                _mix,
                "That is the fall in the share of newcomers. Divide the fall "
                "in discrimination by it.",
            ),
            Slip(
                lambda: 100 / _needed() * 100,
                "The two falls have changed places. Divide that of "
                "discrimination by that of newcomers.",
            ),
            Slip(
                lambda: 100 / _needed(),
                "The falls stand upside down. Divide that of "
                "discrimination by that of newcomers, times 100.",
            ),
            Slip(
                lambda: round(_needed() / 100, 2),
                "That is a fraction. The question asks for points: multiply "
                "it by 100.",
            ),
            Slip(
                lambda: -_needed() / 100,
                "That is a fraction, with a minus. Both falls are negative "
                "changes, so the quotient is positive; multiply it by 100.",
            ),
            Slip(
                lambda: round(_needed()),
                "You rounded to a whole number. Give one decimal.",
            ),
            Slip(
                lambda: _needed(lag=0),
                "You counted arrivals to the end of the round's own year. "
                "Take them to the year before, as the column newcomers does.",
            ),
            Slip(
                lambda: _asked(2025, "discriminated_percent"),
                "That is the share who report discrimination in 2025. Take "
                "its fall from 2018, and divide it.",
            ),
            Slip(
                lambda: _asked(2018, "discriminated_percent"),
                "That is the share who report discrimination in 2018. Take "
                "its fall to 2025, and divide it.",
            ),
            Slip(
                lambda: (
                    100
                    * _asked(2018, "discriminated_percent")
                    / _newcomers(2017)
                ),
                "You divided the two shares of 2018. Divide their falls, "
                "from 2018 to 2025.",
            ),
            Slip(
                lambda: (
                    100
                    * _asked(2025, "discriminated_percent")
                    / _newcomers(2024)
                ),
                "You divided the two shares of 2025. Divide their falls, "
                "from 2018 to 2025.",
            ),
            Slip(
                lambda: _needed("satisfied_percent"),
                "That is satisfaction, with a minus. Take the column of "
                "discrimination.",
            ),
            Slip(
                lambda: -_needed("satisfied_percent"),
                "Those are the points for satisfaction. Take the column of "
                "discrimination.",
            ),
            Slip(
                lambda: _fall("discriminated_percent") * _mix(),
                "You multiplied the falls. The mix's change is newcomers "
                "times the gap; so divide, to find the gap.",
            ),
            Slip(
                lambda: _mix() - _fall("discriminated_percent"),
                "You subtracted one fall from the other. They have two "
                "bases: divide.",
            ),
            Slip(
                lambda: (
                    100
                    * _fall("discriminated_percent")
                    / _asked(2018, "discriminated_percent")
                ),
                "That is the fall as a percentage of 2018. Divide it by the "
                "fall in the share of newcomers instead.",
            ),
            Slip(
                lambda: (
                    100
                    * _fall("discriminated_percent")
                    / _asked(2025, "discriminated_percent")
                ),
                "That is the fall as a percentage of 2025. Divide it by the "
                "fall in the share of newcomers instead.",
            ),
            Slip(
                lambda: (
                    100 * _fall("discriminated_percent") / _newcomers(2017)
                ),
                "You divided by the newcomers of 2018. Divide by the fall in "
                "their share, from 2018 to 2025.",
            ),
        ),
        hints=(
            "The fall that the mix makes is the fall in the share of "
            "newcomers times the gap between the groups. You know two of the "
            "three.",
            "Take the two changes with both.diff(), or by hand. Both are "
            "negative, so the quotient is positive: divide that of "
            "discrimination by that of newcomers, times 100.",
        ),
    ),
    "12.5": Question(
        kind="labels and numbers",
        right=_reform,
        reading=(
            "One part fell and two rose. Added up they rise; but a bonus is "
            "paid only to some, and who was paid which part is not in our "
            "tables."
        ),
        slips=(
            Slip(
                lambda: {part: -change for part, change in _reform().items()},
                "You took the new amounts from the old. Take the old from "
                "the new, so that a rise comes out positive.",
            ),
            Slip(
                lambda: {
                    part: abs(change) for part, change in _reform().items()
                },
                "One of the parts fell. Give it a minus sign.",
            ),
            Slip(
                lambda: _amounts("_2007"),
                "Those are the amounts from 2007 on. Take the old ones away "
                "from them.",
            ),
            Slip(
                lambda: _amounts("_before_2007"),
                "Those are the amounts before 2007. Take them away from the "
                "new ones.",
            ),
            Slip(
                lambda: {
                    part: 100 * change / _amounts("_before_2007")[part]
                    for part, change in _reform().items()
                },
                "Those are percentages of the old amounts. The question asks "
                "for million won.",
            ),
            Slip(
                lambda: {
                    part: round(100 * change / _amounts("_before_2007")[part])
                    for part, change in _reform().items()
                },
                "Those are percentages of the old amounts, in whole numbers. "
                "The question asks for million won.",
            ),
            Slip(
                lambda: {
                    part: round(
                        100 * change / _amounts("_before_2007")[part], 1
                    )
                    for part, change in _reform().items()
                },
                "Those are percentages of the old amounts, to one decimal. "
                "The question asks for million won.",
            ),
            Slip(
                lambda: {
                    f"{name}{when}": _amount(name + when)
                    for name in PARTS.values()
                    for when in ("_2007", "_before_2007")
                },
                "Those are the amounts themselves. Take the old one of each "
                "item from the new.",
            ),
            Slip(
                lambda: {
                    f"{name}_2007": _amount(f"{name}_2007")
                    for name in PARTS.values()
                },
                "Those are the amounts from 2007 on, labelled with their ids. "
                "Take the old ones away, and label with the item.",
            ),
            Slip(
                lambda: {
                    part.title(): change for part, change in _reform().items()
                },
                "The numbers are right. Write both words of an item in small "
                "letters, as in the column item.",
            ),
            Slip(
                lambda: {
                    part: change * 1_000_000
                    for part, change in _reform().items()
                },
                "Those are won. The question asks for million won.",
            ),
            Slip(
                lambda: {
                    f"{name}_2007": _reform()[part]
                    for part, name in PARTS.items()
                },
                "The numbers are right. Label them with the item, as in the "
                "column item, not with the id.",
            ),
            Slip(
                lambda: {
                    name: _reform()[part] for part, name in PARTS.items()
                },
                "The numbers are right. Write the items in full, as in the "
                "column item.",
            ),
            Slip(
                lambda: {
                    part.capitalize(): change
                    for part, change in _reform().items()
                },
                "The numbers are right. Write the items in small letters, as "
                "in the column item.",
            ),
            Slip(
                lambda: {
                    part: change
                    for part, change in _reform().items()
                    if part != "job bonus"
                },
                "The job bonus is missing. Its household is not stated, but "
                "its amounts are.",
            ),
            Slip(
                lambda: {
                    part: _amounts("_2007")[part]
                    + _amounts("_before_2007")[part]
                    for part in PARTS
                },
                "You added old and new. Take the old from the new.",
            ),
        ),
        hints=(
            "Each item has two rows: one whose id ends in _before_2007, and "
            "one without before.",
            "Subtract old from new for each item, and write them as "
            '{"basic money": …, "job bonus": …, "housing aid": …}.',
        ),
    ),
    "12.6": OpenQuestion(
        rubric=(
            "Do two indicators stand there that tell different stories?",
            "Does each figure have its base, its two years and its source?",
            "Does it say which change may come from who is asked?",
            "If it uses won, are they called won of the day, or nominal?",
            "Does it say who is missing, and leave the cause open?",
        ),
        model=_model_report,
        hints=(
            "Satisfied and unemployed, wage and gap, participation and "
            "employment: which two moved apart?",
            "One sentence for each indicator, one for who is asked, one for "
            "what neither shows.",
        ),
    ),
}
