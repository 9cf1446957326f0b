"""The simulated amp: presets, levels and oversampling around ampsim.c."""

from dataclasses import dataclass

import numpy as np
from scipy import signal

import native
import tone_stack

OVERSAMPLING = 8
ANTI_ALIASING = ("kaiser", 8.0)
DBU_REFERENCE = 0.6 ** 0.5  # volts RMS: 1 mW into 600 ohms


@dataclass(frozen=True)
class Preset:
    """Knob positions. See ampsim.h for the units."""

    input_volts: float
    gain: float
    power_drive: float
    sag: float
    output_level: float
    treble: float
    mid: float
    bass: float
    tone_type: str

    @property
    def input_level_dbu(self):
        """RMS level at the amp's input of a sine at digital full scale."""
        return 20 * np.log10(self.input_volts / np.sqrt(2) / DBU_REFERENCE)


PRESETS = {
    "clean": Preset(1.2, 0.02, 0.09, 0.25, 0.55, 0.6, 0.5, 0.35, "clean"),
    "crunch": Preset(2.0, 0.10, 0.13, 0.35, 0.50, 0.55, 0.6, 0.3, "crunch"),
    "lead": Preset(3.0, 0.35, 0.165, 0.45, 0.45, 0.5, 0.7, 0.25, "hi_gain"),
}


def settings(preset, sample_rate):
    b, a = tone_stack.digital_filter(preset.treble, preset.mid, preset.bass, sample_rate)
    return native.AmpSettings(preset.input_volts, preset.gain, preset.power_drive, preset.sag,
                              preset.output_level, tuple(b), tuple(a))


def process(x, preset, sample_rate):
    """What the amp makes of a mono signal, in step with it and of the same length."""
    rate = sample_rate * OVERSAMPLING
    x_up = signal.resample_poly(x, OVERSAMPLING, 1, window=ANTI_ALIASING)
    y_up = native.amp_process(settings(preset, rate), rate, x_up)
    return signal.resample_poly(y_up, 1, OVERSAMPLING, window=ANTI_ALIASING)[:len(x)]
