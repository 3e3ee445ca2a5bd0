/* Prices as decimal text: "0.04048". Pure. */
#pragma once

#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

/* Digits, perhaps a point and 1 to 9 digits, nothing around; at most 1,000,000. Gives billionths. False: it is not
 * that, *ret is as before. */
bool tnf_decimal_parse(struct tnf_strview text, int64_t *ret);

/* Reads a decimal with any number of digits behind the point, as AWS writes them ("0.0000004000"), and multiplies it by
 * `scale`, from 1 to 1,000,000. Gives billionths, the rest rounded half up. False: not a decimal, or more than
 * 1,000,000. */
bool tnf_decimal_parse_scaled(struct tnf_strview text, int64_t scale, int64_t *ret);

/* Appends billionths without needless zeros: 40480000 is "0.04048", 5000000000 is "5". nanos >= 0. */
void tnf_decimal_add(struct tnf_strbuf *out, int64_t nanos);
