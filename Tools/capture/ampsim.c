// A simulated tube amp: two 12AX7 gain stages, a cathode follower, a tone stack and a push-pull
// power stage whose supply sags. Solved sample by sample at one (oversampled) rate.
// Volts, ohms, farads, hertz and seconds throughout, except in the power stage.
#include "ampsim.h"

#include <math.h>

#include "triode.h"

static const double pi = 3.14159265358979323846;
static const double settle_seconds = 2;

static double clamp(double x, double limit) { return fmax(-limit, fmin(limit, x)); }

// MARK: First-order filters

static double low_pass_gain(double hertz, double sample_rate) {
  return 1 - exp(-2 * pi * hertz / sample_rate);
}

typedef struct {
  double pole, input, output;
} HighPass;

static double high_pass_step(HighPass *filter, double x) {
  filter->output = filter->pole * filter->output + (x - filter->input);
  filter->input = x;
  return filter->output;
}

static HighPass high_pass(double hertz, double sample_rate) {
  return (HighPass){.pole = exp(-2 * pi * hertz / sample_rate)};
}

// MARK: Gain stage: coupling capacitor, grid leak, plate resistor, bypassed cathode

typedef struct {
  double coupling, source, grid_leak, plate, cathode, bypass;
  double miller_hertz;  // the low pass of the Miller capacitance
} StageParts;

static const StageParts first_stage_parts = {
    .coupling = 22e-9, .source = 68e3, .grid_leak = 1e6, .plate = 100e3,
    .cathode = 1.5e3, .bypass = 25e-6, .miller_hertz = 17e3};
static const StageParts second_stage_parts = {
    .coupling = 22e-9, .source = 150e3, .grid_leak = 470e3, .plate = 100e3,
    .cathode = 820, .bypass = 0.68e-6, .miller_hertz = 14e3};

typedef struct {
  double grid, cathode, plate;
} StageVolts;

typedef struct {
  double source, grid_leak, plate, cathode;
} StageSiemens;

typedef struct {
  StageSiemens siemens;
  double bypass_siemens, coupling_ohms;  // the capacitors over one sample
  double miller_gain;
  double miller_volts, coupling_volts;
  StageVolts volts;
} Stage;

// Everything that stays constant while one sample is solved; capacitors by backward Euler.
typedef struct {
  StageSiemens siemens;
  double drive;  // signal less the coupling capacitor's charge
  double bypass_current;
  double supply;
} StageEquations;

static Stage stage_init(const StageParts *parts, double sample_rate) {
  const double dt = 1 / sample_rate;
  const double bypass_siemens = parts->bypass / dt, coupling_ohms = dt / parts->coupling;
  return (Stage){
      .siemens = {.source = 1 / (parts->source + coupling_ohms),
                  .grid_leak = 1 / parts->grid_leak,
                  .plate = 1 / parts->plate,
                  .cathode = 1 / parts->cathode + bypass_siemens},
      .bypass_siemens = bypass_siemens,
      .coupling_ohms = coupling_ohms,
      .miller_gain = low_pass_gain(parts->miller_hertz, sample_rate),
      .volts = {.grid = 0, .cathode = 1.5, .plate = 180},
  };
}

// A node's sum of currents and its slopes by the three voltages.
typedef struct {
  double sum, by_grid, by_cathode, by_plate;
} NodeEquation;

// The voltage changes that bring all sums to zero, to first order. The grid's equation does not
// involve the plate, so the plate is eliminated first and a 2x2 system is left.
static StageVolts solve_linear(NodeEquation grid, NodeEquation cathode, NodeEquation plate) {
  const double ratio = cathode.by_plate / plate.by_plate;
  const double by_grid = cathode.by_grid - ratio * plate.by_grid;
  const double by_cathode = cathode.by_cathode - ratio * plate.by_cathode;
  const double sum = cathode.sum - ratio * plate.sum;
  const double determinant = grid.by_grid * by_cathode - grid.by_cathode * by_grid;
  StageVolts change;
  change.grid = (grid.by_cathode * sum - grid.sum * by_cathode) / determinant;
  change.cathode = (by_grid * grid.sum - grid.by_grid * sum) / determinant;
  change.plate = -(plate.sum + plate.by_grid * change.grid + plate.by_cathode * change.cathode)
      / plate.by_plate;
  return change;
}

// One Newton step of Kirchhoff's current law at grid, cathode and plate.
static StageVolts stage_newton_step(const StageEquations *equations, StageVolts v) {
  const StageSiemens *g = &equations->siemens;
  const TriodeCurrent ip = triode_plate_current(v.plate - v.cathode, v.grid - v.cathode);
  const GridCurrent ig = triode_grid_current(v.grid - v.cathode);
  const NodeEquation grid = {
      .sum = g->source * (equations->drive - v.grid) - g->grid_leak * v.grid - ig.amperes,
      .by_grid = -g->source - g->grid_leak - ig.by_grid,
      .by_cathode = ig.by_grid};
  const NodeEquation cathode = {
      .sum = ip.amperes + ig.amperes + equations->bypass_current - g->cathode * v.cathode,
      .by_grid = ip.by_grid + ig.by_grid,
      .by_cathode = -ip.by_plate - ip.by_grid - ig.by_grid - g->cathode,
      .by_plate = ip.by_plate};
  const NodeEquation plate = {
      .sum = g->plate * (equations->supply - v.plate) - ip.amperes,
      .by_grid = -ip.by_grid,
      .by_cathode = ip.by_plate + ip.by_grid,
      .by_plate = -g->plate - ip.by_plate};
  const StageVolts step = solve_linear(grid, cathode, plate);
  // Long steps are cut: the triode's exponentials throw an undamped Newton far off.
  return (StageVolts){clamp(step.grid, 8), clamp(step.cathode, 8), clamp(step.plate, 80)};
}

static StageVolts stage_solve(const StageEquations *equations, StageVolts volts) {
  for (int iteration = 0; iteration < 12; iteration++) {
    const StageVolts step = stage_newton_step(equations, volts);
    volts.grid += step.grid;
    volts.cathode += step.cathode;
    volts.plate += step.plate;
    if (fabs(step.grid) < 1e-9 && fabs(step.cathode) < 1e-9 && fabs(step.plate) < 1e-7) break;
  }
  return volts;
}

static double stage_step(Stage *stage, double input, double supply) {
  stage->miller_volts += stage->miller_gain * (input - stage->miller_volts);
  const StageEquations equations = {
      .siemens = stage->siemens,
      .drive = stage->miller_volts - stage->coupling_volts,
      .bypass_current = stage->bypass_siemens * stage->volts.cathode,
      .supply = supply,
  };
  stage->volts = stage_solve(&equations, stage->volts);
  const double source_current = stage->siemens.source * (equations.drive - stage->volts.grid);
  stage->coupling_volts += stage->coupling_ohms * source_current;
  return stage->volts.plate;
}

// MARK: Cathode follower, its grid tied directly to the plate before it

static double follower_solve(double cathode, double grid, double supply) {
  const double cathode_siemens = 1 / 100e3;
  for (int iteration = 0; iteration < 12; iteration++) {
    const TriodeCurrent plate = triode_plate_current(supply - cathode, grid - cathode);
    const GridCurrent flow = triode_grid_current(grid - cathode);
    const double sum = plate.amperes + flow.amperes - cathode_siemens * cathode;
    const double slope = plate.by_plate + plate.by_grid + flow.by_grid + cathode_siemens;
    const double step = clamp(sum / slope, 40);
    cathode += step;
    if (fabs(step) < 1e-7) break;
  }
  return cathode;
}

// MARK: Tone stack: the third-order filter the caller designed, transposed direct form II

static double tone_stack_step(const AmpSettings *settings, double z[3], double x) {
  const double *b = settings->tone_numerator, *a = settings->tone_denominator;
  const double y = b[0] * x + z[0];
  z[0] = b[1] * x - a[1] * y + z[1];
  z[1] = b[2] * x - a[2] * y + z[2];
  z[2] = b[3] * x - a[3] * y;
  return y;
}

// MARK: Power stage, class AB, in units of the supply at idle (1)

// One tube's current: a smooth knee, then a power law.
static double power_tube_current(double drive) {
  const double exponent = 1.35, knee = 6, linear_above = 60;
  const double opening = drive > linear_above ? drive : log1p(exp(knee * drive)) / knee;
  return pow(opening, exponent);
}

typedef struct {
  double supply;
  double sag_gain;
} PowerStage;

static PowerStage power_stage_init(double sag, double sample_rate) {
  const double reservoir_seconds = 0.08 * sag + 1e-4;
  return (PowerStage){.supply = 1, .sag_gain = 1 / (sample_rate * reservoir_seconds)};
}

static double power_stage_step(PowerStage *stage, double drive, double sag) {
  const double bias = 0.35, lowest_supply = 0.35, tube_limit = 1.6;
  const double push = power_tube_current(bias + drive), pull = power_tube_current(bias - drive);
  const double headroom = 1.1 * stage->supply;
  const double output = headroom * tanh((push - pull) / headroom);
  const double load = 0.5 * (fmin(push, tube_limit) + fmin(pull, tube_limit));
  stage->supply += stage->sag_gain * (1 - sag * load - stage->supply);
  stage->supply = fmax(stage->supply, lowest_supply);
  return output;
}

// MARK: The whole amp

typedef struct {
  Stage first, second;
  double follower_cathode;
  HighPass follower_coupling, transformer_low_end;
  double tone_stack[3];
  PowerStage power;
  double transformer_gain, transformer_high_end;
} Amp;

static Amp amp_init(const AmpSettings *settings, double sample_rate) {
  return (Amp){
      .first = stage_init(&first_stage_parts, sample_rate),
      .second = stage_init(&second_stage_parts, sample_rate),
      .follower_cathode = 150,
      .follower_coupling = high_pass(7, sample_rate),
      .power = power_stage_init(settings->sag, sample_rate),
      .transformer_low_end = high_pass(35, sample_rate),
      .transformer_gain = low_pass_gain(9.5e3, sample_rate),
  };
}

static double amp_step(Amp *amp, const AmpSettings *settings, double sample) {
  // Only part of the preamp's supply follows the power stage's sag.
  const double supply = 320 * (0.75 + 0.25 * amp->power.supply);
  const double idle_plate = 190;
  const double first = stage_step(&amp->first, settings->input_volts * sample, supply);
  const double second = stage_step(&amp->second, settings->gain * (first - idle_plate), supply);
  amp->follower_cathode = follower_solve(amp->follower_cathode, second, supply);
  const double preamp = high_pass_step(&amp->follower_coupling, amp->follower_cathode);
  const double toned = tone_stack_step(settings, amp->tone_stack, preamp);
  const double power = power_stage_step(&amp->power, settings->power_drive * toned, settings->sag);
  const double coupled = high_pass_step(&amp->transformer_low_end, power);
  amp->transformer_high_end += amp->transformer_gain * (coupled - amp->transformer_high_end);
  return settings->output_level * amp->transformer_high_end;
}

void amp_process(const AmpSettings *settings, double sample_rate, const double *input,
                 double *output, long frames) {
  Amp amp = amp_init(settings, sample_rate);
  const long settle_frames = (long)(settle_seconds * sample_rate);
  for (long frame = 0; frame < settle_frames; frame++) amp_step(&amp, settings, 0);
  for (long frame = 0; frame < frames; frame++) {
    output[frame] = amp_step(&amp, settings, input[frame]);
  }
}
