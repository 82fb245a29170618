"""Tables, figures, widgets and checks of the pack *Leaving North Korea*.

The lessons use plain pandas and seaborn. From here they take the few things
that those do not do: `load` a verified table and say what it holds
(`catalogue`, `describe`, `cite`), the ledger of tested claims (`audit`,
`trace`), `show` for a figure with alt text and source, `check` for an
answer, and `progress` for what is done. In a notebook, the import puts the
texts of tables on the left.
"""

from nkcourse.audit import audit
from nkcourse.charts import show, show_texts_left, use_style
from nkcourse.checks import check, hint, progress
from nkcourse.tables import catalogue, cite, describe, load
from nkcourse.tracing import trace

__all__ = [
    "audit",
    "catalogue",
    "check",
    "cite",
    "describe",
    "hint",
    "load",
    "progress",
    "show",
    "trace",
    "use_style",
]

show_texts_left()
