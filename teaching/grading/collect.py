"""Find the files of a class in a folder of downloads."""

import re
import tomllib
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from teaching.grading.cage import Refusal
from teaching.grading.plain import clean

PATTERNS = Path(__file__).with_name("patterns.toml")
MOST_BYTES = 20 * 1024**2
# What systems and JupyterLab put beside people's files.
NOT_HANDED_IN = ("__MACOSX", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class File:
    """One file that was handed in.

    `path` is where it lies below the folder, an archive being a folder.
    `size` is in bytes; `data` is empty where that is more than MOST_BYTES.
    """

    path: str
    size: int
    data: bytes
    student: str = ""
    stamp: str = ""


def patterns(own: str | None = None) -> list[re.Pattern]:
    """Return the patterns for file names, one's own first.

    Raises
    ------
    Refusal
        If one's own is not a regular expression or lacks the student.
    """
    known = tomllib.loads(PATTERNS.read_text("utf-8")).values()
    texts = [own] if own else []
    try:
        found = [re.compile(text) for text in texts]
    except re.error as error:
        raise Refusal(
            f"--pattern is not a regular expression: {error}. Examples "
            f"stand in {PATTERNS.name}."
        ) from None
    if any("student_id" not in one.groupindex for one in found):
        raise Refusal(
            "--pattern must name the student's part: (?P<student_id>…). "
            f"Examples stand in {PATTERNS.name}."
        )
    return found + [re.compile(one["pattern"]) for one in known]


def collect(folder: Path, known: list[re.Pattern]) -> list[File]:
    """Return the files below a folder, and in its archives, with their owner.

    Parameters
    ----------
    folder : Path
        The folder of downloads. Nothing in it is changed.
    known : list of re.Pattern
        What `patterns` returned.

    Returns
    -------
    list of File
        In the order of their paths. `student` is empty where no pattern
        fits.
    """
    return [
        _owned(file, names, known)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
        for file, names in _open(path, path.relative_to(folder).as_posix())
        if not _unwanted(file.path)
    ]


def _unwanted(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return any(p[0] == "." or p in NOT_HANDED_IN for p in parts)


def _open(path: Path, name: str) -> Iterator[tuple[File, list[str]]]:
    """Yield a file, or those in an archive, each with the names to match.

    A file in an archive is known by the archive's folder, as if it had been
    unpacked there, and by the archive's own name.
    """
    if path.suffix.lower() != ".zip":
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
        yield File(name, size, data), [name]
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if not member.is_dir():
                    yield from _member(archive, member, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        yield File(name, path.stat().st_size, b""), [name]


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str
) -> Iterator[tuple[File, list[str]]]:
    """Yield one file of an archive. Nothing is unpacked to the disk.

    The archive's word for a size is not trusted: at most MOST_BYTES and one
    more are read.
    """
    with archive.open(member) as file:
        data = file.read(MOST_BYTES + 1)
    size = max(member.file_size, len(data))
    folder = PurePosixPath(name).parent
    names = [str(folder / member.filename), f"{name}/{member.filename}"]
    kept = data if size <= MOST_BYTES else b""
    yield File(f"{name}/{member.filename}", size, kept), names


def _owned(file: File, names: list[str], known: list[re.Pattern]) -> File:
    """Return the file with its student and its time, where a pattern fits."""
    for pattern in known:
        for name in names:
            # macOS writes Hangul and accents in pieces; others do not.
            found = pattern.fullmatch(
                clean(unicodedata.normalize("NFC", name))
            )
            if found and found["student_id"].strip():
                named = found.groupdict()
                return replace(
                    file,
                    student=found["student_id"].strip(),
                    stamp=named.get("timestamp") or "",
                )
    return file
