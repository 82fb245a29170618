"""One JupyterLab and one Chromium for all the browser tests of a run."""

import shutil
from pathlib import Path

import pytest

from tools.browser import CHROMIUM, SECONDS, chromium, jupyterlab
from tools.workspace import refresh

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def class_folder(tmp_path_factory):
    """A learner's fresh copy of the pack, in a folder with a space."""
    folder = tmp_path_factory.mktemp("a class")
    for name in ("notebooks", "exercises"):
        shutil.copytree(ROOT / name, folder / name)
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


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(30 * SECONDS)
    yield page
    page.close()
