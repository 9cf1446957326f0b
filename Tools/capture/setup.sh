#!/bin/sh
# Makes .venv and compiles the amp simulation.
# usage: setup.sh [--oracle-only]    --oracle-only: numpy alone, enough for make_goldens.py
set -eu
cd "$(dirname "$0")"

case "${1-}" in
  "") requirements=requirements.txt ;;
  --oracle-only) requirements=requirements-oracle.txt ;;
  *) sed -n '2,3s/^# //p' "$0" >&2; exit 2 ;;
esac

python3 -m venv .venv
install() { .venv/bin/pip install --quiet --disable-pip-version-check "$@"; }

install --requirement "$requirements"
[ "$requirements" = requirements-oracle.txt ] && exit

# Its own requirements ask for a sound card, TensorBoard and transformers, which training here
# never touches; the ones it does are in requirements.txt.
install --no-deps --requirement requirements-trainer.txt
mkdir -p build
cc -std=c11 -O2 -shared -fPIC -o build/libcapture.so ampsim.c pluck.c -lm
