"""Widgets that let a class explore a table; one file each."""

from nkcourse.widgets.arrivals import arrivals

__all__ = ["arrivals"]
