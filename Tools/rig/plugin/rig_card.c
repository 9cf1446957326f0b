/* Cards: their converter clock, what goes wrong with them, and the cable from their output to their input. */
#include "rig.h"

/* ---- Making them ---- */

static struct rig_card *find(const char *name, const struct rig_clock *clock)
{
  struct rig_card *card = clock->cards;
  while (card && strcmp(card->name, name) != 0) card = card->next;
  return card;
}

/* The number of the attempt that works. */
static int parse_attempt(const char *name, const char *text, uint64_t *attempt)
{
  if (!text) return 0;
  long value = 0;
  if (strcmp(text, "never") == 0) {
    *attempt = RIG_NEVER;
    return 0;
  }
  if (rig_parse_integer(name, text, &value) < 0 || value < 0) return -EINVAL;
  *attempt = (uint64_t)value;
  return 0;
}

static int parse_cable(const char *text, struct rig_card *card)
{
  long delay = 0;
  if (!text) return 0;
  if (rig_parse_integer("cable", text, &delay) < 0) return -EINVAL;
  if (delay < 0 || delay > RIG_CABLE / 2) {
    SNDERR("cable: expected 0 to %d frames, found %ld", RIG_CABLE / 2, delay);
    return -EINVAL;
  }
  card->has_cable = true;
  card->cable_delay = (uint64_t)delay;
  return 0;
}

static int parse_drift(const char *text, struct rig_card *card)
{
  long drift = 0;
  if (text && rig_parse_integer("drift_ppm", text, &drift) < 0) return -EINVAL;
  if (drift < -100000 || drift > 100000) {
    SNDERR("drift_ppm: expected -100000 to 100000, found %ld", drift);
    return -EINVAL;
  }
  card->drift_ppm = (int)drift;
  return 0;
}

static int parse(const struct rig_fields *fields, struct rig_card *card)
{
  snprintf(card->name, sizeof card->name, "%s", fields->card ? fields->card : "card");
  card->resume_after = 1;
  card->replug_after = RIG_NEVER;
  if (rig_parse_faults(fields->faults, card->faults, &card->fault_count) < 0) return -EINVAL;
  if (parse_attempt("resume", fields->resume, &card->resume_after) < 0) return -EINVAL;
  if (parse_attempt("replug", fields->replug, &card->replug_after) < 0) return -EINVAL;
  if (rig_parse_error("open_error", fields->open_error, &card->open_error) < 0) return -EINVAL;
  if (rig_parse_error("prepare_error", fields->prepare_error, &card->prepare_error) < 0) return -EINVAL;
  if (rig_parse_error("start_error", fields->start_error, &card->start_error) < 0) return -EINVAL;
  if (parse_drift(fields->drift_ppm, card) < 0) return -EINVAL;
  return parse_cable(fields->cable, card);
}

int rig_card_named(const struct rig_fields *fields, struct rig_card **result)
{
  const char *pace = fields->pace ? fields->pace : "virtual";
  const bool is_virtual = strcmp(pace, "virtual") == 0;
  if (!is_virtual && strcmp(pace, "real") != 0) {
    SNDERR("pace: expected virtual or real, found %s", pace);
    return -EINVAL;
  }
  struct rig_clock *clock = rig_clock_named(fields->clock ? fields->clock : "clock", is_virtual);
  if (!clock) return -ENOMEM;
  *result = find(fields->card ? fields->card : "card", clock);
  if (*result) return 0;
  struct rig_card *card = calloc(1, sizeof *card);
  if (!card) return -ENOMEM;
  if (parse(fields, card) < 0) {
    free(card);
    return -EINVAL;
  }
  card->clock = clock;
  card->next = clock->cards;
  *result = clock->cards = card;
  return 0;
}

/* ---- Calls that fail ---- */

int rig_error_take(struct rig_error *error)
{
  if (error->left == 0) return 0;
  if (error->left != RIG_NEVER) error->left--;
  return error->code;
}

int rig_card_open_error(struct rig_card *card)
{
  if (card->unplugged) {
    if (card->open_attempts++ < card->replug_after) return -ENODEV;
    card->unplugged = false;
  }
  return rig_error_take(&card->open_error);
}

/* ---- Time ---- */

/* Frames a second times 10^6. */
static uint64_t micro_rate(const struct rig_card *card, uint64_t rate)
{
  return rate * (uint64_t)(1000000 + card->drift_ppm);
}

/* ns times frames a second times 10^6. */
static const uint64_t unit = 1000000000000000;

uint64_t rig_card_frames(const struct rig_card *card, uint64_t rate, uint64_t time)
{
  return (uint64_t)((unsigned __int128)time * micro_rate(card, rate) / unit);
}

/* Rounded up, so that at that time, and not a nanosecond earlier, the frames have passed. */
uint64_t rig_card_time(const struct rig_card *card, uint64_t rate, uint64_t frames)
{
  const uint64_t divisor = micro_rate(card, rate);
  return (uint64_t)(((unsigned __int128)frames * unit + divisor - 1) / divisor);
}

void rig_card_start(struct rig_card *card, const snd_pcm_ioplug_t *io)
{
  if (!card->started) {
    card->started = true;
    card->first_start = rig_clock_now(card->clock);
    card->period = io->period_size;
    card->rate = io->rate;
  }
  if (!card->stalled) return;
  card->stalled = false;
  for (int side = 0; side < 2; side++)
    if (card->streams[side] && rig_stream_runs(card->streams[side])) rig_stream_set_off(card->streams[side]);
}

/* ---- Faults ---- */

static void stop(struct rig_card *card, snd_pcm_stream_t side, snd_pcm_state_t state)
{
  struct rig_stream *stream = card->streams[side];
  if (!stream || !(rig_stream_runs(stream) || state == SND_PCM_STATE_DISCONNECTED)) return;
  stream->resume_attempts = 0;
  snd_pcm_ioplug_set_state(&stream->io, state);
}

static void stop_both(struct rig_card *card, snd_pcm_state_t state)
{
  stop(card, SND_PCM_STREAM_PLAYBACK, state);
  stop(card, SND_PCM_STREAM_CAPTURE, state);
}

/* Playback first: the cable takes from it what capture gets. */
static void update_streams(struct rig_card *card)
{
  for (int side = SND_PCM_STREAM_PLAYBACK; side <= SND_PCM_STREAM_CAPTURE; side++)
    if (card->streams[side]) rig_stream_update(card->streams[side]);
}

static void happen(struct rig_card *card, const struct rig_fault *fault)
{
  switch (fault->kind) {
    case RIG_XRUN: stop_both(card, SND_PCM_STATE_XRUN); break;
    case RIG_OVERRUN: stop(card, SND_PCM_STREAM_CAPTURE, SND_PCM_STATE_XRUN); break;
    case RIG_UNDERRUN: stop(card, SND_PCM_STREAM_PLAYBACK, SND_PCM_STATE_XRUN); break;
    case RIG_SUSPEND: stop_both(card, SND_PCM_STATE_SUSPENDED); break;
    case RIG_STALL: card->stalled = true; break;
    case RIG_UNPLUG:
      stop_both(card, SND_PCM_STATE_DISCONNECTED);
      card->unplugged = true;
      card->open_attempts = 0;
      break;
    case RIG_LATE:
      card->clock->time += rig_card_time(card, card->rate, fault->amount * card->period);
      update_streams(card);
      break;
  }
  rig_clock_wake(card->clock);
}

static bool is_due(const struct rig_card *card, const struct rig_fault *fault)
{
  const uint64_t time = rig_card_time(card, card->rate, fault->period * card->period);
  return rig_clock_now(card->clock) >= card->first_start + time;
}

void rig_card_update(struct rig_card *card)
{
  if (!card->started) return;
  update_streams(card);
  for (unsigned i = 0; i < card->fault_count;) {
    const struct rig_fault fault = card->faults[i];
    if (!is_due(card, &fault)) {
      i++;
      continue;
    }
    card->faults[i] = card->faults[--card->fault_count];
    happen(card, &fault);
  }
}

/* ---- The cable ---- */

int rig_cable_use(struct rig_card *card, const struct rig_stream *user, size_t frame_bytes)
{
  if (!card->has_cable || (card->cable && card->cable_frame == frame_bytes)) return 0;
  for (int side = 0; side < 2; side++) {
    const struct rig_stream *other = card->streams[side];
    if (other && other != user && other->frame_bytes) {
      SNDERR("cable: needs one frame format in both directions");
      return -EINVAL;
    }
  }
  free(card->cable);
  card->cable = calloc(RIG_CABLE, frame_bytes);
  card->cable_frame = frame_bytes;
  card->cable_end = 0;
  return card->cable ? 0 : -ENOMEM;
}

static char *cable_at(const struct rig_card *card, uint64_t frame)
{
  return card->cable + frame % RIG_CABLE * card->cable_frame;
}

void rig_cable_write(struct rig_card *card, uint64_t start, const char *frames, uint64_t count)
{
  if (start > card->cable_end + RIG_CABLE) card->cable_end = start - RIG_CABLE;
  /* Nothing was played in between. */
  for (; card->cable_end < start; card->cable_end++)
    memset(cable_at(card, card->cable_end), 0, card->cable_frame);
  for (uint64_t i = 0; i < count; i++)
    memcpy(cable_at(card, start + i), frames + i * card->cable_frame, card->cable_frame);
  card->cable_end = start + count;
}

void rig_cable_read(const struct rig_card *card, uint64_t start, char *frames, uint64_t count)
{
  for (uint64_t i = 0; i < count; i++) {
    const uint64_t frame = start + i;
    if (frame < card->cable_delay || frame - card->cable_delay >= card->cable_end) continue;
    memcpy(frames + i * card->cable_frame, cable_at(card, frame - card->cable_delay), card->cable_frame);
  }
}
