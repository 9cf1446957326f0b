/// What `headroom bench` needs of the machine and Swift does not say: the clock, one CPU to stay on, and
/// a loop whose length in core cycles is known. Nothing here is for audio threads.
#ifndef HEADROOM_CBENCHMARK_H
#define HEADROOM_CBENCHMARK_H

#include <stdint.h>
#include <time.h>

/// Tells the Swift compiler that a function neither locks nor allocates: the measured loop may call it.
#define HEADROOM_MEASURED \
  __attribute__((swift_attr("@_noLocks"))) __attribute__((swift_attr("@_noAllocation")))

/// Nanoseconds since some moment, never stepped nor slewed: CLOCK_MONOTONIC_RAW. From the vDSO where the
/// kernel trusts the time-stamp counter (about 20 ns), else a system call.
static inline HEADROOM_MEASURED uint64_t headroom_bench_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC_RAW, &now);
  return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

/// Keeps the calling thread on the CPU that it is on. Returns that CPU's number, -1 where it may not be kept.
int headroom_bench_pin(void);

/// How often the scheduler has taken the CPU from the calling thread to give it to another.
long headroom_bench_preemptions(void);

/// Sixteen additions, each of which waits for the one before.
///
/// Register to register: additions of a constant are done by some cores before they are issued (Intel
/// since Golden Cove), at no cycle at all.
#if defined(__x86_64__)
#define HEADROOM_BENCH_ADD "addq %1, %0\n\t"
#elif defined(__aarch64__)
#define HEADROOM_BENCH_ADD "add %0, %0, %1\n\t"
#else
#error "CBenchmark: add this architecture's dependent addition"
#endif
#define HEADROOM_BENCH_ADD4 HEADROOM_BENCH_ADD HEADROOM_BENCH_ADD HEADROOM_BENCH_ADD HEADROOM_BENCH_ADD
#define HEADROOM_BENCH_ADD16 HEADROOM_BENCH_ADD4 HEADROOM_BENCH_ADD4 HEADROOM_BENCH_ADD4 HEADROOM_BENCH_ADD4

/// A chain of `16 * count` dependent additions of a cycle each: on every core that is built, so many
/// core cycles. The loop's own counting goes on beside the chain.
static inline void headroom_bench_chain(uint64_t count) {
  uint64_t sum = 0, step = 1;
  for (; count > 0; count--) {
    __asm__ volatile(HEADROOM_BENCH_ADD16 : "+r"(sum) : "r"(step) : "cc");
  }
}

#endif
