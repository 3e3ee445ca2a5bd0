#include "provider/transport/lifetime.h"

#include "base/memory.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { WATCHED_SIGNALS, WATCHED_PARENT, WATCHED_END, WATCHED_COUNT };

struct tnf_lifetime {
    struct pollfd watched[WATCHED_COUNT]; /* fd -1: not watched */
    pthread_t thread;
    bool has_thread;
    tnf_lifetime_fn ended;
    void *context;
};

/* A descriptor that becomes readable when the parent, as a process, has ended; -1 where the kernel has none (before
 * Linux 5.3): then the held stream of the host is what tells. PR_SET_PDEATHSIG would not do: it is tied to the thread
 * that started us, and Go's threads come and go. */
static int open_parent(void) {
    return (int)syscall(SYS_pidfd_open, getppid(), 0);
}

static void close_all(struct tnf_lifetime *lifetime) {
    for (size_t i = 0; i < WATCHED_COUNT; i++) {
        if (lifetime->watched[i].fd >= 0) close(lifetime->watched[i].fd);
    }
}

int tnf_lifetime_new(bool has_host, struct tnf_lifetime **ret_lifetime, struct tnf_error *err) {
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    if (!has_host) sigaddset(&ending, SIGINT);
    if (pthread_sigmask(SIG_BLOCK, &ending, NULL) != 0) return tnf_error_errno(err, "block a signal");
    if (has_host && signal(SIGINT, SIG_IGN) == SIG_ERR) return tnf_error_errno(err, "ignore a signal");
    if (signal(SIGPIPE, SIG_IGN) == SIG_ERR) return tnf_error_errno(err, "ignore a signal");
    struct tnf_lifetime *lifetime = tnf_xcalloc(1, sizeof *lifetime);
    for (size_t i = 0; i < WATCHED_COUNT; i++) lifetime->watched[i].events = POLLIN;
    lifetime->watched[WATCHED_SIGNALS].fd = signalfd(-1, &ending, SFD_CLOEXEC);
    lifetime->watched[WATCHED_END].fd = eventfd(0, EFD_CLOEXEC);
    lifetime->watched[WATCHED_PARENT].fd = has_host ? open_parent() : -1;
    if (lifetime->watched[WATCHED_SIGNALS].fd < 0 || lifetime->watched[WATCHED_END].fd < 0) {
        const int code = tnf_error_errno(err, "watch for signals");
        close_all(lifetime);
        free(lifetime);
        return code;
    }
    *ret_lifetime = lifetime;
    return 0;
}

static void *watch(void *argument) {
    struct tnf_lifetime *lifetime = argument;
    while (poll(lifetime->watched, WATCHED_COUNT, -1) < 0) {
        if (errno != EINTR) return NULL;
    }
    if (lifetime->watched[WATCHED_END].revents == 0) lifetime->ended(lifetime->context);
    return NULL;
}

int tnf_lifetime_watch(struct tnf_lifetime *lifetime, tnf_lifetime_fn ended, void *context, struct tnf_error *err) {
    lifetime->ended = ended;
    lifetime->context = context;
    const int refused = pthread_create(&lifetime->thread, NULL, watch, lifetime);
    if (refused != 0) {
        errno = refused;
        return tnf_error_errno(err, "start a thread");
    }
    lifetime->has_thread = true;
    return 0;
}

void tnf_lifetime_free(struct tnf_lifetime *lifetime) {
    if (lifetime == NULL) return;
    if (lifetime->has_thread) {
        (void)eventfd_write(lifetime->watched[WATCHED_END].fd, 1);
        pthread_join(lifetime->thread, NULL);
    }
    close_all(lifetime);
    free(lifetime);
}
