#include "generator/cli/repository.h"

static const char *value_or(const struct tnf_cli_args *args, const char *name, const char *otherwise) {
    const char *value = tnf_cli_value(args, name);
    return value == NULL ? otherwise : value;
}

const char *tnf_cli_repo(const struct tnf_cli_args *args) {
    return value_or(args, "repo", ".");
}

const char *tnf_cli_branch(const struct tnf_cli_args *args) {
    return value_or(args, "branch", TNF_CLI_BRANCH_DEFAULT);
}

const char *tnf_cli_remote(const struct tnf_cli_args *args) {
    return value_or(args, "remote", TNF_CLI_REMOTE_DEFAULT);
}
