#include "generator/report/cost/schedule.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "generator/report/cost/money.h"

#include <string.h>

enum { MINUTES_OF_AN_HOUR = 60, HOURS_OF_A_DAY = 24, MONTHS = 12, DAYS_OF_A_WEEK = 7 };

static int64_t rate_runs(struct tnf_strview text) {
    int64_t value = 0;
    if (!tnf_sv_to_int(tnf_sv_next(&text, ' '), 1, INT32_MAX, &value)) return 0;
    const int64_t minutes = tnf_sv_starts_with(text, TNF_SV("minute")) ? 1
                            : tnf_sv_starts_with(text, TNF_SV("hour")) ? MINUTES_OF_AN_HOUR
                                                                       : MINUTES_OF_AN_HOUR * HOURS_OF_A_DAY;
    return tnf_quantity_scale(TNF_MONTH_HOURS * TNF_QUANTITY_ONE, MINUTES_OF_AN_HOUR, minutes * value);
}

/* A field of cron: the values that it may have, and how they are called. */
struct field {
    int64_t min;
    int64_t max;
    const char *names; /* three letters each, from min on; "" */
};

static bool value_of(const struct field *field, struct tnf_strview text, int64_t *ret) {
    enum { LETTERS = 3 };
    for (size_t i = 0; text.len == LETTERS && field->names[i * LETTERS] != '\0'; i++) {
        if (memcmp(field->names + i * LETTERS, text.ptr, LETTERS) != 0) continue;
        *ret = field->min + (int64_t)i;
        return true;
    }
    return tnf_sv_to_int(text, field->min, field->max, ret);
}

/* How many values an item of a list names: "*", "5", "MON-FRI", "0/15", "2-10/2". What it does not know (the last day
 * of a month, the nearest weekday, the third Monday) is one. */
static int64_t count_item(const struct field *field, struct tnf_strview item) {
    const struct tnf_strview range = tnf_sv_next(&item, '/');
    int64_t step = 1;
    int64_t first = field->min;
    int64_t last = field->max;
    const bool stepped = item.ptr != NULL;
    if (stepped && !tnf_sv_to_int(item, 1, field->max + 1, &step)) return 1;
    if (!tnf_sv_eq_c(range, "*")) {
        struct tnf_strview end = range;
        const struct tnf_strview start = tnf_sv_next(&end, '-');
        if (!value_of(field, start, &first)) return 1;
        if (end.ptr != NULL && !value_of(field, end, &last)) return 1;
        if (end.ptr == NULL && !stepped) last = first;
    }
    if (last < first) last += field->max - field->min + 1; /* FRI-MON */
    return (last - first) / step + 1;
}

static int64_t count_field(const struct field *field, struct tnf_strview text) {
    int64_t count = 0;
    while (text.ptr != NULL) count += count_item(field, tnf_sv_next(&text, ','));
    const int64_t all = field->max - field->min + 1;
    return count > all ? all : count;
}

/* 2#3, the third Monday; 6L, the last Friday. */
static bool is_once_a_month(struct tnf_strview text) {
    return tnf_sv_find(text, '#') < text.len || (text.len > 1 && text.ptr[text.len - 1] == 'L');
}

static int64_t cron_runs(struct tnf_strview text) {
    static const struct field minutes = {0, 59, ""};
    static const struct field hours = {0, 23, ""};
    static const struct field days = {1, 31, ""};
    static const struct field months = {1, MONTHS, "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"};
    static const struct field weekdays = {1, DAYS_OF_A_WEEK, "SUNMONTUEWEDTHUFRISAT"};
    struct tnf_strview fields[6];
    for (size_t i = 0; i < TNF_ARRAY_LEN(fields); i++) fields[i] = tnf_sv_next(&text, ' ');
    if (!tnf_sv_eq_c(fields[5], "*")) return 0;
    const int64_t a_day = count_field(&minutes, fields[0]) * count_field(&hours, fields[1]);
    const bool by_weekday = tnf_sv_eq_c(fields[2], "?");
    const struct tnf_strview day = by_weekday ? fields[4] : fields[2];
    int64_t runs; /* of a month in which they all come true */
    if (tnf_sv_eq_c(day, "*"))
        runs = tnf_quantity_scale(TNF_MONTH_HOURS * TNF_QUANTITY_ONE, a_day, HOURS_OF_A_DAY);
    else if (by_weekday && !is_once_a_month(day))
        runs = tnf_quantity_scale(TNF_MONTH_HOURS * TNF_QUANTITY_ONE, a_day * count_field(&weekdays, day),
                                  HOURS_OF_A_DAY * DAYS_OF_A_WEEK);
    else
        runs = a_day * count_field(&days, day) * TNF_QUANTITY_ONE;
    return tnf_quantity_scale(runs, count_field(&months, fields[3]), MONTHS);
}

int64_t tnf_schedule_runs(struct tnf_strview expression) {
    const size_t open = tnf_sv_find(expression, '(');
    if (open + 1 >= expression.len) return 0;
    const struct tnf_strview kind = tnf_sv_n(expression.ptr, open);
    const struct tnf_strview inner = tnf_sv_n(expression.ptr + open + 1, expression.len - open - 2);
    if (tnf_sv_eq_c(kind, "rate")) return rate_runs(inner);
    return tnf_sv_eq_c(kind, "cron") ? cron_runs(inner) : 0;
}
