#include "generator/rehearse/terraform.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/process.h"
#include "generator/rehearse/mirror.h"

#include <unistd.h>

/* Replaces each stack's backend, whatever it is: Terraform merges *_override.tf over the other files. */
static const char backend_override[] = "terraform {\n  backend \"local\" {\n    path = \"terraform.tfstate\"\n  }\n}\n";

static bool is_passed_on(const char *variable) {
    static const char *const dropped[] = {
        "TF_", "AWS_", "PGPASSWORD=", "PGUSER=", "PGHOST=", "GH_TOKEN=", "GITHUB_TOKEN=", "ACTIONS_"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(dropped); i++)
        if (tnf_sv_starts_with(tnf_sv(variable), tnf_sv(dropped[i]))) return false;
    return true;
}

struct tnf_terraform tnf_terraform_below(struct tnf_arena *arena, const char *root, const char *program) {
    size_t count = 0;
    while (environ[count] != NULL) count++;
    enum { OWN = 3 };
    const char **environment = TNF_ARENA_ARRAY(arena, const char *, count + OWN + 1);
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        if (is_passed_on(environ[i])) environment[used++] = environ[i];
    environment[used++] = tnf_arena_printf(arena, "TF_CLI_CONFIG_FILE=%s/" TNF_MIRROR_CONFIG, root).ptr;
    environment[used++] = "TF_IN_AUTOMATION=1";
    environment[used++] = "CHECKPOINT_DISABLE=1";
    return (struct tnf_terraform){program, environment};
}

int tnf_terraform_run(const struct tnf_terraform *terraform, const char *directory, const char *const *arguments,
                      struct tnf_strbuf *output, int *ret_status, struct tnf_error *err) {
    const char *all[TNF_TERRAFORM_ARGUMENTS_MAX + 2] = {terraform->program};
    for (size_t i = 0; i < TNF_TERRAFORM_ARGUMENTS_MAX && arguments[i] != NULL; i++) all[i + 1] = arguments[i];
    const struct tnf_process process = {
        .program = terraform->program, .arguments = all, .environment = terraform->environment, .directory = directory};
    tnf_strbuf_clear(output);
    const int code = tnf_process_run(&process, output, ret_status, err);
    if (code == TNF_E_NOT_FOUND)
        tnf_error_hint(err, "install Terraform or OpenTofu, or name the program with --terraform");
    return code;
}

int tnf_terraform_use_local_state(struct tnf_arena *arena, const char *directory, struct tnf_error *err) {
    return tnf_file_write(tnf_arena_printf(arena, "%s/rehearsal_override.tf", directory).ptr, tnf_sv(backend_override),
                          err);
}
