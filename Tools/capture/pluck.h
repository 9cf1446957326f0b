#ifndef PLUCK_H
#define PLUCK_H

typedef struct {
  double period;   // in frames
  double decay;    // gain per period
  double damping;  // 0...0.5: how fast the high partials die
} PluckedString;

/// A Karplus-Strong string excited with `excitation`. A string out of range (a period over 4000
/// frames) writes nothing.
void pluck_string(const PluckedString *string, const double *excitation, long excitation_frames,
                  double *output, long frames);

#endif
