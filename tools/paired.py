"""Write the versions of a Pyodide release that touch ours, from its lock file.

    npm pack pyodide@314.0.7 && tar -xzf pyodide-314.0.7.tgz
    make paired ARGS=package/pyodide-lock.json

JupyterLite's kernel is paired with one release of Pyodide, and a learner in a
browser has its versions. `make matrix` installs exactly these, and a test
holds our ranges against them.
"""

import json
import re
import sys
from pathlib import Path

from tools.notebooks import ROOT

PATH = ROOT / "tools" / "constraints" / "pyodide.txt"


def constraints(lock: dict, ours: set[str]) -> str:
    """Return the release's versions of the packages that we install."""
    about = lock["info"]
    found = sorted(
        f"{name}=={one['version']}"
        for name, one in lock["packages"].items()
        if name in ours
    )
    if not found:
        sys.exit("This lock file holds none of our packages.")
    head = f"# Pyodide {about['abi_version']}, Python {about['python']}"
    return "\n".join([f"{head}; made by `make paired`.", *found]) + "\n"


def main(lock: Path) -> None:
    """Write tools/constraints/pyodide.txt."""
    pins = (ROOT / "requirements.txt").read_text("utf-8")
    ours = set(re.findall(r"^([\w.-]+)==", pins, re.MULTILINE))
    text = constraints(json.loads(lock.read_text("utf-8")), ours)
    PATH.write_text(text, "utf-8")
    print(f"wrote {PATH.relative_to(ROOT)}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the lock file: make paired ARGS=pyodide-lock.json")
    main(Path(sys.argv[1]))
