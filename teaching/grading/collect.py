"""Find the files of a class in a folder of downloads.

What a student chooses (a file's name, an archive, what is in it) must not
decide whose a file is. So the platform's own part of a path, which comes
first, decides, and one pattern is used for the whole folder.
"""

import hashlib
import itertools
import re
import tomllib
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from teaching.grading.cage import Refusal
from teaching.grading.plain import clean

PATTERNS = Path(__file__).with_name("patterns.toml")
MOST_BYTES = 20 * 1024**2
# Of one archive: a small one can claim to hold terabytes.
MOST_MEMBERS = 5000
MOST_UNPACKED = 50 * MOST_BYTES
LONGEST_NAME = 1000
# What systems and JupyterLab put beside people's files.
NOT_HANDED_IN = ("__MACOSX", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class File:
    """One file that was handed in.

    `path` is where it lies below the folder, an archive being a folder.
    `size` is in bytes, `digest` the sha256 of the data. `problem` says why it
    was not read; `data` is then empty.
    """

    path: str
    size: int = 0
    data: bytes = b""
    digest: str = ""
    student: str = ""
    stamp: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Listed:
    """A file's place, before it is read.

    `names` are the paths to hold a pattern against, the surest first.
    """

    path: Path
    name: str
    names: tuple[str, ...]
    member: zipfile.ZipInfo | None = None
    problem: str = ""


def patterns(own: str | None = None) -> list[re.Pattern]:
    """Return the patterns for file names: one's own, or those we know.

    Raises
    ------
    Refusal
        If one's own is not a regular expression or lacks the student.
    """
    if own is None:
        known = tomllib.loads(PATTERNS.read_text("utf-8")).values()
        return [re.compile(one["pattern"]) for one in known]
    try:
        # nbgrader holds its pattern against the beginning of a name only.
        found = re.compile(f"(?:{own}).*", re.DOTALL)
    except re.error as error:
        raise Refusal(
            f"--pattern is not a regular expression: {error}. Examples "
            f"stand in {PATTERNS.name}."
        ) from None
    if "student_id" not in found.groupindex:
        raise Refusal(
            "--pattern must name the student's part: (?P<student_id>…). "
            f"Examples stand in {PATTERNS.name}."
        )
    return [found]


def collect(folder: Path, known: list[re.Pattern]) -> Iterator[File]:
    """Yield the files below a folder, and in its archives, with their owner.

    Parameters
    ----------
    folder : Path
        The folder of downloads, or one archive. Nothing in it is changed.
    known : list of re.Pattern
        What `patterns` returned. The one that fits most files is used.

    Yields
    ------
    File
        In the order of their paths. `student` is empty where the pattern
        does not fit.
    """
    listed = [
        one
        for one in _listed(folder)
        if not _unwanted(PurePosixPath(one.name).parts)
    ]
    pattern = platform([one.names for one in listed], known)
    for path, group in itertools.groupby(listed, key=lambda one: one.path):
        for one, size, data, problem in _read(path, list(group)):
            student, stamp = owner(one.names, pattern)
            yield File(
                _on_one_line(one.name),
                size,
                data,
                hashlib.sha256(data).hexdigest(),
                student,
                stamp,
                problem,
            )


def _unwanted(parts: tuple[str, ...]) -> bool:
    return any(p[0] == "." or p in NOT_HANDED_IN for p in parts)


def _on_one_line(name: str) -> str:
    return re.sub(r"\s", " ", clean(name))


def _listed(folder: Path) -> Iterator[Listed]:
    """Yield what there is, without reading any of it."""
    single = folder.is_file()
    root = folder.parent if single else folder
    for path in [folder] if single else sorted(folder.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            yield Listed(path, name, (name,), problem="it is no plain file.")
        elif path.suffix.lower() == ".zip" and path.is_file():
            yield from _members(path, name)
        elif path.is_file():
            yield Listed(path, name, (name,))


def _members(path: Path, name: str) -> Iterator[Listed]:
    """Yield the files in an archive.

    The archive's own name comes first: it may say whose it is. Only then is a
    file taken as if it lay beside the archive.
    """
    beside = PurePosixPath(name).parent
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
    except Exception as error:
        why = f"the archive cannot be read ({type(error).__name__})."
        yield Listed(path, name, (name,), problem=why)
        return
    if len(members) > MOST_MEMBERS:
        why = f"the archive holds more than {MOST_MEMBERS} files."
        yield Listed(path, name, (name,), problem=why)
        return
    for member in members:
        inside = f"{name}/{member.filename}"
        names = (inside, str(beside / member.filename))
        yield Listed(path, inside, names, member)


def _read(
    path: Path, group: list[Listed]
) -> Iterator[tuple[Listed, int, bytes, str]]:
    """Yield each file of one path with its size, its data, or a problem."""
    if group[0].member is None:
        (one,) = group
        size, data, problem = 0, b"", one.problem
        try:
            if not problem:
                size = path.stat().st_size
                data = path.read_bytes() if size <= MOST_BYTES else b""
        except OSError as error:
            problem = f"it cannot be read ({error.strerror})."
        yield one, size, data, problem
        return
    unpacked = 0
    with zipfile.ZipFile(path) as archive:
        for one in group:
            data, problem = b"", ""
            try:
                if unpacked > MOST_UNPACKED:
                    raise ValueError("too large")
                # The archive's word for a size is not trusted.
                with archive.open(one.member) as file:
                    data = file.read(MOST_BYTES + 1)
            except Exception as error:
                # An archive can be wrong in more ways than can be listed;
                # none of them is to stop the other students.
                problem = (
                    "it cannot be read from its archive "
                    f"({type(error).__name__}: {str(error)[:80]})."
                )
            size = max(one.member.file_size, len(data))
            unpacked += len(data)
            yield one, size, data if size <= MOST_BYTES else b"", problem


def platform(
    files: list[tuple[str, ...]], known: list[re.Pattern]
) -> re.Pattern:
    """Return the first pattern that fits half of the files, or the best."""
    fits = {one: sum(owner(f, one)[0] != "" for f in files) for one in known}
    half = [one for one in known if 2 * fits[one] >= len(files)]
    return half[0] if half else max(known, key=fits.get)


def owner(names: tuple[str, ...], pattern: re.Pattern) -> tuple[str, str]:
    """Return the student and the time in a file's name, or two ''.

    A student is known by the name and, where the platform writes one, the
    platform's number: two students may have one name.
    """
    for name in names:
        if len(name) > LONGEST_NAME:
            continue
        # macOS writes Hangul and accents in pieces; others do not.
        found = pattern.fullmatch(
            _on_one_line(unicodedata.normalize("NFC", name))
        )
        if found and (student := found["student_id"].strip()):
            named = found.groupdict()
            if named.get("number"):
                student += f" ({named['number']})"
            return student, named.get("timestamp") or ""
    return "", ""
