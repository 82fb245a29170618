"""`trace`: one claim in words, or the widget in which one is chosen.

It stands above both: the ledger knows no widget, and the widgets, which are
slow to import, wait until one is asked for.
"""

from nkcourse.audit import follow


def trace(name: str | None = None) -> object:
    """Follow one claim from the source to its verdict, or choose one.

    Parameters
    ----------
    name : str, optional
        The id of a claim, such as "003-041"; `audit` lists them all. Without
        one a widget opens, in which claims can be searched and chosen.

    Returns
    -------
    Text or ClaimExplorer
        See `follow`, and `nkcourse.widgets.trace`.

    Raises
    ------
    UnknownNameError
        If there is no such claim.
    """
    if name is not None:
        return follow(name)
    from nkcourse.widgets.trace import trace as choose

    return choose()
