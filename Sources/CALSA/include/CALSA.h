/// What the audio thread may ask of ALSA. This header is the list of what is trusted there: every call is
/// declared free of locks and allocation, with the reason, and goes through a table, so that tests can put a
/// scripted device in the place of alsa-lib.
///
/// Trusted as a whole: on a hardware device ("hw:") these are system calls or reads of mapped memory. On
/// plugin devices alsa-lib takes a lock of the device's own around each call; only one thread uses a device
/// here, so nobody ever waits for it. What a plugin itself does is its own affair.
#ifndef HEADROOM_CALSA_H
#define HEADROOM_CALSA_H

#include <alsa/asoundlib.h>
#include <poll.h>
#include <stdint.h>
#include <time.h>

/// Tells the Swift compiler that a function neither locks nor allocates.
#define HEADROOM_REALTIME \
  __attribute__((swift_attr("@_noLocks"))) __attribute__((swift_attr("@_noAllocation")))

/// alsa-lib's functions of the same names, and the clock. All give a negative errno where they fail.
typedef struct headroom_pcm_calls {
  snd_pcm_state_t (*state)(snd_pcm_t *);
  snd_pcm_sframes_t (*avail_update)(snd_pcm_t *);
  int (*htimestamp)(snd_pcm_t *, snd_pcm_uframes_t *, snd_htimestamp_t *);
  int (*delay)(snd_pcm_t *, snd_pcm_sframes_t *);
  int (*prepare)(snd_pcm_t *);
  int (*drop)(snd_pcm_t *);
  int (*start)(snd_pcm_t *);
  int (*resume)(snd_pcm_t *);
  int (*mmap_begin)(snd_pcm_t *, const snd_pcm_channel_area_t **, snd_pcm_uframes_t *, snd_pcm_uframes_t *);
  snd_pcm_sframes_t (*mmap_commit)(snd_pcm_t *, snd_pcm_uframes_t, snd_pcm_uframes_t);
  snd_pcm_sframes_t (*readi)(snd_pcm_t *, void *, snd_pcm_uframes_t);
  snd_pcm_sframes_t (*readn)(snd_pcm_t *, void **, snd_pcm_uframes_t);
  snd_pcm_sframes_t (*writei)(snd_pcm_t *, const void *, snd_pcm_uframes_t);
  snd_pcm_sframes_t (*writen)(snd_pcm_t *, void **, snd_pcm_uframes_t);
  int (*poll_descriptors)(snd_pcm_t *, struct pollfd *, unsigned int);
  int (*poll_descriptors_revents)(snd_pcm_t *, struct pollfd *, unsigned int, unsigned short *);
  /// How long ago the device stopped by itself, in ns; 0 where it does not know.
  int64_t (*xrun_length)(snd_pcm_t *);
  /// poll(2).
  int (*poll)(struct pollfd *, nfds_t, int);
  /// CLOCK_MONOTONIC, in ns.
  uint64_t (*now)(void);
  /// Sleeps so many ns. Between attempts to resume only.
  void (*sleep)(uint64_t);
} headroom_pcm_calls;

/// The real ones: alsa-lib's.
const headroom_pcm_calls *headroom_alsa_calls(void);

/// From now on alsa-lib writes nothing on standard error by itself. For the whole process; not for the audio
/// thread.
void headroom_alsa_silence_errors(void);

/// One direction of a device, as the audio thread holds it.
typedef struct headroom_pcm {
  snd_pcm_t *handle;
  const headroom_pcm_calls *calls;
} headroom_pcm;

// MARK: Reads of memory that the driver shares, or one ioctl

static inline HEADROOM_REALTIME snd_pcm_state_t headroom_pcm_state(headroom_pcm pcm) {
  return pcm.calls->state(pcm.handle);
}

static inline HEADROOM_REALTIME snd_pcm_sframes_t headroom_pcm_avail_update(headroom_pcm pcm) {
  return pcm.calls->avail_update(pcm.handle);
}

/// `*frames` are available as of `*time`, in ns on CLOCK_MONOTONIC.
static inline HEADROOM_REALTIME int headroom_pcm_htimestamp(
    headroom_pcm pcm, snd_pcm_sframes_t *frames, uint64_t *time) {
  snd_pcm_uframes_t available = 0;
  snd_htimestamp_t stamp = {0, 0};
  const int code = pcm.calls->htimestamp(pcm.handle, &available, &stamp);
  *frames = (snd_pcm_sframes_t)available;
  *time = (uint64_t)stamp.tv_sec * UINT64_C(1000000000) + (uint64_t)stamp.tv_nsec;
  return code;
}

static inline HEADROOM_REALTIME int headroom_pcm_delay(headroom_pcm pcm, snd_pcm_sframes_t *frames) {
  return pcm.calls->delay(pcm.handle, frames);
}

static inline HEADROOM_REALTIME int64_t headroom_pcm_xrun_length(headroom_pcm pcm) {
  return pcm.calls->xrun_length(pcm.handle);
}

// MARK: One ioctl each. The kernel may sleep in them, but the stream stands still then anyway

static inline HEADROOM_REALTIME int headroom_pcm_prepare(headroom_pcm pcm) {
  return pcm.calls->prepare(pcm.handle);
}

static inline HEADROOM_REALTIME int headroom_pcm_drop(headroom_pcm pcm) {
  return pcm.calls->drop(pcm.handle);
}

static inline HEADROOM_REALTIME int headroom_pcm_start(headroom_pcm pcm) {
  return pcm.calls->start(pcm.handle);
}

static inline HEADROOM_REALTIME int headroom_pcm_resume(headroom_pcm pcm) {
  return pcm.calls->resume(pcm.handle);
}

// MARK: Samples. Mapped memory, or one ioctl that copies; all devices are open non-blocking

static inline HEADROOM_REALTIME int headroom_pcm_mmap_begin(
    headroom_pcm pcm, const snd_pcm_channel_area_t **areas, snd_pcm_uframes_t *offset,
    snd_pcm_uframes_t *frames) {
  return pcm.calls->mmap_begin(pcm.handle, areas, offset, frames);
}

static inline HEADROOM_REALTIME snd_pcm_sframes_t headroom_pcm_mmap_commit(
    headroom_pcm pcm, snd_pcm_uframes_t offset, snd_pcm_uframes_t frames) {
  return pcm.calls->mmap_commit(pcm.handle, offset, frames);
}

static inline HEADROOM_REALTIME snd_pcm_sframes_t headroom_pcm_readi(
    headroom_pcm pcm, void *buffer, snd_pcm_uframes_t frames) {
  return pcm.calls->readi(pcm.handle, buffer, frames);
}

static inline HEADROOM_REALTIME snd_pcm_sframes_t headroom_pcm_readn(
    headroom_pcm pcm, void **buffers, snd_pcm_uframes_t frames) {
  return pcm.calls->readn(pcm.handle, buffers, frames);
}

static inline HEADROOM_REALTIME snd_pcm_sframes_t headroom_pcm_writei(
    headroom_pcm pcm, const void *buffer, snd_pcm_uframes_t frames) {
  return pcm.calls->writei(pcm.handle, buffer, frames);
}

static inline HEADROOM_REALTIME snd_pcm_sframes_t headroom_pcm_writen(
    headroom_pcm pcm, void **buffers, snd_pcm_uframes_t frames) {
  return pcm.calls->writen(pcm.handle, buffers, frames);
}

/// Where a frame of a channel is. Arithmetic; areas are whole bytes in every format that is played here.
__attribute__((returns_nonnull)) static inline HEADROOM_REALTIME void *headroom_pcm_area_address(
    snd_pcm_channel_area_t area, uint64_t frame) {
  return (char *)area.addr + (area.first + frame * area.step) / 8;
}

// MARK: Waiting: the one thing that the audio thread waits for

/// Fills in the descriptors to poll for. Copies of what the device has.
static inline HEADROOM_REALTIME int headroom_pcm_poll_descriptors(
    headroom_pcm pcm, struct pollfd *descriptors, unsigned int room) {
  return pcm.calls->poll_descriptors(pcm.handle, descriptors, room);
}

static inline HEADROOM_REALTIME int headroom_pcm_revents(
    headroom_pcm pcm, struct pollfd *descriptors, unsigned int count, unsigned short *events) {
  return pcm.calls->poll_descriptors_revents(pcm.handle, descriptors, count, events);
}

/// poll(2), with its errno.
static inline HEADROOM_REALTIME int headroom_pcm_poll(
    const headroom_pcm_calls *calls, struct pollfd *descriptors, nfds_t count, int milliseconds) {
  return calls->poll(descriptors, count, milliseconds);
}

/// The vDSO's clock: no system call where the time-stamp counter is trusted.
static inline HEADROOM_REALTIME uint64_t headroom_pcm_now(const headroom_pcm_calls *calls) {
  return calls->now();
}

static inline HEADROOM_REALTIME void headroom_pcm_sleep(const headroom_pcm_calls *calls, uint64_t time) {
  calls->sleep(time);
}

#endif
