"""The question of lesson 00, *Start here*."""

from nkcourse.checks.core import Question, Slip
from nkcourse.tables import load

TITLE = "Start here"


def _in_2002(column: str) -> int:
    table = load("arrivals_by_sex_2000_2004")
    return table.set_index("year").at[2002, column]


QUESTIONS = {
    "00.a": Question(
        kind="number",
        right=lambda: _in_2002("women"),
        reading=(
            "You found the row by its year and the column by its name. That "
            "is most of what reading a table asks."
        ),
        slips=(
            Slip(
                lambda: _in_2002("men"),
                "That is the figure in the column men. The question asks for "
                "women: go one column to the right.",
            ),
            Slip(
                lambda: _in_2002("women") + _in_2002("men"),
                "That is women and men together. The question asks for women "
                "only, so nothing needs to be added.",
            ),
            Slip(
                lambda: load("arrivals_by_sex_2000_2004")["women"].sum(),
                "That is the sum of the whole column. The question asks for "
                "one year: look for the row of 2002.",
            ),
            Slip(
                lambda: (
                    load("arrivals_by_sex")
                    .set_index("period")
                    .at["2002", "women"]
                ),
                "That is the figure of today's edition. The table above is "
                "the edition of 2005: read it there.",
            ),
            Slip(
                lambda: load("arrivals_by_sex_2000_2004")["women"].iloc[3],
                "That is the year after. Find 2002 in the column year first, "
                "then stay in that row.",
            ),
            Slip(
                lambda: load("arrivals_by_sex_2000_2004")["women"].iloc[1],
                "That is the year before. Find 2002 in the column year "
                "first, then stay in that row.",
            ),
            Slip(
                lambda: 2002,
                "That is the year itself. The question asks how many women "
                "arrived in it: the number under women.",
            ),
            Slip(
                lambda: (
                    load("arrivals_by_sex")
                    .set_index("period")
                    .at["2002", "total"]
                ),
                "That is everyone, and in today's edition. Stay in the table "
                "above, in the column women.",
            ),
            Slip(
                lambda: 2,
                "2 is the number at the left edge, the row's label. It only "
                "says which row it is; the figure stands under women.",
            ),
            Slip(
                lambda: load("arrivals_by_sex_2000_2004")["women"].iloc[0],
                "That is the first row of the table. Find 2002 in the "
                "column year, then stay in that row.",
            ),
            Slip(
                lambda: (
                    load("arrivals_by_sex_2000_2004")["women"].iloc[:3].sum()
                ),
                "You added the years before it too. The question asks for "
                "one year alone, as the table prints it.",
            ),
            Slip(
                lambda: round(
                    100
                    * _in_2002("women")
                    / (_in_2002("women") + _in_2002("men")),
                    1,
                ),
                "That is a share, in per cent. The question asks how many "
                "women there were, as the table prints it.",
            ),
        ),
        hints=(
            "Find 2002 in the column year, then follow that row to the right.",
            "The row of 2002 has three numbers: the year, the men, the "
            "women. Take the last of them.",
        ),
    ),
}
