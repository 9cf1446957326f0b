#include "CProcessor.h"

#if defined(__x86_64__)

bool headroom_has_avx2(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

bool headroom_has_avx512(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl") && headroom_has_avx2();
}

#else

bool headroom_has_avx2(void) { return false; }
bool headroom_has_avx512(void) { return false; }

#endif
