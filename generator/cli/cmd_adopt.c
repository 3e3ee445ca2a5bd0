/* adopt: import blocks for what a stack would create and AWS has already. */
#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/suggest.h"
#include "generator/adopt/imports.h"
#include "generator/adopt/match.h"
#include "generator/adopt/types.h"
#include "generator/cli/adopt_report.h"
#include "generator/cli/commands.h"
#include "generator/cli/print.h"
#include "generator/cli/rehearsal.h"
#include "generator/rehearse/rehearse.h"

enum { STATE_MAX = 128 << 20, MAP_MAX = 16 << 20 };

struct adopting {
    struct tnf_cli *cli;
    const char *stack;
    const char *output;
    const char *from;       /* map file, or NULL */
    const char *from_state; /* old state, or NULL */
    struct tnf_adopt_instances ours;
    struct tnf_adopt_instances old;
    struct tnf_import_blocks blocks;
    struct tnf_adopt_report report;
    int code; /* of reading the rehearsed state */
    struct tnf_error error;
};

static int read_state(struct adopting *adopting, const char *path, struct tnf_adopt_instances *ret,
                      struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_TRY(tnf_file_read(path, STATE_MAX, &text, err));
    if (tnf_adopt_instances_read(tnf_strbuf_view(&text), &adopting->cli->arena, ret, err) == 0) return 0;
    return tnf_error_wrap(err, "\"%s\"", path);
}

static void on_rehearsal(const struct tnf_rehearsal *rehearsal, void *context) {
    struct adopting *adopting = context;
    if (rehearsal->step == TNF_REHEARSE_DONE) {
        adopting->code = read_state(adopting, rehearsal->state, &adopting->ours, &adopting->error);
        return;
    }
    adopting->code = tnf_error_set(&adopting->error, TNF_E_INVALID, "%s: %s failed in the rehearsal", rehearsal->stack,
                                   tnf_rehearse_step_name(rehearsal->step));
    if (!adopting->cli->json) (void)fprintf(adopting->cli->err, "%s\n", rehearsal->output);
}

/* What the stack has: its resources in a state that a rehearsal left. */
static int rehearse(struct adopting *adopting, const struct tnf_cli_args *args, struct tnf_error *err) {
    struct tnf_cli_rehearsal how;
    TNF_TRY(tnf_cli_rehearsal(adopting->cli, args, &how, err));
    const struct tnf_rehearse_options options = {
        .output = adopting->output,
        .terraform = how.terraform,
        .provider = how.provider,
        .stack = adopting->stack,
        .without = TNF_IMPORTS_FILE,
        .jobs = 1,
    };
    uint64_t failed = 0;
    const int code = tnf_rehearse(&options, on_rehearsal, adopting, &failed, err);
    if (adopting->code == 0) return code;
    *err = adopting->error;
    return adopting->code;
}

static bool has_address(const struct tnf_adopt_instances *instances, struct tnf_strview address) {
    for (size_t i = 0; i < instances->count; i++)
        if (tnf_sv_eq(instances->items[i].address, address)) return true;
    return false;
}

static int no_such_address(const struct adopting *adopting, const struct tnf_import_block *block,
                           struct tnf_error *err) {
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, block->to);
    for (size_t i = 0; i < adopting->ours.count; i++) tnf_suggest_try(&suggestion, adopting->ours.items[i].address);
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "%s has no resource %.*s", adopting->stack, TNF_SV_ARG(block->to));
    tnf_error_at(err, adopting->from, block->line, block->column);
    if (suggestion.best.ptr != NULL)
        tnf_error_hint(err, "did you mean %.*s?", TNF_SV_ARG(suggestion.best));
    else
        tnf_error_hint(err, "`tenantform adopt %s --list` shows what it has", adopting->stack);
    return TNF_E_NOT_FOUND;
}

static int take_map(struct adopting *adopting, struct tnf_error *err) {
    if (adopting->from == NULL) return 0;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_TRY(tnf_file_read(adopting->from, MAP_MAX, &text, err));
    TNF_TRY(
        tnf_imports_read_map(tnf_strbuf_view(&text), adopting->from, &adopting->cli->arena, &adopting->blocks, err));
    for (size_t i = 0; i < adopting->blocks.count; i++)
        if (!has_address(&adopting->ours, adopting->blocks.items[i].to))
            return no_such_address(adopting, &adopting->blocks.items[i], err);
    return 0;
}

static bool is_given(const struct adopting *adopting, size_t given, struct tnf_strview address) {
    for (size_t i = 0; i < given; i++)
        if (tnf_sv_eq(adopting->blocks.items[i].to, address)) return true;
    return false;
}

/* What the map does not say is looked for in the old state. */
static int take_state(struct adopting *adopting, struct tnf_error *err) {
    const size_t given = adopting->blocks.count;
    struct tnf_adopt_match *matches = NULL;
    if (adopting->from_state != NULL) TNF_TRY(read_state(adopting, adopting->from_state, &adopting->old, err));
    tnf_adopt_match(&adopting->old, &adopting->ours, &adopting->cli->arena, &matches);
    for (size_t i = 0; i < adopting->ours.count; i++) {
        if (is_given(adopting, given, matches[i].wanted->address)) continue;
        tnf_adopt_report_match(&adopting->report, &matches[i]);
        if (matches[i].outcome != TNF_ADOPT_FOUND || matches[i].id.len == 0) continue;
        const struct tnf_import_block block = {matches[i].wanted->address, matches[i].id, 0, 0};
        tnf_imports_add(&adopting->blocks, &adopting->cli->arena, &block);
    }
    tnf_adopt_report_left(&adopting->report, &adopting->old, matches, adopting->ours.count);
    return 0;
}

/* A file of that name that somebody else wrote is theirs. */
static int check_file(const char *path, struct tnf_error *err) {
    if (!tnf_file_exists(path)) return 0;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_TRY(tnf_file_read(path, MAP_MAX, &text, err));
    if (tnf_sv_starts_with(tnf_strbuf_view(&text), tnf_sv(tnf_imports_header))) return 0;
    (void)tnf_error_set(err, TNF_E_EXISTS, "\"%s\" was not written by tenantform", path);
    tnf_error_hint(err, "give it another name, and take blocks for the same addresses out of it");
    return TNF_E_EXISTS;
}

static int write_file(struct adopting *adopting, bool dry_run, struct tnf_error *err) {
    const char *path =
        tnf_arena_printf(&adopting->cli->arena, "%s/%s/" TNF_IMPORTS_FILE, adopting->output, adopting->stack).ptr;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_TRY(check_file(path, err));
    TNF_TRY(tnf_imports_write(&adopting->blocks, &text, err));
    if (!dry_run && adopting->blocks.count > 0) TNF_TRY(tnf_file_write(path, tnf_strbuf_view(&text), err));
    return tnf_adopt_report_write(&adopting->report, path, dry_run, &adopting->blocks, err);
}

static int list(struct adopting *adopting, struct tnf_error *err) {
    json_t *resources = json_array();
    for (size_t i = 0; i < adopting->ours.count; i++) {
        const struct tnf_adopt_instance *one = &adopting->ours.items[i];
        const struct tnf_adopt_type *type = tnf_adopt_type(one->type);
        tnf_cli_line(adopting->cli, "%.*s   %s", TNF_SV_ARG(one->address), type == NULL ? "-" : type->id);
        json_t *object = json_object();
        (void)json_object_set_new(object, "address", tnf_cli_json_text(one->address));
        (void)json_object_set_new(object, "id_form", type == NULL ? json_null() : json_string(type->id));
        (void)json_array_append_new(resources, object);
    }
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "resources", resources);
    return tnf_cli_json_write(adopting->cli, object, err);
}

static int adopt(struct adopting *adopting, const struct tnf_cli_args *args, struct tnf_error *err) {
    TNF_TRY(rehearse(adopting, args, err));
    if (tnf_cli_has(args, "list")) return list(adopting, err);
    TNF_TRY(take_map(adopting, err));
    TNF_TRY(take_state(adopting, err));
    return write_file(adopting, tnf_cli_has(args, "dry-run"), err);
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const char *output = tnf_cli_value(args, "out");
    struct adopting adopting = {
        .cli = cli,
        .stack = args->words[0],
        .output = output == NULL ? "." : output,
        .from = tnf_cli_value(args, "from"),
        .from_state = tnf_cli_value(args, "from-state"),
    };
    if (adopting.from == NULL && adopting.from_state == NULL && !tnf_cli_has(args, "list"))
        return tnf_cli_usage_error(cli, err, "say what exists with --from, --from-state or both, or look with --list");
    if (tnf_path_check(tnf_sv(adopting.stack), err) < 0) return tnf_error_wrap(err, "stack");
    tnf_adopt_report_init(&adopting.report, cli, adopting.stack);
    const int code = adopt(&adopting, args, err);
    tnf_adopt_report_release(&adopting.report);
    tnf_adopt_instances_release(&adopting.ours);
    tnf_adopt_instances_release(&adopting.old);
    return code;
}

static const struct tnf_cli_option options[] = {
    TNF_CLI_VALUE("from", 'f', "FILE", "map from addresses to ids: YAML, JSON or CSV"),
    TNF_CLI_VALUE("from-state", 's', "FILE", "state of the root that has the resources now; what is alike is matched"),
    TNF_CLI_VALUE("out", 'o', "DIR", "directory that was generated; the current one when not given"),
    TNF_CLI_SWITCH("list", 'l', "print the addresses of the stack and the form of their ids"),
    TNF_CLI_SWITCH("dry-run", 'n', "report and write nothing"),
    TNF_CLI_VALUE("terraform", '\0', "PROGRAM", "Terraform or OpenTofu; terraform when not given"),
    TNF_CLI_VALUE("provider", '\0', "DIR", "directory of terraform-provider-rehearsal; this program's when not given"),
};

const struct tnf_cli_command tnf_cli_command_adopt = {
    .name = "adopt",
    .group = TNF_CLI_GROUP_OUTPUT,
    .summary = "import what exists already into a stack instead of creating it",
    .arguments = "STACK",
    .description =
        "Writes a file imports.tf with `import` blocks into a generated stack, for its next plan. The ids come from a "
        "map, or from the state of a root that was written by hand: the stack is rehearsed, and its resources are "
        "matched with those of the state by what makes them the same (names, networks, the resources that they belong "
        "to). Prints what was found, what several resources could be, what would be created, and what stays behind. "
        "The file belongs to you: `generate` leaves it alone, and it can go when the stack has been applied.",
    .examples = "What a root that was written by hand has of this tenant\ttenantform adopt "
                "environments/staging/tenants/acme --from-state old/terraform.tfstate --dry-run\n"
                "Ids that somebody wrote down\ttenantform adopt environments/staging --from ids.yaml",
    TNF_CLI_OPTIONS(options),
    .min_words = 1,
    .max_words = 1,
    .run = run,
};
