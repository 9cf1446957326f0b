/// JSON by simdjson, handed over as a sequence of events.
#ifndef HEADROOM_CSIMDJSON_H
#define HEADROOM_CSIMDJSON_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Where the events go. Text is UTF-8, without escapes, without a terminator, good during the call only.
typedef struct headroom_json_sink {
  void *context;
  void (*begin_object)(void *context);
  void (*key)(void *context, const char *text, size_t length);
  void (*end_object)(void *context);
  void (*begin_array)(void *context);
  void (*end_array)(void *context);
  void (*string)(void *context, const char *text, size_t length);
  void (*number)(void *context, double value);
  void (*boolean)(void *context, bool value);
  void (*null)(void *context);
} headroom_json_sink;

typedef enum headroom_json_status {
  HEADROOM_JSON_OK,
  /// The text is not JSON; `reason` says what simdjson saw.
  HEADROOM_JSON_INVALID,
  /// Objects and arrays nest deeper than `maximum_depth`.
  HEADROOM_JSON_TOO_DEEP,
  /// Not enough memory.
  HEADROOM_JSON_NO_MEMORY,
} headroom_json_status;

typedef struct headroom_json_result {
  headroom_json_status status;
  /// Static text; not null when `status` is HEADROOM_JSON_INVALID.
  const char *reason;
  /// Where parsing stopped, in bytes; HEADROOM_JSON_NOWHERE where simdjson does not say.
  size_t offset;
} headroom_json_result;

#define HEADROOM_JSON_NOWHERE ((size_t)-1)

/// Parses `text`, which is one JSON value and nothing else, and sends it to `sink`. Events sent before an error stand for the part that was read.
headroom_json_result headroom_json_parse(const char *text, size_t length, size_t maximum_depth,
                                         const headroom_json_sink *sink);

#ifdef __cplusplus
}
#endif

#endif
