#!/usr/bin/env python3
"""Compares the oracle with the official trainer's PyTorch net, both in float64.

Takes mono LSTM captures. The net is imported from the `.nam` file, so it starts
at the exported state, not at the initial state that was learned.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from nam.models import init_from_nam

import audio
import oracle

TOLERANCE = 1e-12


def official_output(capture, x, prewarm):
    net = init_from_nam(capture).double().eval()
    signal = torch.from_numpy(np.concatenate([np.zeros(prewarm), x]))
    with torch.no_grad():
        return net(signal, pad_start=False).numpy()[prewarm:]


def oracle_output(capture, x, prewarm):
    return oracle.render(oracle.network(capture), x[:, None], prewarm)[:, 0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("captures", type=Path, nargs="+", help="mono LSTM .nam files")
    parser.add_argument("--input", type=Path, required=True, help="mono .wav or .f32")
    parser.add_argument("--frames", type=int, default=48000,
                        help="frames of the input to compare (default %(default)s)")
    arguments = parser.parse_args()
    x = audio.read(arguments.input)[:arguments.frames, 0].astype(np.float64)
    torch.set_num_threads(1)
    worst = 0.0
    for path in arguments.captures:
        capture = oracle.load_capture(path)
        prewarm = oracle.prewarm_frames(oracle.network(capture))
        difference = np.max(np.abs(official_output(capture, x, prewarm)
                                   - oracle_output(capture, x, prewarm)))
        print(f"{path.name:32} {difference:.2e}", flush=True)
        worst = max(worst, difference)
    if not worst <= TOLERANCE:
        raise SystemExit(f"more than {TOLERANCE} apart")


if __name__ == "__main__":
    main()
