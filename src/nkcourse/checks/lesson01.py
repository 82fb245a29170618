"""The questions of lesson 01, *Words and categories*, and of its exercise."""

import pandas as pd

from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "Words and categories"

# The cases of 01.3 and 01.4 were made for the exercise and stand in no table:
# what the exercise types is typed here again.
MISSING = {"A": 0, "B": 2, "C": 1, "D": 3, "E": 4, "F": 5, "G": 0, "H": 0}
CASES = """
    yes, yes, no
    yes, yes, not said
    not said, yes, no
    yes, not said, no
    no, yes, no
    yes, yes, yes
    yes, yes, not said
    not said, yes, yes
    yes, yes, no
    yes, no, no
"""
# What the law of 1997 asks for, as 01.4 tells it.
ASKED = {"home": "yes", "left": "yes", "foreign": "no"}


def _entries() -> pd.DataFrame:
    """Return the words, with a Korean spelling or not, dated or not."""
    terms = load("terms")
    return terms.assign(
        korean=terms["hangul"].notna(), dated=terms["since"].notna()
    )


def _spellings() -> pd.Series:
    """Return how many entries each Korean spelling has."""
    return _entries()["hangul"].value_counts()


def _dated(part: str, base: str) -> float:
    """Return the share of a base, as queries, in per cent."""
    entries = _entries()
    return 100 * len(entries.query(part)) / len(entries.query(base))


def _dated_words() -> float:
    """Return the share of dated ones among different Korean spellings."""
    return 100 * _entries().groupby("hangul")["dated"].any().mean()


def _dated_in_the_south() -> float:
    entries = _entries()
    south = entries[entries["used_by"].str.startswith("South Korea")]
    return 100 * south["dated"].mean()


def _classes(source: str = "lim_chung") -> pd.DataFrame:
    return load("types").query("source == @source")


def _missing(**changes: int) -> dict[str, int]:
    return MISSING | changes


def _cases() -> pd.DataFrame:
    return pd.DataFrame(
        [line.strip().split(", ") for line in CASES.split("\n") if line],
        columns=["home", "left", "foreign"],
    ).dropna()


def _ends(least: int, most: int) -> dict[str, int]:
    return {"at least": least, "at most": most}


def _sure(asked: dict[str, str] = ASKED) -> int:
    """Return how many cases fit in each fact that is asked for."""
    return int((_cases()[list(asked)] == pd.Series(asked)).all(axis=1).sum())


def _possible(asked: dict[str, str] = ASKED) -> int:
    """Return how many cases fit, or may fit, in each fact asked for."""
    cases = _cases()[list(asked)]
    may_fit = (cases == pd.Series(asked)) | (cases == "not said")
    return int(may_fit.all(axis=1).sum())


def _without(fact: str) -> dict[str, str]:
    """Return what the law asks for, with one fact forgotten."""
    return {name: value for name, value in ASKED.items() if name != fact}


def _complete() -> int:
    """Return how many cases leave no fact unsaid."""
    return int(_cases().ne("not said").all(axis=1).sum())


def _blind() -> int:
    """Return how many cases are sure, or have any fact unsaid."""
    return _sure() + len(_cases()) - _complete()


def _model_note() -> str:
    return (
        "Li uses two names for the same people. “Refugee” claims that the "
        "Convention of 1951 protects them, “illegal defector” that China's "
        "law sends them home. China's government, as Lee reports, objects to "
        "the first: the reason is economic and the entry unlawful. Lim and "
        "Chung find it difficult to class all of them as refugees. Whether "
        "the Convention's name fits a person depends on what that person has "
        "to fear; the essay tells of torture and of return, but not on which "
        "of the Convention's grounds each person fears them. I would write: "
        "“Li holds that people who left North Korea are refugees under the "
        "Convention; China's government calls those in China illegal "
        "economic migrants.”"
    )


QUESTIONS = {
    "01.a": Question(
        kind="number",
        right=lambda: len(_spellings()),
        reading=(
            "Some Korean words have two entries: as Koreans use them, and as "
            "one encyclopedia puts them into English."
        ),
        slips=(
            Slip(
                lambda: _entries()["hangul"].count(),
                "That counts the entries with a Korean spelling, and some "
                "words have two entries. Count the different spellings.",
            ),
            Slip(
                lambda: len(_entries()),
                "That is every entry of the table. Many have no Korean "
                "spelling: look at the column hangul alone.",
            ),
            Slip(
                lambda: _entries()["hangul"].isna().sum(),
                "Those are the entries without a Korean spelling. Count the "
                "cells of hangul that are filled, each spelling once.",
            ),
            Slip(
                lambda: _entries()["term"].nunique(),
                "Those are the different terms, English ones among them. Ask "
                "the same of the column hangul.",
            ),
            Slip(
                lambda: _entries()["hangul"].nunique(dropna=False),
                "You counted the empty cell as one more spelling. Leave it "
                "out: nunique() does so by itself.",
            ),
            Slip(
                lambda: (_spellings() == 1).sum(),
                "Those are the spellings with one entry only. A word with "
                "two entries is a Korean word too: count it once.",
            ),
            Slip(
                lambda: (_spellings() > 1).sum(),
                "Those are the spellings with more than one entry. The "
                "question asks for all different spellings.",
            ),
            Slip(
                lambda: (
                    _entries()
                    .query("used_by.str.startswith('South Korea') and dated")[
                        "hangul"
                    ]
                    .nunique()
                ),
                "That is the part of the table with South Korean users and "
                "dates, called south. Ask all of terms.",
            ),
            Slip(
                lambda: len(_entries().query("korean and dated")),
                "Those are the entries with a Korean spelling and a date. "
                "The date does not matter here: look at hangul alone.",
            ),
            Slip(
                lambda: len(_spellings()) - 1,
                "A count by eye slips easily in a long table. Let nunique() "
                "count the column hangul.",
            ),
            Slip(
                lambda: _spellings().max(),
                "That is the most entries that one spelling has. The "
                "question asks how many spellings there are.",
            ),
        ),
        hints=(
            "Use the column hangul of terms, and count different values, not "
            "filled cells.",
            'terms["hangul"] is the column; of count() and nunique() one '
            "counts each spelling once.",
        ),
    ),
    "01.1": Question(
        kind="number",
        right=lambda: _classes()["typology"].nunique(),
        reading=(
            "One article prints that many lists, and several are numbered. A "
            "number such as type 3 means nothing until its list is named."
        ),
        slips=(
            Slip(
                lambda: len(_classes()),
                "That is the number of classes, one a row. The question asks "
                "for lists: count the different names under typology.",
            ),
            Slip(
                lambda: len(load("types")),
                "That is every row of the table. Keep the rows of Lim and "
                "Chung, then count the different lists in them.",
            ),
            Slip(
                lambda: load("types")["typology"].nunique(),
                "Those are the lists of all sources. Keep the rows in which "
                "source is lim_chung first.",
            ),
            Slip(
                lambda: (
                    _classes()
                    .loc[
                        lambda rows: rows["typology"].str.startswith("lim_"),
                        "typology",
                    ]
                    .nunique()
                ),
                "Those are the lists with lim_chung in their name. Others "
                "stand in the article too: go by the column source.",
            ),
            Slip(
                lambda: load("types")["typology"].head(9).nunique(),
                "That is what the rows shown above hold: the beginning of the "
                "table. Count over all rows of Lim and Chung.",
            ),
            Slip(
                lambda: (
                    load("types")["typology"].nunique()
                    - _classes()["typology"].nunique()
                ),
                "Those are the lists of all the other sources. The question "
                "asks for those of Lim and Chung.",
            ),
            Slip(
                lambda: _classes()["number"].count(),
                "Those are the classes that have a number. Count the "
                "different names under typology.",
            ),
            Slip(
                # as many as there are sources in the table
                lambda: _classes("lee")["typology"].nunique(),
                "That is the number of sources, or of Lee's lists. Count the "
                "lists that stand under the source lim_chung.",
            ),
            Slip(
                lambda: _classes()["number"].nunique(),
                "Those are the different numbers in their lists. The lists "
                "themselves are named under typology.",
            ),
            Slip(
                lambda: _classes()["typology"].nunique() - 1,
                "A count by eye slips easily in a long table. Let nunique() "
                "count the column typology.",
            ),
            Slip(
                lambda: len(_classes()) / _classes()["typology"].nunique(),
                "That is how many classes a list has on average. The "
                "question asks how many lists there are.",
            ),
        ),
        hints=(
            "First keep the rows of Lim and Chung with query, then count the "
            "different values of one column.",
            "theirs = types.query(\"source == 'lim_chung'\"), then the "
            "nunique() of theirs in the column that names the list.",
        ),
    ),
    "01.2": Question(
        kind="share",
        right=lambda: _dated("korean and dated", "korean"),
        reading=(
            "Among the other entries the share is much lower. An empty cell "
            "says that our sources give no date, not that the word has no "
            "beginning."
        ),
        slips=(
            Slip(
                lambda: _dated("korean and dated", "dated"),
                "You divided by the entries with a date. The base is the "
                "entries with a Korean spelling.",
            ),
            Slip(
                lambda: _dated("korean and dated", "term.notna()"),
                "You divided by all entries of the table. The base is the "
                "entries with a Korean spelling.",
            ),
            Slip(
                lambda: _dated("not korean and dated", "not korean"),
                "That is the share among the entries without a Korean "
                "spelling. Take the row True of korean.",
            ),
            Slip(
                lambda: _dated("dated", "term.notna()"),
                "That is the share of dated entries in the whole table. Keep "
                "the entries with a Korean spelling first.",
            ),
            Slip(
                lambda: _dated("korean and not dated", "korean"),
                "That is the share without a date. Take the other number of "
                "the same row.",
            ),
            Slip(
                lambda: _dated("korean", "term.notna()"),
                "That is the share of Korean entries in the table. The "
                "question asks which part of them is dated.",
            ),
            Slip(
                lambda: len(_entries().query("korean and dated")),
                "That is the number of such entries, the part. Divide it by "
                "the whole, and multiply by 100.",
            ),
            Slip(
                lambda: _entries()["korean"].sum(),
                "That is the base. Divide the dated ones among them by it, "
                "and multiply by 100.",
            ),
            Slip(
                lambda: len(_entries().query("korean and not dated")),
                "That is the number without a date. Take the other number of "
                "the row, and divide it by the sum of both.",
            ),
            Slip(
                lambda: _entries()["dated"].sum(),
                "That is the number of all dated entries. Keep those with a "
                "Korean spelling, and divide by all with such a spelling.",
            ),
            Slip(
                lambda: _dated("dated and not korean", "dated"),
                "That is the share of the dated that have no Korean spelling. "
                "Base and part both lie in the row True of korean.",
            ),
            Slip(
                lambda: _dated("korean and dated", "korean and not dated"),
                "You divided the dated by the undated. A share divides by "
                "both together.",
            ),
            Slip(
                lambda: _dated("korean and dated", "not korean"),
                "You divided by the entries without a Korean spelling. Part "
                "and base must come from the same row.",
            ),
            Slip(
                lambda: round(_dated("korean and dated", "korean")),
                "You rounded to a whole number. The question asks for one "
                "decimal.",
            ),
            Slip(
                _dated_words,
                "That counts each spelling once. The question asks for "
                "entries: one spelling can have two.",
            ),
            Slip(
                _dated_in_the_south,
                "That is the share among entries with South Korean users. "
                "The question goes by the spelling, not by the user.",
            ),
            Slip(
                lambda: _dated("korean", "korean and dated"),
                "You divided the whole by the part. A share stays below 100.",
            ),
        ),
        hints=(
            "Run the crosstab. Which row holds the entries with a Korean "
            "spelling, and which number in it the dated ones?",
            "In the row True of korean, divide the number under True by the "
            "sum of that row, and multiply by 100.",
        ),
    ),
    "01.3": Question(
        kind="labels and numbers",
        right=lambda: MISSING,
        reading=(
            "A statement can decide against a name as well as for it. Where "
            "a fact is missing, it decides neither."
        ),
        slips=(
            Slip(
                lambda: _missing(G=4),
                "Look again at G: the statement gives that fact. One that "
                "decides against a name lacks nothing.",
            ),
            Slip(
                lambda: _missing(H=3),
                "Look again at H: the fear and its ground are given. Read "
                "which countries the definition leaves out.",
            ),
            Slip(
                lambda: _missing(G=4, H=3),
                "Look again at G and H: both give the fact you named. A "
                "statement may also decide against a name.",
            ),
            Slip(
                lambda: _missing(H=2),
                "Look again at H: whom she asks is said, and the definition "
                "says which countries count.",
            ),
            Slip(
                lambda: _missing(D=0),
                "Look again at D: a reason for leaving is given, and the "
                "Convention asks for something else. Is that said?",
            ),
            Slip(
                lambda: _missing(D=1),
                "Look again at D: why she left is given, and it is not what "
                "the Convention asks for.",
            ),
            Slip(
                lambda: _missing(B=0),
                "Look again at B: the definition names a second step. Does "
                "the statement say it, or did you fill it in?",
            ),
            Slip(
                lambda: _missing(B=1),
                "Look again at B: why she crossed is given. Read what else "
                "the definition asks for.",
            ),
            Slip(
                lambda: _missing(A=2),
                "Look again at A: what came next has already happened, and "
                "is given.",
            ),
            Slip(
                lambda: _missing(A=1),
                "Look again at A: why she crossed is given.",
            ),
            Slip(
                lambda: _missing(C=0),
                "Look again at C: to be in another country is not enough for "
                "this definition. What else does it ask for?",
            ),
            Slip(
                lambda: _missing(C=3),
                "Look again at C: the Convention asks for that. This name "
                "is one of Lim and Chung's kinds and asks for another fact.",
            ),
            Slip(
                lambda: _missing(E=0),
                "Look again at E: silence is not a no. Read the last words "
                "of the definition.",
            ),
            Slip(
                lambda: _missing(F=0),
                "Look again at F: how he came to be there is not said, and "
                "the definition asks for it.",
            ),
            Slip(
                lambda: _missing(F=1),
                "Look again at F: the definition does not ask for his "
                "reasons. What does it ask of the way back?",
            ),
            Slip(
                lambda: _missing(F=2),
                "Look again at F: the definition looks back, not ahead. What "
                "does it ask of the way to the North?",
            ),
            Slip(
                lambda: _missing(B=0, C=0, D=0, E=0, F=0),
                "You let every statement decide. Take each definition part by "
                "part, and look for the part on which the statement is "
                "silent.",
            ),
            Slip(
                lambda: _missing(B=0, C=0, E=0, F=0),
                "Four times you filled in what the statement leaves out. "
                "Silence is neither yes nor no.",
            ),
            *(
                Slip(
                    lambda fact=fact: dict.fromkeys(MISSING, fact),
                    f"You gave {fact} to every letter. Each definition asks "
                    "for facts of its own: take them one by one.",
                )
                for fact in range(1, 6)
            ),
            Slip(
                lambda: pd.Series(MISSING).value_counts(),
                "That is how often each fact is missing. Give one number for "
                "each letter, A to H.",
            ),
        ),
        hints=(
            "Take the definition apart and tick what the statement gives. "
            "What is left without a tick, for it or against it?",
            "Three statements lack nothing, and two of these decide against "
            "the name.",
        ),
    ),
    "01.4": Question(
        kind="labels and numbers",
        right=lambda: _ends(_sure(), _possible()),
        reading=(
            "What is not said leaves a range. Whoever prints one number has "
            "filled in the missing facts."
        ),
        slips=(
            Slip(
                # as many without the home, or without the leaving
                lambda: _ends(_sure(), _blind()),
                "Too many for the upper end: check each case that you kept "
                "on all three facts. One fact against is enough.",
            ),
            Slip(
                lambda: _ends(_sure(), _possible() - _sure()),
                "At most: the open cases and the sure ones together. You "
                "counted the open ones alone.",
            ),
            Slip(
                lambda: _ends(_sure(), _complete()),
                "For the upper end you dropped the cases with a fact that is "
                "not said. They are the ones that may count.",
            ),
            Slip(
                lambda: _ends(_sure(), len(_cases())),
                "The upper end is not all ten: where one fact speaks against "
                "it, the case is out.",
            ),
            Slip(
                lambda: _ends(_sure(), _sure()),
                "You took not said as no both times. For the upper end take "
                "it as the answer that fits.",
            ),
            Slip(
                lambda: _ends(_possible(), _possible()),
                "You took not said as fitting both times. For the lower end "
                "keep only cases in which all three facts are said.",
            ),
            Slip(
                lambda: _ends(_possible(), _sure()),
                "The two ends have changed places: the smaller number is the "
                "least.",
            ),
            Slip(
                lambda: _ends(
                    _sure(ASKED | {"foreign": "yes"}),
                    _possible(ASKED | {"foreign": "yes"}),
                ),
                "You asked for a yes in the third column too. The law leaves "
                "out whoever has taken a foreign nationality.",
            ),
            Slip(
                # as many again without the home, or without the leaving
                lambda: _ends(
                    _sure() + _sure(ASKED | {"foreign": "not said"}),
                    _possible(),
                ),
                "Too many for the lower end: there all three facts must be "
                "said, and all three must fit.",
            ),
            Slip(
                lambda: _ends(_sure(_without("foreign")), _possible()),
                "For the lower end you left the third column out. The law "
                "asks for all three facts.",
            ),
            Slip(
                lambda: _ends(_sure(), _possible(_without("foreign"))),
                "For the upper end you left the third column out. A foreign "
                "nationality decides against the name.",
            ),
            Slip(
                lambda: _ends(
                    _sure(_without("foreign")), _possible(_without("foreign"))
                ),
                "You left the third column out at both ends. The law asks "
                "for all three facts.",
            ),
            Slip(
                # as many without the home
                lambda: _ends(
                    _sure(_without("left")), _possible(_without("left"))
                ),
                "Too many at both ends: you seem to have left one column "
                "out. Check each case that you kept on all three facts.",
            ),
            Slip(
                lambda: _ends(0, _possible()),
                "Some cases fit in all three facts. Count these for the "
                "lower end.",
            ),
        ),
        hints=(
            "Sure are the cases with yes, yes, no. Possible are those in "
            "which no fact speaks against it.",
            "cases.query(\"home_in_north != 'no' and left != 'no' and …\") "
            "keeps the possible ones; for the sure ones write == and the "
            "answer that fits. len() counts the rows.",
        ),
    ),
    "01.5": OpenQuestion(
        rubric=(
            "Does it say what each of the two names claims in the essay?",
            "Does it name somebody who objects, and on what ground?",
            "Does it name the fact that would have to be known?",
            "Has each name in the offered sentence its user?",
            "Does it leave open who is right?",
        ),
        model=_model_note,
        hints=(
            "The cell above the answer has the claims and the objections of "
            "three entries.",
            "One sentence for each point: what it claims, who objects, which "
            "fact is missing, what to write instead.",
        ),
    ),
}
