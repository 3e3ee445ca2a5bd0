#include "provider/schema/timeouts.h"

#include "base/memory.h"

enum { MS_MOST_DIGITS = 12 };
static const int64_t ms_most = INT64_C(10) * 365 * 24 * 60 * 60 * 1000;

static const struct {
    struct tnf_strview name;
    double ms;
} units[] = {
    {TNF_SV_INIT("ms"), 1},     {TNF_SV_INIT("us"), 1e-3}, {TNF_SV_INIT("\xc2\xb5s"), 1e-3}, {TNF_SV_INIT("ns"), 1e-6},
    {TNF_SV_INIT("h"), 3600e3}, {TNF_SV_INIT("m"), 60e3},  {TNF_SV_INIT("s"), 1e3},
};

static const struct tnf_strview timeouts_name = TNF_SV_INIT("timeouts");

struct tnf_schema_attribute tnf_timeouts_attribute(struct tnf_arena *arena, const char *const *operations,
                                                   size_t count) {
    struct tnf_schema_object *object = TNF_ARENA_NEW(arena, struct tnf_schema_object);
    object->nesting = TNF_SCHEMA_SINGLE;
    object->attribute_count = count;
    object->attributes = TNF_ARENA_ARRAY(arena, struct tnf_schema_attribute, count);
    for (size_t i = 0; i < count; i++) {
        object->attributes[i] = (struct tnf_schema_attribute){
            .name = tnf_sv(operations[i]),
            .type = &tnf_cty_string,
            .flags = TNF_SCHEMA_OPTIONAL,
            .text.description =
                tnf_arena_printf(arena, "How long %s may take, such as \"30s\" or \"1h30m\".", operations[i]),
        };
    }
    return (struct tnf_schema_attribute){.name = timeouts_name, .nested = object, .flags = TNF_SCHEMA_OPTIONAL};
}

/* Takes digits, with a point among them, off the front. False when there is no digit, or there are too many. */
static bool take_number(struct tnf_strview *rest, double *ret_number) {
    double number = 0;
    double scale = 0; /* of the next digit; 0 before the point */
    size_t digits = 0;
    size_t i = 0;
    for (; i < rest->len; i++) {
        const char c = rest->ptr[i];
        if (c == '.' && scale == 0) {
            scale = 0.1;
            continue;
        }
        if (c < '0' || c > '9') break;
        digits++;
        number = scale == 0 ? number * 10 + (c - '0') : number + (c - '0') * scale;
        scale /= 10;
    }
    *rest = tnf_sv_from(*rest, i);
    *ret_number = number;
    return digits > 0 && digits <= MS_MOST_DIGITS;
}

static bool take_unit(struct tnf_strview *rest, double *ret_ms) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(units); i++) {
        if (!tnf_sv_starts_with(*rest, units[i].name)) continue;
        *rest = tnf_sv_from(*rest, units[i].name.len);
        *ret_ms = units[i].ms;
        return true;
    }
    return false;
}

static bool read_duration(struct tnf_strview text, double *ret_ms) {
    double sum = 0;
    if (tnf_sv_eq_c(text, "0")) {
        *ret_ms = 0;
        return true;
    }
    do {
        double number;
        double ms;
        if (!take_number(&text, &number) || !take_unit(&text, &ms)) return false;
        sum += number * ms;
    } while (text.len > 0);
    *ret_ms = sum;
    return true;
}

int tnf_timeouts_parse(struct tnf_strview text, int64_t *ret_ms, struct tnf_error *err) {
    double ms;
    if (!read_duration(text, &ms)) {
        tnf_error_set(err, TNF_E_INVALID, "\"%.*s\" is no duration", TNF_SV_ARG(text));
        tnf_error_hint(err, "write numbers with units, such as \"30s\" or \"1h30m\"");
        return TNF_E_INVALID;
    }
    if (ms > (double)ms_most) {
        return tnf_error_set(err, TNF_E_INVALID, "\"%.*s\" is longer than ten years", TNF_SV_ARG(text));
    }
    *ret_ms = (int64_t)ms;
    return 0;
}

int64_t tnf_timeouts_get(const struct tnf_cty_value *object, const char *operation, int64_t otherwise_ms) {
    const struct tnf_cty_value *timeouts = tnf_cty_get(object, timeouts_name);
    int64_t ms;
    if (timeouts == NULL) return otherwise_ms;
    const struct tnf_strview text = tnf_cty_get_text(timeouts, tnf_sv(operation));
    return text.len > 0 && tnf_timeouts_parse(text, &ms, NULL) == 0 ? ms : otherwise_ms;
}

void tnf_timeouts_check(const struct tnf_cty_value *config, struct tnf_diagnostics *diagnostics) {
    const struct tnf_attribute_path place = {.kind = TNF_STEP_ATTRIBUTE, .name = timeouts_name};
    const struct tnf_cty_value *timeouts = tnf_cty_get(config, timeouts_name);
    if (timeouts == NULL || timeouts->kind != TNF_CTY_MAPPING) return;
    for (size_t i = 0; i < timeouts->parts.count; i++) {
        struct tnf_error err;
        int64_t ms;
        const struct tnf_cty_value *value = &timeouts->parts.items[i];
        if (value->kind != TNF_CTY_TEXT || tnf_timeouts_parse(value->text, &ms, &err) == 0) continue;
        const struct tnf_attribute_path step = {
            .parent = &place, .kind = TNF_STEP_ATTRIBUTE, .name = timeouts->parts.keys[i]};
        tnf_diagnostics_add_error(diagnostics, &step, TNF_SV("Invalid timeout"), &err);
    }
}
