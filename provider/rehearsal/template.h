/* Filling in the placeholders of a fact's text. Private to the rehearsal provider. */
#pragma once

#include "provider/rehearsal/invent.h"

/* Appends `text` with its placeholders (invent.h) replaced. False when one has no value; *out is then in between. */
bool tnf_template_expand(const struct tnf_invention *invention, const char *text, struct tnf_strbuf *out);

/* The given value at a dotted path from the top, or NULL. */
const struct tnf_cty_value *tnf_given_at(const struct tnf_invention *invention, struct tnf_strview path);
