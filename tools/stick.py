"""Lay what a class without a network needs into dist/stick/.

    make stick                 for every supported Python
    make stick ARGS=3.13       for one

The learner's archive, and beside it a folder of wheels for Windows, macOS and
Linux: `make lab`, and `python -m tools.lab`, take them from there. Python
itself is not among them.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.markers import Marker

from tools import bundle
from tools.matrix import PYTHONS
from tools.notebooks import ROOT
from tools.setup import connection

STICK = ROOT / "dist" / "stick"
# The systems that a class may bring: what pip calls their wheels, and what
# the conditions in requirements.txt ask of a system. Not Macs with an Intel
# processor: argon2-cffi-bindings, which JupyterLab brings, has no wheel for
# them any more.
SYSTEMS = {
    "Windows": (["win_amd64"], ("win32", "Windows", "nt", "AMD64")),
    "macOS (Apple processor)": (
        ["macosx_14_0_arm64"],
        ("darwin", "Darwin", "posix", "arm64"),
    ),
    "Linux": (
        ["manylinux_2_28_x86_64", "manylinux2014_x86_64"],
        ("linux", "Linux", "posix", "x86_64"),
    ),
    "Linux on ARM": (
        ["manylinux_2_28_aarch64", "manylinux2014_aarch64"],
        ("linux", "Linux", "posix", "aarch64"),
    ),
}
READ_ME = """\
1. Copy this folder to your computer: both the archive and the folder wheels.
2. Unpack the archive there, so that its folder lies beside wheels.
3. In the unpacked folder, in a terminal, no network needed:

     Windows         py -m tools.lab
     macOS, Linux    python3 -m tools.lab

Python {pythons} must be there already.
Wheels are here for: {systems}.
"""


def requirements(
    text: str, python: str, about: tuple[str, str, str, str]
) -> str:
    """Return the pins that hold for one Python on one system, without marks.

    `pip download` chooses wheels for another system, and yet asks conditions
    such as sys_platform of the system that it runs on.
    """
    names = "sys_platform platform_system os_name platform_machine".split()
    environment = dict(zip(names, about, strict=True)) | {
        "python_version": python,
        "python_full_version": f"{python}.1",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    kept = []
    for block in re.split(r"^(?=\S+==)", text, flags=re.MULTILINE)[1:]:
        first, rest = block.split("\n", 1)
        pin, _, marker = first.removesuffix("\\").partition(";")
        if not marker or Marker(marker.strip()).evaluate(environment):
            kept.append(f"{pin.strip()} \\\n{rest}")
    if not kept:
        raise ValueError("no pin holds: is this requirements.txt?")
    return "".join(kept)


def download(python: str, system: str, wheels: Path) -> None:
    """Put the wheels for one Python on one system into a folder."""
    platforms, about = SYSTEMS[system]
    text = (ROOT / "requirements.txt").read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "requirements.txt")
        path.write_text(requirements(text, python, about), "utf-8")
        command = [
            *(sys.executable, "-m", "pip", "download", "-qq"),
            *("--disable-pip-version-check", "--no-deps"),
            *("--only-binary", ":all:", "--implementation", "cp"),
            *("--python-version", python, "--dest", str(wheels)),
            *(f"--platform={one}" for one in platforms),
            *("--require-hashes", "--requirement", str(path)),
        ]
        done = subprocess.run(command, env=connection())
    if done.returncode:
        sys.exit(
            f"The wheels for Python {python} on {system} are not all there "
            "(see above). What is in dist/stick/ stays; run the same command "
            "again."
        )


def main(asked: list[str]) -> None:
    """Fill dist/stick/."""
    if unknown := set(asked) - set(PYTHONS):
        sys.exit(f"Choose from Python {', '.join(PYTHONS)}, not {unknown}.")
    pythons = [one for one in PYTHONS if one in asked] or list(PYTHONS)
    wheels = STICK / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    changed = bundle.uncommitted()
    archive = ROOT / bundle.student()
    archive.replace(STICK / archive.name)
    for python in pythons:
        for system in SYSTEMS:
            print(f"Python {python}, {system} …", flush=True)
            download(python, system, wheels)
    (STICK / "READ ME FIRST.txt").write_text(
        READ_ME.format(pythons=", ".join(pythons), systems="; ".join(SYSTEMS)),
        "utf-8",
    )
    files = list(STICK.rglob("*"))
    size = sum(one.stat().st_size for one in files if one.is_file())
    if changed:
        print(f"Not in it, for it is not committed:\n{changed}")
    print(f"dist/stick/ has {len(files)} files, {size / 1e6:.0f} MB.")


if __name__ == "__main__":
    main(sys.argv[1:])
