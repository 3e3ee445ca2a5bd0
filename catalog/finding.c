#include "catalog/finding.h"

#include "base/memory.h"
#include "catalog/record.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define RULE_ROW(rule_id, rule_name, rule_what, rule_why, rule_hint)                                                   \
    [TNF_RULE_##rule_id] = {.id = rule_name, .what = rule_what, .why = rule_why, .hint = rule_hint},
static const struct tnf_rule rules[TNF_RULE_COUNT] = {TNF_RULES(RULE_ROW)};

const struct tnf_rule *tnf_rule(enum tnf_rule_id id) {
    return &rules[id];
}

void tnf_findings_release(struct tnf_findings *findings) {
    free(findings->items);
    tnf_arena_release(&findings->arena);
    *findings = (struct tnf_findings)TNF_FINDINGS_INIT;
}

static struct tnf_strview print(struct tnf_arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static struct tnf_strview print(struct tnf_arena *arena, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    const size_t size = length < 0 ? 0 : (size_t)length;
    char *text = tnf_arena_alloc(arena, size + 1);
    (void)vsnprintf(text, size + 1, format, again);
    va_end(again);
    return tnf_sv_n(text, size);
}

void tnf_findings_add(struct tnf_findings *findings, enum tnf_rule_id rule, const struct tnf_record *record, int field,
                      int item, const char *format, ...) {
    if (findings == NULL) return;
    if (findings->count == TNF_FINDINGS_MAX) {
        findings->dropped++;
        return;
    }
    findings->items = tnf_xgrow(findings->items, findings->count, &findings->capacity, sizeof *findings->items);
    va_list args;
    va_start(args, format);
    findings->items[findings->count++] = (struct tnf_finding){
        .rule = tnf_rule(rule),
        .entity = record->entity->id,
        .key = tnf_record_key(&findings->arena, record),
        .field = field,
        .item = item,
        .message = print(&findings->arena, format, args),
        .hint = tnf_sv(tnf_rule(rule)->hint),
    };
    va_end(args);
}

void tnf_findings_hint(struct tnf_findings *findings, const char *format, ...) {
    if (findings == NULL || findings->count == 0 || findings->dropped > 0) return;
    va_list args;
    va_start(args, format);
    findings->items[findings->count - 1].hint = print(&findings->arena, format, args);
    va_end(args);
}

int tnf_finding_error(const struct tnf_finding *finding, struct tnf_error *err) {
    tnf_error_set(err, TNF_E_INVALID, "%s %.*s: %.*s", tnf_entity(finding->entity)->title, TNF_SV_ARG(finding->key),
                  TNF_SV_ARG(finding->message));
    tnf_error_hint(err, "%.*s", TNF_SV_ARG(finding->hint));
    return tnf_error_identify(TNF_E_INVALID, err, finding->rule->id);
}

int tnf_findings_error(const struct tnf_findings *findings, struct tnf_error *err) {
    if (findings->count == 0) return 0;
    tnf_finding_error(&findings->items[0], err);
    const size_t more = findings->count + findings->dropped - 1;
    if (more > 0 && err != NULL) {
        const struct tnf_error first = *err;
        tnf_error_set(err, first.code, "%s (and %zu more)", first.message, more);
        tnf_error_hint(err, "%s", first.hint);
        (void)tnf_error_identify(first.code, err, first.id);
    }
    return TNF_E_INVALID;
}
