"""What the widgets share: controls, and below them a picture that follows."""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache, update_wrapper
from html import escape
from pathlib import Path
from typing import NamedTuple

import anywidget
import ipywidgets as W
import matplotlib as mpl
import matplotlib.style  # mpl.style.context
import pandas as pd
import traitlets
from IPython.display import HTML, display
from matplotlib.figure import Figure

from nkcourse.charts import LOOK, data_uri, figure_html, png, svg
from nkcourse.errors import CourseError
from nkcourse.tables import load

HERE = Path(__file__).parent
WIDE = {"description_width": "6em"}
SVG = re.compile(r"data:image/svg\+xml;base64,[^\"]+")
SEVEN = not hasattr(W.Widget, "_repr_mimebundle_")
WIDTH = "20em"  # three controls stand side by side in a narrow notebook


def dropdown(label: str, options: Sequence[str], **more: object) -> W.Dropdown:
    """Return a choice of one, named for screen readers by its label."""
    return W.Dropdown(
        options=options,
        description=label,
        style=WIDE,
        **{
            "value": next(iter(options), None),
            "layout": W.Layout(width=WIDTH),
            **more,
        },
    )


def choices(
    label: str, options: Sequence[str], chosen: Sequence[str], rows: int = 5
) -> W.SelectMultiple:
    """Return a list in which several can be chosen (with Ctrl or Shift)."""
    return W.SelectMultiple(
        options=options,
        value=tuple(one for one in options if one in chosen),
        description=label,
        rows=min(rows, max(len(options), 2)),
        style=WIDE,
        layout=W.Layout(width=WIDTH),
    )


def year_box(label: str, value: int, first: int, last: int) -> W.Widget:
    """Return a box for a year; it keeps to first..last by itself."""
    return W.BoundedIntText(
        value=value,
        min=first,
        max=last,
        description=label,
        style=WIDE,
        layout=W.Layout(width="12em"),
    )


def offer(control: W.Widget, options: Sequence[str], value: object) -> None:
    """Offer other options, in one message to the page, or none at all."""
    if isinstance(value, tuple):  # as the page orders them
        value = tuple(one for one in options if one in value)
    with control.hold_sync():
        if tuple(options) != tuple(control.options):
            control.options = options
        control.value = value


def text_box(label: str) -> W.Text:
    """Return a box for a line of text; it answers on Enter or on leaving."""
    return W.Text(
        description=label,
        continuous_update=False,
        style=WIDE,
        layout=W.Layout(width="40em"),
    )


def sentence(text: str) -> str:
    """Return a plain sentence as a paragraph of HTML."""
    return f"<p>{escape(text)}</p>"


def fold(summary: str, html: str) -> str:
    """Return HTML that is folded under a summary until it is opened."""
    return f"<details><summary>{escape(summary)}</summary>{html}</details>"


@cache
def original(name: str) -> pd.DataFrame:
    """Return a table as `load` gives it, read once; do not change it."""
    return load(name)


class View(NamedTuple):
    """What a widget shows in one state."""

    html: str  # the figure as SVG, which is fast, and its words
    csv: str = ""  # the table behind the figure, to be downloaded
    figure: Figure | None = None

    def still(self) -> str:
        """Return the HTML with its figure as PNG, which every page shows."""
        if self.figure is None:
            return self.html
        address = data_uri(png(self.figure, tight=False))
        return SVG.sub(address, self.html)


def figure_view(
    fig: Figure,
    alt: str,
    table: pd.DataFrame,
    caption: str,
    source: str | Sequence[str],
    below: str = "",
) -> View:
    """Return a figure, its words and its table as one view.

    Parameters are those of `nkcourse.charts.show`; `below` is HTML that
    follows the table.
    """
    html = figure_html(svg(fig), alt, caption, source, table)
    return View(html + below, table.to_csv(index=False), fig)


# Takes the settings of the controls by name; may raise CourseError.
Draw = Callable[..., View]


def remember(draw: Draw) -> Draw:
    """Keep the last views of a widget, about 40 kB each without the figure.

    The one way to cache here; `__wrapped__` returns the view with its figure,
    and keeps the last one.
    """
    drawn = lru_cache(maxsize=1)(draw)

    @lru_cache(maxsize=256)
    def once(*args: object, **settings: object) -> View:
        return drawn(*args, **settings)._replace(figure=None)

    return update_wrapper(once, drawn)


def setting(control: W.Widget) -> object:
    """Return what a control is set to: a label, labels, or a value."""
    return control.value if not hasattr(control, "label") else control.label


class Picture(anywidget.AnyWidget):
    """HTML in the page that follows its controls (see picture.js)."""

    _esm = HERE / "picture.js"
    _css = HERE / "picture.css"
    controls = traitlets.List().tag(sync=True, **W.widget_serialization)
    shown = traitlets.Dict().tag(sync=True)


class Explorer(W.VBox):
    """Controls in a row, and below them a picture that follows them.

    Parameters
    ----------
    controls : dict
        The controls by the name of `draw`'s parameter that each sets.
    draw : callable
        Takes the settings of the controls, returns a View; under `remember`.
        It may raise CourseError with a plain sentence, which is then shown
        instead.
    name : str
        What its files are called when they are downloaded.
    live : str
        One sentence that says what the controls do; it stands in for them
        where no kernel runs.
    rows : sequence of sequences of str, optional
        The names of the controls in each row; without it one row.
    """

    def __init__(
        self,
        controls: dict[str, W.Widget],
        draw: Draw,
        name: str,
        live: str,
        rows: Sequence[Sequence[str]] = (),
    ):
        self._controls = controls
        self._draw = draw
        self._name = name
        self._live = live
        self._adapting = False
        self._picture = Picture(controls=list(controls.values()))
        boxes = [
            W.HBox(
                [controls[name] for name in row],
                layout=W.Layout(flex_flow="row wrap"),
            )
            for row in rows or [list(controls)]
        ]
        super().__init__([*boxes, self._picture])
        for control in controls.values():
            control.observe(self._follow, names="value")
        self._follow()

    @property
    def settings(self) -> dict[str, object]:
        """What each control is set to, by name."""
        return {name: setting(one) for name, one in self._controls.items()}

    def _adapt(self, changed: W.Widget | None) -> None:
        """Change what other controls offer, where one depends on another."""

    def _follow(self, change: dict | None = None) -> None:
        """Draw once for each change, and once for what the change entails."""
        if self._adapting:
            return
        asked = list(self.settings.values())
        self._adapting = True
        try:
            self._adapt(change and change["owner"])
        finally:
            self._adapting = False
        settings = self.settings
        view = self._view(self._draw)
        self._picture.shown = {
            "asked": asked,
            "settings": list(settings.values()),
            "name": self._name,
            "html": view.html,
            "csv": view.csv,
        }

    def _view(self, draw: Draw) -> View:
        """Return what is shown; a sentence where nothing can be drawn.

        What a learner set for figures of their own stays out of ours.
        """
        try:
            with mpl.style.context(["default", LOOK]):
                return draw(**self.settings)
        except CourseError as error:
            return View(sentence(str(error)))

    def _still(self) -> str:
        """Return what a reader without a kernel sees: the figure, as HTML."""
        with mpl.style.context(["default", LOOK]):
            still = self._view(self._draw.__wrapped__).still()
        return still + sentence(self._live)

    def _repr_mimebundle_(self, **kwargs: object) -> dict:
        """Add the figure as plain HTML, for readers without a kernel."""
        bundle = super()._repr_mimebundle_(**kwargs)
        bundle["text/plain"] = self._live
        bundle["text/html"] = self._still()
        return bundle

    if SEVEN:

        def _ipython_display_(self, **kwargs: object) -> None:
            """Show the widget, and below it the figure as another output.

            ipywidgets 7, which Colab has, shows itself and asks for no
            bundle.
            """
            super()._ipython_display_(**kwargs)
            display(HTML(fold("The same as a still picture", self._still())))
