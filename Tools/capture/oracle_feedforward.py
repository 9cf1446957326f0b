"""The oracle's Linear and ConvNet. Both start in silence."""

import numpy as np

from oracle_layers import Convolution, activation


class Linear:
    """A finite impulse response: the first weight meets the newest frame."""

    settling_frames = 0

    def __init__(self, config, reader):
        taps = config["receptive_field"]
        self.input_channels = inputs = config.get("in_channels", 1)
        self.output_channels = outputs = config.get("out_channels", 1)
        if inputs != outputs and min(inputs, outputs) > 1:
            raise ValueError(f"a Linear takes no {inputs} channels to {outputs}")
        # As many outputs as inputs share one response and one bias.
        shared = inputs == outputs
        responses = reader.take("taps", 1 if shared else max(inputs, outputs), taps)
        self.responses = np.resize(responses, (max(inputs, outputs), taps))
        self.bias = reader.take("bias", 1 if shared else outputs) if config["bias"] else 0

    def run(self, x):
        sources = np.broadcast_to(x, (len(x), len(self.responses)))
        parts = [np.convolve(source, response)[:len(x)]
                 for source, response in zip(sources.T, self.responses)]
        y = np.stack(parts, axis=1)
        if self.output_channels < y.shape[1]:
            y = y.sum(axis=1, keepdims=True)
        return y + self.bias


class BatchNormalization:
    def __init__(self, reader, channels):
        mean, variance, gamma, beta = (
            reader.take(what, channels) for what in ("mean", "variance", "gamma", "beta"))
        epsilon = reader.take("epsilon", 1)
        self.scale = gamma / np.sqrt(variance + epsilon)
        self.shift = beta - self.scale * mean

    def __call__(self, x):
        return self.scale * x + self.shift


class ConvNet:
    """Dilated convolutions of two taps, each with an activation, and a linear head."""

    def __init__(self, config, reader):
        channels, normalized = config["channels"], config["batchnorm"]
        self.input_channels = inputs = config.get("in_channels", 1)
        self.output_channels = config.get("out_channels", 1)
        self.settling_frames = 1 + sum(config["dilations"])
        self.activation = activation(config["activation"], reader.dtype)
        self.stages = []
        for dilation in config["dilations"]:
            self.stages.append(Convolution(reader, inputs, channels, 2, dilation, not normalized,
                                           config.get("groups", 1)))
            if normalized:
                self.stages.append(BatchNormalization(reader, channels))
            self.stages.append(self.activation)
            inputs = channels
        self.stages.append(Convolution(reader, channels, self.output_channels, name="head"))

    def run(self, x):
        for stage in self.stages:
            x = stage(x)
        return x
