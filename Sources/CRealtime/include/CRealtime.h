/// What the audio thread may call from C. This header is the list of what is trusted on
/// that thread: every function here is declared free of locks and allocation, with the reason.
#ifndef HEADROOM_CREALTIME_H
#define HEADROOM_CREALTIME_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__) || defined(__i386__)
#include <xmmintrin.h>
#endif

/// Tells the Swift compiler that a function neither locks nor allocates.
#define HEADROOM_REALTIME \
  __attribute__((swift_attr("@_noLocks"))) __attribute__((swift_attr("@_noAllocation")))

// MARK: Mathematics

/// libm's `exp` is pure. The dynamic linker binds it at its first call, which a model with layers makes
/// while it computes its rest state, before any audio thread can have it.
static inline HEADROOM_REALTIME double headroom_exp(double x) { return exp(x); }

// MARK: Floating-point mode. One control register of this thread, no memory.

typedef uint64_t headroom_fp_mode;

#if defined(__x86_64__) || defined(__i386__)
// MXCSR: all exceptions masked (0x1F80), flush to zero (0x8000), denormals are zero (0x0040).
enum { headroom_fp_mode_wanted = 0x9FC0, headroom_fp_mode_status_flags = 0x3F };
#elif defined(__aarch64__)
// FPCR.FZ.
enum { headroom_fp_mode_wanted = 1 << 24, headroom_fp_mode_status_flags = 0 };
#else
#error "CRealtime: add this architecture's flush-to-zero mode"
#endif

/// Whether a thread in this mode computes as Headroom does.
static inline HEADROOM_REALTIME bool headroom_fp_mode_is_wanted(headroom_fp_mode mode) {
  return (mode & ~(headroom_fp_mode)headroom_fp_mode_status_flags) == headroom_fp_mode_wanted;
}

static inline HEADROOM_REALTIME void headroom_fp_mode_set(headroom_fp_mode mode) {
#if defined(__x86_64__) || defined(__i386__)
  _mm_setcsr((uint32_t)mode);
#else
  __asm__ volatile("msr fpcr, %0" : : "r"(mode));
#endif
}

/// Sets round-to-nearest, no traps, denormals flushed to zero on this thread.
/// Returns the mode that was there, for `headroom_fp_mode_restore`.
/// The register is written only where it differs: writing it drains the pipeline.
static inline HEADROOM_REALTIME headroom_fp_mode headroom_fp_mode_enter(void) {
  headroom_fp_mode found;
#if defined(__x86_64__) || defined(__i386__)
  found = _mm_getcsr();
#else
  __asm__ volatile("mrs %0, fpcr" : "=r"(found));
#endif
  if (!headroom_fp_mode_is_wanted(found)) headroom_fp_mode_set(headroom_fp_mode_wanted);
  return found;
}

/// Puts back the mode that `headroom_fp_mode_enter` found. Where it was the wanted one nobody has changed it
/// since, and it is not even read: reading too waits for everything that is under way.
static inline HEADROOM_REALTIME void headroom_fp_mode_restore(headroom_fp_mode found) {
  if (!headroom_fp_mode_is_wanted(found)) headroom_fp_mode_set(found);
}

// MARK: Inner product. Reads memory that the caller owns and computes; calls nothing.

/// Four floats, anywhere in memory.
typedef float headroom_float4 __attribute__((vector_size(16), aligned(4), may_alias));

/// The frames times a filter between two neighbouring phases: `(1 - weight) * (x · phase) + weight * (x · next)`.
/// `count` is a multiple of 4; the order of additions depends on nothing else.
static inline HEADROOM_REALTIME float headroom_interpolated_product(
    const float *x, const float *phase, const float *next, float weight, int64_t count) {
  headroom_float4 here = {0, 0, 0, 0}, there = {0, 0, 0, 0};
  for (int64_t i = 0; i < count; i += 4) {
    const headroom_float4 frames = *(const headroom_float4 *)(x + i);
    here += frames * *(const headroom_float4 *)(phase + i);
    there += frames * *(const headroom_float4 *)(next + i);
  }
  const headroom_float4 sum = here + weight * (there - here);
  return (sum[0] + sum[2]) + (sum[1] + sum[3]);
}

// MARK: Misuse

/// Writes one line to standard error and traps. Swift's own `precondition` builds a `String`,
/// so real-time code cannot use it.
_Noreturn HEADROOM_REALTIME void headroom_fail(const char *message, uint64_t length);

#endif
