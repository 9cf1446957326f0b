"""The oracle's WaveNet, which starts in silence."""

from dataclasses import dataclass

import numpy as np

from oracle_layers import Convolution, Modulation, activation

# In the order of the weights.
MODULATIONS = ("conv_pre_film", "conv_post_film", "input_mixin_pre_film", "input_mixin_post_film",
               "activation_pre_film", "activation_post_film", "layer1x1_post_film",
               "head1x1_post_film")


@dataclass
class Widths:
    """Channels within a layer array: what enters, the residual, within a layer, the head's."""

    inputs: int
    residual: int
    bottleneck: int
    head: int

    def of_modulations(self, gates, condition, skip):
        """What each modulation has to do with; `gates` is 2 where a layer has a second half."""
        sums = gates * self.bottleneck
        return (self.residual, sums, condition, sums, sums, self.bottleneck, self.residual, skip)


def full_widths(config):
    head = config.get("head")
    return Widths(config["input_size"], config["channels"],
                  config.get("bottleneck", config["channels"]),
                  head["out_channels"] if head else config["head_size"])


def slimmed_channels(config, quality):
    """Channels of an array at a quality of 0...1."""
    slimmable = config.get("slimmable")
    if not slimmable:
        return config["channels"]
    if slimmable["method"] != "slice_channels_uniform":
        raise ValueError(f"unknown method: {slimmable['method']}")
    allowed = (slimmable.get("kwargs", {}).get("allowed_channels")
               or range(1, config["channels"] + 1))
    return allowed[min(int(np.floor(quality * len(allowed))), len(allowed) - 1)]


def slimmed_widths(arrays, quality):
    """The widths of all arrays, each cut to fit its neighbours."""
    channels = [slimmed_channels(config, quality) for config in arrays]
    widths = [full_widths(config) for config in arrays]
    for index, (width, config) in enumerate(zip(widths, arrays)):
        slim = channels[index]
        if slim < width.residual:
            passed = not config.get("layer1x1", {"active": True})["active"]
            width.bottleneck = (slim if passed
                                else max(1, width.bottleneck * slim // width.residual))
        width.residual = slim
        if index > 0:
            width.inputs = channels[index - 1]
        if index + 1 < len(arrays):
            width.head = channels[index + 1]
    return widths


def per_layer(value, count):
    return value if isinstance(value, list) else [value] * count


class Layer:
    def __init__(self, reader, config, widths, size, dilation, shape, gating, gate):
        condition, bottleneck = config["condition_size"], widths.bottleneck
        self.gating, self.bottleneck = gating, bottleneck
        self.gates = 1 if gating == "none" else 2
        self.shape = activation(shape, reader.dtype)
        self.gate = activation(gate or "Sigmoid", reader.dtype) if self.gates == 2 else None
        self.convolution = Convolution(reader, widths.residual, self.gates * bottleneck, size,
                                       dilation, groups=config.get("groups_input", 1))
        self.mixin = Convolution(reader, condition, self.gates * bottleneck, bias=False,
                                 groups=config.get("groups_input_mixin", 1), name="mixin")
        self.residual = self._pointwise(reader, config, "layer1x1", widths.residual)
        self.skip = self._pointwise(reader, config, "head1x1", None)
        self._read_modulations(reader, config, widths)

    def _pointwise(self, reader, config, key, outputs):
        spec = config.get(key) or {"active": key == "layer1x1"}
        if not spec["active"]:
            return None
        return Convolution(reader, self.bottleneck, outputs or spec["out_channels"],
                           groups=spec.get("groups", 1), name=key)

    @property
    def skip_channels(self):
        return self.skip.outputs if self.skip else self.bottleneck

    def _read_modulations(self, reader, config, widths):
        condition = config["condition_size"]
        sizes = widths.of_modulations(self.gates, condition, self.skip_channels)
        self.modulations = {}
        for key, size in zip(MODULATIONS, sizes):
            spec = config.get(key)
            if isinstance(spec, dict) and spec.get("active", True):
                self.modulations[key] = Modulation(reader, condition, size,
                                                   spec.get("shift", True), spec.get("groups", 1))

    def cut(self, widths, condition):
        self.bottleneck = widths.bottleneck
        self.convolution.cut(self.gates * widths.bottleneck, widths.residual)
        self.mixin.cut(self.gates * widths.bottleneck, condition)
        if self.residual:
            self.residual.cut(widths.residual, widths.bottleneck)
        if self.skip:
            self.skip.cut(self.skip.outputs, widths.bottleneck)
        sizes = widths.of_modulations(self.gates, condition, self.skip_channels)
        for key, size in zip(MODULATIONS, sizes):
            if key in self.modulations:
                self.modulations[key].cut(size)

    def __call__(self, x, condition):
        """Returns the residual and the skip connection."""
        def modulated(key, signal):
            modulation = self.modulations.get(key)
            return modulation(signal, condition) if modulation else signal

        mixed = self.mixin(modulated("input_mixin_pre_film", condition))
        z = (modulated("conv_post_film", self.convolution(modulated("conv_pre_film", x)))
             + modulated("input_mixin_post_film", mixed))
        u = self._activated(modulated("activation_pre_film", z))
        u = modulated("activation_post_film", u)
        skip = modulated("head1x1_post_film", self.skip(u)) if self.skip else u
        if self.residual:
            x = x + modulated("layer1x1_post_film", self.residual(u))
        return x, skip

    def _activated(self, z):
        if self.gating == "none":
            return self.shape(z)
        first, second = z[:, :self.bottleneck], z[:, self.bottleneck:]
        shaped, gate = self.shape(first), self.gate(second)
        return shaped * gate if self.gating == "gated" else gate * shaped + (1 - gate) * first


class LayerArray:
    def __init__(self, reader, config):
        self.condition = config["condition_size"]
        widths = full_widths(config)
        self.rechannel = Convolution(reader, widths.inputs, widths.residual, bias=False,
                                     name="rechannel")
        self.layers = [Layer(reader, config, widths, *layer) for layer in layer_specs(config)]
        head = config.get("head") or {"kernel_size": 1, "bias": config["head_bias"]}
        self.head = Convolution(reader, self.layers[-1].skip_channels, widths.head,
                                head["kernel_size"], head.get("head_dilation", 1), head["bias"],
                                name="array head")

    @property
    def history(self):
        return self.head.history + sum(layer.convolution.history for layer in self.layers)

    def cut(self, widths):
        self.rechannel.cut(widths.residual, widths.inputs)
        for layer in self.layers:
            layer.cut(widths, self.condition)
        self.head.cut(widths.head, self.layers[-1].skip_channels)

    def __call__(self, x, condition, skips):
        """Returns the residual and the head's output, given those of the array before."""
        x = self.rechannel(x)
        for layer in self.layers:
            x, skip = layer(x, condition)
            skips = skips + skip
        return x, self.head(skips)


def layer_specs(config):
    """Kernel size, dilation, activation, gating and its activation of each layer."""
    count = len(config["dilations"])
    legacy = "gated" if config.get("gated") else "none"
    gate = config.get("secondary_activation") if "gating_mode" in config else None
    lists = [per_layer(config.get("kernel_sizes", config.get("kernel_size")), count),
             config["dilations"],
             per_layer(config["activation"], count),
             per_layer(config.get("gating_mode", legacy), count),
             per_layer(gate, count)]
    return zip(*lists, strict=True)


class WaveNet:
    def __init__(self, config, reader, condition, quality):
        """`condition` is the network that makes the condition; None: the input is it."""
        self.input_channels = config.get("in_channels", 1)
        self.condition = condition
        self.arrays = [LayerArray(reader, array) for array in config["layers"]]
        self._read_head(reader, config.get("head"))
        self.scale = reader.take("scale", 1)
        if any(array.get("slimmable") for array in config["layers"]):
            for array, widths in zip(self.arrays, slimmed_widths(config["layers"], quality)):
                array.cut(widths)

    def _read_head(self, reader, config):
        self.head = []
        self.output_channels = self.arrays[-1].head.outputs
        if not config:
            return
        shape = activation(config["activation"], reader.dtype)
        last = len(config["kernel_sizes"]) - 1
        for index, size in enumerate(config["kernel_sizes"]):
            outputs = config["out_channels"] if index == last else config["channels"]
            convolution = Convolution(reader, self.output_channels, outputs, size, name="head")
            self.head.append((shape, convolution))
            self.output_channels = outputs

    @property
    def settling_frames(self):
        head = sum(convolution.history for _, convolution in self.head)
        condition = self.condition.settling_frames if self.condition else 1
        return condition + sum(array.history for array in self.arrays) + head

    def run(self, x):
        condition = self.condition.run(x) if self.condition else x
        skips = x.dtype.type(0)
        for array in self.arrays:
            x, skips = array(x, condition, skips)
        y = self.scale * skips
        for shape, convolution in self.head:
            y = convolution(shape(y))
        return y
