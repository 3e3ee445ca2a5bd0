/*
 * Logins for a remote, from where git has them: for https a token in the environment, then git's credential helpers;
 * for ssh the agent, then key files. Private to git.
 */
#pragma once

#include "base/strbuf.h"

#include <git2.h>
#include <stdbool.h>

struct tnf_git_credentials {
    const char *directory;   /* the repository: its configuration names helpers */
    unsigned tried;          /* bits of what a server refused */
    unsigned last;           /* the bit of what was given last */
    struct tnf_strbuf asked; /* what the helpers were asked and answered, to tell them what became of it */
};

void tnf_git_credentials_init(struct tnf_git_credentials *credentials, const char *directory);
/* Wipes and frees. */
void tnf_git_credentials_release(struct tnf_git_credentials *credentials);

/* libgit2's callback; payload is a struct tnf_git_credentials. Each source is asked once. */
int tnf_git_credentials_acquire(git_credential **ret, const char *url, const char *username, unsigned allowed,
                                void *payload);
/* Tells git's helpers whether what they gave was right, so that they keep or forget it. */
void tnf_git_credentials_settle(struct tnf_git_credentials *credentials, bool right);
