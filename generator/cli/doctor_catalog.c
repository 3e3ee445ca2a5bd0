#include "generator/cli/doctor.h"

#include "base/cidr.h"
#include "base/file.h"
#include "base/memory.h"
#include "catalog/catalog.h"
#include "catalog/entities/all.h"
#include "generator/cli/change.h"

#include <inttypes.h>
#include <string.h>

enum {
    RULES_SHOWN = 10,
    NEARLY_FULL = 80, /* per cent of a range */
};

/* What one look at all rows gives. */
struct survey {
    struct tnf_arena *arena;
    struct tnf_record platform; /* entity NULL: there is none */
    struct tnf_cidr network;
    uint64_t taken; /* addresses of it */
    const char **tenants;
    bool *placed;
    bool *leaving;
    size_t tenant_count;
    size_t capacity;
    size_t placed_capacity;
    size_t leaving_capacity;
};

static void complain(struct tnf_strview text, void *context) {
    tnf_doctor_add(context, TNF_DOCTOR_PROBLEM, "file", "restore the catalog from a copy or from its text in git",
                   "%.*s", TNF_SV_ARG(text));
}

static void check_file(struct tnf_doctor *doctor, struct tnf_catalog *catalog) {
    struct tnf_error error;
    const size_t before = doctor->count;
    if (tnf_catalog_verify(catalog, complain, doctor, &error) < 0)
        tnf_doctor_add_error(doctor, "file", &error);
    else if (doctor->count == before)
        tnf_doctor_add(doctor, TNF_DOCTOR_OK, "file", "", "the file is sound, and every reference leads to a row");
}

/* Checked on a copy in memory: a check takes part in a transaction that writes. */
static int find_broken_rules(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    const struct tnf_change change = {.author = TNF_SV("doctor")};
    struct tnf_catalog *copy = NULL;
    int code = tnf_catalog_copy(catalog, &copy, err);
    if (code == 0) code = tnf_catalog_begin(copy, &change, err);
    if (code == 0) code = tnf_catalog_check(copy, findings, err);
    tnf_catalog_close(copy);
    return code;
}

static void check_rules(struct tnf_doctor *doctor, struct tnf_catalog *catalog) {
    struct tnf_findings findings = TNF_FINDINGS_INIT;
    struct tnf_error error;
    if (find_broken_rules(catalog, &findings, &error) < 0) tnf_doctor_add_error(doctor, "rules", &error);
    for (size_t i = 0; i < findings.count && i < RULES_SHOWN; i++) {
        struct tnf_error one = {0};
        (void)tnf_finding_error(&findings.items[i], &one);
        tnf_doctor_add_error(doctor, "rules", &one);
    }
    if (findings.count > RULES_SHOWN)
        tnf_doctor_add(doctor, TNF_DOCTOR_PROBLEM, "rules", "`tenantform validate` shows all",
                       "%zu more rules are broken", findings.count - RULES_SHOWN + findings.dropped);
    if (findings.count == 0) tnf_doctor_add(doctor, TNF_DOCTOR_OK, "rules", "", "every rule holds");
    tnf_findings_release(&findings);
}

static void take_range(struct survey *survey, const struct tnf_datum *range) {
    struct tnf_cidr cidr;
    if (!range->set || !tnf_cidr_parse(range->string, &cidr) || !tnf_cidr_contains(survey->network, cidr)) return;
    survey->taken += (uint64_t)tnf_cidr_last(cidr) - tnf_cidr_first(cidr) + 1;
}

static bool is_leaving(const struct tnf_datum *state) {
    return state->set && tnf_sv_eq_c(state->string, "offboarding");
}

static int on_platform(const struct tnf_record *row, void *context, struct tnf_error *err) {
    (void)err;
    struct survey *survey = context;
    const struct tnf_datum *network = &row->data[TNF_PLATFORM_NETWORK];
    (void)tnf_cidr_parse(network->set ? network->string : TNF_SV("10.0.0.0/8"), &survey->network);
    survey->platform = tnf_record_new(survey->arena, TNF_ENTITY_PLATFORM);
    survey->platform.data[TNF_PLATFORM_STATE_BUCKET].set = row->data[TNF_PLATFORM_STATE_BUCKET].set;
    return 0;
}

static int on_environment(const struct tnf_record *row, void *context, struct tnf_error *err) {
    (void)err;
    take_range(context, &row->data[TNF_ENVIRONMENT_CIDR]);
    return 0;
}

static int on_tenant(const struct tnf_record *row, void *context, struct tnf_error *err) {
    (void)err;
    struct survey *survey = context;
    const size_t count = survey->tenant_count;
    survey->tenants = tnf_arena_grow(survey->arena, survey->tenants, count, &survey->capacity, sizeof *survey->tenants);
    survey->placed =
        tnf_arena_grow(survey->arena, survey->placed, count, &survey->placed_capacity, sizeof *survey->placed);
    survey->leaving =
        tnf_arena_grow(survey->arena, survey->leaving, count, &survey->leaving_capacity, sizeof *survey->leaving);
    survey->tenants[count] = tnf_arena_sv(survey->arena, row->data[TNF_TENANT_NAME].string).ptr;
    survey->placed[count] = false;
    survey->leaving[count] = is_leaving(&row->data[TNF_TENANT_STATE]);
    survey->tenant_count++;
    return 0;
}

/* Placements come in the order of their tenants, which come in order too. */
static int on_placement(const struct tnf_record *row, void *context, struct tnf_error *err) {
    (void)err;
    struct survey *survey = context;
    take_range(survey, &row->data[TNF_PLACEMENT_CIDR]);
    for (size_t low = 0, high = survey->tenant_count; low < high;) {
        const size_t middle = low + (high - low) / 2;
        const int order = tnf_sv_cmp(tnf_sv(survey->tenants[middle]), row->data[TNF_PLACEMENT_TENANT].string);
        if (order == 0) {
            survey->placed[middle] = true;
            survey->leaving[middle] |= is_leaving(&row->data[TNF_PLACEMENT_STATE]);
            break;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

/* "a, b, c and 4 more" of the tenants that are marked; the number of them is returned. */
static size_t list_tenants(const struct survey *survey, const bool *marks, bool wanted, struct tnf_strbuf *out) {
    enum { SHOWN = 5 };
    size_t count = 0;
    for (size_t i = 0; i < survey->tenant_count; i++) {
        if (marks[i] != wanted) continue;
        if (count < SHOWN) tnf_strbuf_addf(out, "%s%s", count == 0 ? "" : ", ", survey->tenants[i]);
        count++;
    }
    if (count > SHOWN) tnf_strbuf_addf(out, " and %zu more", count - SHOWN);
    return count;
}

static void report_tenants(struct tnf_doctor *doctor, const struct survey *survey) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf unplaced = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf leaving = TNF_STRBUF_INIT;
    if (list_tenants(survey, survey->placed, false, &unplaced) > 0)
        tnf_doctor_add(doctor, TNF_DOCTOR_NOTE, "unplaced", "`tenantform placement add TENANT ENVIRONMENT`",
                       "tenants that are in no environment: %s", unplaced.ptr);
    if (list_tenants(survey, survey->leaving, true, &leaving) > 0)
        tnf_doctor_add(
            doctor, TNF_DOCTOR_NOTE, "offboarding",
            "apply their stacks, then `tenantform tenant set TENANT --state offboarded`; see docs/lifecycle.md",
            "tenants that wait in offboarding: %s", leaving.ptr);
}

static void report_platform(struct tnf_doctor *doctor, const struct survey *survey) {
    if (survey->platform.entity == NULL) {
        tnf_doctor_add(doctor, TNF_DOCTOR_PROBLEM, "platform", "`tenantform platform add NAME --region REGION`",
                       "the catalog has no platform");
        return;
    }
    if (!survey->platform.data[TNF_PLATFORM_STATE_BUCKET].set)
        tnf_doctor_add(doctor, TNF_DOCTOR_NOTE, "state_bucket", "`tenantform platform set NAME --state-bucket BUCKET`",
                       "the platform has no bucket for states: each stack's backend has to be told");
    const uint64_t size = (uint64_t)tnf_cidr_last(survey->network) - tnf_cidr_first(survey->network) + 1;
    const uint64_t percent = survey->taken * 100 / size;
    const bool full = percent >= NEARLY_FULL;
    tnf_doctor_add(doctor, full ? TNF_DOCTOR_NOTE : TNF_DOCTOR_OK, "network",
                   full ? "`tenantform platform set NAME --network CIDR` widens it" : "",
                   "%" PRIu64 " %% of the platform's network is allocated", percent);
}

static int look(struct tnf_catalog *catalog, struct survey *survey, struct tnf_error *err) {
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_PLATFORM, NULL, on_platform, survey, err));
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_ENVIRONMENT, NULL, on_environment, survey, err));
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_TENANT, NULL, on_tenant, survey, err));
    return tnf_catalog_each(catalog, TNF_ENTITY_PLACEMENT, NULL, on_placement, survey, err);
}

static void check_rows(struct tnf_doctor *doctor, struct tnf_catalog *catalog) {
    struct survey survey = {.arena = &doctor->cli->arena};
    struct tnf_error error;
    (void)tnf_cidr_parse(TNF_SV("10.0.0.0/8"), &survey.network);
    if (look(catalog, &survey, &error) < 0) {
        tnf_doctor_add_error(doctor, "rows", &error);
        return;
    }
    report_platform(doctor, &survey);
    report_tenants(doctor, &survey);
}

bool tnf_doctor_catalog(struct tnf_doctor *doctor) {
    doctor->area = "catalog";
    struct tnf_catalog *catalog = NULL;
    struct tnf_error error;
    int64_t revision = 0;
    int code = tnf_cli_open(doctor->cli, /* write= */ false, &catalog, &error);
    if (code == 0) code = tnf_catalog_revision(catalog, &revision, &error);
    if (code < 0) {
        tnf_doctor_add_error(doctor, "schema", &error);
        tnf_catalog_close(catalog);
        return false;
    }
    tnf_doctor_add(doctor, TNF_DOCTOR_OK, "schema", "", "%s has the schema of this version, revision %" PRId64,
                   doctor->cli->path, revision);
    check_file(doctor, catalog);
    check_rules(doctor, catalog);
    check_rows(doctor, catalog);
    tnf_catalog_close(catalog);
    return true;
}
