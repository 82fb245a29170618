"""Answers as plain data: what crosses from a student's program to the scorer.

`pack` runs beside the student's code and gives lists, dictionaries, texts and
numbers that JSON can hold. `unpack` runs in the scorer and builds an answer
anew from them. No object of the student's own arrives there, and nothing that
arrives is run.
"""

import math
import numbers

import numpy as np
import pandas as pd

LONGEST_TEXT = 20_000
MOST_VALUES = 20_000
DEEPEST = 4


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
    if answer is ... or answer is None:
        return {"is": "none" if answer is None else "dots"}
    if isinstance(answer, (bool, np.bool_)):
        return {"is": "bool", "value": bool(answer)}
    if isinstance(answer, numbers.Integral) and abs(answer) < 1e18:
        return {"is": "int", "value": int(answer)}
    if isinstance(answer, numbers.Real):
        # A whole number can be larger than any float; nan is not.
        large = abs(answer) > 1e300
        return {"is": "float", "value": math.inf if large else float(answer)}
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
            return {"is": "array", "values": _pack_all(answer, depth)}
        if isinstance(answer, pd.Series):
            return {
                "is": "series",
                "labels": _pack_all(answer.index, depth),
                "values": _pack_all(answer, depth),
            }
        if isinstance(answer, pd.DataFrame):
            columns = [answer.iloc[:, n] for n in range(answer.shape[1])]
            return {
                "is": "table",
                "labels": _pack_all(answer.index, depth),
                "columns": _pack_all(answer.columns, depth),
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


def clean(text: str) -> str:
    """Return text that every file can hold: half characters are replaced."""
    return text.encode("utf-8", "replace").decode()


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
        A plain number, text, list, tuple, dictionary, array, Series or
        DataFrame; `...` or None; or an object of no use that bears the name
        of the type.

    Raises
    ------
    ValueError, TypeError, KeyError
        If it is not of that form.
    """
    kind = packed["is"]
    if kind in ("none", "dots"):
        return None if kind == "none" else ...
    if kind in ("bool", "int", "float", "text"):
        form = {"bool": bool, "int": int, "float": float, "text": str}[kind]
        value = form(packed["value"])
        return clean(value) if kind == "text" else value
    if kind == "command":
        return _command
    if kind == "other":
        return type(str(packed["type"])[:40], (), {})()
    values = packed["values"]
    if kind == "table":
        # Built by position: two columns may have one name.
        table = (
            pd.concat(
                [pd.Series(_unpack_all(one)) for one in values], axis="columns"
            )
            if values
            else pd.DataFrame()
        )
        table.index = _unpack_all(packed["labels"])
        table.columns = _unpack_all(packed["columns"])
        return table
    values = _unpack_all(values)
    if kind in ("list", "tuple"):
        return tuple(values) if kind == "tuple" else values
    if kind == "array":
        return np.array(values)
    labels = _unpack_all(packed["labels"])
    if kind == "dict":
        return dict(zip(labels, values, strict=True))
    if kind == "series":
        return pd.Series(values, index=labels)
    raise ValueError(f"an answer of an unknown kind: {str(kind)[:40]!r}")


def _unpack_all(values: list[dict]) -> list:
    return [unpack(one) for one in values]
