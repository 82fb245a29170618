"""What the widgets share: controls above a figure that follows them."""

from collections.abc import Callable

import ipywidgets as W

from nkcourse.errors import CourseError

WIDE = {"description_width": "6em"}
# Takes the controls' values; returns the figure and its words as HTML.
Draw = Callable[..., str]


def dropdown(label: str, options: list[str]) -> W.Dropdown:
    """Return a choice of one, named for screen readers by its label."""
    return W.Dropdown(
        options=options, value=options[0], description=label, style=WIDE
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


def sentence(text: str) -> str:
    """Return a plain sentence as HTML, announced by screen readers."""
    return f'<p role="status">{text}</p>'


class Explorer(W.VBox):
    """Controls in a row, and below them a figure that follows them.

    Parameters
    ----------
    controls : dict
        The controls by the name of `draw`'s parameter that each sets.
    draw : callable
        Takes the values of the controls, returns HTML. It may raise
        CourseError with a plain sentence, which is then shown instead.
    live : str
        One sentence that says what the controls do; it stands in for them
        where no kernel runs.
    """

    def __init__(self, controls: dict[str, W.Widget], draw: Draw, live: str):
        self._controls = controls
        self._draw = draw
        self._live = live
        self._picture = W.HTML()
        row = W.HBox(
            list(controls.values()), layout=W.Layout(flex_flow="row wrap")
        )
        super().__init__([row, self._picture])
        for control in controls.values():
            control.observe(self._follow, names="value")
        self._follow()

    def _follow(self, _change: object = None) -> None:
        state = {name: one.value for name, one in self._controls.items()}
        try:
            self._picture.value = self._draw(**state)
        except CourseError as error:
            self._picture.value = sentence(str(error))

    def _repr_mimebundle_(self, **kwargs: object) -> dict:
        """Add the figure as plain HTML, for readers without a kernel."""
        bundle = super()._repr_mimebundle_(**kwargs)
        bundle["text/plain"] = self._live
        bundle["text/html"] = self._picture.value + sentence(self._live)
        return bundle
