/// RealtimeSanitizer where the program is linked with it (-fsanitize=realtime), nothing where it is not.
#ifndef HEADROOM_CREALTIMESANITIZER_H
#define HEADROOM_CREALTIMESANITIZER_H

#include <stdbool.h>

bool realtime_sanitizer_is_linked(void);

/// From here to `realtime_sanitizer_exit` this thread must not allocate, lock or wait.
void realtime_sanitizer_enter(void);
void realtime_sanitizer_exit(void);

#endif
