"""Every widget in a real JupyterLab: by keyboard, in both themes, zoomed.

Run where a Chromium is found; loudly skipped elsewhere, never when CI=true.
"""

import html
import os

import ipywidgets as W
import nbformat
import pytest

import nkcourse.widgets
from tools.browser import (
    CHROMIUM,
    axe_findings,
    open_and_run,
)
from tools.notebooks import METADATA

if not CHROMIUM and os.environ.get("CI") != "true":
    pytest.skip(
        "NO CHROMIUM FOUND: the browser tests did not run. Install Chromium "
        "(Debian, Ubuntu: sudo apt install chromium).",
        allow_module_level=True,
    )

SCREEN = {"width": 1280, "height": 900}
WIDGETS = nkcourse.widgets.__all__
SHOWN = "() => document.querySelector('.nkcourse > div').innerHTML"
IDLE = """() => !document.querySelector('.nkcourse').ariaBusy
  && document.querySelector('[data-status="idle"]')"""


@pytest.fixture(scope="module", params=WIDGETS)
def opened(request, lab_page, lab, class_folder):
    """A widget in the page: its name and the page."""
    name = request.param
    path = class_folder / "work" / f"widget {name}.ipynb"
    cells = [f"from nkcourse.widgets import {name}", f"{name}()"]
    cells = [nbformat.v4.new_code_cell(one) for one in cells]
    new = nbformat.v4.new_notebook(cells=cells, metadata=METADATA)
    nbformat.write(new, path)
    page = lab_page
    page.set_viewport_size(SCREEN)
    open_and_run(page, lab, path.name)
    page.wait_for_selector(".nkcourse")
    return name, page


def controls(name):
    """Give the labels of a widget's controls, and what they are."""
    made = getattr(nkcourse.widgets, name)()._controls.values()
    return [
        (one.description, type(one).__name__)
        for one in made
        if one.layout.display != "none"
    ]


# Set a list or a box back to what it was, as a mouse would.
STATE = (
    "one => [one.value, [...(one.options ?? [])].map(each => each.selected)]"
)
RESTORE = """(one, [value, selected]) => {
  one.value = value;
  selected.forEach((each, at) => { one.options[at].selected = each; });
  one.dispatchEvent(new Event('change', {bubbles: true}));
}"""


def test_every_control_answers_the_keyboard(opened):
    name, page = opened
    moved = []
    for label, kind in controls(name):
        control = page.get_by_label(label, exact=True)
        control.wait_for()  # another control may have hidden it a moment ago
        state, begun = control.evaluate(STATE), page.evaluate(SHOWN)
        control.focus()
        if kind == "Text":
            control.press_sequentially("famine")
            control.press("Enter")
        elif kind == "BoundedIntText":
            last = control.input_value() == control.get_attribute("max")
            control.press("ArrowDown" if last else "ArrowUp")
            control.press("Enter")
        else:
            at_end = control.evaluate(
                "one => one.selectedIndex == one.options.length - 1"
            )
            control.press("ArrowUp" if at_end else "ArrowDown")
        page.wait_for_function(IDLE)
        if page.evaluate(SHOWN) != begun:
            moved.append(label)
        assert control.evaluate("one => one === document.activeElement"), label
        control.evaluate(RESTORE, state)
        page.wait_for_function(IDLE)
    # an option can lead to the same picture, as an order of one bar does
    assert len(moved) >= len(controls(name)) - 3, moved


def use_theme(page, theme):
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    labels = page.locator(".lm-Menu-itemLabel")
    labels.get_by_text("Theme", exact=True).hover()
    labels.get_by_text(theme, exact=True).click()
    page.wait_for_selector(
        f'body[data-jp-theme-name="{theme}"]', state="attached"
    )


# What axe finds grave in JupyterLab itself: buttons of its toolbars, the feed
# of cells, and the editor of a cell, which has no name.
JUPYTERLABS_OWN = {
    "aria-allowed-attr",
    "aria-input-field-name",
    "aria-required-children",
}
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(
    '.widget-vbox label, .widget-vbox select, .widget-vbox input')]
    .filter(one => one.offsetParent)
    .map(one => [one, one.getBoundingClientRect()]);
  const found = [];
  for (const [a, p] of boxes) for (const [b, q] of boxes)
    if (a !== b && !a.contains(b) && !b.contains(a)
        && p.left < q.right - 1 && q.left < p.right - 1
        && p.top < q.bottom - 1 && q.top < p.bottom - 1)
      found.push(a.outerHTML.slice(0, 80));
  return found;
}"""


FITS = """() => [...document.querySelectorAll('.nkcourse img')].every(
  one => one.getBoundingClientRect().right <= innerWidth)"""


def test_everybody_can_read_it(opened):
    """Nothing grave for axe in both themes; nothing overlaps when narrow."""
    page = opened[1]
    for fold in page.locator(".nkcourse details").all():
        fold.locator("summary").first.click()
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        use_theme(page, theme)
        assert not axe_findings(page), theme
        around = {rule for rule, _ in axe_findings(page, "body")}
        assert around <= JUPYTERLABS_OWN, theme
    for width, height in [(1024, 768), (640, 450)]:  # 1,280 at 200 per cent
        page.set_viewport_size({"width": width, "height": height})
        # JupyterLab lays its parts out a moment later. No figure is wider
        # than the page (a claim in words has none).
        page.wait_for_function(FITS)
        assert not page.evaluate(OVERLAPS)


ALT = "() => document.querySelector('.nkcourse img')?.alt"
HURRY = """([label, most]) => {
  const list = [...document.querySelectorAll('select')].find(
    one => one.labels[0]?.textContent.trim() === label);
  const all = [...list.options].map((_, at) => at);
  for (const at of all.slice(-most)) {
    list.selectedIndex = at;
    list.dispatchEvent(new Event('change', {bubbles: true}));
  }
}"""


def test_fast_changes_end_on_the_last(opened):
    name, page = opened
    widget = getattr(nkcourse.widgets, name)()
    control = next(
        one for one in widget._controls.values() if isinstance(one, W.Dropdown)
    )
    control.value = control.options[-1]
    last = widget._picture.shown["html"]
    page.evaluate(HURRY, [control.description, 6])
    page.wait_for_function(
        f"last => last.includes(({ALT})())", arg=html.unescape(last)
    )
    page.wait_for_function(IDLE)
    assert page.evaluate(ALT) in html.unescape(last)
