"""A synthetic electric guitar: plucked strings in random riffs, through a pickup."""

from dataclasses import dataclass

import numpy as np
from scipy import signal

import native

OPEN_STRINGS = np.array([82.41, 110.0, 146.83, 196.0, 246.94, 329.63])
STRING_LEVEL = 0.22
FADE_SECONDS = 0.004


@dataclass(frozen=True)
class Articulation:
    """How a stroke sounds. Ranges are (low, high) of a uniform draw."""

    probability: float
    seconds: tuple
    decay: tuple
    damping: tuple


RINGING = {"seconds": (0.08, 1.6), "decay": (0.993, 0.9992), "damping": (0.08, 0.4)}
ARTICULATIONS = {
    "note": Articulation(0.45, **RINGING),
    "chord": Articulation(0.2, **RINGING),
    "mute": Articulation(0.2, (0.06, 0.25), (0.9, 0.96), (0.5, 0.5)),
    "power": Articulation(0.15, **RINGING),
}


def _pitches(name, rng):
    """Frequencies of one stroke, in Hz."""
    def fretted(strings, frets):
        return rng.choice(strings) * 2 ** (rng.integers(0, frets) / 12)

    low_strings = OPEN_STRINGS[:3]
    if name == "note":
        return [fretted(OPEN_STRINGS, 15)]
    if name == "mute":
        return [fretted(low_strings, 6)]
    if name == "power":
        return fretted(low_strings, 8) * np.array([1, 1.5, 2])
    frets = rng.choice([0, 2, 3, 4, 5, 7], len(OPEN_STRINGS))
    return (OPEN_STRINGS * 2 ** (frets / 12))[:rng.integers(3, 7)]


def _excitation(period, rng):
    """One period of noise: combed by the pluck's position, dulled by the pick, of unit RMS."""
    noise = rng.standard_normal(int(period))
    position = max(1, int(period * rng.uniform(0.08, 0.3)))
    combed = noise - np.roll(noise, position)
    dulled = signal.lfilter([1], [1, -rng.uniform(0.2, 0.75)], combed)
    return dulled / (np.sqrt(np.mean(dulled**2)) + 1e-9)


def _string(frequency, frames, rate, articulation, rng):
    period = rate / frequency
    string = native.PluckedString(
        period, rng.uniform(*articulation.decay), rng.uniform(*articulation.damping))
    sound = native.pluck_string(string, _excitation(period, rng), frames)
    fade = min(frames, int(FADE_SECONDS * rate))
    sound[frames - fade:] *= np.linspace(1, 0, fade)
    return sound


def _stroke(output, start, seconds, name, rate, rng):
    """Adds one stroke; its strings are struck up to 12 ms after one another."""
    velocity = 10 ** (rng.uniform(-26, 0) / 20)
    sustain = seconds * (1 if rng.random() < 0.6 else 1.6)
    for index, frequency in enumerate(_pitches(name, rng)):
        first = int((start + index * rng.uniform(0, 0.012)) * rate)
        frames = min(len(output) - first, int(sustain * rate))
        if frames > 0:
            sound = _string(frequency, frames, rate, ARTICULATIONS[name], rng)
            output[first:first + frames] += velocity * STRING_LEVEL * sound


def _pickup(x, rate):
    """The pickup's resonance, and no rumble."""
    resonance = signal.lfilter(*signal.iirpeak(3200, 1.2, fs=rate), x)
    high_pass = signal.butter(1, 70, "high", fs=rate)
    return signal.lfilter(*high_pass, 0.6 * x + 0.9 * resonance)


def play(seconds, rate, rng, density=1.0):
    """Random playing; a higher density leaves less time between the strokes."""
    output = np.zeros(int(seconds * rate))
    names = list(ARTICULATIONS)
    odds = [articulation.probability for articulation in ARTICULATIONS.values()]
    start = 0.0
    while start < seconds - 0.1:
        name = rng.choice(names, p=odds)
        stroke_seconds = rng.uniform(*ARTICULATIONS[name].seconds)
        _stroke(output, start, stroke_seconds, name, rate, rng)
        pause = rng.uniform(0, 0.6) if rng.random() < 0.15 else 0
        start += stroke_seconds / density * (1 + pause)
    return _pickup(output, rate)
