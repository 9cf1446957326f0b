#!/usr/bin/env python3
"""Trains a `.nam` capture from a training pair with the official trainer, on the CPU.

The pair is a folder with input.wav and output.wav: mono, equally long, aligned to
the sample. Training leaves out the last ten seconds, which measure the result. A
metadata.json beside them goes into the capture.
"""

import argparse
import json
import os
import shutil
from pathlib import Path

os.environ.setdefault("MPLBACKEND", "Agg")  # the trainer plots; there may be no display

import numpy as np
import torch
from nam.models import init_from_nam
from nam.models.metadata import UserMetadata
from nam.train import full

import audio
import training_signal

HERE = Path(__file__).resolve().parent
PRE_EMPHASIS = {"pre_emph_weight": 0.5, "pre_emph_coef": 0.85}
WAVENET_CHANNELS = {"nano": (4, 2), "feather": (8, 4)}
WAVENET_DILATIONS = ([1, 2, 4, 8, 16, 32, 64],
                     [128, 256, 512, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512])


def lstm_config(layers, hidden_size, mask):
    net = {"name": "LSTM", "config": {"num_layers": layers, "hidden_size": hidden_size}}
    return {"net": net, "loss": {"val_loss": "esr", "mask_first": mask, **PRE_EMPHASIS}}


def wavenet_config(size):
    first, second = WAVENET_CHANNELS[size]
    widths = [(1, first, second, False), (first, second, 1, True)]
    layers = [
        {"condition_size": 1, "input_size": input_size, "channels": channels,
         "head": {"out_channels": head_size, "kernel_size": 1, "bias": head_bias},
         "kernel_size": 3, "dilations": dilations, "activation": "Tanh"}
        for (input_size, channels, head_size, head_bias), dilations
        in zip(widths, WAVENET_DILATIONS)
    ]
    net = {"name": "WaveNet", "config": {"layers_configs": layers, "head_scale": 0.02}}
    return {"net": net, "loss": {"val_loss": "esr", **PRE_EMPHASIS}}


def model_config(arguments):
    is_lstm = arguments.architecture == "lstm"
    if is_lstm:
        config = lstm_config(arguments.layers, arguments.hidden, arguments.mask)
    else:
        config = wavenet_config(arguments.architecture)
    first_rate = arguments.learning_rate or (0.01 if is_lstm else 0.004)
    decay = (arguments.last_learning_rate / first_rate) ** (1 / arguments.epochs)
    config["optimizer"] = {"lr": first_rate}
    config["lr_scheduler"] = {"class": "ExponentialLR", "kwargs": {"gamma": decay}}
    return config


def data_config(arguments):
    seconds = float(training_signal.VALIDATION_SECONDS)
    return {
        "train": {"stop_seconds": -seconds, "ny": arguments.sequence},
        "validation": {"start_seconds": -seconds, "ny": None},
        "common": {"x_path": str(arguments.pair / "input.wav"),
                   "y_path": str(arguments.pair / "output.wav"), "delay": 0},
    }


def learning_config(arguments):
    return {
        "train_dataloader": {"batch_size": arguments.batch, "shuffle": True, "drop_last": True,
                             "num_workers": 0},
        "val_dataloader": {},
        "trainer": {"accelerator": "cpu", "devices": 1, "max_epochs": arguments.epochs,
                    "max_time": {"minutes": arguments.minutes},
                    "gradient_clip_val": 1.0 if arguments.architecture == "lstm" else None},
    }


def validation_esr(capture, pair):
    """Error-to-signal ratio of the exported file, run from its own start state."""
    x, rate = audio.read_wav(pair / "input.wav")
    target, _ = audio.read_wav(pair / "output.wav")
    tail = slice(-training_signal.VALIDATION_SECONDS * rate, None)
    net = init_from_nam(capture).eval()
    with torch.no_grad():
        signal = torch.from_numpy(x[tail, 0].astype(np.float32))
        y = net(signal, pad_start=True).numpy()
    return float(np.mean((y - target[tail, 0]) ** 2) / np.mean(target[tail, 0] ** 2))


def user_metadata(arguments):
    """metadata.json and --name, checked against what the format knows."""
    path = arguments.pair / "metadata.json"
    values = json.loads(path.read_text()) if path.exists() else {}
    known = UserMetadata(**{**values, "name": arguments.name})
    return known.model_dump(mode="json", exclude_none=True)


def finish(arguments, run_folder):
    """Turns the trainer's model.nam into NAME.nam with the metadata. Returns path and ESR."""
    exported = run_folder / "model.nam"
    capture = json.loads(exported.read_text())
    esr = validation_esr(capture, arguments.pair)
    capture["metadata"] |= user_metadata(arguments)
    capture["metadata"]["training"] = {"validation_esr": esr}
    path = run_folder / f"{arguments.name}.nam"
    path.write_text(json.dumps(capture))
    return path, esr


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("pair", type=Path, help="folder with input.wav and output.wav")
    parser.add_argument("name", help="name of the capture and of its folder in runs/")
    net = parser.add_argument_group("net")
    net.add_argument("--architecture", choices=["lstm", *WAVENET_CHANNELS], default="lstm",
                     help="nano and feather are WaveNets")
    net.add_argument("--layers", type=int, default=1, help="LSTM layers")
    net.add_argument("--hidden", type=int, default=16, help="LSTM hidden size")
    training = parser.add_argument_group("training")
    training.add_argument("--minutes", type=float, default=10.0, help="time limit")
    training.add_argument("--epochs", type=int, default=30,
                          help="the learning rate falls over these")
    training.add_argument("--threads", type=int, default=1, help="CPU threads")
    training.add_argument("--batch", type=int, default=32, help="sequences per step")
    training.add_argument("--sequence", type=int, default=2048, help="frames per sequence scored")
    training.add_argument("--mask", type=int, default=512,
                          help="first frames of a sequence an LSTM is not scored on")
    training.add_argument("--learning-rate", type=float,
                          help="at the start; None: 0.01 (LSTM) or 0.004 (WaveNet)")
    training.add_argument("--last-learning-rate", type=float, default=3e-4, help="at the end")
    training.add_argument("--seed", type=int, default=0, help="of the initial weights")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    run_folder = HERE / "runs" / arguments.name
    shutil.rmtree(run_folder, ignore_errors=True)
    run_folder.mkdir(parents=True)
    full.main(data_config(arguments), model_config(arguments), learning_config(arguments),
              run_folder, no_show=True, make_plots=False)
    path, esr = finish(arguments, run_folder)
    print(f"{path}  validation ESR {esr:.4f}")


if __name__ == "__main__":
    main()
