/* lock: one dependency lock file for each set of providers that stacks have. */
#include "base/file.h"
#include "base/memory.h"
#include "base/process.h"
#include "generator/cli/commands.h"
#include "generator/cli/print.h"
#include "generator/cli/render.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

enum { SETS_MAX = 64, PLATFORMS_MAX = 16 };

struct set {
    struct tnf_strview name;
    struct tnf_strview block; /* required_providers */
};

struct collecting {
    struct tnf_arena *arena;
    pthread_mutex_t lock;
    struct set sets[SETS_MAX];
    size_t count;
};

static int add_set(struct collecting *collecting, struct tnf_strview block, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    tnf_provider_set(block, &name);
    for (size_t i = 0; i < collecting->count; i++)
        if (tnf_sv_eq(collecting->sets[i].name, tnf_strbuf_view(&name))) return 0;
    if (collecting->count == SETS_MAX)
        return tnf_error_set(err, TNF_E_LIMIT, "stacks have more than %d sets of providers", (int)SETS_MAX);
    collecting->sets[collecting->count++] =
        (struct set){tnf_arena_sv(collecting->arena, tnf_strbuf_view(&name)), tnf_arena_sv(collecting->arena, block)};
    return 0;
}

/* Called by several threads. */
static int on_stack(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err) {
    (void)sequence;
    struct collecting *collecting = context;
    int code = 0;
    for (size_t i = 0; i < stack->file_count && code == 0; i++) {
        if (!tnf_sv_eq_c(stack->files[i].name, "terraform.tf")) continue;
        const struct tnf_strview block = tnf_required_providers(stack->files[i].content);
        if (block.len == 0) continue;
        (void)pthread_mutex_lock(&collecting->lock);
        code = add_set(collecting, block, err);
        (void)pthread_mutex_unlock(&collecting->lock);
    }
    return code;
}

static int by_name(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct set *)a)->name, ((const struct set *)b)->name);
}

static int collect(struct tnf_cli *cli, const struct tnf_cli_args *args, struct collecting *ret,
                   struct tnf_error *err) {
    TNF_AUTO(tnf_cli_resolver_release) struct tnf_resolver *resolver = NULL;
    unsigned threads = 1;
    TNF_TRY(tnf_cli_jobs(cli, args, &threads, err));
    TNF_TRY(tnf_cli_resolver(cli, args, &resolver, err));
    struct tnf_source *source = tnf_resolver_source(resolver);
    (void)pthread_mutex_init(&ret->lock, NULL);
    const int code = source->each(source, NULL, threads, on_stack, ret, err);
    (void)pthread_mutex_destroy(&ret->lock);
    if (ret->count > 0) qsort(ret->sets, ret->count, sizeof *ret->sets, by_name);
    return code;
}

/* What Terraform is started with; returns the arguments, NULL-terminated, in the arena. */
static const char *const *arguments_of(struct tnf_arena *arena, const struct tnf_cli_args *args, const char *program) {
    static const char *const usual[] = {"linux_amd64", "linux_arm64", "darwin_arm64"};
    const char **list = TNF_ARENA_ARRAY(arena, const char *, args->given_count + TNF_ARRAY_LEN(usual) + 8);
    size_t count = 0;
    list[count++] = program;
    list[count++] = "providers";
    list[count++] = "lock";
    list[count++] = "-no-color";
    const char *mirror = tnf_cli_value(args, "mirror");
    if (mirror != NULL) list[count++] = tnf_arena_printf(arena, "-fs-mirror=%s", mirror).ptr;
    const size_t before = count;
    for (size_t i = 0; i < args->given_count; i++)
        if (strcmp(args->given[i].option->name, "platform") == 0)
            list[count++] = tnf_arena_printf(arena, "-platform=%s", args->given[i].value).ptr;
    for (size_t i = 0; count == before && i < TNF_ARRAY_LEN(usual); i++)
        list[count + i] = tnf_arena_printf(arena, "-platform=%s", usual[i]).ptr;
    return list;
}

static int run_terraform(const char *const *arguments, const char *folder, const struct set *set,
                         struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf output = TNF_STRBUF_INIT;
    const struct tnf_process process = {.program = arguments[0],
                                        .arguments = arguments,
                                        .environment = (const char *const *)environ,
                                        .directory = folder};
    int status = 0;
    TNF_TRY(tnf_process_run(&process, &output, &status, err));
    if (status == 0) return 0;
    (void)tnf_error_set(err, TNF_E_INVALID, "providers of %.*s: %s providers lock ended with %d: %.*s",
                        TNF_SV_ARG(set->name), arguments[0], status, TNF_SV_ARG(tnf_sv_trim(tnf_strbuf_view(&output))));
    tnf_error_hint(err, "a provider has to be there for every platform; name yours with --platform");
    return TNF_E_INVALID;
}

/* Goes on from the lock that is there, so that versions stay, unless they are to be upgraded. */
static int lock_set(struct tnf_cli *cli, const char *const *arguments, const struct set *set, const char *scratch,
                    const char *path, bool upgrade, struct tnf_error *err) {
    struct tnf_arena *arena = &cli->arena;
    const char *folder = tnf_arena_printf(arena, "%s/%.*s", scratch, TNF_SV_ARG(set->name)).ptr;
    const char *lock = tnf_arena_printf(arena, "%s/%s", folder, TNF_LOCK_FILE).ptr;
    const struct tnf_strview text = tnf_arena_printf(arena, "terraform {\n%.*s}\n", TNF_SV_ARG(set->block));
    TNF_TRY(tnf_file_make_directories(folder, err));
    TNF_TRY(tnf_file_write(tnf_arena_printf(arena, "%s/main.tf", folder).ptr, text, err));
    if (!upgrade && tnf_file_exists(path)) TNF_TRY(tnf_file_copy(path, lock, 0600, err));
    TNF_TRY(run_terraform(arguments, folder, set, err));
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf content = TNF_STRBUF_INIT;
    TNF_TRY(tnf_file_read(lock, TNF_LOCK_MAX, &content, err));
    return tnf_file_write(path, tnf_strbuf_view(&content), err);
}

static int lock_all(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct collecting *collected,
                    const char *scratch, struct tnf_error *err) {
    const char *output = tnf_cli_value(args, "out");
    const char *program = tnf_cli_value(args, "terraform");
    const char *const *arguments = arguments_of(&cli->arena, args, program == NULL ? "terraform" : program);
    const char *folder = tnf_arena_printf(&cli->arena, "%s/%s", output == NULL ? "." : output, TNF_LOCKS_FOLDER).ptr;
    json_t *files = json_array();
    int code = tnf_file_make_directories(folder, err);
    for (size_t i = 0; i < collected->count && code == 0; i++) {
        const struct set *set = &collected->sets[i];
        const char *path =
            tnf_arena_printf(&cli->arena, "%s/%.*s%s", folder, TNF_SV_ARG(set->name), TNF_LOCK_SUFFIX).ptr;
        code = lock_set(cli, arguments, set, scratch, path, tnf_cli_has(args, "upgrade"), err);
        if (code == 0) tnf_cli_line(cli, "%s", path);
        if (code == 0) (void)json_array_append_new(files, json_string(path));
    }
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "files", files);
    if (code == 0) return tnf_cli_json_write(cli, object, err);
    json_decref(object);
    return code;
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    struct collecting collected = {.arena = &cli->arena};
    TNF_TRY(collect(cli, args, &collected, err));
    TNF_AUTO_FREE char *scratch = NULL;
    TNF_TRY(tnf_file_make_temporary("tenantform-lock", &scratch, err));
    const int code = lock_all(cli, args, &collected, scratch, err);
    (void)tnf_file_remove_tree(scratch, NULL);
    return code;
}

static const struct tnf_cli_option options[] = {
    TNF_CLI_VALUE("out", 'o', "DIR", "directory of the output; the current one when not given"),
    TNF_CLI_VALUES(
        "platform", '\0', "OS_ARCH",
        "platform that runs Terraform; may be repeated; linux_amd64, linux_arm64 and darwin_arm64 when not given"),
    TNF_CLI_SWITCH("upgrade", '\0', "take the newest versions that stacks allow instead of those that are locked"),
    TNF_CLI_VALUE("mirror", '\0', "DIR", "absolute path of a provider mirror to take the providers from"),
    TNF_CLI_VALUE("terraform", '\0', "PROGRAM", "Terraform or OpenTofu; terraform when not given"),
    TNF_CLI_RENDER_OPTIONS,
};

const struct tnf_cli_command tnf_cli_command_lock = {
    .name = "lock",
    .group = TNF_CLI_GROUP_OUTPUT,
    .summary = "lock the versions of providers, once for all stacks",
    .arguments = "",
    .description =
        "Runs `terraform providers lock` once for each set of providers that stacks have, and keeps what it says as "
        "locks/<set>.lock.hcl in the output: files to be committed. generate and commit carry them to every "
        "stack as .terraform.lock.hcl, and fail when one no longer fits what stacks ask for.",
    .examples = "Lock what there is, then carry it to the stacks\ttenantform lock && tenantform generate\n"
                "Take newer providers\ttenantform lock --upgrade && tenantform generate",
    TNF_CLI_OPTIONS(options),
    .run = run,
};
