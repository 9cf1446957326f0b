"""Slimmable WaveNets, and the shapes that captures in use have."""

from nets_wavenet import array, array_head, film, head1x1, layer1x1, one_array, wavenet
from oracle_wavenet import MODULATIONS

LITE_DILATIONS = [1, 2, 4, 8, 16, 32, 64], [128, 256, 512, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512]
STANDARD_DILATIONS = [[2**k for k in range(10)]] * 2
A2_DILATIONS = [1, 3, 7, 17, 41, 101, 239] * 2 + [1, 13, 1, 3, 7, 17, 41, 101, 239]
A2_KERNELS = [6] * 14 + [15] * 2 + [6] * 7


def slimmable(*channels):
    kwargs = {"allowed_channels": list(channels)} if channels else {}
    return {"slimmable": {"method": "slice_channels_uniform", "kwargs": kwargs}}


def slimmable_shapes():
    yield "slim_plain", one_array(6, **slimmable(2, 3, 6))
    yield "slim_any_width", one_array(5, activation="ReLU", **slimmable())
    yield "slim_gated", one_array(6, gating_mode="gated", **slimmable(2, 4, 6))
    yield "slim_film_shift", one_array(
        6, conv_pre_film=film(), activation_post_film=film(), layer1x1_post_film=film(False),
        **slimmable(2, 4, 6))
    yield "slim_bottleneck", one_array(6, bottleneck=4, gating_mode="blended",
                                       head1x1=head1x1(3), **slimmable(1, 3, 6))
    yield "slim_layer1x1_off", one_array(6, layer1x1=layer1x1(active=False), **slimmable(2, 4, 6))
    yield "slim_prelu", one_array(
        6, activation={"type": "PReLU", "negative_slopes": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]},
        **slimmable(1, 4, 6))
    yield "slim_2_arrays", wavenet([
        array(6, [1, 2, 4], head_size=4, head_bias=False, **slimmable(2, 4, 6)),
        array(4, [8, 16], input_size=6, head_size=1, head_bias=True, **slimmable(1, 2, 4))])
    yield "slim_first_of_2", wavenet([
        array(5, [1, 2], head_size=3, head_bias=True, **slimmable(2, 4, 5)),
        array(3, [4, 8], input_size=5, head_size=2, head_bias=True)])


def a1(channels, dilations):
    """Two arrays, the second half as wide."""
    half = channels // 2
    return wavenet([
        array(channels, dilations[0], head_size=half, head_bias=False, gated=False),
        array(half, dilations[1], input_size=channels, head_size=1, head_bias=True, gated=False)])


def a2(channels):
    """One array of 23 layers, with every key spelled out, as the trainer writes it."""
    count = len(A2_DILATIONS)
    off = {slot: {"active": False, "shift": True, "groups": 1} for slot in MODULATIONS}
    return wavenet([array(
        channels, A2_DILATIONS, [{"type": "LeakyReLU", "negative_slope": 0.01}] * count,
        kernel_sizes=A2_KERNELS, bottleneck=channels, head=array_head(1, size=16),
        head1x1={"active": False, "out_channels": 1, "groups": 1}, layer1x1=layer1x1(),
        groups_input=1, groups_input_mixin=1, gating_mode=["none"] * count,
        secondary_activation=[None] * count, slimmable=None, **off)], rate=48000)


def shapes_in_use():
    yield "a1_standard", a1(16, STANDARD_DILATIONS)
    yield "a1_lite", a1(12, LITE_DILATIONS)
    yield "a1_feather", a1(8, LITE_DILATIONS)
    yield "a1_nano", a1(4, LITE_DILATIONS)
    yield "a2_lite", a2(3)
    yield "a2_full", a2(8)
