"""Check an answer, say what went wrong in it, and keep what is done."""

from nkcourse.checks.core import check, hint, progress

__all__ = ["check", "hint", "progress"]
