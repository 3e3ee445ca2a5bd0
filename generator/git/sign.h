/* Signing commits as git does: which program and key git's configuration says, and running it. Private to git. */
#pragma once

#include "generator/git/commit.h"

#include <git2.h>

/* Whether and how commits of a repository are signed. */
struct tnf_git_signer {
    bool signs;
    bool ssh;            /* gpg.format is ssh; openpgp and x509 are asked alike */
    char *program;       /* gpg, gpgsm, ssh-keygen or what stands in for them */
    char *key;           /* as the program takes it: a key's id, or the file of one; for ssh maybe the key itself */
    const char *setting; /* that names the program: "gpg.program" */
};

/* Reads the configuration: commit.gpgsign, gpg.format, gpg.program, gpg.<format>.program and user.signingkey. Without a
 * key gpg takes that of the committer, and ssh has none (TNF_E_NOT_FOUND). Nothing is started. */
int tnf_git_signer_read(git_repository *repository, enum tnf_git_signing signing, const git_signature *committer,
                        struct tnf_git_signer *ret, struct tnf_error *err);
void tnf_git_signer_release(struct tnf_git_signer *signer);

/* Appends the signature of a commit's text, without a newline at its end. TNF_E_NOT_FOUND when there is no such
 * program, TNF_E_INVALID with what it says when it does not sign. */
int tnf_git_signer_sign(const struct tnf_git_signer *signer, struct tnf_strview commit, struct tnf_strbuf *out,
                        struct tnf_error *err);
