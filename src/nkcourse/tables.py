"""Load the tables of the course pack, and say where they come from.

The tables are CSV files beside a Frictionless Data Package,
``datapackage.json``. The package says of each table who published it, who is
counted, and what type and unit each column has.
"""

import csv
import hashlib
import io
import json
import re
from functools import cache
from pathlib import Path

import pandas as pd

from nkcourse.errors import DataError, UnknownNameError


def _find_data() -> Path:
    """Return the folder of the tables: in an installed wheel or a clone."""
    here = Path(__file__).resolve().parent
    inside = here / "data"
    return inside if inside.is_dir() else here.parents[1] / "data"


DATA = _find_data()
MISSING = "(in a clone: git restore data/)"


@cache
def _package(folder: Path) -> dict[str, dict]:
    """Return the resources of the data package in `folder`, by name."""
    path = folder / "datapackage.json"
    try:
        package = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise DataError(
            f"{path.name} is not in {folder}. Without it no table can be "
            f"read. Put the file back {MISSING}."
        ) from None
    except ValueError as error:
        raise DataError(
            f"{path.name} cannot be read as JSON: {error}. Mend the file or "
            f"put it back {MISSING}."
        ) from None
    return {one["name"]: one for one in package["resources"]}


def nearest(name: object, names: list[str]) -> str:
    """Say which of `names` is the one that `name` was meant to be."""
    import difflib  # not before somebody errs: every start would pay for it

    close = difflib.get_close_matches(str(name), names, n=1, cutoff=0.4)
    return f" Did you mean {close[0]!r}?" if close else ""


def resource(name: str) -> dict:
    """Return what the data package says of one table.

    Parameters
    ----------
    name : str
        The name of a table, as `catalogue` lists it.

    Returns
    -------
    dict
        The table's Frictionless resource descriptor.

    Raises
    ------
    UnknownNameError
        If there is no such table; the message suggests the nearest name.
    """
    known = _package(DATA)
    if name not in known:
        raise UnknownNameError(
            f"There is no table {name!r}.{nearest(name, list(known))} "
            "catalogue() lists them all."
        )
    return known[name]


def _text(raw: bytes, where: str) -> str:
    """Return the text of a CSV file that keeps the pack's normal form."""
    if raw.startswith(b"\xef\xbb\xbf"):
        raise DataError(
            f"{where}, row 1: the file begins with a byte order mark. Save "
            "it as UTF-8 without a BOM."
        )
    if b"\r" in raw:
        row = raw[: raw.index(b"\r")].count(b"\n") + 1
        raise DataError(
            f"{where}, row {row}: the line ends in CR LF. Save the file "
            "with LF line ends."
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        raise DataError(
            f"{where}, row {row}: the text is not UTF-8. Save the file as "
            "UTF-8."
        ) from None


def _check_shape(rows: list[list[str]], names: list[str], where: str) -> None:
    """Raise DataError unless the header and each row's length are right."""
    header = rows[0] if rows else []
    for wanted in names:
        if wanted not in header:
            strange = [one for one in header if one not in names]
            guess = f" It has {strange[0]!r} instead." if strange else ""
            raise DataError(
                f"{where}, row 1: the column {wanted!r} is missing.{guess} "
                f"Name the columns {', '.join(names)}."
            )
    for strange in header:
        if strange not in names:
            raise DataError(
                f"{where}, row 1: the column {strange!r} is not in "
                "datapackage.json. Describe it there or take it out."
            )
    if header != names:
        raise DataError(
            f"{where}, row 1: the columns stand in another order than in "
            f"datapackage.json. Write {', '.join(names)}."
        )
    if len(rows) == 1:
        raise DataError(f"{where}, row 2: the table has a header and no row.")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(header):
            raise DataError(
                f"{where}, row {number}: {len(row)} cells, but the header "
                f"has {len(header)}. Check the commas and quotes."
            )


# What the cells of a type look like, and what that is called.
FORMS = {
    "integer": (re.compile(r"-?[0-9]{1,18}"), "a whole number"),
    "number": (re.compile(r"-?[0-9]+(\.[0-9]+)?"), "a number"),
    "boolean": (re.compile("true|false"), "true or false"),
}


# Looked up once; pandas would do it anew for each column of each table.
DTYPES = {
    name: pd.api.types.pandas_dtype(dtype)
    for name, dtype in {
        "string": "str", "number": "float64", "boolean": "boolean",
        "integer": "int64", "integer, may be missing": "Int64",
    }.items()
}  # fmt: skip


def _dtypes(fields: list[dict]) -> dict[str, object]:
    """Map each column to its pandas type (whole numbers may be missing)."""
    return {
        field["name"]: DTYPES[
            "integer, may be missing"
            if field["type"] == "integer" and not _required(field)
            else field["type"]
        ]
        for field in fields
    }


def _required(field: dict) -> bool:
    return bool(field.get("constraints", {}).get("required"))


def _check_cells(
    rows: list[list[str]], fields: list[dict], where: str
) -> None:
    """Raise DataError at the first cell that does not fit its column."""
    for field, column in zip(fields, zip(*rows[1:], strict=True), strict=True):
        form, called = FORMS.get(field["type"], (None, "text"))
        fits = [not cell or form.fullmatch(cell) for cell in column if form]
        if all(fits) and not (_required(field) and "" in column):
            continue
        row = fits.index(None) if None in fits else column.index("")
        at = f"{where}, row {row + 2}, column {field['name']}"
        if not column[row]:
            raise DataError(
                f"{at}: the cell is empty, and this column needs a value. "
                "Fill it in from the source."
            )
        raise DataError(
            f"{at}: {column[row]!r} is not {called}. Write digits, with a "
            "point for decimals and no spaces or thousands separators."
            if field["type"] != "boolean"
            else f"{at}: {column[row]!r} is not {called}."
        )


def load(name: str) -> pd.DataFrame:
    """Load a table of the course pack.

    Parameters
    ----------
    name : str
        The name of the table, as `catalogue` lists it.

    Returns
    -------
    pandas.DataFrame
        One row for each observation, figures as they were printed. What a
        row, a column and its unit mean: see `describe`.

    Raises
    ------
    UnknownNameError
        If there is no such table.
    DataError
        If the file is missing or damaged; the message names the file, row
        and column, and what to do.

    Examples
    --------
    >>> load("arrivals_1989_2004").query("period == '1998'")["people"].item()
    71
    """
    about = resource(name)
    where = f"data/{about['path']}"
    try:
        raw = (DATA / about["path"]).read_bytes()
    except FileNotFoundError:
        raise DataError(
            f"{where}: the file is missing. Put it back {MISSING}."
        ) from None
    # The tests have looked at each cell of the file that has this hash. It is
    # read once; each caller gets a copy that is theirs to change.
    tested = about.get("hash") == f"sha256:{hashlib.sha256(raw).hexdigest()}"
    if tested:
        return _read_once(name, DATA, raw).copy()
    _check_file(raw, about["schema"]["fields"], where)
    table = _read(name, raw)
    _check_key(table, about["schema"]["primaryKey"], where)
    return table


def _read(name: str, raw: bytes) -> pd.DataFrame:
    """Read a file that is known to be whole, with the types it is to have."""
    return pd.read_csv(
        io.BytesIO(raw),
        dtype=_dtypes(resource(name)["schema"]["fields"]),
        keep_default_na=False,
        na_values=[""],
        true_values=["true"],
        false_values=["false"],
        low_memory=False,
    )


@cache
def _read_once(name: str, folder: Path, raw: bytes) -> pd.DataFrame:
    """Read a file, and keep it; the same name may be in another folder."""
    return _read(name, raw)


def _check_file(raw: bytes, fields: list[dict], where: str) -> None:
    """Raise DataError unless a file is a table with these columns."""
    rows = list(csv.reader(io.StringIO(_text(raw, where))))
    _check_shape(rows, [field["name"] for field in fields], where)
    _check_cells(rows, fields, where)


def _check_key(table: pd.DataFrame, key: list[str], where: str) -> None:
    """Raise DataError if two rows have the same key."""
    twice = table.duplicated(key)
    if twice.any():
        row = int(twice.to_numpy().argmax())
        value = ", ".join(str(table.at[row, column]) for column in key)
        raise DataError(
            f"{where}, row {row + 2}, column {', '.join(key)}: {value!r} "
            "stands in an earlier row too. Take out or rename one of them."
        )


def catalogue() -> pd.DataFrame:
    """List the tables of the course pack.

    Returns
    -------
    pandas.DataFrame
        One row a table: `table` (its name, for `load`), `title`,
        `publisher`, `published` (date of the edition) and `unit`.
    """
    columns = ["title", "publisher", "published", "unit"]
    return pd.DataFrame(
        [
            {"table": name, **{one: about.get(one, "") for one in columns}}
            for name, about in _package(DATA).items()
        ]
    )


class Text(str):
    """A string that a notebook shows as formatted text."""

    def __repr__(self) -> str:
        return str(self)

    def _repr_markdown_(self) -> str:
        return str(self)


@cache
def _sources(folder: Path) -> pd.DataFrame:
    """Return the table of sources by id, its empty cells empty texts."""
    table = load("sources").set_index("id").astype(object)
    return table.where(table.notna(), "")


def reference(source: str) -> str:
    """Return the full citation of one row of the table of sources."""
    row = _sources(DATA).loc[source]
    year = f" ({row['year']})" if row["year"] else ""
    who = row["authors"] or row["publisher"]
    if who:
        parts = [f"{who}{year}".rstrip(".") + f". *{row['title']}*."]
    else:
        parts = [f"*{row['title']}*{year}."]
    if row["publisher"] and row["publisher"] != who:
        parts.append(f"{row['publisher']}.")
    if row["address"]:
        parts.append(f"<{row['address']}>")
    return " ".join(parts)


def sources_of(name: str) -> list[str]:
    """Return the ids (in table `sources`) that a table was taken from."""
    about = resource(name)
    if "source" in about:
        return [about["source"]]
    if name != "sources" and "source" in load(name):
        return sorted(load(name)["source"].dropna().unique())
    return []


MOST_SOURCES = 5  # that a citation lists


def cite(name: str) -> Text:
    """Return a citation for one table, ready to be pasted into a text.

    Parameters
    ----------
    name : str
        The name of a table.

    Returns
    -------
    Text
        Publisher, title and edition, where we found it, and the licence;
        more than five sources are counted and not listed.
    """
    about = resource(name)
    edition = f", {about['published']}" if "published" in about else ""
    place = f", {about['place']}" if "place" in about else ""
    ids = sources_of(name)
    if len(ids) > MOST_SOURCES:
        found = (
            f"{len(ids)} sources; the column `source` names that of each row, "
            "and the table `sources` has it in full"
        )
    else:
        found = "; ".join(reference(one).rstrip(".") for one in ids)
    licence = ", ".join(one["title"] for one in about["licenses"])
    lines = [f"{about['publisher']}{edition}: *{about['title']}*{place}."]
    lines += [f"Taken from: {found}."] if found else []
    lines.append(f"Licence: {licence}. Table `{name}` of this course pack.")
    return Text("  \n".join(lines))


def describe(name: str) -> Text:
    """Say what one table holds: its rows, columns, units, limits and faults.

    Parameters
    ----------
    name : str
        The name of a table.

    Returns
    -------
    Text
        Markdown. `data/README.md` holds the same text for every table.
    """
    about = resource(name)
    lines = [f"**{about['title']}** (`{name}`)", "", about["description"], ""]
    facts = {
        "Published by": about["publisher"],
        "Edition": about.get("published"),
        "Place in the source": about.get("place"),
        "Unit": about.get("unit"),
        "Who is counted": about.get("counted"),
        "Who is not": about.get("not_counted"),
        "Breaks": " ".join(about.get("breaks", [])),
        "Notes": " ".join(about.get("footnotes", [])),
        "Proof": _proof(about),
        "Licence": ", ".join(one["title"] for one in about["licenses"]),
    }
    lines += [f"- **{what}:** {said}" for what, said in facts.items() if said]
    for fault in _faults(name).itertuples():
        note = "" if pd.isna(fault.explanation) else f" {fault.explanation}"
        lines.append(
            f"- **Does not add up** (claim {fault.id}): {fault.claim}{note}"
        )
    lines += ["", "| column | type | unit | meaning |", "|---|---|---|---|"]
    for field in about["schema"]["fields"]:
        meaning = field.get("description") or field.get("title", "")
        lines.append(
            f"| `{field['name']}` | {field['type']} | "
            f"{field.get('unit', '')} | {meaning} |"
        )
    return Text("\n".join(lines))


@cache
def _failed_checks(folder: Path) -> pd.DataFrame:
    """Return the claims of the ledger on which a table's own sums fail."""
    failed = load("audit").query("verdict == 'disagrees'")["id"]
    claims = load("claims").merge(failed, on="id")
    return claims[claims["test"].str.startswith("check ", na=False)]


def _faults(name: str) -> pd.DataFrame:
    """Return the claims of the ledger on which one table's sums fail."""
    claims = _failed_checks(DATA)
    return claims[claims["test"].str.startswith(f"check {name} ")]


def _proof(about: dict) -> str:
    """Return in words how sure we are that each cell is in its place."""
    proof = about.get("proof", {})
    others = " ".join(proof.get("alternatives", []))
    said = f"{proof.get('status', '')}: {proof.get('by', '')}".strip(": ")
    return f"{said} Other readings: {others}" if others else said
