"""Widgets that let a class explore a table; one file each."""

import gc

from nkcourse.widgets.arrivals import arrivals
from nkcourse.widgets.estimates import estimates
from nkcourse.widgets.explore import explore
from nkcourse.widgets.timeline import timeline
from nkcourse.widgets.trace import trace
from nkcourse.widgets.ways_out import ways_out
from nkcourse.widgets.weigh import weigh

__all__ = [
    "arrivals",
    "estimates",
    "explore",
    "timeline",
    "trace",
    "ways_out",
    "weigh",
]

# What is imported stays. Looking through it for garbage, now and then while
# a figure is drawn, made every twentieth figure half as slow again.
gc.freeze()
