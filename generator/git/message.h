/* The message of a commit of generated stacks. Pure. Private to git. */
#pragma once

#include "base/strbuf.h"
#include "generator/git/commit.h"
#include "generator/git/tree.h"

enum { TNF_MESSAGE_TENANTS_MAX = 50 };

/* Appends subject, a blank line and the trailers. Sorts the changes' tenants and drops doubles. */
void tnf_git_message(const struct tnf_git_commit_options *options, struct tnf_git_changes *changes,
                     struct tnf_strbuf *out);
