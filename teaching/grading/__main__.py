"""Grade a folder of downloaded notebooks: `make grade ARGS="FOLDER"`."""

import argparse
import os
import sys
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from functools import cache
from pathlib import Path

from nkcourse import checks
from nkcourse.checks import core
from teaching.grading.cage import ROOT, Cage, Refusal
from teaching.grading.collect import File, collect, patterns
from teaching.grading.plain import clean
from teaching.grading.report import (
    Row,
    enter_marks,
    gradebook,
    read_marks,
    report,
    write_pages,
    write_table,
)
from teaching.grading.results import Results, alone, version
from teaching.grading.score import score
from teaching.grading.submissions import (
    Asked,
    Exercise,
    Submission,
    Unreadable,
    exercise,
    read,
)

SAYS = """\
Grade a folder of notebooks as downloaded from a learning platform. Each runs
in a cage of its own; answers are judged outside of it. Read
teaching/grading/README.md first."""


def positive(text: str) -> int:
    """Read a whole number above 0, as argparse wants it."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return int(text)


def folder(text: str) -> Path:
    """Read a path; also where no shell has replaced the ~."""
    return Path(text).expanduser().resolve()


def arguments(given: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser("make grade", description=SAYS)
    parser.add_argument("downloads", type=folder, help="the folder")
    parser.add_argument(
        "--to",
        type=folder,
        help="where the gradebook goes; without it, DOWNLOADS-graded",
    )
    parser.add_argument(
        "--pattern", help="how the files are named (see patterns.toml)"
    )
    parser.add_argument(
        "--private",
        type=folder,
        help="a folder with solutions/ and checks/ of your own",
    )
    parser.add_argument(
        "--jobs",
        type=positive,
        default=os.cpu_count(),
        help="how many at once; without it, one for each core",
    )
    parser.add_argument(
        "--seconds",
        type=positive,
        default=60,
        help="how long one submission may take; without it, 60",
    )
    parser.add_argument(
        "--i-trust-these-submissions",
        action="store_true",
        help="run without a cage, with all your rights",
    )
    return parser.parse_args(given)


def known_exercises(private: Path | None) -> tuple[list[Exercise], list[Path]]:
    """Return the exercises, and the files that decide their grades."""
    folders = [ROOT] + ([private] if private else [])
    if private:
        if not (private / "solutions").is_dir():
            raise Refusal(f"{private} has no folder solutions/.")
        own = str((private / "checks").resolve())
        if own not in checks.__path__:
            checks.__path__.append(own)
        core._lessons.cache_clear()
    solutions = [p for f in folders for p in f.glob("solutions/*.ipynb")]
    try:
        found = [exercise(path) for path in sorted(solutions)]
    except Unreadable as wrong:
        raise Refusal(str(wrong)) from None
    try:
        core._questions()
    except Exception as error:
        raise Refusal(
            f"The files in checks/ cannot be used: {type(error).__name__}: "
            f"{error}"
        ) from error
    marks = [asked.grade_id for one in found for asked in one.asked]
    for one in found:
        for asked in one.asked:
            _ready(one, asked)
            if marks.count(asked.grade_id) > 1:
                raise Refusal(
                    f"{one.name}: its cell {asked.grade_id} has the same name "
                    "as one of another exercise. Give the cells that you "
                    "copied names (grade_id) of their own."
                )
    here = Path(__file__).parent
    rules = ("clock", "plain", "runner", "score", "submissions")
    deciding = [
        *solutions,
        *(here / f"{name}.py" for name in rules),
        *(p for f in checks.__path__ for p in Path(f).glob("*.py")),
        *(ROOT / "src").rglob("*.py"),
        *(ROOT / "data").glob("*.csv"),
        ROOT / "data" / "datapackage.json",
    ]
    return found, deciding


def _ready(one: Exercise, asked: Asked) -> None:
    """Refuse a question that is unknown or cannot be judged, before it is."""
    question = core._questions().get(asked.question)
    if question is None:
        raise Refusal(
            f"{one.name} asks {asked.question}, which no file in checks/ "
            "knows. A file there must begin with the word lesson and have a "
            "name that the course pack does not use."
        )
    try:
        _try(asked.question, question)
    except Exception as error:
        raise Refusal(
            f"{asked.question} cannot be judged: its checks fail with "
            f"{type(error).__name__}: {error}."
        ) from error


@cache
def _try(name: str, question: core.Question | core.OpenQuestion) -> None:
    """Judge what is right, what is nonsense, and each slip; once is enough."""
    if isinstance(question, core.OpenQuestion):
        question.model()
        return
    core.judge(name, question.right())
    core.judge(name, object())
    for slip in question.slips:
        slip.value()


def sort(
    files: Iterable[File], exercises: list[Exercise]
) -> tuple[list[Row], list[tuple[File, Submission]]]:
    """Split the files into those to grade and those with a reason not to.

    Of two files of one student for one exercise the later is graded, where
    the platform names the time; where it does not, the instructor chooses.
    """
    rows, ready = [], {}
    for file in files:
        try:
            submission = read(file, exercises)
        except Unreadable as why:
            rows.append(Row(file, "not graded", [str(why)]))
            continue
        except Exception as error:
            # What nobody thought of ends this file, and no other.
            why = f"it could not be read ({type(error).__name__}: {error})."
            rows.append(Row(file, "not graded", [clean(why)]))
            continue
        if not file.student:
            why = (
                "its name does not say whose it is. Rename it, or say with "
                "--pattern how the files are named."
            )
            rows.append(Row(file, "not graded", [why]))
            continue
        key = (file.student, submission.exercise.name)
        slim = replace(file, data=b"")
        ready.setdefault(key, []).append((slim, submission))
    chosen = []
    for (student, name), several in ready.items():
        several.sort(key=lambda pair: pair[0].stamp.zfill(20))
        same = len({file.digest for file, _ in several}) == 1
        if same or several[-1][0].stamp != several[-2][0].stamp:
            chosen.append(several.pop())
            outcome = "replaced"
            why = f"the same student handed in {chosen[-1][0].path}"
            why += ", the same file" if same else ", which is later"
        else:
            outcome = "not graded"
            why = (
                f"{student} handed in {len(several)} files for {name}, and "
                "nothing says which is the later one. Leave one of them in "
                "the folder."
            )
        rows += [Row(file, outcome, [why]) for file, _ in several]
    return rows, chosen


def grade(
    chosen: list[tuple[File, Submission]],
    results: Results,
    cage: Cage,
    jobs: int,
) -> Iterator[Row]:
    """Grade what has no result yet, several at once; yield as they end.

    The threads only wait for the caged programs; the answers are judged here.
    """
    with ThreadPoolExecutor(jobs) as pool:
        running = {pool.submit(cage.run, one[1].job): one for one in chosen}
        try:
            for done in as_completed(running):
                file, submission = running[done]
                try:
                    found = done.result()
                    result = {
                        "student": file.student,
                        "file": file.path,
                        "exercise": submission.exercise.name,
                        "notes": submission.notes,
                        "seconds": round(found.seconds, 2),
                        "allowed": cage.seconds,
                    } | score(submission, found)
                except Exception as error:
                    why = (
                        f"the grader failed on it ({type(error).__name__}: "
                        f"{error}). Run it again."
                    )
                    yield Row(file, "not graded", [clean(why)])
                    continue
                results.write(file, result)
                yield row(file, result)
        finally:
            pool.shutdown(cancel_futures=True)


def row(file: File, result: dict) -> Row:
    """Return what became of a graded file, in words."""
    remarks = list(result["notes"])
    if result["stopped"]:
        remarks.append(f"it did not run to its end: {result['stopped']}")
    remarks += [
        f"{one['question']}: {one['says']}"
        for one in result["answers"]
        if one["state"] == "look" and not result["stopped"]
    ]
    look = any(one["state"] == "look" for one in result["answers"])
    return Row(file, "look" if look else "graded", remarks, result)


def main(given: list[str]) -> None:
    """Collect, grade what is new, and write all that is read afterwards."""
    asked = arguments(given)
    source = asked.downloads
    if not source.is_dir() and not zipfile.is_zipfile(source):
        raise Refusal(f"There is no folder or archive {source}.")
    to = asked.to or source.with_name(
        f"{source.name.removesuffix('.zip')}-graded"
    )
    if to.is_relative_to(source):
        raise Refusal(f"{to} lies in the downloads; choose another folder.")
    exercises, deciding = known_exercises(asked.private)
    files = collect(source, patterns(asked.pattern))
    with alone(to):
        read_marks(to)  # before hours of work, rather than after
        results = Results(to, version(deciding))
        rows, chosen = sort(files, exercises)
        if not rows and not chosen:
            raise Refusal(f"There is no file in {source}.")
        kept = [
            # What was stopped is worth another try with more time.
            None
            if one and one["stopped"] and one["allowed"] < asked.seconds
            else one
            for one in (results.read(file) for file, _ in chosen)
        ]
        pairs = list(zip(chosen, kept, strict=True))
        rows += [row(file, result) for (file, _), result in pairs if result]
        new = [pair for pair, result in pairs if not result]
        students = {one.file.student for one in rows} | {
            file.student for file, _ in chosen
        }
        print(
            f"{len(rows) + len(new)} files of {len(students - {''})} "
            f"students, {len(new)} to grade."
        )
        if new:
            with Cage(asked.i_trust_these_submissions, asked.seconds) as cage:
                print(f"{cage.says}.")
                graded = grade(new, results, cage, asked.jobs)
                for number, one in enumerate(graded, start=1):
                    rows.append(one)
                    # At once, also where the output goes into a file.
                    print(
                        f"{number} of {len(new)}: {one.file.path}", flush=True
                    )
        write_all(to, rows)


def write_all(to: Path, rows: list[Row]) -> None:
    """Write the gradebook, the report, the marks to fill in, the pages."""
    rows.sort(key=lambda one: one.file.path)
    # Read now: marks may have been entered while the class was graded.
    write_table(to / "marks.csv", enter_marks(rows, read_marks(to)))
    write_table(to / "gradebook.csv", gradebook(rows))
    write_table(to / "report.csv", report(rows))
    write_pages(to / "feedback", rows)
    for outcome in ("graded", "to mark", "look", "not graded", "replaced"):
        count = sum(one.outcome == outcome for one in rows)
        if count:
            print(f"{count} {outcome}")
    for one in rows:
        if one.outcome in ("look", "not graded"):
            print(f"  {one.file.path}: {'; '.join(one.remarks)}")
    print(f"The gradebook, the report and the pages are in {to}.")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Refusal as refusal:
        sys.exit(f"Stopped. {refusal}")
