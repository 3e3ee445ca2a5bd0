/* Who somebody is for git. */
#pragma once

#include "base/arena.h"
#include "base/strview.h"

/*
 * The author as git would write it, "NAME <EMAIL>", in `arena`: GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL, or else user.name
 * and user.email of git's configuration, that of the repository which the current folder is in included. What is known
 * of the two when the other is not; empty when neither is, or when the configuration cannot be read.
 */
struct tnf_strview tnf_git_identity(struct tnf_arena *arena);
