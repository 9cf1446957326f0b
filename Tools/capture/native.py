"""The C half of the tools, called through ctypes on float64 arrays."""

import ctypes
from pathlib import Path

import numpy as np

LIBRARY = Path(__file__).resolve().parent / "build" / "libcapture.so"
SIGNAL = np.ctypeslib.ndpointer(np.float64, ndim=1, flags="C_CONTIGUOUS")


class AmpSettings(ctypes.Structure):
    """Mirrors `AmpSettings` in ampsim.h."""

    _fields_ = [
        ("input_volts", ctypes.c_double),
        ("gain", ctypes.c_double),
        ("power_drive", ctypes.c_double),
        ("sag", ctypes.c_double),
        ("output_level", ctypes.c_double),
        ("tone_numerator", ctypes.c_double * 4),
        ("tone_denominator", ctypes.c_double * 4),
    ]


class PluckedString(ctypes.Structure):
    """Mirrors `PluckedString` in pluck.h."""

    _fields_ = [
        ("period", ctypes.c_double),
        ("decay", ctypes.c_double),
        ("damping", ctypes.c_double),
    ]


def _load():
    if not LIBRARY.exists():
        raise SystemExit(f"{LIBRARY} is missing: run setup.sh first")
    library = ctypes.CDLL(str(LIBRARY))
    library.amp_process.restype = None
    library.amp_process.argtypes = [
        ctypes.POINTER(AmpSettings), ctypes.c_double, SIGNAL, SIGNAL, ctypes.c_long]
    library.pluck_string.restype = None
    library.pluck_string.argtypes = [
        ctypes.POINTER(PluckedString), SIGNAL, ctypes.c_long, SIGNAL, ctypes.c_long]
    return library


_library = _load()


def amp_process(settings, sample_rate, x):
    x = np.ascontiguousarray(x, np.float64)
    y = np.empty_like(x)
    _library.amp_process(settings, sample_rate, x, y, len(x))
    return y


def pluck_string(string, excitation, frames):
    output = np.zeros(frames)
    excitation = np.ascontiguousarray(excitation, np.float64)
    _library.pluck_string(string, excitation, len(excitation), output, frames)
    return output
