"""Refresh what follows from the tables: audit, hashes, dictionary, licences.

Run as ``make data`` after a change in data/.
"""

import hashlib
import json
from pathlib import Path

from nkcourse import describe, load
from nkcourse.audit import results
from tools.bindings import bindings

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "data" / "datapackage.json"
BINDINGS = ROOT / "data" / "bindings.csv"
AUDIT = ROOT / "data" / "audit.csv"
NOTICE = "<!-- Made by `make data` from datapackage.json; do not edit. -->"


def audited() -> str:
    """Return data/audit.csv: every claim of the ledger, recomputed."""
    return (
        results()
        .round(6)
        .to_csv(index=False, lineterminator="\n", float_format="%.10g")
    )


def bound() -> str:
    """Return data/bindings.csv: the bound figures of the lessons."""
    return bindings().to_csv(index=False, lineterminator="\n")


def hashed(package: dict, folder: Path) -> dict:
    """Return the package with the size and hash of each file as it is now."""
    for one in package["resources"]:
        raw = (folder / one["path"]).read_bytes()
        one["bytes"] = len(raw)
        one["hash"] = "sha256:" + hashlib.sha256(raw).hexdigest()
    return package


def dump(package: dict) -> str:
    """Return the data package as JSON in the one form that we keep."""
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def dictionary(package: dict) -> str:
    """Return data/README.md: every table as `describe` shows it."""
    names = [one["name"] for one in package["resources"]]
    lines = [
        NOTICE,
        "",
        "# Data dictionary",
        "",
        package["description"],
        "",
        *[f"- [{name}](#{name})" for name in names],
    ]
    for name in names:
        lines += ["", f"## {name}", "", str(describe(name))]
    return "\n".join(lines) + "\n"


def licences(package: dict) -> str:
    """Return LICENSE-DATA.md: whose each table is, and on what terms."""
    lines = [
        NOTICE,
        "",
        "# Licences of the data",
        "",
        "Code: BSD-3-Clause (LICENSE). Prose and our own figures: CC BY 4.0,",
        "attributed to the nkcourse contributors. The published figures in",
        "`data/` belong to the publishers named here; each is cited in the",
        "table `sources` and by `cite(name)`.",
        "",
        "| table | publisher | licence |",
        "|---|---|---|",
    ]
    for one in package["resources"]:
        terms = ", ".join(licence["title"] for licence in one["licenses"])
        lines.append(f"| `{one['name']}` | {one['publisher']} | {terms} |")
    return "\n".join(lines) + "\n"


def derived() -> dict[Path, str]:
    """Return what each derived file should hold, by its path."""
    package = json.loads(PACKAGE.read_text(encoding="utf-8"))
    # A table gets its hash only if it can be read: from then on `load` takes
    # the hash for a sign that each cell has been looked at.
    for one in package["resources"]:
        if one["path"] not in (AUDIT.name, BINDINGS.name):
            load(one["name"])
    package = hashed(package, PACKAGE.parent)
    return {
        AUDIT: audited(),
        BINDINGS: bound(),
        PACKAGE: dump(package),
        ROOT / "data" / "README.md": dictionary(package),
        ROOT / "LICENSE-DATA.md": licences(package),
    }


def main() -> None:
    """Write the derived files; the others hold what the audit says."""
    for path, make in ((AUDIT, audited), (BINDINGS, bound)):
        path.write_text(make(), encoding="utf-8", newline="\n")
    for path, text in derived().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
