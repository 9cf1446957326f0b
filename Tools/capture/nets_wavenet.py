"""The shapes of WaveNet that the goldens have."""

from drawing import capture
from oracle_wavenet import MODULATIONS


def array(channels, dilations, activation="Tanh", **keys):
    """The `config` of a layer array; kernel size 3 and a mono input unless `keys` say otherwise."""
    made = {"input_size": 1, "condition_size": 1, "channels": channels, "dilations": dilations,
            "activation": activation}
    if "kernel_sizes" not in keys:
        made["kernel_size"] = 3
    return made | keys


def wavenet(layers, rate=None, constant_modulations=0, **keys):
    config = {"layers": layers, "head": None, "head_scale": 0.02, **keys}
    return capture("WaveNet", config, rate, constant_modulations)


def one_array(channels, dilations=(1, 2, 4), activation="Tanh", constant_modulations=0, **keys):
    """A net of one array with a head of one channel."""
    keys = {"head_size": 1, "head_bias": True} | keys
    inputs = {"in_channels": keys["input_size"]} if "input_size" in keys else {}
    return wavenet([array(channels, list(dilations), activation, **keys)],
                   constant_modulations=constant_modulations, **inputs)


def film(shift=True, groups=1):
    return {"active": True, "shift": shift, "groups": groups}


def layer1x1(active=True, groups=1):
    return {"active": active, "groups": groups}


def head1x1(channels, groups=1):
    return {"active": True, "out_channels": channels, "groups": groups}


def array_head(channels, size=1, bias=True, **keys):
    return {"out_channels": channels, "kernel_size": size, "bias": bias, **keys}


ACTIVATIONS = {
    "tanh": "Tanh",
    "fast_tanh": "Fasttanh",
    "hard_tanh": "Hardtanh",
    "relu": "ReLU",
    "leaky_relu": "LeakyReLU",
    "leaky_relu_slope": {"type": "LeakyReLU", "negative_slope": 0.3},
    "prelu": "PReLU",
    "prelu_one": {"type": "PReLU", "negative_slope": 0.25},
    "prelu_each": {"type": "PReLU", "negative_slopes": [0.1, 0.2, 0.3, -0.4, 0.5]},
    "prelu_fewer": {"type": "PReLU", "negative_slopes": [0.05, 0.6]},
    "prelu_both": {"type": "PReLU", "negative_slope": 0.2, "negative_slopes": [0.7, 0.8]},
    "sigmoid": "Sigmoid",
    "silu": "SiLU",
    "hard_swish": "Hardswish",
    "leaky_hard_tanh": "LeakyHardtanh",
    "leaky_hard_tanh_given": {"type": "LeakyHardTanh", "min_val": -0.6, "max_val": 0.4,
                              "min_slope": 0.2, "max_slope": 0.1},
    "soft_sign": {"type": "Softsign"},
}


def activation_shapes():
    for name, activation in ACTIVATIONS.items():
        yield f"wavenet_{name}", one_array(5, activation=activation)
    yield "wavenet_activation_list", one_array(
        3, activation=["ReLU", {"type": "Tanh"}, {"type": "PReLU", "negative_slopes": [0.1]}])


def gating_shapes():
    yield "wavenet_gated_legacy", one_array(4, gated=True, secondary_activation="Tanh")
    yield "wavenet_gated", one_array(5, gating_mode="gated", secondary_activation="Hardtanh")
    yield "wavenet_gated_default", one_array(3, gating_mode="gated", bottleneck=2)
    yield "wavenet_gated_prelu", one_array(
        3, gating_mode="gated", activation={"type": "PReLU", "negative_slopes": [0.1, 0.2, 0.5]},
        secondary_activation={"type": "PReLU", "negative_slopes": [0.3, 0.4, -0.5]})
    yield "wavenet_blended", one_array(5, gating_mode="blended")
    yield "wavenet_blended_relu", one_array(
        4, gating_mode="blended", activation="ReLU", secondary_activation={"type": "Softsign"})
    yield "wavenet_gating_list", one_array(
        4, dilations=(1, 2, 4, 8), gating_mode=["none", "gated", "blended", "none"],
        secondary_activation=[None, "Sigmoid", {"type": "Hardtanh"}, None],
        activation=["Tanh", "Tanh", "ReLU", "SiLU"])


def convolution_shapes():
    yield "wavenet_kernel_1", one_array(3, kernel_sizes=[1, 1, 1])
    yield "wavenet_kernel_sizes", one_array(4, dilations=(1, 7, 3, 512), kernel_sizes=[2, 6, 15, 4])
    yield "wavenet_groups_input", one_array(6, groups_input=3)
    yield "wavenet_groups_mixin", one_array(
        6, groups_input_mixin=2, input_size=2, condition_size=2)
    yield "wavenet_depthwise", one_array(7, groups_input=7)
    yield "wavenet_depthwise_gated", one_array(4, groups_input=4, gating_mode="gated")
    yield "wavenet_bottleneck_smaller", one_array(6, bottleneck=2)
    yield "wavenet_bottleneck_larger", one_array(3, bottleneck=7)


def pointwise_shapes():
    yield "wavenet_head1x1", one_array(4, head1x1=head1x1(5))
    yield "wavenet_head1x1_groups", one_array(6, head1x1=head1x1(4, groups=2))
    yield "wavenet_head1x1_bottleneck", one_array(
        6, bottleneck=3, head1x1=head1x1(2), gating_mode="gated")
    yield "wavenet_layer1x1_off", one_array(5, layer1x1=layer1x1(active=False))
    yield "wavenet_layer1x1_groups", one_array(6, layer1x1=layer1x1(groups=3))


def head_shapes():
    yield "wavenet_head_kernel", one_array(4, head=array_head(1, size=16))
    yield "wavenet_head_dilation", one_array(4, head=array_head(2, 5, False, head_dilation=7))
    yield "wavenet_head_no_bias", one_array(4, head_bias=False)
    yield "wavenet_3_outputs", one_array(5, head_size=3)
    post = {"channels": 3, "out_channels": 1, "kernel_sizes": [4], "activation": "Tanh"}
    yield "wavenet_post_head", wavenet([array(4, [1, 2], head_size=3, head_bias=True)], head=post)
    post = {"in_channels": 2, "channels": 5, "out_channels": 2, "kernel_sizes": [3, 1, 6],
            "activation": {"type": "PReLU", "negative_slopes": [0.1, 0.3]}}
    yield "wavenet_post_head_3", wavenet([array(4, [1, 2], head_size=2, head_bias=False)],
                                         head=post)


def array_shapes():
    yield "wavenet_2_arrays", wavenet([
        array(5, [1, 2, 4], head_size=3, head_bias=False),
        array(3, [8, 16], input_size=5, head_size=1, head_bias=True)])
    yield "wavenet_4_arrays", wavenet([
        array(12, [1, 2], head_size=7, head_bias=False),
        array(7, [4, 8], "ReLU", input_size=12, head_size=2, head_bias=True),
        array(2, [16], "SiLU", input_size=7, head_size=1, head_bias=False, gating_mode="gated"),
        array(1, [32, 512], input_size=2, head_size=1, head_bias=True)])
    yield "wavenet_head1x1_2_arrays", wavenet([
        array(6, [1, 2], head1x1=head1x1(3), head=array_head(4, 3, False)),
        array(4, [3, 9], input_size=6, bottleneck=2, head1x1=head1x1(4), head_size=1,
              head_bias=True)])
    yield "wavenet_width_1", one_array(1, dilations=(1, 2, 4, 8))
    yield "wavenet_2in_2out", one_array(5, input_size=2, condition_size=2, head_size=2)


def modulation_shapes():
    for slot in MODULATIONS:
        keys = {"head1x1": head1x1(3)} if slot == "head1x1_post_film" else {}
        name = f"wavenet_{slot}"
        yield name, one_array(4, **keys, **{slot: film()})
        yield f"{name}_no_shift", one_array(4, **keys, **{slot: film(shift=False)},
                                            gating_mode="gated")
    eight = {slot: film(shift=index % 2 == 0) for index, slot in enumerate(MODULATIONS)}
    yield "wavenet_all_films", one_array(4, bottleneck=3, head1x1=head1x1(2), **eight)
    yield "wavenet_all_films_blended", one_array(
        3, head1x1=head1x1(4), gating_mode="blended", input_size=2, condition_size=2,
        **dict.fromkeys(MODULATIONS, film()))
    yield "wavenet_constant_films", one_array(
        4, bottleneck=3, head1x1=head1x1(2), constant_modulations=1, **eight)
    yield "wavenet_constant_films_some", one_array(
        5, bottleneck=3, gating_mode="gated", head1x1=head1x1(2), constant_modulations=3,
        **dict.fromkeys(MODULATIONS, film()))
    grouped = dict.fromkeys(MODULATIONS, film(groups=2))
    yield "wavenet_all_films_groups", one_array(
        4, head1x1=head1x1(2), input_size=2, condition_size=2, **grouped)
    yield "wavenet_film_empty_object", one_array(
        4, conv_post_film={}, conv_pre_film=False, activation_pre_film=None)
