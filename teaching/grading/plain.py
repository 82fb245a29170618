"""Answers as plain data: what crosses from a student's program to the scorer.

`pack` runs beside the student's code and gives lists, dictionaries, texts and
numbers that JSON can hold. `unpack` runs in the scorer and builds an answer
anew from them. No object of the student's own arrives there, and nothing that
arrives is run.
"""

import math
import numbers
import unicodedata

import numpy as np
import pandas as pd

LONGEST_TEXT = 20_000
MOST_VALUES = 20_000
DEEPEST = 4
LARGEST = 10**18


def pack(answer: object, depth: int = 0) -> dict:
    """Return an answer as plain data.

    Parameters
    ----------
    answer : object
        Anything. What is not a number, text, list, dictionary, array, Series
        or DataFrame is only named by its type, and so is what is very large
        or nested deeply.
    depth : int
        How many lists or dictionaries it lies in.

    Returns
    -------
    dict
        `{"is": kind, …}`, which `json.dumps` takes.
    """
    if isinstance(answer, np.ndarray) and answer.size == 1:
        return pack(answer.item(), depth)
    if answer is ... or answer is None:
        return {"is": "none" if answer is None else "dots"}
    if isinstance(answer, (bool, np.bool_)):
        return {"is": "bool", "value": bool(answer)}
    if isinstance(answer, numbers.Integral) and abs(answer) < LARGEST:
        return {"is": "int", "value": int(answer)}
    if isinstance(answer, numbers.Real):
        try:
            return {"is": "float", "value": float(answer)}
        except OverflowError:  # a whole number larger than any float
            return {"is": "float", "value": math.inf}
    if isinstance(answer, str):
        return {"is": "text", "value": answer[:LONGEST_TEXT]}
    if callable(answer):
        return {"is": "command"}
    if _size(answer) <= MOST_VALUES and depth < DEEPEST:
        if isinstance(answer, (list, tuple)):
            kind = "tuple" if isinstance(answer, tuple) else "list"
            return {"is": kind, "values": _pack_all(answer, depth)}
        if isinstance(answer, dict):
            return {
                "is": "dict",
                "labels": _pack_all(answer.keys(), depth),
                "values": _pack_all(answer.values(), depth),
            }
        if isinstance(answer, np.ndarray) and answer.ndim == 1:
            return {"is": "list", "values": _pack_all(answer, depth)}
        if isinstance(answer, pd.Series):
            return {
                "is": "series",
                "labels": _pack_labels(answer.index, depth),
                "values": _pack_all(answer, depth),
            }
        if isinstance(answer, pd.DataFrame):
            columns = [answer.iloc[:, n] for n in range(answer.shape[1])]
            return {
                "is": "table",
                "labels": _pack_labels(answer.index, depth),
                "columns": _pack_labels(answer.columns, depth),
                "values": [_pack_all(one, depth) for one in columns],
            }
    return {"is": "other", "type": type(answer).__name__[:40]}


def _size(answer: object) -> int:
    """Return the number of values in an answer; 0 where it holds none."""
    if isinstance(answer, (pd.DataFrame, pd.Series, np.ndarray)):
        return answer.size
    return len(answer) if isinstance(answer, (list, tuple, dict)) else 0


def _pack_all(values: object, depth: int) -> list[dict]:
    return [pack(one, depth + 1) for one in values]


def _pack_labels(values: object, depth: int) -> list[dict]:
    """Pack labels; a period or a date is its text, as the checks take it."""
    plain = (numbers.Real, str, tuple)
    return _pack_all(
        [one if isinstance(one, plain) else str(one) for one in values], depth
    )


def clean(text: str) -> str:
    """Return text that every file, screen and terminal can show as it is.

    Half characters, control characters other than line ends and tabs, and
    invisible ones that turn a line around are replaced.
    """
    return "".join(
        one
        if one in "\n\t\u200c\u200d"
        or unicodedata.category(one) not in ("Cc", "Cf", "Cs")
        else "\N{REPLACEMENT CHARACTER}"
        for one in text
    )


def _command() -> None:
    """Stand for an answer that is a command which was not carried out."""


def unpack(packed: dict) -> object:
    """Build an answer anew from what `pack` gave.

    Parameters
    ----------
    packed : dict
        What `pack` returned. It may have been forged.

    Returns
    -------
    object
        A plain number, text, list, tuple, dictionary, Series or DataFrame (an
        array comes back as a list); `...` or None; or an object of no use
        that bears the name of the type.

    Raises
    ------
    ValueError, TypeError, KeyError
        If it is not of that form, or larger than `pack` makes it.
    """
    return _unpack(packed, 0)


def _unpack(packed: dict, depth: int) -> object:
    kind = packed["is"]
    if kind in ("none", "dots"):
        return None if kind == "none" else ...
    if kind in ("bool", "int", "float"):
        form = {"bool": bool, "int": int, "float": float}[kind]
        return form(_checked(packed["value"], (bool, int, float)))
    if kind == "text":
        return clean(_checked(packed["value"], str)[:LONGEST_TEXT])
    if kind == "command":
        return _command
    if kind == "other":
        name = _checked(packed["type"], str)[:40]
        return type(clean(name), (), {})()
    if depth >= DEEPEST:
        raise ValueError("an answer that is nested too deeply")
    parts = {
        name: _unpack_all(packed[name], depth)
        for name in ("labels", "columns")
        if name in packed
    }
    if kind == "table":
        columns = [_unpack_all(one, depth) for one in packed["values"]]
        if len(columns) * max(1, len(parts["labels"])) > MOST_VALUES:
            raise ValueError("a table that is too large")
        # Built by position: two columns may have one name.
        rows = range(len(parts["labels"]))
        table = pd.DataFrame(dict(enumerate(columns)), index=rows)
        table.index = parts["labels"]
        table.columns = parts["columns"]
        return table
    values = _unpack_all(packed["values"], depth)
    if kind in ("list", "tuple"):
        return tuple(values) if kind == "tuple" else values
    if kind == "dict":
        return dict(zip(parts["labels"], values, strict=True))
    if kind == "series":
        return pd.Series(values, index=parts["labels"])
    raise ValueError(f"an answer of an unknown kind: {str(kind)[:40]!r}")


def _checked(value: object, forms: object) -> object:
    """Return a value that is of one of the forms and not beyond all size."""
    if not isinstance(value, forms):
        raise TypeError(f"a {type(value).__name__} where another form belongs")
    if isinstance(value, int) and abs(value) >= LARGEST:
        raise ValueError("a whole number beyond all size")
    return value


def _unpack_all(values: list[dict], depth: int) -> list:
    if not isinstance(values, list) or len(values) > MOST_VALUES:
        raise ValueError("a list that is too long, or none")
    return [_unpack(one, depth + 1) for one in values]
