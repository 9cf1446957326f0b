/* Streams: how frames pass between the memory that the host sees and files or the cable. */
#include "rig.h"

#include <sys/timerfd.h>

bool rig_stream_runs(const struct rig_stream *stream)
{
  return stream->io.state == SND_PCM_STATE_RUNNING || stream->io.state == SND_PCM_STATE_DRAINING;
}

/* What the host could write or read now. */
static snd_pcm_uframes_t available(const struct rig_stream *stream)
{
  return snd_pcm_ioplug_avail(&stream->io, stream->position % stream->boundary, stream->io.appl_ptr);
}

/* As Linux does: a stopped stream is ready and an error, an unplugged one is an invalid descriptor. */
unsigned short rig_stream_events(const struct rig_stream *stream)
{
  const unsigned short ready = stream->io.stream == SND_PCM_STREAM_PLAYBACK ? POLLOUT : POLLIN;
  switch (stream->io.state) {
    case SND_PCM_STATE_PREPARED:
    case SND_PCM_STATE_RUNNING:
    case SND_PCM_STATE_PAUSED: return available(stream) >= stream->avail_min ? ready : 0;
    case SND_PCM_STATE_DRAINING: return available(stream) >= stream->io.buffer_size ? ready : 0;
    case SND_PCM_STATE_DISCONNECTED: return POLLERR | POLLNVAL;
    default: return ready | POLLERR;
  }
}

/* ---- Time ---- */

void rig_stream_set_off(struct rig_stream *stream)
{
  const struct rig_card *card = stream->card;
  stream->base_position = stream->position;
  stream->base_time = rig_clock_now(card->clock);
  stream->base_frame = rig_card_frames(card, stream->io.rate, stream->base_time - card->first_start);
}

uint64_t rig_stream_period_end(const struct rig_stream *stream)
{
  if (!rig_stream_runs(stream) || stream->card->stalled) return RIG_NEVER;
  const uint64_t period = stream->io.period_size;
  const uint64_t next = (stream->position / period + 1) * period - stream->base_position;
  return stream->base_time + rig_card_time(stream->card, stream->io.rate, next);
}

void rig_stream_set_alarm(struct rig_stream *stream, uint64_t time)
{
  if (time == stream->alarm) return;
  stream->alarm = time;
  struct itimerspec setting = {0};
  if (time == 0) {
    setting.it_value.tv_nsec = 1;
  } else if (time != RIG_NEVER) {
    setting.it_value.tv_sec = (time_t)(time / 1000000000);
    setting.it_value.tv_nsec = (long)(time % 1000000000);
  }
  timerfd_settime(stream->descriptor, TFD_TIMER_ABSTIME, &setting, NULL);
}

/* ---- Frames ---- */

/* The frame of the card at which the stream is. */
static uint64_t card_frame(const struct rig_stream *stream)
{
  return stream->base_frame + stream->position - stream->base_position;
}

/* Silence, unless the file or the cable has something. */
static void fetch(struct rig_stream *stream, uint64_t count)
{
  snd_pcm_format_set_silence(stream->io.format, stream->staged, (unsigned)count * stream->io.channels);
  if (stream->file) {
    const size_t got = fread(stream->staged, 1, count * stream->frame_bytes, stream->file);
    const size_t whole = got - got % stream->frame_bytes;
    if (got != whole)
      snd_pcm_format_set_silence(stream->io.format, stream->staged + whole, stream->io.channels);
  }
  if (stream->card->cable) rig_cable_read(stream->card, card_frame(stream), stream->staged, count);
}

static void deliver(struct rig_stream *stream, uint64_t count)
{
  if (stream->file) fwrite(stream->staged, stream->frame_bytes, count, stream->file);
  if (stream->card->cable) rig_cable_write(stream->card, card_frame(stream), stream->staged, count);
}

static void pass(struct rig_stream *stream, uint64_t frames)
{
  const snd_pcm_ioplug_t *io = &stream->io;
  const snd_pcm_channel_area_t *memory = snd_pcm_ioplug_mmap_areas(&stream->io);
  while (frames > 0) {
    const snd_pcm_uframes_t offset = stream->position % io->buffer_size;
    const snd_pcm_uframes_t room = io->buffer_size - offset;
    const snd_pcm_uframes_t count = frames < room ? frames : room;
    if (io->stream == SND_PCM_STREAM_CAPTURE) {
      fetch(stream, count);
      snd_pcm_areas_copy(memory, offset, stream->staged_areas, 0, io->channels, count, io->format);
    } else {
      snd_pcm_areas_copy(stream->staged_areas, 0, memory, offset, io->channels, count, io->format);
      deliver(stream, count);
    }
    stream->position += count;
    frames -= count;
  }
}

/* Frames until the stream ends by itself: drained, or in an xrun when the threshold is reached. */
static uint64_t frames_left(const struct rig_stream *stream)
{
  const bool draining = stream->io.state == SND_PCM_STATE_DRAINING;
  const snd_pcm_uframes_t end = draining ? stream->io.buffer_size : stream->stop_threshold;
  const snd_pcm_uframes_t now = available(stream);
  return end > now ? end - now : 0;
}

void rig_stream_update(struct rig_stream *stream)
{
  if (!rig_stream_runs(stream) || stream->card->stalled) return;
  const uint64_t elapsed = rig_clock_now(stream->card->clock) - stream->base_time;
  const uint64_t target = stream->base_position + rig_card_frames(stream->card, stream->io.rate, elapsed);
  const uint64_t due = target - stream->position;
  const uint64_t left = frames_left(stream);
  pass(stream, due < left ? due : left);
  if (due < left || stream->io.state == SND_PCM_STATE_DRAINING) return;
  snd_pcm_ioplug_set_state(&stream->io, SND_PCM_STATE_XRUN);
  rig_clock_wake(stream->card->clock);
}
