"""Small LSTM captures with random weights, and signals to feed them."""

import json
from dataclasses import dataclass

import numpy as np

FRAMES = 4096


@dataclass(frozen=True)
class Fixture:
    """Shape of a random capture. `extra` holds the optional top-level keys."""

    num_layers: int
    hidden_size: int
    input_channels: int = 1
    output_channels: int = 1
    extra: tuple = ()

    @property
    def name(self):
        shape = f"lstm_{self.num_layers}x{self.hidden_size}"
        if self.input_channels == self.output_channels == 1:
            return shape
        return f"{shape}_{self.input_channels}in_{self.output_channels}out"


def rate(hertz):
    return (("sample_rate", hertz),)


FIXTURES = [
    Fixture(1, 1),
    Fixture(1, 3, extra=rate(None)),
    Fixture(2, 5, extra=rate(48000)),
    Fixture(3, 18, extra=rate(44100)),
    Fixture(1, 40, extra=rate(48000)),
    Fixture(1, 6, input_channels=2),
    Fixture(1, 4, output_channels=2, extra=rate(44100)),
    Fixture(2, 7, input_channels=2, output_channels=2, extra=rate(48000)),
    Fixture(0, 3, input_channels=2),
    Fixture(0, 2, output_channels=2, extra=rate(48000)),
]


def random_weights(fixture, rng):
    """Draws the weights in the file's order.

    The ranges drive the gates well into saturation, yet keep the recurrence
    contracting, so that a rounding error dies out instead of growing.
    """
    hidden_size = fixture.hidden_size

    def draw(limit, *shape):
        return rng.uniform(-limit, limit, shape)

    weights = []
    input_size = fixture.input_channels
    for _ in range(fixture.num_layers):
        rows = 4 * hidden_size
        input_weight = draw(5 / np.sqrt(input_size), rows, input_size)
        recurrent_weight = draw(2.4 / np.sqrt(hidden_size), rows, hidden_size)
        bias = draw(0.6, 4, hidden_size)
        bias[1] += 1  # forget gates mostly open: a longer memory
        hidden, cell = draw(0.9, hidden_size), draw(1.5, hidden_size)
        weights += [np.hstack([input_weight, recurrent_weight]), bias, hidden, cell]
        input_size = hidden_size
    weights.append(draw(3 / np.sqrt(hidden_size), fixture.output_channels, hidden_size))
    weights.append(draw(0.2, fixture.output_channels))
    return np.concatenate([part.ravel() for part in weights]).astype(np.float32)


def capture_text(fixture, seed):
    """The `.nam` file's text, each weight the shortest decimal that reads back as its float32."""
    config = {"num_layers": fixture.num_layers, "hidden_size": fixture.hidden_size,
              "input_size": fixture.input_channels}
    # Mono captures leave these keys out, as the official trainer does.
    if fixture.input_channels > 1 or fixture.output_channels > 1:
        config |= {"in_channels": fixture.input_channels, "out_channels": fixture.output_channels}
    head = {"version": "0.5.4", "architecture": "LSTM", "config": config, **dict(fixture.extra)}
    weights = random_weights(fixture, np.random.default_rng(seed))
    decimals = ", ".join(str(weight) for weight in weights)
    return f'{json.dumps(head)[:-1]}, "weights": [{decimals}]}}\n'


def probe_signal(channels, seed, spike=4):
    """Noise and tones with peaks near +-1, a stretch of silence, single samples at +-spike."""
    rng = np.random.default_rng(seed)
    frame = np.arange(FRAMES)[:, None]
    cycles = np.arange(1, channels + 1)
    envelope = 0.5 - 0.5 * np.cos(2 * np.pi * 3 * frame / FRAMES)
    tone = 0.7 * np.sin(2 * np.pi * frame * (25 * cycles + 0.02 * frame) / FRAMES)
    signal = envelope * tone + 0.25 * rng.uniform(-1, 1, (FRAMES, channels))
    signal[:64] *= 0.01
    signal[1500:2100] = 0
    signal[[700, 2300, 3001]] = spike
    signal[[701, 2500, 3400]] = -spike
    return signal.astype(np.float32)
