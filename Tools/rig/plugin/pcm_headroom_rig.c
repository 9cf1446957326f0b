/* The plugin: what alsa-lib calls. Every callback takes the lock and hands on. */
#include "rig.h"

#include <sys/timerfd.h>
#include <unistd.h>

pthread_mutex_t rig_lock = PTHREAD_MUTEX_INITIALIZER;

/* Takes the lock until the end of the block. */
#define RIG_LOCKED \
  __attribute__((cleanup(unlock))) pthread_mutex_t *locked = &rig_lock; \
  pthread_mutex_lock(locked)

static void unlock(pthread_mutex_t **lock) { pthread_mutex_unlock(*lock); }

static struct rig_stream *stream_of(snd_pcm_ioplug_t *io) { return io->private_data; }

/* ---- Parameters ---- */

static int set_up(struct rig_stream *stream)
{
  const snd_pcm_ioplug_t *io = &stream->io;
  const unsigned width = (unsigned)snd_pcm_format_physical_width(io->format);
  stream->frame_bytes = (size_t)width / 8 * io->channels;
  stream->staged = malloc(io->buffer_size * stream->frame_bytes);
  stream->staged_areas = calloc(io->channels, sizeof *stream->staged_areas);
  if (!stream->staged || !stream->staged_areas) return -ENOMEM;
  for (unsigned i = 0; i < io->channels; i++)
    stream->staged_areas[i] = (snd_pcm_channel_area_t){stream->staged, i * width, io->channels * width};
  return rig_cable_use(stream->card, stream, stream->frame_bytes);
}

static void tear_down(struct rig_stream *stream)
{
  free(stream->staged);
  free(stream->staged_areas);
  stream->staged = NULL;
  stream->staged_areas = NULL;
  stream->frame_bytes = 0;
}

static int rig_hw_params(snd_pcm_ioplug_t *io, snd_pcm_hw_params_t *params)
{
  RIG_LOCKED;
  (void)params;
  tear_down(stream_of(io));
  return set_up(stream_of(io));
}

static int rig_hw_free(snd_pcm_ioplug_t *io)
{
  RIG_LOCKED;
  tear_down(stream_of(io));
  return 0;
}

static int rig_sw_params(snd_pcm_ioplug_t *io, snd_pcm_sw_params_t *params)
{
  RIG_LOCKED;
  struct rig_stream *stream = stream_of(io);
  snd_pcm_sw_params_get_boundary(params, &stream->boundary);
  snd_pcm_sw_params_get_avail_min(params, &stream->avail_min);
  snd_pcm_sw_params_get_stop_threshold(params, &stream->stop_threshold);
  return 0;
}

/* ---- Running ---- */

static int rig_prepare(snd_pcm_ioplug_t *io)
{
  RIG_LOCKED;
  struct rig_stream *stream = stream_of(io);
  const int code = rig_error_take(&stream->card->prepare_error);
  if (code < 0) return code;
  stream->position = 0;
  rig_stream_set_alarm(stream, 0);
  return 0;
}

static int rig_start(snd_pcm_ioplug_t *io)
{
  RIG_LOCKED;
  struct rig_stream *stream = stream_of(io);
  const int code = rig_error_take(&stream->card->start_error);
  if (code < 0) return code;
  rig_card_start(stream->card, io);
  rig_stream_set_off(stream);
  rig_clock_wake(stream->card->clock);
  return 0;
}

/* The state says all; alsa-lib changes it. But frames up to now have passed. */
static int rig_stop(snd_pcm_ioplug_t *io)
{
  RIG_LOCKED;
  rig_clock_update(stream_of(io)->card->clock);
  return 0;
}

/* alsa-lib makes an xrun of any error, so the other ends are told by the state alone. */
static snd_pcm_sframes_t rig_pointer(snd_pcm_ioplug_t *io)
{
  RIG_LOCKED;
  struct rig_stream *stream = stream_of(io);
  rig_clock_update(stream->card->clock);
  if (io->state == SND_PCM_STATE_XRUN) return -EPIPE;
  return (snd_pcm_sframes_t)(stream->position % stream->boundary);
}

/* alsa-lib gives the host 0 whatever this gives. That it did not work shows in the state. */
static int rig_resume(snd_pcm_ioplug_t *io)
{
  RIG_LOCKED;
  struct rig_stream *stream = stream_of(io);
  if (io->state != SND_PCM_STATE_SUSPENDED) return -EBADFD;
  if (++stream->resume_attempts < stream->card->resume_after) return -EAGAIN;
  snd_pcm_ioplug_set_state(io, SND_PCM_STATE_RUNNING);
  rig_stream_set_off(stream);
  rig_clock_wake(stream->card->clock);
  return 0;
}

static int rig_poll_revents(
    snd_pcm_ioplug_t *io, struct pollfd *descriptors, unsigned count, unsigned short *events)
{
  RIG_LOCKED;
  (void)descriptors;
  (void)count;
  struct rig_stream *stream = stream_of(io);
  struct rig_clock *clock = stream->card->clock;
  rig_clock_update(clock);
  if (!rig_stream_events(stream)) rig_clock_wait(stream);
  stream->asked = ++clock->asks;
  *events = rig_stream_events(stream);
  return 0;
}

/* ---- Opening and closing ---- */

static void release(struct rig_stream *stream)
{
  stream->card->streams[stream->io.stream] = NULL;
  if (stream->file) {
    stream->card->files[stream->io.stream] = ftell(stream->file);
    fclose(stream->file);
  }
  if (stream->descriptor >= 0) close(stream->descriptor);
  tear_down(stream);
  free(stream);
}

static int rig_close(snd_pcm_ioplug_t *io)
{
  RIG_LOCKED;
  release(stream_of(io));
  return 0;
}

static const snd_pcm_ioplug_callback_t callbacks = {
  .start = rig_start,
  .stop = rig_stop,
  .pointer = rig_pointer,
  .close = rig_close,
  .hw_params = rig_hw_params,
  .hw_free = rig_hw_free,
  .sw_params = rig_sw_params,
  .prepare = rig_prepare,
  .resume = rig_resume,
  .poll_revents = rig_poll_revents,
};

/* What was played before the device went and came back stays in the file. */
static int open_file(struct rig_stream *stream, const struct rig_fields *fields)
{
  const bool playback = stream->io.stream == SND_PCM_STREAM_PLAYBACK;
  const long position = stream->card->files[stream->io.stream];
  const char *path = playback ? fields->outfile : fields->infile;
  if (!path) return 0;
  stream->file = fopen(path, playback ? (position ? "r+b" : "wb") : "rb");
  if (stream->file && fseek(stream->file, position, SEEK_SET) == 0) return 0;
  const int code = -errno;
  SNDERR("%s: %s", path, snd_strerror(code));
  return code;
}

static void describe(struct rig_stream *stream, snd_pcm_stream_t side)
{
  stream->io = (snd_pcm_ioplug_t){
    .version = SND_PCM_IOPLUG_VERSION,
    .name = "Headroom's simulated card",
    .flags = SND_PCM_IOPLUG_FLAG_MONOTONIC | SND_PCM_IOPLUG_FLAG_BOUNDARY_WA,
    .poll_fd = stream->descriptor,
    .poll_events = POLLIN,
    .mmap_rw = 1,
    .callback = &callbacks,
    .private_data = stream,
    .stream = side,
  };
}

static int make_stream(
    struct rig_card *card, snd_pcm_stream_t side, const struct rig_fields *fields, struct rig_stream **result)
{
  struct rig_stream *stream = calloc(1, sizeof *stream);
  if (!stream) return -ENOMEM;
  stream->card = card;
  stream->alarm = stream->asked_at = RIG_NEVER;
  stream->boundary = 1;
  stream->descriptor = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  describe(stream, side);
  card->streams[side] = *result = stream;
  const int code = stream->descriptor < 0 ? -errno : open_file(stream, fields);
  if (code < 0) release(stream);
  return code;
}

static int open_stream(snd_pcm_stream_t side, const struct rig_fields *fields, struct rig_stream **result)
{
  RIG_LOCKED;
  struct rig_card *card;
  int code = rig_card_named(fields, &card);
  if (code >= 0) code = rig_card_open_error(card);
  if (code < 0) return code;
  return card->streams[side] ? -EBUSY : make_stream(card, side, fields, result);
}

static int abandon(struct rig_stream *stream, int code)
{
  RIG_LOCKED;
  release(stream);
  return code;
}

static int open_pcm(
    snd_pcm_t **pcm, const char *name, snd_pcm_stream_t side, int mode, const struct rig_fields *fields)
{
  struct rig_stream *stream;
  int code = open_stream(side, fields, &stream);
  if (code < 0) return code;
  code = snd_pcm_ioplug_create(&stream->io, name, side, mode);
  if (code < 0) return abandon(stream, code);
  code = rig_restrict(&stream->io, fields);
  *pcm = stream->io.pcm;
  if (code < 0) snd_pcm_ioplug_delete(&stream->io);
  return code;
}

SND_PCM_PLUGIN_DEFINE_FUNC(headroom_rig)
{
  (void)root;
  struct rig_fields fields = {0};
  int code = rig_fields_read(&fields, conf);
  if (code >= 0) code = open_pcm(pcmp, name, stream, mode, &fields);
  rig_fields_free(&fields);
  return code;
}

SND_PCM_PLUGIN_SYMBOL(headroom_rig);
