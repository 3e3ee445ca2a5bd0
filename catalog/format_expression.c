/* Schedule expressions of EventBridge Scheduler: rate(value unit), cron(six fields), at(yyyy-mm-ddThh:mm:ss). */
#include "catalog/format_parts.h"

#include "base/ascii.h"

#include <string.h>

/* "5 minutes", "1 hour": the unit is singular after 1 and plural otherwise. */
static bool rate_ok(struct tnf_strview text) {
    int64_t value = 0;
    const struct tnf_strview number = tnf_sv_next(&text, ' ');
    if (!tnf_sv_to_int(number, 1, 999999999, &value) || number.ptr[0] == '0') return false;
    if (value == 1) return tnf_sv_eq_c(text, "minute") || tnf_sv_eq_c(text, "hour") || tnf_sv_eq_c(text, "day");
    return tnf_sv_eq_c(text, "minutes") || tnf_sv_eq_c(text, "hours") || tnf_sv_eq_c(text, "days");
}

static bool cron_field_ok(struct tnf_strview field) {
    for (size_t i = 0; i < field.len; i++) {
        const char c = field.ptr[i];
        if (!tnf_is_digit(c) && !tnf_is_upper(c) && (c == '\0' || strchr("*,-/?#", c) == NULL)) return false;
    }
    return field.len > 0;
}

/* minutes hours day-of-month month day-of-week year; exactly one of the two days is '?'. */
static bool cron_ok(struct tnf_strview text) {
    size_t count = 0;
    size_t open_days = 0;
    while (text.ptr != NULL) {
        const struct tnf_strview field = tnf_sv_next(&text, ' ');
        const bool open = tnf_sv_eq_c(field, "?");
        if (!cron_field_ok(field) || (open && count != 2 && count != 4)) return false;
        open_days += open;
        count++;
    }
    return count == 6 && open_days == 1;
}

static bool number_at(struct tnf_strview text, size_t at, size_t length, int64_t min, int64_t max) {
    int64_t ignored;
    return tnf_is_digit(text.ptr[at]) && tnf_sv_to_int(tnf_sv_n(text.ptr + at, length), min, max, &ignored);
}

static bool at_ok(struct tnf_strview text) {
    static const char layout[] = "0000-00-00T00:00:00";
    if (text.len != sizeof layout - 1) return false;
    for (size_t i = 0; i < text.len; i++)
        if (layout[i] == '0' ? !tnf_is_digit(text.ptr[i]) : text.ptr[i] != layout[i]) return false;
    return number_at(text, 5, 2, 1, 12) && number_at(text, 8, 2, 1, 31) && number_at(text, 11, 2, 0, 23) &&
           number_at(text, 14, 2, 0, 59) && number_at(text, 17, 2, 0, 59);
}

bool tnf_format_expression_ok(struct tnf_strview text) {
    const size_t open = tnf_sv_find(text, '(');
    if (open == text.len || text.ptr[text.len - 1] != ')') return false;
    const struct tnf_strview kind = tnf_sv_n(text.ptr, open);
    const struct tnf_strview inner = tnf_sv_n(text.ptr + open + 1, text.len - open - 2);
    if (tnf_sv_eq_c(kind, "rate")) return rate_ok(inner);
    if (tnf_sv_eq_c(kind, "cron")) return cron_ok(inner);
    return tnf_sv_eq_c(kind, "at") && at_ok(inner);
}
