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

int headroom_thread_join(pthread_t thread, uint64_t timeout) {
  const uint64_t second = UINT64_C(1000000000);
  struct timespec deadline;
  // The clock that nobody sets.
  clock_gettime(CLOCK_MONOTONIC, &deadline);
  const uint64_t nanoseconds = (uint64_t)deadline.tv_nsec + timeout % second;
  deadline.tv_sec += (time_t)(timeout / second + nanoseconds / second);
  deadline.tv_nsec = (long)(nanoseconds % second);
  return pthread_clockjoin_np(thread, NULL, CLOCK_MONOTONIC, &deadline);
}
