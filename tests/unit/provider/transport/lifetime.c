#include "tests/support/test.h"

#include "provider/transport/lifetime.h"

#include <semaphore.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void post(void *semaphore) {
    sem_post(semaphore);
}

/* Watches in a child process of its own, because signals and parents are the process's. The child ends with 0 when it
 * was told to end, `ready` is closed when it watches. */
static void watch_until_ended(bool has_host, int ready) {
    struct tnf_lifetime *lifetime;
    sem_t ended;
    sem_init(&ended, 0, 0);
    if (tnf_lifetime_new(has_host, &lifetime, NULL) < 0) _exit(1);
    if (tnf_lifetime_watch(lifetime, post, &ended, NULL) < 0) _exit(1);
    close(ready);
    sem_wait(&ended);
    tnf_lifetime_free(lifetime);
    _exit(0);
}

static void wait_until_closed(int fd) {
    char byte;
    assert_int_equal(read(fd, &byte, 1), 0);
    close(fd);
}

static pid_t start(bool has_host) {
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ready[0]);
        watch_until_ended(has_host, ready[1]);
    }
    close(ready[1]);
    wait_until_closed(ready[0]);
    return child;
}

static void sigterm_ends_it_and_sigint_does_not(void **state) {
    int status;
    (void)state;
    const pid_t child = start(/* has_host= */ true);
    assert_int_equal(kill(child, SIGINT), 0);
    assert_int_equal(kill(child, SIGPIPE), 0);
    assert_int_equal(kill(child, SIGTERM), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void without_a_host_sigint_ends_it(void **state) {
    int status;
    (void)state;
    const pid_t child = start(/* has_host= */ false);
    assert_int_equal(kill(child, SIGINT), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* Linux has it since 5.3, valgrind 3.19 does not pass it on. */
static bool has_process_descriptors(void) {
    const int fd = (int)syscall(SYS_pidfd_open, getpid(), 0);
    if (fd >= 0) close(fd);
    return fd >= 0;
}

/* A parent that starts a watching child and is killed: the pipe, which only the child holds by then, closes when the
 * child has ended too. */
static void the_parent_s_death_ends_it(void **state) {
    int alive[2];
    int ready[2];
    (void)state;
    if (!has_process_descriptors()) skip();
    assert_int_equal(pipe(alive), 0);
    assert_int_equal(pipe(ready), 0);
    const pid_t parent = fork();
    assert_true(parent >= 0);
    if (parent == 0) {
        close(alive[0]);
        close(ready[0]);
        if (fork() == 0) watch_until_ended(true, ready[1]);
        close(ready[1]);
        for (;;) pause();
    }
    close(alive[1]);
    close(ready[1]);
    wait_until_closed(ready[0]);
    assert_int_equal(kill(parent, SIGKILL), 0);
    assert_int_equal(waitpid(parent, NULL, 0), parent);
    wait_until_closed(alive[0]);
}

static void it_can_be_freed_without_having_ended(void **state) {
    struct tnf_lifetime *lifetime;
    sem_t ended;
    (void)state;
    sem_init(&ended, 0, 0);
    assert_int_equal(tnf_lifetime_new(true, &lifetime, NULL), 0);
    tnf_lifetime_free(lifetime);
    assert_int_equal(tnf_lifetime_new(true, &lifetime, NULL), 0);
    assert_int_equal(tnf_lifetime_watch(lifetime, post, &ended, NULL), 0);
    tnf_lifetime_free(lifetime);
    assert_int_equal(sem_trywait(&ended), -1);
    tnf_lifetime_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sigterm_ends_it_and_sigint_does_not),
        cmocka_unit_test(without_a_host_sigint_ends_it),
        cmocka_unit_test(the_parent_s_death_ends_it),
        cmocka_unit_test(it_can_be_freed_without_having_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
