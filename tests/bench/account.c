/*
 * bench-account: runs $TNF_ACCOUNT_PROGRAM in its place, with the same arguments, environment and streams, and at its
 * end adds a line to the file $TNF_ACCOUNT_LOG: peak resident memory in KiB, processor time in microseconds. It stands
 * where Terraform looks for a provider. The kernel's account of a child misses nothing, as looking into /proc now and
 * then would; and the peak is the program's own, for this one, which it is forked from, is small.
 */
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t child;

static void pass_on(int number) {
    if (child > 0) (void)kill((pid_t)child, number);
}

static int fail(const char *what) {
    fprintf(stderr, "bench-account: %s: %s\n", what, strerror(errno));
    return EXIT_FAILURE;
}

static int64_t microseconds(struct timeval time) {
    return (int64_t)time.tv_sec * 1000000 + time.tv_usec;
}

/* In one write, for several programs may end at the same moment. */
static int record(const char *path, const struct rusage *usage) {
    char line[64];
    const int length = snprintf(line, sizeof line, "%ld %" PRId64 "\n", usage->ru_maxrss,
                                microseconds(usage->ru_utime) + microseconds(usage->ru_stime));
    const int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) return fail(path);
    const bool written = write(file, line, (size_t)length) == length;
    if (close(file) < 0 || !written) return fail(path);
    return EXIT_SUCCESS;
}

static int wait_for_child(const char *log) {
    struct rusage usage;
    int status = 0;
    while (wait4((pid_t)child, &status, 0, &usage) < 0)
        if (errno != EINTR) return fail("wait4");
    if (record(log, &usage) != EXIT_SUCCESS) return EXIT_FAILURE;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv) {
    const char *program = getenv("TNF_ACCOUNT_PROGRAM");
    const char *log = getenv("TNF_ACCOUNT_LOG");
    if (argc < 1 || program == NULL || log == NULL) {
        fprintf(stderr, "bench-account: TNF_ACCOUNT_PROGRAM and TNF_ACCOUNT_LOG are not set\n");
        return EXIT_FAILURE;
    }
    (void)signal(SIGINT, SIG_IGN); /* the program decides what an interrupt means */
    const pid_t pid = fork();
    if (pid < 0) return fail("fork");
    if (pid == 0) {
        (void)signal(SIGINT, SIG_DFL);
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL); /* Terraform kills what does not end, and knows of its child only */
        (void)execv(program, argv);
        _exit(fail(program));
    }
    child = pid;
    (void)signal(SIGTERM, pass_on);
    return wait_for_child(log);
}
