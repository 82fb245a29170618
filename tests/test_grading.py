"""A class is graded: solved, untouched, wrong, odd and hostile submissions."""

import importlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="bubblewrap is for Linux"
)
if sys.platform.startswith("linux"):
    from teaching.grading import __main__ as grading
    from teaching.grading import (
        cage,
        clock,
        collect,
        limits,
        plain,
        report,
        submissions,
    )

ROOT = Path(__file__).resolve().parents[1]
NAME = "11-arrivals-exercise.ipynb"
QUESTIONS = [f"11.{n}" for n in range(1, 7)]
# A submission's own work takes half a second of a processor; waiting for one
# does not count.
SECONDS = "6"


def why_no_cage():
    """Say why no cage can be built here; '' where one must hold.

    Some containers forbid namespaces altogether. Where they are to be had, a
    cage that does not hold is a failure, and with CI=true so is a missing
    bubblewrap.
    """
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed" if not CI else ""
    bare = ["bwrap", "--ro-bind", "/", "/", "--unshare-pid", "--unshare-net"]
    tried = subprocess.run([*bare, "true"], capture_output=True, text=True)
    return tried.stderr.strip() if tried.returncode else ""


CI = os.environ.get("CI") == "true"
CAGED = pytest.mark.skipif(
    bool(why_no_cage()), reason=f"NO CAGE HERE: {why_no_cage()}"
)


CHOSEN = []


@pytest.fixture
def one_trial(monkeypatch):
    """Let one trial run of the cage do for all the tests that ask for this.

    `TestClass` and the tests of the cage itself have a trial run each.
    """
    real = cage.Cage._choose

    def choose(self):
        if not CHOSEN:
            CHOSEN.append(type(real(self)))
        return CHOSEN[0]()

    monkeypatch.setattr(cage.Cage, "_choose", choose)


def notebook(folder="solutions"):
    return nbformat.read(ROOT / folder / NAME, as_version=4)


def solved(**answers):
    """Return the solution with other code for some questions."""
    made = notebook()
    for cell in made.cells:
        mark = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if mark.replace("q11-", "answer_") in answers:
            cell.source = answers[mark.replace("q11-", "answer_")]
    return made


def first(code):
    """Return the solution with code before all else."""
    made = notebook()
    made.cells.insert(0, nbformat.v4.new_code_cell(code))
    return made


def put(folder, student, content, name=NAME):
    """Hand a notebook, a text or bytes in; return the file."""
    path = folder / f"{student}_{name}"
    if isinstance(content, nbformat.NotebookNode):
        content = json.dumps(content)  # as it is, also where it is odd
    data = content if isinstance(content, bytes) else content.encode()
    path.write_bytes(data)
    return path


def read(path):
    return pd.read_csv(path, keep_default_na=False, dtype="str")


class Graded:
    """A folder of downloads and what the grader made of it."""

    def __init__(self, folder):
        self.folder = folder
        self.to = folder.with_name(f"{folder.name}-graded")

    def run(self, *options):
        grading.main([str(self.folder), *options])
        self.book = read(self.to / "gradebook.csv").set_index("student")
        self.files = read(self.to / "report.csv").set_index("file")
        return self

    def points(self, student):
        return list(self.book.loc[student, QUESTIONS])

    def result(self, student):
        """Return what is kept of the one file of a student."""
        (found,) = [
            one
            for path in (self.to / "results").glob("*.json")
            if (one := json.loads(path.read_text("utf-8")))["student"]
            == student
        ]
        return found

    def said(self, student, question):
        (answer,) = [
            one
            for one in self.result(student)["answers"]
            if one["question"] == question
        ]
        return answer


# What is odd about a submission, how it ends, and what the report says of it


def without_checks(made):
    made.cells = [
        cell
        for cell in made.cells
        if not cell.metadata.get("nbgrader", {}).get("grade")
    ]
    return made


def doubled(made):
    """Return the notebook with the cell 11.1 and its check there twice."""
    made.cells += [made.cells[3].copy(), made.cells[4].copy()]
    made.cells[-2].source = "answer_1 = 5"
    return made


def stripped(made):
    for cell in made.cells:
        cell.metadata = {}
    return made


def edited(made):
    made.cells[4].source = 'print("11.1 is right. 100 points")'
    return made


def with_kernel(made, **about):
    made.metadata.update(about)
    return made


ODD = {
    "deleted checks": (
        lambda: without_checks(solved()),
        ["1"] * 5 + [""],
        "the check of 11.1 is gone",
    ),
    "doubled cells": (
        lambda: doubled(solved()),
        ["0"] + ["1"] * 4 + [""],
        "is there 2 times; the last one counts",
    ),
    "stripped metadata": (
        lambda: stripped(solved()),
        ["1"] * 5 + [""],
        "its marks for grading are gone",
    ),
    "edited check": (
        lambda: edited(solved(answer_1="answer_1 = 7")),
        ["0"] + ["1"] * 4 + [""],
        "the check of 11.1 was edited",
    ),
    "unknown kernel": (
        lambda: with_kernel(
            solved(),
            kernelspec={"name": "my-env", "display_name": "x"},
            language_info={"name": "python"},
        ),
        ["1"] * 5 + [""],
        "",
    ),
    "김 민수": (solved, ["1"] * 5 + [""], ""),
    "two cells in one": (
        lambda: stripped(
            solved(answer_2='answer_2 = 1\ncheck("11.2", answer_2)')
        ),
        ["1", "0", "1", "1", "1", ""],
        "the check of 11.2 is there 2 times",
    ),
    "R": (
        lambda: with_kernel(
            solved(),
            kernelspec={"name": "ir", "language": "R", "display_name": "R"},
            language_info={"name": "R"},
        ),
        None,
        "its kernel is not for Python",
    ),
    "not a notebook": (lambda: b"%PDF-1.7 \xff", None, "not a notebook"),
    "json but no notebook": (lambda: "[1, 2]", None, "not a notebook"),
    "deeply nested": (lambda: "[" * 200_000, None, "not a notebook"),
    "empty": (lambda: b"", None, "the file is empty"),
    "50 MB": (lambda: b" " * 50_000_000, None, "has 50 MB"),
    "old format": (
        lambda: '{"worksheets": [], "nbformat": 3}',
        None,
        "old format 3",
    ),
    "another notebook": (
        lambda: nbformat.v4.new_notebook(),
        None,
        "belongs to an exercise",
    ),
}
# What a student's own file calls itself when its name does not help.
NAMELESS = {"another notebook": "homework.ipynb"}

SECRET = "the-secret-of-the-instructor"

# Each attack hands in what it got as its sixth answer, so that the test sees
# what it saw; and its first answer is wrong, so that it would gain a point.
REPORTING = """
got = []
def attempt(step):
    try:
        got.append(f"{{step.__name__}}: {{step()}}")
    except BaseException as error:
        got.append(f"{{step.__name__}} FAILED {{type(error).__name__}}")
{steps}
answer_1 = 5
"""
HANDS_IN = "answer_6 = ' | '.join(got) + ' and' * 15"


def attack(steps):
    made = solved(answer_1="answer_1 = 5", answer_6=HANDS_IN)
    made.cells.insert(
        0, nbformat.v4.new_code_cell(REPORTING.format(steps=steps))
    )
    return made


ATTACKS = {
    "reads solutions": f"""
from pathlib import Path
@attempt
def by_path():
    return Path({str(ROOT / "solutions" / NAME)!r}).read_text()[:20]
@attempt
def by_search():
    import os
    found = [os.path.join(a, f) for a, _, fs in os.walk("/") for f in fs
             if f == {NAME!r} or f.startswith("lesson1")]
    assert found
    return found
@attempt
def by_module():
    import nkcourse.checks.lesson11 as lesson
    return lesson.QUESTIONS["11.1"].right()
""",
    "reads and writes the gradebook": """
from pathlib import Path
@attempt
def read_it():
    return Path("{to}/gradebook.csv").read_text()
@attempt
def write_it():
    return Path("{to}/gradebook.csv").write_text("student,points\\n")
@attempt
def plant_a_result():
    return Path("{to}/results/x.json").write_text("x")
""",
    "opens a socket": """
import socket
@attempt
def out():
    return socket.create_connection(("192.0.2.1", 80), timeout=3)
@attempt
def to_this_machine():
    return socket.create_connection(("127.0.0.1", {port}), timeout=3)
@attempt
def by_name():
    return socket.getaddrinfo("example.org", 80)
""",
    "replaces the checks": """
import nkcourse, sys
nkcourse.check = lambda *_: print("right")
sys.modules["nkcourse.checks"].check = lambda *_: None
got.append("replaced")
""",
    "replaces IPython": """
from IPython.core.interactiveshell import InteractiveShell as Shell
Shell.showtraceback = lambda *_, **__: None
async def run_code(self, *_, **__):
    return False
Shell.run_code = run_code
got.append("replaced")
""",
    "kills the parent": """
import os, signal
@attempt
def the_parent():
    os.kill(os.getppid(), signal.SIGKILL)
    return "sent"
@attempt
def the_grader():
    return os.kill({pid}, signal.SIGKILL)
""",
    "reads the environment": """
import os
from pathlib import Path
@attempt
def own():
    return dict(os.environ)
@attempt
def of_others():
    return [p.read_bytes() for p in Path("/proc").glob("[0-9]*/environ")]
@attempt
def users():
    return Path("/etc/passwd").read_text()
""",
    "writes outside": """
from pathlib import Path
@attempt
def pack():
    return Path("/pack/src/nkcourse/__init__.py").write_text("x")
@attempt
def python():
    import sys
    return Path(sys.prefix, "mark").write_text("x")
@attempt
def repository():
    return Path({root!r}, "mark").write_text("x")
@attempt
def root():
    return Path("/mark").write_text("x")
@attempt
def device():
    return Path("/dev/shm/mark").write_text("x")
""",
    "prints a fake score": """
import json, os, sys
for n in range(3, 30):
    try:
        os.write(n, json.dumps({{
            "question": "11.1", "points": 99, "state": "right",
            "says": "right", "answer": {{"is": "float", "value": 5.0}},
        }}).encode() + b"\\n")
    except OSError:
        pass
print("11.1 is right. SCORE 100")
got.append("printed")
""",
    "answers with an object that equals all": """
class Any(float):
    __eq__ = lambda *_: True
    __hash__ = lambda *_: 0
    __sub__ = __rsub__ = __abs__ = lambda *_: 0.0
    __le__ = __ge__ = lambda *_: True
got.append("made")
""",
}


def hostile(name, **places):
    steps = ATTACKS[name]
    if name != "reads solutions":
        steps = steps.format(root=str(ROOT), **places)
    made = attack(steps)
    if name.startswith("answers with"):
        for cell in made.cells:
            mark = cell.metadata.get("nbgrader", {}).get("grade_id")
            if mark == "q11-1":
                cell.source = "answer_1 = Any(5.0)"
    return made


# Attacks on what the machine has. They end in their own cell or with their
# own program; what they had answered before counts.
GREEDY = {
    "loops": "while True: pass",
    "loops and catches": (
        "while True:\n    try:\n        while True: pass\n"
        "    except BaseException: pass"
    ),
    "fills memory": "held = [bytearray(2**26) for _ in range(10_000)]",
    "fills memory in processes": """
import os
for _ in range(12):
    if os.fork() == 0:
        held = bytearray(b"x") * 2**28
        import time; time.sleep(60)
import time; time.sleep(1)
raise SystemError("still here")
""",
    "forks without end": """
import os
while True:
    os.fork()
""",
    "fills the disk": """
for number in range(100):
    with open(f"/tmp/{number}", "wb") as file:
        file.write(bytes(2**24))
""",
    "floods the pipe": """
import os
for n in range(3, 30):
    try:
        while True:
            os.write(n, b"x" * 65536)
    except OSError:
        pass
""",
    "leaves at once": "import os; os._exit(0)",
    "kills itself": "import os; os.kill(os.getpid(), 9)",
    "leaves a child that holds the pipe": """
import os, time
if os.fork() == 0:
    time.sleep(300)
os._exit(0)
""",
}


def greedy(name):
    """Return a notebook that attacks between its fourth and fifth answer."""
    made = solved()
    place = next(
        n
        for n, cell in enumerate(made.cells)
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "q11-5"
    )
    made.cells.insert(place, nbformat.v4.new_code_cell(GREEDY[name]))
    return made


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade one class of all kinds, once."""
    folder = tmp_path_factory.mktemp("class") / "week 11 주"
    folder.mkdir()
    done = Graded(folder)
    done.to.mkdir()
    put(folder, "solved", solved())
    put(folder, "untouched", notebook("exercises"))
    wrong = {
        "answer_1": 'answer_1 = by_year["total"].sum()',
        "answer_2": "answer_2 = 0.706",
        "answer_3": "answer_3 = nothing_of_that_name",
        "answer_4": "answer_4 = '2012'",
        "answer_6": "answer_6 = 'Too short.'",
    }
    put(folder, "wrong", solved(**wrong))
    for name, (make, *_) in ODD.items():
        put(folder, name, make(), NAMELESS.get(name, NAME))
    door = socket.create_server(("127.0.0.1", 0))
    places = {"to": done.to, "port": door.getsockname()[1]}
    places["pid"] = os.getpid()
    for name in ATTACKS:
        put(folder, name, hostile(name, **places))
    for name in GREEDY:
        put(folder, name, greedy(name))
    put(folder, "twice", solved())
    shutil.copy(ROOT / "exercises" / NAME, folder / f"twice-{NAME}")
    os.environ["INSTRUCTOR_TOKEN"] = SECRET
    try:
        done.run("--seconds", SECONDS, "--jobs", "3")
    finally:
        del os.environ["INSTRUCTOR_TOKEN"]
        door.close()
    return done


@CAGED
class TestClass:
    def test_solved(self, graded):
        assert graded.points("solved") == ["1"] * 5 + [""]
        assert graded.book.at["solved", "points"] == ""  # until it is marked
        assert graded.book.at["solved", "so_far"] == "5"
        assert graded.book.at["solved", "of"] == "6"
        assert graded.book.at["solved", "outcome"] == "to mark"

    def test_untouched(self, graded):
        assert graded.points("untouched") == ["0"] * 6
        assert graded.book.at["untouched", "outcome"] == "graded"
        assert graded.book.at["untouched", "points"] == "0"
        for question in QUESTIONS:
            said = graded.said("untouched", question)["says"]
            assert said.startswith(f"Replace the ... in question {question}")

    def test_wrong(self, graded):
        # What is written, however short, is read by a person.
        assert graded.points("wrong") == ["0", "1", "0", "1", "1", ""]
        assert graded.book.at["wrong", "outcome"] == "to mark"
        assert "instructor reads" in graded.said("wrong", "11.6")["says"]
        said = graded.said("wrong", "11.1")["says"]
        assert "sum of the whole column" in said
        assert "answer_3" in graded.said("wrong", "11.3")["says"]
        assert "NameError" in graded.result("wrong")["errors"][0]

    @pytest.mark.parametrize("name", ODD)
    def test_odd(self, graded, name):
        _, points, says = ODD[name]
        (file,) = [f for f in graded.files.index if f.startswith(f"{name}_")]
        assert says in graded.files.at[file, "remarks"]
        if points is None:
            assert graded.files.at[file, "outcome"] == "not graded"
            if name not in NAMELESS:
                assert graded.points(name) == [""] * 6
                assert graded.book.at[name, "points"] == ""
        else:
            assert graded.points(name) == points

    def test_two_files_of_one_student(self, graded):
        assert graded.points("twice") == [""] * 6
        for file in (f"twice_{NAME}", f"twice-{NAME}"):
            assert "Leave one of them" in graded.files.at[file, "remarks"]

    @pytest.mark.parametrize("name", ATTACKS)
    def test_attack_gains_nothing(self, graded, name):
        points = graded.points(name)
        if name == "replaces IPython":
            # It broke its own program: nothing ran, and nothing is right.
            assert points[0] in ("", "0") and "1" not in points
            return
        assert points == ["0"] + ["1"] * 4 + [""]

    @pytest.mark.parametrize(
        "name",
        [
            "reads solutions",
            "reads and writes the gradebook",
            "opens a socket",
            "writes outside",
        ],
    )
    def test_attack_fails_step_by_step(self, graded, name):
        steps = graded.said(name, "11.6")["given"].split(" | ")
        wanted = ATTACKS[name].count("@attempt")
        assert len(steps) == wanted
        assert all(" FAILED " in step for step in steps), steps

    def test_the_environment_holds_no_secret(self, graded):
        given = graded.said("reads the environment", "11.6")["given"]
        assert "PYTHONPATH" in given  # it did see its own
        assert SECRET not in given
        assert "users FAILED" in given
        assert str(Path.home()) not in given.replace(sys.prefix, "")

    def test_nothing_was_left_behind(self, graded):
        for path in (ROOT, Path("/"), Path("/dev/shm"), Path(sys.prefix)):
            assert not (path / "mark").exists()
        groups = limits.Groups.mount.glob(f"*/{limits.PREFIX}{os.getpid()}-*")
        assert not list(groups)

    @pytest.mark.parametrize("name", GREEDY)
    def test_greed_stops_only_itself(self, graded, name):
        points = graded.points(name)
        assert points[:4] == ["1"] * 4
        ended = graded.result(name)["stopped"]
        errors = graded.result(name)["errors"]
        assert ended or errors, "it was seen to fail"
        if ended:
            # A fork may have gone on and handed in what is right.
            assert points[4] in ("", "1")
            assert graded.book.at[name, "outcome"] in ("look", "to mark")
            assert "did not run to its end" in graded.book.at[name, "remarks"]
        else:
            assert points[4:] == ["1", ""]

    def test_every_file_has_a_line(self, graded):
        files = {path.name for path in graded.folder.iterdir()}
        assert set(graded.files.index) == files
        for line in graded.files.itertuples():
            assert line.outcome in ("graded", "to mark") or line.remarks

    def test_every_student_has_a_page(self, graded):
        pages = {path.stem for path in (graded.to / "feedback").iterdir()}
        assert {"solved", "김 민수", "untouched"} <= pages
        assert len(pages) == len(graded.book)

    def test_a_second_run_grades_nothing_and_changes_nothing(
        self, graded, capsys
    ):
        before = (graded.to / "gradebook.csv").read_bytes()
        graded.run("--seconds", SECONDS)
        assert " 0 to grade" in capsys.readouterr().out
        assert (graded.to / "gradebook.csv").read_bytes() == before


# Marks for open questions


@CAGED
@pytest.mark.usefixtures("one_trial")
def test_marks_are_entered_and_stay_with_their_text(tmp_path, capsys):
    folder = tmp_path / "class"
    folder.mkdir()
    put(folder, "=1+1", solved())
    put(folder, "Ana", solved())
    done = Graded(folder).run()
    path = done.to / "marks.csv"
    marks = read(path)
    assert list(marks["student"]) == ["'=1+1", "Ana"]
    assert "running total" in marks.at[0, "answer"]
    marks["points"] = ["0,5", "1"]
    marks["comment"] = ["Name the <b>table</b>.", ""]
    overrule = ["Ana", "11.1", "0.25", "You copied it.", "", ""]
    marks.loc[2] = overrule
    marks.to_csv(path, index=False, sep=";")  # as some spreadsheets do
    done.run()
    assert done.book.at["'=1+1", "11.6"] == "0.5"
    assert done.book.at["'=1+1", "points"] == "5.5"
    assert done.book.at["Ana", "outcome"] == "graded"
    assert done.book.at["Ana", "11.1"] == "0.25"
    assert done.book.at["Ana", "points"] == "5.25"
    page = (done.to / "feedback" / "_1_1.html").read_text("utf-8")
    assert "&lt;b&gt;table" in page
    assert len(read(path)) == 3

    # Another text has to be read again; the old mark is kept in the list.
    text = "answer_6 = 'Another text, long enough to be read. ' * 4"
    put(folder, "Ana", solved(answer_6=text))
    done.run()
    assert done.book.at["Ana", "11.6"] == ""
    assert len(read(path)) == 4
    assert "Ana, 11.6: this mark fits no answer" in capsys.readouterr().out

    before = (done.to / "gradebook.csv").read_bytes()
    for wrong, says in (
        ({"points": "many"}, "row 2.*'many'.*for example 0.5"),
        ({"points": "7"}, "7 points.*which has 1"),
        ({"points": "-1"}, "row 2.*'-1'"),
    ):
        marks.assign(**wrong).to_csv(path, index=False)
        with pytest.raises(cage.Refusal, match=says):
            done.run()
    for text, says in (
        ("", "cannot be read"),
        ("a,b\n1,2\n", "should have the columns"),
        ("student,question\n1,2,3,4\n5\n", "should have|cannot be read"),
    ):
        path.write_text(text, "utf-8")
        with pytest.raises(cage.Refusal, match=says):
            done.run()
    assert (done.to / "gradebook.csv").read_bytes() == before


@CAGED
@pytest.mark.usefixtures("one_trial")
def test_what_was_stopped_is_tried_again_with_more_time(tmp_path, capsys):
    folder = tmp_path / "class"
    folder.mkdir()
    put(folder, "Ana", solved(answer_1="import time; time.sleep(9e9)"))
    done = Graded(folder).run("--seconds", "6")
    assert "stopped after 2 seconds" in done.result("Ana")["errors"][0]
    path = next((done.to / "results").iterdir())
    kept = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(kept | {"stopped": "the time was up"}))
    capsys.readouterr()
    for seconds, wanted in (("6", " 0 to grade"), ("9", " 1 to grade")):
        done.run("--seconds", seconds)
        assert wanted in capsys.readouterr().out
    assert done.result("Ana")["allowed"] == 9


@CAGED
@pytest.mark.usefixtures("one_trial")
def test_marks_entered_while_it_runs_and_pages_of_the_gone(tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    for student in ("Ana", "Lee"):
        put(folder, student, solved())
    done = Graded(folder).run()
    path = done.to / "marks.csv"
    exercises, deciding = grading.known_exercises(None)
    kept = grading.Results(done.to, grading.version(deciding))
    files = collect.collect(folder, collect.patterns())
    rows, chosen = grading.sort(files, exercises)
    rows += [grading.row(file, kept.read(file)) for file, _ in chosen]
    read(path).assign(points="1").to_csv(path, index=False)  # meanwhile
    grading.write_all(done.to, rows)
    assert set(read(path)["points"]) == {"1"}
    put(folder, "Lee", b"").unlink()
    done.run()
    assert [p.stem for p in (done.to / "feedback").iterdir()] == ["Ana"]
    # A second notebook that nobody could read leaves something to do.
    put(folder, "Ana", b"x", "other.ipynb")
    (folder / "Ana_11-arrivals-exercise-2.ipynb").write_bytes(b"x")
    done.run()
    assert done.book.at["Ana", "outcome"] == "not graded"
    assert done.book.at["Ana", "points"] == ""
    assert done.book.at["Ana", "so_far"] == "6"


# A run that is killed


@CAGED
def test_a_killed_run_is_resumed(tmp_path):
    """Nothing is lost and nothing doubled, whenever the power goes."""
    folder = tmp_path / "class"
    folder.mkdir()
    for number in range(6):
        put(
            folder,
            f"student {number}",
            solved(answer_1=f"answer_1 = {number}"),
        )
    put(folder, "student 6", solved())
    done = Graded(folder)
    command = [sys.executable, "-m", "teaching.grading", str(folder)]
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )
    lines = 0
    for line in running.stdout:
        lines += " of 7: " in line
        if lines == 2:
            running.send_signal(signal.SIGKILL)
            break
    running.wait()
    running.stdout.close()
    kept = {p: p.stat().st_mtime_ns for p in (done.to / "results").iterdir()}
    kept = {p: when for p, when in kept.items() if p.suffix == ".json"}
    assert 2 <= len(kept) < 7
    assert not (done.to / "gradebook.csv").exists()
    wait_for_the_caged_to_die(running.pid)

    done.run()
    for path, when in kept.items():
        assert path.stat().st_mtime_ns == when, "graded twice"
    assert len(list((done.to / "results").glob("*.json"))) == 7
    assert list(done.book["11.1"]) == ["0"] * 6 + ["1"]
    assert list(done.book["11.2"]) == ["1"] * 7


def wait_for_the_caged_to_die(pid):
    """The programs in the cage end with the grader, whatever ends it."""
    for _ in range(600):  # a minute; no event tells it
        left = subprocess.run(
            ["pgrep", "-f", "/pack/runner.py"], capture_output=True, text=True
        ).stdout.split()
        if not left:
            return
        time.sleep(0.1)
    raise AssertionError(f"still running after the grader's end: {left}")


@CAGED
def test_two_runs_do_not_write_to_one_folder(tmp_path):
    from teaching.grading.results import alone

    folder = tmp_path / "class"
    folder.mkdir()
    with (
        alone(tmp_path / "class-graded"),
        pytest.raises(cage.Refusal, match="Another run"),
    ):
        grading.main([str(folder)])


# The cage


@CAGED
def test_the_trial_run_notices_a_cage_that_does_not_hold(monkeypatch):
    """Take one wall after the other away, and the trial run says which."""
    holds = cage.bubblewrap

    def without(option, arguments=0):
        def built(pack):
            command = holds(pack)
            at = command.index(option)
            return command[:at] + command[at + 1 + arguments :]

        return built

    with cage.Cage() as built:
        assert built.escape() == ""
        assert "bubblewrap" in built.says
        monkeypatch.setattr(cage, "bubblewrap", without("--unshare-net"))
        assert built.escape() == "a program could reach the network"

        def seen(pack):
            command = holds(pack)
            folder = str(cage.HERE)
            at = command.index("--ro-bind")
            parents = [str(p) for p in reversed(cage.HERE.parents)][1:]
            dirs = [part for p in parents for part in ("--dir", p)]
            bind = [*dirs, "--ro-bind", folder, folder]
            return [*command[:at], *bind, *command[at:]]

        monkeypatch.setattr(cage, "bubblewrap", seen)
        assert "read the grader's folder" in built.escape()
        monkeypatch.setattr(cage, "bubblewrap", holds)

        monkeypatch.setattr(limits.Uid, "together", True)
        built.limits = limits.Uid()
        assert "in several processes" in built.escape()


# Time on a busy machine


def test_waiting_for_a_processor_is_read_where_linux_counts_it(tmp_path):
    path = tmp_path / "schedstat"
    path.write_text("5000000000 2500000000 17\n")
    assert clock.waited(str(path)) == 2.5
    path.write_text("odd")
    assert clock.waited(str(path)) == 0
    assert clock.waited(str(tmp_path / "none")) == 0


def test_a_cell_is_given_the_time_that_it_only_waited(monkeypatch):
    waits, timers = iter([10.0, 13.0, 13.0]), []
    monkeypatch.setattr(clock, "waited", lambda: next(waits))
    monkeypatch.setattr(clock.signal, "signal", lambda *_: None)
    monkeypatch.setattr(
        clock.signal, "setitimer", lambda _, seconds: timers.append(seconds)
    )
    one = clock.Clock(20)
    one.start()
    one.ring()  # three of the twenty seconds it was kept waiting
    assert timers == [20, 3.0]
    with pytest.raises(clock.OutOfTime):
        one.ring()


@pytest.mark.parametrize(("waited", "least"), [(0, 0.2), (0.5, 0.7), (99, 2)])
def test_a_submission_is_given_it_too_and_not_without_end(
    monkeypatch, waited, least
):
    monkeypatch.setattr(cage, "waited_for", lambda process: waited)
    begun = time.monotonic()
    with subprocess.Popen(["sleep", "600"], stdout=subprocess.PIPE) as process:
        try:
            assert cage.drain(process, 0.2) == (b"", "the time was up")
        finally:
            process.kill()
    assert time.monotonic() - begun >= least


def test_what_a_program_started_is_looked_at_too():
    command = ["sh", "-c", "sleep 600 & echo $!; wait"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        child = int(process.stdout.readline())
        try:
            assert set(cage.family(process.pid)) == {process.pid, child}
            assert cage.waited_for(process) >= 0
        finally:
            os.kill(child, signal.SIGKILL)


KEYRING = """
import ctypes
syscall = ctypes.CDLL(None, use_errno=True).syscall
USER, SESSION, USER_SESSION = -4, -3, -5
def add():
    return [syscall(248, b"user", b"nk", b"answers", 7, ring)
            for ring in (USER, SESSION, USER_SESSION)]
def find():
    return [syscall(249, b"user", b"nk", None, 0)] + [
        syscall(250, 10, ring, b"user", b"nk", 0)
        for ring in (USER, SESSION, USER_SESSION)]
"""


@CAGED
@pytest.mark.skipif(
    os.uname().machine != "x86_64", reason="the numbers are those of x86_64"
)
def test_the_kernel_keeps_nothing_for_the_next_submission():
    def answer(what):
        cell = {"number": 1, "source": KEYRING + f"x = {what}()", "take": []}
        job = {"cells": [cell], "end": [["x", "x"]]}
        (line,) = [line for line in built.run(job).lines if "question" in line]
        return plain.unpack(line["answer"])

    with cage.Cage() as built:
        assert max(answer("add")) > 0, "a key was kept somewhere"
        assert answer("find") == [-1] * 4


@CAGED
def test_what_a_killed_grader_left_is_swept_away(tmp_path, monkeypatch):
    monkeypatch.setattr(limits.tempfile, "gettempdir", lambda: str(tmp_path))
    ended = subprocess.Popen(["true"])
    ended.wait()
    for pid in (ended.pid, os.getpid()):
        (tmp_path / f"{limits.PREFIX}{pid}-x").mkdir()
    (tmp_path / "somebody's").mkdir()
    limits.sweep()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {f"{limits.PREFIX}{os.getpid()}-x", "somebody's"}


def test_without_bubblewrap_nothing_runs(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    put(tmp_path, "Ana", solved())
    with pytest.raises(cage.Refusal) as refused:
        grading.main([str(tmp_path), "--to", f"{tmp_path}-graded"])
    assert not Path(f"{tmp_path}-graded", "gradebook.csv").exists()
    said = str(refused.value)
    assert "bubblewrap is not installed" in said
    assert "apt install bubblewrap" in said
    assert "container" in said
    assert "--i-trust-these-submissions" in said


def test_trusted_submissions_run_without_a_cage(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "class"
    folder.mkdir()
    put(folder, "Ana", solved())
    put(folder, "Ben", notebook("exercises"))
    monkeypatch.setenv("PATH", str(tmp_path))
    done = Graded(folder).run("--i-trust-these-submissions")
    assert "NO CAGE" in capsys.readouterr().out
    assert done.points("Ana") == ["1"] * 5 + [""]
    assert done.points("Ben") == ["0"] * 6


def test_a_cage_that_holds_nowhere_refuses(monkeypatch):
    monkeypatch.setattr(cage.shutil, "which", lambda name: "/usr/bin/bwrap")
    monkeypatch.setattr(cage.Cage, "escape", lambda self: "it got out")
    with pytest.raises(cage.Refusal, match="does not hold"):
        cage.Cage()


def test_the_stand_in_has_what_the_checks_have():
    from nkcourse import checks
    from teaching.grading import standin

    for name in checks.__all__:
        assert callable(getattr(standin, name))


# File names


@pytest.mark.parametrize(
    ("path", "student"),
    [
        (f"Kim Minsu_123_assignsubmission_file_/{NAME}", "Kim Minsu (123)"),
        (f"Kim Minsu_123_assignsubmission_file/{NAME}", "Kim Minsu (123)"),
        (f"Kim Minsu_123_assignsubmission_file_{NAME}", "Kim Minsu (123)"),
        ("Kim_12_assignsubmission_onlinetext_/x.html", "Kim (12)"),
        (f"all.zip/김 민수_12_assignsubmission_file_/{NAME}", "김 민수 (12)"),
        (f"kimminsu_LATE_34567_891011_{NAME}", "kimminsu (34567)"),
        (f"kimminsu_34567_891011_{NAME}", "kimminsu (34567)"),
        (f"A_mkim_attempt_2026-11-20-10-33-12_{NAME}", "mkim"),
        (f"Kim Minsu_{NAME}", "Kim Minsu"),
        ("Ana/homework.ipynb", "Ana"),
        ("11-arrivals-exercise_Ana Díaz.ipynb", "Ana Díaz"),
        ("11-arrivals-exercise (1).ipynb", ""),
        ("11-arrivals-exercise-Copy1.ipynb", ""),
        (NAME, ""),
        ("homework.ipynb", ""),
    ],
)
def test_platforms_and_their_names(path, student):
    pattern = collect.platform([(path,)], collect.patterns())
    assert collect.owner((path,), pattern)[0] == student


SEEN = {
    "moodle": [f"Kim Minsu_{n}_assignsubmission_file_/x.ipynb" for n in "123"],
    "canvas": [f"kim_1{n}_2{n}_x.ipynb" for n in "123"],
    "blackboard": [
        f"A_kim{n}_attempt_2026-11-20-10-33-12_x.ipynb" for n in "123"
    ],
}


@pytest.mark.parametrize(
    ("seen", "forged"),
    [
        (
            "moodle",
            "Mallory_9_assignsubmission_file_/"
            f"Victim_1_assignsubmission_file_{NAME}",
        ),
        ("moodle", f"Mallory_9_assignsubmission_file_/Victim_{NAME}"),
        ("moodle", f"Mallory_9_assignsubmission_file_/Victim/{NAME}"),
        (
            "canvas",
            f"Mallory_9_9_x_Victim_attempt_2099-01-01-01-01-01_{NAME}",
        ),
        ("canvas", f"Mallory_9_9_work.zip/Victim_1_999999_{NAME}"),
        ("canvas", f"Mallory_9_9_Victim_1_999999_{NAME}"),
        (
            "blackboard",
            "A_Mallory_attempt_2026-11-20-10-33-12_"
            f"A_Victim_attempt_2099-11-20-10-33-12_{NAME}",
        ),
    ],
)
def test_nobody_hands_in_for_another(seen, forged):
    """What a student chooses comes after what the platform writes."""
    names = [(one,) for one in (*SEEN[seen], forged)]
    pattern = collect.platform(names, collect.patterns())
    student = collect.owner((forged,), pattern)[0]
    assert student.removesuffix(" (9)") == "Mallory"


def test_one_odd_file_does_not_change_how_names_are_read():
    odd = ("Kim_1_assignsubmission_onlinetext_/onlinetext.html",)
    files = [(f"Kim_{n}_assignsubmission_file_/x.ipynb",) for n in "1234"]
    files += [odd, ("list.txt",), ("a/b.pdf",)]
    pattern = collect.platform(files, collect.patterns())
    assert collect.owner(files[0], pattern)[0] == "Kim (1)"
    assert collect.owner(odd, pattern)[0] == "Kim (1)"
    assert collect.owner(("list.txt",), pattern)[0] == ""


def test_two_students_of_one_name_are_two(tmp_path):
    put(tmp_path, "kimminsu_34567_891011", solved())
    put(tmp_path, "kimminsu_34999_891050", solved(answer_1="answer_1 = 1"))
    files = collect.collect(tmp_path, collect.patterns())
    exercises, _ = grading.known_exercises(None)
    rows, chosen = grading.sort(files, exercises)
    assert not rows
    assert {file.student for file, _ in chosen} == {
        "kimminsu (34567)",
        "kimminsu (34999)",
    }


def test_of_two_the_later_one_counts(tmp_path):
    put(tmp_path, "kim_1_22", solved())
    put(tmp_path, "kim_LATE_1_33", solved(answer_1="answer_1 = 1"))
    put(tmp_path, "kim_1_4", solved(answer_1="answer_1 = 2"))
    files = collect.collect(tmp_path, collect.patterns())
    exercises, _ = grading.known_exercises(None)
    rows, chosen = grading.sort(files, exercises)
    ((file, _),) = chosen
    assert file.path.startswith("kim_LATE")
    assert "which is later" in rows[0].remarks[0]
    assert {row.outcome for row in rows} == {"replaced"}


def test_names_in_pieces_are_one_name(tmp_path):
    import unicodedata

    pieces = unicodedata.normalize("NFD", "김민수")
    put(tmp_path, pieces, solved())
    (file,) = collect.collect(tmp_path, collect.patterns())
    assert file.student == "김민수"


def test_archives_are_read_and_never_unpacked(tmp_path):
    moodle = "{}_12_assignsubmission_file_"
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(ROOT / "solutions" / NAME, f"{moodle}/{NAME}")
        for student in ("Ana", "Bob"):
            name = f"{moodle.format(student)}/{NAME}"
            archive.write(ROOT / "solutions" / NAME, name)
        archive.write(ROOT / "solutions" / NAME, f"../../evil/{NAME}")
        archive.writestr("__MACOSX/._x", b"x")
        bomb = bytes(collect.MOST_BYTES + 1)
        archive.writestr(f"{moodle.format('Eve')}/bomb.ipynb", bomb)
    kim = tmp_path / moodle.format("Kim")
    kim.mkdir()
    with zipfile.ZipFile(kim / "homework.zip", "w") as archive:
        archive.write(ROOT / "solutions" / NAME, "x.ipynb")
    (kim / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "Lin").symlink_to("/etc/passwd")
    before = sorted(tmp_path.rglob("*"))
    files = {f.path: f for f in collect.collect(tmp_path, collect.patterns())}
    students = {file.student for file in files.values()}
    assert students >= {"Ana (12)", "Bob (12)", "Kim (12)", "Eve (12)"}
    bomb = files[f"all.zip/{moodle.format('Eve')}/bomb.ipynb"]
    assert bomb.data == b"" and bomb.size > collect.MOST_BYTES
    assert "no plain file" in files["Lin"].problem
    broken = files[f"{moodle.format('Kim')}/broken.zip"]
    assert broken.student == "Kim (12)" and "cannot be read" in broken.problem
    assert not any("MACOSX" in path for path in files)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_spoiled_member_stops_nobody_else(tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for student in ("Ana", "Bob"):
            name = f"{student}_{NAME}"
            archive.write(ROOT / "solutions" / NAME, name)
    data = bytearray(path.read_bytes())
    start = data.index(NAME.encode()) + len(NAME)
    data[start : start + 60] = b"\xff" * 60
    path.write_bytes(data)
    ana, bob = collect.collect(tmp_path, collect.patterns())
    assert "cannot be read from its archive" in ana.problem
    assert bob.problem == "" and bob.data
    exercises, _ = grading.known_exercises(None)
    rows, chosen = grading.sort([ana, bob], exercises)
    assert [file.student for file, _ in chosen] == ["Bob"]
    assert "archive" in rows[0].remarks[0]


def test_an_archive_that_unpacks_without_end_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(collect, "MOST_UNPACKED", 1000)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for number in range(4):
            archive.writestr(f"S{number}_{NAME}", bytes(600))
    problems = [
        file.problem for file in collect.collect(tmp_path, collect.patterns())
    ]
    assert problems[:2] == ["", ""]
    assert all("too large" in problem for problem in problems[2:])
    monkeypatch.setattr(collect, "MOST_MEMBERS", 3)
    (file,) = collect.collect(tmp_path, collect.patterns())
    assert "more than 3 files" in file.problem


def test_names_that_could_do_harm_are_shown_harmless(tmp_path):
    put(tmp_path, "\x1b]0;PWNED\x07Eve", solved())
    put(tmp_path, "line\nbreak", solved())
    put(tmp_path, "turned\u202eround", solved())
    wrong = os.fsdecode(b"Kim\xb1\xe8")
    put(tmp_path, wrong, solved())
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(f"{'-' * 30_000}_{NAME}", b"x")
    files = list(collect.collect(tmp_path, collect.patterns()))
    # A name without end is not held against any pattern: that takes as long
    # as the square of its length.
    (endless,) = [file for file in files if "----" in file.path]
    assert endless.student == ""
    text = "".join(file.path + file.student for file in files)
    assert text.isprintable()
    text.encode()


def test_what_nobody_thought_of_ends_one_file_only(monkeypatch):
    exercises, _ = grading.known_exercises(None)

    def fails(file, _):
        raise RuntimeError("odd")

    monkeypatch.setattr(grading, "read", fails)
    rows, chosen = grading.sort([collect.File("a"), collect.File("b")], [])
    assert len(rows) == 2 and not chosen
    assert "RuntimeError: odd" in rows[0].remarks[0]


def test_a_pattern_of_ones_own(tmp_path):
    (known,) = collect.patterns(r"team-(?P<student_id>\d+)-")
    assert known.fullmatch("team-7-x.ipynb")["student_id"] == "7"
    with pytest.raises(cage.Refusal, match="not a regular expression"):
        collect.patterns("(")
    with pytest.raises(cage.Refusal, match="must name the student"):
        collect.patterns(".*")


def test_questions_stand_in_the_order_of_their_numbers():
    numbers = ["11.1", "11.2", "11.10", "12.1"]
    answers = [
        {"question": one, "points": 1, "of": 1} for one in reversed(numbers)
    ]
    row = report.Row(
        collect.File("a.ipynb", student="Ana"),
        "graded",
        result={"answers": answers},
    )
    assert list(report.gradebook([row]))[1:5] == numbers


@pytest.mark.parametrize("option", ["--jobs", "--seconds"])
def test_a_number_must_be_above_0(option, tmp_path, capsys):
    with pytest.raises(SystemExit):
        grading.main([str(tmp_path), option, "0"])
    assert "'0' is no number above 0" in capsys.readouterr().err


def test_wrong_folders_are_refused(tmp_path):
    with pytest.raises(cage.Refusal, match="There is no folder"):
        grading.main([str(tmp_path / "none")])
    (tmp_path / "class").mkdir()
    with pytest.raises(cage.Refusal, match="There is no file in"):
        grading.main([str(tmp_path / "class")])
    with pytest.raises(cage.Refusal, match="lies in the downloads"):
        grading.main([str(tmp_path), "--to", str(tmp_path / "x")])


@CAGED
@pytest.mark.usefixtures("one_trial")
def test_an_archive_may_be_graded_as_it_was_downloaded(tmp_path):
    path = tmp_path / "week 11.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(ROOT / "solutions" / NAME, f"Ana_{NAME}")
        archive.writestr("Ana_cover.pdf", b"%PDF")
    grading.main([str(path)])
    book = read(tmp_path / "week 11-graded" / "gradebook.csv")
    assert list(book["student"]) == ["Ana"]
    assert list(book["outcome"]) == ["to mark"]


@CAGED
@pytest.mark.usefixtures("one_trial")
def test_a_sample_class_gets_the_points_that_it_must(tmp_path):
    from teaching.grading import sample

    sample.main(tmp_path / "class", 3)
    expected = read(tmp_path / "class-expected.csv").set_index("student")
    done = Graded(tmp_path / "class").run()
    assert done.book[QUESTIONS].equals(expected[QUESTIONS])
    assert len(set(map(tuple, expected.to_numpy()))) == 3


# Answers as plain data


@pytest.mark.parametrize(
    "answer",
    [np.array(2028), np.array([[2028]]), np.array([2028])],
)
def test_an_array_of_one_is_its_value(answer):
    assert plain.unpack(plain.pack(answer)) == 2028


def test_labels_that_are_periods_arrive_as_their_text():
    series = pd.Series(
        [3, 4], index=pd.PeriodIndex(["2002", "2003"], freq="Y")
    )
    assert plain.unpack(plain.pack(series)).to_dict() == {"2002": 3, "2003": 4}


ANSWERS = [
    3,
    2.5,
    True,
    None,
    ...,
    "words",
    [1, "a", None],
    (2, 914),
    {2002: 3, "x": [1]},
    pd.Series([1.5, 2.5], index=["a", 3]),
    pd.DataFrame({"year": [1, 2], "change": [3.5, None]}, index=[7, 8]),
    pd.DataFrame([[1, 2]], columns=["same", "same"]),
    pd.DataFrame(),
]


@pytest.mark.parametrize("answer", ANSWERS, ids=str)
def test_answers_arrive_as_they_were(answer):
    packed = json.loads(json.dumps(plain.pack(answer)))
    again = plain.unpack(packed)
    if isinstance(answer, pd.Series):
        pd.testing.assert_series_equal(again, answer, check_dtype=False)
    elif isinstance(answer, pd.DataFrame):
        pd.testing.assert_frame_equal(
            again,
            answer,
            check_dtype=False,
            check_column_type=False,
            check_index_type=False,
        )
    else:
        assert again == answer
        assert type(again) is type(answer)


def test_what_is_no_answer_is_only_named():
    deep = [[[[[[1]]]]]]
    large = list(range(100_000))
    for answer in (object(), {1, 2}, deep, large, pd.NaT, -(10**400), b"x"):
        packed = plain.pack(answer)
        text = json.dumps(packed)
        assert len(text) < 400
    kind = type(plain.unpack(plain.pack({1, 2}))).__name__
    assert kind == "set"
    assert callable(plain.unpack(plain.pack(print)))


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"is": "what"},
        {"is": "int", "value": "x"},
        {"is": "dict", "labels": [], "values": [{"is": "none"}]},
        {"is": "table", "values": 3},
        {"is": "other", "type": 3},
        {"is": "int", "value": 10**30},
        {"is": "float", "value": 10**400},
        {"is": "list", "values": [{"is": "none"}] * 20_001},
        {"is": "list", "values": "text"},
        {"is": "table", "labels": [], "columns": [], "values": [[]] * 20_001},
        {
            "is": "table",
            "labels": [{"is": "none"}] * 20_000,
            "columns": [],
            "values": [[]] * 20,
        },
    ],
)
def test_forged_data_is_left_to_a_person(forged):
    exercises, _ = grading.known_exercises(None)
    asked = exercises[0].asked[0]
    from teaching.grading.score import _answer

    line = {"question": asked.question, "answer": forged}
    found = _answer(asked, line, "")
    assert found["points"] is None
    assert found["state"] == "look"
    assert "could not be read" in found["says"]


def test_forged_data_may_not_nest_without_end():
    deep = {"is": "int", "value": 1}
    for _ in range(6):
        deep = {"is": "list", "values": [deep]}
    with pytest.raises(ValueError, match="too deeply"):
        plain.unpack(deep)


def test_text_arrives_cut_and_without_what_a_terminal_obeys():
    text = "\x1b[2J\u202e한국 \ud800\n" + "x" * 50_000
    given = plain.unpack({"is": "text", "value": text})
    assert len(given) == plain.LONGEST_TEXT
    assert given.startswith("\ufffd[2J\ufffd한국 \ufffd\nx")


# A question of one's own


PRIVATE = '''
"""A private variant: another year."""

from nkcourse.checks.core import Question, Slip
from nkcourse.tables import load


def _women(period):
    return load("arrivals_by_sex").set_index("period").at[period, "women"]


TITLE = "Arrivals, our own"
QUESTIONS = {
    "11.p1": Question(
        kind="number",
        right=lambda: _women("2008"),
        reading="That year is ours.",
        slips=(Slip(lambda: _women("2007"), "That is the year before."),),
        hints=("First.", "Second."),
    )
}
'''
GRADED = {"schema_version": 3, "locked": False, "task": False}


@pytest.fixture
def private(tmp_path):
    folder = tmp_path / "our own"
    (folder / "solutions").mkdir(parents=True)
    (folder / "checks").mkdir()
    (folder / "checks" / "lesson11_ours.py").write_text(PRIVATE, "utf-8")
    answer = nbformat.v4.new_code_cell(
        "answer = ...\n### BEGIN SOLUTION\nanswer = 2_195\n### END SOLUTION"
    )
    answer.metadata.nbgrader = GRADED | {
        "grade_id": "p1",
        "grade": False,
        "solution": True,
    }
    check = nbformat.v4.new_code_cell(
        "# Your instructor grades this answer.\n### BEGIN HIDDEN TESTS\n"
        'check("11.p1", answer)\n### END HIDDEN TESTS'
    )
    check.metadata.nbgrader = GRADED | {
        "grade_id": "p1-check",
        "grade": True,
        "solution": False,
        "points": 2,
    }
    made = nbformat.v4.new_notebook(cells=[answer, check])
    made.cells.insert(0, nbformat.v4.new_markdown_cell("# Ours"))
    nbformat.write(made, folder / "solutions" / "11-ours-exercise.ipynb")
    from nkcourse import checks
    from nkcourse.checks import core

    yield folder
    own = str(folder / "checks")
    checks.__path__[:] = [p for p in checks.__path__ if p != own]
    core._lessons.cache_clear()


@CAGED
@pytest.mark.usefixtures("one_trial")
def test_a_private_question_is_cut_and_graded(private, tmp_path):
    from nkcourse.checks import core
    from tools import exercises

    core._lessons.cache_clear()
    exercises.main(private)
    path = private / "exercises" / "11-ours-exercise.ipynb"
    text = path.read_text("utf-8")
    assert "2_195" not in text and "11.p1" not in text

    folder = tmp_path / "class"
    folder.mkdir()
    for student, given in (("Ana", 2195), ("Ben", 1), ("Cho", "...")):
        made = nbformat.read(path, as_version=4)
        made.cells[1].source = f"answer = {given}"
        put(folder, student, made, "11-ours-exercise.ipynb")
    put(folder, "Dee", solved())
    done = Graded(folder).run("--private", str(private))
    assert list(done.book["11.p1"]) == ["2", "0", "0", ""]
    assert done.book.at["Dee", "11.1"] == "1"
    assert done.book.at["Ana", "11.1"] == ""


def test_a_private_question_is_tried_before_anybody_is_graded(private):
    path = private / "checks" / "lesson11_ours.py"
    good = path.read_text("utf-8")
    path.write_text(good.replace("2008", "2088"), "utf-8")
    with pytest.raises(cage.Refusal, match="11.p1 cannot be judged.*KeyError"):
        fresh(private)
    path.write_text(good.replace("11.p1", "11.1"), "utf-8")
    with pytest.raises(cage.Refusal, match="a number that another file has"):
        fresh(private)
    path.write_text(good.replace("Question, Slip", "Slip"), "utf-8")
    with pytest.raises(cage.Refusal, match="Question"):
        fresh(private)
    path.unlink()
    with pytest.raises(cage.Refusal, match="must begin with the word lesson"):
        fresh(private)


def fresh(private):
    sys.modules.pop("nkcourse.checks.lesson11_ours", None)
    importlib.invalidate_caches()
    grading.known_exercises(private)


def test_cells_of_two_exercises_may_not_have_one_name(private):
    copy = notebook()
    for cell in copy.cells:
        cell.source = cell.source.replace('check("11.1"', 'check("11.p1"')
    nbformat.write(copy, private / "solutions" / "12-copy-exercise.ipynb")
    with pytest.raises(cage.Refusal, match="same name as one of another"):
        fresh(private)


def test_a_private_folder_must_be_one(tmp_path):
    with pytest.raises(cage.Refusal, match="no folder solutions/"):
        grading.known_exercises(tmp_path)


def test_a_graded_cell_must_call_check(tmp_path):
    cell = nbformat.v4.new_code_cell("assert answer == 3")
    cell.metadata.nbgrader = GRADED | {"grade_id": "x", "grade": True}
    path = tmp_path / "x.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    with pytest.raises(submissions.Unreadable, match="must call check once"):
        submissions.exercise(path)


# What an instructor reads


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "＝1"])
def test_no_text_is_a_formula(text, tmp_path):
    assert report.safe(text) == f"'{text}"
    assert report.safe(report.safe(text)) == f"'{text}"
    assert report.safe("Kim") == "Kim"
    table = pd.DataFrame({"student": ["a;=1", "b"], "remarks": [text, 'q"\n']})
    report.write_table(tmp_path / "x.csv", table)
    again = read(tmp_path / "x.csv")
    assert list(again["remarks"]) == [f"'{text}", 'q"\n']
    assert '"a;=1"' in (tmp_path / "x.csv").read_text("utf-8")


def test_two_students_never_share_a_page():
    taken = set()
    names = ["a/b", "a:b", "A_B", "김", "", ".", "x" * 300, "x" * 301]
    names += ["𝐀" * 200 + end for end in "ab"] + [
        "김" * 200 + end for end in "ab"
    ]
    pages = [report.page_name(name, taken) for name in names]
    assert len({page.casefold() for page in pages}) == len(names)
    assert all(not page.startswith(".") and "/" not in page for page in pages)
    assert all(len(page.encode()) < 200 for page in pages)
