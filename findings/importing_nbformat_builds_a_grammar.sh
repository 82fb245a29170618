#!/bin/sh
# import nbformat spends most of its time building a grammar that it never uses.
#
# nbformat 5.10.4 with jsonschema 4.26.0, rfc3987-syntax 1.1.0 and lark 1.3.1,
# Linux. jsonschema tries to import rfc3987_syntax for two of its formats (iri and
# iri-reference). That package builds a parser for each rule when it is imported.
# Notebooks have no field of such a format. JupyterLab brings the package (by
# jupyter-events, which asks for jsonschema[format-nongpl]), so every start of
# JupyterLab, nbconvert, nbclient or a test of notebooks pays for it.
#
# In the pack: one process opens many notebooks where it can. Measured here as a
# ratio, since machines differ.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
python=$folder/venv/bin/python
"$python" -m pip install --quiet --disable-pip-version-check nbformat==5.10.4 \
    jsonschema==4.26.0 rfc3987-syntax==1.1.0 lark==1.3.1
"$python" - <<'PY'
import statistics, subprocess, sys, time

def seconds(code):
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - begun

with_it = "import nbformat"
without = "import sys; sys.modules['rfc3987_syntax'] = None; import nbformat"
pairs = [(seconds(with_it), seconds(without)) for _ in range(9)]
ratio = statistics.median(a / b for a, b in pairs)
print(f"import nbformat takes {ratio:.1f} times as long with rfc3987-syntax there")
sys.exit("This has changed." if ratio < 1.8 else 0)
PY
