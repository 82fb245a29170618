"""What is kept of a grading run, so that the next one goes on from there.

One small JSON file a submission, written whole or not at all, under a name
made from the student, the bytes handed in and the version of the questions.
A run that is killed loses at most what was being graded; a submission that is
handed in again, or a question that changes, has another name.
"""

import fcntl
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from teaching.grading.cage import Refusal
from teaching.grading.collect import File
from tools.notebooks import write


class Results:
    """The results in a folder.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    version : str
        What stands for the questions, tables and rules that graded.
    """

    def __init__(self, folder: Path, version: str) -> None:
        """Make the folder."""
        self.folder = folder / "results"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.version = version

    def path(self, file: File) -> Path:
        """Return where the result of a file is kept."""
        name = hashlib.sha256()
        for part in (file.student, file.digest, self.version):
            name.update(hashlib.sha256(part.encode()).digest())
        return self.folder / f"{name.hexdigest()[:24]}.json"

    def read(self, file: File) -> dict | None:
        """Return the result of a file, or None if it has none yet."""
        try:
            return json.loads(self.path(file).read_bytes())
        except FileNotFoundError:
            return None

    def write(self, file: File, result: dict) -> None:
        """Keep the result of a file."""
        text = json.dumps(result, indent=1, ensure_ascii=False)
        write(self.path(file), text + "\n")


def version(paths: list[Path]) -> str:
    """Return a digest of the files that decide a grade."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder, so that two runs do not write to it at once.

    Raises
    ------
    Refusal
        If another run holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(
                f"Another run is grading into {folder}. Wait for it to end."
            ) from None
        yield
