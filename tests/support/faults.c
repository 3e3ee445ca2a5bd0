#include "tests/support/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;
static atomic_long fault_at; /* 0: none */
static int fault_errno;      /* 0: kill */

void tnf_faults_fail(long nth, int failure) {
    fault_errno = failure;
    calls = 0;
    fault_at = nth;
}

void tnf_faults_kill(long nth) {
    tnf_faults_fail(nth, 0);
}

long tnf_faults_stop(void) {
    fault_at = 0;
    return calls;
}

static bool fault(void) {
    if (fault_at == 0 || ++calls != fault_at) return false;
    if (fault_errno == 0) (void)kill(getpid(), SIGKILL);
    errno = fault_errno;
    return true;
}

/* The linker (--wrap) leads calls of x here, and __real_x to the system's. */
#define WRAP(result, name, parameters, arguments)                                                                      \
    result __real_##name parameters;                                                                                   \
    result __wrap_##name parameters;                                                                                   \
    result __wrap_##name parameters {                                                                                  \
        return fault() ? -1 : __real_##name arguments;                                                                 \
    }

WRAP(ssize_t, read, (int fd, void *bytes, size_t size), (fd, bytes, size))
WRAP(ssize_t, write, (int fd, const void *bytes, size_t size), (fd, bytes, size))
WRAP(int, mkdirat, (int at, const char *path, mode_t mode), (at, path, mode))
WRAP(int, unlinkat, (int at, const char *path, int flags), (at, path, flags))
WRAP(int, renameat, (int from_at, const char *from, int to_at, const char *to), (from_at, from, to_at, to))
WRAP(int, renameat2, (int from_at, const char *from, int to_at, const char *to, unsigned flags),
     (from_at, from, to_at, to, flags))

int __real_openat(int at, const char *path, int flags, ...);
int __wrap_openat(int at, const char *path, int flags, ...);
int __wrap_openat(int at, const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return fault() ? -1 : __real_openat(at, path, flags, mode);
}
