#!/usr/bin/env python3
"""Writes the small files that fuzzing starts from into Tests/fuzz/corpus: one for every feature of the format.

usage: make_corpus.py [FOLDER]
"""
import json
import pathlib
import random
import sys

FILMS = [
    "conv_pre_film", "conv_post_film", "input_mixin_pre_film", "input_mixin_post_film",
    "activation_pre_film", "activation_post_film", "layer1x1_post_film", "head1x1_post_film",
]


def conv(inputs, outputs, kernel=1, bias=True, groups=1):
    return inputs * outputs // groups * kernel + (outputs if bias else 0)


def lstm_count(config):
    layers, hidden = config["num_layers"], config["hidden_size"]
    count = config.get("out_channels", 1) * (hidden + 1)
    for layer in range(layers):
        inputs = config["input_size"] if layer == 0 else hidden
        count += 4 * hidden * (inputs + hidden) + 4 * hidden + 2 * hidden
    return count


def linear_count(config):
    inputs, outputs = config.get("in_channels", 1), config.get("out_channels", 1)
    responses = 1 if inputs == outputs else max(inputs, outputs)
    biases = 1 if inputs == outputs else outputs
    return responses * config["receptive_field"] + (biases if config["bias"] else 0)


def convnet_count(config):
    channels, normalized = config["channels"], config["batchnorm"]
    count, inputs = 0, config.get("in_channels", 1)
    for _ in config["dilations"]:
        count += conv(inputs, channels, 2, not normalized, config.get("groups", 1))
        count += 4 * channels + 1 if normalized else 0
        inputs = channels
    return count + conv(channels, config.get("out_channels", 1))


def gates(array):
    """1 or 2 for each layer: how many times its bottleneck its convolution puts out."""
    mode = array.get("gating_mode", "gated" if array.get("gated") else "none")
    modes = mode if isinstance(mode, list) else [mode] * len(array["dilations"])
    return [1 if mode == "none" else 2 for mode in modes]


def layer_count(array, kernel, gate):
    channels, condition = array["channels"], array["condition_size"]
    bottleneck = array.get("bottleneck", channels)
    layer1x1 = array.get("layer1x1", {"active": True})
    head1x1 = array.get("head1x1", {"active": False})
    inner, skip = gate * bottleneck, head1x1.get("out_channels", channels)
    count = conv(channels, inner, kernel, True, array.get("groups_input", 1))
    count += conv(condition, inner, 1, False, array.get("groups_input_mixin", 1))
    count += conv(bottleneck, channels, 1, True, layer1x1.get("groups", 1)) if layer1x1["active"] else 0
    count += conv(bottleneck, skip, 1, True, head1x1.get("groups", 1)) if head1x1["active"] else 0
    widths = [channels, inner, condition, inner, inner, bottleneck, channels, skip]
    for film, width in zip(FILMS, widths):
        if film in array:
            film = array[film]
            shifted = 2 if film.get("shift", True) else 1
            count += conv(condition, shifted * width, 1, True, film.get("groups", 1))
    return count


def array_count(array):
    kernels = array.get("kernel_sizes") or [array["kernel_size"]] * len(array["dilations"])
    count = conv(array["input_size"], array["channels"], 1, False)
    count += sum(layer_count(array, kernel, gate) for kernel, gate in zip(kernels, gates(array)))
    head1x1 = array.get("head1x1", {"active": False})
    skip = head1x1["out_channels"] if head1x1["active"] else array.get("bottleneck", array["channels"])
    head = array.get("head") or {
        "out_channels": array["head_size"], "kernel_size": 1, "bias": array["head_bias"]}
    return count + conv(skip, head["out_channels"], head["kernel_size"], head["bias"])


def wavenet_count(config):
    count = sum(array_count(array) for array in config["layers"])
    last = config["layers"][-1]
    inputs = last["head"]["out_channels"] if last.get("head") else last["head_size"]
    head = config.get("head")
    for index, kernel in enumerate(head["kernel_sizes"] if head else []):
        isLast = index == len(head["kernel_sizes"]) - 1
        outputs = head["out_channels"] if isLast else head["channels"]
        count += conv(inputs, outputs, kernel)
        inputs = outputs
    return count + 1


COUNTS = {"LSTM": lstm_count, "Linear": linear_count, "ConvNet": convnet_count, "WaveNet": wavenet_count}


def model(architecture, config, version="0.5.4", **more):
    count = COUNTS[architecture](config) if architecture in COUNTS else 0
    numbers = random.Random(count)
    # Variances of a batch normalisation are among them: none is negative.
    low = 0.05 if config.get("batchnorm") else -0.6
    weights = [round(numbers.uniform(low, 0.6), 3) for _ in range(count)]
    return {"version": version, "architecture": architecture, "config": config, "weights": weights, **more}


def lstm(layers, hidden, inputs=1, outputs=1, **more):
    config = {"num_layers": layers, "input_size": inputs, "hidden_size": hidden}
    if (inputs, outputs) != (1, 1):
        config |= {"in_channels": inputs, "out_channels": outputs}
    return model("LSTM", config, **more)


def array(inputs=1, **more):
    standard = {
        "input_size": inputs, "condition_size": 1, "channels": 2, "kernel_size": 2, "dilations": [1, 2],
        "activation": "Tanh", "head_size": 1, "head_bias": True,
    }
    if "kernel_sizes" in more:
        del standard["kernel_size"]
    if "head" in more:
        del standard["head_size"], standard["head_bias"]
    return standard | more


def wavenet(*arrays, version="0.7.0", sample_rate=48000, **config):
    config = {"layers": list(arrays), "head": None, "head_scale": 0.02} | config
    return model("WaveNet", config, version, sample_rate=sample_rate)


def convnet(**more):
    config = {"channels": 2, "dilations": [1, 2], "batchnorm": False, "activation": "Tanh"} | more
    return model("ConvNet", config, sample_rate=48000)


def linear(taps, bias=False, **more):
    return model("Linear", {"receptive_field": taps, "bias": bias} | more, sample_rate=48000)


def sequential(*models):
    return model("Sequential", {"models": list(models)}, "0.7.0", sample_rate=48000)


def container(*submodels):
    submodels = [{"max_value": value, "model": model} for value, model in submodels]
    return model("SlimmableContainer", {"submodels": submodels}, "0.7.0", sample_rate=48000)


METADATA = {
    "date": {"year": 2024, "month": 2, "day": 29, "hour": 12, "minute": 0, "second": 59}, "loudness": -18.5,
    "gain": 0.5, "name": "Se\u00f1or \U0001f3b8", "gear_type": "amp", "tone_type": "crunch",
    "input_level_dbu": 12.5, "output_level_dbu": None,
    "training": {"data": {"latency": {"manual": None}}, "validation_esr": 0.01}, "own": [1, "x"],
}
PRELU = {"type": "PReLU", "negative_slopes": [0.1, 0.2]}
HARD = {"type": "LeakyHardtanh", "min_val": -0.5, "max_val": 0.5, "min_slope": 0.02, "max_slope": 0.03}
LEAKY = {"type": "LeakyReLU", "negative_slope": 0.01}
SLIM = {"method": "slice_channels_uniform", "kwargs": {"allowed_channels": [1, 2, 4]}}
HEAD = {"out_channels": 1, "kernel_size": 3, "bias": True, "head_dilation": 2}
POST_HEAD = {"channels": 2, "out_channels": 1, "kernel_sizes": [3, 1], "activation": "ReLU"}

SEEDS = {
    "lstm_0x2_1in_2out": lstm(0, 2, 1, 2),
    "lstm_1x1": lstm(1, 1),
    "lstm_1x3": lstm(1, 3, sample_rate=1000),
    "lstm_2x2": lstm(2, 2, sample_rate=None),
    "lstm_1x2_2in_2out": lstm(1, 2, 2, 2),
    "lstm_metadata": lstm(1, 1, metadata=METADATA, notes="own"),
    "linear": linear(4, True),
    "linear_long": linear(300),
    "linear_1in_2out": linear(3, True, in_channels=1, out_channels=2, implementation="fft"),
    "linear_2in_1out": linear(3, True, in_channels=2, out_channels=1, implementation="direct"),
    "linear_2in_2out": linear(3, True, in_channels=2, out_channels=2),
    "convnet": convnet(),
    "convnet_batchnorm": convnet(batchnorm=True, activation="ReLU"),
    "convnet_groups": convnet(dilations=[1, 3], groups=2, in_channels=2, out_channels=2),
    "wavenet": wavenet(
        array(head_size=2, head_bias=False, gated=False), array(2, gated=False), version="0.5.4",
        sample_rate=None),
    "wavenet_narrowing": wavenet(
        array(channels=4, head_size=2, head_bias=False), array(4, dilations=[1, 8], kernel_size=3)),
    "wavenet_gated_legacy": wavenet(array(gated=True), version="0.5.4"),
    "wavenet_gated": wavenet(array(gating_mode="gated", secondary_activation="Hardtanh")),
    "wavenet_blended": wavenet(array(gating_mode="blended", activation=LEAKY)),
    "wavenet_mixed": wavenet(array(
        gating_mode=["none", "blended"], activation=["SiLU", PRELU], secondary_activation=[None, "Sigmoid"],
        kernel_sizes=[1, 3])),
    "wavenet_activations": wavenet(array(
        dilations=[1] * 7, activation=["Fasttanh", "Hardtanh", "ReLU", "Hardswish", HARD, "Softsign", "SiLU"])),
    "wavenet_film": wavenet(array(
        head1x1={"active": True, "out_channels": 2, "groups": 1}, **{film: {} for film in FILMS})),
    "wavenet_film_gated": wavenet(array(
        gating_mode="gated", bottleneck=1, conv_post_film={"active": True, "shift": False, "groups": 1},
        activation_pre_film={"active": True, "shift": True, "groups": 1}, layer1x1_post_film={})),
    "wavenet_groups": wavenet(array(
        channels=4, groups_input=2, layer1x1={"active": True, "groups": 2},
        head1x1={"active": True, "out_channels": 2, "groups": 2})),
    "wavenet_depthwise": wavenet(array(groups_input=2)),
    "wavenet_bottleneck": wavenet(array(channels=3, bottleneck=2)),
    "wavenet_no_layer1x1": wavenet(array(layer1x1={"active": False, "groups": 1})),
    "wavenet_head_kernel": wavenet(array(head=HEAD)),
    "wavenet_post_head": wavenet(array(head_size=2), head=POST_HEAD),
    "wavenet_condition": wavenet(
        array(condition_size=2, groups_input_mixin=2), condition_dsp=convnet(out_channels=2)),
    "wavenet_2in": wavenet(array(2, condition_size=2, input_mixin_pre_film={"groups": 2}), in_channels=2),
    "wavenet_slimmable": wavenet(
        array(channels=4, head_size=2, slimmable=SLIM), array(4, slimmable={"method": "slice_channels_uniform"})),
    "container": container((0.5, wavenet(array())), (1.0, wavenet(array(channels=3)))),
    "sequential": sequential(lstm(1, 1), linear(3), wavenet(array())),
    "sequential_nested": sequential(linear(2), sequential(convnet(), linear(2, True))),
}


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "corpus")
    for name, seed in SEEDS.items():
        (folder / f"{name}.nam").write_text(json.dumps(seed) + "\n")


if __name__ == "__main__":
    main()
