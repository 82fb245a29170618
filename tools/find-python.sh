#!/bin/sh
# Print a Python that this course supports, one with venv and ensurepip if
# there is one. PYTHON, where it is set, is the only one looked at; where none
# fits and uv is there, uv gives one.

here=$(dirname "$0")

# The versions stand in pyproject.toml: requires-python = ">=3.LOW,<3.HIGH"
while IFS= read -r line; do
    case $line in requires-python*) range=${line#*\"} ;; esac
done < "$here/../pyproject.toml"
range=${range%\"}
low=${range#>=3.} && low=${low%%,*}
high=${range##*<3.}

# A name can be on the PATH and still not run (pyenv leaves such names), so
# each is asked.
fits() {
    "$1" -c "import sys; sys.exit(
        not (3, $low) <= sys.version_info[:2] < (3, $high))" 2>/dev/null
}
whole() { fits "$1" && "$1" -c "import ensurepip, venv" 2>/dev/null; }
found() { printf '%s\n' "$1"; exit 0; }

if [ -n "$PYTHON" ]; then
    set -- "$PYTHON"
else
    set -- python3
    minor=$high
    while [ $((minor -= 1)) -ge "$low" ]; do set -- "$@" "python3.$minor"; done
fi
for python in "$@"; do whole "$python" && found "$python"; done
# Not from here: uv would find .venv, which is what is about to be made.
by_uv() { (cd / && unset VIRTUAL_ENV && uv python find "$range" 2>/dev/null); }
if [ -z "$PYTHON" ] && command -v uv >/dev/null; then
    if ! python=$(by_uv); then
        echo "uv is asked for Python 3.$((high - 2)) …" >&2
        uv python install --quiet "3.$((high - 2))" 2>/dev/null &&
            python=$(by_uv)
    fi
    whole "$python" && found "$python"
fi
# tools/setup.py says what a Python without ensurepip lacks.
for python in "$@"; do fits "$python" && found "$python"; done

version=$("$1" --version 2>&1) && is=" ($1 is $version)" || is=""
echo "This course needs Python 3.$low to 3.$((high - 1))$is." >&2
while IFS= read -r line; do echo "$line"; done < "$here/get-python.txt" >&2
exit 1
