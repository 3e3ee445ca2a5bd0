#include "generator/cli/definitions.h"

#include "base/memory.h"

const struct tnf_cli_definition tnf_cli_statuses[] = {
    {"0", "done"},
    {"1", "failed"},
    {"2", "generate --check: the output is out of step with the catalog; audit: there are findings"},
    {"64", "the command line is wrong"},
};
const size_t tnf_cli_status_count = TNF_ARRAY_LEN(tnf_cli_statuses);

const struct tnf_cli_definition tnf_cli_variables[] = {
    {"TENANTFORM_CATALOG", "catalog file when --catalog is not given"},
    {"TENANTFORM_ANSWERS", "answers of people when --answers is not given, for advise and validate"},
    {"GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL",
     "author of changes when --author is not given, and of commits; else git's user.name and user.email"},
    {"TENANTFORM_PRICES", "price file when --prices is not given"},
    {"TENANTFORM_PAGER, PAGER",
     "pager for results that are longer than the screen; less when not set, none when empty or cat"},
    {"NO_COLOR", "no colour when set and not empty"},
    {"CI", "no progress when set and not false"},
    {"TERM", "no colour and no progress when it is dumb or not set"},
    {"GH_TOKEN, GITHUB_TOKEN", "token that push and pr send to GitHub, and to no other server"},
    {"GITHUB_SERVER_URL, GITHUB_API_URL", "GitHub Enterprise Server; GitHub Actions sets them"},
    {"SSH_AUTH_SOCK", "agent that push asks for keys"},
    {"SSL_CERT_FILE", "certificates of the authorities that are trusted instead of the system's"},
    {"AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN", "credentials with which audit reads states"},
    {"AWS_PROFILE, AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE", "where audit finds them when these are not set"},
    {"AWS_REGION, AWS_DEFAULT_REGION", "region of a bucket that audit reads when the stack does not name one"},
    {"AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL", "another S3 than AWS's, which audit asks"},
    {"PATH", "where terraform, git, gpg, ssh-keygen and the pager are looked for"},
    {"HOME", "folder below which .aws, .ssh and .cache are"},
    {"XDG_CACHE_HOME", "folder for pages that graph --open shows; .cache in HOME when not set"},
    {"DISPLAY, WAYLAND_DISPLAY, BROWSER", "graph --open starts a browser when one of them is set"},
    {"TMPDIR", "folder for temporary files, /tmp when not set"},
};
const size_t tnf_cli_variable_count = TNF_ARRAY_LEN(tnf_cli_variables);
