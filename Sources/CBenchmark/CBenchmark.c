#define _GNU_SOURCE
#include "CBenchmark.h"

#include <sched.h>
#include <sys/resource.h>

int headroom_bench_pin(void) {
  const int cpu = sched_getcpu();
  if (cpu < 0) return -1;
  // Room for any number of CPUs that Linux knows of, which a plain cpu_set_t has not.
  enum { LIMIT = 8192 };
  cpu_set_t set[LIMIT / CPU_SETSIZE];
  if (cpu >= LIMIT) return -1;
  CPU_ZERO_S(sizeof set, set);
  CPU_SET_S(cpu, sizeof set, set);
  return sched_setaffinity(0, sizeof set, set) == 0 ? cpu : -1;
}

long headroom_bench_preemptions(void) {
  struct rusage usage;
  return getrusage(RUSAGE_THREAD, &usage) == 0 ? usage.ru_nivcsw : 0;
}
