#include "CRealtime.h"

#include <unistd.h>

static void write_all(const char *text, uint64_t length) {
  // The process is about to end: a message that cannot be written is not worth a second error.
  if (write(STDERR_FILENO, text, length) < 0) return;
}

void headroom_fail(const char *message, uint64_t length) {
  static const char prefix[] = "Headroom: ";
  write_all(prefix, sizeof prefix - 1);
  write_all(message, length);
  write_all("\n", 1);
  __builtin_trap();
}
