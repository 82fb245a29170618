"""One JupyterLab and one Chromium for all the browser tests of a run."""

import pytest

from tools.browser import CHROMIUM, PATIENCE, chromium, jupyterlab
from tools.notebooks import normal, notebooks, read, write
from tools.workspace import refresh

SCREEN = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def class_folder(tmp_path_factory):
    """A learner's fresh copy of the pack, in a folder with a space.

    Without the stored outputs: what is seen after Run All is new.
    """
    folder = tmp_path_factory.mktemp("a class")
    for path in notebooks(("notebooks", "exercises")):
        copy = read(path)
        for cell in copy.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        to = folder / path.parent.name / path.name
        to.parent.mkdir(exist_ok=True)
        write(to, normal(copy))
    refresh(folder)
    return folder


@pytest.fixture(scope="session")
def lab(class_folder):
    """A running JupyterLab: its address and its token."""
    with jupyterlab(class_folder / "work", class_folder) as lab:
        yield lab


@pytest.fixture(scope="session")
def browser():
    assert CHROMIUM, "CI needs a Chromium: .ci/run installs it"
    with chromium() as browser:
        yield browser


def new_page(browser):
    page = browser.new_page(viewport=SCREEN)
    page.set_default_timeout(PATIENCE)
    return page


@pytest.fixture(scope="session")
def lab_page(browser):
    """One page for JupyterLab, which is loaded in it once for all tests."""
    page = new_page(browser)
    yield page
    page.close()


@pytest.fixture
def page(lab_page):
    """The page with JupyterLab, as it was; loaded again after a failure."""
    lab_page.set_viewport_size(SCREEN)
    if lab_page.locator(".jp-Dialog").count():
        lab_page.goto("about:blank")
    return lab_page


@pytest.fixture
def empty_page(browser):
    """A page of its own."""
    page = new_page(browser)
    yield page
    page.close()
