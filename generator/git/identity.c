#include "generator/git/identity.h"

#include "base/environment.h"
#include "generator/git/repository.h"

#include <git2.h>

static git_config *open_configuration(void) {
    git_repository *repository = NULL;
    git_config *configuration = NULL;
    int code = git_repository_open_ext(&repository, ".", 0, NULL);
    if (code == 0) code = git_repository_config_snapshot(&configuration, repository);
    if (code < 0 && git_config_open_default(&configuration) < 0) configuration = NULL;
    git_repository_free(repository);
    return configuration;
}

static struct tnf_strview configured(struct tnf_arena *arena, const git_config *configuration, const char *variable,
                                     const char *name) {
    const char *value = tnf_environment(variable);
    if (value != NULL) return tnf_sv(value);
    git_buf text = GIT_BUF_INIT;
    struct tnf_strview result = TNF_SV("");
    if (configuration != NULL && git_config_get_string_buf(&text, configuration, name) == 0)
        result = tnf_arena_sv(arena, tnf_sv(text.ptr));
    git_buf_dispose(&text);
    return result;
}

struct tnf_strview tnf_git_identity(struct tnf_arena *arena) {
    tnf_git_start();
    git_config *configuration = open_configuration();
    const struct tnf_strview name = configured(arena, configuration, "GIT_AUTHOR_NAME", "user.name");
    const struct tnf_strview email = configured(arena, configuration, "GIT_AUTHOR_EMAIL", "user.email");
    git_config_free(configuration);
    if (name.len == 0 || email.len == 0) return name.len > 0 ? name : email;
    return tnf_arena_printf(arena, "%.*s <%.*s>", TNF_SV_ARG(name), TNF_SV_ARG(email));
}
