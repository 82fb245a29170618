"""What a submission finds in place of the checks: nothing to learn from.

Its own check cells run and say nothing; the scorer judges the answers later,
in a process that runs no student code.
"""


def check(name: str, answer: object) -> None:
    """Say nothing."""


def hint(name: str) -> None:
    """Say nothing."""


def progress() -> None:
    """Say nothing."""
