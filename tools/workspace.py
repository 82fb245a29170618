"""Give the learner copies of the notebooks, in work/, to change at will.

Learners edit what they open, so they never open a tracked file. Copies that
nobody changed are kept up to date; a copy that was changed is never written
to. Where its original has changed as well, the new original is put beside it.

Standard library only.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("notebooks", "exercises")
STATE = ".originals.json"


def digest(data: bytes) -> str:
    """Return the sha256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)


def originals(root: Path) -> Iterator[Path]:
    """Yield the files to copy, as paths under the root."""
    for folder in FOLDERS:
        found = False
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root)
            if path.is_file() and not any(p[0] == "." for p in name.parts):
                found = True
                yield name
        if not found:
            raise FileNotFoundError(f"There is no notebook in {root / folder}")


class Workspace:
    """The folder of copies, with a note of the originals they came from."""

    def __init__(self, folder: Path) -> None:
        """Read the note; without a readable one every copy counts as changed.

        The note maps a copy to the sha256 of the original that the learner
        was last given in its place.
        """
        self.folder = folder
        self.given: dict[str, str] = {}
        try:
            note = json.loads((folder / STATE).read_bytes())
        except (OSError, ValueError):
            return
        if isinstance(note, dict):
            self.given = note

    def give(self, name: Path, original: bytes) -> str:
        """Bring one copy up to date; return what there is to say, or ''."""
        if self.put(name, original):
            return ""
        if self.given.get(name.as_posix()) == digest(original):
            return ""  # changed by the learner, but there is nothing newer
        for beside in names_beside(name):
            if self.put(beside, original):
                self.remember(name, original)
                return (
                    f"You changed {name}, and there is a newer original: "
                    f"it is now beside yours, as {beside.name}."
                )
        raise AssertionError("the names do not end")

    def put(self, name: Path, original: bytes) -> bool:
        """Write the original there, unless that would lose a change."""
        path = self.folder / name
        if path.exists():
            found = digest(path.read_bytes())
            if found == digest(original):
                self.remember(name, original)
                return True
            if found != self.given.get(name.as_posix()):
                return False
        write(path, original)
        self.remember(name, original)
        return True

    def remember(self, name: Path, original: bytes) -> None:
        """Note what was given, at once: the next step may be interrupted."""
        if self.given.get(name.as_posix()) != digest(original):
            self.given[name.as_posix()] = digest(original)
            note = json.dumps(self.given, indent=1, sort_keys=True)
            write(self.folder / STATE, note.encode())


def names_beside(name: Path) -> Iterator[Path]:
    """Yield NAME.new.ipynb, then NAME.new2.ipynb, and so on."""
    yield name.with_name(f"{name.stem}.new{name.suffix}")
    number = 2
    while True:
        yield name.with_name(f"{name.stem}.new{number}{name.suffix}")
        number += 1


def refresh(root: Path) -> list[str]:
    """Bring work/ up to date; return the sentences to say."""
    workspace = Workspace(root / "work")
    said = [
        workspace.give(name, (root / name).read_bytes())
        for name in originals(root)
    ]
    return [sentence for sentence in said if sentence]


if __name__ == "__main__":
    try:
        for line in refresh(ROOT):
            print(line)
    except OSError as error:
        why = error.strerror or error
        sys.exit(
            f"The lessons could not be copied into {ROOT / 'work'} ({why}). "
            "What is there already is whole. When the cause is gone, run the "
            "same command again."
        )
