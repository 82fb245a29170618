"""Write what people read: a gradebook, a report, a page for each student."""

import csv
import hashlib
import io
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
import pandas as pd

from teaching.grading.cage import Refusal
from teaching.grading.collect import File
from tools.notebooks import write

MARKS = ["student", "question", "points", "comment", "answer", "answer_id"]
# A spreadsheet takes a text that begins so for a formula and runs it.
FORMULA = ("=", "+", "-", "@")


@dataclass
class Row:
    """One file and what became of it.

    `result` is what `score` returned, with the exercise's name; None where
    the file was not graded. `outcome` is "graded", "to mark", "look", "not
    graded" or "replaced" (by a later file).
    """

    file: File
    outcome: str
    remarks: list[str] = field(default_factory=list)
    result: dict | None = None


def answer_id(answer: dict) -> str:
    """Return a short name for one text, so that a mark stays with it."""
    # A letter first: a spreadsheet may take 27e10 for a number.
    return "a" + hashlib.sha256(answer["given"].encode()).hexdigest()[:11]


def safe(text: str) -> str:
    """Return a text that a spreadsheet shows and does not run."""
    begins = unicodedata.normalize("NFKC", text).lstrip()
    return f"'{text}" if begins.startswith(FORMULA) else text


def read_marks(folder: Path) -> pd.DataFrame:
    """Return the marks that the instructor has entered so far.

    A spreadsheet may have saved them with semicolons and decimal commas.

    Raises
    ------
    Refusal
        If the file does not have its columns, or a mark is no number.
    """
    path = folder / "marks.csv"
    if not path.exists():
        return pd.DataFrame(columns=MARKS)
    try:
        first = path.read_text("utf-8-sig").partition("\n")[0]
        marks = pd.read_csv(
            path,
            dtype="str",
            keep_default_na=False,
            encoding="utf-8-sig",
            sep="," if "," in first else ";",
        )
    except (
        UnicodeDecodeError,
        pd.errors.ParserError,
        pd.errors.EmptyDataError,
    ) as error:
        raise Refusal(
            f"{path} cannot be read ({error}). Save it as CSV with the "
            "encoding UTF-8, or move it away to begin anew."
        ) from None
    if list(marks.columns) != MARKS:
        raise Refusal(
            f"{path} should have the columns {', '.join(MARKS)}, and has "
            f"{', '.join(marks.columns)}. Restore them, or move the file "
            "away to begin anew."
        )
    marks["points"] = marks["points"].str.strip().str.replace(",", ".")
    numbers = pd.to_numeric(marks["points"], errors="coerce")
    wrong = marks[(marks["points"] != "") & ~(numbers >= 0)]
    if len(wrong):
        row = wrong.iloc[0]
        raise Refusal(
            f"{path}, row {wrong.index[0] + 2}: the points of {row.student} "
            f"in {row.question} are {row.points!r}. Write a number, for "
            "example 0.5, or nothing."
        )
    return marks


def enter_marks(rows: list[Row], marks: pd.DataFrame) -> pd.DataFrame:
    """Give answers the instructor's marks; return the list with new lines.

    A mark belongs to one text: an answer that changed has to be read again,
    and its old line stays in the list. A line without `answer_id` overrules
    what the program gave, whatever the answer.

    Raises
    ------
    Refusal
        If a mark is higher than the question's points.
    """
    entered = {
        (mark.student, mark.question, mark.answer_id): mark
        for mark in marks.itertuples()
    }
    used, new = set(), []
    for row in rows:
        for answer in row.result["answers"] if row.result else []:
            about = (safe(row.file.student), answer["question"])
            keys = [(*about, ""), (*about, answer_id(answer))]
            used.update(keys)
            found = [entered[key] for key in keys if key in entered]
            if answer["state"] == "written" and keys[1] not in entered:
                text = answer["given"]
                new.append([*about, "", "", text, answer_id(answer)])
            for mark in found:
                if mark.points:
                    _enter(answer, mark)
                    break
        if row.result and row.outcome in ("graded", "to mark", "look"):
            row.outcome = _outcome(row.result["answers"])
    for key, mark in entered.items():
        if key not in used and mark.points:
            print(
                f"marks.csv: {mark.student}, {mark.question}: this mark fits "
                "no answer that is there now."
            )
    return pd.concat([marks, pd.DataFrame(new, columns=MARKS)])


def _enter(answer: dict, mark: object) -> None:
    answer["points"] = float(mark.points)
    answer["comment"] = mark.comment
    if answer["points"] > answer["of"]:
        raise Refusal(
            f"marks.csv gives {mark.student} {mark.points} points in "
            f"{mark.question}, which has {answer['of']:g}."
        )


def _outcome(answers: list[dict]) -> str:
    """Say what is left to do, from the answers that have no points yet."""
    left = {one["state"] for one in answers if one["points"] is None}
    if not left:
        return "graded"
    return "to mark" if left == {"written"} else "look"


def gradebook(rows: list[Row]) -> pd.DataFrame:
    """Return one row a student, with a column a question.

    An empty cell was not graded: a person has to look, or to mark. A zero
    was graded. `points` stays empty until nothing is left; `so_far` is the sum
    of what is there.
    """
    students = {}
    for row in rows:
        if row.file.student:
            students.setdefault(row.file.student, []).append(row)
    lines = []
    for student, own in sorted(students.items()):
        line = {"student": student}
        answers = [a for r in own if r.result for a in r.result["answers"]]
        line |= {one["question"]: one["points"] for one in answers}
        # A cover page beside a notebook leaves nothing to do; a second
        # notebook may.
        outcomes = {
            row.outcome
            for row in own
            if row.result or row.file.path.endswith(".ipynb")
        } or {row.outcome for row in own}
        got = sum(one["points"] or 0 for one in answers)
        done = outcomes <= {"graded", "replaced"} and answers
        line["points"] = got if done else None
        line["so_far"] = got if answers else None
        line["of"] = sum(one["of"] for one in answers) if answers else None
        order = ("not graded", "look", "to mark", "graded", "replaced")
        line["outcome"] = next(one for one in order if one in outcomes)
        line["remarks"] = "; ".join(t for row in own for t in row.remarks)
        lines.append(line)
    table = pd.DataFrame(lines)
    last = ["points", "so_far", "of", "outcome", "remarks"]
    questions = sorted(
        set(table.columns) - {"student", *last},
        # 11.2 before 11.10
        key=lambda one: [part.zfill(4) for part in one.split(".")],
    )
    return table[["student", *questions, *last]] if lines else table


def report(rows: list[Row]) -> pd.DataFrame:
    """Return one row a file: whose it is, and what became of it."""
    return pd.DataFrame(
        [
            {
                "file": row.file.path,
                "student": row.file.student,
                "exercise": row.result["exercise"] if row.result else "",
                "outcome": row.outcome,
                "remarks": "; ".join(row.remarks),
            }
            for row in rows
        ]
    )


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Write a CSV that spreadsheets open with Hangul and accents intact.

    Every text is one that no spreadsheet runs.
    """
    text = io.StringIO()
    table.map(lambda one: safe(one) if isinstance(one, str) else one).to_csv(
        text,
        index=False,
        lineterminator="\n",
        float_format="%g",
        quoting=csv.QUOTE_ALL,
    )
    write(path, "\N{BOM}" + text.getvalue())


def page_name(student: str, taken: set[str]) -> str:
    """Return a file name for a student's page that no other one has."""
    kept = "".join(c if c.isalnum() or c in " -_" else "_" for c in student)
    # A file system counts bytes, and a letter of Hangul has three.
    name = kept.encode()[:150].decode(errors="ignore").strip() or "student"
    if name.casefold() in taken:
        name += "-" + hashlib.sha256(student.encode()).hexdigest()[:6]
    taken.add(name.casefold())
    return f"{name}.html"


def write_pages(folder: Path, rows: list[Row]) -> None:
    """Write one page a student: each answer, its points and its words.

    What a student wrote is shown as text and never as HTML.
    """
    folder.mkdir(exist_ok=True)
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = templates.get_template("feedback.html")
    students, taken = {}, set()
    for row in rows:
        if row.file.student:
            students.setdefault(row.file.student, []).append(row)
    for student, own in sorted(students.items()):
        page = template.render(student=student, rows=own)
        write(folder / page_name(student, taken), page)
    for page in folder.glob("*.html"):
        if page.stem.casefold() not in taken:
            page.unlink()  # of somebody who is not in the class any more
