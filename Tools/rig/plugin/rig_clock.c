/* How time passes. A virtual clock stands while the host computes, and moves when the host waits: to the next
 * end of a period of any of its running streams.
 *
 * Nobody tells a plugin that the host waits. So the descriptors of a virtual clock are always readable,
 * poll() comes back at once and the host asks each PCM that it polled for events (poll_revents). A stream
 * that is asked a second time at the same moment in vain shows that poll() was called once more; if none of
 * the streams that were asked in between has anything to tell, poll() would have waited. Where no time can
 * come, because nothing runs, the descriptor falls silent and poll() runs into its timeout, in real time. */
#include "rig.h"

#include <time.h>

static struct rig_clock *clocks;

struct rig_clock *rig_clock_named(const char *name, bool is_virtual)
{
  for (struct rig_clock *clock = clocks; clock; clock = clock->next)
    if (strcmp(clock->name, name) == 0 && clock->is_virtual == is_virtual) return clock;
  struct rig_clock *clock = calloc(1, sizeof *clock);
  if (!clock) return NULL;
  snprintf(clock->name, sizeof clock->name, "%s", name);
  clock->is_virtual = is_virtual;
  clock->next = clocks;
  clocks = clock;
  return clock;
}

uint64_t rig_clock_now(const struct rig_clock *clock)
{
  if (clock->is_virtual) return clock->time;
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

void rig_clock_update(struct rig_clock *clock)
{
  for (struct rig_card *card = clock->cards; card; card = card->next) rig_card_update(card);
}

/* Calls `visit` with each open stream. */
static void each_stream(struct rig_clock *clock, void (*visit)(struct rig_stream *, void *), void *context)
{
  for (struct rig_card *card = clock->cards; card; card = card->next)
    for (int side = 0; side < 2; side++)
      if (card->streams[side]) visit(card->streams[side], context);
}

static void wake(struct rig_stream *stream, void *context)
{
  (void)context;
  rig_stream_set_alarm(stream, 0);
}

void rig_clock_wake(struct rig_clock *clock) { each_stream(clock, wake, NULL); }

struct newcomer {
  uint64_t since;
  bool ready;
};

static void look_for_ready(struct rig_stream *stream, void *context)
{
  struct newcomer *newcomer = context;
  if (stream->asked > newcomer->since && rig_stream_events(stream)) newcomer->ready = true;
}

static void look_for_earliest(struct rig_stream *stream, void *context)
{
  uint64_t *earliest = context;
  const uint64_t end = rig_stream_period_end(stream);
  if (end < *earliest) *earliest = end;
}

/* False where nothing runs. */
static bool move(struct rig_clock *clock)
{
  uint64_t earliest = RIG_NEVER;
  each_stream(clock, look_for_earliest, &earliest);
  if (earliest == RIG_NEVER) return false;
  clock->time = earliest;
  rig_clock_update(clock);
  return true;
}

void rig_clock_wait(struct rig_stream *asking)
{
  struct rig_clock *clock = asking->card->clock;
  if (!clock->is_virtual) {
    rig_stream_set_alarm(asking, rig_stream_period_end(asking));
    return;
  }
  const bool again = asking->asked_at == clock->time;
  asking->asked_at = clock->time;
  if (!again) return;
  struct newcomer newcomer = {.since = asking->asked};
  each_stream(clock, look_for_ready, &newcomer);
  if (!newcomer.ready && !move(clock)) rig_stream_set_alarm(asking, RIG_NEVER);
}
