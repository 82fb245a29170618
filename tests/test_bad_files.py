"""A damaged table is met by a sentence that says where and what to do."""

import shutil

import pytest

from nkcourse import load, tables
from nkcourse.errors import DataError, UnknownNameError

NAME = "arrivals_by_sex_2000_2004"


@pytest.fixture
def damage(tmp_path, monkeypatch):
    """Give a function that rewrites the table's bytes in a copy of data/."""
    folder = tmp_path / "data"
    shutil.copytree(tables.DATA, folder)
    monkeypatch.setattr(tables, "DATA", folder)
    path = folder / f"{NAME}.csv"

    def rewrite(change):
        path.write_bytes(change(path.read_bytes()))
        return path

    return rewrite


def message(name=NAME):
    with pytest.raises(DataError) as caught:
        load(name)
    return str(caught.value)


def test_undamaged_copy_loads(damage):
    assert len(load(NAME)) == 5


def test_wrong_type(damage):
    damage(lambda raw: raw.replace(b"2001,294", b"2001,29O"))
    said = message()
    assert f"data/{NAME}.csv, row 3, column men: '29O' is not a whole" in said
    assert "Write digits" in said


@pytest.mark.parametrize(
    "cell", ["1_000", "２", "nan", "1e3", "inf", "9" * 20, "1,5", " 5"]
)
def test_what_only_looks_like_a_number(damage, cell):
    quoted = f'"{cell}"'.encode()
    damage(lambda raw: raw.replace(b"2001,294", b"2001," + quoted))
    assert f"row 3, column men: {cell!r} is not a whole number" in message()


def test_decimal_in_a_count(damage):
    damage(lambda raw: raw.replace(b"2001,294", b"2001,294.5"))
    assert "row 3, column men: '294.5' is not a whole number" in message()


def test_duplicate_key(damage):
    damage(lambda raw: raw.replace(b"2001,", b"2000,"))
    said = message()
    assert "row 3, column year: '2000' stands in an earlier row too" in said


def test_missing_column(damage):
    damage(
        lambda raw: (
            b"\n".join(line.rpartition(b",")[0] for line in raw.splitlines())
            + b"\n"
        )
    )
    assert "row 1: the column 'women' is missing" in message()


def test_renamed_column(damage):
    damage(lambda raw: raw.replace(b"women", b"female"))
    said = message()
    assert "the column 'women' is missing. It has 'female' instead" in said


def test_extra_column(damage):
    damage(
        lambda raw: (
            b"\n".join(line + b",x" for line in raw.splitlines()) + b"\n"
        )
    )
    assert "the column 'x' is not in datapackage.json" in message()


def test_columns_in_another_order(damage):
    damage(lambda raw: raw.replace(b"men,women", b"women,men", 1))
    assert "another order" in message()


def test_row_too_short(damage):
    damage(lambda raw: raw.replace(b"2001,294,289", b"2001,294"))
    assert "row 3: 2 cells, but the header has 3" in message()


def test_empty_cell_where_a_value_is_needed(damage):
    damage(lambda raw: raw.replace(b"2001,294", b"2001,"))
    assert "row 3, column men: the cell is empty" in message()


def test_byte_order_mark(damage):
    damage(lambda raw: b"\xef\xbb\xbf" + raw)
    assert "row 1: the file begins with a byte order mark" in message()


def test_windows_line_ends(damage):
    damage(lambda raw: raw.replace(b"\n", b"\r\n"))
    assert "row 1: the line ends in CR LF" in message()


def test_wrong_encoding(damage):
    damage(lambda raw: raw.replace(b"2002", "２".encode("cp949")))
    assert "row 4: the text is not UTF-8" in message()


def test_no_file(damage):
    damage(lambda raw: raw).unlink()
    said = message()
    assert f"data/{NAME}.csv: the file is missing" in said
    assert "git restore" in said


def test_empty_file(damage):
    damage(lambda raw: b"")
    assert "row 1: the column 'year' is missing" in message()


def test_header_alone(damage):
    damage(lambda raw: raw.splitlines(keepends=True)[0])
    assert "row 2: the table has a header and no row" in message()


def test_no_package(damage):
    (tables.DATA / "datapackage.json").unlink()
    tables._package.cache_clear()
    assert "datapackage.json is not in" in message()


def test_broken_package(damage):
    (tables.DATA / "datapackage.json").write_text("{")
    tables._package.cache_clear()
    assert "cannot be read as JSON" in message()


def test_changed_total_is_found_by_the_audit(damage):
    from nkcourse.sums import check_table

    damage(lambda raw: raw.replace(b"2001,294", b"2001,295"))
    failed = check_table(NAME).query("verdict == 'disagrees'")
    assert "men" in set(failed["where"])


def test_changed_hash_is_found_by_frictionless(damage):
    from frictionless import Package

    damage(lambda raw: raw.replace(b"2001,294", b"2001,295"))
    package = Package(str(tables.DATA / "datapackage.json"))
    report = package.get_resource(NAME).validate()
    assert "hash" in str(report.flatten(["type", "note"]))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("arivals_by_sex", "arrivals_by_sex"),
        ("Arrivals_By_Sex_2000_2004", NAME),
        ("unhcr population", "unhcr_population"),
    ],
)
def test_wrong_name_suggests_the_nearest(typed, meant):
    with pytest.raises(UnknownNameError, match=f"Did you mean '{meant}'"):
        load(typed)


@pytest.mark.parametrize("nonsense", ["qqqqqqqq", "", 7, None])
def test_nonsense_name_points_to_the_catalogue(nonsense):
    with pytest.raises(UnknownNameError, match="catalogue\\(\\) lists"):
        load(nonsense)


def test_only_a_file_that_the_tests_have_not_seen_is_looked_through(
    damage, monkeypatch
):
    def looked(*_):
        raise AssertionError("looked through")

    monkeypatch.setattr(tables, "_check_file", looked)
    load(NAME)
    damage(lambda data: data + b"\n")
    with pytest.raises(AssertionError, match="looked through"):
        load(NAME)
