#include "provider/tenantform/provider.h"

#include "base/memory.h"

#include <pthread.h>
#include <string.h>

/* Terraform configures a process once; a debugger's may be configured again while calls are running, so no session goes
 * before the provider does. */
struct kept_session {
    struct tnf_session *session;
    struct kept_session *next;
};

struct tnf_provider {
    struct tnf_draft *draft;
    pthread_mutex_t lock; /* of the rest */
    struct kept_session *sessions;
    struct tnf_session *current;
};

struct tnf_provider *tnf_provider_new(void) {
    struct tnf_provider *provider = tnf_xcalloc(1, sizeof *provider);
    provider->draft = tnf_draft_new();
    (void)pthread_mutex_init(&provider->lock, NULL);
    return provider;
}

void tnf_provider_free(struct tnf_provider *provider) {
    if (provider == NULL) return;
    while (provider->sessions != NULL) {
        struct kept_session *kept = provider->sessions;
        provider->sessions = kept->next;
        tnf_session_free(kept->session);
        free(kept);
    }
    tnf_draft_free(provider->draft);
    (void)pthread_mutex_destroy(&provider->lock);
    free(provider);
}

int tnf_provider_session(struct tnf_provider *provider, struct tnf_session **ret, struct tnf_error *err) {
    (void)pthread_mutex_lock(&provider->lock);
    *ret = provider->current;
    (void)pthread_mutex_unlock(&provider->lock);
    if (*ret != NULL) return 0;
    tnf_error_set(err, TNF_E_INVALID, "the provider is not configured");
    tnf_error_hint(err, "give it a provider block, or leave it out altogether");
    return TNF_E_INVALID;
}

struct tnf_draft *tnf_provider_draft(struct tnf_provider *provider) {
    return provider->draft;
}

static struct tnf_session *find(const struct tnf_provider *provider, const char *path, struct tnf_strview author) {
    for (const struct kept_session *kept = provider->sessions; kept != NULL; kept = kept->next)
        if (strcmp(tnf_session_path(kept->session), path) == 0 && tnf_sv_eq(tnf_session_author(kept->session), author))
            return kept->session;
    return NULL;
}

void tnf_provider_use(struct tnf_provider *provider, const char *path, struct tnf_strview author,
                      struct tnf_strview reason) {
    (void)pthread_mutex_lock(&provider->lock);
    provider->current = find(provider, path, author);
    if (provider->current == NULL) {
        struct kept_session *kept = tnf_xcalloc(1, sizeof *kept);
        kept->session = tnf_session_new(path, author, reason);
        kept->next = provider->sessions;
        provider->sessions = kept;
        provider->current = kept->session;
    }
    tnf_writer_resume(tnf_session_writer(provider->current)); /* the run that was stopped is not this one */
    (void)pthread_mutex_unlock(&provider->lock);
    tnf_draft_reset(provider->draft, path);
}

void tnf_provider_stop(void *context) {
    struct tnf_provider *provider = context;
    (void)pthread_mutex_lock(&provider->lock);
    if (provider->current != NULL) tnf_writer_stop(tnf_session_writer(provider->current));
    (void)pthread_mutex_unlock(&provider->lock);
}
