"""Check an answer, and say what went wrong in it."""

from nkcourse.checks.core import check, hint

__all__ = ["check", "hint"]
