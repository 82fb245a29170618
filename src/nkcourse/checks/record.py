"""What the learner has done, in one small file on the learner's own disk.

The file holds, for each question, its state and how often it was checked;
never an answer. Nothing leaves the machine.
"""

import json
import os
from pathlib import Path

from platformdirs import user_data_path

from nkcourse.errors import DataError

# What counts as more: a question once right stays so.
ORDER = ("unanswered", "wrong", "written", "right")
DONE = ("written", "right")


def file() -> Path:
    """Return where progress is kept.

    The user's data folder, or the file that the environment variable
    NKCOURSE_PROGRESS names.
    """
    named = os.environ.get("NKCOURSE_PROGRESS")
    return Path(named or user_data_path("nkcourse") / "progress.json")


def read() -> dict[str, dict]:
    """Return the state and the number of tries of each question met.

    Raises
    ------
    DataError
        If there is a file and it does not hold that.
    """
    try:
        kept = json.loads(file().read_bytes())
        for one in kept.values():
            ORDER.index(one["state"]) + one["tries"]
    except FileNotFoundError:
        return {}
    except (AttributeError, KeyError, TypeError, ValueError):
        raise DataError(
            f"The file that keeps your progress cannot be read: {file()}. "
            "Rename or delete it, and a new one begins. Your notebooks are "
            "not touched by this."
        ) from None
    return kept


def note(name: str, state: str) -> None:
    """Note one check of a question.

    A full or locked disk, or a spoiled file, must not come between the
    learner and the answer: it is said, and the check goes on.
    """
    try:
        kept = read()
        before = kept.get(name, {"state": state, "tries": 0})
        kept[name] = {
            "state": max(before["state"], state, key=ORDER.index),
            "tries": before["tries"] + (state != "unanswered"),
        }
        _write(kept)
    except DataError as spoiled:
        print(f"(Your progress was not noted. {spoiled})")
    except OSError as error:
        print(f"(Your progress was not noted: {error})")


def _write(kept: dict[str, dict]) -> None:
    """Write the file whole or not at all."""
    file().parent.mkdir(parents=True, exist_ok=True)
    part = file().with_name(f".{file().name}.{os.getpid()}")
    part.write_text(json.dumps(kept, indent=1, sort_keys=True), "utf-8")
    os.replace(part, file())
