#!/usr/bin/env python3
"""Reference for `.nam` captures: float64 arithmetic, nothing approximated.

The weights are rounded to float32 first, as every player of the format does;
the arithmetic after that is in float64.
"""

import argparse
import json
from pathlib import Path

import numpy as np

import audio
from oracle_feedforward import ConvNet, Linear
from oracle_layers import WeightReader
from oracle_lstm import LSTM
from oracle_wavenet import WaveNet

# The format's reference player settles a capture in blocks of this many frames.
PREWARM_BLOCK = 64


def load_capture(path):
    """Reads the JSON object of a `.nam` file."""
    return json.loads(Path(path).read_text(encoding="utf-8-sig"))


def network(capture, dtype=np.float64, quality=1.0):
    """Makes the network of a capture's JSON object, at a quality of 0...1.

    A network has `input_channels`, `output_channels`, `settling_frames` of silence that bring it to
    rest, and `run(x)`, x of shape (frames, input channels).
    """
    architecture, config = capture["architecture"], capture["config"]
    if architecture == "SlimmableContainer":
        return network(submodel(config["submodels"], quality), dtype)
    if architecture == "Sequential":
        return Sequential([network(model, dtype) for model in config["models"]])
    reader = WeightReader(capture["weights"], dtype)
    made = read_network(capture, reader, quality)
    reader.finish()
    return made


def read_network(capture, reader, quality=1.0):
    """Makes a network that has weights of its own."""
    architecture, config = capture["architecture"], capture["config"]
    if architecture == "LSTM":
        return LSTM(config, reader, capture.get("sample_rate"))
    if architecture == "Linear":
        return Linear(config, reader)
    if architecture == "ConvNet":
        return ConvNet(config, reader)
    if architecture == "WaveNet":
        nested = config.get("condition_dsp")
        condition = network(nested, reader.dtype) if nested else None
        return WaveNet(config, reader, condition, quality)
    raise ValueError(f"unknown architecture: {architecture}")


def submodel(submodels, quality):
    """The first that goes beyond the quality, else the last."""
    return next((each["model"] for each in submodels if quality < each["max_value"]),
                submodels[-1]["model"])


class Sequential:
    """Networks one after the other."""

    def __init__(self, networks):
        self.networks = networks
        self.input_channels = networks[0].input_channels
        self.output_channels = networks[-1].output_channels
        self.settling_frames = sum(each.settling_frames for each in networks)

    def run(self, x):
        for each in self.networks:
            x = each.run(x)
        return x


def prewarm_frames(net):
    """Frames of silence before a warm start, in whole blocks."""
    return -(-net.settling_frames // PREWARM_BLOCK) * PREWARM_BLOCK


def render(net, x, prewarm=0):
    """What a new network makes of `prewarm` frames of silence and then x, from x on."""
    if x.ndim != 2 or x.shape[1] != net.input_channels:
        raise ValueError(f"the capture takes {net.input_channels} channels")
    silence = np.zeros((prewarm, net.input_channels), x.dtype)
    return net.run(np.concatenate([silence, x]))[prewarm:]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("capture", type=Path, help=".nam file")
    parser.add_argument("input", type=Path, help=".wav (PCM) or .f32 (interleaved)")
    parser.add_argument("output", type=Path, help=".f32 file to write")
    parser.add_argument("--quality", type=float, default=1.0,
                        help="0 to 1, of a slimmable capture (default %(default)s)")
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--warm", dest="warm", action="store_true", default=True,
                       help="feed the silence that settles the capture first (default)")
    start.add_argument("--cold", dest="warm", action="store_false",
                       help="start at the file's state, or else in silence")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    net = network(load_capture(arguments.capture), quality=arguments.quality)
    x = audio.read(arguments.input, net.input_channels).astype(np.float64)
    audio.write_f32(arguments.output, render(net, x, prewarm_frames(net) if arguments.warm else 0))


if __name__ == "__main__":
    main()
