/* Where a remote is on GitHub, and who may get its token. Pure. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"

struct tnf_github_place {
    const char *owner; /* "acme" */
    const char *name;  /* "platform" */
    const char *api;   /* "https://api.github.com", without a slash at the end */
};

/* Takes a remote's URL apart: https://HOST/OWNER/NAME[.git], ssh://git@HOST/OWNER/NAME or git@HOST:OWNER/NAME. `server`
 * is the GitHub that the token is for (GITHUB_SERVER_URL), NULL: https://github.com; `api` its API (GITHUB_API_URL),
 * NULL: the one that goes with the server. A remote on any other host is TNF_E_INVALID, as is an API that the token
 * would go to in the clear, unless it is on this machine. Neither is in a message as it stands, for a URL may have a
 * password in it. */
int tnf_github_place(const char *url, const char *server, const char *api, struct tnf_arena *arena,
                     struct tnf_github_place *ret, struct tnf_error *err);
