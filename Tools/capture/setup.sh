#!/bin/sh
# usage: setup.sh [--oracle-only]
# Makes .venv and compiles the amp simulation. --oracle-only: numpy alone, for the goldens.
set -eu
cd "$(dirname "$0")"

install() { .venv/bin/pip install --quiet --disable-pip-version-check "$@"; }

case "${1-}" in
  "") ;;
  --oracle-only)
    python3 -m venv .venv
    install "$(grep '^numpy==' requirements.txt)"
    exit ;;
  *) sed -n 's/^# //p' "$0" >&2; exit 2 ;;
esac

python3 -m venv .venv
install --requirement requirements.txt
# Without its dependencies: a sound card, TensorBoard and transformers are never touched here.
install --no-deps --requirement requirements-trainer.txt

mkdir -p build
cc -std=c11 -O2 -shared -fPIC -o build/libcapture.so ampsim.c pluck.c -lm
