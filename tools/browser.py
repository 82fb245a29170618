"""JupyterLab and a headless Chromium, for the browser tests and the bench."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
OFFLINE = "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"
SECONDS = 1000  # Playwright counts in milliseconds
# Every wait ends on an event. This only ends a hang, also on a busy machine.
PATIENCE = 300 * SECONDS

# Playwright looks with every frame, and so keeps the page drawing frames.
POLL = 50  # milliseconds
# A cell that waits shows [*], one that ran its number.
BEGUN = """() => [...document.querySelectorAll(
    '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell .jp-InputPrompt')]
    .some(one => /^\\[(\\*|\\d+)\\]:$/.test(one.textContent.trim()))"""
ALL_RAN = """() => {
  const prompts = [...document.querySelectorAll(
    '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell .jp-InputPrompt')];
  return prompts.length && prompts.every(
    one => /^\\[\\d+\\]:$/.test(one.textContent.trim()));
}"""


# JupyterLab is loaded once; then notebooks are opened and closed in it, as a
# click in its list of files does. Half the time went into loading the page.
LOADED = "() => Boolean(window.jupyterapp)"
OPEN = """async path => {
  const app = window.jupyterapp;
  await app.restored;
  const panel = await app.commands.execute(
    'docmanager:open', {path, factory: 'Notebook'});
  await panel.context.ready;
  await panel.sessionContext.ready;
}"""
CLOSE = """async () => {
  const app = window.jupyterapp;
  for (const one of [...app.shell.widgets('main')]) one.dispose();
  await app.serviceManager.sessions.shutdownAll();
}"""


@contextmanager
def jupyterlab(work: Path, aside: Path) -> Iterator[tuple[str, str]]:
    """Run JupyterLab on the folder `work`; give its address and its token.

    `aside` is an empty folder for its settings and its log.
    """
    runtime = aside / "runtime"
    runtime.mkdir()
    environment = {
        **os.environ,
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTER_CONFIG_DIR": str(aside / "config"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser"]
    command += ["--ServerApp.allow_root=True", f"--ServerApp.root_dir={work}"]
    command += ["--LabApp.expose_app_in_browser=True"]
    log = aside / "log"
    with (
        log.open("w") as sink,
        subprocess.Popen(
            command, env=environment, stdout=sink, stderr=sink
        ) as server,
    ):
        try:
            yield _address(server, runtime, log)
        finally:
            server.terminate()


def _address(
    server: subprocess.Popen, runtime: Path, log: Path
) -> tuple[str, str]:
    """Wait for the server; return its base address and its token."""
    for _ in range(6000):  # ten minutes, only there to end a hang
        for path in runtime.glob("jpserver-*.json"):
            if path.stat().st_size:
                about = json.loads(path.read_text())
                return about["url"], about["token"]
        assert server.poll() is None, log.read_text()
        time.sleep(0.1)  # no event tells that the file is there
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()}")


@contextmanager
def chromium() -> Iterator["Browser"]:  # noqa: F821 (imported below)
    """Run a headless Chromium that reaches this machine only."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = ["--no-sandbox", f"--host-resolver-rules={OFFLINE}"]
        yield playwright.chromium.launch(
            executable_path=CHROMIUM, args=options
        )


def choose(page, menu: str, item: str) -> None:
    """Choose an item of a menu."""
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def open_notebook(page, lab: tuple[str, str], path: str) -> None:
    """Open a notebook, alone, and wait for its kernel."""
    url, token = lab
    if page.url.startswith(url) and page.evaluate(LOADED):
        page.evaluate(CLOSE)
    else:
        page.goto(f"{url}lab?reset&token={token}")
        page.wait_for_function(LOADED)
    page.evaluate(OPEN, path)
    page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell")
    page.wait_for_selector('[data-status="idle"]', state="attached")


def run_all(page) -> None:
    """Choose Run All Cells, and wait until every cell has run.

    JupyterLab lets the choice drop now and then when the machine is busy: it
    is chosen again where nothing has begun.
    """
    from playwright.sync_api import TimeoutError

    for _ in range(20):
        choose(page, "Run", "Run All Cells")
        try:
            page.wait_for_function(BEGUN, timeout=10 * SECONDS, polling=POLL)
        except TimeoutError:
            continue
        page.wait_for_function(ALL_RAN, polling=POLL)
        return
    raise AssertionError("Run All Cells was chosen 20 times, and none ran")


def open_and_run(page, lab: tuple[str, str], path: str) -> None:
    """Open a notebook as a learner does, and choose Run All Cells."""
    open_notebook(page, lab, path)
    if page.evaluate(BEGUN):  # it has outputs, which would pass for new ones
        choose(page, "Edit", "Clear Outputs of All Cells")
    run_all(page)


def axe_findings(page, part: str = ".jp-OutputArea-output") -> list[tuple]:
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
