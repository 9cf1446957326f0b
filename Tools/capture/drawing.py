"""Random weights for a network of any shape, small enough that it neither dies nor explodes."""

import json
import zlib

import numpy as np

import fixtures
import oracle

# Peak of a WaveNet on the probe signal, where its last weight can set it.
PEAK = 0.8
NORMALIZING_FRAMES = 1024

RANGES = {
    "bias": (-0.3, 0.3),
    # Small: a chain of products grows quickly where the input peaks.
    "modulation kernel": (-0.2, 0.2),
    "modulation bias": (-0.5, 1.3),
    "mean": (-0.3, 0.3),
    "variance": (0.3, 2),
    "gamma": (0.5, 1.5),
    "beta": (-0.3, 0.3),
    "epsilon": (1e-5, 1e-5),
    "hidden state": (-0.8, 0.8),
    "cell state": (-0.8, 0.8),
    "scale": (0.4, 0.4),
}


class DrawnWeights:
    """Draws what a network asks a WeightReader for, and keeps it in the file's order."""

    dtype = np.float64

    def __init__(self, seed, constant_modulations=0):
        self.rng = np.random.default_rng(seed)
        self.weights = []
        self.constant_modulations = constant_modulations
        self.modulations = 0

    def take(self, what, *shape):
        low, high = RANGES.get(what) or RANGES.get(what.split()[-1]) or kernel_range(what, shape)
        values = self.rng.uniform(low, high, shape)
        if what == "taps":
            # A decay: the older half of a long response is heard, and does not drown the newest.
            values *= 0.5 * np.exp(-3 * np.arange(shape[1]) / shape[1])
        if what == "modulation kernel" and self.is_constant():
            values *= 0
        # Four digits keep the files small.
        rounded = [float(f"{value:.4g}") for value in values.ravel()]
        self.weights += rounded
        return np.asarray(rounded, np.float32).astype(self.dtype).reshape(shape)

    def is_constant(self):
        """Whether the next modulation is."""
        self.modulations += 1
        return self.constant_modulations and self.modulations % self.constant_modulations == 0


def kernel_range(what, shape):
    # The gates of an LSTM lose more than a sum that is shaped once.
    limit = (3 if what == "gate kernel" else 1.4) / np.sqrt(np.prod(shape[1:]))
    return -limit, limit


def probe_signal(channels):
    """Input for nets that need not saturate, so that no spike outweighs the rest of an output."""
    return fixtures.probe_signal(channels, seed=2000 + channels, spike=1.5)


def capture(architecture, config, sample_rate=None, constant_modulations=0):
    """The JSON object of a capture. The same shape always gets the same weights.

    Of its modulations every `constant_modulations`-th does not heed the condition.
    """
    made = {"version": "0.7.0", "architecture": architecture, "config": config, "weights": []}
    if sample_rate:
        made["sample_rate"] = sample_rate
    if architecture not in ("Sequential", "SlimmableContainer"):
        drawn = DrawnWeights(zlib.crc32(json.dumps(made).encode()), constant_modulations)
        oracle.read_network(made, drawn)
        made["weights"] = drawn.weights
    if architecture == "WaveNet" and not config.get("head"):
        normalize(made)
    return made


def capture_text(made):
    """The `.nam` file's text."""
    return json.dumps(made) + "\n"


def normalize(made):
    """Sets a WaveNet's last weight, the scale of its output."""
    net = oracle.network(made)
    x = probe_signal(net.input_channels)[:NORMALIZING_FRAMES].astype(np.float64)
    peak = np.max(np.abs(oracle.render(net, x, oracle.prewarm_frames(net))))
    made["weights"][-1] = float(f"{made['weights'][-1] * PEAK / peak:.4g}")
