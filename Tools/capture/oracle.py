#!/usr/bin/env python3
"""Reference for LSTM `.nam` captures: float64 arithmetic, nothing approximated.

The weights are rounded to float32 first, as every player of the format does;
the arithmetic after that is in float64.
"""

import argparse
import json
from pathlib import Path

import numpy as np

import audio

# The format's reference player settles a capture in blocks of this many frames.
PREWARM_BLOCK = 64


def load_capture(path):
    """Reads the JSON object of a `.nam` file."""
    return json.loads(Path(path).read_text(encoding="utf-8-sig"))


def prewarm_frames(sample_rate):
    """Frames of silence that settle a warm start: half a second, in whole blocks.

    An unknown rate (None) asks for one frame, so for one block.
    """
    frames = max(1, int(0.5 * (sample_rate or 0)))
    return -(-frames // PREWARM_BLOCK) * PREWARM_BLOCK


class WeightReader:
    """Hands out a flat weight list in order, in the shapes asked for."""

    def __init__(self, weights, dtype):
        self.weights = np.asarray(weights, np.float32).astype(dtype)
        self.position = 0

    def take(self, *shape):
        end = self.position + int(np.prod(shape))
        if end > len(self.weights):
            raise ValueError(f"too few weights: {len(self.weights)}")
        values = self.weights[self.position:end].reshape(shape)
        self.position = end
        return values

    def finish(self):
        surplus = len(self.weights) - self.position
        if surplus:
            raise ValueError(f"{surplus} weights left over")


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class LSTMLayer:
    """One layer: the four gates are stacked in the order input, forget, cell, output."""

    def __init__(self, reader, input_size, hidden_size):
        self.hidden_size = hidden_size
        self.weight = reader.take(4 * hidden_size, input_size + hidden_size)
        self.bias = reader.take(4 * hidden_size)
        self.hidden = reader.take(hidden_size)
        self.cell = reader.take(hidden_size)

    def step(self, x):
        gates = self.weight @ np.concatenate([x, self.hidden]) + self.bias
        i, f, g, o = gates.reshape(4, self.hidden_size)
        self.cell = sigmoid(f) * self.cell + sigmoid(i) * np.tanh(g)
        self.hidden = sigmoid(o) * np.tanh(self.cell)
        return self.hidden


class LSTM:
    """A capture with its running state, which starts at the file's h0 and c0."""

    def __init__(self, capture, dtype=np.float64):
        if capture["architecture"] != "LSTM":
            raise ValueError(f"not an LSTM: {capture['architecture']}")
        config = capture["config"]
        self.dtype = dtype
        self.input_channels = config.get("in_channels", 1)
        self.output_channels = config.get("out_channels", 1)
        if config["input_size"] != self.input_channels:
            raise ValueError("input_size differs from in_channels")
        self._read_weights(capture["weights"], config)

    def _read_weights(self, weights, config):
        reader = WeightReader(weights, self.dtype)
        hidden_size = config["hidden_size"]
        self.layers = []
        input_size = config["input_size"]
        for _ in range(config["num_layers"]):
            self.layers.append(LSTMLayer(reader, input_size, hidden_size))
            input_size = hidden_size
        self.head_weight = reader.take(self.output_channels, hidden_size)
        self.head_bias = reader.take(self.output_channels)
        reader.finish()

    def run(self, x):
        """Continues with x (frames, input channels); returns (frames, output channels)."""
        x = np.asarray(x, self.dtype)
        if x.ndim != 2 or x.shape[1] != self.input_channels:
            raise ValueError(f"the capture takes {self.input_channels} channels")
        y = np.zeros((len(x), self.output_channels), self.dtype)
        if not self.layers:
            # The format's reference player copies the channels and skips the head.
            shared = min(self.input_channels, self.output_channels)
            y[:, :shared] = x[:, :shared]
            return y
        # A saturated sigmoid overflows in exp and is still exactly 0.
        with np.errstate(over="ignore"):
            for frame in range(len(x)):
                y[frame] = self._step(x[frame])
        return y

    def _step(self, x):
        for layer in self.layers:
            x = layer.step(x)
        return self.head_weight @ x + self.head_bias

    def warm_up(self, frames):
        """Feeds silence and drops the output."""
        self.run(np.zeros((frames, self.input_channels)))


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("capture", type=Path, help="LSTM .nam file")
    parser.add_argument("input", type=Path, help=".wav (PCM) or .f32 (interleaved)")
    parser.add_argument("output", type=Path, help=".f32 file to write")
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--warm", dest="warm", action="store_true", default=True,
                       help="feed half a second of silence first (default)")
    start.add_argument("--cold", dest="warm", action="store_false",
                       help="start at the file's h0 and c0")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    capture = load_capture(arguments.capture)
    net = LSTM(capture)
    if arguments.warm:
        net.warm_up(prewarm_frames(capture.get("sample_rate")))
    x = audio.read(arguments.input, net.input_channels)
    audio.write_f32(arguments.output, net.run(x))


if __name__ == "__main__":
    main()
