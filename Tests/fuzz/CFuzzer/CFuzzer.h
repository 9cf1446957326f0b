/// What the fuzzing program calls of libFuzzer, which has no header for it.
#ifndef HEADROOM_CFUZZER_H
#define HEADROOM_CFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// Fuzzes `callback` as the arguments say; ends the program at the first failure.
int LLVMFuzzerRunDriver(int *argument_count, char ***arguments,
                        int (*callback)(const uint8_t *data, size_t size));

/// Changes a few of `size` bytes in a buffer of `capacity` bytes; the new size.
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t capacity);

#endif
