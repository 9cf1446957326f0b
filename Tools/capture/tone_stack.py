"""The treble, mid and bass network of classic guitar amps, as a digital filter."""

import numpy as np
from scipy import signal

# Nodes of the circuit. SOURCE is the driven input, GROUND the reference.
TREBLE_TOP, OUTPUT, BASS_TOP, MID_TOP, MID_WIPER, SLOPE = range(6)
NODES = 6
SOURCE, GROUND = 6, 7
ORDER = 3


def _resistors(treble, mid, bass):
    """(node, node, ohms). The pots are split at their wipers; knobs go from 0 to 1."""
    treble_pot, bass_pot, mid_pot = 250e3, 1e6, 25e3
    return [
        (SOURCE, SLOPE, 56e3),
        (TREBLE_TOP, OUTPUT, (1 - treble) * treble_pot),
        (OUTPUT, BASS_TOP, treble * treble_pot),
        (BASS_TOP, MID_TOP, bass * bass_pot),
        (MID_TOP, MID_WIPER, (1 - mid) * mid_pot),
        (MID_WIPER, GROUND, mid * mid_pot),
        (OUTPUT, GROUND, 1e6),
    ]


CAPACITORS = [
    (SOURCE, TREBLE_TOP, 250e-12),
    (SLOPE, BASS_TOP, 20e-9),
    (SLOPE, MID_WIPER, 20e-9),
]


def _admittances(elements):
    """Nodal matrix of (node, node, admittance) elements: (NODES, NODES + 1), source last."""
    full = np.zeros((8, 8))
    for a, b, admittance in elements:
        full[[a, b], [a, b]] += admittance
        full[[a, b], [b, a]] -= admittance
    return full[:NODES, :SOURCE + 1]


def analog_filter(treble, mid, bass):
    """Numerator and denominator in s, highest power first, by Cramer's rule.

    Both determinants are polynomials of degree 3 in s, so four values on a circle
    give their coefficients.
    """
    conductance = _admittances(
        [(a, b, 1 / max(ohms, 1)) for a, b, ohms in _resistors(treble, mid, bass)])
    capacitance = _admittances(CAPACITORS)
    radius = 2 * np.pi * 500
    circle = radius * np.exp(2j * np.pi * np.arange(ORDER + 1) / (ORDER + 1))
    numerators, denominators = [], []
    for s in circle:
        nodal = conductance + s * capacitance
        replaced = nodal[:, :NODES].copy()
        replaced[:, OUTPUT] = -nodal[:, SOURCE]
        numerators.append(np.linalg.det(replaced))
        denominators.append(np.linalg.det(nodal[:, :NODES]))
    scale = radius ** np.arange(ORDER + 1.0)
    b = (np.fft.fft(numerators) / scale).real
    a = (np.fft.fft(denominators) / scale).real
    return b[::-1] / a[0], a[::-1] / a[0]


def digital_filter(treble, mid, bass, sample_rate):
    """Bilinear transform of the analog filter: (numerator, denominator) in z^-1."""
    return signal.bilinear(*analog_filter(treble, mid, bass), sample_rate)
