#include "generator/cli/entity_command.h"

/* Until the store is part of the build the rows can be described, but not kept. */
static int without_store(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    (void)args;
    return tnf_error_set(err, TNF_E_INTERNAL, "`tenantform %s` needs the catalog's store, which this build has not",
                         cli->command->name);
}

#define WITHOUT_STORE(verb)                                                                                            \
    int tnf_cli_cmd_entity_##verb(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {       \
        return without_store(cli, args, err);                                                                          \
    }
WITHOUT_STORE(add)
WITHOUT_STORE(set)
WITHOUT_STORE(state)
WITHOUT_STORE(show)
WITHOUT_STORE(list)
WITHOUT_STORE(rename)
WITHOUT_STORE(remove)
