#!/usr/bin/env python3
"""Makes Tests/Goldens: random captures, input signals and the reference outputs.

The outputs come from the float64 oracle, rounded to float32 when stored.
"""

import os

# One thread, so that a sum is always taken in the same order.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import json
from pathlib import Path

import numpy as np

import audio
import fixtures
import oracle

ROOT = Path(__file__).resolve().parents[2]
GOLDENS = Path("Tests/Goldens")
GUITAR = Path("Models/guitar_48000.wav")
INPUT_CHANNELS = (1, 2)
TRAINED_SECONDS = 8
TRAINED_STRIDE = 7
TRAINED = ["lstm_1x8_clean", "lstm_1x16_crunch", "lstm_2x16_lead",
           "lstm_1x12_clean_44k1", "lstm_1x8_clean_96k"]


def golden(name, model, input_path, frames, start, stride=1):
    """One entry of goldens.json."""
    capture = oracle.load_capture(ROOT / model)
    net = oracle.LSTM(capture)
    warm = start == "warm"
    return {
        "name": f"{name}_{start}",
        "model": str(model),
        "input": str(input_path),
        "frames": frames,
        "input_channels": net.input_channels,
        "output_channels": net.output_channels,
        "start": start,
        "prewarm": oracle.prewarm_frames(capture.get("sample_rate")) if warm else 0,
        "stride": stride,
        "output": str(GOLDENS / "outputs" / f"{name}_{start}.f32"),
    }


def render(entry, dtype=np.float64):
    """The frames an entry stores: every stride-th, beginning with the first."""
    net = oracle.LSTM(oracle.load_capture(ROOT / entry["model"]), dtype)
    net.warm_up(entry["prewarm"])
    x = audio.read(ROOT / entry["input"], entry["input_channels"])
    looped = np.resize(x, (entry["frames"], x.shape[1]))
    return net.run(looped)[::entry["stride"]]


def model_path(fixture):
    return GOLDENS / "models" / f"{fixture.name}.nam"


def signal_path(channels):
    return GOLDENS / "inputs" / f"{'mono' if channels == 1 else 'stereo'}.f32"


def write_inputs():
    for folder in ("models", "inputs", "outputs"):
        (ROOT / GOLDENS / folder).mkdir(parents=True, exist_ok=True)
    for seed, fixture in enumerate(fixtures.FIXTURES):
        (ROOT / model_path(fixture)).write_text(fixtures.capture_text(fixture, seed))
    for channels in INPUT_CHANNELS:
        signal = fixtures.probe_signal(channels, seed=1000 + channels)
        audio.write_f32(ROOT / signal_path(channels), signal)


def all_goldens():
    entries = [
        golden(fixture.name, model_path(fixture), signal_path(fixture.input_channels),
               fixtures.FRAMES, start)
        for fixture in fixtures.FIXTURES for start in ("cold", "warm")
    ]
    for name in TRAINED:
        model = Path("Models") / f"{name}.nam"
        rate = oracle.load_capture(ROOT / model)["sample_rate"]
        entries.append(golden(name, model, GUITAR, TRAINED_SECONDS * rate, "warm", TRAINED_STRIDE))
        if name == "lstm_1x16_crunch":
            entries.append(golden(name, model, GUITAR, rate, "cold", TRAINED_STRIDE))
    return entries


def write_goldens():
    write_inputs()
    entries = all_goldens()
    for entry in entries:
        audio.write_f32(ROOT / entry["output"], render(entry))
        print(entry["output"], flush=True)
    (ROOT / GOLDENS / "goldens.json").write_text(json.dumps(entries, indent=2) + "\n")


def print_float32_errors():
    """How far float32 arithmetic lands from float64: what a player may differ by."""
    print(f"{'golden':32} {'peak':>8} {'max error':>10}")
    for entry in json.loads((ROOT / GOLDENS / "goldens.json").read_text()):
        exact = render(entry)
        error = np.max(np.abs(render(entry, np.float32) - exact))
        print(f"{entry['name']:32} {np.max(np.abs(exact)):8.4f} {error:10.2e}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--float32-errors", action="store_true",
                        help="write nothing; print what float32 arithmetic would be off by")
    if parser.parse_args().float32_errors:
        print_float32_errors()
    else:
        write_goldens()


if __name__ == "__main__":
    main()
