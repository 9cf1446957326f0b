"""Audio files as numpy arrays of shape (frames, channels), full scale +-1."""

import wave
from pathlib import Path

import numpy as np


def read_wav(path):
    """Reads 16-, 24- or 32-bit PCM. Returns (float64 samples, sample rate in Hz)."""
    with wave.open(str(path), "rb") as file:
        width, channels = file.getsampwidth(), file.getnchannels()
        rate = file.getframerate()
        data = np.frombuffer(file.readframes(file.getnframes()), np.uint8)
    if width not in (2, 3, 4):
        raise ValueError(f"{path}: {8 * width}-bit PCM is not supported")
    # Widen to 32 bits by filling the low bytes with zeros: no sign to extend.
    padded = np.zeros((len(data) // width, 4), np.uint8)
    padded[:, 4 - width:] = data.reshape(-1, width)
    samples = padded.view("<i4")[:, 0] / 2.0**31
    return samples.reshape(-1, channels), rate


def write_wav(path, samples, rate):
    """Writes 24-bit PCM, clipping at full scale."""
    samples = np.asarray(samples)
    full_scale = 2**23
    values = np.clip(np.round(samples * full_scale), -full_scale, full_scale - 1)
    data = np.ascontiguousarray(values.astype("<i4")).view(np.uint8)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1 if samples.ndim == 1 else samples.shape[1])
        file.setsampwidth(3)
        file.setframerate(int(rate))
        file.writeframes(data.reshape(-1, 4)[:, :3].tobytes())


def read_f32(path, channels):
    """Reads headerless little-endian float32, channels interleaved."""
    return np.fromfile(path, "<f4").reshape(-1, channels)


def write_f32(path, samples):
    """Writes headerless little-endian float32, channels interleaved."""
    Path(path).write_bytes(np.ascontiguousarray(samples, "<f4").tobytes())


def read(path, channels=1):
    """Reads a .wav file, or headerless float32 of `channels` channels."""
    if Path(path).suffix == ".wav":
        return read_wav(path)[0]
    return read_f32(path, channels)
