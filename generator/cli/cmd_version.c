#include "generator/cli/commands.h"
#include "generator/cli/print.h"

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    (void)args;
    tnf_cli_line(cli, "tenantform %s", TNF_VERSION);
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "version", json_string(TNF_VERSION));
    return tnf_cli_json_write(cli, object, err);
}

const struct tnf_cli_command tnf_cli_command_version = {
    .name = "version",
    .group = TNF_CLI_GROUP_ABOUT,
    .summary = "show the version",
    .arguments = "",
    .description = "",
    .run = run,
};
