"""The questions of lesson 04, *Who leaves*, and of its exercise."""

import pandas as pd

from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "Who leaves"
SEXES = ["men", "women"]
ALL = "all groups"
# The groups of 2014 join two tens of years each.
JOINED = {
    "20-29": "20-39",
    "30-39": "20-39",
    "40-49": "40-59",
    "50-59": "40-59",
}
UPPER = ["administration", "professional"]


def _by_sex(table: str) -> pd.DataFrame:
    """Return a table of September 2020 by group, with both sexes added."""
    kept = load(f"arrivals_{table}_by_sex_2020").set_index("group")[SEXES]
    return kept.assign(both=kept.sum(axis=1))


def _share(
    table: str,
    part: tuple[str, str],
    whole: tuple[str, str],
) -> float:
    """Return a part of a whole in per cent.

    Each is a column and a group, or ALL for the whole column.
    """
    kept = _by_sex(table)
    kept.loc[ALL] = kept.sum()
    (column, group), (base, base_group) = part, whole
    return 100 * kept.at[group, column] / kept.at[base_group, base]


def _work(part: tuple, whole: tuple) -> float:
    return _share("occupation", part, whole)


def _age(part: tuple, whole: tuple) -> float:
    return _share("age", part, whole)


def _people(table: str, column: str, group: str | None = None) -> int:
    kept = _by_sex(table)[column]
    return int(kept.sum() if group is None else kept[group])


def _unbracketed(table: str, group: str) -> tuple[Slip, ...]:
    """Return the slips of a share whose whole was added without brackets."""
    women, men = (_people(table, sex, group) for sex in ("women", "men"))
    return (
        Slip(
            lambda: 100 * women / men + women,
            "Division comes before addition: you divided by the men alone, "
            "then added the women. Put both in brackets.",
        ),
        Slip(
            lambda: 100 * women / women + men,
            "Division comes before addition: you divided by the women alone, "
            "then added the men. Put both in brackets.",
        ),
        Slip(
            lambda: 100 * men / men + women,
            "Division comes before addition, so brackets are needed around "
            "the whole. The part, above it, is the women.",
        ),
    )


def _printed_forties() -> int:
    """Return the total that the page prints for the ages 40 to 49."""
    return load("arrivals_age_by_sex_2020").set_index("group").total["40-49"]


def _bands(table: str = "arrivals_age_2022") -> pd.Series:
    """Return people in the age groups of 2014, in an edition with tens."""
    kept = load(table)
    name = "group" if "group" in kept else "age"
    if "people" not in kept:
        kept["people"] = kept["men"] + kept["women"]
    return kept.groupby(kept[name].replace(JOINED))["people"].sum()


def _tens() -> pd.Series:
    return load("arrivals_age_2022").set_index("group")["people"]


def _parts(people: pd.Series) -> pd.Series:
    return 100 * people / people.sum()


def _averaged() -> pd.Series:
    """Return the joined shares as averages of two, the slip."""
    shares = _parts(_tens())
    return shares.groupby(shares.index.to_series().replace(JOINED)).mean()


def _rounded_first() -> pd.Series:
    """Return shares that were rounded and then added, the slip."""
    shares = _parts(_tens()).round(1)
    return shares.groupby(shares.index.to_series().replace(JOINED)).sum()


def _unquoted() -> dict:
    """Return the shares as braces keep them without quotation marks."""
    shares = _parts(_bands())
    found = {}
    for group, share in shares.items():
        low, hyphen, high = group.partition("-")
        found[int(low) - int(high) if hyphen else group] = share
    return found


def _shares_2014() -> pd.Series:
    return load("age_shares_2014").set_index("group")["percent"]


def _upper(period: str, groups: list[str] | None = None) -> int:
    """Return people of some occupations in a period, all if not named."""
    kept = load("arrivals_occupation_1989_2004")
    kept = kept[kept["period"] == period]
    if groups is not None:
        kept = kept[kept["occupation"].isin(groups)]
    return int(kept["people"].sum())


def _upper_share(period: str, groups: list[str]) -> float:
    return 100 * _upper(period, groups) / _upper(period)


def _points(groups: list[str]) -> float:
    return _upper_share("2004", groups) - _upper_share("1990-2003", groups)


def _origin(name: str, column: str) -> float:
    return load("origin_by_province").set_index("id").at[name, column]


def _arrivals(query: str) -> int:
    return int(load("arrivals_by_sex").query(query)["total"].sum())


def _pyongyang_2016() -> float:
    people = _origin("py_2016", "people")
    return 100 * people / _arrivals("last_year <= 2016")


def _ratio() -> float:
    return _origin("py_2023", "percent") / _origin("py_before", "percent")


def _model() -> str:
    everyone = _people("age", "both")
    women = _age(("women", ALL), ("both", ALL))
    thirties = _age(("women", "30-39"), ("both", ALL))
    youngest = _age(("women", "0-9"), ("both", "0-9"))
    return (
        f"Of the {everyone:,} people from the North whom the South's Ministry "
        f"of Unification counted as arrived by September 2020, {women:.0f} in "
        "a hundred were women and girls; women in their thirties, the largest "
        f"group by age and sex, were {thirties:.0f} in a hundred, too few to "
        f"stand for all. Among children under ten, {youngest:.0f} in a "
        "hundred were girls. Lim and Chung (mid-2000s) hold that women move "
        "about more easily in the North and more often have to find the "
        "family's food, and name no source; an employee of a South Korean "
        "rights group guesses, in a magazine of about 2013, that China offers "
        "women more ways to earn. "
        "The table counts those who arrived in the South: it does not show "
        "who left, who tried, or why."
    )


QUESTIONS = {
    "04.a": Question(
        kind="share",
        right=lambda: _work(("women", "military"), ("both", "military")),
        reading=(
            "These are the women among arrivals listed under military. Among "
            "the North's soldiers it may be another share; no table of ours "
            "says."
        ),
        slips=(
            Slip(
                lambda: _work(("women", "military"), ("women", ALL)),
                "That is the military among all women. The whole is everyone "
                "listed under military, men and women in that row.",
            ),
            Slip(
                lambda: _work(("men", "military"), ("both", "military")),
                "That is the share of men in the group. The question asks "
                "for women.",
            ),
            Slip(
                lambda: _work(("women", "military"), ("men", "military")),
                "You divided the women by the men. A share divides the part "
                "by the whole: women and men together.",
            ),
            Slip(
                lambda: _work(("women", "military"), ("both", ALL)),
                "You divided by everyone who arrived. The whole here is only "
                "those listed under military.",
            ),
            Slip(
                lambda: _work(("both", "military"), ("both", ALL)),
                "That is the military among all arrivals, of either sex. The "
                "question asks for the women within the military.",
            ),
            Slip(
                lambda: _work(("women", ALL), ("both", ALL)),
                "That is the share of women among all arrivals. Keep the row "
                "military first.",
            ),
            Slip(
                lambda: _people("occupation", "women", "military"),
                "That is the number of women in the group. Divide it by "
                "everyone in the group, and multiply by 100.",
            ),
            Slip(
                lambda: _people("occupation", "both", "military"),
                "That is everyone in the group: you have the whole. Now "
                "divide the women by it, and multiply by 100.",
            ),
            Slip(
                lambda: _people("occupation", "men", "military"),
                "Those are the men in the group. The part is the women, the "
                "whole is both together.",
            ),
            Slip(
                lambda: round(
                    _work(("women", "military"), ("both", "military"))
                ),
                "You rounded to a whole number. The question asks for one "
                "decimal.",
            ),
            Slip(
                lambda: _work(
                    ("women", "administrative"), ("both", "administrative")
                ),
                "That is the first row, administrative. Take the row "
                "military.",
            ),
            *_unbracketed("occupation", "military"),
            Slip(
                lambda: round(
                    _work(("women", "military"), ("men", "military"))
                ),
                "You divided the women by the men, and rounded. A share "
                "divides the part by the whole: women and men together.",
            ),
            Slip(
                lambda: (
                    _people("occupation", "men", "military")
                    / _people("occupation", "women", "military")
                ),
                "You divided the men by the women. Divide the women by women "
                "and men together.",
            ),
            Slip(
                lambda: _work(("men", "military"), ("men", ALL)),
                "That is the military among all men. The question asks for "
                "women, among those listed under military.",
            ),
        ),
        hints=(
            "Of whom? Of everyone in the row military. Add its men and women "
            "to get the whole.",
            "Type it: 100 * the women / (the men + the women), with the two "
            "numbers of that row in place of the words, brackets and all.",
        ),
    ),
    "04.1": Question(
        kind="share",
        right=lambda: _work(("women", "service"), ("women", ALL)),
        reading=(
            "An encyclopedia explains the majority of women by their work in "
            "services. This is a share of women who arrived, in the "
            "ministry's group; women in the North may differ."
        ),
        slips=(
            Slip(
                lambda: _work(("women", "service"), ("both", "service")),
                "That is the share of women in the group service. Here the "
                "whole is all women: the sum of the column women.",
            ),
            Slip(
                lambda: _work(("women", "service"), ("both", ALL)),
                "You divided by everyone who arrived. The whole here is all "
                "women.",
            ),
            Slip(
                lambda: _work(("both", "service"), ("both", ALL)),
                "That is service among all arrivals, of either sex. Take the "
                "women in the row, and all women as the whole.",
            ),
            Slip(
                lambda: _work(("both", "service"), ("women", ALL)),
                "You took the whole row, men and women, over all women. The "
                "part here is the women of that row.",
            ),
            Slip(
                lambda: _work(("men", "service"), ("men", ALL)),
                "That is service among all men. The question asks for women.",
            ),
            Slip(
                lambda: _people("occupation", "women", "service"),
                "That is the number of women in the group. Divide it by the "
                "sum of the column women, and multiply by 100.",
            ),
            Slip(
                lambda: _people("occupation", "women"),
                "That is all women: you have the whole. Now divide the women "
                "in service by it, and multiply by 100.",
            ),
            Slip(
                lambda: _work(("women", ALL), ("both", ALL)),
                "That is the share of women among all arrivals. The part "
                "here is the women in service.",
            ),
            Slip(
                lambda: _work(("women", "service"), ("men", ALL)),
                "You divided by all men. The whole here is all women.",
            ),
            Slip(
                lambda: _work(("men", "service"), ("both", "service")),
                "That is the share of men in the group service. The whole "
                "here is all women, the part the women in service.",
            ),
            Slip(
                lambda: _work(("women", "service"), ("men", "service")),
                "You divided women by men. A share divides a part by its "
                "whole: all women.",
            ),
            Slip(
                lambda: (
                    100
                    * _people("occupation", "women", "service")
                    / (
                        _people("occupation", "women")
                        - _people(
                            "occupation", "women", "not applicable (children)"
                        )
                    )
                ),
                "You left the children out of the whole. That can be a good "
                "choice, if one says so; the question asks for all women.",
            ),
            Slip(
                lambda: round(_work(("women", "service"), ("women", ALL))),
                "You rounded to a whole number. The question asks for one "
                "decimal.",
            ),
            Slip(
                lambda: _work(
                    ("women", "unemployed or dependent"), ("women", ALL)
                ),
                "That is the row above, unemployed or dependent. Take the row "
                "service.",
            ),
            Slip(
                lambda: _work(("women", "arts or sport"), ("women", ALL)),
                "That is the row below, arts or sport. Take the row service.",
            ),
        ),
        hints=(
            "Of whom? Of all women. Their number is the sum of one column.",
            'part = by_work.query("group == \'service\'")["women"].item(), '
            'then divide it by by_work["women"].sum().',
        ),
    ),
    "04.2": Question(
        kind="share",
        right=lambda: _age(("women", "40-49"), ("both", "40-49")),
        reading=(
            "The printed total has two digits exchanged, most likely: with "
            "the sum of men and women the page adds up to its own total of "
            'everyone. trace("005-001") tells how that was tested.'
        ),
        slips=(
            Slip(
                lambda: (
                    100 * _people("age", "women", "40-49") / _printed_forties()
                ),
                "You divided by the total as it is printed. Add the men and "
                "women of that row, and compare before you use it.",
            ),
            Slip(
                lambda: (
                    100
                    * (_printed_forties() - _people("age", "men", "40-49"))
                    / _printed_forties()
                ),
                "You took the men from the printed total. That total does "
                "not hold: rebuild it from men and women.",
            ),
            Slip(
                lambda: _age(("men", "40-49"), ("both", "40-49")),
                "That is the share of men. The question asks for women.",
            ),
            Slip(
                lambda: (
                    100 * _people("age", "men", "40-49") / _printed_forties()
                ),
                "Those are the men, over the printed total. The question asks "
                "for women, and the total needs a test first.",
            ),
            Slip(
                lambda: _age(("women", "40-49"), ("women", ALL)),
                "That is this age among all women. The whole here is "
                "everyone of 40 to 49, men and women.",
            ),
            Slip(
                lambda: _age(("women", "40-49"), ("both", ALL)),
                "You divided by everyone who arrived. The whole here is "
                "everyone of 40 to 49.",
            ),
            Slip(
                lambda: _age(("women", ALL), ("both", ALL)),
                "That is the share of women at all ages. Keep the row 40-49 "
                "first.",
            ),
            Slip(
                lambda: _age(("women", "40-49"), ("men", "40-49")),
                "You divided women by men. A share divides the part by the "
                "whole: women and men together.",
            ),
            Slip(
                lambda: _people("age", "women", "40-49"),
                "That is the number of women. Divide it by everyone of that "
                "age, and multiply by 100.",
            ),
            Slip(
                lambda: _people("age", "both", "40-49"),
                "That is everyone of that age, rightly rebuilt. Now divide "
                "the women by it, and multiply by 100.",
            ),
            Slip(
                lambda: _age(("women", "30-39"), ("both", "30-39")),
                "That is the row above, 30-39. Take the row 40-49.",
            ),
            Slip(
                lambda: _age(("women", "50-59"), ("both", "50-59")),
                "That is the row below, 50-59. Take the row 40-49.",
            ),
            Slip(
                lambda: round(_age(("women", "40-49"), ("both", "40-49"))),
                "You rounded to a whole number. The question asks for one "
                "decimal.",
            ),
            *_unbracketed("age", "40-49"),
            Slip(
                _printed_forties,
                "That is the total as it is printed. Do the men and women "
                "beside it make it?",
            ),
            Slip(
                lambda: _people("age", "both", "40-49") - _printed_forties(),
                "That is how far the printed total misses its parts: a good "
                "test. Now take the share of women in the rebuilt total.",
            ),
            Slip(
                lambda: _age(("men", "40-49"), ("women", "40-49")),
                "You divided the men by the women. Divide the women by women "
                "and men together.",
            ),
        ),
        hints=(
            "Look at the row: do men and women make the total beside them?",
            "row = by_age.query(\"group == '40-49'\"), then 100 * "
            'row["women"] / (row["men"] + row["women"]).',
        ),
    ),
    "04.3": Question(
        kind="labels and numbers",
        tolerance=0.05,
        right=lambda: _parts(_bands()),
        reading=(
            "2014 is printed in whole per cent: beside it, only 40 to 59 has "
            "clearly moved. Small moves are to be expected if age is age on "
            "arrival, as it seems: those who had arrived by 2014 then stand "
            "in the same group in 2022."
        ),
        slips=(
            Slip(
                _bands,
                "The groups are joined, and these are people. Divide each by "
                "everyone, and multiply by 100.",
            ),
            Slip(
                lambda: _parts(_bands()) / 100,
                "Those are parts of one. Multiply by 100 for per cent.",
            ),
            Slip(
                _shares_2014,
                "Those are the printed shares of 2014. The question asks for "
                "the same groups at the end of 2022.",
            ),
            Slip(
                lambda: _parts(_tens()),
                "Those are seven groups of ten years. Join 20-29 with 30-39, "
                "and 40-49 with 50-59, as 2014 did.",
            ),
            Slip(
                _tens,
                "Those are people in seven groups. Join the groups as 2014 "
                "did, then divide by everyone.",
            ),
            Slip(
                _averaged,
                "You averaged two shares. Groups that are joined are added: "
                "together they hold all the people of both.",
            ),
            Slip(
                lambda: _parts(_bands()).round(),
                "You rounded to whole numbers, as 2014 was printed. The "
                "question asks for one decimal.",
            ),
            Slip(
                lambda: _parts(_bands("arrivals_age_by_sex_2020")),
                "Those are the shares of September 2020. Take the table "
                "arrivals_age_2022.",
            ),
            Slip(
                lambda: _parts(_bands("arrivals_age_totals_2004")),
                "Those are the shares up to 2004. Take the table "
                "arrivals_age_2022.",
            ),
            Slip(
                lambda: 100 * _bands() / _arrivals("last_year <= 2022"),
                "You divided by all arrivals to 2022, from another table. The "
                "whole of a composition is the sum of its own groups.",
            ),
            Slip(
                lambda: _parts(_bands()) - _shares_2014(),
                "Those are the differences from 2014. The question asks for "
                "the shares of 2022 themselves.",
            ),
            Slip(
                lambda: _parts(_bands()).reset_index(drop=True),
                "The shares are there, labelled by the row's number. Label "
                "them by the group.",
            ),
            Slip(
                lambda: _parts(_tens()).reset_index(drop=True),
                "Those are seven groups, labelled by the row's number. Join "
                "the groups as 2014 did, and label them.",
            ),
            Slip(
                _rounded_first,
                "You rounded before you added. Add the people, or the shares "
                "with all their decimals, and round once, at the end.",
            ),
            Slip(
                lambda: _parts(_bands()).rename({"60+": "over 60"}),
                "The shares are right. Label the groups as the table "
                "age_shares_2014 does; the oldest has a plus sign.",
            ),
            Slip(
                lambda: _parts(_bands()).rename(
                    lambda group: group.replace("-", "\u2013")
                ),
                "The shares are right. Label the groups with a plain hyphen, "
                "as the table age_shares_2014 does.",
            ),
            Slip(
                _unquoted,
                "Python has computed the labels: without quotation marks, "
                "0-9 is minus nine. Put each group in quotation marks.",
            ),
        ),
        hints=(
            "Give the rows of 2022 the names of the groups of 2014, then add "
            "the people of each name.",
            'people = in_2022.groupby("band")["people"].sum(), then divide '
            "people by people.sum() and multiply by 100.",
        ),
    ),
    "04.4": Question(
        kind="share",
        right=lambda: _points(UPPER),
        reading=(
            "More came in a year, and they were a smaller part of those who "
            "came. Occupation only stands in for class, the period to 2003 "
            "holds years after 1998, when they say it began, and the table "
            "does not say why."
        ),
        slips=(
            Slip(
                lambda: -_points(UPPER),
                "The size is right. Take the earlier share from the later "
                "one, so that a fall has a minus.",
            ),
            Slip(
                lambda: _upper_share("2004", UPPER),
                "That is the share in 2004. Take the share of 1990-2003 from "
                "it.",
            ),
            Slip(
                lambda: _upper_share("1990-2003", UPPER),
                "That is the share in 1990-2003. Take it from the share in "
                "2004.",
            ),
            Slip(
                lambda: (
                    100
                    * (
                        _upper_share("2004", UPPER)
                        / _upper_share("1990-2003", UPPER)
                        - 1
                    )
                ),
                "That is the change in per cent of the earlier share. "
                "Percentage points are one share minus the other.",
            ),
            Slip(
                lambda: _upper("2004", UPPER) - _upper("1990-2003", UPPER),
                "That is a difference of people, in periods of one year and "
                "of fourteen. Divide each by its period's arrivals first.",
            ),
            Slip(
                lambda: (
                    _upper("2004", UPPER) - _upper("1990-2003", UPPER) / 14
                ),
                "That is how many more came in a year: the count. The "
                "question asks for the share.",
            ),
            Slip(
                lambda: _points(["administration"]),
                "That is administration alone. Add professional to it in "
                "both periods.",
            ),
            Slip(
                lambda: _points(["professional"]),
                "That is professional alone. Add administration to it in "
                "both periods.",
            ),
            Slip(
                lambda: (
                    _upper_share("2004", UPPER)
                    - _upper_share("to 1989", UPPER)
                ),
                "You compared with the period to 1989. Compare 2004 with "
                "1990-2003.",
            ),
            Slip(
                lambda: (
                    _upper_share("1990-2003", UPPER)
                    - _upper_share("to 1989", UPPER)
                ),
                "You compared the first two periods. Compare 2004 with "
                "1990-2003.",
            ),
            Slip(
                lambda: (
                    100
                    * (_upper("2004", UPPER) - _upper("1990-2003", UPPER))
                    / sum(map(_upper, ["to 1989", "1990-2003", "2004"]))
                ),
                "You divided by the arrivals of all periods. Each share needs "
                "the arrivals of its own period.",
            ),
            Slip(
                lambda: round(_points(UPPER)),
                "You rounded to a whole number. The question asks for one "
                "decimal.",
            ),
            Slip(
                lambda: -round(_points(UPPER)),
                "You rounded to a whole number. The question asks for one "
                "decimal, and a fall has a minus.",
            ),
            Slip(
                lambda: round(
                    100
                    * (
                        _upper_share("2004", UPPER)
                        / _upper_share("1990-2003", UPPER)
                        - 1
                    )
                ),
                "That is the change in per cent of the earlier share, "
                "rounded. Percentage points are one share minus the other.",
            ),
            Slip(
                lambda: round(
                    _upper("2004", UPPER) - _upper("1990-2003", UPPER) / 14
                ),
                "That is how many more came in a year, rounded: the count. "
                "The question asks for the share.",
            ),
            Slip(
                lambda: (
                    _upper_share("2004", UPPER)
                    - 100
                    * (_upper("to 1989", UPPER) + _upper("1990-2003", UPPER))
                    / (_upper("to 1989") + _upper("1990-2003"))
                ),
                "You took everyone to 2003 as the earlier period. Leave those "
                "to 1989 out.",
            ),
            Slip(
                lambda: _upper_share("2004", ["administration"]),
                "That is administration alone, in 2004. Add professional, and "
                "take the share of 1990-2003 from it.",
            ),
        ),
        hints=(
            "Two shares are needed, each with the arrivals of its own period "
            "as the whole.",
            "For each period: add the people of the two occupations, divide "
            "by all people of the period, times 100. Then later minus "
            "earlier.",
        ),
    ),
    "04.5": Question(
        kind="number",
        tolerance=0.05,
        right=_ratio,
        reading=(
            "Over-represented, then, against all who had come so far. "
            "Against the people who live in Pyongyang no table of ours can "
            "say it, and 25 people are few."
        ),
        slips=(
            Slip(
                lambda: (
                    _origin("py_2023", "percent")
                    - _origin("py_before", "percent")
                ),
                "You took one share from the other: those are percentage "
                "points. How many times as large asks for a division.",
            ),
            Slip(
                lambda: 1 / _ratio(),
                "You divided the other way round. The base, all who had come "
                "so far, goes below.",
            ),
            Slip(
                lambda: _ratio() - 1,
                "That is how much larger, beyond once. How many times as "
                "large is the one share over the other.",
            ),
            Slip(
                lambda: _origin("py_2023", "percent") / _pyongyang_2016(),
                "You took the base from the count at the end of 2016. The "
                "question asks for the share that the report prints.",
            ),
            Slip(
                lambda: (
                    _origin("py_2023", "people") / _origin("py_2016", "people")
                ),
                "Those are two counts, of one year and of all years to 2016. "
                "Compare shares, so that each has its own whole.",
            ),
            Slip(
                lambda: (
                    _origin("py_2016", "people") / _origin("py_2023", "people")
                ),
                "Those are two counts, upside down. Compare the two shares in "
                "the column percent.",
            ),
            Slip(
                lambda: _origin("py_2023", "percent"),
                "That is the share among the arrivals of 2023. Divide it by "
                "the share so far.",
            ),
            Slip(
                lambda: _origin("py_before", "percent"),
                "That is the base. Divide the share of 2023 by it.",
            ),
            Slip(
                lambda: _origin("py_2023", "people"),
                "That is the number of people. Compare the two shares in the "
                "column percent.",
            ),
            Slip(
                lambda: (
                    _origin("border_2023", "percent")
                    / _origin("py_before", "percent")
                ),
                "That is the row of the border provinces. Take the two rows "
                "of Pyongyang with a share in percent.",
            ),
            Slip(
                lambda: (
                    _origin("border_2023", "percent")
                    / _origin("py_2023", "percent")
                ),
                "You divided the border provinces by Pyongyang. Both rows "
                "should be of Pyongyang, the later over its base.",
            ),
            Slip(
                lambda: round(_ratio()),
                "You rounded to a whole number. The question asks for one "
                "decimal.",
            ),
            Slip(
                lambda: (
                    _origin("py_2023", "percent")
                    * _origin("py_before", "percent")
                ),
                "You multiplied. To compare a share with its base, divide.",
            ),
            Slip(
                lambda: 100 * _ratio(),
                "That is the base taken as 100. Give it as a number of "
                "times, with one decimal.",
            ),
            Slip(
                lambda: (
                    _origin("py_2023", "percent")
                    + _origin("py_before", "percent")
                ),
                "You added two shares of different wholes, which has no "
                "meaning. Divide the one by its base.",
            ),
        ),
        hints=(
            "Two rows of Pyongyang have a share in percent. Which one is the "
            "base?",
            "Divide the percent of the row py_2023 by that of the row "
            "py_before, and round to one decimal.",
        ),
    ),
    "04.6": OpenQuestion(
        rubric=(
            "Does each share say of whom, and up to when?",
            "Does it avoid a typical person made of separate tables?",
            "Does each explanation have a holder, and its basis or its lack?",
            "Does it keep arriving apart from leaving, and is no cause read "
            "off a table?",
            "Does it name the publisher and the date?",
        ),
        model=_model,
        hints=(
            "Begin with the whole: of the people counted as arrived by "
            "September 2020. Then one or two shares.",
            "Then two explanations, each with its holder. End with what the "
            "table does not count.",
        ),
        words=40,
    ),
}
