/* Which revisions of the catalog commits were made from, as their trailers Catalog-Revision say. */
#pragma once

#include "base/error.h"

#include <stdint.h>

struct tnf_git_revisions {
    int64_t before; /* the newest one that `since` and its ancestors name; 0: none */
    int64_t after;  /* the highest one of the commits that `until` has and `since` has not; 0: none */
};

/* `since` and `until` are any revisions that git knows. */
int tnf_git_revisions(const char *repository, const char *since, const char *until, struct tnf_git_revisions *ret,
                      struct tnf_error *err);
