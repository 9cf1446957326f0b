#include "pluck.h"

#include <math.h>

enum { longest_delay = 4000 };

void pluck_string(const PluckedString *string, const double *excitation, long excitation_frames,
                  double *output, long frames) {
  // The damping filter delays by `damping` frames, the all-pass below by the period's fraction.
  const double period = string->period - string->damping;
  const long delay = (long)floor(period - 0.3);
  if (delay < 2 || delay > longest_delay) return;
  const double fraction = period - (double)delay;
  const double all_pass = (1 - fraction) / (1 + fraction);

  double line[longest_delay] = {0};
  double previous = 0, all_pass_input = 0, all_pass_output = 0;
  for (long frame = 0, position = 0; frame < frames; frame++) {
    const double sample = line[position];
    const double damped = (1 - string->damping) * sample + string->damping * previous;
    previous = sample;
    all_pass_output = all_pass * (damped - all_pass_output) + all_pass_input;
    all_pass_input = damped;
    const double pluck = frame < excitation_frames ? excitation[frame] : 0;
    line[position] = string->decay * all_pass_output + pluck;
    position = position + 1 < delay ? position + 1 : 0;
    output[frame] = sample;
  }
}
