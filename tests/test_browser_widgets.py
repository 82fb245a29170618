"""Every widget in a real JupyterLab: by keyboard, in both themes, zoomed.

Run where a Chromium is found; loudly skipped elsewhere, never when CI=true.
"""

import html
import os

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

WIDGETS = nkcourse.widgets.__all__
# JupyterLab's own page, around our outputs: what axe finds there grave.
OF_JUPYTERLAB = set()
SHOWN = "() => document.querySelector('.nkcourse > div').innerHTML"
NEW = "before => document.querySelector('.nkcourse > div').innerHTML != before"
IDLE = """() => !document.querySelector('.nkcourse').ariaBusy
  && document.querySelector('[data-status="idle"]')"""


@pytest.fixture
def open_widget(page, lab, class_folder):
    def open_(name, code=None, view=None):
        if view:
            page.set_viewport_size(view)
        path = class_folder / "work" / f"widget {name}.ipynb"
        cells = [
            f"from nkcourse.widgets import {name}",
            code or f"widget = {name}()\nwidget",
        ]
        cells = [nbformat.v4.new_code_cell(one) for one in cells]
        new = nbformat.v4.new_notebook(cells=cells, metadata=METADATA)
        nbformat.write(new, path)
        open_and_run(page, lab, path.name)
        page.wait_for_selector(".nkcourse")
        return page

    return open_


def controls(name):
    """Give the labels of a widget's controls, and what they are."""
    made = getattr(nkcourse.widgets, name)()._controls.values()
    return [
        (one.description, type(one).__name__)
        for one in made
        if one.layout.display != "none"
    ]


@pytest.mark.parametrize("name", WIDGETS)
def test_every_control_answers_the_keyboard(open_widget, name):
    page = open_widget(name)
    moved = 0
    for label, kind in controls(name):
        control = page.get_by_label(label, exact=True)
        before = page.evaluate(SHOWN)
        control.focus()
        if kind == "Text":
            control.press_sequentially("2")
            control.press("Enter")
            page.wait_for_function(NEW, arg=before)
            control.fill("")
            control.press("Enter")
        elif kind == "Checkbox":
            control.press("Space")
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
        moved += page.evaluate(SHOWN) != before
        assert control.evaluate("one => one === document.activeElement"), label
    # some options lead to the same picture, but not most of them
    assert moved > len(controls(name)) / 2


def use_theme(page, theme):
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    labels = page.locator(".lm-Menu-itemLabel")
    labels.get_by_text("Theme", exact=True).hover()
    labels.get_by_text(theme, exact=True).click()
    page.wait_for_selector(
        f'body[data-jp-theme-name="{theme}"]', state="attached"
    )


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


@pytest.mark.parametrize("name", WIDGETS)
def test_everybody_can_read_it(open_widget, name):
    """Nothing grave for axe in both themes; nothing overlaps when narrow."""
    page = open_widget(name)
    for fold in page.locator(".nkcourse details").all():
        fold.locator("summary").first.click()
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        use_theme(page, theme)
        assert not axe_findings(page), theme
    for width, height in [(1024, 768), (640, 450)]:  # 1,280 at 200 per cent
        page.set_viewport_size({"width": width, "height": height})
        assert not page.evaluate(OVERLAPS)
        image = page.locator(".nkcourse img").first
        whole = image.evaluate(
            "one => one.getBoundingClientRect().right <= innerWidth"
        )
        assert whole, width


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


@pytest.mark.parametrize("name", WIDGETS)
def test_fast_changes_end_on_the_last(open_widget, name):
    widget = getattr(nkcourse.widgets, name)()
    control = next(
        one for one in widget._controls.values() if hasattr(one, "options")
    )
    control.value = control.options[-1]
    last = widget._picture.shown["html"]
    page = open_widget(name)
    page.evaluate(HURRY, [control.description, 6])
    page.wait_for_function(
        f"last => last.includes(({ALT})())", arg=html.unescape(last)
    )
    page.wait_for_function(IDLE)
    assert page.evaluate(ALT) in html.unescape(last)
