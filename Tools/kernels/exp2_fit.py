#!/usr/bin/env python3
"""Makes the tables and polynomials of the powers of two in Sources/CVector/include/CVector.h.

    Tools/kernels/exp2_fit.py                   prints them
    Tools/kernels/exp2_fit.py --check HEADER    says whether the header has them

2^(t/S), for t counted in steps of which S make an octave, is a table entry 2^(k/S) times 2^x with |x| at most
half a step. The polynomial is 1 + x·(c1 + c2·x + ...): exactly 1 at 0, and elsewhere with the smallest possible
largest relative error. Floats and a solver of our own: nothing but Python 3 is needed.
"""

import argparse
import math
import re
import struct
import sys

# Lanes of a vector: steps an octave, degree.
KERNELS = {16: (32, 2), 8: (8, 3), 4: (1, 5)}

# How much of 2^x a coefficient of the header may differ from the fit's by: a tenth of what rounding to a float
# does.
TOLERANCE = 0.05 * 2.0**-23


def solve(matrix, right):
    """The solution of a square linear system, by elimination with pivots."""
    rows = [list(row) + [value] for row, value in zip(matrix, right)]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(column + 1, size):
            factor = rows[row][column] / rows[column][column]
            for k in range(column, size + 1):
                rows[row][k] -= factor * rows[column][k]
    solution = [0.0] * size
    for row in reversed(range(size)):
        known = sum(rows[row][k] * solution[k] for k in range(row + 1, size))
        solution[row] = (rows[row][size] - known) / rows[row][row]
    return solution


def relative_error(coefficients, x):
    """(1 + x·(c1 + c2·x + ...)) / 2^x - 1, without the cancellation."""
    slope = 0.0
    for c in reversed(coefficients):
        slope = slope * x + c
    return (x * slope - math.expm1(x * math.log(2))) / 2.0**x


def extremes(coefficients, half, count=4000):
    """The points of largest error, one for each run of errors of the same sign.

    The run that holds 0, where the error is 0 by construction, is split there.
    """
    points = [half * (2 * i - count) / count for i in range(count + 1) if 2 * i != count]
    runs = []
    for x in points:
        error = relative_error(coefficients, x)
        same = runs and (error > 0) == (runs[-1][1] > 0) and (x > 0) == (runs[-1][0] > 0)
        if not same:
            runs.append((x, error))
        elif abs(error) > abs(runs[-1][1]):
            runs[-1] = (x, error)
    return runs


def fit(steps, degree):
    """c1, c2, ..., and the largest relative error of 2^x on |x| <= 1 / (2·steps)."""
    half = 0.5 / steps
    # Remez: where the error has the same magnitude at one point more than there are coefficients, with signs
    # that alternate but for 0, no other polynomial is better. The powers of x are scaled to the interval, or
    # else the system would be badly conditioned.
    nodes = [half * math.cos(math.pi * (i + 0.5) / (degree + 1)) for i in range(degree, -1, -1)]
    # At 0 there is no error to be had.
    nodes = [x if abs(x) > 0.05 * half else 0.3 * half for x in nodes]
    for _ in range(100):
        matrix, right = [], []
        for i, x in enumerate(nodes):
            basis = [(x / half) ** k for k in range(1, degree + 1)]
            # The error over x alternates; times x its sign changes once more at 0.
            sign = (-1.0 if i % 2 else 1.0) * (1.0 if x > 0 else -1.0)
            matrix.append(basis + [sign * 2.0**x])
            right.append(math.expm1(x * math.log(2)))
        solution = solve(matrix, right)
        coefficients = [c / half**k for k, c in enumerate(solution[:-1], start=1)]
        level = abs(solution[-1])
        runs = extremes(coefficients, half)
        largest = max(abs(error) for _, error in runs)
        if largest <= level * (1 + 1e-6):
            return coefficients, largest
        nodes = exchanged(nodes, coefficients, runs)
    sys.exit(f"exp2_fit: no convergence for {steps} steps, degree {degree}")


def exchanged(nodes, coefficients, runs):
    """As many points of large error as there are nodes, with signs as the nodes': alternating, but for 0."""
    signed = [(x, error * (1 if x > 0 else -1)) for x, error in runs]
    merged = []
    for x, error in signed:
        if merged and (error > 0) == (merged[-1][1] > 0):
            if abs(error) > abs(merged[-1][1]):
                merged[-1] = (x, error)
        else:
            merged.append((x, error))
    while len(merged) > len(nodes):
        # The ends alternate on their own, so the smaller of the two can go.
        merged.pop(0 if abs(merged[0][1]) < abs(merged[-1][1]) else -1)
    return [x for x, _ in merged] if len(merged) == len(nodes) else nodes


def table(steps):
    """The bits of the floats nearest to 2^(k/steps)."""
    return [struct.unpack("<I", struct.pack("<f", 2.0 ** (k / steps)))[0] for k in range(steps)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", metavar="HEADER")
    header = parser.parse_args().check
    if header:
        check(header)
    else:
        show()


def show():
    for lanes, (steps, degree) in KERNELS.items():
        coefficients, error = fit(steps, degree)
        print(f"{lanes} lanes: {steps} steps an octave, degree {degree}, largest relative error {error:.2e}")
        print("  2^x = 1 + x (c1 + ...):", *(f"{c:.9e}" for c in coefficients))
        if steps > 1:
            print(f"  2^(k/{steps}):")
            entries = [f"0x{bits:08X}" for bits in table(steps)]
            for start in range(0, steps, 8):
                print("   ", *entries[start : start + 8])


# MARK: The header


def sections(text):
    """The body of `vector_exp2_steps` and of `vector_exp2_slope`, each by lanes."""
    bodies = {}
    for name in ("vector_exp2_steps", "vector_exp2_slope"):
        start = re.search(r"VECTOR_OPERATION vector_float " + name + r"\(.*?\{", text)
        if not start:
            sys.exit(f"exp2_fit: the header has no {name}")
        body = text[start.end() : text.index("\n}", start.end())]
        parts = re.split(r"#if VECTOR_LANES == 16|#elif VECTOR_LANES == 8|#else|#endif", body)
        bodies[name] = dict(zip((16, 8, 4), parts[1:4]))
    return bodies


def header_table(text, steps):
    entries = [(int(k), int(bits, 16)) for k, bits in re.findall(r"ENTRY\((\d+), 0x([0-9A-F]+)\)", text)]
    shift = re.search(r"\(bits\) - \(\(k\) << (\d+)\)", text)
    if not shift or 2 ** (23 - int(shift.group(1))) != steps:
        sys.exit(f"exp2_fit: the table of {steps} steps is shifted otherwise")
    # As often as the instruction that looks up wants it.
    repeats = len(entries) // steps
    if repeats == 0 or [k for k, _ in entries] != list(range(steps)) * repeats:
        sys.exit(f"exp2_fit: the table of {steps} steps is in another order")
    return [bits for _, bits in entries], repeats


def header_coefficients(text, steps):
    """c1, c2, ...: the literals, of which the header has the highest first or last, by size."""
    found = re.findall(r"vector_splat\(([0-9.e+-]+)f(?: / 0x1p(\d+)f)?\)", text)
    values = sorted(((float(c), int(power or 0)) for c, power in found), reverse=True)
    bits = steps.bit_length() - 1
    for degree, (_, power) in enumerate(values, start=1):
        if power != degree * bits:
            sys.exit(f"exp2_fit: c{degree} for {steps} steps is over 2^{power} instead of 2^{degree * bits}")
    return [c for c, _ in values]


def check(path):
    with open(path, encoding="utf-8") as file:
        bodies = sections(file.read())
    wrong = []
    for lanes, (steps, degree) in KERNELS.items():
        half = 0.5 / steps
        coefficients, _ = fit(steps, degree)
        found = header_coefficients(bodies["vector_exp2_slope"][lanes], steps)
        if len(found) != degree:
            wrong.append(f"{lanes} lanes: {len(found)} coefficients instead of {degree}")
        for k, (c, expected) in enumerate(zip(found, coefficients), start=1):
            if abs(c - expected) * half**k > TOLERANCE:
                wrong.append(f"{lanes} lanes: c{k} is {c:.9e}, the fit gives {expected:.9e}")
        if steps > 1:
            entries, repeats = header_table(bodies["vector_exp2_steps"][lanes], steps)
            if entries != table(steps) * repeats:
                wrong.append(f"{lanes} lanes: the table is not 2^(k/{steps})")
    for line in wrong:
        print(f"{path}: {line}", file=sys.stderr)
    if wrong:
        sys.exit(1)
    print(f"{path}: the powers of two are as fitted")


if __name__ == "__main__":
    main()
