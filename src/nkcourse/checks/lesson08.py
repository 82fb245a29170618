"""The questions of lesson 08, *What makes a refugee*, and of its exercise."""

from functools import cache
from itertools import product

import pandas as pd

from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "What makes a refugee"
CONVENTION = "refugee_convention_1951"
NATIONALITY = ["north", "second", "entitled"]


@cache
def _elements() -> pd.DataFrame:
    return load("legal_elements").set_index("id")


@cache
def _readings() -> pd.DataFrame:
    return load("legal_readings").set_index("id")


@cache
def _asks() -> pd.DataFrame:
    """Return which elements (columns) each reading (rows) names."""
    words = _readings()["needs"].str.findall(r"\w+").str.join(",")
    return words.str.get_dummies(",").astype(bool)[_elements().index]


def _named(*elements: str) -> pd.DataFrame:
    return _asks()[list(elements)]


def _disputed() -> pd.DataFrame:
    return _named("group", "exclusion")


def _either() -> pd.Series:
    return _disputed().any(axis=1)


def _texts() -> pd.Series:
    """Return the texts that elements rest on; those without one are out."""
    return _elements()["instrument"].dropna()


def _others() -> pd.Series:
    texts = _texts()
    return texts[texts != CONVENTION]


def _counts(columns: list[str]) -> pd.Series:
    """Return how many of some elements each reading names, if any."""
    found = _asks()[columns].sum(axis=1)
    return found[found > 0]


def _eight() -> pd.DataFrame:
    columns = ["fear", "ground", "group"]
    return pd.DataFrame(product([True, False], repeat=3), columns=columns)


def _meet(condition: str) -> int:
    return int(_eight().eval(condition).sum())


@cache
def _answers(second: bool = False) -> pd.DataFrame:
    """Return what seven readings say of case D, as the exercise holds it."""
    names = ["as it stands", "no grave crime", "no fear there", "no torture"]
    held = pd.DataFrame(pd.NA, names, _elements().index)
    held[["outside", "fear", "ground", "unprotected", "north"]] = True
    held[["group", "food", "disaster"]] = False
    held["second"] = second
    held.loc["no grave crime", "exclusion"] = False
    held.loc["no fear there", "fear_second"] = False
    held.loc["no torture", "torture"] = False
    held = held.astype("boolean")
    readings = _readings()
    here = readings[~readings["people"].str.contains("people in China")]
    said = {name: held.eval(needs) for name, needs in here["needs"].items()}
    return pd.DataFrame(said).T


def _undecided() -> pd.Series:
    return _answers().isna().sum()


def _held(value: bool) -> pd.Series:
    return (_answers() == value).sum()


def _model() -> str:
    """Return a model answer; its words on readings come from the table."""
    facts = load("case_facts").set_index("id")["fact"]
    readings = _readings()

    def name(element: str) -> str:
        return _elements().at[element, "element"].lower()

    china, lee = readings.loc["china_motive"], readings.loc["lee_sur_place"]
    return (
        f"{china['holder']}'s reading by motive needs two things: "
        f"“{name('papers')}”, for which one can hold B1, and "
        f"“{name('living')}”, for which one can hold B2; nothing in the file "
        f"is missing for it. The reply ({china['reply_by']}): "
        f"{china['strongest_reply']} Lee's reading sur place needs "
        f"“{name('outside')}” (B1), “{name('fear')}” and "
        f"“{name('after')}”; for the last two one can hold B4, B5 and B6, "
        f"while B7 is open ({facts['B7'].removesuffix('.')}). B2 speaks "
        "against a fear before leaving, which this reading does not ask "
        f"for. The reply ({lee['reply_by']}): {lee['strongest_reply']} "
        "Lee answers that the North treats leaving as a grave political "
        "crime, an opinion ascribed, as we read it. In my view whoever "
        "decides should help to find out about B7; others put that on the "
        "person who asks."
    )


QUESTIONS = {
    "08.a": Question(
        kind="number",
        right=lambda: _either().sum(),
        reading=(
            "The Convention, KK and GP name both, Lee's hunger by rank and "
            "Seoul 2019 one each. Named is not needed: group is one of two "
            "ways, exclusion a bar."
        ),
        slips=(
            Slip(
                lambda: _disputed().sum().sum(),
                "You added the two columns, so a reading that names both is "
                "in it twice. Ask each row once.",
            ),
            Slip(
                lambda: _disputed().all(axis=1).sum(),
                "That is how many name both. The question asks for one or "
                "the other, or both.",
            ),
            Slip(
                lambda: _disputed()["group"].sum().item(),
                "That is how many name one of the two elements. Readings "
                "that name the other one belong in as well.",
            ),
            Slip(
                lambda: (_disputed().sum(axis=1) == 1).sum(),
                "That is one and not the other, or two columns counted for "
                "want of axis=1. Count the readings that name both as well.",
            ),
            Slip(
                lambda: (~_either()).sum(),
                "Those are the readings that name neither. Count the True, "
                "not the False.",
            ),
            Slip(
                lambda: len(_asks()),
                "That is how many readings there are. Count those with True.",
            ),
            Slip(
                lambda: _disputed().size,
                "That is how many cells the two columns have. Ask each row "
                "once with any, then count the True.",
            ),
        ),
        hints=(
            "Begin with the two columns alone; any(axis=1) makes one column "
            "of them.",
            'asks[["group", "exclusion"]].any(axis=1) is True for the '
            "readings that you want; .sum() counts them.",
        ),
    ),
    "08.1": Question(
        kind="number",
        right=lambda: len(_others()),
        reading=(
            "They are a treaty, a handbook, two judgments and two protocols; "
            "by chance each of these elements has a text of its own."
        ),
        slips=(
            Slip(
                lambda: (_elements()["instrument"] != CONVENTION).sum(),
                "You counted an element without any text, or different texts "
                "with the Convention among them. An empty cell is no other "
                "text either.",
            ),
            Slip(
                lambda: (_elements()["instrument"] == CONVENTION).sum(),
                "Those rest on the Convention itself. The question asks for "
                "the others.",
            ),
            Slip(
                lambda: len(_elements()),
                "That is how many elements there are. Leave out those that "
                "rest on the Convention, and the one without a text.",
            ),
            Slip(
                lambda: len(_texts()),
                "Those rest on some text. Leave out those that rest on the "
                "Convention.",
            ),
            Slip(
                lambda: _elements()["instrument"].isna().sum(),
                "That is how many have no text at all. The question asks for "
                "those with a text that is not the Convention.",
            ),
            Slip(
                lambda: len(_others()) - 1,
                "One is missing. A handbook and a judgment count as texts "
                "too, and each protocol for itself.",
            ),
            Slip(
                lambda: len(_others()) - 2,
                "Two are missing. The question asks for any text: handbook "
                "and judgments count as well as treaties and protocols.",
            ),
            Slip(
                lambda: _texts().str.contains("border").sum(),
                "Those rest on agreements about the border. Count the other "
                "texts as well.",
            ),
        ),
        hints=(
            "Look down the column instrument: leave out the Convention, and "
            "leave out the empty cell.",
            'elements.dropna(subset="instrument") drops the row without a '
            "text; then keep the rows whose instrument is != "
            '"refugee_convention_1951" and count them.',
        ),
    ),
    "08.2": Question(
        kind="labels and numbers",
        right=lambda: _counts(NATIONALITY),
        reading=(
            "From the Convention's text to KK and GP the list grows; the "
            "Supreme Court of the South asks for one, to another end."
        ),
        slips=(
            Slip(
                lambda: _counts([*NATIONALITY, "fear_second"]),
                "You counted fear_second too, which is about fear and not "
                "about holding a nationality. Use the three columns alone.",
            ),
            Slip(
                lambda: _counts(["second", "entitled"]),
                "You left out north, the nationality of the North. The "
                "question has three elements.",
            ),
            Slip(
                lambda: _counts(["north", "second"]),
                "You left out entitled. The question has three elements.",
            ),
            Slip(
                lambda: _asks()[NATIONALITY].sum(axis=1),
                "Readings that name none of the three are still in. Keep the "
                "rows in which at least one is True.",
            ),
            Slip(
                lambda: _asks()[NATIONALITY].sum(),
                "You counted down each column. The question asks for each "
                "reading: count along the row, with axis=1.",
            ),
            Slip(
                lambda: _asks().loc[_counts(NATIONALITY).index].sum(axis=1),
                "You counted all elements that these readings name. Choose "
                "the three columns first.",
            ),
            Slip(
                lambda: _counts(NATIONALITY).clip(upper=1),
                "You noted that each names one of them. The question asks "
                "how many of the three it names.",
            ),
            Slip(
                lambda: _counts(NATIONALITY)[lambda found: found == 3],
                "You kept only a reading that names all three: that is all. "
                "Use any, for at least one.",
            ),
            Slip(
                lambda: _counts(NATIONALITY).drop("south_constitution"),
                "A reading is missing that names one of the three. Look at "
                "every row of the table, also at those of the South.",
            ),
            Slip(
                lambda: _counts(NATIONALITY)[lambda found: found > 1],
                "You kept those that name more than one. At least one is "
                "enough.",
            ),
            Slip(
                lambda: _asks()[["outside", *NATIONALITY]].sum(axis=1),
                "You counted outside as well. Use the three columns alone, "
                "and leave out the readings that name none of them.",
            ),
            Slip(
                lambda: 3 - _counts(NATIONALITY),
                "You counted the elements that are not named. Count the "
                "True, not the False.",
            ),
        ),
        hints=(
            'Choose asks[["north", "second", "entitled"]]; then keep the rows '
            "with at least one True.",
            'three = asks[["north", "second", "entitled"]], then '
            "three[three.any(axis=1)] keeps the rows; .sum(axis=1) counts "
            "along each.",
        ),
    ),
    "08.3": Question(
        kind="number",
        right=lambda: _meet("fear and (ground or group)"),
        reading=(
            "Fear has to be there each time; one ground is enough, and both "
            "do no harm."
        ),
        slips=(
            Slip(
                lambda: _meet("(fear and ground) or group"),
                "Without brackets Python joins fear and ground first, and "
                "lets group pass without fear. Put the two grounds in "
                "brackets.",
            ),
            Slip(
                lambda: _meet("fear and ground and group"),
                "That asks for all three. One of the two grounds is enough.",
            ),
            Slip(
                lambda: _meet("fear or ground or group"),
                "That asks for any of the three. Fear has to be there in "
                "every file.",
            ),
            Slip(
                lambda: _meet("fear and ground"),
                "Some files are missing. Count those with either ground, "
                "and also the file with both.",
            ),
            Slip(
                lambda: _meet("fear"),
                "That is fear alone. A ground has to be there as well.",
            ),
            Slip(
                lambda: _meet("ground or group"),
                "That is a ground, with or without fear. Fear has to be "
                "there as well.",
            ),
            Slip(
                lambda: len(_eight()),
                "That is all the files. Count those that meet the condition.",
            ),
            Slip(
                lambda: _eight().size,
                "That is the number of cells. Count the files, row by row.",
            ),
            Slip(
                lambda: _eight().to_numpy().sum(),
                "You added the True of all columns. Ask each row once, then "
                "count.",
            ),
        ),
        hints=(
            "Join the two grounds by or first; then join the result with "
            "fear by and.",
            'either = eight[["ground", "group"]].any(axis=1), then '
            'eight["fear"] & either is True for the files that you want.',
        ),
    ),
    "08.4": Question(
        kind="labels and numbers",
        right=_undecided,
        reading=(
            "Of these three noes the one about crimes closes most, two of the "
            "five open readings; the others close one each. With a yes in "
            "its place, or another reader, the numbers may be others."
        ),
        slips=(
            Slip(
                lambda: _answers().notna().sum(),
                "Those are decided, yes or no. The question asks for the "
                "undecided ones: isna() finds them.",
            ),
            Slip(
                lambda: _held(True),
                "Those come out as True. The question asks for <NA>.",
            ),
            Slip(
                lambda: _held(False),
                "Those come out as False. The question asks for <NA>, which "
                "is neither.",
            ),
            Slip(
                lambda: _undecided() + _held(False),
                "You counted <NA> together with False. A missing fact is "
                "neither yes nor no.",
            ),
            Slip(
                lambda: _undecided() + _held(True),
                "You counted <NA> together with True, or the open elements in "
                "held. Count only the <NA> in answers.",
            ),
            Slip(
                lambda: _answers().isna().sum(axis=1),
                "You counted along the rows, a number for each reading. "
                "Count down the columns: leave axis=1 out.",
            ),
            Slip(
                lambda: _undecided()["as it stands"] - _undecided(),
                "That is how many readings each answer closes. The question "
                "asks how many stay open.",
            ),
            Slip(
                lambda: _answers(second=True).isna().sum(),
                "You counted with a further nationality held for shown. Put "
                "False back for second: the reader of the task does.",
            ),
            Slip(
                lambda: _undecided().drop("as it stands"),
                "The first column, as it stands, is missing.",
            ),
            Slip(
                lambda: pd.Series(len(_answers()), _answers().columns),
                "That is how many readings there are. Count the cells "
                "with <NA>.",
            ),
            Slip(
                lambda: pd.Series(
                    _undecided()["as it stands"], _answers().columns
                ),
                "You gave the first column's number to all. Each of the "
                "others answers one unknown: count anew.",
            ),
        ),
        hints=(
            "answers in a cell of its own shows a row for each reading; "
            "count <NA> in each column.",
            "answers.isna() is True where a reading is undecided; .sum() "
            "counts down each column.",
        ),
    ),
    "08.5": OpenQuestion(
        rubric=(
            "Does it say for both whose reading it is, and what it needs?",
            "Are facts named by their number, each with its element?",
            "Does it say what is not known, or what speaks against it?",
            "Does each reading meet its strongest reply, with its author?",
            "Is the view on who must show what marked as a view?",
            "Is there no verdict on the person?",
        ),
        model=_model,
        hints=(
            "Choose two readings that need different elements: one about "
            "the reason for leaving, say, and one about what waits on "
            "return.",
            "For each: holder, elements, facts by number, what is open, the "
            "reply and who gives it. The unknown of the file is its last "
            "row.",
        ),
        words=40,
    ),
}
