#include "CALSA.h"

#include <errno.h>

static uint64_t nanoseconds(struct timespec time) {
  return (uint64_t)time.tv_sec * UINT64_C(1000000000) + (uint64_t)time.tv_nsec;
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return nanoseconds(time);
}

static void sleep_for(uint64_t time) {
  const struct timespec wanted = {
      (time_t)(time / UINT64_C(1000000000)), (long)(time % UINT64_C(1000000000))};
  nanosleep(&wanted, NULL);
}

static int poll_with_errno(struct pollfd *descriptors, nfds_t count, int milliseconds) {
  const int ready = poll(descriptors, count, milliseconds);
  return ready < 0 ? -errno : ready;
}

static int64_t xrun_length(snd_pcm_t *pcm) {
  snd_pcm_status_t *status;
  snd_pcm_status_alloca(&status);
  if (snd_pcm_status(pcm, status) < 0) return 0;
  // The other direction may still run: its trigger is its start.
  if (snd_pcm_status_get_state(status) != SND_PCM_STATE_XRUN) return 0;
  snd_htimestamp_t stopped;
  snd_pcm_status_get_trigger_htstamp(status, &stopped);
  const int64_t length = (int64_t)(now() - nanoseconds(stopped));
  return length > 0 && nanoseconds(stopped) > 0 ? length : 0;
}

static const headroom_pcm_calls alsa_calls = {
    .state = snd_pcm_state,
    .avail_update = snd_pcm_avail_update,
    .htimestamp = snd_pcm_htimestamp,
    .delay = snd_pcm_delay,
    .prepare = snd_pcm_prepare,
    .drop = snd_pcm_drop,
    .start = snd_pcm_start,
    .resume = snd_pcm_resume,
    .mmap_begin = snd_pcm_mmap_begin,
    .mmap_commit = snd_pcm_mmap_commit,
    .readi = snd_pcm_readi,
    .readn = snd_pcm_readn,
    .writei = snd_pcm_writei,
    .writen = snd_pcm_writen,
    .poll_descriptors = snd_pcm_poll_descriptors,
    .poll_descriptors_revents = snd_pcm_poll_descriptors_revents,
    .xrun_length = xrun_length,
    .poll = poll_with_errno,
    .now = now,
    .sleep = sleep_for,
};

const headroom_pcm_calls *headroom_alsa_calls(void) { return &alsa_calls; }

static void say_nothing(
    const char *file, int line, const char *function, int error, const char *format, ...) {
  (void)file, (void)line, (void)function, (void)error, (void)format;
}

void headroom_alsa_silence_errors(void) { snd_lib_error_set_handler(say_nothing); }
