#include "CRealtimeSanitizer.h"

#include <stddef.h>

// The sanitizer's own functions; null without it.
extern void __rtsan_realtime_enter(void) __attribute__((weak));
extern void __rtsan_realtime_exit(void) __attribute__((weak));

bool realtime_sanitizer_is_linked(void) { return __rtsan_realtime_enter != NULL; }

void realtime_sanitizer_enter(void) {
  if (realtime_sanitizer_is_linked()) __rtsan_realtime_enter();
}

void realtime_sanitizer_exit(void) {
  if (realtime_sanitizer_is_linked()) __rtsan_realtime_exit();
}
