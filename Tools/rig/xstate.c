// Preloaded by `uml`: vector registers of processors that have more of them than the kernel knows.
//
// User-Mode Linux 6.12 gives its programs 2696 bytes of vector registers, as much as AVX-512 has. With AMX there
// are 11008, and the machine's kernel takes all or, with EFAULT, nothing. What is beyond those 2696 is kept as it
// is, which nobody in the guest uses.
#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

typedef long (*ptrace_function)(int request, int process, void *address, void *data);

// Not on the stack: that of User-Mode Linux is small. There is one thread.
static char registers[65536];

static long set_all(ptrace_function next, int process, const struct iovec *first) {
  struct iovec all = {registers, sizeof registers};
  if (next(PTRACE_GETREGSET, process, (void *)NT_X86_XSTATE, &all) < 0) { return -1; }
  if (first->iov_len > all.iov_len) {
    errno = EFAULT;
    return -1;
  }
  memcpy(registers, first->iov_base, first->iov_len);
  return next(PTRACE_SETREGSET, process, (void *)NT_X86_XSTATE, &all);
}

long ptrace(enum __ptrace_request request, ...) {
  static ptrace_function next;
  if (!next) { next = (ptrace_function)dlsym(RTLD_NEXT, "ptrace"); }

  va_list arguments;
  va_start(arguments, request);
  int process = va_arg(arguments, int);
  void *address = va_arg(arguments, void *);
  void *data = va_arg(arguments, void *);
  va_end(arguments);

  long result = next(request, process, address, data);
  if (result < 0 && errno == EFAULT && request == PTRACE_SETREGSET && address == (void *)NT_X86_XSTATE) {
    return set_all(next, process, data);
  }
  return result;
}
