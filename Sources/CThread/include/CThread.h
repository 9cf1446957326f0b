/// What glibc knows of threads beyond POSIX, which Swift's Glibc module does not show. For setting a thread up
/// and for waiting for it; nothing here is for use while it plays.
#ifndef HEADROOM_CTHREAD_H
#define HEADROOM_CTHREAD_H

#include <pthread.h>
#include <stdint.h>
#include <sys/types.h>

/// The kernel's number of this thread.
pid_t headroom_thread_id(void);

/// Names this thread: at most 15 bytes.
void headroom_thread_set_name(const char *name);

/// Brings the whole stack of this thread into memory. A page of it is otherwise found by the fault at its first
/// use. Linux before 5.14 cannot, and leaves it so.
void headroom_thread_populate_stack(void);

/// Waits for the end of `thread`, for so many ns at most: 0, or ETIMEDOUT.
int headroom_thread_join(pthread_t thread, uint64_t timeout);

/// How many CPUs this thread may run on: those of the machine, unless somebody allows it fewer. At least 1.
int headroom_thread_cpu_count(void);

#endif
