#define _GNU_SOURCE
#include "CThread.h"

#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

pid_t headroom_thread_id(void) { return gettid(); }

void headroom_thread_set_name(const char *name) { pthread_setname_np(pthread_self(), name); }

void headroom_thread_populate_stack(void) {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  void *lowest;
  size_t size;
  if (pthread_attr_getstack(&attributes, &lowest, &size) == 0) madvise(lowest, size, MADV_POPULATE_WRITE);
  pthread_attr_destroy(&attributes);
}

// ThreadSanitizer does not know pthread_clockjoin_np: a thread joined by it would run on for it, until the next one
// gets the same pthread_t and the sanitizer ends the process. It knows the one with the clock that may be set.
#if __has_feature(thread_sanitizer)
static const clockid_t join_clock = CLOCK_REALTIME;
static int join_until(pthread_t thread, const struct timespec *deadline) {
  return pthread_timedjoin_np(thread, NULL, deadline);
}
#else
// The clock that nobody sets.
static const clockid_t join_clock = CLOCK_MONOTONIC;
static int join_until(pthread_t thread, const struct timespec *deadline) {
  return pthread_clockjoin_np(thread, NULL, CLOCK_MONOTONIC, deadline);
}
#endif

int headroom_thread_join(pthread_t thread, uint64_t timeout) {
  const uint64_t second = UINT64_C(1000000000);
  struct timespec deadline;
  clock_gettime(join_clock, &deadline);
  const uint64_t nanoseconds = (uint64_t)deadline.tv_nsec + timeout % second;
  deadline.tv_sec += (time_t)(timeout / second + nanoseconds / second);
  deadline.tv_nsec = (long)(nanoseconds % second);
  return join_until(thread, &deadline);
}

int headroom_thread_cpu_count(void) {
  cpu_set_t set;
  // A machine of more than 1,024 CPUs does not fit.
  if (sched_getaffinity(0, sizeof set, &set) != 0) {
    const long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (int)count : 1;
  }
  return CPU_COUNT(&set);
}
