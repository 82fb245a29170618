"""Run every notebook as tests, with nbval made as strict as we mean it.

nbval re-runs a notebook and compares outputs. Left to itself it lets some
things pass; what is closed here, tests/test_nbval_holes.py proves shut:

- pictures are compared, byte for byte;
- a cell that was never executed fails;
- a cell tagged `expect-error` must raise, and what it must raise is stored
  (`raises-exception` alone means: it may);
- a cell that ends in `;` prints nothing, as in JupyterLab;
- an exercise runs unsolved, and each of its checks says "Replace the …".

Outputs are only equal under the pinned versions on Linux. Elsewhere, and with
--lax, a notebook must run, and its outputs are not compared.
"""

import functools
import importlib.metadata
import os
import re
import sys
import tempfile
from pathlib import Path

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError

ROOT = Path(__file__).parent
STRICT = ("notebooks", "solutions")
CHECK = re.compile(r"^check\(", re.MULTILINE)
UNSOLVED = "Replace the"
# The files that take longest, each of which stays on one core: they begin, so
# that no core is left with one of them at the end.
LONGEST = (
    "test_browser.py",
    "test_grading.py",
    "test_explore.py",
    "test_browser_widgets.py",
)


def pytest_addoption(parser):
    parser.addoption(
        "--lax", action="store_true", help="do not compare stored outputs"
    )


def pytest_configure(config):
    config.why_lax = why_lax(config)
    # The tests' own progress, not that of the person who runs them.
    config.progress = tempfile.TemporaryDirectory()
    set_progress(config, "tests")


def pytest_unconfigure(config):
    config.progress.cleanup()


def set_progress(config, name):
    """Keep progress in a file of this name; kernels inherit it."""
    path = Path(config.progress.name, f"{name}.json")
    os.environ["NKCOURSE_PROGRESS"] = str(path)


@pytest.hookimpl(optionalhook=True)  # without pytest-xdist, as with conda
def pytest_xdist_auto_num_workers():
    """One more than the cores: a test waits for its browser or kernel."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items):
    place = {name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.name, len(place)))


def pytest_report_header(config):
    return f"stored outputs: {config.why_lax or 'compared'}"


def why_lax(config):
    """Say why stored outputs are not compared; '' where they are."""
    if config.option.lax:
        return "not compared (--lax)"
    if sys.platform != "linux":
        return "not compared (they were made on Linux)"
    pins = {}  # a package can have one version for each range of Pythons
    text = (ROOT / "requirements.txt").read_text("utf-8")
    for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", text, re.M):
        pins.setdefault(name, set()).add(version)
    for name, versions in pins.items():
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # pinned for another system
        if found not in versions:
            return f"not compared ({name} {found} is not the pinned one)"
    return ""


def pytest_collect_file(file_path, parent):
    if file_path.suffix == ".ipynb":
        return Notebook.from_parent(parent, path=file_path)


class Notebook(IPyNbFile):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.folder = self.path.relative_to(self.config.rootpath).parts[0]
        self.strict = self.folder in STRICT and not self.config.why_lax
        self.compare_outputs = self.strict
        images = ("image/png", "image/jpeg")
        self.skip_compare = [k for k in self.skip_compare if k not in images]

    def collect(self):
        for cell in super().collect():
            yield Cell.from_parent(
                self,
                name=cell.name,
                cell_num=cell.cell_num,
                cell=cell.cell,
                options=cell.options,
            )

    def setup(self):
        set_progress(self.config, f"{self.folder}-{self.path.stem}")
        super().setup()
        # nbval keeps no history, and without one IPython overlooks the `;`.
        client = self.kernel.kc
        execute = client.execute

        @functools.wraps(execute)
        def with_history(*args, **kwargs):
            return execute(*args, **kwargs | {"store_history": True})

        client.execute = with_history


class Cell(IPyNbCell):
    def runtest(self):
        # nbval waits 5 seconds for what a cell printed: too few on a machine
        # that is busy.
        self.output_timeout = self.config.option.nbval_cell_timeout
        tags = self.cell.metadata.get("tags", [])
        must_raise = "expect-error" in tags
        unsolved = self.parent.folder == "exercises" and CHECK.search(
            self.cell.source
        )
        if must_raise or unsolved:
            self.options["check_exception"] = True
        if self.parent.strict:
            self.require_a_stored_run(must_raise)

        super().runtest()

        raised = [o for o in self.test_outputs if o.output_type == "error"]
        if must_raise and not raised:
            self.raise_cell_error("expected to raise, and did not")
        if unsolved and not raised:
            self.raise_cell_error("unsolved, and the check did not say so")
        if unsolved and not raised[0].evalue.startswith(UNSOLVED):
            self.raise_cell_error(f"unsolved: {raised[0].evalue}")

    def repr_failure(self, excinfo):
        """Begin with what is wrong: pytest's summary shows the first line."""
        text = super().repr_failure(excinfo)
        wrong = excinfo.value
        return f"{wrong}\n{text}" if isinstance(wrong, NbCellError) else text

    def require_a_stored_run(self, must_raise):
        cell = self.cell
        if cell.execution_count is None and cell.source.strip():
            self.raise_cell_error("never executed: run make notebooks")
        stored = [o for o in cell.outputs if o.output_type == "error"]
        if must_raise and not stored:
            self.raise_cell_error("tagged expect-error, with no stored error")
        if must_raise and not self.options["check"]:
            self.raise_cell_error("an expected error must be compared")
