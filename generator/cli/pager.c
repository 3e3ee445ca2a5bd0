#include "generator/cli/pager.h"

#include "base/memory.h"
#include "base/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { NOT_FOUND = 127 }; /* what a shell says of a program that is not there */

size_t tnf_cli_lines_of(struct tnf_strview text, size_t columns) {
    size_t lines = 0;
    while (text.len > 0) {
        const struct tnf_strview line = tnf_sv_next(&text, '\n');
        lines += columns == 0 || line.len == 0 ? 1 : (line.len + columns - 1) / columns;
    }
    return lines;
}

const char *tnf_cli_pager_command(const char *own, const char *general) {
    const char *command = own != NULL ? own : general != NULL ? general : "less";
    return command[0] == '\0' || strcmp(command, "cat") == 0 ? NULL : command;
}

void tnf_cli_pager_begin(struct tnf_cli_pager *pager, struct tnf_cli *cli, bool wanted) {
    *pager = (struct tnf_cli_pager){0};
    if (!wanted || !cli->command->long_result || cli->json || !cli->out_terminal) return;
    if (!tnf_terminal_is_capable(fileno(cli->out))) return;
    FILE *held = open_memstream(&pager->text, &pager->length);
    if (held == NULL) return;
    pager->terminal = cli->out;
    cli->out = held;
}

/* The descriptor of the pager's standard input, or -1. */
static int start(const char *command, pid_t *ret) {
    char *arguments[] = {(char[]){"sh"}, (char[]){"-c"}, tnf_xstrndup(command, strlen(command)), NULL};
    int ends[2];
    posix_spawn_file_actions_t actions;
    int failed = pipe2(ends, O_CLOEXEC);
    if (failed == 0) {
        (void)posix_spawn_file_actions_init(&actions);
        (void)posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
        failed = posix_spawnp(ret, arguments[0], &actions, NULL, arguments, environ);
        (void)posix_spawn_file_actions_destroy(&actions);
        (void)close(ends[0]);
        if (failed != 0) (void)close(ends[1]);
    }
    free(arguments[2]);
    return failed == 0 ? ends[1] : -1;
}

static void feed(int descriptor, const char *text, size_t length) {
    while (length > 0) {
        const ssize_t written = write(descriptor, text, length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return; /* it has seen enough */
        text += written;
        length -= (size_t)written;
    }
}

/* Whether a pager has shown the text. An interrupt is the pager's business, and its early end no signal to us. */
static bool show(const struct tnf_cli_pager *pager, const char *command) {
    pid_t child = 0;
    int status = 0;
    (void)setenv("LESS", "FRX", /* overwrite= */ 0);
    const int descriptor = start(command, &child);
    if (descriptor < 0) return false;
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction pipe_before;
    struct sigaction interrupt_before;
    (void)sigaction(SIGPIPE, &ignore, &pipe_before);
    (void)sigaction(SIGINT, &ignore, &interrupt_before);
    feed(descriptor, pager->text, pager->length);
    (void)close(descriptor);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    (void)sigaction(SIGPIPE, &pipe_before, NULL);
    (void)sigaction(SIGINT, &interrupt_before, NULL);
    return !WIFEXITED(status) || WEXITSTATUS(status) != NOT_FOUND;
}

void tnf_cli_pager_end(struct tnf_cli_pager *pager, struct tnf_cli *cli) {
    if (pager->terminal == NULL) return;
    const bool whole = fclose(cli->out) == 0;
    cli->out = pager->terminal;
    pager->terminal = NULL;
    const int screen = fileno(cli->out);
    const char *command = tnf_cli_pager_command(getenv("TENANTFORM_PAGER"), getenv("PAGER"));
    const size_t lines = tnf_cli_lines_of(tnf_sv_n(pager->text, pager->length), tnf_terminal_columns(screen));
    const bool is_long = lines > tnf_terminal_rows(screen);
    if (whole && (!is_long || command == NULL || !show(pager, command)))
        (void)fwrite(pager->text, 1, pager->length, cli->out);
    free(pager->text);
    *pager = (struct tnf_cli_pager){0};
}
