#include "generator/cli/doctor.h"

#include "base/file.h"
#include "base/memory.h"
#include "generator/cli/locks.h"
#include "generator/cli/render.h"
#include "generator/output/tree.h"

struct differences {
    size_t edited;
    size_t damaged;
};

static void on_event(const struct tnf_tree_event *event, void *context) {
    struct differences *differences = context;
    differences->edited += event->kind == TNF_TREE_FILE_EDITED;
    differences->damaged += event->kind == TNF_TREE_FILE_DAMAGED;
}

static int compare(struct tnf_doctor *doctor, const struct tnf_cli_args *args, const char *output,
                   struct differences *differences, struct tnf_tree_result *ret, struct tnf_error *err) {
    TNF_AUTO(tnf_cli_resolver_release) struct tnf_resolver *resolver = NULL;
    const struct tnf_tree_options options = {.output = output, .report = on_event, .report_context = differences};
    TNF_TRY(tnf_cli_resolver(doctor->cli, args, &resolver, err));
    TNF_TRY(tnf_cli_locks_of_folder(doctor->cli, output, resolver, err));
    return tnf_tree_check(&options, tnf_resolver_source(resolver), ret, err);
}

static void report(struct tnf_doctor *doctor, const struct differences *differences,
                   const struct tnf_tree_result *result) {
    if (differences->edited > 0)
        tnf_doctor_add(doctor, TNF_DOCTOR_NOTE, "edited",
                       "`tenantform diff` shows them; take over what is good, then `tenantform generate --force`",
                       "%zu generated file%s changed by hand", differences->edited,
                       differences->edited == 1 ? " was" : "s were");
    if (differences->damaged > 0)
        tnf_doctor_add(doctor, TNF_DOCTOR_PROBLEM, "manifest", "`tenantform generate` writes them anew",
                       "%zu manifest%s damaged", differences->damaged, differences->damaged == 1 ? " is" : "s are");
    if (tnf_tree_in_step(result))
        tnf_doctor_add(doctor, TNF_DOCTOR_OK, "in_step", "", "the output is what the catalog says");
    else
        tnf_doctor_add(doctor, TNF_DOCTOR_NOTE, "in_step", "`tenantform diff` shows it, `tenantform generate` mends it",
                       "the output is out of step with the catalog");
}

void tnf_doctor_output(struct tnf_doctor *doctor, const struct tnf_cli_args *args, const char *output) {
    doctor->area = "output";
    struct tnf_arena *arena = &doctor->cli->arena;
    struct differences differences = {0};
    struct tnf_tree_result result;
    struct tnf_error error;
    if (!tnf_file_exists(tnf_arena_printf(arena, "%s/.tenantform", output).ptr)) {
        tnf_doctor_add(doctor, TNF_DOCTOR_NOTE, "generated", "`tenantform generate`, or name its folder with --out",
                       "nothing was generated in %s", output);
        return;
    }
    if (tnf_file_exists(tnf_arena_printf(arena, "%s/.tenantform/journal", output).ptr)) {
        tnf_doctor_add(doctor, TNF_DOCTOR_PROBLEM, "journal", "`tenantform generate` finishes it",
                       "a run was interrupted in the middle of its change");
        return;
    }
    if (compare(doctor, args, output, &differences, &result, &error) < 0)
        tnf_doctor_add_error(doctor, "in_step", &error);
    else
        report(doctor, &differences, &result);
}
