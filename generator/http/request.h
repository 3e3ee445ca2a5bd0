/* What may be sent, and what an answer's header says: text only. Pure. Private to http. */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"
#include "generator/http/http.h"

/* TNF_E_INVALID for a method that is no word in capitals, and for a field that would be more than one line. Values are
 * not in the message. */
int tnf_http_check(const struct tnf_http_request *request, struct tnf_error *err);

/* Appends a URL as messages show it: without query and fragment. */
void tnf_http_show_url(struct tnf_strbuf *out, struct tnf_strview url);
