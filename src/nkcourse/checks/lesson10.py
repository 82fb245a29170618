"""The questions of lesson 10, *The debate*, and of its exercise."""

import pandas as pd

from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "The debate"
SIDE_A = ["conservative_national", "conservative_refugee"]
SIDE_B = ["progressive_north", "south_quiet"]
ARGUED = ("basis",)
ANSWERED = ("reply_to_reply",)
REPLIED = ("strongest_reply",)
ACTORS = ("South Korea", "China", "North Korea")


def _acts(name: str) -> int:
    """Count the proposals in which an actor stands, alone or not."""
    return int(load("proposals")["who_must_act"].str.contains(name).sum())


def _alone(name: str) -> int:
    return int((load("proposals")["who_must_act"] == name).sum())


def _place(name: str, place: int) -> int:
    """Count the proposals in which an actor stands at one place of the list.

    Place 0 is the first; -1 the last.
    """
    parts = load("proposals")["who_must_act"].str.split("; ")
    return int((parts.str[place] == name).sum())


def _objects(name: str) -> int:
    column = load("proposals")["objection_by"]
    return int(column.str.contains(name, na=False).sum())


def _by(author: str) -> int:
    return int(load("proposals")["author"].str.contains(author).sum())


def _sheet(ids: list[str]) -> pd.DataFrame:
    return load("positions").set_index("id").loc[ids]


def _words(rows: pd.DataFrame, columns: tuple[str, ...]) -> int:
    return int(sum(rows[one].str.split().str.len().sum() for one in columns))


def _letters(rows: pd.DataFrame) -> int:
    return int(rows["basis"].str.len().sum())


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole


def _room(columns: tuple[str, ...] = ARGUED) -> float:
    """Return the words of side A in per cent of those of side B."""
    return _percent(
        _words(_sheet(SIDE_A), columns), _words(_sheet(SIDE_B), columns)
    )


def _all_room() -> float:
    """The same, with the replies to the other side and the answers."""
    a, b = _sheet(SIDE_A), _sheet(SIDE_B)
    return _percent(
        _words(a, ARGUED + ANSWERED) + _words(b, REPLIED),
        _words(b, ARGUED + ANSWERED) + _words(a, REPLIED),
    )


def _of_lim_chung(author: str = "exact", koreas: bool = True) -> pd.Series:
    """Count Lim and Chung's proposals by who must act.

    koreas: count "both Koreas" for each of the two.
    """
    rows = load("proposals")
    if author == "exact":
        rows = rows.query("author == 'Lim and Chung'")
    named = rows["who_must_act"].str.split("; ").explode()
    counts = named.value_counts().reindex(ACTORS).astype(int)
    if koreas:
        both = int((named == "both Koreas").sum())
        counts = counts + pd.Series([both, 0, both], index=ACTORS)
    return counts


def _lim_chungs() -> int:
    return int((load("proposals")["author"] == "Lim and Chung").sum())


def _lim_chung_parts() -> pd.Series:
    rows = load("proposals").query("author == 'Lim and Chung'")
    return rows["who_must_act"].str.split("; ").explode().value_counts()


def _lim_chung_four() -> pd.Series:
    """Count the three, and the cell that names two of them by itself."""
    return _lim_chung_parts()[[*ACTORS, "both Koreas"]]


def _lim_chung_objections() -> pd.Series:
    rows = load("proposals").query("author == 'Lim and Chung'")
    named = rows["objection_by"]
    return pd.Series(
        {one: int(named.str.contains(one, na=False).sum()) for one in ACTORS}
    )


def _lim_chung(how: str) -> pd.Series:
    """Count cells of Lim and Chung's that are, or begin with, an actor."""
    cells = load("proposals").query("author == 'Lim and Chung'")[
        "who_must_act"
    ]
    count = {
        "is": lambda actor: (cells == actor).sum(),
        "begins": lambda actor: cells.str.startswith(actor).sum(),
    }[how]
    return pd.Series({actor: int(count(actor)) for actor in ACTORS})


def _needs_china() -> pd.DataFrame:
    rows = load("proposals")
    return rows[rows["who_must_act"].str.contains("China")]


def _objected() -> pd.DataFrame:
    return _needs_china().dropna(subset="strongest_objection")


def _china_objects(rows: pd.DataFrame) -> int:
    return int(rows["objection_by"].str.contains("China", na=False).sum())


def _share_of(rows: pd.DataFrame) -> float:
    return _percent(_china_objects(rows), len(rows))


def _says_china(rows: pd.DataFrame) -> int:
    return int((rows["objection_by"] == "China").sum())


def _row(name: str) -> pd.Series:
    return load("positions").set_index("id").loc[name]


def _model_side() -> str:
    yes, no = _row("unhcr_2003"), _row("china_motive")
    return (
        "For UNHCR, as it spoke in 2003: We do not say that all are refugees. "
        f"{yes['basis']} Our critics answer, with China: "
        f"“{yes['strongest_reply']}” But nobody can know that before people "
        f"are heard, and: {yes['reply_to_reply']}\n\n"
        f"And for China, as others report it: {no['basis']} Our critics "
        f"answer: “{no['strongest_reply']}” But: {no['reply_to_reply']} And "
        "it belongs to the sovereignty of a state to decide who is a "
        "refugee.\n\n"
        "Each leaves out what its holder would not say, grants what the "
        "holder grants, and meets the reply. Whoever wrote only one of them "
        "may try the other."
    )


def _model_statement() -> str:
    need = len(_needs_china())
    return (
        f"1. We agree that {need} of the {len(load('proposals'))} proposals "
        "in our table need China to act (table proposals, 2026), and, as our "
        "group, that nobody should be sent back without having been heard; "
        "another group may not. 2. We do not agree whether refugee is the "
        "right word. Side A holds that what follows a return can make a "
        "refugee of somebody who left for food, as Lee and the UN Commission "
        "of Inquiry say. Side B holds that the motive for leaving decides: "
        "for China it makes all of them “illegal economic migrants”, for Lim "
        "and Chung it leaves one group hard to class. 3. A fact that would "
        "narrow it: what happens to people who were sent back, by year and "
        "by kind of case. Observers with access on both sides of the border "
        "could find it; by Cohen, China refused a visit to its border areas, "
        "and by Lee, UNHCR has no monitors in the North. Who decides is a "
        "reading, and no fact settles it. 4. We sign none yet: two of us "
        "would ask for papers and a lawful stay, which China must grant and "
        "to which our table sets its objection; two want to know first what "
        "the North would answer. 5. Two of us are fairly sure of part 1, one "
        "is leaning, one is guessing."
    )


QUESTIONS = {
    "10.a": Question(
        kind="number",
        right=lambda: _acts("UNHCR"),
        reading=(
            "In most of them it cannot act alone. Proposals by UNHCR itself "
            "are another matter: see the column author."
        ),
        slips=(
            Slip(
                lambda: _alone("UNHCR"),
                "So many cells name UNHCR alone, or so many dots did you see "
                "in the chart below. Count those with others too, in the "
                "whole table.",
            ),
            Slip(
                lambda: _acts("UNHCR") - _alone("UNHCR"),
                "Those are the proposals where UNHCR must act with others. "
                "The question counts those where it acts alone, too.",
            ),
            Slip(
                lambda: _place("UNHCR", 0),
                "You kept the cells that begin with UNHCR. It can stand "
                "later in a cell.",
            ),
            Slip(
                lambda: _by("UNHCR"),
                "That is how many proposals UNHCR makes. The question asks "
                "where it must act: another column.",
            ),
            Slip(
                lambda: _acts("UN"),
                "You looked for UN, which also finds other bodies of the "
                "United Nations. Look for UNHCR.",
            ),
            Slip(
                lambda: _acts("China"),
                "That is the number for China. The question asks for UNHCR.",
            ),
            Slip(
                lambda: len(load("proposals")),
                "That is every proposal. Keep those with UNHCR among the "
                "actors.",
            ),
            Slip(
                lambda: _percent(_acts("UNHCR"), len(load("proposals"))),
                "That is a share of all proposals. The question asks how "
                "many.",
            ),
            Slip(
                lambda: int(
                    load("proposals")["who_must_act"]
                    .str.split("; ")
                    .explode()
                    .nunique()
                ),
                "That is how many different actors there are. The question "
                "asks how often UNHCR is one.",
            ),
            Slip(
                lambda: (
                    load("proposals")["who_must_act"]
                    .str.split("; ")
                    .explode()
                    .size
                ),
                "That is every part of every cell. Count the parts that are "
                "UNHCR.",
            ),
            Slip(
                lambda: _acts("UNHCR") - 1,
                "You are one short. Look for a cell in which UNHCR stands "
                "last.",
            ),
            Slip(
                lambda: _acts("UNHCR") + 1,
                "You have one too many. Count who must act, and neither "
                "author nor objection.",
            ),
            Slip(
                lambda: _objects("UNHCR"),
                "You looked among the objections. Who must act stands in "
                "another column.",
            ),
        ),
        hints=(
            "actors has one row for each part. Which line counted, and what "
            "did head(2) cut off?",
            'actors == "UNHCR" says yes or no for each row; sum() counts the '
            "yes.",
        ),
    ),
    "10.1": Question(
        kind="share",
        right=_room,
        reading=(
            "By these words the room is below the four fifths of the lesson, "
            "and with replies and answers too. Look for a third card for "
            "side A, or say before you debate that B has more room."
        ),
        slips=(
            Slip(
                lambda: 100 / _room() * 100,
                "You divided the longer by the shorter. The question asks "
                "for the shorter side in per cent of the longer.",
            ),
            Slip(
                lambda: _percent(
                    _letters(_sheet(SIDE_A)), _letters(_sheet(SIDE_B))
                ),
                "You counted letters. Cut each text into words first, with "
                "str.split().",
            ),
            Slip(
                _all_room,
                "You counted all that speaks for a side. The question asks "
                "for the words in basis.",
            ),
            Slip(
                lambda: round(_all_room()),
                "You counted all that speaks for a side, and rounded. Take "
                "the words in basis alone, with one decimal.",
            ),
            Slip(
                lambda: _room(columns=ARGUED + REPLIED + ANSWERED),
                "You counted replies and answers too. The question asks for "
                "the words in basis.",
            ),
            Slip(
                lambda: _room(columns=REPLIED),
                "You counted the replies. The question asks for the words "
                "in basis.",
            ),
            Slip(
                lambda: _percent(
                    _words(_sheet(SIDE_B), REPLIED),
                    _words(_sheet(SIDE_A), REPLIED),
                ),
                "You counted what is replied to each side. The question asks "
                "for what each side argues, in basis.",
            ),
            Slip(
                lambda: _percent(1, 1),
                "The sheets have as many cards as each other. The question "
                "is about their words.",
            ),
            Slip(
                lambda: _room(columns=("status_claimed", *ARGUED)),
                "You counted the status too, as the lesson does. The "
                "question asks for the words in basis alone.",
            ),
            Slip(
                lambda: (
                    _words(_sheet(SIDE_B), ARGUED)
                    - _words(_sheet(SIDE_A), ARGUED)
                ),
                "That is by how many words they differ. The question asks "
                "for a share in per cent.",
            ),
            Slip(
                lambda: _words(_sheet(SIDE_A), ARGUED),
                "That is the number of words of one side. Divide it by that "
                "of the other, and multiply by 100.",
            ),
            Slip(
                lambda: _words(_sheet(SIDE_B), ARGUED),
                "That is the number of words of one side. The question asks "
                "for a share in per cent.",
            ),
            Slip(
                lambda: 100 - _room(),
                "That is by how much the shorter side falls short, in per "
                "cent. The question asks how much it has.",
            ),
            Slip(
                lambda: _percent(
                    _words(_sheet(SIDE_A), ARGUED),
                    _words(_sheet(SIDE_A + SIDE_B), ARGUED),
                ),
                "You divided by the words of both sides together. Divide by "
                "those of the longer side.",
            ),
            Slip(
                lambda: _percent(
                    _words(_sheet(SIDE_A).head(1), ARGUED),
                    _words(_sheet(SIDE_B).head(1), ARGUED),
                ),
                "You took the first card of each side. Add up the words of "
                "both cards.",
            ),
            Slip(
                lambda: round(_room()),
                "You rounded to a whole number. The question asks for one "
                "decimal.",
            ),
        ),
        hints=(
            'side_a["basis"].str.split().str.len() has the words of each '
            "card. Add them up, for each side.",
            "Divide the smaller sum by the larger one, and multiply by 100.",
        ),
    ),
    "10.2": Question(
        kind="labels and numbers",
        right=_of_lim_chung,
        reading=(
            "In most of these the South must act, mostly with others. "
            "That says whom the two authors address, not who is to "
            "blame."
        ),
        slips=(
            Slip(
                lambda: _of_lim_chung(koreas=False),
                "One cell says both Koreas. Count it for the South and for "
                "the North.",
            ),
            Slip(
                lambda: _of_lim_chung(author="all"),
                "You counted the proposals of every author. Keep those of "
                "Lim and Chung.",
            ),
            Slip(
                lambda: _of_lim_chung(author="all", koreas=False),
                "Those are the proposals of every author. Keep the rows "
                "whose author is Lim and Chung.",
            ),
            Slip(
                lambda: _lim_chung("is"),
                "You counted cells with one actor alone. Cut the cells at "
                "the semicolon first.",
            ),
            Slip(
                lambda: _lim_chung("begins"),
                "You counted cells that begin with the actor. It can stand "
                "later in a cell.",
            ),
            Slip(
                lambda: _of_lim_chung() + pd.Series([0, 0, -1], index=ACTORS),
                "One cell names two of the three in other words. You counted "
                "it for the South; count it for both.",
            ),
            Slip(
                lambda: _of_lim_chung() + pd.Series([-1, 0, 0], index=ACTORS),
                "One cell names two of the three in other words. You counted "
                "it for the North; count it for both.",
            ),
            Slip(
                lambda: _of_lim_chung().iloc[:2],
                "An actor is missing. The question asks for three.",
            ),
            Slip(
                _lim_chung_four,
                "You left one label that is none of the three. Count its "
                "cell for each of the two that it names.",
            ),
            Slip(
                _lim_chung_parts,
                "You gave every actor, and one cell says both Koreas. Answer "
                "only for the three, and count that cell for two of them.",
            ),
            Slip(
                _lim_chung_objections,
                "You counted in objection_by. Who must act stands in another "
                "column.",
            ),
            Slip(
                lambda: 100 * _of_lim_chung() / _lim_chungs(),
                "Those are shares in per cent. The question asks how many "
                "proposals.",
            ),
            Slip(
                lambda: _of_lim_chung() / _lim_chungs(),
                "Those are shares. The question asks how many proposals.",
            ),
        ),
        hints=(
            'Keep the rows with author == "Lim and Chung"; their '
            "who_must_act has all you need.",
            'Cut with str.split("; "), then explode(), then value_counts(); '
            "then look for a cell that means two of the three.",
        ),
    ),
    "10.3": Question(
        kind="share",
        right=lambda: _share_of(_objected()),
        reading=(
            "Where China must act, China is mostly the one whose objection "
            "stands beside it; for South Korea, UNHCR and the North that is "
            "rare, or never so, in this table. We chose one objection a row, "
            "and in several another author describes what China holds."
        ),
        slips=(
            Slip(
                lambda: _percent(
                    _china_objects(_objected()), len(_needs_china())
                ),
                "You divided by all proposals that need China. Leave out "
                "those without an objection in the table.",
            ),
            Slip(
                lambda: _percent(len(_objected()), len(_needs_china())),
                "That is the share with any objection. The question asks "
                "in what share China is named as objecting.",
            ),
            Slip(
                lambda: _percent(_says_china(_objected()), len(_objected())),
                "You kept the cells that say China and nothing else. China "
                "as described by somebody counts too.",
            ),
            Slip(
                lambda: _percent(
                    _says_china(_objected()), len(_needs_china())
                ),
                "You kept the cells that say China alone, and divided by "
                "all. Mend both.",
            ),
            Slip(
                lambda: _percent(
                    _china_objects(_objected()), len(load("proposals"))
                ),
                "You divided by the whole table. The base is the proposals "
                "that need China and have an objection.",
            ),
            Slip(
                lambda: _percent(
                    _china_objects(_objected()),
                    len(load("proposals").dropna(subset="objection_by")),
                ),
                "You divided by all proposals with an objection. Keep those "
                "that need China.",
            ),
            Slip(
                lambda: _percent(
                    _china_objects(load("proposals")),
                    len(load("proposals").dropna(subset="objection_by")),
                ),
                "That is a share in the whole table. The base is the "
                "proposals that need China and have an objection.",
            ),
            Slip(
                lambda: _percent(
                    _china_objects(load("proposals")), len(load("proposals"))
                ),
                "That is for the whole table. Keep the proposals that need "
                "China, and among them those with an objection.",
            ),
            Slip(
                lambda: _share_of(
                    _objected().query("who_must_act == 'China'")
                ),
                "Perhaps you kept proposals where China acts alone, or stands "
                "first in the cell. Look for China anywhere in it.",
            ),
            Slip(
                lambda: _percent(len(_needs_china()), len(load("proposals"))),
                "That is the share of proposals that need China. Take those "
                "as the base, without the empty objections, and ask who "
                "objects.",
            ),
            Slip(
                lambda: 100 - _share_of(_objected()),
                "That is the share in which others object. The question "
                "asks for China.",
            ),
            Slip(
                lambda: _china_objects(_objected()),
                "That is a number of proposals, the right one. The question "
                "asks for a share in per cent: divide by the base.",
            ),
            Slip(
                lambda: len(_objected()),
                "That is the base, the right one. The question asks for a "
                "share in per cent.",
            ),
            Slip(
                lambda: round(_share_of(_objected())),
                "You rounded to a whole number. The question asks for one "
                "decimal.",
            ),
        ),
        hints=(
            "First the base: proposals with China in who_must_act, without "
            'the empty objections: dropna(subset="objection_by").',
            'Then base["objection_by"].str.contains("China").sum(), divided '
            "by len(base), times 100.",
        ),
    ),
    "10.4": OpenQuestion(
        rubric=(
            "Would the holder sign each sentence, as it stands on the card?",
            "Is the basis named (a treaty, an agreement, a motive, a law), "
            "and whose it is?",
            "Is the strongest reply told fairly, and answered?",
            "Have you left out words that only an opponent would use?",
            "Could an opponent of the holder find nothing softened, and the "
            "holder nothing sharpened?",
        ),
        model=_model_side,
        words=50,
        hints=(
            "positions.query(\"id == 'china_motive'\").T shows one card "
            "from top to bottom.",
            "Four steps: what the holder grants, the basis, the strongest "
            "reply, the answer.",
        ),
    ),
    "10.5": OpenQuestion(
        rubric=(
            "Does what you agree on begin with a fact and its source? If "
            "you also agree on something to be done, is it said exactly?",
            "Are both sides told at equal length, each with a holder?",
            "Is there one fact that would settle or narrow it, and who could "
            "find it? If none could, is that said?",
            "Is a proposal named, with who must act and who objects; or is "
            "it said why there is none?",
            "Is it said how sure each of you is?",
            "The rubric does not ask what you conclude.",
        ),
        model=_model_statement,
        words=60,
        hints=(
            "Take the five parts of the form one after the other; a sentence "
            "for each is enough.",
            "For part 3, look for two cards that contradict each other on "
            "something that a person could observe.",
        ),
    ),
}
