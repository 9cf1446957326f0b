/* A simulated sound card as an alsa-lib plugin: the parts and what they know of each other. See ../README.md.
 *
 *   clock   one time, virtual or real, for all cards that name it
 *   card    one converter clock and what goes wrong with it; lives as long as the process
 *   stream  one direction of a card while it is open
 *
 * One lock guards all of it. Only the plugin's callbacks take it, everything else runs under it. */
#ifndef HEADROOM_RIG_H
#define HEADROOM_RIG_H

#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

enum { RIG_NAME = 64, RIG_FAULTS = 32, RIG_NUMBERS = 32 };

#define RIG_NEVER UINT64_MAX

extern pthread_mutex_t rig_lock;

/* ---- Configuration: rig_config.c ---- */

/* The fields of a PCM definition as they are written, NULL where there is none. */
struct rig_fields {
  char *card, *clock, *pace, *access, *formats, *rate, *channels, *period, *periods, *drift_ppm;
  char *faults, *resume, *replug, *open_error, *prepare_error, *start_error, *infile, *outfile, *cable;
};

/* Values that a parameter may have: a list, or everything from the first to the second. */
struct rig_numbers {
  unsigned values[RIG_NUMBERS];
  unsigned count;
  bool range;
};

/* A call that fails: with which code, and how often still. */
struct rig_error {
  int code;
  uint64_t left;
};

enum rig_fault_kind { RIG_XRUN, RIG_OVERRUN, RIG_UNDERRUN, RIG_SUSPEND, RIG_UNPLUG, RIG_STALL, RIG_LATE };

/* What happens at the end of one of the card's periods, counted from its first start. */
struct rig_fault {
  enum rig_fault_kind kind;
  uint64_t period;
  uint64_t amount; /* RIG_LATE: how many periods late */
};

int rig_fields_read(struct rig_fields *fields, snd_config_t *definition);
void rig_fields_free(struct rig_fields *fields);

/* These say on standard error what they do not understand, and give -EINVAL. */
int rig_parse_numbers(const char *name, const char *text, struct rig_numbers *numbers);
int rig_parse_integer(const char *name, const char *text, long *value);
int rig_parse_error(const char *name, const char *text, struct rig_error *error);
int rig_parse_faults(const char *text, struct rig_fault *faults, unsigned *count);

/* Restricts the parameters of a PCM to what the fields allow. */
int rig_restrict(snd_pcm_ioplug_t *io, const struct rig_fields *fields);

/* ---- Clocks: rig_clock.c ---- */

struct rig_card;
struct rig_stream;

struct rig_clock {
  char name[RIG_NAME];
  bool is_virtual;
  uint64_t time; /* ns, of a virtual clock */
  uint64_t asks; /* how often a stream was polled */
  struct rig_card *cards;
  struct rig_clock *next;
};

struct rig_clock *rig_clock_named(const char *name, bool is_virtual);
uint64_t rig_clock_now(const struct rig_clock *clock);
/* Lets everything happen that is due by now. */
void rig_clock_update(struct rig_clock *clock);
/* The stream was polled and has nothing: moves a virtual clock if nothing else that is polled has either. */
void rig_clock_wait(struct rig_stream *asking);
/* Whoever polls is to look again. */
void rig_clock_wake(struct rig_clock *clock);

/* ---- Cards: rig_card.c ---- */

struct rig_card {
  char name[RIG_NAME];
  struct rig_clock *clock;
  struct rig_card *next;
  struct rig_stream *streams[2]; /* by snd_pcm_stream_t; NULL where it is not open */
  long files[2];                 /* how far infile and outfile are, in bytes: they outlive a stream */
  int drift_ppm;

  bool started, stalled, unplugged;
  uint64_t first_start; /* ns */
  uint64_t period, rate; /* frames and Hz at the first start, by which faults are counted */

  struct rig_fault faults[RIG_FAULTS]; /* those to come */
  unsigned fault_count;
  uint64_t resume_after, replug_after; /* the attempt that works; RIG_NEVER */
  uint64_t open_attempts;              /* since it was unplugged */
  struct rig_error open_error, prepare_error, start_error;

  bool has_cable;
  uint64_t cable_delay; /* frames */
  char *cable;          /* the last RIG_CABLE frames that were played, by the card's own count */
  size_t cable_frame;   /* bytes */
  uint64_t cable_end;   /* the frame after the last that was played */
};

/* The card of that name; made from the fields where there is none yet. */
int rig_card_named(const struct rig_fields *fields, struct rig_card **card);
/* Lets the frames pass that are due, and the faults happen. */
void rig_card_update(struct rig_card *card);
/* The first start begins the count of periods; every start ends a stall. */
void rig_card_start(struct rig_card *card, const snd_pcm_ioplug_t *io);
/* 0, or the error that this call is to fail with. */
int rig_error_take(struct rig_error *error);
/* The same for opening: an unplugged card is away. */
int rig_card_open_error(struct rig_card *card);
/* The card's converter clock: frames that pass in so many ns, and the ns after which so many have passed. */
uint64_t rig_card_frames(const struct rig_card *card, uint64_t rate, uint64_t time);
uint64_t rig_card_time(const struct rig_card *card, uint64_t rate, uint64_t frames);

/* Frames of this many bytes are to go through the cable, which has room for `RIG_CABLE` of them. */
enum { RIG_CABLE = 1 << 18 };
int rig_cable_use(struct rig_card *card, const struct rig_stream *user, size_t frame_bytes);
void rig_cable_write(struct rig_card *card, uint64_t start, const char *frames, uint64_t count);
/* Overwrites those of the frames that there is something in the cable for. */
void rig_cable_read(const struct rig_card *card, uint64_t start, char *frames, uint64_t count);

/* ---- Streams: rig_stream.c ---- */

struct rig_stream {
  snd_pcm_ioplug_t io;
  struct rig_card *card;
  FILE *file;       /* infile or outfile */
  int descriptor;   /* a timerfd, polled by the host */
  uint64_t alarm;   /* when it becomes readable: CLOCK_MONOTONIC, in ns */

  snd_pcm_uframes_t boundary, avail_min, stop_threshold; /* frames */
  size_t frame_bytes;
  char *staged; /* a buffer's worth of interleaved frames on their way between memory and file */
  snd_pcm_channel_area_t *staged_areas;

  uint64_t position;             /* frames since it was prepared */
  uint64_t base_position, base_time; /* where and when it last set off, in frames and ns */
  uint64_t base_frame;           /* the same in frames of the card */
  uint64_t resume_attempts;

  uint64_t asked;    /* the clock's count of asks when it was last polled */
  uint64_t asked_at; /* when it was last polled in vain, in ns */
};

bool rig_stream_runs(const struct rig_stream *stream);
/* As poll(2) would have it. */
unsigned short rig_stream_events(const struct rig_stream *stream);
/* Sets off from where it is. */
void rig_stream_set_off(struct rig_stream *stream);
/* Lets the frames pass that are due by now; ends in an xrun where there are too few of them. */
void rig_stream_update(struct rig_stream *stream);
/* In ns of its clock; RIG_NEVER where it stands. */
uint64_t rig_stream_period_end(const struct rig_stream *stream);
/* Makes the descriptor readable at a time of CLOCK_MONOTONIC: 0 is at once, RIG_NEVER not at all. */
void rig_stream_set_alarm(struct rig_stream *stream, uint64_t time);

#endif
