"""The signal to send through an amp: probes, then guitar, then guitar for validation."""

import numpy as np
from scipy import signal

import guitar

VALIDATION_SECONDS = 10
MINIMUM_SECONDS = 60
HIGHEST_PEAK = 0.999


def _decibels(level):
    return 10 ** (level / 20)


def _silence(seconds, rate):
    return np.zeros(int(seconds * rate))


def _time(seconds, rate):
    return np.arange(int(seconds * rate)) / rate


def _sweep(level, rate, seconds=4):
    """Logarithmic sine sweep over the audible range, faded at both ends."""
    highest = min(20e3, 0.45 * rate)
    sweep = signal.chirp(_time(seconds, rate), 20, seconds, highest, "logarithmic", phi=-90)
    return _decibels(level) * sweep * signal.windows.tukey(len(sweep), 0.005)


def _swelling_noise(rate, rng, seconds=6):
    """White, then low-passed noise, each rising from -46 to -6 dB."""
    t = _time(seconds, rate)
    level = _decibels(-46 + 40 * t / seconds)
    white = 0.35 * rng.standard_normal(len(t))
    dark = signal.lfilter([0.15], [1, -0.95], rng.standard_normal(len(t)))
    return np.concatenate([level * white, level * dark])


def _two_tones(rate, seconds=4):
    """A swelling fifth: intermodulation and the supply's sag."""
    t = _time(seconds, rate)
    tones = np.sin(2 * np.pi * 110 * t) + np.sin(2 * np.pi * 164.8 * t)
    return 0.45 * tones * np.sin(np.pi * t / seconds) ** 2


def _bursts(rate, rng, count=12):
    """Every half second a sine of random pitch, level and length."""
    output = _silence(0.5 * count, rate)
    for index in range(count):
        t = _time(rng.uniform(0.1, 0.4), rate)
        frequency = 10 ** rng.uniform(np.log10(70), np.log10(2500))
        burst = _decibels(rng.uniform(-30, -1)) * np.sin(2 * np.pi * frequency * t)
        first = index * rate // 2
        output[first:first + len(t)] = burst * np.hanning(len(t)) ** 0.15
    return output


def _probes(rate, rng):
    pause = _silence(0.2, rate)
    parts = [_silence(1, rate)]
    for level in (-1, -12, -24, -36):
        parts += [_sweep(level, rate), pause]
    parts += [_swelling_noise(rate, rng), pause, _two_tones(rate), pause, _bursts(rate, rng)]
    return np.concatenate(parts)


def _normalized(x, peak):
    return x * peak / np.max(np.abs(x))


def _riffs(seconds, rate, rng):
    """Guitar in stretches of up to 12 s, each with its own level and density."""
    stretches = []
    while seconds > 0:
        length = min(seconds, 12)
        stretch = guitar.play(length, rate, rng, density=rng.uniform(0.7, 1.6))
        stretches.append(_normalized(stretch, 0.95 * _decibels(rng.uniform(-14, 0))))
        seconds -= length
    return np.concatenate(stretches)


def make(seconds, rate, seed):
    """The whole signal. Its last VALIDATION_SECONDS are not to be trained on."""
    if seconds < MINIMUM_SECONDS:
        raise ValueError(f"at least {MINIMUM_SECONDS} s are needed")
    rng = np.random.default_rng(seed)
    probes, gap = _probes(rate, rng), _silence(0.5, rate)
    validation = _normalized(guitar.play(VALIDATION_SECONDS, rate, rng), 0.8)
    riff_seconds = seconds - (len(probes) + len(gap) + len(validation)) / rate
    riffs = _riffs(riff_seconds, rate, rng)
    whole = np.concatenate([probes, riffs, gap, validation])
    return np.clip(whole, -HIGHEST_PEAK, HIGHEST_PEAK)
