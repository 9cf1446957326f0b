"""The oracle's LSTM."""

import numpy as np

from oracle_layers import sigmoid


class LSTMLayer:
    """One layer: the four gates are stacked in the order input, forget, cell, output."""

    def __init__(self, reader, input_size, hidden_size):
        self.hidden_size = hidden_size
        self.weight = reader.take("gate kernel", 4 * hidden_size, input_size + hidden_size)
        self.bias = reader.take("gate bias", 4 * hidden_size)
        self.hidden = reader.take("hidden state", hidden_size)
        self.cell = reader.take("cell state", hidden_size)

    def step(self, x):
        gates = self.weight @ np.concatenate([x, self.hidden]) + self.bias
        i, f, g, o = gates.reshape(4, self.hidden_size)
        self.cell = sigmoid(f) * self.cell + sigmoid(i) * np.tanh(g)
        self.hidden = sigmoid(o) * np.tanh(self.cell)
        return self.hidden


class LSTM:
    """A capture with its running state, which starts at the file's h0 and c0."""

    def __init__(self, config, reader, sample_rate):
        self.input_channels = config.get("in_channels", 1)
        self.output_channels = config.get("out_channels", 1)
        if config["input_size"] != self.input_channels:
            raise ValueError("input_size differs from in_channels")
        # Half a second settles it. Where the rate is unknown the format asks for one frame.
        self.settling_frames = max(1, int(0.5 * (sample_rate or 0)))
        self._read_weights(reader, config)

    def _read_weights(self, reader, config):
        hidden_size = config["hidden_size"]
        self.layers = []
        input_size = config["input_size"]
        for _ in range(config["num_layers"]):
            self.layers.append(LSTMLayer(reader, input_size, hidden_size))
            input_size = hidden_size
        self.head_weight = reader.take("head kernel", self.output_channels, hidden_size)
        self.head_bias = reader.take("head bias", self.output_channels)

    def run(self, x):
        """Continues with x (frames, input channels); returns (frames, output channels)."""
        y = np.zeros((len(x), self.output_channels), x.dtype)
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
