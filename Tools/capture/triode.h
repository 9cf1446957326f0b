// A 12AX7 after N. Koren, "Improved vacuum tube models for SPICE simulations" (1996), with a smooth
// grid conduction. Currents come with their slopes, for Newton's method.
#ifndef TRIODE_H
#define TRIODE_H

#include <math.h>

typedef struct {
  double amperes, by_plate, by_grid;
} TriodeCurrent;

typedef struct {
  double amperes, by_grid;
} GridCurrent;

typedef struct {
  double value, slope;
} Softplus;

// Past this, exp(x) is negligible beside 1, or 1 beside exp(x).
static const double softplus_limit = 40;

/// log(1 + exp(x)) and its slope.
static inline Softplus softplus(double x) {
  if (x > softplus_limit) return (Softplus){x, 1};
  const double power = exp(x);
  return (Softplus){log1p(power), power / (1 + power)};
}

/// Plate current for voltages relative to the cathode.
static inline TriodeCurrent triode_plate_current(double plate, double grid) {
  const double mu = 100, exponent = 1.4, kg1 = 1060, kp = 600, kvb = 300;
  const double leak = 1e-9;  // keeps Newton's matrix regular where the tube is cut off
  plate = fmax(plate, 1e-3);
  const double root = sqrt(kvb + plate * plate);
  const double argument = kp * (1 / mu + grid / root);
  if (argument < -softplus_limit) return (TriodeCurrent){leak * plate, leak, leak};

  const Softplus opening = softplus(argument);
  const double e1 = plate / kp * opening.value;
  const double e1_by_grid = plate * opening.slope / root;
  const double e1_by_plate =
      opening.value / kp - plate * opening.slope * grid * plate / (root * root * root);
  const double current = 2 * pow(e1, exponent) / kg1;
  const double by_e1 = exponent * current / e1;
  return (TriodeCurrent){current + leak * plate, by_e1 * e1_by_plate + leak, by_e1 * e1_by_grid};
}

/// Grid current for a grid voltage relative to the cathode: it begins just below zero volts.
static inline GridCurrent triode_grid_current(double grid) {
  const double perveance = 6e-4, exponent = 1.35, onset = -0.02, sharpness = 12;
  const double argument = sharpness * (grid - onset);
  if (argument < -softplus_limit) return (GridCurrent){0, 0};

  const Softplus knee = softplus(argument);
  const double opening = knee.value / sharpness;
  const double current = perveance * pow(opening, exponent);
  return (GridCurrent){current, exponent * current / opening * knee.slope};
}

#endif
