#include "generator/cli/doctor.h"

#include "base/environment.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/process.h"
#include "base/terminal.h"
#include "generator/cli/rehearsal.h"
#include "generator/git/identity.h"
#include "generator/http/http.h"
#include "generator/state/credentials.h"

#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* Whether a program is found as a shell would. */
static bool is_in_path(const char *program) {
    if (strchr(program, '/') != NULL) return access(program, X_OK) == 0;
    const char *path = tnf_environment("PATH");
    struct tnf_strview rest = tnf_sv(path == NULL ? "" : path);
    while (rest.len > 0) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf file = TNF_STRBUF_INIT;
        tnf_path_join(&file, tnf_sv_next(&rest, ':'), tnf_sv(program));
        if (access(file.ptr, X_OK) == 0) return true;
    }
    return false;
}

/* Ours, and what keeps Terraform from asking whether there is a newer one. */
static const char *const *environment_of(struct tnf_arena *arena) {
    static const char no_checkpoint[] = "CHECKPOINT_DISABLE=1";
    size_t count = 0;
    while (environ[count] != NULL) count++;
    const char **copy = TNF_ARENA_ARRAY(arena, const char *, count + 2);
    for (size_t i = 0; i < count; i++) copy[i] = environ[i];
    copy[count] = no_checkpoint;
    return copy;
}

/* The first line of what a program says, "" when it cannot be run or fails. */
static struct tnf_strview first_line(struct tnf_doctor *doctor, const char *const *arguments) {
    struct tnf_arena *arena = &doctor->cli->arena;
    const struct tnf_process process = {
        .program = arguments[0], .arguments = arguments, .environment = environment_of(arena), .drop_errors = true};
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf output = TNF_STRBUF_INIT;
    int status = 0;
    if (tnf_process_run(&process, &output, &status, NULL) < 0 || status != 0) return TNF_SV("");
    struct tnf_strview text = tnf_strbuf_view(&output);
    return tnf_arena_sv(arena, tnf_sv_trim(tnf_sv_next(&text, '\n')));
}

static void check_git(struct tnf_doctor *doctor) {
    const char *const arguments[] = {"git", "--version", NULL};
    const struct tnf_strview version = is_in_path("git") ? first_line(doctor, arguments) : TNF_SV("");
    if (version.len > 0)
        tnf_doctor_add(doctor, TNF_DOCTOR_OK, "git", "", "%.*s", TNF_SV_ARG(version));
    else
        tnf_doctor_add(doctor, TNF_DOCTOR_NOTE, "git", "install git: push asks its credential helpers",
                       "git is not in PATH");
    struct tnf_strview identity = tnf_git_identity(&doctor->cli->arena);
    if (identity.len > 0)
        tnf_doctor_add(doctor, TNF_DOCTOR_OK, "author", "", "changes and commits are by %.*s", TNF_SV_ARG(identity));
    else
        tnf_doctor_add(doctor, TNF_DOCTOR_PROBLEM, "author",
                       "run `git config --global user.name NAME` and `git config --global user.email EMAIL`",
                       "git does not know who the author is, and commit needs one");
}

static void check_terraform(struct tnf_doctor *doctor) {
    static const char *const programs[] = {"terraform", "tofu"};
    bool found = false;
    for (size_t i = 0; i < TNF_ARRAY_LEN(programs); i++) {
        const char *const arguments[] = {programs[i], "version", NULL};
        const struct tnf_strview version = is_in_path(programs[i]) ? first_line(doctor, arguments) : TNF_SV("");
        if (version.len > 0) tnf_doctor_add(doctor, TNF_DOCTOR_OK, programs[i], "", "%.*s", TNF_SV_ARG(version));
        found |= version.len > 0;
    }
    if (!found)
        tnf_doctor_add(doctor, TNF_DOCTOR_NOTE, "terraform",
                       "install Terraform or OpenTofu: lock, rehearse and the generated stacks need it",
                       "neither terraform nor tofu is in PATH");
}

static void check_rehearsal(struct tnf_doctor *doctor) {
    const struct tnf_cli_args none = {0};
    struct tnf_cli_rehearsal rehearsal;
    if (tnf_cli_rehearsal(doctor->cli, &none, &rehearsal, NULL) < 0) return;
    const char *file = tnf_arena_printf(&doctor->cli->arena, "%s/terraform-provider-rehearsal", rehearsal.provider).ptr;
    if (tnf_file_exists(file))
        tnf_doctor_add(doctor, TNF_DOCTOR_OK, "rehearsal", "", "the played providers are in %s", rehearsal.provider);
    else
        tnf_doctor_add(doctor, TNF_DOCTOR_NOTE, "rehearsal", "name their directory with rehearse --provider",
                       "the played providers are not in %s", rehearsal.provider);
}

static struct tnf_strview setting(struct tnf_doctor *doctor, const char *name) {
    const char *const arguments[] = {"git", "config", "--get", name, NULL};
    return first_line(doctor, arguments);
}

/* What git is told to sign commits with has to be there; a key only ssh has to be told. */
static void check_signing(struct tnf_doctor *doctor) {
    if (!is_in_path("git") || !tnf_sv_eq_c(setting(doctor, "commit.gpgsign"), "true")) {
        tnf_doctor_add(doctor, TNF_DOCTOR_OK, "signing", "", "git is not set up to sign commits");
        return;
    }
    const struct tnf_strview format = setting(doctor, "gpg.format");
    const bool ssh = tnf_sv_eq_c(format, "ssh");
    const char *fallback = ssh ? "ssh-keygen" : tnf_sv_eq_c(format, "x509") ? "gpgsm" : "gpg";
    struct tnf_strview program = setting(doctor, ssh ? "gpg.ssh.program" : "gpg.program");
    if (program.len == 0) program = tnf_sv(fallback);
    const char *name = tnf_arena_sv(&doctor->cli->arena, program).ptr;
    if (!is_in_path(name))
        tnf_doctor_add(doctor, TNF_DOCTOR_PROBLEM, "signing", "install it, or commit with --no-sign",
                       "commits are to be signed by %s, which is not there", name);
    else if (ssh && setting(doctor, "user.signingkey").len == 0)
        tnf_doctor_add(doctor, TNF_DOCTOR_PROBLEM, "signing", "run `git config user.signingkey FILE`",
                       "commits are to be signed with an ssh key, and user.signingkey is not set");
    else
        tnf_doctor_add(doctor, TNF_DOCTOR_OK, "signing", "", "commits are signed by %s", name);
}

/* Never more than whether they are there. */
static void check_credentials(struct tnf_doctor *doctor) {
    struct tnf_aws_credentials aws = TNF_AWS_CREDENTIALS_INIT;
    struct tnf_error error = {0};
    if (tnf_aws_credentials_find(&aws, &error) == 0)
        tnf_doctor_add(doctor, TNF_DOCTOR_OK, "aws", "", "AWS credentials are found");
    else
        tnf_doctor_add(
            doctor, TNF_DOCTOR_NOTE, "aws",
            "audit needs some for states in S3: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            "AWS credentials are not found");
    tnf_aws_credentials_release(&aws);
    if (tnf_environment("GH_TOKEN") != NULL || tnf_environment("GITHUB_TOKEN") != NULL)
        tnf_doctor_add(doctor, TNF_DOCTOR_OK, "github", "", "a GitHub token is found");
    else
        tnf_doctor_add(doctor, TNF_DOCTOR_NOTE, "github", "pr --open needs one: set GH_TOKEN",
                       "a GitHub token is not found");
    if (tnf_http_is_there(&error))
        tnf_doctor_add(doctor, TNF_DOCTOR_OK, "libcurl", "", "libcurl is found");
    else
        tnf_doctor_add(doctor, TNF_DOCTOR_NOTE, "libcurl",
                       "install libcurl 7.85 or later: audit with S3 and pr --open need it", "%s", error.message);
}

static void check_disk(struct tnf_doctor *doctor, const char *what, const char *path) {
    enum { MIB = 1024 * 1024, LOW_MIB = 1024, FULL_MIB = 64 };
    struct statvfs disk;
    if (statvfs(path, &disk) != 0) return; /* it is not there yet */
    const uint64_t free_mib = (uint64_t)disk.f_bavail * disk.f_frsize / MIB;
    const enum tnf_doctor_level level = free_mib < FULL_MIB  ? TNF_DOCTOR_PROBLEM
                                        : free_mib < LOW_MIB ? TNF_DOCTOR_NOTE
                                                             : TNF_DOCTOR_OK;
    tnf_doctor_add(doctor, level, "disk", level == TNF_DOCTOR_OK ? "" : "make room", "%ju MiB are free for the %s",
                   (uintmax_t)free_mib, what);
}

static void check_terminal(struct tnf_doctor *doctor) {
    const struct tnf_cli *cli = doctor->cli;
    if (!cli->out_terminal)
        tnf_doctor_add(doctor, TNF_DOCTOR_OK, "terminal", "", "standard output is no terminal: no colour, no pager");
    else
        tnf_doctor_add(doctor, TNF_DOCTOR_OK, "terminal", "", "%zu columns, %s", cli->out_columns,
                       cli->out_colour ? "with colour" : "without colour");
}

/* What makes some results nicer. */
static void check_optional(struct tnf_doctor *doctor) {
    static const struct {
        const char *check;
        const char *program;
        const char *use;
    } rows[] = {
        {"pager", "less", "long results are shown without a pager"},
        {"graphviz", "dot", "`graph` draws SVG by itself; dot draws its DOT"},
        {"browser", "xdg-open", "`graph --open` cannot open the page that it writes"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        if (is_in_path(rows[i].program))
            tnf_doctor_add(doctor, TNF_DOCTOR_OK, rows[i].check, "", "%s is found", rows[i].program);
        else
            tnf_doctor_add(doctor, TNF_DOCTOR_NOTE, rows[i].check, "", "%s is not in PATH: %s", rows[i].program,
                           rows[i].use);
    }
}

void tnf_doctor_machine(struct tnf_doctor *doctor, const char *output) {
    doctor->area = "machine";
    check_git(doctor);
    check_signing(doctor);
    check_terraform(doctor);
    check_rehearsal(doctor);
    check_credentials(doctor);
    const struct tnf_strview folder = tnf_path_directory(tnf_sv(doctor->cli->path));
    check_disk(doctor, "catalog", folder.len == 0 ? "." : tnf_arena_sv(&doctor->cli->arena, folder).ptr);
    check_disk(doctor, "output", output);
    check_terminal(doctor);
    check_optional(doctor);
}
