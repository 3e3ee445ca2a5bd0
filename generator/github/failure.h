/* What an answer of GitHub's API that is no success means, and what to do about it. Pure. Private to github. */
#pragma once

#include "generator/http/http.h"

enum { TNF_GITHUB_ATTEMPTS_MAX = 3 }; /* of one request */

/* Whether asking again may help, when that does no harm: the server is busy, or wants a moment's rest. *ret_seconds is
 * how long to wait. */
bool tnf_github_may_retry(const struct tnf_http_response *response, unsigned attempt, unsigned *ret_seconds);

/* Fills the error: `what` is "open a pull request". Codes: TNF_E_NOT_FOUND for 404, TNF_E_EXISTS for a pull request
 * that there is already, TNF_E_INVALID for what the user can mend, TNF_E_LIMIT when too much was asked, TNF_E_IO for
 * the rest. */
int tnf_github_failure(const struct tnf_http_response *response, const char *what, struct tnf_error *err);
