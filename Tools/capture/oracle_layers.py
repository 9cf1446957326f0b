"""What the oracle's networks are made of: weights, activations, convolutions, modulations.

Signals are arrays of shape (frames, channels).
"""

import numpy as np


class WeightReader:
    """Hands out a flat weight list in order, in the shapes asked for."""

    def __init__(self, weights, dtype=np.float64):
        self.dtype = dtype
        self.weights = np.asarray(weights, np.float32).astype(dtype)
        self.position = 0

    def take(self, what, *shape):
        end = self.position + int(np.prod(shape))
        if end > len(self.weights):
            raise ValueError(f"{what}: too few weights, {len(self.weights)}")
        values = self.weights[self.position:end].reshape(shape)
        self.position = end
        return values

    def finish(self):
        surplus = len(self.weights) - self.position
        if surplus:
            raise ValueError(f"{surplus} weights left over")


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def fast_tanh(x):
    """The rational function near tanh that the format's reference player has."""
    size, square = np.abs(x), x * x
    upper = 2.45550750702956 * (1 + size) + (0.893229853513558 + 0.821226666969744 * size) * square
    inner = np.abs(x + 0.814642734961073 * x * size)
    return x * upper / (2.44506634652299 + (2.44506634652299 + square) * inner)


PLAIN_ACTIVATIONS = {
    "Tanh": np.tanh,
    "Fasttanh": fast_tanh,
    "Hardtanh": lambda x: np.clip(x, -1, 1),
    "ReLU": lambda x: np.maximum(x, 0),
    "Sigmoid": sigmoid,
    "SiLU": lambda x: x * sigmoid(x),
    "Hardswish": lambda x: x * np.clip(x + 3, 0, 6) / 6,
    "Softsign": lambda x: x / (1 + np.abs(x)),
}


def activation(spec, dtype):
    """The function that a name, or an object of a name and parameters, stands for."""
    spec = {"type": spec} if isinstance(spec, str) else spec
    name = spec["type"]
    if name in PLAIN_ACTIVATIONS:
        return PLAIN_ACTIVATIONS[name]
    if name in ("LeakyReLU", "PReLU"):
        return leaky(slopes(spec), dtype)
    if name in ("LeakyHardtanh", "LeakyHardTanh"):
        return leaky_hard_tanh(spec, dtype)
    raise ValueError(f"unknown activation: {name}")


def slopes(spec):
    """One slope for all channels, or a list that is gone through again where it is short."""
    if spec["type"] == "PReLU" and "negative_slope" not in spec:
        return spec.get("negative_slopes", [0.01])
    return [spec.get("negative_slope", 0.01)]


def leaky(values, dtype):
    values = np.asarray(values, np.float32).astype(dtype)

    def apply(x):
        return np.where(x > 0, x, np.resize(values, x.shape[1]) * x)
    return apply


def leaky_hard_tanh(spec, dtype):
    def number(key, default):
        return dtype(np.float32(spec.get(key, default)))
    low, high = number("min_val", -1), number("max_val", 1)
    below, above = number("min_slope", 0.01), number("max_slope", 0.01)

    def apply(x):
        upper = np.where(x > high, (x - high) * above + high, x)
        return np.where(x < low, (x - low) * below + low, upper)
    return apply


class Convolution:
    """A causal convolution over silence. The last tap meets the newest frame."""

    def __init__(self, reader, inputs, outputs, size=1, dilation=1, bias=True, groups=1,
                 name="convolution"):
        if inputs % groups or outputs % groups:
            raise ValueError(f"{name}: {groups} groups do not divide {inputs} -> {outputs}")
        rows, columns = outputs // groups, inputs // groups
        self.dilation = dilation
        self.kernel = np.zeros((size, outputs, inputs), reader.dtype)
        grouped = reader.take(f"{name} kernel", outputs, columns, size).transpose(2, 0, 1)
        for group in range(groups):
            row, column = group * rows, group * columns
            self.kernel[:, row:row + rows, column:column + columns] = grouped[:, row:row + rows]
        self.bias = reader.take(f"{name} bias", outputs) if bias else None

    @property
    def history(self):
        """Frames before the newest that an output frame depends on."""
        return self.dilation * (len(self.kernel) - 1)

    @property
    def outputs(self):
        return self.kernel.shape[1]

    def cut(self, outputs, inputs):
        """Keeps the leading rows and columns."""
        self.kernel = self.kernel[:, :outputs, :inputs]
        if self.bias is not None:
            self.bias = self.bias[:outputs]

    def __call__(self, x):
        y = np.zeros((len(x), self.outputs), x.dtype)
        for tap, matrix in enumerate(self.kernel):
            delay = self.dilation * (len(self.kernel) - 1 - tap)
            y[delay:] += x[:len(x) - delay] @ matrix.T if delay < len(x) else 0
        return y if self.bias is None else y + self.bias


class Modulation:
    """FiLM: a scale, and maybe a shift, for each channel, made of the condition."""

    def __init__(self, reader, condition, width, shift=True, groups=1):
        self.width = width
        self.rows = 2 if shift else 1
        self.convolution = Convolution(reader, condition, self.rows * width, groups=groups,
                                       name="modulation")

    def cut(self, width):
        """Keeps the leading rows of scales and shifts stacked, so shifts may come of scales."""
        self.width = width
        self.convolution.cut(self.rows * width, self.convolution.kernel.shape[2])

    def __call__(self, x, condition):
        factors = self.convolution(condition)
        y = x * factors[:, :self.width]
        return y + factors[:, self.width:] if self.rows == 2 else y
