#!/usr/bin/env python3
"""Makes a training pair with the simulated amp: input.wav, output.wav, metadata.json."""

import argparse
import json
from pathlib import Path

import numpy as np

import ampsim
import audio
import training_signal

HERE = Path(__file__).resolve().parent
HIGHEST_PEAK = 0.97
OUTPUT_LEVEL_DBU = 4.0  # a studio's nominal line level at digital full scale


def metadata(preset_name, output_gain):
    preset = ampsim.PRESETS[preset_name]
    return {
        "gear_type": "amp",
        "gear_make": "Simulated",
        "gear_model": preset_name,
        "tone_type": preset.tone_type,
        "input_level_dbu": round(preset.input_level_dbu, 1),
        "output_level_dbu": round(OUTPUT_LEVEL_DBU - 20 * np.log10(output_gain), 1),
    }


def make_pair(preset_name, seconds, rate, seed, folder):
    x = training_signal.make(seconds, rate, seed)
    folder.mkdir(parents=True, exist_ok=True)
    audio.write_wav(folder / "input.wav", x, rate)
    # The amp hears what the file holds, rounding included.
    x = audio.read_wav(folder / "input.wav")[0][:, 0]
    y = ampsim.process(x, ampsim.PRESETS[preset_name], rate)
    gain = min(1, HIGHEST_PEAK / np.max(np.abs(y)))
    audio.write_wav(folder / "output.wav", gain * y, rate)
    text = json.dumps(metadata(preset_name, gain), indent=2)
    (folder / "metadata.json").write_text(text + "\n")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("preset", choices=ampsim.PRESETS, help="the amp's knob positions")
    parser.add_argument("--rate", type=int, default=48000, metavar="HZ",
                        help="sample rate (default %(default)s)")
    parser.add_argument("--seconds", type=float, default=180,
                        help=f"length, at least {training_signal.MINIMUM_SECONDS}"
                             " (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1,
                        help="of the random playing (default %(default)s)")
    parser.add_argument("--output", type=Path, metavar="FOLDER",
                        help="default: data/PRESET_HZ beside this script")
    arguments = parser.parse_args()
    if arguments.seconds < training_signal.MINIMUM_SECONDS:
        parser.error(f"--seconds must be at least {training_signal.MINIMUM_SECONDS}")
    return arguments


def main():
    arguments = parse_arguments()
    name = f"{arguments.preset}_{arguments.rate}"
    folder = arguments.output or HERE / "data" / name
    make_pair(arguments.preset, arguments.seconds, arguments.rate, arguments.seed, folder)
    print(folder)


if __name__ == "__main__":
    main()
