"""What all questions share: judging an answer, naming the slip, hinting."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from nkcourse import checks
from nkcourse.checks.compare import KINDS, TryAgain
from nkcourse.checks.record import DONE, note, read
from nkcourse.errors import UnknownNameError
from nkcourse.tables import nearest

# Writing that puts no space between words.
SINGLE = "\u3040-\u30ff\u3400-\u9fff"


@dataclass(frozen=True)
class Slip:
    """A wrong answer that people give, and what to say to it.

    `value` computes the wrong answer from the tables.
    """

    value: Callable[[], object]
    says: str


@dataclass(frozen=True)
class Question:
    """One question whose answer the pack can recompute.

    `kind` names the form of the answer and how two are compared: a key of
    `KINDS`. `right` computes the right answer from the tables. `reading`
    says in words what the right answer means. `tolerance` is how far an
    answer may be from it; without one, the kind's own holds.
    """

    kind: str
    right: Callable[[], object]
    reading: str
    slips: tuple[Slip, ...]
    hints: tuple[str, str]
    tolerance: float | None = None


@dataclass(frozen=True)
class OpenQuestion:
    """A question that no program can judge: read it against a rubric.

    `model` returns an answer worth reading, its figures computed from the
    tables; it opens once the learner has written at least `words` words.
    """

    rubric: tuple[str, ...]
    model: Callable[[], str]
    hints: tuple[str, str]
    words: int = 15


@dataclass(frozen=True)
class Verdict:
    """What is to be said of an answer.

    `state` is "right", "wrong", "unanswered" (the dots are still there) or
    "written" (an open question has an answer, which no program judges).
    """

    state: str
    says: str


@cache
def _lessons() -> list[ModuleType]:
    """Return the modules that hold questions, in the order of the lessons."""
    return [
        import_module(f"nkcourse.checks.{module.name}")
        for module in iter_modules(checks.__path__)
        if module.name.startswith("lesson")
    ]


def _questions() -> dict[str, "Question | OpenQuestion"]:
    """Return all questions by their id."""
    found: dict[str, Question | OpenQuestion] = {}
    for lesson in _lessons():
        if twice := found.keys() & lesson.QUESTIONS.keys():
            raise ValueError(
                f"{lesson.__name__} asks {', '.join(sorted(twice))}, a number "
                "that another file has. Choose one of its own."
            )
        found |= lesson.QUESTIONS
    return found


def _question(name: object) -> "Question | OpenQuestion":
    known = _questions()
    if name not in known:
        raise UnknownNameError(
            f"There is no question {name!r}.{nearest(name, list(known))} "
            'Its number stands above it; write it as text: check("11.1", …).'
        )
    return known[name]


@cache
def _computed(value: Callable[[], object]) -> object:
    """Compute what a question needs once; only comparisons look at it."""
    return value()


def judge(name: str, answer: object) -> Verdict:
    """Judge an answer without printing, raising or noting anything.

    Parameters
    ----------
    name : str
        The number of the question, as it stands above it: "11.2".
    answer : object
        The learner's answer. Equivalent forms count as equal.

    Returns
    -------
    Verdict
        The state and one plain text, which never holds the right answer of
        a question that has one.

    Raises
    ------
    UnknownNameError
        If there is no such question.
    """
    question = _question(name)
    if answer is ...:
        return Verdict(
            "unanswered",
            f"Replace the ... in question {name} by your answer. If you "
            "have, run that cell first (Shift and Enter), then this one.",
        )
    if isinstance(question, OpenQuestion):
        return _judge_open(name, question, answer)
    kind, right = KINDS[question.kind], _computed(question.right)
    tolerance = question.tolerance
    if tolerance is None:
        tolerance = kind.tolerance
    try:
        if kind.same(answer, right, tolerance):
            return Verdict("right", f"{name} is right. {question.reading}")
        for slip in question.slips:
            if kind.same(answer, _computed(slip.value), tolerance):
                return Verdict("wrong", f"Not yet. {slip.says}")
        if near := kind.near(answer, right, tolerance):
            return Verdict("wrong", f"Not yet. {near}")
    except TryAgain as wrong_form:
        return Verdict("wrong", str(wrong_form))
    return Verdict(
        "wrong",
        f"Not yet, and not one of the usual slips. Read once more what the "
        f'question asks for, or ask hint("{name}").',
    )


def count_words(text: str) -> int:
    """Count words; each character of Chinese or Japanese is one."""
    return len(re.findall(rf"[{SINGLE}]|[^\W{SINGLE}]+", text))


def _judge_open(name: str, question: OpenQuestion, answer: object) -> Verdict:
    """Answer with the rubric and a model, once there is enough to compare."""
    if not isinstance(answer, str):
        return Verdict(
            "wrong",
            f"Question {name} asks for sentences. Write them between three "
            'quotation marks: """Your sentences."""',
        )
    if count_words(answer) < question.words:
        return Verdict(
            "wrong",
            f"Words in your answer so far: {count_words(answer)}. Write at "
            f"least {question.words}; then a model answer opens.",
        )
    lines = [
        "No program can judge this one. Read your answer once more and ask:",
        *(f"  - {line}" for line in question.rubric),
        f"\nOne good answer among many:\n\n{question.model()}",
    ]
    return Verdict("written", "\n".join(lines))


def check(name: str, answer: object) -> None:
    """Say whether an answer is right, and if not, which slip it looks like.

    Parameters
    ----------
    name : str
        The number of the question, as it stands above it: "11.2".
    answer : object
        Your answer. Equivalent forms count as equal.

    Raises
    ------
    TryAgain
        If the answer is not right yet; its message is one plain line.
    UnknownNameError
        If there is no such question.
    """
    verdict = judge(name, answer)
    note(name, verdict.state)
    if verdict.state in ("wrong", "unanswered"):
        raise TryAgain(verdict.says)
    print(verdict.says)


_asked: dict[str, int] = {}


def hint(name: str) -> None:
    """Print a hint; asked again, a second and fuller one.

    Parameters
    ----------
    name : str
        The number of the question: "11.2".

    Raises
    ------
    UnknownNameError
        If there is no such question.
    """
    hints = _question(name).hints
    step = min(_asked.get(name, 0), len(hints) - 1)
    _asked[name] = step + 1
    print(f"Hint {step + 1} of {len(hints)}: {hints[step]}")


def progress() -> None:
    """Print what is done and what comes next, in every lesson and exercise.

    It is kept on your own disk, in the folder for the data of programs
    (`nkcourse.checks.record.file()` says where), and outlives a restart.
    No answer is kept and nothing is sent anywhere. To begin anew, delete the
    file.

    Raises
    ------
    DataError
        If the file cannot be read.
    """
    kept = read()
    for lesson in _lessons():
        names = list(lesson.QUESTIONS)
        quick = [name for name in names if name.partition(".")[2].isalpha()]
        own = [name for name in names if name not in quick]
        for part, those in (("lesson", quick), ("exercise", own)):
            if those:
                number = those[0].partition(".")[0]
                print(
                    f"{part} {number} · {lesson.TITLE}: {_done(kept, those)}"
                )


def _done(kept: dict[str, dict], names: list[str]) -> str:
    """Say how many of some questions are done, and which comes next."""
    left = [n for n in names if kept.get(n, {}).get("state") not in DONE]
    count = f"{len(names) - len(left)} of {len(names)} done"
    if not left:
        return f"{count}."
    tries = kept.get(left[0], {}).get("tries", 0)
    tried = f" (tried {tries} times so far)" if tries > 1 else ""
    return f"{count}; next: {left[0]}{tried}."
