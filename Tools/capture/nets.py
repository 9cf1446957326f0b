"""The nets of the goldens, each with random weights: simple architectures and nets of nets."""

from dataclasses import dataclass

from drawing import capture
from nets_slimmable import shapes_in_use, slimmable_shapes
from nets_wavenet import (activation_shapes, array, array_shapes, convolution_shapes,
                          gating_shapes, head_shapes, modulation_shapes, pointwise_shapes, wavenet)


@dataclass(frozen=True)
class Net:
    """A capture, and how it is to be played."""

    name: str
    capture: dict
    frames: int = 1024
    qualities: tuple = (None,)
    stride: int = 1


def linear(taps, bias=False, **keys):
    return capture("Linear", {"receptive_field": taps, "bias": bias, **keys})


def convnet(channels, dilations, activation="Tanh", batchnorm=False, rate=None, **keys):
    config = {"channels": channels, "dilations": dilations, "batchnorm": batchnorm,
              "activation": activation, **keys}
    return capture("ConvNet", config, rate)


def lstm(layers, hidden, inputs=1, outputs=1, rate=None):
    config = {"num_layers": layers, "hidden_size": hidden, "input_size": inputs}
    if inputs > 1 or outputs > 1:
        config |= {"in_channels": inputs, "out_channels": outputs}
    return capture("LSTM", config, rate)


def sequential(*models, rate=None):
    return capture("Sequential", {"models": list(models)}, rate)


def container(*submodels, rate=None):
    entries = [{"max_value": limit, "model": model} for limit, model in submodels]
    return capture("SlimmableContainer", {"submodels": entries}, rate)


def linear_nets():
    yield Net("linear_1", linear(1))
    yield Net("linear_4_bias", linear(4, bias=True))
    yield Net("linear_64", linear(64, implementation="direct"))
    yield Net("linear_255", linear(255, bias=True, implementation="legacy"))
    yield Net("linear_2048", linear(2048), frames=8192, stride=3)
    yield Net("linear_8192", linear(8192, bias=True, implementation="fft"),
              frames=16384, stride=5)
    for inputs, outputs in ((2, 2), (1, 3), (3, 1)):
        channels = {"in_channels": inputs, "out_channels": outputs}
        yield Net(f"linear_20_{inputs}in_{outputs}out", linear(20, bias=True, **channels))
    yield Net("linear_300_1in_2out", linear(300, in_channels=1, out_channels=2))


def convnet_nets():
    yield Net("convnet_plain", convnet(4, [1, 2, 4, 8]))
    yield Net("convnet_batchnorm", convnet(6, [1, 2, 4, 8, 16], "ReLU", batchnorm=True))
    yield Net("convnet_groups", convnet(4, [1, 3, 9], "SiLU", groups=2,
                                        in_channels=2, out_channels=2))
    yield Net("convnet_batchnorm_groups", convnet(
        6, [1, 2, 5], {"type": "LeakyReLU", "negative_slope": 0.2}, batchnorm=True, groups=2,
        in_channels=2))
    yield Net("convnet_1in_3out", convnet(5, [1, 2, 512], "Softsign", out_channels=3))
    yield Net("convnet_prelu", convnet(
        7, [2, 1], {"type": "PReLU", "negative_slopes": [0.1, 0.4, -0.2]}))
    yield Net("convnet_long", convnet(12, [2**k for k in range(10)], batchnorm=True), frames=2048)


def conditioned(condition, width, rate=None, **keys):
    """A small WaveNet with another network for its condition."""
    layers = [array(4, [1, 2, 4], condition_size=width, head_size=1, head_bias=True, **keys)]
    return wavenet(layers, condition_dsp=condition, rate=rate)


def condition_nets():
    film = {"activation_pre_film": {"active": True, "shift": True, "groups": 1}}
    inner = wavenet([array(3, [1, 2], head_size=2, head_bias=True)])
    yield Net("condition_wavenet", conditioned(inner, 2, **film))
    yield Net("condition_convnet", conditioned(
        convnet(3, [1, 2, 4], out_channels=3), 3, groups_input_mixin=1))
    yield Net("condition_linear", conditioned(linear(16, bias=True), 1))
    yield Net("condition_linear_1in_2out", conditioned(
        linear(300, bias=True, out_channels=2), 2, **film))
    yield Net("condition_lstm", conditioned(lstm(1, 5, outputs=2, rate=48000), 2, rate=48000,
                                            **film))
    yield Net("condition_lstm_no_rate", conditioned(lstm(2, 3), 1))
    yield Net("condition_sequential", conditioned(
        sequential(linear(12), convnet(4, [1, 2], out_channels=2)), 2))
    yield Net("condition_nested_twice", conditioned(conditioned(inner, 2), 1))
    stereo = [array(5, [1, 3, 9], input_size=2, condition_size=3, head_size=2, head_bias=True)]
    condition = convnet(4, [1, 2], in_channels=2, out_channels=3)
    yield Net("condition_2in_2out", wavenet(stereo, in_channels=2, condition_dsp=condition))


def sequential_nets():
    yield Net("sequential_lstm_linear", sequential(
        lstm(1, 6, rate=48000), linear(64, bias=True), rate=48000))
    yield Net("sequential_wavenet_convnet", sequential(
        wavenet([array(4, [1, 2, 4, 8], head_size=2, head_bias=True)]),
        convnet(4, [1, 2, 4], in_channels=2)))
    yield Net("sequential_nested", sequential(
        sequential(convnet(3, [1, 2], out_channels=2), lstm(1, 4, inputs=2, rate=8000)),
        sequential(linear(3, out_channels=2))))
    yield Net("sequential_linear_wavenet", sequential(
        linear(2048), wavenet([array(4, [1, 2, 4], head_size=1, head_bias=False)])),
        frames=4096)


def container_nets():
    small = wavenet([array(2, [1, 2, 4], head_size=1, head_bias=True)], rate=48000)
    large = wavenet([array(6, [1, 2, 4, 8], head_size=1, head_bias=True)], rate=48000)
    yield Net("container_wavenets", container((0.5, small), (1.0, large), rate=48000),
              qualities=(0.0, 0.49, 0.5, 1.0))
    yield Net("container_mixed", container(
        (0.3, linear(32)), (0.6, convnet(4, [1, 2])), (1.0, lstm(1, 4))),
        qualities=(0.0, 0.3, 1.0))


def wavenet_nets():
    for shapes in (activation_shapes, gating_shapes, convolution_shapes, pointwise_shapes,
                   head_shapes, array_shapes, modulation_shapes):
        for name, made in shapes():
            yield Net(name, made)
    for name, made in slimmable_shapes():
        yield Net(name, made, qualities=(0.0, 0.5, 1.0))
    for name, made in shapes_in_use():
        yield Net(name, made, frames=8192, stride=3)


def all_nets():
    for nets in (linear_nets, convnet_nets, wavenet_nets, condition_nets, sequential_nets,
                 container_nets):
        yield from nets()
