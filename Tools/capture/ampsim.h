#ifndef AMPSIM_H
#define AMPSIM_H

typedef struct {
  double input_volts;  // peak at the amp's input for a digital full scale
  double gain;         // divider between the two gain stages
  double power_drive;  // power stage drive per volt out of the tone stack
  double sag;          // supply drop per unit of current
  double output_level;
  double tone_numerator[4], tone_denominator[4];  // at the sample rate; denominator[0] is 1
} AmpSettings;

/// Runs the amp over `input`, after two seconds of silence that let its capacitors charge.
void amp_process(const AmpSettings *settings, double sample_rate, const double *input,
                 double *output, long frames);

#endif
