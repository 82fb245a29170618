"""Measure what a class feels, as ratios: `make bench`.

Each ratio compares with the plain way to do the same thing, measured in the
same run on the same machine. Nothing here is a test: machines differ.

    python -m tools.bench              widgets, package and growth
    python -m tools.bench tests …      some of these, or tests (slow)
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import nbformat
from nbclient import NotebookClient

import nkcourse.widgets
from nkcourse import tables
from nkcourse.widgets import pivot
from nkcourse.widgets.explore import NOTHING, TableExplorer
from nkcourse.widgets.recipe import recipe
from tools.browser import SECONDS, chromium, jupyterlab, open_and_run
from tools.notebooks import METADATA, files, notebooks

ROOT = Path(__file__).resolve().parent.parent
MOST_OPTIONS = 4  # of each control, besides the one it begins with
TRIES = 5
PAUSE = 150  # ms between two moves: nobody is faster, and the kernel is done

# In the page: move one control, and time until a new picture is drawn.
MOVE = """async ([cell, label, value]) => {
  const area = document.querySelectorAll('.jp-CodeCell')[cell];
  const control = [...area.querySelectorAll('select, input')].find(
    one => one.labels?.[0]?.textContent.trim() === label);
  const changed = new Promise((done, fail) => {
    const timer = setTimeout(() => fail(label + ': ' + value), 20000);
    new MutationObserver(async (all, me) => {
      const images = all.flatMap(one => [...one.addedNodes])
        .filter(one => one.nodeType === 1)
        .flatMap(one => one.matches('img') ? [one]
          : [...one.querySelectorAll('img')]);
      if (!images.length) return;
      me.disconnect();
      clearTimeout(timer);
      await images[0].decode();
      done(performance.now());
    }).observe(area, {childList: true, subtree: true});
  });
  const begun = performance.now();
  if (control.tagName === 'SELECT')
    for (const one of control.options)
      one.selected = [value].flat().includes(one.text.replaceAll('\xa0', ' '));
  else control.value = value;
  control.dispatchEvent(new Event('change', {bubbles: true}));
  return await changed - begun;
}"""


DRAWN = """() => {
  const cells = [...document.querySelectorAll('.jp-CodeCell')];
  return cells.slice(1).every(
    one => one.querySelector('.jp-OutputArea-output img')
      && one.querySelector('select'));
}"""


def moves(control: object) -> list:
    """Return a few settings for a control, and last the one it has."""
    now = control.value
    if hasattr(control, "options"):
        several = isinstance(now, tuple)
        others = [one for one in control.options if one != now]
        step = max(1, len(others) // MOST_OPTIONS)
        others = others[::step][:MOST_OPTIONS]
        others = [(one,) for one in others] if several else others
    elif isinstance(now, int):
        others = [one for one in (now - 3, now + 3)
                  if control.min <= one <= control.max]  # fmt: skip
    else:
        others = []  # a line of text has no options
    return [*others, now]


def walk(make: Callable) -> list[tuple[str, object, dict]]:
    """Return moves that each draw another picture: label, value, settings.

    Each control is taken from where it stands through some of its options
    and back again. Moves after which a sentence or the same picture stands
    are left out.
    """
    found, widget = [], make()
    begun = {name: one.value for name, one in widget._controls.items()}
    ways = [(name, moves(one)) for name, one in widget._controls.items()]
    ways += [(name, [value]) for name, value in begun.items()]  # and home
    for name, values in ways:
        for value in values:
            control = widget._controls[name]
            if control.value == value:
                continue
            before = widget._picture.shown["html"]
            control.value = value
            after = widget._picture.shown["html"]
            if before != after and "<img" in after:
                step = (name, control.description, value, widget.settings)
                found.append(step)
            elif before != after:
                widget = make()
                for done, _, value, _ in found:
                    widget._controls[done].value = value
    return [step[1:] for step in found]


def plain(name: str, states: list[dict]) -> None:
    """Show the same charts under plain `interact`: one option a chart.

    They are drawn with seaborn and pyplot, as a learner would draw them.
    """
    from ipywidgets import interact
    from matplotlib import pyplot as plt

    def draw(Plain):
        state = states[int(Plain)]
        if name == "explore":  # the code that it hands out
            exec(compile(code(**state), "<cell>", "exec"), {})
        else:
            PLAIN[name](**state)
            plt.title(name)
            plt.show()

    interact(draw, Plain=[str(one) for one in range(len(states))])


def module(name: str) -> object:
    """Return the module of a widget, which its function hides."""
    return sys.modules[f"nkcourse.widgets.{name}"]


def plain_arrivals(events, **state):
    """Draw arrivals as lines."""
    import seaborn as sns

    frame, shown = module("arrivals").arrivals_table(**state)
    tidy = frame.melt("last_year", shown, "who", "people")
    sns.lineplot(
        tidy, x="last_year", y="people", hue="who", style="who",
        markers=True, errorbar=None,
    )  # fmt: skip


def plain_ranges(low, high, labels, kinds):
    """Draw ranges as bars between two marks."""
    import seaborn as sns
    from matplotlib import pyplot as plt

    plt.hlines(labels, low, high)
    for end in (low, high):
        sns.scatterplot(x=end, y=labels, hue=kinds, style=kinds, legend=False)


def plain_estimates(scale, **state):
    """Draw estimates as ranges."""
    from matplotlib import pyplot as plt

    rows = module("estimates").estimates_table(**state)
    low = rows["low"].fillna(rows["high"]).astype(float)
    high = rows["high"].fillna(rows["low"]).astype(float)
    labels = rows["counter"].str[:30] + rows.index.astype(str)
    plain_ranges(low, high, labels, rows["kind"])
    plt.xscale(scale)


def plain_timeline(**state):
    """Draw dates as marks, a row a text."""
    import seaborn as sns

    rows = module("timeline").timeline_table(**state)
    rows = rows[rows["drawn"]]
    sns.scatterplot(
        x=(rows["start"] + rows["end"]) / 2, y=rows["name"].str[:40],
        hue=rows["act"], style=rows["act"],
    )  # fmt: skip


def plain_trace(claim, **state):
    """Draw what is printed beside what is recomputed."""
    rows = module("trace").intervals(claim.split(":")[0])
    low, high = rows["low"].fillna(rows["high"]), rows["high"]
    plain_ranges(low, high.fillna(low), rows["what"], rows["what"])


def plain_ways_out(events, **state):
    """Draw countries as lines."""
    import seaborn as sns

    table = module("ways_out").ways_out_table(**state)
    sns.lineplot(table.astype(float), markers=True)


def plain_weigh(case, element, **ticks):
    """Draw the marks of each reading as a grid."""
    import seaborn as sns

    weigh = module("weigh")
    held = weigh.weighing(case, ticks)
    rows = [
        (reading, one, said)
        for reading in tables.load("legal_readings")["id"]
        for one, said in weigh.marks(reading, held).items()
    ]
    reading, one, said = zip(*rows, strict=True)
    ax = sns.scatterplot(x=one, y=reading, hue=said, style=said)
    ax.tick_params(axis="x", rotation=90)


PLAIN = {
    name.removeprefix("plain_"): one
    for name, one in list(globals().items())
    if name.startswith("plain_")
}


def code(chart, column, values, split, **rest):
    """Return the code that `explore` hands out in one state."""
    rest["figures"] = tuple(rest["figures"])
    question = pivot.Question(
        **rest, split=None if split == NOTHING else split
    )
    return recipe(question, *pivot.compute(question), chart)


def widgets() -> None:
    """Print how fast each control of each widget answers."""
    walks = {
        name: walk(getattr(nkcourse.widgets, name))
        for name in nkcourse.widgets.__all__
    }
    print("\nFrom the event to the new picture, p95 in ms (and ratio):\n")
    print(
        "| widget | `interact` | first seen | seen before |\n|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as folder:
        work, aside = Path(folder, "work"), Path(folder, "aside")
        work.mkdir(), aside.mkdir()
        for name, steps in walks.items():
            bench_notebook(work / f"{name}.ipynb", name, steps)
        with jupyterlab(work, aside) as lab, chromium() as browser:
            for name, steps in walks.items():
                page = browser.new_page(
                    viewport={"width": 1280, "height": 3000}
                )
                page.set_default_timeout(60 * SECONDS)
                open_and_run(page, lab, f"{name}.ipynb")
                page.wait_for_function(DRAWN)
                _print_widget(page, name, steps)
                page.close()


def bench_notebook(path: Path, name: str, steps: list) -> None:
    """Write a notebook with a widget and its charts under `interact`."""
    states = [state for _, _, state in steps]
    sources = [
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n%matplotlib inline\n"
        "from tools.bench import plain\nimport nkcourse.widgets as widgets",
        f"widgets.{name}()",
        f"plain({name!r}, {states!r})",
    ]
    cells = [nbformat.v4.new_code_cell(one) for one in sources]
    nbformat.write(
        nbformat.v4.new_notebook(cells=cells, metadata=METADATA), path
    )


def _print_widget(page, name: str, steps: list) -> None:
    """Take one widget through its walk twice, and the plain one once."""
    times = {"plain": [], "first seen": [], "seen before": []}
    seen = set()
    for _ in range(2):
        for label, value, state in steps:
            took = page.evaluate(MOVE, [1, label, value])
            page.wait_for_timeout(PAUSE)
            key = json.dumps(state)
            kind = "seen before" if key in seen else "first seen"
            seen.add(key)
            times[kind].append((took, f"{label}: {value}"))
    for number in [*range(1, len(steps)), 0]:
        took = page.evaluate(MOVE, [2, "Plain", str(number)])
        times["plain"].append((took, str(number)))
    p95 = {kind: quantile([one for one, _ in all_])
           for kind, all_ in times.items()}  # fmt: skip
    cells = [f"{name}, {len(steps)} moves", f"{p95.pop('plain'):.0f}"]
    for kind, value in p95.items():
        took, move = max(times[kind])
        share = value / float(cells[1])
        cells.append(f"{value:.0f} ({share:.2f}); slowest {move} {took:.0f}")
    print(f"| {' | '.join(cells)} |", flush=True)


def quantile(values: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20, method="inclusive")[18]


def seconds(do: Callable[[], object]) -> float:
    """Return how long something takes."""
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def ratio(ours: Callable, bare: Callable, tries: int = TRIES) -> float:
    """Return how much longer ours takes: medians of turns taken in turn."""
    pairs = [(seconds(bare), seconds(ours)) for _ in range(tries)]
    bares, mine = zip(*pairs, strict=True)
    return statistics.median(mine) / statistics.median(bares)


def python(source: str) -> None:
    """Run a line of Python in a process of its own."""
    subprocess.run([sys.executable, "-c", source], check=True)


def execute(path: Path | None) -> None:
    """Run a notebook; without a path one that imports pandas and seaborn."""
    if path:
        new = nbformat.read(path, as_version=4)
        folder = path.parent
    else:
        cell = nbformat.v4.new_code_cell("import pandas as pd\n"
                                         "import seaborn as sns")  # fmt: skip
        new, folder = nbformat.v4.new_notebook(cells=[cell]), ROOT
    NotebookClient(
        new, kernel_name="python3", allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    ).execute(stderr=subprocess.DEVNULL)  # fmt: skip


def package() -> None:
    """Print what the package, its tables and its notebooks cost."""
    print("\n| what | against | ratio |\n|---|---|---|")
    paths = files(tables.DATA, "*.csv")

    def read_all() -> None:
        import pandas as pd

        for path in paths:
            pd.read_csv(path)

    def load_all() -> None:
        for path in paths:
            tables.load(path.stem)

    load_all()
    print(f"| load all tables | read_csv | {ratio(load_all, read_all):.2f} |")
    imports = "import pandas, platformdirs, IPython.core.display"
    cost = ratio(
        lambda: python(f"{imports}; import nkcourse"),
        lambda: python(imports),
        4 * TRIES,
    )
    print(f"| import nkcourse | what it imports | {cost:.2f} |")
    all_ratios = []
    for path in notebooks():
        one = ratio(partial(execute, path), partial(execute, None), 3)
        all_ratios.append(one)
        size = path.stat().st_size / 1000
        print(f"| {path.name}, {size:.0f} kB | bare notebook | {one:.2f} |",
              flush=True)  # fmt: skip
    mean = statistics.mean(all_ratios)
    print(f"| all notebooks, mean | bare notebook | {mean:.2f} |")
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode().split("\0")  # fmt: skip
    total = sum(os.path.getsize(ROOT / one) for one in tracked if one)
    history = sum(
        one.stat().st_size for one in (ROOT / ".git").rglob("*")
        if one.is_file()
    )  # fmt: skip
    print(f"| clone: files {total / 1e6:.1f} MB, history "
          f"{history / 1e6:.1f} MB | | |")  # fmt: skip


def forget() -> None:
    """Empty every cache of the package, as in a new kernel."""
    for name, module in list(sys.modules.items()):
        if name.startswith("nkcourse"):
            for one in vars(module).values():
                while one is not None:
                    getattr(one, "cache_clear", int)()
                    one = getattr(one, "__wrapped__", None)


def growth() -> None:
    """Print how loader and explorer grow with ten times tables and rows."""
    print("\n| ten times | what | ratio |\n|---|---|---|")
    original = tables.DATA

    def many_tables(package: dict, folder: Path) -> None:
        for one in list(package["resources"]):
            raw = (original / one["path"]).read_bytes()
            (folder / one["path"]).write_bytes(raw)
            for number in range(1, 10):
                name = f"{one['name']}_{number}"
                (folder / f"{name}.csv").write_bytes(raw)
                package["resources"].append(
                    one | {"name": name, "path": f"{name}.csv"}
                )

    def many_rows(package: dict, folder: Path) -> None:
        looked_up = {
            key["reference"]["resource"]
            for one in package["resources"]
            for key in one["schema"].get("foreignKeys", [])
        }  # their keys must stay unique
        for one in package["resources"]:
            if one["name"] in looked_up:
                raw = (original / one["path"]).read_bytes()
                (folder / one["path"]).write_bytes(raw)
                continue
            head, *rows = (original / one["path"]).read_text().splitlines()
            text = "\n".join([head, *rows * 10]) + "\n"
            (folder / one["path"]).write_text(text)
            digest = tables.hashlib.sha256(text.encode()).hexdigest()
            one["hash"] = f"sha256:{digest}"

    def measure() -> tuple[float, float]:
        forget()
        names = list(tables.catalogue()["table"])
        loading = statistics.median(
            seconds(lambda: [tables.load(one) for one in names])
            for _ in range(3)
        )
        opening = []
        for table in ("arrivals_by_sex", "unhcr_population", "claims"):
            forget()
            opening.append(seconds(partial(TableExplorer, table)))
        return loading, statistics.median(opening)

    before = measure()
    for what, grow in [("tables", many_tables), ("rows", many_rows)]:
        with tempfile.TemporaryDirectory() as folder:
            text = (original / "datapackage.json").read_text("utf-8")
            package = json.loads(text)
            grow(package, Path(folder))
            path = Path(folder, "datapackage.json")
            path.write_text(json.dumps(package))
            tables.DATA = Path(folder)
            after = measure()
            tables.DATA = original
        for name, old, new in zip(
            ("load all", "open explore"), before, after, strict=True
        ):
            print(f"| {what} | {name} | {new / old:.1f} |")


# The last commit whose tests ran one after the other, on one core.
BEFORE = "89260fc"


def tests() -> None:
    """Print how long `make test` takes, against that of an earlier commit.

    One after the other, each with everything set up; on an idle machine.
    """
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder, "before")
        git = ("git", "-c", "advice.detachedHead=false")
        for command in (
            (*git, "clone", "--quiet", ROOT, old),
            (*git, "-C", old, "checkout", "--quiet", BEFORE),
        ):
            subprocess.run(command, check=True)
        took = [_test(place) for place in (old, ROOT)]
    print(f"\n| make test | {BEFORE} | {took[1] / took[0]:.2f} |")


def _test(place: Path) -> float:
    """Run `make test` in a folder; print how it ended, return its seconds."""
    # Not what this make was told: its ARGS would choose among the tests.
    found = {
        name: value
        for name, value in os.environ.items()
        if name != "ARGS" and "MAKE" not in name
    }
    make = partial(subprocess.run, cwd=place, env=found, capture_output=True)
    make(["make", "_dev"], check=True)
    begun = time.perf_counter()
    done = make(["make", "test"])
    took = time.perf_counter() - begun
    last = [
        line for line in done.stdout.decode().splitlines() if " in " in line
    ]
    print(f"{place}: {took:.0f} s; {last[-1]}", flush=True)
    return took


PARTS = {one.__name__: one for one in (widgets, package, growth, tests)}
USUAL = ("widgets", "package", "growth")  # tests take a quarter of an hour

if __name__ == "__main__":
    for part in sys.argv[1:] or USUAL:
        PARTS[part]()
