#include "generator/resolve/kubernetes/cron.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "base/strbuf.h"

#include <inttypes.h>

enum { FIELD_DAY_OF_WEEK = 4, FIELD_YEAR = 5, FIELD_COUNT = 6, MINUTES_PER_HOUR = 60, HOURS_PER_DAY = 24 };

static bool refuse(struct tnf_strview *ret_reason, struct tnf_strview reason) {
    *ret_reason = reason;
    return false;
}

static bool contains(struct tnf_strview text, char c) {
    return tnf_sv_find(text, c) < text.len;
}

enum { NAME_LENGTH = 3 }; /* JAN, MON */

/* Letters that are no name of a month or day, which all have three: L, W and LW, alone or behind something. */
static bool has_calendar_mark(struct tnf_strview field) {
    if (contains(field, '#')) return true;
    for (size_t i = 0; i < field.len; i++) {
        size_t letters = 0;
        while (i + letters < field.len && tnf_is_upper(field.ptr[i + letters])) letters++;
        if (letters > 0 && letters != NAME_LENGTH) return true;
        i += letters;
    }
    return false;
}

/* Sunday is 1 with EventBridge and 0 with a CronJob. Numbers behind a '/' are steps and stay. */
static bool add_days_of_week(struct tnf_strbuf *out, struct tnf_strview field) {
    bool step = false;
    for (size_t i = 0; i < field.len; i++) {
        const char c = field.ptr[i];
        if (tnf_is_digit(c) && !step) {
            const bool alone = i + 1 == field.len || !tnf_is_digit(field.ptr[i + 1]);
            if (!alone || c < '1' || c > '7') return false;
            tnf_strbuf_add_c(out, (char)(c - 1));
        } else {
            tnf_strbuf_add_c(out, c);
        }
        step = c == '/' || (step && tnf_is_digit(c));
    }
    return true;
}

static bool translate_cron(struct tnf_arena *arena, struct tnf_strview fields, struct tnf_strview *ret_schedule,
                           struct tnf_strview *ret_reason) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        const struct tnf_strview field = tnf_sv_next(&fields, ' ');
        if (has_calendar_mark(field))
            return refuse(ret_reason, TNF_SV("a CronJob knows no last day, nearest weekday or n-th day of a month"));
        if (i == FIELD_YEAR) {
            if (!tnf_sv_eq_c(field, "*")) return refuse(ret_reason, TNF_SV("a CronJob knows no years"));
            continue;
        }
        if (i > 0) tnf_strbuf_add_c(&out, ' ');
        if (tnf_sv_eq_c(field, "?"))
            tnf_strbuf_add_c(&out, '*');
        else if (i != FIELD_DAY_OF_WEEK)
            tnf_strbuf_add_sv(&out, field);
        else if (!add_days_of_week(&out, field))
            return refuse(ret_reason, TNF_SV("its days of the week are not 1 to 7"));
    }
    *ret_schedule = tnf_arena_sv(arena, tnf_strbuf_view(&out));
    return true;
}

/* `count` is at least 1; the unit is minute, hour or day, singular or plural. */
static bool translate_rate(struct tnf_arena *arena, int64_t count, struct tnf_strview unit,
                           struct tnf_strview *ret_schedule, struct tnf_strview *ret_reason) {
    int64_t minutes = count;
    if (unit.ptr[0] == 'h') minutes = count * MINUTES_PER_HOUR;
    if (unit.ptr[0] == 'd') minutes = count * MINUTES_PER_HOUR * HOURS_PER_DAY;
    const int64_t hours = minutes / MINUTES_PER_HOUR;
    if (minutes < MINUTES_PER_HOUR && MINUTES_PER_HOUR % minutes == 0)
        *ret_schedule = tnf_arena_printf(arena, "*/%" PRId64 " * * * *", minutes);
    else if (minutes == MINUTES_PER_HOUR)
        *ret_schedule = TNF_SV("0 * * * *");
    else if (minutes % MINUTES_PER_HOUR == 0 && hours < HOURS_PER_DAY && HOURS_PER_DAY % hours == 0)
        *ret_schedule = tnf_arena_printf(arena, "0 */%" PRId64 " * * *", hours);
    else if (minutes == MINUTES_PER_HOUR * HOURS_PER_DAY)
        *ret_schedule = TNF_SV("0 0 * * *");
    else
        return refuse(ret_reason, TNF_SV("its period neither divides an hour or a day nor is a day"));
    return true;
}

bool tnf_kube_cron(struct tnf_arena *arena, struct tnf_strview expression, struct tnf_strview *ret_schedule,
                   struct tnf_strview *ret_reason) {
    const size_t open = tnf_sv_find(expression, '(');
    if (open + 2 > expression.len || !contains(expression, ')')) return refuse(ret_reason, TNF_SV("it is no schedule"));
    struct tnf_strview inner = tnf_sv_n(expression.ptr + open + 1, expression.len - open - 2);
    if (tnf_sv_starts_with(expression, TNF_SV("cron("))) return translate_cron(arena, inner, ret_schedule, ret_reason);
    if (!tnf_sv_starts_with(expression, TNF_SV("rate(")))
        return refuse(ret_reason, TNF_SV("a CronJob runs again and again"));
    int64_t count;
    const struct tnf_strview number = tnf_sv_next(&inner, ' ');
    if (!tnf_sv_to_int(number, 1, 999999999, &count) || inner.len == 0)
        return refuse(ret_reason, TNF_SV("it is no schedule"));
    return translate_rate(arena, count, inner, ret_schedule, ret_reason);
}
