"""The lessons in a real JupyterLab, in headless Chromium.

Run where a Chromium is found; loudly skipped elsewhere, never when CI=true.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools.workspace import refresh

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
CI = os.environ.get("CI") == "true"
LESSONS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
EXERCISES = sorted(path.name for path in (ROOT / "exercises").glob("*.ipynb"))
OFFLINE = "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"
SECONDS = 1000  # Playwright counts in milliseconds

if not CHROMIUM and not CI:
    pytest.skip(
        "NO CHROMIUM FOUND: the browser tests did not run. Install Chromium "
        "(Debian, Ubuntu: sudo apt install chromium).",
        allow_module_level=True,
    )


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Start JupyterLab on a fresh copy for a learner; give its address."""
    folder = tmp_path_factory.mktemp("a class")
    for name in ("notebooks", "exercises"):
        shutil.copytree(ROOT / name, folder / name)
    refresh(folder)
    work = folder / "work"
    runtime = folder / "runtime"
    runtime.mkdir()
    environment = {
        **os.environ,
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser"]
    command += ["--ServerApp.allow_root=True", f"--ServerApp.root_dir={work}"]
    log = folder / "log"
    with (
        log.open("w") as sink,
        subprocess.Popen(
            command, env=environment, stdout=sink, stderr=sink
        ) as server,
    ):
        try:
            yield address(server, runtime, log)
        finally:
            server.terminate()


def address(server, runtime, log):
    """Wait for the server; return its base address and its token."""
    for _ in range(600):
        for path in runtime.glob("jpserver-*.json"):
            if path.stat().st_size:
                about = json.loads(path.read_text())
                return about["url"], about["token"]
        assert server.poll() is None, log.read_text()
        time.sleep(0.1)  # no event tells that the file is there
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()}")


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "CI needs a Chromium: .ci/run installs it"
    with sync_playwright() as playwright:
        options = ["--no-sandbox", f"--host-resolver-rules={OFFLINE}"]
        yield playwright.chromium.launch(
            executable_path=CHROMIUM, args=options
        )


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(60 * SECONDS)
    yield page
    page.close()


ALL_RAN = """() => {
  const prompts = [...document.querySelectorAll(
    '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell .jp-InputPrompt')];
  return prompts.length && prompts.every(
    one => /^\\[\\d+\\]:$/.test(one.textContent.trim()));
}"""


def choose(page, menu, item):
    """Choose an item of a menu."""
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def open_and_run(page, lab, path):
    """Open a notebook as a learner does, and choose Run All Cells."""
    url, token = lab
    page.goto(f"{url}lab/tree/{path}?reset&token={token}")
    page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell")
    page.wait_for_selector('[data-status="idle"]', state="attached")
    choose(page, "Edit", "Clear Outputs of All Cells")
    choose(page, "Run", "Run All Cells")
    page.wait_for_function(ALL_RAN)


def outputs(page):
    return page.locator(".jp-OutputArea-output")


def axe_findings(page, part=".jp-OutputArea-output"):
    """Return the serious and critical findings in a part of the page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(
        page,
        context={"include": [part]},
        options={"resultTypes": ["violations"]},
    )
    return [
        (one["id"], node["html"][:200])
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("name", LESSONS)
def test_lesson_runs_to_its_end(page, lab, name):
    open_and_run(page, lab, f"notebooks/{name}")
    text = " ".join(outputs(page).all_inner_texts())
    assert "Traceback" not in text
    assert "Error displaying widget" not in text
    for image in page.locator(".jp-OutputArea-output img").all():
        assert len(image.get_attribute("alt").split()) >= 8
    assert not axe_findings(page)


@pytest.mark.parametrize("name", EXERCISES)
def test_unsolved_exercise_runs_and_says_what_to_do(page, lab, name):
    open_and_run(page, lab, f"exercises/{name}")
    checks = page.locator(".jp-OutputArea-output", has_text="Replace the ...")
    source = (ROOT / "exercises" / name).read_text("utf-8")
    assert checks.count() == source.count('check(\\"')
    assert "Traceback" not in " ".join(outputs(page).all_inner_texts())


def test_arrivals_widget_answers_every_control(page, lab):
    open_and_run(page, lab, "notebooks/11-arrivals.ipynb")
    picture = page.locator(".jp-OutputArea-output .widget-html img")
    picture.wait_for()
    seen = [picture.get_attribute("alt")]

    def changed():
        page.wait_for_function(
            "before => document.querySelector("
            "'.jp-OutputArea-output .widget-html img')?.alt !== before",
            arg=seen[-1],
        )
        seen.append(picture.get_attribute("alt"))

    for label, choice in [
        ("Measure", "share of women"),
        ("Measure", "people a year"),
        ("Who", "everyone"),
        ("Edition", "2020 (up to March 2020)"),
    ]:
        page.get_by_label(label, exact=True).select_option(choice)
        changed()
    for label, year in [("From", "2003"), ("To", "2010")]:
        box = page.get_by_label(label, exact=True)
        box.fill(year)
        box.press("Enter")
        changed()
        assert box.evaluate("one => one === document.activeElement")
    assert "2003 to 2010" in seen[-1]
    page.get_by_label("Events", exact=True).select_option("all")
    page.locator(".widget-html ol li").first.wait_for()
    page.get_by_label("To", exact=True).fill("2002")
    page.get_by_label("To", exact=True).press("Enter")
    status = page.locator(".widget-html [role=status]")
    status.get_by_text("Choose other years").wait_for()
    assert not axe_findings(page)


def test_a_learner_answers_and_is_told(page, lab):
    """Write a wrong and then the right answer in lesson 00, by keyboard."""
    open_and_run(page, lab, "notebooks/00-start-here.ipynb")
    cells = page.locator(".jp-CodeCell")
    stub = cells.filter(has_text="answer = ...")
    check = cells.filter(has_text='check("00.a", answer)')
    for answer, said in [("514", "column men"), ("625", "00.a is right")]:
        stub.locator(".cm-content").click()
        page.keyboard.press("Control+a")
        page.keyboard.type(f"answer = {answer}")
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Shift+Enter")
        check.locator(".jp-OutputArea-output", has_text=said).wait_for()
        stub = cells.filter(has_text=f"answer = {answer}")


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="grading is for Linux"
)
@pytest.mark.parametrize("zoom", [1, 2])
def test_feedback_page_can_be_read_by_all(page, tmp_path, zoom):
    """Nothing that axe finds grave, nothing cut off on a narrow screen."""
    from teaching.grading.collect import File
    from teaching.grading.report import Row, write_pages

    answers = [
        {"question": "11.1", "points": 0, "of": 1, "state": "wrong"},
        {"question": "11.2", "points": 1, "of": 1, "state": "right"},
        {"question": "11.6", "points": None, "of": 1, "state": "written"},
    ]
    for one in answers:
        one |= {"given": "x" * 300 + "\n<script>document.title='no'</script>"}
        one |= {"says": "Not yet. " + "Long words. " * 30, "comment": "<b>"}
    result = {
        "exercise": "11-arrivals-exercise",
        "answers": answers,
        "errors": ["code cell 3: NameError: name 'x' is not defined"],
    }
    rows = [
        Row(File("a", student="김 민수"), "to mark", [], result),
        Row(File("b", student="김 민수"), "replaced", ["x"]),
    ]
    write_pages(tmp_path, rows)
    page.set_viewport_size({"width": 1280 // zoom // 2, "height": 900})
    page.goto((tmp_path / "김 민수.html").as_uri())
    assert page.title() == "Feedback for 김 민수"
    assert not axe_findings(page, "html")
    wide = "() => document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(wide)
    levels = page.locator("h1, h2, h3").evaluate_all(
        "all => all.map(one => +one.tagName[1])"
    )
    assert levels[:3] == [1, 2, 3] and levels.count(1) == 1
