"""Tables, figures, widgets and checks of the pack *Leaving North Korea*.

The lessons use plain pandas and seaborn. From here they take the few things
that those do not do: `load` a verified table and say what it holds
(`catalogue`, `describe`, `cite`), `show` a figure with alt text and source,
and `check` an answer.
"""

from nkcourse.charts import show, use_style
from nkcourse.checks import check, hint
from nkcourse.tables import catalogue, cite, describe, load

__all__ = [
    "catalogue",
    "check",
    "cite",
    "describe",
    "hint",
    "load",
    "show",
    "use_style",
]
