/// What the audio thread may call from C. This header is the list of what is trusted on
/// that thread: every function here is declared free of locks and allocation, with the reason.
#ifndef HEADROOM_CREALTIME_H
#define HEADROOM_CREALTIME_H

#include <math.h>
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

/// Sets round-to-nearest, no traps, denormals flushed to zero on this thread.
/// Returns the mode that was there, for `headroom_fp_mode_restore`.
/// The register is written only where it differs: writing it drains the pipeline.
static inline HEADROOM_REALTIME headroom_fp_mode headroom_fp_mode_enter(void) {
#if defined(__x86_64__) || defined(__i386__)
  // All exceptions masked (0x1F80), flush to zero (0x8000), denormals are zero (0x0040).
  const uint32_t wanted = 0x9FC0, status_flags = 0x3F;
  const uint32_t found = _mm_getcsr();
  if ((found & ~status_flags) != wanted) _mm_setcsr(wanted);
  return found;
#elif defined(__aarch64__)
  const uint64_t wanted = UINT64_C(1) << 24;  // FPCR.FZ
  uint64_t found;
  __asm__ volatile("mrs %0, fpcr" : "=r"(found));
  if (found != wanted) __asm__ volatile("msr fpcr, %0" : : "r"(wanted));
  return found;
#else
#error "CRealtime: add this architecture's flush-to-zero mode"
#endif
}

/// Puts back the mode that `headroom_fp_mode_enter` found.
static inline HEADROOM_REALTIME void headroom_fp_mode_restore(headroom_fp_mode found) {
#if defined(__x86_64__) || defined(__i386__)
  const uint32_t status_flags = 0x3F;
  if ((_mm_getcsr() & ~status_flags) != ((uint32_t)found & ~status_flags)) {
    _mm_setcsr((uint32_t)found);
  }
#elif defined(__aarch64__)
  uint64_t now;
  __asm__ volatile("mrs %0, fpcr" : "=r"(now));
  if (now != found) __asm__ volatile("msr fpcr, %0" : : "r"(found));
#endif
}

// MARK: Misuse

/// Writes one line to standard error and traps. Swift's own `precondition` builds a `String`,
/// so real-time code cannot use it.
_Noreturn HEADROOM_REALTIME void headroom_fail(const char *message, uint64_t length);

#endif
