"""Set up what is missing and open the lessons: `python -m tools.lab`.

The same on every system, with make or without. Options for JupyterLab may
follow. Standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tools.setup import (
    NOT_FINISHED,
    ROOT,
    clean_environment,
    set_up,
    venv_python,
)

FIRST = "/lab/tree/notebooks/00-start-here.ipynb"
LEAST_SPACE = 20_000_000  # bytes; a lesson with its outputs has 0.4 million
FULL = (
    "The disk is full: what you change in the lessons could not be saved. "
    "Make room, then run the same command again."
)


def jupyterlab(*options: str) -> int:
    """Run JupyterLab on work/ until it ends; return how it ended."""
    command = [venv_python(), "-m", "jupyterlab", "--ServerApp.root_dir=work"]
    command += [f"--LabApp.default_url={FIRST}", *options]
    settings = {"JUPYTER_CONFIG_PATH": str(ROOT / "tools" / "jupyter")}
    with subprocess.Popen(
        command, cwd=ROOT, env=clean_environment() | settings
    ) as server:
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:
                continue  # JupyterLab itself asks whether it should end


def main(options: list[str]) -> int:
    """Set up, refresh the copies, open them."""
    os.chdir(ROOT)
    set_up("run")
    if shutil.disk_usage(ROOT).free < LEAST_SPACE:
        sys.exit(FULL)
    refresh = [venv_python(), "-m", "tools.workspace"]
    if done := subprocess.call(refresh, cwd=ROOT, env=clean_environment()):
        return done
    return jupyterlab(*options)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(NOT_FINISHED)
