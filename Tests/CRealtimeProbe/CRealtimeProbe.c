// Counts by standing in for the C library's functions: a definition in the program comes before the one in
// libc for every library that is loaded.
#define _GNU_SOURCE
#include "CRealtimeProbe.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

#define SANITIZED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))

bool headroom_test_is_sanitized(void) { return SANITIZED; }

bool headroom_test_has_thread_sanitizer(void) { return __has_feature(thread_sanitizer); }

static __thread int counting;
static __thread headroom_probe_counts counts;

void headroom_probe_begin(void) {
  counts = (headroom_probe_counts){0, 0, 0};
  counting = 1;
}

headroom_probe_counts headroom_probe_end(void) {
  counting = 0;
  return counts;
}

void headroom_probe_allocate(void) {
  void *volatile memory = malloc(16);
  free(memory);
}

void headroom_probe_lock(void) {
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&mutex);
  pthread_mutex_unlock(&mutex);
}

// Sanitizers stand in for the same functions, and have to see every call themselves.
#if !SANITIZED

// glibc's own names for what is stood in for.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static void count_allocation(void) { counts.allocations += counting; }
static void count_lock(void) { counts.locks += counting; }

// MARK: Allocation

void *malloc(size_t size) {
  count_allocation();
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  count_allocation();
  return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
  count_allocation();
  return __libc_realloc(memory, size);
}

void *memalign(size_t alignment, size_t size) {
  count_allocation();
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

void *valloc(size_t size) { return memalign(4096, size); }

int posix_memalign(void **target, size_t alignment, size_t size) {
  void *memory = memalign(alignment, size);
  if (memory == NULL) return ENOMEM;
  *target = memory;
  return 0;
}

void free(void *memory) {
  if (memory != NULL) counts.frees += counting;
  __libc_free(memory);
}

// MARK: Locks. The real function is looked up at its first call; dlsym takes its lock inside the dynamic
// linker, not through these names.

#define COUNTED_LOCK(name, arguments, values)                                             \
  int name arguments {                                                            \
    static int(*real) arguments;                                                  \
    if (real == NULL) real = (int(*) arguments)dlsym(RTLD_NEXT, #name);           \
    count_lock();                                                                 \
    return real values;                                                           \
  }

COUNTED_LOCK(pthread_mutex_lock, (pthread_mutex_t * lock), (lock))
COUNTED_LOCK(pthread_mutex_trylock, (pthread_mutex_t * lock), (lock))
COUNTED_LOCK(pthread_rwlock_rdlock, (pthread_rwlock_t * lock), (lock))
COUNTED_LOCK(pthread_rwlock_wrlock, (pthread_rwlock_t * lock), (lock))
COUNTED_LOCK(pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t *lock),
             (condition, lock))

#endif

// MARK: Floating-point control

uint32_t headroom_test_get_csr(void) {
#if defined(__x86_64__)
  return _mm_getcsr();
#else
  return 0;
#endif
}

void headroom_test_set_csr(uint32_t value) {
#if defined(__x86_64__)
  _mm_setcsr(value);
#else
  (void)value;
#endif
}
