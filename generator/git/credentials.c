#include "generator/git/credentials.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/process.h"
#include "generator/git/credential_text.h"

#include <string.h>
#include <unistd.h>

enum source { FROM_ENVIRONMENT = 1, FROM_HELPERS = 2, FROM_AGENT = 4, FROM_KEYS = 8 };

void tnf_git_credentials_init(struct tnf_git_credentials *credentials, const char *directory) {
    *credentials = (struct tnf_git_credentials){.directory = directory, .asked = TNF_STRBUF_INIT};
}

void tnf_git_credentials_release(struct tnf_git_credentials *credentials) {
    tnf_strbuf_wipe(&credentials->asked);
}

/* Whether a token of GitHub's may go there: to GitHub itself, or to the server that Actions say they run on. */
static bool is_github(const struct tnf_credential_url *url) {
    const char *server = getenv("GITHUB_SERVER_URL");
    struct tnf_credential_url own;
    if (!tnf_credential_read_url(tnf_sv(server == NULL ? "https://github.com" : server), &own)) return false;
    return tnf_sv_eq(url->protocol, own.protocol) && tnf_sv_eq(url->host, own.host);
}

static int from_environment(git_credential **ret, const struct tnf_credential_url *url) {
    static const char *const names[] = {"GH_TOKEN", "GITHUB_TOKEN"};
    if (!is_github(url)) return GIT_PASSTHROUGH;
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++) {
        const char *token = getenv(names[i]);
        if (token != NULL && token[0] != '\0')
            return git_credential_userpass_plaintext_new(ret, "x-access-token", token);
    }
    return GIT_PASSTHROUGH;
}

/* `git credential VERB`; whoever has no git has no helpers either. */
static bool run_helpers(const struct tnf_git_credentials *credentials, const char *verb, struct tnf_strview input,
                        struct tnf_strbuf *output) {
    const char *const arguments[] = {"git", "credential", verb, NULL};
    const struct tnf_process process = {.program = "git",
                                        .arguments = arguments,
                                        .environment = (const char *const *)environ,
                                        .directory = credentials->directory,
                                        .input = input,
                                        .drop_errors = true};
    int status = -1;
    return tnf_process_run(&process, output, &status, NULL) == 0 && status == 0;
}

static int from_helpers(struct tnf_git_credentials *credentials, git_credential **ret,
                        const struct tnf_credential_url *url) {
    struct tnf_strbuf question = TNF_STRBUF_INIT;
    struct tnf_strbuf answer = TNF_STRBUF_INIT;
    struct tnf_credential credential;
    int code = GIT_PASSTHROUGH;
    if (tnf_credential_ask(url, &question, NULL) == 0 &&
        run_helpers(credentials, "fill", tnf_strbuf_view(&question), &answer) &&
        tnf_credential_read(tnf_strbuf_view(&answer), &credential)) {
        tnf_strbuf_wipe(&credentials->asked);
        credentials->asked = question;
        tnf_strbuf_init(&question);
        tnf_credential_tell(&credential, &credentials->asked);
        TNF_AUTO_FREE char *username = tnf_xstrndup(credential.username.ptr, credential.username.len);
        char *password = tnf_xstrndup(credential.password.ptr, credential.password.len);
        code = git_credential_userpass_plaintext_new(ret, username, password);
        explicit_bzero(password, credential.password.len);
        free(password);
    }
    tnf_strbuf_wipe(&question);
    tnf_strbuf_wipe(&answer);
    return code;
}

/* The names that ssh looks for, without a passphrase: those with one belong into the agent. */
static int from_keys(git_credential **ret, const char *username) {
    static const char *const names[] = {".ssh/id_ed25519", ".ssh/id_ecdsa", ".ssh/id_rsa"};
    const char *home = getenv("HOME");
    for (size_t i = 0; home != NULL && i < TNF_ARRAY_LEN(names); i++) {
        TNF_AUTO_FREE char *key = tnf_path_joined(home, names[i]);
        if (access(key, R_OK) == 0) return git_credential_ssh_key_new(ret, username, NULL, key, NULL);
    }
    return GIT_PASSTHROUGH;
}

static int ask_source(struct tnf_git_credentials *credentials, enum source source, const char *url,
                      const char *username, git_credential **ret) {
    struct tnf_credential_url parts;
    if (source == FROM_AGENT)
        return getenv("SSH_AUTH_SOCK") == NULL ? GIT_PASSTHROUGH : git_credential_ssh_key_from_agent(ret, username);
    if (source == FROM_KEYS) return from_keys(ret, username);
    if (!tnf_credential_read_url(tnf_sv(url), &parts)) return GIT_PASSTHROUGH;
    return source == FROM_ENVIRONMENT ? from_environment(ret, &parts) : from_helpers(credentials, ret, &parts);
}

int tnf_git_credentials_acquire(git_credential **ret, const char *url, const char *username, unsigned allowed,
                                void *payload) {
    struct tnf_git_credentials *credentials = payload;
    static const struct {
        enum source source;
        unsigned type;
    } sources[] = {
        {FROM_ENVIRONMENT, GIT_CREDENTIAL_USERPASS_PLAINTEXT},
        {FROM_HELPERS, GIT_CREDENTIAL_USERPASS_PLAINTEXT},
        {FROM_AGENT, GIT_CREDENTIAL_SSH_KEY},
        {FROM_KEYS, GIT_CREDENTIAL_SSH_KEY},
    };
    if (username == NULL) username = "git";
    /* Asked before a server says which kinds it takes; the name decides nothing yet. */
    if ((allowed & GIT_CREDENTIAL_USERNAME) != 0) return git_credential_username_new(ret, username);
    tnf_git_credentials_settle(credentials, /* right= */ false);
    for (size_t i = 0; i < TNF_ARRAY_LEN(sources); i++) {
        if ((allowed & sources[i].type) == 0 || (credentials->tried & sources[i].source) != 0) continue;
        credentials->tried |= sources[i].source;
        const int code = ask_source(credentials, sources[i].source, url, username, ret);
        if (code == GIT_PASSTHROUGH) continue;
        credentials->last = sources[i].source;
        return code;
    }
    git_error_set_str(GIT_ERROR_NET,
                      credentials->last == 0 ? "there is no login for it" : "every login for it was refused");
    return GIT_EAUTH;
}

void tnf_git_credentials_settle(struct tnf_git_credentials *credentials, bool right) {
    if (credentials->last != FROM_HELPERS || credentials->asked.len == 0) return;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf ignored = TNF_STRBUF_INIT;
    (void)run_helpers(credentials, right ? "approve" : "reject", tnf_strbuf_view(&credentials->asked), &ignored);
    tnf_strbuf_wipe(&credentials->asked);
}
