#!/bin/sh
# Print the first Python of a version that this course supports.
# PYTHON, where it is set, is the only one looked at.

if [ -n "$PYTHON" ]; then
    set -- "$PYTHON"
else
    set -- python3 python3.13 python3.12 python3.11
fi

# A name can be on the PATH and still not run (pyenv leaves such names), so
# each is asked for its version.
for python in "$@"; do
    if "$python" -c 'import sys; sys.exit(
        not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
    then
        printf '%s\n' "$python"
        exit 0
    fi
done

version=$("$1" --version 2>&1) && found=" ($1 is $version)" || found=""
echo "This course needs Python 3.11, 3.12 or 3.13$found:" \
    "install one of them, then run make again," \
    "or name it: make lab PYTHON=/path/to/python3.12" >&2
exit 1
