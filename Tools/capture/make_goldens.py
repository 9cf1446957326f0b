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
import drawing
import fixtures
import nets
import oracle

ROOT = Path(__file__).resolve().parents[2]
GOLDENS = Path("Tests/Goldens")
GUITAR = Path("Models/guitar_48000.wav")
INPUTS = {
    "mono": fixtures.probe_signal(1, seed=1001),
    "stereo": fixtures.probe_signal(2, seed=1002),
    "net_mono": drawing.probe_signal(1),
    "net_stereo": drawing.probe_signal(2),
    "net_three": drawing.probe_signal(3),
}
CHANNELS = {1: "mono", 2: "stereo", 3: "three"}
TRAINED_SECONDS = 8
TRAINED_STRIDE = 7
TRAINED = ["lstm_1x8_clean", "lstm_1x16_crunch", "lstm_2x16_lead",
           "lstm_1x12_clean_44k1", "lstm_1x8_clean_96k",
           "wavenet_nano_crunch", "wavenet_feather_crunch"]


def golden(name, model, input_path, frames, start="warm", stride=1, quality=None):
    """One entry of goldens.json."""
    net = make_network(model, quality=quality)
    entry = {
        "name": name,
        "model": str(model),
        "input": str(input_path),
        "frames": frames,
        "input_channels": net.input_channels,
        "output_channels": net.output_channels,
        "start": start,
        "prewarm": oracle.prewarm_frames(net) if start == "warm" else 0,
        "stride": stride,
        "output": str(GOLDENS / "outputs" / f"{name}.f32"),
    }
    return entry if quality is None else entry | {"quality": quality}


def make_network(model, dtype=np.float64, quality=None):
    capture = oracle.load_capture(ROOT / model)
    return oracle.network(capture, dtype, 1.0 if quality is None else quality)


def render(entry, dtype=np.float64):
    """The frames an entry stores: every stride-th, beginning with the first."""
    net = make_network(entry["model"], dtype, entry.get("quality"))
    x = audio.read(ROOT / entry["input"], entry["input_channels"]).astype(dtype)
    looped = np.resize(x, (entry["frames"], x.shape[1]))
    return oracle.render(net, looped, entry["prewarm"])[::entry["stride"]]


def model_path(name):
    return GOLDENS / "models" / f"{name}.nam"


def signal_path(channels, prefix=""):
    return GOLDENS / "inputs" / f"{prefix}{CHANNELS[channels]}.f32"


def write_inputs():
    for folder in ("models", "inputs", "outputs"):
        (ROOT / GOLDENS / folder).mkdir(parents=True, exist_ok=True)
    for seed, fixture in enumerate(fixtures.FIXTURES):
        (ROOT / model_path(fixture.name)).write_text(fixtures.capture_text(fixture, seed))
    for net in nets.all_nets():
        (ROOT / model_path(net.name)).write_text(drawing.capture_text(net.capture))
    for name, signal in INPUTS.items():
        audio.write_f32(ROOT / GOLDENS / "inputs" / f"{name}.f32", signal)


def lstm_goldens():
    for fixture in fixtures.FIXTURES:
        for start in ("cold", "warm"):
            yield golden(f"{fixture.name}_{start}", model_path(fixture.name),
                         signal_path(fixture.input_channels), fixtures.FRAMES, start)


def trained_goldens():
    for name in TRAINED:
        model = Path("Models") / f"{name}.nam"
        rate = oracle.load_capture(ROOT / model)["sample_rate"]
        yield golden(f"{name}_warm", model, GUITAR, TRAINED_SECONDS * rate,
                     stride=TRAINED_STRIDE)
        if name == "lstm_1x16_crunch":
            yield golden(f"{name}_cold", model, GUITAR, rate, "cold", TRAINED_STRIDE)


def net_goldens():
    for net in nets.all_nets():
        signal = signal_path(oracle.network(net.capture).input_channels, "net_")
        for quality in net.qualities:
            name = net.name if quality is None else f"{net.name}_{100 * quality:.0f}"
            yield golden(name, model_path(net.name), signal, net.frames, stride=net.stride,
                         quality=quality)


def write_goldens():
    write_inputs()
    entries = [*lstm_goldens(), *trained_goldens(), *net_goldens()]
    for entry in entries:
        audio.write_f32(ROOT / entry["output"], render(entry))
        print(entry["output"], flush=True)
    (ROOT / GOLDENS / "goldens.json").write_text(json.dumps(entries, indent=2) + "\n")


def print_float32_errors():
    """How far float32 arithmetic lands from float64: what a player may differ by."""
    print("| golden | peak | max error | ESR |\n|---|---|---|---|")
    for entry in json.loads((ROOT / GOLDENS / "goldens.json").read_text()):
        exact = render(entry)
        error = np.abs(render(entry, np.float32) - exact)
        ratio = np.sum(error**2) / np.sum(exact**2)
        print(f"| {entry['name']} | {np.max(np.abs(exact)):.4f} | {np.max(error):.2e} "
              f"| {ratio:.1e} |", flush=True)


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
