/* How long audio takes through a host, exactly, and whether it stays whole.
 *
 *   roundtrip -D DEVICE [-p PERIOD] [-n PERIODS] [-f FORMAT] [-r RATE] [-s SECONDS] [-N] [-m]
 *
 * Plays the numbers of its frames and looks for them in what it records. The host has to pass samples on bit
 * for bit: both channels, or with -m the left one to both. The result is a line of JSON on standard output; every
 * change of the latency is reported on standard error. Exit code 2: its own buffer ran over or dry, so there is no
 * result. */
#include <alsa/asoundlib.h>
#include <getopt.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Options ---- */

struct options {
  const char *device;
  snd_pcm_uframes_t period;
  unsigned periods, rate;
  snd_pcm_format_t format;
  double seconds;
  int split; /* noninterleaved */
  int mono;  /* the left channel comes back on both */
};

static const char usage[] =
  "usage: roundtrip -D DEVICE [-p PERIOD] [-n PERIODS] [-f S16_LE|S24_3LE|S24_LE|S32_LE|FLOAT_LE]\n"
  "                 [-r RATE] [-s SECONDS] [-N (noninterleaved)] [-m (mono; not S16_LE)]\n";

static void fail_usage(void)
{
  fputs(usage, stderr);
  exit(64);
}

static struct options parse(int count, char **words)
{
  struct options options = {NULL, 64, 32, 48000, SND_PCM_FORMAT_S32_LE, 2, 0, 0};
  for (int option; (option = getopt(count, words, "D:p:n:f:r:s:Nm")) != -1;) switch (option) {
      case 'D': options.device = optarg; break;
      case 'p': options.period = strtoul(optarg, NULL, 10); break;
      case 'n': options.periods = (unsigned)strtoul(optarg, NULL, 10); break;
      case 'f': options.format = snd_pcm_format_value(optarg); break;
      case 'r': options.rate = (unsigned)strtoul(optarg, NULL, 10); break;
      case 's': options.seconds = strtod(optarg, NULL); break;
      case 'N': options.split = 1; break;
      case 'm': options.mono = 1; break;
      default: fail_usage();
    }
  switch (options.format) {
    case SND_PCM_FORMAT_S16_LE:
    case SND_PCM_FORMAT_S24_3LE:
    case SND_PCM_FORMAT_S24_LE:
    case SND_PCM_FORMAT_S32_LE:
    case SND_PCM_FORMAT_FLOAT_LE: break;
    default: fail_usage();
  }
  if (options.mono && options.format == SND_PCM_FORMAT_S16_LE) fail_usage();
  if (!options.device || !options.period || optind < count) fail_usage();
  return options;
}

/* ---- Frames with numbers ---- */

/* Two samples hold a number of 23 bits that is not 0; two zeros are silence. */
struct frame {
  int32_t samples[2];
};

enum { SILENT = 0, CORRUPT = -1 };

static const uint32_t numbers = 1 << 23;

/* 16 bits: the low bits left, the high bits right. Else the number left, its opposite right. */
static struct frame encode(uint32_t number, snd_pcm_format_t format)
{
  const int32_t value = (int32_t)number;
  if (format == SND_PCM_FORMAT_S16_LE) return (struct frame){{value & 0x7fff, (value >> 15) + 1}};
  return (struct frame){{value, -value}};
}

static int32_t decode(struct frame frame, const struct options *options)
{
  const int32_t left = frame.samples[0], right = frame.samples[1];
  if (left == 0 && right == 0) return SILENT;
  if (options->format == SND_PCM_FORMAT_S16_LE) return left < 0 || right < 1 ? CORRUPT : (right - 1) << 15 | left;
  return left > 0 && right == (options->mono ? left : -left) ? left : CORRUPT;
}

static void store(char *place, int32_t sample, snd_pcm_format_t format)
{
  const float real = (float)sample / (float)numbers;
  if (format == SND_PCM_FORMAT_S32_LE) sample = (int32_t)((uint32_t)sample << 8);
  if (format == SND_PCM_FORMAT_FLOAT_LE) memcpy(&sample, &real, sizeof sample);
  memcpy(place, &sample, (size_t)snd_pcm_format_physical_width(format) / 8);
}

static int32_t load(const char *place, snd_pcm_format_t format)
{
  const int bits = snd_pcm_format_physical_width(format);
  uint32_t raw = 0;
  float real;
  memcpy(&raw, place, (size_t)bits / 8);
  memcpy(&real, &raw, sizeof real);
  switch (format) {
    case SND_PCM_FORMAT_S32_LE: return (int32_t)raw >> 8;
    case SND_PCM_FORMAT_FLOAT_LE: return (int32_t)(real * (float)numbers);
    case SND_PCM_FORMAT_S16_LE: return (int16_t)raw;
    default: return (int32_t)(raw << 8) >> 8; /* 24 bits, with or without a byte of padding */
  }
}

/* ---- The device ---- */

static void check(int code, const char *call)
{
  if (code >= 0) return;
  fprintf(stderr, "roundtrip: %s: %s\n", call, snd_strerror(code));
  exit(1);
}

/* A transfer of anything but a whole period is an xrun of this program's own. */
static void check_transfer(snd_pcm_sframes_t code, snd_pcm_uframes_t period, const char *call)
{
  if (code == (snd_pcm_sframes_t)period) return;
  fprintf(stderr, "roundtrip: %s: %s\n", call, code < 0 ? snd_strerror((int)code) : "incomplete");
  exit(2);
}

static snd_pcm_t *open_pcm(const struct options *options, snd_pcm_stream_t side)
{
  snd_pcm_t *pcm;
  snd_pcm_hw_params_t *hardware;
  snd_pcm_hw_params_alloca(&hardware);
  check(snd_pcm_open(&pcm, options->device, side, 0), "open");
  check(snd_pcm_hw_params_any(pcm, hardware), "hw_params_any");
  check(snd_pcm_hw_params_set_access(pcm, hardware,
    options->split ? SND_PCM_ACCESS_RW_NONINTERLEAVED : SND_PCM_ACCESS_RW_INTERLEAVED), "access");
  check(snd_pcm_hw_params_set_format(pcm, hardware, options->format), "format");
  check(snd_pcm_hw_params_set_channels(pcm, hardware, 2), "channels");
  check(snd_pcm_hw_params_set_rate(pcm, hardware, options->rate, 0), "rate");
  check(snd_pcm_hw_params_set_period_size(pcm, hardware, options->period, 0), "period");
  check(snd_pcm_hw_params_set_periods(pcm, hardware, options->periods, 0), "periods");
  check(snd_pcm_hw_params(pcm, hardware), "hw_params");
  return pcm;
}

/* Nothing starts before it is told to. */
static void set_software(snd_pcm_t *pcm, snd_pcm_uframes_t period)
{
  snd_pcm_sw_params_t *software;
  snd_pcm_uframes_t boundary;
  snd_pcm_sw_params_alloca(&software);
  check(snd_pcm_sw_params_current(pcm, software), "sw_params_current");
  snd_pcm_sw_params_get_boundary(software, &boundary);
  check(snd_pcm_sw_params_set_start_threshold(pcm, software, boundary), "start_threshold");
  check(snd_pcm_sw_params_set_avail_min(pcm, software, period), "avail_min");
  check(snd_pcm_sw_params(pcm, software), "sw_params");
}

/* ---- Playing and recording ---- */

struct probe {
  struct options options;
  snd_pcm_t *playback, *capture;
  char *period;      /* one, as the device takes it: channel after channel if noninterleaved */
  void *channels[2]; /* where they begin */
  size_t width, step; /* bytes of a sample, and from one to the next of its channel */
  uint32_t played, recorded; /* frames */
};

static void lay_out(struct probe *probe)
{
  const struct options *options = &probe->options;
  probe->width = (size_t)snd_pcm_format_physical_width(options->format) / 8;
  probe->step = options->split ? probe->width : 2 * probe->width;
  probe->period = calloc(2 * options->period, probe->width);
  probe->channels[0] = probe->period;
  probe->channels[1] = probe->period + (options->split ? options->period : 1) * probe->width;
  if (!probe->period) check(-ENOMEM, "memory");
}

static char *sample(const struct probe *probe, int channel, snd_pcm_uframes_t frame)
{
  return (char *)probe->channels[channel] + frame * probe->step;
}

static void play_period(struct probe *probe)
{
  const struct options *options = &probe->options;
  for (snd_pcm_uframes_t i = 0; i < options->period; i++) {
    const struct frame frame = encode(++probe->played % numbers, options->format);
    for (int channel = 0; channel < 2; channel++)
      store(sample(probe, channel, i), frame.samples[channel], options->format);
  }
  check_transfer(options->split ? snd_pcm_writen(probe->playback, probe->channels, options->period)
                                : snd_pcm_writei(probe->playback, probe->period, options->period),
    options->period, "write");
}

static void record_period(struct probe *probe)
{
  const struct options *options = &probe->options;
  check_transfer(options->split ? snd_pcm_readn(probe->capture, probe->channels, options->period)
                                : snd_pcm_readi(probe->capture, probe->period, options->period),
    options->period, "read");
}

static void start(struct probe *probe)
{
  const int linked = snd_pcm_link(probe->playback, probe->capture) >= 0;
  for (unsigned i = 0; i < probe->options.periods; i++) play_period(probe);
  check(snd_pcm_start(probe->playback), "start");
  if (!linked) check(snd_pcm_start(probe->capture), "start");
}

/* ---- What comes back ---- */

struct finding {
  long latency; /* frames; -1 while nothing comes */
  uint32_t since;
  long changes, silent, corrupt, steady;
};

static void change(struct finding *finding, uint32_t now, long latency)
{
  if (finding->latency >= 0) {
    fprintf(stderr, "roundtrip: frames %u to %u came %ld later, then %s\n", finding->since, now,
      finding->latency, latency < 0 ? "silence" : "a jump");
    finding->changes++;
  }
  finding->latency = latency;
  finding->since = now;
  finding->steady = 0;
}

static void examine(struct finding *finding, uint32_t now, int32_t number)
{
  if (number == SILENT) finding->silent++;
  if (number == CORRUPT) finding->corrupt++;
  if (number == SILENT && finding->latency >= 0) change(finding, now, -1);
  if (number == SILENT || number == CORRUPT) return;
  /* Numbers come round again after three minutes. */
  const long latency = (long)((now + 1 - (uint32_t)number) & (numbers - 1));
  if (latency != finding->latency) change(finding, now, latency);
  finding->steady++;
}

static void examine_period(struct probe *probe, struct finding *finding)
{
  const struct options *options = &probe->options;
  for (snd_pcm_uframes_t i = 0; i < options->period; i++) {
    const struct frame frame = {{load(sample(probe, 0, i), options->format),
      load(sample(probe, 1, i), options->format)}};
    examine(finding, probe->recorded++, decode(frame, options));
  }
}

/* Without a latency where nothing came, or nothing more. */
static void report(const struct finding *finding)
{
  putchar('{');
  if (finding->latency >= 0) printf("\"round_trip_frames\":%ld,", finding->latency);
  printf("\"steady_frames\":%ld,\"changes\":%ld,\"silent_frames\":%ld,\"corrupt_frames\":%ld}\n",
    finding->steady, finding->changes, finding->silent, finding->corrupt);
}

int main(int count, char **words)
{
  struct probe probe = {.options = parse(count, words)};
  struct finding finding = {.latency = -1};
  const struct options *options = &probe.options;
  sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){.sched_priority = 60});
  lay_out(&probe);
  probe.playback = open_pcm(options, SND_PCM_STREAM_PLAYBACK);
  probe.capture = open_pcm(options, SND_PCM_STREAM_CAPTURE);
  set_software(probe.playback, options->period);
  set_software(probe.capture, options->period);
  start(&probe);
  while (probe.recorded < options->seconds * options->rate) {
    record_period(&probe);
    examine_period(&probe, &finding);
    play_period(&probe);
  }
  report(&finding);
  snd_pcm_drop(probe.playback);
  snd_pcm_drop(probe.capture);
  snd_pcm_close(probe.playback);
  snd_pcm_close(probe.capture);
}
