/// What the processor can do.
#ifndef HEADROOM_CPROCESSOR_H
#define HEADROOM_CPROCESSOR_H

#include <stdbool.h>

/// AVX2 and FMA, and an operating system that keeps their registers.
bool headroom_has_avx2(void);

/// AVX-512 F, BW, CD, DQ and VL (x86-64-v4), and an operating system that keeps their registers.
bool headroom_has_avx512(void);

#endif
