/* The fields of a PCM definition. */
#include "rig.h"

#include <errno.h>

/* ---- Reading them ---- */

struct field {
  const char *name;
  char **value;
};

static char **find(const struct field *table, unsigned count, const char *name)
{
  for (unsigned i = 0; i < count; i++)
    if (strcmp(table[i].name, name) == 0) return table[i].value;
  return NULL;
}

int rig_fields_read(struct rig_fields *fields, snd_config_t *definition)
{
  const struct field table[] = {
    {"card", &fields->card}, {"clock", &fields->clock}, {"pace", &fields->pace},
    {"access", &fields->access}, {"formats", &fields->formats}, {"rate", &fields->rate},
    {"channels", &fields->channels}, {"period", &fields->period}, {"periods", &fields->periods},
    {"drift_ppm", &fields->drift_ppm}, {"faults", &fields->faults}, {"resume", &fields->resume},
    {"replug", &fields->replug}, {"open_error", &fields->open_error},
    {"prepare_error", &fields->prepare_error}, {"start_error", &fields->start_error},
    {"infile", &fields->infile}, {"outfile", &fields->outfile}, {"cable", &fields->cable},
  };
  snd_config_iterator_t i, next;
  snd_config_for_each(i, next, definition) {
    const snd_config_t *entry = snd_config_iterator_entry(i);
    const char *name;
    if (snd_config_get_id(entry, &name) < 0) continue;
    if (strcmp(name, "type") == 0 || strcmp(name, "comment") == 0 || strcmp(name, "hint") == 0) continue;
    char **value = find(table, sizeof table / sizeof *table, name);
    if (!value || snd_config_get_ascii(entry, value) < 0) {
      SNDERR("%s: there is no such field", name);
      return -EINVAL;
    }
  }
  return 0;
}

void rig_fields_free(struct rig_fields *fields)
{
  char *const values[] = {
    fields->card, fields->clock, fields->pace, fields->access, fields->formats, fields->rate,
    fields->channels, fields->period, fields->periods, fields->drift_ppm, fields->faults, fields->resume,
    fields->replug, fields->open_error, fields->prepare_error, fields->start_error, fields->infile,
    fields->outfile, fields->cable,
  };
  for (unsigned i = 0; i < sizeof values / sizeof *values; i++) free(values[i]);
}

/* ---- Understanding them ---- */

static int refuse(const char *name, const char *expected, const char *found)
{
  SNDERR("%s: expected %s, found %s", name, expected, found);
  return -EINVAL;
}

/* Calls `take` with each word of the text, until it refuses one. */
static int each_word(const char *text, int (*take)(const char *word, void *context), void *context)
{
  char *copy = strdup(text), *rest = copy;
  if (!copy) return -ENOMEM;
  int code = 0;
  for (char *word; code >= 0 && (word = strsep(&rest, " ,\t\n"));)
    if (*word) code = take(word, context);
  free(copy);
  return code;
}

int rig_parse_integer(const char *name, const char *text, long *value)
{
  char *end;
  errno = 0;
  *value = strtol(text, &end, 10);
  return errno || end == text || *end ? refuse(name, "a whole number", text) : 0;
}

static int take_number(const char *word, void *context)
{
  struct rig_numbers *numbers = context;
  char *end;
  const unsigned long first = strtoul(word, &end, 10);
  if (end == word || (*end && *end != '-') || numbers->count + 2 > RIG_NUMBERS) return -EINVAL;
  numbers->values[numbers->count++] = (unsigned)first;
  if (!*end) return 0;
  const char *second = end + 1;
  numbers->values[numbers->count++] = (unsigned)strtoul(second, &end, 10);
  numbers->range = true;
  return end == second || *end ? -EINVAL : 0;
}

int rig_parse_numbers(const char *name, const char *text, struct rig_numbers *numbers)
{
  *numbers = (struct rig_numbers){0};
  const int code = each_word(text, take_number, numbers);
  const bool fits = numbers->range ? numbers->count == 2 : numbers->count > 0;
  return code < 0 || !fits ? refuse(name, "numbers, or a range like 2-8", text) : 0;
}

static int errno_named(const char *name)
{
  for (int code = 1; code < 200; code++) {
    const char *known = strerrorname_np(code);
    if (known && strcmp(known, name) == 0) return code;
  }
  return 0;
}

int rig_parse_error(const char *name, const char *text, struct rig_error *error)
{
  if (!text) return 0;
  char word[RIG_NAME] = "";
  unsigned long times = 0;
  const int found = sscanf(text, "%63s %lu", word, &times);
  error->code = -errno_named(word);
  error->left = found == 2 ? times : RIG_NEVER;
  return error->code == 0 ? refuse(name, "an error like EBUSY, and how often", text) : 0;
}

static const char *const fault_names[] = {
  [RIG_XRUN] = "xrun", [RIG_OVERRUN] = "overrun", [RIG_UNDERRUN] = "underrun", [RIG_SUSPEND] = "suspend",
  [RIG_UNPLUG] = "unplug", [RIG_STALL] = "stall", [RIG_LATE] = "late",
};

struct fault_list {
  struct rig_fault *faults;
  unsigned *count;
};

/* kind@period or late:amount@period */
static int take_fault(const char *word, void *context)
{
  const struct fault_list *list = context;
  unsigned long amount = 1, period = 0;
  char kind[RIG_NAME];
  const bool plain = sscanf(word, "%63[a-z]@%lu", kind, &period) == 2;
  if (!plain && sscanf(word, "%63[a-z]:%lu@%lu", kind, &amount, &period) != 3) return -EINVAL;
  for (unsigned i = 0; i < sizeof fault_names / sizeof *fault_names; i++) {
    if (strcmp(kind, fault_names[i]) != 0 || *list->count == RIG_FAULTS) continue;
    list->faults[(*list->count)++] = (struct rig_fault){(enum rig_fault_kind)i, period, amount};
    return 0;
  }
  return -EINVAL;
}

int rig_parse_faults(const char *text, struct rig_fault *faults, unsigned *count)
{
  struct fault_list list = {faults, count};
  if (!text || each_word(text, take_fault, &list) >= 0) return 0;
  return refuse("faults", "a list like xrun@100 late:2@300", text);
}

/* ---- Restrictions ---- */

static int restrict_to(snd_pcm_ioplug_t *io, int parameter, const struct rig_numbers *numbers)
{
  if (numbers->range)
    return snd_pcm_ioplug_set_param_minmax(io, parameter, numbers->values[0], numbers->values[1]);
  return snd_pcm_ioplug_set_param_list(io, parameter, numbers->count, numbers->values);
}

static int take_access(const char *word, void *context)
{
  struct rig_numbers *list = context;
  for (unsigned access = 0; access <= SND_PCM_ACCESS_LAST; access++) {
    if (strcasecmp(word, snd_pcm_access_name((snd_pcm_access_t)access)) != 0) continue;
    if (list->count == RIG_NUMBERS) return -EINVAL;
    list->values[list->count++] = access;
    return 0;
  }
  return -EINVAL;
}

static int take_format(const char *word, void *context)
{
  struct rig_numbers *list = context;
  const snd_pcm_format_t format = snd_pcm_format_value(word);
  if (format == SND_PCM_FORMAT_UNKNOWN || list->count == RIG_NUMBERS) return -EINVAL;
  list->values[list->count++] = (unsigned)format;
  return 0;
}

/* alsa-lib takes periods in bytes. Frames are as definite only where all formats have one width. */
static int restrict_period(
    snd_pcm_ioplug_t *io, const struct rig_fields *fields, const struct rig_numbers *formats,
    const struct rig_numbers *channels)
{
  struct rig_numbers period;
  if (rig_parse_numbers("period", fields->period, &period) < 0) return -EINVAL;
  const int width = snd_pcm_format_physical_width((snd_pcm_format_t)formats->values[0]);
  for (unsigned i = 1; i < formats->count; i++)
    if (snd_pcm_format_physical_width((snd_pcm_format_t)formats->values[i]) != width)
      return refuse("period", "only with formats of one width", fields->period);
  if (channels->count != 1) return refuse("period", "only with one number of channels", fields->period);
  for (unsigned i = 0; i < period.count; i++)
    period.values[i] *= (unsigned)width / 8 * channels->values[0];
  return restrict_to(io, SND_PCM_IOPLUG_HW_PERIOD_BYTES, &period);
}

int rig_restrict(snd_pcm_ioplug_t *io, const struct rig_fields *fields)
{
  const char *access = fields->access ? fields->access
    : "MMAP_INTERLEAVED MMAP_NONINTERLEAVED RW_INTERLEAVED RW_NONINTERLEAVED";
  const char *format = fields->formats ? fields->formats : "S16_LE S24_3LE S24_LE S32_LE FLOAT_LE";
  struct rig_numbers accesses = {0}, formats = {0}, channels, rate, periods;
  if (each_word(access, take_access, &accesses) < 0 || accesses.count == 0)
    return refuse("access", "names like MMAP_INTERLEAVED", access);
  if (each_word(format, take_format, &formats) < 0 || formats.count == 0)
    return refuse("formats", "names like S32_LE", format);
  if (rig_parse_numbers("channels", fields->channels ? fields->channels : "2", &channels) < 0) return -EINVAL;
  if (rig_parse_numbers("rate", fields->rate ? fields->rate : "8000-192000", &rate) < 0) return -EINVAL;
  if (rig_parse_numbers("periods", fields->periods ? fields->periods : "2-64", &periods) < 0) return -EINVAL;
  int code = restrict_to(io, SND_PCM_IOPLUG_HW_ACCESS, &accesses);
  if (code >= 0) code = restrict_to(io, SND_PCM_IOPLUG_HW_FORMAT, &formats);
  if (code >= 0) code = restrict_to(io, SND_PCM_IOPLUG_HW_CHANNELS, &channels);
  if (code >= 0) code = restrict_to(io, SND_PCM_IOPLUG_HW_RATE, &rate);
  if (code >= 0) code = restrict_to(io, SND_PCM_IOPLUG_HW_PERIODS, &periods);
  if (code >= 0 && fields->period) code = restrict_period(io, fields, &formats, &channels);
  return code;
}
