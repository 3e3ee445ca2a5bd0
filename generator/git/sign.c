#include "generator/git/sign.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/process.h"
#include "generator/git/repository.h"

#include <string.h>
#include <unistd.h>

/* The value of a setting as a string of its own, NULL where it is not set. */
static int read_setting(git_config *config, const char *name, char **ret, struct tnf_error *err) {
    git_buf value = {0};
    *ret = NULL;
    const int code = git_config_get_string_buf(&value, config, name);
    if (code == GIT_ENOTFOUND) return 0;
    if (code < 0) return tnf_git_failed(err, TNF_E_INVALID, "read git's setting %s", name);
    *ret = tnf_xstrdup(value.ptr);
    git_buf_dispose(&value);
    return 0;
}

static int wants_signature(git_config *config, enum tnf_git_signing signing, bool *ret, struct tnf_error *err) {
    int configured = 0;
    *ret = signing == TNF_GIT_SIGN;
    if (signing != TNF_GIT_SIGN_AS_CONFIGURED) return 0;
    const int code = git_config_get_bool(&configured, config, "commit.gpgsign");
    if (code < 0 && code != GIT_ENOTFOUND)
        return tnf_git_failed(err, TNF_E_INVALID, "read git's setting commit.gpgsign");
    *ret = code == 0 && configured != 0;
    return 0;
}

struct format {
    const char *name;
    const char *program; /* when none is set */
    const char *setting;
    const char *older_setting; /* NULL: there is none */
};

static int find_format(const char *name, const struct format **ret, struct tnf_error *err) {
    static const struct format formats[] = {
        {"openpgp", "gpg", "gpg.openpgp.program", "gpg.program"},
        {"x509", "gpgsm", "gpg.x509.program", NULL},
        {"ssh", "ssh-keygen", "gpg.ssh.program", NULL},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(formats); i++) {
        *ret = &formats[i];
        if (strcmp(name == NULL ? "openpgp" : name, formats[i].name) == 0) return 0;
    }
    (void)tnf_error_set(err, TNF_E_INVALID, "git's setting gpg.format: \"%s\" is no format of signatures", name);
    tnf_error_hint(err, "use openpgp, x509 or ssh; nothing was committed");
    return TNF_E_INVALID;
}

static int read_program(git_config *config, const struct format *format, struct tnf_git_signer *signer,
                        struct tnf_error *err) {
    signer->setting = format->older_setting == NULL ? format->setting : format->older_setting;
    TNF_TRY(read_setting(config, format->setting, &signer->program, err));
    if (signer->program == NULL && format->older_setting != NULL)
        TNF_TRY(read_setting(config, format->older_setting, &signer->program, err));
    if (signer->program == NULL) signer->program = tnf_xstrdup(format->program);
    return 0;
}

static bool is_literal_key(const char *key) {
    return strncmp(key, "key::", 5) == 0 || strncmp(key, "ssh-", 4) == 0;
}

/* A key of ssh is a file, which may be named from the home folder. */
static int read_key(git_config *config, const git_signature *committer, struct tnf_git_signer *signer,
                    struct tnf_error *err) {
    TNF_TRY(read_setting(config, "user.signingkey", &signer->key, err));
    if (signer->key == NULL && signer->ssh) {
        (void)tnf_error_set(err, TNF_E_NOT_FOUND, "git does not know the key to sign with: user.signingkey is not set");
        tnf_error_hint(err, "run `git config user.signingkey FILE`, or give --no-sign; nothing was committed");
        return TNF_E_NOT_FOUND;
    }
    if (signer->key == NULL) {
        struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_strbuf_addf(&text, "%s <%s>", committer->name, committer->email);
        signer->key = tnf_strbuf_detach(&text);
    }
    if (!signer->ssh || is_literal_key(signer->key)) return 0;
    git_buf path = {0};
    if (git_config_get_path(&path, config, "user.signingkey") < 0)
        return tnf_git_failed(err, TNF_E_INVALID, "read git's setting user.signingkey");
    free(signer->key);
    signer->key = tnf_xstrdup(path.ptr);
    git_buf_dispose(&path);
    return 0;
}

static int read_signer(git_config *config, enum tnf_git_signing signing, const git_signature *committer,
                       struct tnf_git_signer *signer, struct tnf_error *err) {
    TNF_TRY(wants_signature(config, signing, &signer->signs, err));
    if (!signer->signs) return 0;
    char *name;
    const struct format *format;
    TNF_TRY(read_setting(config, "gpg.format", &name, err));
    const int code = find_format(name, &format, err);
    free(name);
    TNF_TRY(code);
    signer->ssh = strcmp(format->name, "ssh") == 0;
    TNF_TRY(read_program(config, format, signer, err));
    return read_key(config, committer, signer, err);
}

int tnf_git_signer_read(git_repository *repository, enum tnf_git_signing signing, const git_signature *committer,
                        struct tnf_git_signer *ret, struct tnf_error *err) {
    struct tnf_git_signer signer = {0};
    git_config *config;
    if (git_repository_config_snapshot(&config, repository) < 0)
        return tnf_git_failed(err, TNF_E_IO, "read git's configuration");
    const int code = read_signer(config, signing, committer, &signer, err);
    git_config_free(config);
    *ret = signer;
    if (code < 0) tnf_git_signer_release(ret);
    return code;
}

void tnf_git_signer_release(struct tnf_git_signer *signer) {
    free(signer->program);
    free(signer->key);
    *signer = (struct tnf_git_signer){0};
}

/* The last line of what a program said: gpg tells what it does before it tells what went wrong. */
static struct tnf_strview last_line(struct tnf_strview said) {
    struct tnf_strview last = TNF_SV("it does not say why");
    while (said.ptr != NULL && said.len > 0) {
        const struct tnf_strview line = tnf_sv_trim(tnf_sv_next(&said, '\n'));
        if (line.len > 0 && !tnf_sv_starts_with(line, TNF_SV("[GNUPG:]"))) last = line;
    }
    return last;
}

static int not_signed(const struct tnf_git_signer *signer, struct tnf_strview said, struct tnf_error *err) {
    const struct tnf_strview line = last_line(said);
    (void)tnf_error_set(err, TNF_E_INVALID, "\"%s\" did not sign the commit with key \"%s\": %.*s", signer->program,
                        signer->key, TNF_SV_ARG(line));
    tnf_error_hint(err, "set user.signingkey to a key that it has, or give --no-sign; nothing was committed");
    return TNF_E_INVALID;
}

/* Runs the program over the commit; what it says aside into *said. */
static int run(const struct tnf_git_signer *signer, const char *const *arguments, struct tnf_strview commit,
               struct tnf_strbuf *out, struct tnf_strbuf *said, int *ret_status, struct tnf_error *err) {
    const struct tnf_process process = {.program = signer->program,
                                        .arguments = arguments,
                                        .environment = (const char *const *)environ,
                                        .input = commit,
                                        .errors = said};
    const int code = tnf_process_run(&process, out, ret_status, err);
    if (code == TNF_E_NOT_FOUND)
        tnf_error_hint(err, "it is to sign the commit: install it, set %s, or give --no-sign; nothing was committed",
                       signer->setting);
    return code;
}

static int sign_with_gpg(const struct tnf_git_signer *signer, struct tnf_strview commit, struct tnf_strbuf *out,
                         struct tnf_strbuf *said, struct tnf_error *err) {
    const char *const arguments[] = {signer->program, "--status-fd=2", "-bsau", signer->key, NULL};
    int status = -1;
    TNF_TRY(run(signer, arguments, commit, out, said, &status, err));
    /* As git asks: the exit status alone does not say that something was signed. */
    const bool made = strstr(said->ptr, "[GNUPG:] SIG_CREATED ") != NULL;
    return status == 0 && made ? 0 : not_signed(signer, tnf_strbuf_view(said), err);
}

static int sign_with_ssh_file(const struct tnf_git_signer *signer, const char *file, bool agent,
                              struct tnf_strview commit, struct tnf_strbuf *out, struct tnf_strbuf *said,
                              struct tnf_error *err) {
    const char *const arguments[] = {signer->program, "-Y", "sign", "-n", "git", "-f", file, agent ? "-U" : NULL, NULL};
    int status = -1;
    TNF_TRY(run(signer, arguments, commit, out, said, &status, err));
    return status == 0 ? 0 : not_signed(signer, tnf_strbuf_view(said), err);
}

/* A key that is written into the setting itself is the agent's, and told to ssh-keygen as a file. */
static int sign_with_ssh(const struct tnf_git_signer *signer, struct tnf_strview commit, struct tnf_strbuf *out,
                         struct tnf_strbuf *said, struct tnf_error *err) {
    if (!is_literal_key(signer->key))
        return sign_with_ssh_file(signer, signer->key, /* agent= */ false, commit, out, said, err);
    const char *key = signer->key + (strncmp(signer->key, "key::", 5) == 0 ? 5 : 0);
    TNF_AUTO_FREE char *folder = NULL;
    TNF_TRY(tnf_file_make_temporary("tenantform", &folder, err));
    TNF_AUTO_FREE char *file = tnf_path_joined(folder, "key.pub");
    int code = tnf_file_write(file, tnf_sv(key), err);
    if (code == 0) code = sign_with_ssh_file(signer, file, /* agent= */ true, commit, out, said, err);
    (void)tnf_file_remove_tree(folder, NULL);
    return code;
}

int tnf_git_signer_sign(const struct tnf_git_signer *signer, struct tnf_strview commit, struct tnf_strbuf *out,
                        struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf said = TNF_STRBUF_INIT;
    const size_t start = out->len;
    TNF_TRY(signer->ssh ? sign_with_ssh(signer, commit, out, &said, err)
                        : sign_with_gpg(signer, commit, out, &said, err));
    while (out->len > start && out->ptr[out->len - 1] == '\n') tnf_strbuf_truncate(out, out->len - 1);
    return 0;
}
