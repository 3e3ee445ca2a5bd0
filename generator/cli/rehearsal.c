#include "generator/cli/rehearsal.h"

#include "base/file.h"
#include "generator/cli/print.h"

#include <unistd.h>

enum { PATH_SIZE = 4096, JOBS_MAX = 64 };

/* Where the provider is: in a build beside this program, in an installation where helpers of programs are. */
static int provider_directory(struct tnf_arena *arena, const char **ret, struct tnf_error *err) {
    char path[PATH_SIZE];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    if (length <= 0 || (size_t)length == sizeof path)
        return tnf_error_set(err, TNF_E_IO, "could not find the directory of this program");
    size_t end = (size_t)length;
    while (end > 1 && path[end - 1] != '/') end--;
    const char *own = tnf_arena_sv(arena, tnf_sv_n(path, end - 1)).ptr;
    const char *installed = tnf_arena_printf(arena, "%s/" TNF_LIBEXEC, own).ptr;
    const bool beside = tnf_file_exists(tnf_arena_printf(arena, "%s/terraform-provider-rehearsal", own).ptr);
    *ret = beside || !tnf_file_exists(installed) ? own : installed;
    return 0;
}

static int read_jobs(struct tnf_cli *cli, const struct tnf_cli_args *args, unsigned *ret, struct tnf_error *err) {
    const char *text = tnf_cli_value(args, "jobs");
    int64_t jobs = 0;
    if (text != NULL && !tnf_sv_to_int(tnf_sv(text), 1, JOBS_MAX, &jobs))
        return tnf_cli_usage_error(cli, err, "--jobs takes a number from 1 to 64, not \"%s\"", text);
    *ret = (unsigned)jobs;
    return 0;
}

int tnf_cli_rehearsal(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_rehearsal *ret,
                      struct tnf_error *err) {
    const char *terraform = tnf_cli_value(args, "terraform");
    *ret = (struct tnf_cli_rehearsal){
        .terraform = terraform == NULL ? "terraform" : terraform,
        .provider = tnf_cli_value(args, "provider"),
    };
    TNF_TRY(read_jobs(cli, args, &ret->jobs, err));
    return ret->provider == NULL ? provider_directory(&cli->arena, &ret->provider, err) : 0;
}
