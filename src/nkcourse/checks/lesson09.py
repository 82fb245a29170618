"""The questions of lesson 09, *Who says what*, and of its exercise.

Codings that the course made up stand here and in the notebooks alike.
"""

import pandas as pd

from nkcourse.checks.core import OpenQuestion, Question, Slip
from nkcourse.tables import load

TITLE = "Who says what"
CODES = ["motive", "return", "law", "policy"]
LAW = ["treaty", "domestic law", "constitution", "bilateral agreement"]
FOLD = dict.fromkeys(LAW, "law") | {
    "motive for leaving": "motive",
    "treatment on return": "return",
}
TEN = (
    "lee_sur_place china_stability south_constitution progressive_economic "
    "ohchr china_motive south_quiet conservative_refugee north_citizens hrw"
)
MADE = "return policy law motive return law policy motive law return"
SHEET = pd.Series(
    "law Law motive return Policy morals law  retrun motive policy "
    "law,return return policy".split(" ")
)
X, Y = (
    pd.Series(["yes" if at in told else "no" for at in range(20)])
    for told in ({2, 8}, {2, 13, 16})
)
TEXTS = (
    "return_agreement_1960 border_protocol_1986 later_protocol "
    "unhcr_china_1995"
)
MORE = "magazine uk_gp rights_groups_entry china_un"
YES = (
    "conservative_refugee haddad lee_discrimination lee_sur_place magazine "
    "rights_groups_entry us_state"
)
SOME = "coi hrw unhcr_2003 unhcr_2018"
NO = "china_bilateral china_motive china_no_such china_un progressive_economic"


def _positions(ids: str) -> pd.DataFrame:
    return load("positions").set_index("id").loc[ids.split()]


def _ours(ids: str) -> pd.Series:
    return _positions(ids)["basis_kind"].replace(FOLD)


def _law(part: str = "both") -> float:
    """Return in per cent how often packs of law and not law match."""
    made = pd.Series(MADE.split()).eq("law").mean()
    ours = _ours(TEN).eq("law").mean()
    law, other = made * ours, (1 - made) * (1 - ours)
    return 100 * {"law": law, "other": other, "both": law + other}[part]


def _four_codes() -> float:
    made = pd.Series(MADE.split()).value_counts(normalize=True)
    return 100 * (made * _ours(TEN).value_counts(normalize=True)).sum()


def _agree(*, two: bool) -> float:
    made, ours = pd.Series(MADE.split()), _ours(TEN).reset_index(drop=True)
    if two:
        made, ours = made.eq("law"), ours.eq("law")
    return 100 * made.eq(ours).mean()


def _kappa() -> float:
    return 100 * (_agree(two=True) - _law()) / (100 - _law())


def _outside(*, fold: bool = False, empty: bool = True) -> int:
    sheet = SHEET.str.lower() if fold else SHEET
    if not empty:
        sheet = sheet[sheet != ""]
    return int((~sheet.isin(CODES)).sum())


def _motive(column: str | None = "holder") -> pd.Series:
    rows = load("positions").query("basis_kind == 'motive for leaving'")
    groups = rows.groupby("holder_kind")
    return groups.size() if column is None else groups[column].nunique()


def _by_holder() -> pd.Series:
    """Return rows a holder, the other way of grouping."""
    rows = load("positions").query("basis_kind == 'motive for leaving'")
    return rows["holder"].value_counts()


def _two(agreement: float, chance: float, times: float = 100) -> dict:
    return {"agreement": times * agreement, "chance": times * chance}


def _same() -> float:
    return X.eq(Y).mean()


def _chance(answer: str | None = None) -> float:
    parts = X.value_counts(normalize=True) * Y.value_counts(normalize=True)
    return parts.sum() if answer is None else parts[answer]


def _both_yes() -> float:
    return (X.eq("yes") & Y.eq("yes")).mean()


def _either_yes() -> float:
    return (X.eq("yes") | Y.eq("yes")).mean()


def _dates(*, decade: bool = False) -> pd.DataFrame:
    dates = load("instrument_dates").query(f"instrument in {TEXTS.split()}")
    if not decade:
        dates = dates.query("date != '196X'")
    return dates.assign(year=dates["date"].str[:4])


def _years(column: str = "year", *, decade: bool = False) -> pd.Series:
    return _dates(decade=decade).groupby("instrument")[column].nunique()


def _rows(*, decade: bool = True) -> pd.Series:
    return _dates(decade=decade).groupby("instrument").size()


def _signed() -> pd.Series:
    """Return the years of the signature only."""
    rows = _dates().query("what == 'signed'")
    return rows.groupby("instrument")["year"].nunique()


def _span() -> pd.Series:
    """Return how many years lie from the first to the last."""
    years = _dates()["year"].astype(int).groupby(_dates()["instrument"])
    return years.max() - years.min()


def _sure() -> pd.Series:
    """Return the years of readings that are not of low confidence."""
    rows = _dates().query("confidence != 'low'")
    counts = rows.groupby("instrument")["year"].nunique()
    return counts.reindex(TEXTS.split(), fill_value=0)


def _acts() -> pd.Series:
    """Count what was done in a year as different where the word differs."""
    rows = _dates().query("instrument == 'border_protocol_1986'")
    counts = _years()
    counts["border_protocol_1986"] = len(
        rows[["what", "year"]].drop_duplicates()
    )
    return counts


def _model_codes() -> str:
    rows = _positions(MORE)
    lines = [
        f"{letter} {code} ({holder})"
        for letter, code, holder in zip(
            "KLMN", _ours(MORE), rows["holder"], strict=True
        )
    ]
    return (
        "Our codes, which are no key: " + "; ".join(lines) + ".\n"
        "Hardest for us was L: the law of the South is a rule, being treated "
        "as a citizen on return is what happens; the claim is about "
        "citizenship, so law. K comes close: prison, forced labour or "
        "execution are what happens on return, and that a state may not "
        "forget human rights is a rule, which leans on what happens. In N "
        "the view of another body stands for a rule: our list has no code "
        "for that, and policy can be defended."
    )


def _model_note() -> str:
    yes, some, no = _positions(YES), _positions(SOME), _positions(NO)
    return (
        f"You counted {len(yes) + len(some)} rows to {len(no)} of a table "
        "compiled by this course, whose sources are no sample; with “some” "
        f"kept apart it is {len(yes)} to {len(no)}, and by holder "
        f"{yes['holder'].nunique()} to {no['holder'].nunique()}. China holds "
        "that people came without papers to make a living and are illegal "
        "aliens by its law; Lee and the UN Commission of Inquiry reply that "
        "a fear can begin after leaving. Lee holds that severe punishment on "
        "return suffices, whatever the first reason; China replies, as Cohen "
        "reports, that those sent back are not punished. What happens to "
        "them would move the second: the Commission took testimony, China "
        "refused it a visit, and Lim and Chung wrote of milder treatment in "
        "plain cases. Better: “Whether people from the North in China are "
        "refugees is disputed: China and others point to why they left, Lee "
        "and others to what they face on return; whether they may be sent "
        "back is a further question.”"
    )


QUESTIONS = {
    "09.a": Question(
        kind="share",
        right=_law,
        reading=(
            "With codes merged the packs match more often by themselves. "
            "Agreement rose, chance rose more, and kappa fell a little: "
            "nobody read better."
        ),
        slips=(
            Slip(
                lambda: _law("law"),
                "Those are the pairs in which both cards say law. Pairs of "
                "not law match, too: add them.",
            ),
            Slip(
                lambda: _law("other"),
                "Those are the pairs in which both cards say not law. Add "
                "the pairs of law.",
            ),
            Slip(
                _four_codes,
                "That is chance with four codes. Now a pack holds only law "
                "and not law.",
            ),
            Slip(
                lambda: _agree(two=True),
                "That is how far the two do agree. The question is what "
                "shuffled cards would give.",
            ),
            Slip(
                lambda: _agree(two=False),
                "That is how far they agree with four codes, or the share of "
                "not law in one pack. Turn up cards of two packs: multiply.",
            ),
            Slip(
                lambda: 100 - _law(),
                "Those are the pairs that do not match. The question asks "
                "for those that do.",
            ),
            Slip(
                lambda: 50,
                "A half would be right if each pack held as many law as not "
                "law. Count the cards.",
            ),
            Slip(
                lambda: _law() / 10,
                "That is how many pairs of ten match. Give them per hundred.",
            ),
            Slip(
                _kappa,
                "That is kappa. Its formula needs the chance that is asked "
                "for here.",
            ),
            Slip(
                lambda: 60,
                "You added two shares that have to be multiplied, or took "
                "kappa of the four codes. Multiply law by law, not law by "
                "not law, and add the two.",
            ),
            Slip(
                lambda: 21,
                "You multiplied law by not law. Such a pair does not match: "
                "multiply law by law, and not law by not law.",
            ),
            Slip(
                lambda: 7,
                "That is how many cards of a pack say not law. Multiply with "
                "the other pack's, and do the same for law.",
            ),
            Slip(
                lambda: 56,
                "You multiplied agreement by a share of cards. Chance asks "
                "only what stands on the cards: law by law, not law by not "
                "law, added.",
            ),
            Slip(
                lambda: 30,
                "That is the share of law in one pack. Two packs are turned "
                "up: multiply, then add what not law gives.",
            ),
            Slip(
                lambda: round(_kappa()),
                "That is kappa, rounded. Give the chance that goes into it.",
            ),
            Slip(
                lambda: 40,
                "With that many pairs matching, one pack would hold more law "
                "than these do. Count the cards again.",
            ),
        ),
        hints=(
            "Work out the share of law in each pack. The rest of a pack is "
            "not law.",
            "Multiply the two shares of law; multiply the two shares of not "
            "law; add both and multiply by 100.",
        ),
    ),
    "09.1": Question(
        kind="number",
        right=_outside,
        reading=(
            "A computer compares letters. Capitals, typing errors and two "
            "codes in a cell leave the list as much as a code of one's own; "
            "only the reader can say what was meant."
        ),
        slips=(
            Slip(
                lambda: len(SHEET) - _outside(),
                "Those are the cells with a label from the list. The "
                "question asks for the others.",
            ),
            Slip(
                lambda: _outside(fold=True),
                "You let two cells pass. Are capitals, or two codes in one "
                "cell, in the list letter for letter?",
            ),
            Slip(
                lambda: _outside(empty=False),
                "Close: the empty cell holds no code of the list either.",
            ),
            Slip(
                lambda: _outside(fold=True, empty=False),
                "You let capitals and the empty cell pass. Neither is in the "
                "list, letter for letter.",
            ),
            Slip(
                lambda: len(SHEET),
                "Those are all cells. How many are not in the list?",
            ),
            Slip(
                SHEET.nunique,
                "Those are the different labels. Count the cells that are "
                "not in the list.",
            ),
            Slip(
                lambda: _outside(fold=True) - 2,
                "You passed more than the list has. Capitals, an empty cell, "
                "a typing error and two codes in a cell are all outside.",
            ),
            Slip(
                lambda: len(SHEET) - _outside() + 1,
                "Those are the cells from the list, and one more. The "
                "question asks for the cells outside it.",
            ),
            Slip(
                lambda: _outside() + 1,
                "One too many: a cell that you counted has a label of the "
                "list, letter for letter.",
            ),
            Slip(
                lambda: 1,
                "One label is a code that nobody listed. Labels that are "
                "spelled otherwise are outside the list, too.",
            ),
        ),
        hints=(
            "Go down the sheet and mark each cell that is not exactly one of "
            "the four codes.",
            "sheet.isin(codes) is True for labels of the list. ~ before it "
            "turns that round, and .sum() counts.",
        ),
    ),
    "09.2": Question(
        kind="labels and numbers",
        right=_motive,
        reading=(
            "Fewer holders than rows: three rows are by Lim and Chung, on "
            "three types of people. That scholars lead in the count is no "
            "weight."
        ),
        slips=(
            Slip(
                lambda: _motive(None),
                "Those are rows. Lim and Chung hold three of them: count "
                "different holders.",
            ),
            Slip(
                _by_holder,
                "Those are rows for each holder. Count holders for each kind "
                "of holder.",
            ),
            Slip(
                lambda: load("positions")["holder_kind"].value_counts(),
                "Those are all positions. Keep the rows on the motive for "
                "leaving, and count different holders.",
            ),
            Slip(
                lambda: (
                    load("positions")
                    .groupby("holder_kind")["holder"]
                    .nunique()
                ),
                "Those are the holders of all positions. Keep the rows on "
                "the motive for leaving.",
            ),
            Slip(
                lambda: _motive("people"),
                "You counted different entries under another column, such as "
                "people. The question asks for names under holder.",
            ),
            Slip(
                lambda: (
                    _motive()
                    - pd.Series({"scholar": 1}).reindex(
                        _motive().index, fill_value=0
                    )
                ),
                "Look again at the scholars. Names that share some words are "
                "still different names; the question takes each as printed.",
            ),
        ),
        hints=(
            "Read down the column holder of these rows. Which name comes "
            "more than once?",
            'motive.groupby("holder_kind")["holder"] has the names for each '
            "kind; .nunique() at its end counts the different ones.",
        ),
    ),
    "09.3": Question(
        kind="labels and numbers",
        tolerance=0.05,
        right=lambda: _two(_same(), _chance()),
        reading=(
            "It sounds high, and shuffled cards come close: less than a "
            "third of what chance leaves open is reached (kappa). The two "
            "agree on the no of nearly all; on a yes they met once."
        ),
        slips=(
            Slip(
                lambda: _two(_same(), _chance(), 1),
                "Both are right as fractions. The question asks for per "
                "cent: multiply by 100.",
            ),
            Slip(
                lambda: _two(_same(), _chance(), len(X)),
                "Those are numbers of reasons out of twenty. Give them in "
                "per cent.",
            ),
            Slip(
                lambda: _two(_same(), 0.5),
                "The agreement is right. Chance is a half only if yes and no "
                "are equally frequent: count the cards.",
            ),
            Slip(
                lambda: _two(_same(), _chance("yes")),
                "The agreement is right. For chance you took pairs of yes "
                "only; pairs of no match, too.",
            ),
            Slip(
                lambda: _two(_same(), _chance("no")),
                "The agreement is right. For chance you took pairs of no "
                "only; pairs of yes match, too.",
            ),
            Slip(
                lambda: _two(_both_yes(), _chance()),
                "Chance is right. They agree also where both say no.",
            ),
            Slip(
                lambda: _two(_both_yes() / _either_yes(), _chance()),
                "Chance is right. Agreement is over all twenty reasons, not "
                "only those with a yes.",
            ),
            Slip(
                lambda: _two(1 - _same(), _chance()),
                "Chance is right. For the agreement you took the reasons on "
                "which they differ.",
            ),
            Slip(
                lambda: _two(_same(), 1 - _chance()),
                "The agreement is right. For chance you took the pairs that "
                "do not match.",
            ),
            Slip(
                lambda: _two(_chance(), _same()),
                "The two have changed places: agreement is what the readers "
                "did, chance what shuffled cards would do.",
            ),
            Slip(
                lambda: _two(_same(), (_same() - _chance()) / (1 - _chance())),
                "The agreement is right. Beside it stands kappa; give the "
                "chance that goes into it.",
            ),
            Slip(
                lambda: _two(_same(), _chance() * len(X) ** 2 / 100),
                "The agreement is right. For chance you multiplied counts: "
                "divide by twenty times twenty, then times 100.",
            ),
            Slip(
                lambda: _two(_same(), X.eq("no").mean()),
                "The agreement is right. For chance you took the share of no "
                "in one pack. Two packs are turned up: multiply, then add.",
            ),
            Slip(
                lambda: _two(_same(), Y.eq("no").mean()),
                "For chance you gave the agreement once more, which is also "
                "the share of no in y. Multiply the shares of two packs.",
            ),
        ),
        hints=(
            "Agreement: (x == y).mean(). Chance: the cell above has the "
            "cards of each pack.",
            "Share of yes in x times share of yes in y, plus the same for "
            "no; then both numbers times 100.",
        ),
    ),
    "09.4": Question(
        kind="labels and numbers",
        right=_years,
        reading=(
            "More rows are not more conflict. For 1986 the accounts agree on "
            "the year and differ on what was done; for 1995 one is only less "
            "exact; whether the two years of the later protocol mean one "
            "text is open."
        ),
        slips=(
            Slip(
                _rows,
                "Those are rows. Two rows may name the same year.",
            ),
            Slip(
                lambda: _rows(decade=False),
                "You counted sources, or rows without 196X. Two of them may "
                "name the same year.",
            ),
            Slip(
                lambda: _years(decade=True),
                "You counted 196X as a year. It names no single one.",
            ),
            Slip(
                lambda: _years("date", decade=True),
                "You counted different dates, 196X among them. A day or a "
                "month belongs to its year, and 196X names none.",
            ),
            Slip(
                lambda: _years("date"),
                "You counted different dates. A day or a month belongs to "
                "its year.",
            ),
            Slip(
                _span,
                "Those are the years from the first to the last. Count the "
                "different years that are named.",
            ),
            Slip(
                _signed,
                "You kept the rows signed. A reading that calls it revised "
                "names a year, too.",
            ),
            Slip(
                _acts,
                "In 1986 signed and revised are two acts in one year. The "
                "question asks for years.",
            ),
            Slip(
                _sure,
                "You left out readings of low confidence. The question asks "
                "for every year that a source names.",
            ),
            Slip(
                lambda: _years() - 1,
                "You counted the first year as none. One year is one, two "
                "are two.",
            ),
        ),
        hints=(
            "Write down for each text the years in its rows, each year once.",
            'four[four["named"] != "196X"] leaves 196X out. Group what '
            "is left by instrument and count what is different in named.",
        ),
    ),
    "09.5": OpenQuestion(
        rubric=(
            "Has each of the four letters one code, and is it from the list?",
            "Is the hardest named, with words of the reason for each of two "
            "codes?",
            "Did you say by which rule you chose?",
            "Where you differ from us: is it a word of the reason, or a hole "
            "in the list? It is not an error by itself.",
            "Would any of your codes change now that you know the holder? If "
            "so, which words changed?",
        ),
        model=_model_codes,
        hints=(
            "Read the reason without its last clause, then without its "
            "first. Which could go?",
            "Hard ones name two things, such as a rule and what happens to "
            "people. Quote a few words for each.",
        ),
        words=25,
    ),
    "09.6": OpenQuestion(
        rubric=(
            "Does it say what was counted, whose table and sorting that is, "
            "and what another unit or another sorting gives?",
            "Does each side have one reason, in words that its holder would "
            "accept, with a reply and who gives it?",
            "Does it name a fact that would move one of the reasons, and how "
            "it is known or not known?",
            "Does it part the question whether they are refugees from the "
            "question whether they may be sent back?",
            "Is the fact that holders were many, or one, left out of the "
            "weighing?",
            "Does the better sentence say who holds what, and decide nothing "
            "for the reader?",
        ),
        model=_model_note,
        hints=(
            "Compare the two counts in the cell above. What did neither look "
            "at?",
            "Take one reason of each side from the cell above, with its "
            "reply. Ask of each which fact it needs.",
        ),
        words=50,
    ),
}
