"""What is promised, pinned and installed is the same, file by file."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
RUN = [*PROJECT["project"]["dependencies"], *EXTRAS["build"], *EXTRAS["lab"]]
DEV = RUN + [line for extra in EXTRAS.values() for line in extra]
CI = os.environ.get("CI") == "true"


def text(name):
    return (ROOT / name).read_text("utf-8")


def pins(name):
    """Return the pinned versions: one package can have several."""
    found = {}
    for line in re.findall(r"^\S+==\S+", text(name), re.MULTILINE):
        package, version = line.split("==")
        found.setdefault(canonicalize_name(package), set()).add(version)
    return found


def ranges(lines):
    return {
        canonicalize_name(one.name): one.specifier
        for one in map(Requirement, lines)
    }


# The versions


def test_conda_and_pip_are_given_the_same_ranges():
    conda = yaml.safe_load(text("environment.yml"))
    (pip,) = [d["pip"] for d in conda["dependencies"] if isinstance(d, dict)]
    assert pip == ["."]
    # JupyterLab to open the lessons, and nbval to check them
    wanted = ranges(PROJECT["project"]["dependencies"])
    wanted |= ranges(EXTRAS["lab"]) | ranges(EXTRAS["check"])
    lines = [d for d in conda["dependencies"] if isinstance(d, str)]
    found = ranges(line for line in lines if line != "pip")
    assert found.pop("python") == SpecifierSet(
        PROJECT["project"]["requires-python"]
    )
    assert found == wanted


def test_the_build_backend_is_one_pinned_version():
    assert PROJECT["build-system"]["requires"] == EXTRAS["build"]
    (specifier,) = Requirement(EXTRAS["build"][0]).specifier
    assert specifier.operator == "=="


@pytest.mark.parametrize(
    ("name", "lines"),
    [("requirements.txt", RUN), ("requirements-dev.txt", DEV)],
)
def test_every_dependency_is_pinned_within_its_range(name, lines):
    pinned = pins(name)
    for package, specifier in ranges(lines).items():
        assert pinned[package], package
        for version in pinned[package]:
            assert version in specifier, f"{package} {version}: make pins"


def test_the_pins_of_the_two_files_are_the_same():
    dev = pins("requirements-dev.txt")
    for package, versions in pins("requirements.txt").items():
        assert dev[package] == versions


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_a_hash_and_no_file_names_a_host_or_a_path(name):
    lines = [line for line in text(name).splitlines() if line[:1] != " "]
    pinned = [line for line in lines if "==" in line]
    assert pinned == [line for line in lines if line[0] != "#"]
    blocks = re.split(r"^(?=\S+==)", text(name), flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pinned)
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"://|--index|--find-links|@ ", text(name))


def test_the_supported_pythons_are_the_same_everywhere():
    """requires-python in pyproject.toml is the one truth."""
    from tools.matrix import COLUMNS, PYTHONS
    from tools.setup import supported

    low, limit = supported()
    allowed = SpecifierSet(PROJECT["project"]["requires-python"])
    minors = [f"3.{n}" for n in range(30) if f"3.{n}.1" in allowed]
    assert minors == [f"3.{n}" for n in range(low, limit)]
    classified = [
        line.rsplit(" ", 1)[1]
        for line in PROJECT["project"]["classifiers"]
        if ":: 3." in line
    ]
    assert classified == minors == list(PYTHONS)
    assert {one for *_, one in COLUMNS.values() if one} <= set(minors)
    for name in ("README.md", "CONTRIBUTING.md"):
        assert f"3.{low} to 3.{limit - 1}" in text(name), name
    assert f"--python-version 3.{low}" in text("Makefile")
    named = re.findall(r"python@?(3\.\d+)", text("tools/get-python.txt"))
    assert named and set(named) <= set(minors)


def constraints(name):
    found = re.findall(
        r"^([\w.-]+)==(\S+)$", text(f"tools/constraints/{name}"), re.MULTILINE
    )
    assert found, name
    return {canonicalize_name(package): one for package, one in found}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("pyodide.txt", {"numpy", "pandas", "matplotlib", "platformdirs"}),
        ("colab.txt", {"numpy", "pandas", "matplotlib", "ipywidgets"}),
    ],
)
def test_our_ranges_admit_what_a_browser_and_colab_have(name, wanted):
    there = constraints(name)
    assert wanted <= there.keys()
    for package, specifier in ranges(
        PROJECT["project"]["dependencies"]
    ).items():
        if package in there:
            assert there[package] in specifier, f"{package} {there[package]}"


def test_versions_of_a_pyodide_are_read_from_its_lock_file():
    from tools.paired import constraints as made

    about = {"abi_version": "2026_0", "python": "3.14.2"}
    packages = {"pandas": {"version": "3.0.2"}, "xyz": {"version": "1"}}
    found = made({"info": about, "packages": packages}, {"pandas", "numpy"})
    assert found.splitlines()[1:] == ["pandas==3.0.2"]
    assert "Python 3.14.2" in found
    with pytest.raises(SystemExit, match="none of our packages"):
        made({"info": about, "packages": packages}, {"numpy"})


def test_one_version_of_the_pack():
    version = PROJECT["project"]["version"]
    assert yaml.safe_load(text("CITATION.cff"))["version"] == version
    assert f"## {version}" in text("CHANGELOG.md")


def test_ci_compares_stored_outputs(request):
    """In CI the pinned versions are there, so nothing is let off."""
    if not CI:
        pytest.skip("only in CI")
    if request.config.option.lax:
        pytest.skip("--lax")
    assert request.config.why_lax == ""


# The commands

RULES = dict(re.findall(r"^([a-z_]+):(.*)$", text("Makefile"), re.MULTILINE))
TARGETS = {name for name in RULES if not name.startswith("_")}


def test_every_command_has_a_line_of_help():
    assert all("## " in RULES[name] for name in TARGETS)
    answer = subprocess.run(
        ["make"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    told = re.findall(r"^make (\w+) +\w", answer.stdout, re.MULTILINE)
    assert set(told) == TARGETS


def test_every_command_is_there():
    phony = re.search(r"^\.PHONY:((?:.*\\\n)*.*)$", text("Makefile"), re.M)
    assert set(phony[1].replace("\\", "").split()) == set(RULES)
    for module in re.findall(r"-m tools\.(\w+)", text("Makefile")):
        assert (ROOT / "tools" / f"{module}.py").is_file()


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_commands_of_the_documents_are_there(name):
    used = set(re.findall(r"(?:^|`)make (\w+)", text(name), re.MULTILINE))
    assert used and used <= TARGETS


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_links_of_the_documents_lead_somewhere(name):
    for link in re.findall(r"\]\(([^)#]+)", text(name)):
        assert "://" in link or (ROOT / link).exists(), link


def test_readme_gives_the_commands_that_ci_runs():
    blocks = re.findall(r"```sh\n(.*?)```", text("README.md"), re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines()]
    assert "make lab" in commands and "make test" in commands
    assert text(".ci/run").splitlines()[-1] == "make test"
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
