#include "base/process.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* A descriptor that gives the input to whoever reads it, however slowly. */
static int open_input(struct tnf_strview input, int *ret, struct tnf_error *err) {
    *ret = input.len == 0 ? open("/dev/null", O_RDONLY | O_CLOEXEC) : memfd_create("input", MFD_CLOEXEC);
    if (*ret < 0) return tnf_error_errno(err, "prepare a process's input");
    if (input.len == 0) return 0;
    while (input.len > 0) {
        const ssize_t written = write(*ret, input.ptr, input.len);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return tnf_error_errno(err, "prepare a process's input");
        input = tnf_sv_from(input, (size_t)written);
    }
    return lseek(*ret, 0, SEEK_SET) < 0 ? tnf_error_errno(err, "prepare a process's input") : 0;
}

/* What a child has for its standard streams. */
struct streams {
    int input;
    int output;
    int errors; /* -1: the output's */
};

static int spawn(const struct tnf_process *process, const struct streams *streams, pid_t *ret, struct tnf_error *err) {
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0) return tnf_error_errno(err, "prepare a process");
    int code = posix_spawn_file_actions_adddup2(&actions, streams->input, STDIN_FILENO);
    if (code == 0) code = posix_spawn_file_actions_adddup2(&actions, streams->output, STDOUT_FILENO);
    if (code == 0)
        code = process->drop_errors
                   ? posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
                   : posix_spawn_file_actions_adddup2(&actions, streams->errors < 0 ? streams->output : streams->errors,
                                                      STDERR_FILENO);
    if (code == 0 && process->directory != NULL)
        code = posix_spawn_file_actions_addchdir_np(&actions, process->directory);
    if (code == 0)
        code = posix_spawnp(ret, process->program, &actions, NULL, (char *const *)process->arguments,
                            (char *const *)process->environment);
    (void)posix_spawn_file_actions_destroy(&actions);
    if (code == 0) return 0;
    return tnf_error_set(err, TNF_E_NOT_FOUND, "could not start \"%s\": %s", process->program, strerror(code));
}

static int drain(int read_end, struct tnf_strbuf *output, struct tnf_error *err) {
    char chunk[64 * 1024];
    for (;;) {
        const ssize_t got = read(read_end, chunk, sizeof chunk);
        if (got == 0) return 0;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return tnf_error_errno(err, "read what a process says");
        const size_t room = output->len < TNF_PROCESS_OUTPUT_MAX ? TNF_PROCESS_OUTPUT_MAX - output->len : 0;
        tnf_strbuf_add(output, chunk, (size_t)got < room ? (size_t)got : room);
    }
}

static int reap(pid_t child, int *ret_status, struct tnf_error *err) {
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return tnf_error_errno(err, "wait for a process");
    *ret_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return 0;
}

/* A file, so that a child which says much on both streams never waits for us. */
static int open_errors(const struct tnf_process *process, int *ret, struct tnf_error *err) {
    if (process->errors == NULL) return 0;
    *ret = memfd_create("errors", MFD_CLOEXEC);
    return *ret < 0 ? tnf_error_errno(err, "prepare a process's output") : 0;
}

static int read_errors(const struct tnf_process *process, int errors, struct tnf_error *err) {
    if (errors < 0) return 0;
    if (lseek(errors, 0, SEEK_SET) < 0) return tnf_error_errno(err, "read what a process says");
    return drain(errors, process->errors, err);
}

int tnf_process_run(const struct tnf_process *process, struct tnf_strbuf *output, int *ret_status,
                    struct tnf_error *err) {
    TNF_AUTO_CLOSE int input = -1;
    TNF_AUTO_CLOSE int errors = -1;
    TNF_TRY(open_input(process->input, &input, err));
    TNF_TRY(open_errors(process, &errors, err));
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) return tnf_error_errno(err, "make a pipe");
    TNF_AUTO_CLOSE int read_end = ends[0];
    pid_t child = -1;
    const struct streams streams = {input, ends[1], errors};
    const int code = spawn(process, &streams, &child, err);
    (void)close(ends[1]);
    TNF_TRY(code);
    const int drained = drain(read_end, output, err);
    TNF_TRY(reap(child, ret_status, err));
    return drained < 0 ? drained : read_errors(process, errors, err);
}
