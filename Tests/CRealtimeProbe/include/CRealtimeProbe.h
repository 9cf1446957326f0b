/// What tests need to see of the audio thread: allocations and locks by this thread, counted at run time,
/// and its floating-point control register.
#ifndef HEADROOM_CREALTIMEPROBE_H
#define HEADROOM_CREALTIMEPROBE_H

#include <stdbool.h>
#include <stdint.h>

typedef struct headroom_probe_counts {
  /// malloc, calloc, realloc, aligned_alloc, posix_memalign, memalign, valloc.
  int64_t allocations;
  /// free of something.
  int64_t frees;
  /// pthread mutexes, read-write locks and condition variables.
  int64_t locks;
} headroom_probe_counts;

/// Whether this is a build for AddressSanitizer or ThreadSanitizer. There all counts stay 0.
bool headroom_test_is_sanitized(void);

/// Whether it is one for ThreadSanitizer, under which nothing is quick.
bool headroom_test_has_thread_sanitizer(void);

/// Counts what this thread does from now on, from zero.
void headroom_probe_begin(void);

/// Stops counting and says what was counted.
headroom_probe_counts headroom_probe_end(void);

/// One allocation, one free: something for the counter to see.
void headroom_probe_allocate(void);

/// One lock.
void headroom_probe_lock(void);

/// MXCSR; 0 where there is none.
uint32_t headroom_test_get_csr(void);
void headroom_test_set_csr(uint32_t value);

#endif
