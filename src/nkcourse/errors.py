"""Errors that a learner reads: one plain line instead of a traceback."""


class CourseError(Exception):
    """An error whose message is all that its reader needs.

    Jupyter shows the message alone; in a script the traceback stays.
    """

    def _render_traceback_(self) -> list[str]:
        """Give IPython the lines to print in place of a traceback."""
        return [str(self)]


class DataError(CourseError, ValueError):
    """A table or a question put to it is not as it should be."""


class UnknownNameError(CourseError, LookupError):
    """A table or a question of that name does not exist."""
