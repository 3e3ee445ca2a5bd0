/*
 * Any bytes are read as answers, in YAML and in JSON, without harm; what is read without an error has only values that
 * its facts can have, and is weighed.
 */
#include "generator/report/advise/answers.h"
#include "base/memory.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct tnf_advise_known *known) {
    for (int fact = 0; fact < TNF_FACT_COUNT; fact++) {
        const struct tnf_advice_fact *described = &tnf_advice_facts[fact];
        const int64_t value = known->values.of[fact];
        const int64_t max = described->answers > 0 ? (int64_t)described->answers - 1 : described->max;
        if (value == TNF_FACT_UNKNOWN) continue;
        if (described->key == NULL || value < 0 || value > max) abort();
    }
    (void)tnf_advice_score(&known->values);
}

static void try_file(struct tnf_strview text, const char *file) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_error_list errors = {0};
    struct tnf_answers answers;
    struct tnf_advise_tenant tenant = {.name = TNF_SV("shop"), .known = {.values = tnf_advice_nothing()}};
    struct tnf_advise_facts facts = {.whole = {.values = tnf_advice_nothing()}, .tenants = &tenant, .tenant_count = 1};
    const int code = tnf_answers_parse(text, file, &arena, &answers, &errors, NULL);
    if ((code < 0) != (errors.count > 0)) abort();
    if (code == 0) {
        (void)tnf_answers_apply(&answers, &facts, &errors, NULL);
        check(&facts.whole);
        check(&tenant.known);
    }
    tnf_error_list_release(&errors);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct tnf_strview text = tnf_sv_n((const char *)data, size);
    try_file(text, "answers.yaml");
    try_file(text, "answers.json");
    return 0;
}
