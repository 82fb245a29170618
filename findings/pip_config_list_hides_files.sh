#!/bin/sh
# pip config list shows one file only where a setting says `user = true`.
#
# pip 23.2.1 and 26.2, Linux. `user = true` belongs to `pip install --user`. But
# every setting of [global] is also taken for the option of the same name of the
# command that runs, and `pip config` has an option --user too: list the user's
# file alone. So the index named in another file is in force for `pip install`
# and missing from the list. `pip config debug` names the files in any case.
#
# In the pack: tools/setup.py reads the files that `pip config debug` names.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for version in 23.2.1 26.2; do
    python3 -m venv "$folder/$version"
    "$folder/$version/bin/python" -m pip install --quiet \
        --disable-pip-version-check "pip==$version"
done
printf '[global]\nindex-url = https://example.org/simple\n' >"$folder/without"
printf '[global]\nindex-url = https://example.org/simple\nuser = true\n' \
    >"$folder/with"

for name in $(env | sed -n 's/^\(PIP_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done
for version in 23.2.1 26.2; do
    for settings in without with; do
        lines=$(PIP_CONFIG_FILE="$folder/$settings" HOME="$folder" \
            "$folder/$version/bin/python" -m pip config list |
            grep -c 'example.org' || true)
        echo "pip $version, $settings user = true: the index is listed $lines time(s)"
        case $settings in without) wanted=1 ;; with) wanted=0 ;; esac
        [ "$lines" = "$wanted" ] || { echo "This has changed."; exit 1; }
    done
done
