/* What follows from stacks, placements and objects that were read. */
#include "generator/report/audit.h"

#include "base/strbuf.h"
#include "tests/support/test.h"

#include <string.h>

enum { NOW = 1000000, HOUR = 3600 };

#define STATE(resources) "{\"version\":4,\"serial\":1,\"lineage\":\"l\",\"resources\":[" resources "]}"
#define RESOURCE "{\"mode\":\"managed\",\"instances\":[{}]}"
#define RESOURCE_OF(module) "{\"module\":\"module." module "\",\"mode\":\"managed\",\"instances\":[{}]}"

struct object {
    const char *place, *content;
    uint64_t size; /* 0: the content's */
};

struct audit_case {
    const char *name;
    struct tnf_audit_stack stacks[4];
    struct tnf_audit_placement placements[4];
    struct object objects[4];
    struct tnf_audit_drift drifts[2];
    const char *findings; /* "kind subject: text\n" */
};

#define S(text) TNF_SV_INIT(text)
#define GENERATED(path, state)                                                                                         \
    { S(path), S(state), .in_catalog = true, .in_output = true, .has_files = true }

static const struct audit_case cases[] = {
    {.name = "nothing", .findings = ""},
    {
        .name = "a stack with resources is fine",
        .stacks = {GENERATED("environments/a", "s3://b/a/x.tfstate")},
        .objects = {{"s3://b/a/x.tfstate", STATE(RESOURCE), 0}},
        .findings = "",
    },
    {
        .name = "no state, an empty one, and one that is too large to be empty",
        .stacks = {GENERATED("environments/a", "a.tfstate"), GENERATED("environments/b", "b.tfstate"),
                   GENERATED("environments/c", "c.tfstate")},
        .objects = {{"b.tfstate", STATE(""), 0}, {"c.tfstate", NULL, TNF_AUDIT_SURELY_FULL + 1}},
        .findings = "never_applied environments/a: there is no state\n"
                    "never_applied environments/b: its state is empty\n",
    },
    {
        .name = "states without a stack",
        .stacks = {GENERATED("environments/a", "s3://b/a/x.tfstate")},
        .objects = {{"s3://b/a/x.tfstate", STATE(RESOURCE), 0},
                    {"s3://b/gone/x.tfstate", STATE(RESOURCE "," RESOURCE_OF("m")), 0},
                    {"s3://b/empty/x.tfstate", STATE(""), 0},
                    {"s3://b/a/notes.txt", NULL, 5}},
        .findings = "orphan s3://b/gone/x.tfstate: 2 resources\n"
                    "stranger s3://b/a/notes.txt: neither a state nor a lock\n"
                    "empty_state s3://b/empty/x.tfstate: 0 resources\n",
    },
    {
        .name = "an offboarded tenant has resources, of any size of state",
        .stacks = {GENERATED("environments/a/tenants/t", "t.tfstate")},
        .placements = {{S("t"), S("a"), S("environments/a/tenants/t"), S(""), .offboarded = true}},
        .objects = {{"t.tfstate", STATE(RESOURCE), TNF_AUDIT_SURELY_FULL + 1}},
        .findings = "destroy_left environments/a/tenants/t: 1 resource of tenant t\n",
    },
    {
        .name = "an offboarded tenant has nothing",
        .stacks = {GENERATED("environments/a/tenants/t", "t.tfstate"),
                   GENERATED("environments/b/tenants/t", "u.tfstate")},
        .placements = {{S("t"), S("a"), S("environments/a/tenants/t"), S(""), .offboarded = true},
                       {S("t"), S("b"), S("environments/b/tenants/t"), S(""), .offboarded = true}},
        .objects = {{"t.tfstate", STATE(""), 0}},
        .findings = "removable t: may be removed: tenantform tenant remove t\n",
    },
    {
        .name = "a tenant that is elsewhere still is not removable",
        .stacks = {GENERATED("environments/a/tenants/t", "t.tfstate"),
                   GENERATED("environments/b/tenants/t", "u.tfstate")},
        .placements = {{S("t"), S("b"), S("environments/b/tenants/t"), S(""), .offboarded = false},
                       {S("t"), S("a"), S("environments/a/tenants/t"), S(""), .offboarded = true}},
        .objects = {{"u.tfstate", STATE(RESOURCE), 0}},
        .findings = "",
    },
    {
        .name = "of a cell the tenant's module counts",
        .stacks = {GENERATED("environments/a/cells/c", "c.tfstate")},
        .placements = {{S("t"), S("a"), S("environments/a/cells/c"), S("t"), .offboarded = true},
                       {S("u"), S("a"), S("environments/a/cells/c"), S("old-u"), .offboarded = true},
                       {S("v"), S("a"), S("environments/a/cells/c"), S("v"), .offboarded = false}},
        .objects = {{"c.tfstate", STATE(RESOURCE_OF("t.module.x") "," RESOURCE_OF("v")), TNF_AUDIT_SURELY_FULL + 1}},
        .findings = "destroy_left environments/a/cells/c: 1 resource of tenant t\n"
                    "removable u: may be removed: tenantform tenant remove u\n",
    },
    {
        .name = "an account is left to who looks after it",
        .stacks = {GENERATED("environments/a/tenants/t", "t.tfstate"),
                   GENERATED("environments/a/accounts/t", "u.tfstate")},
        .placements = {{S("t"), S("a"), S("environments/a/tenants/t"), S(""), .offboarded = true},
                       {S("t"), S("a"), S("environments/a/accounts/t"), S(""), .offboarded = true, .by_hand = true}},
        .objects = {{"u.tfstate", STATE(RESOURCE), 0}},
        .findings = "destroy_left environments/a/accounts/t: 1 resource; no apply empties this stack: destroy it by "
                    "hand, or keep the account\n",
    },
    {
        .name = "a renamed stack has the state of the one before",
        .stacks = {{S("environments/a/tenants/old"), S("t.tfstate"), .in_output = true, .has_files = true},
                   {S("environments/a/tenants/new"), S("t.tfstate"), .in_catalog = true}},
        .objects = {{"t.tfstate", STATE(RESOURCE), 0}},
        .drifts = {{S("environments/a/tenants/new"), S("main.tf missing"), 3}},
        .findings = "out_of_step environments/a/tenants/new: main.tf missing, and 3 more\n",
    },
    {
        .name = "a stack that the catalog has no more, and one that nobody generated",
        .stacks = {{S("environments/a/tenants/t"), S("t.tfstate"), .in_output = true, .has_files = true},
                   {S("environments/a/tenants/u"), S("u.tfstate"), .in_output = true, .has_files = true},
                   {S("environments/a/tenants/v"), S("v.tfstate"), .has_files = true}},
        .objects = {{"t.tfstate", STATE(RESOURCE), 0}, {"v.tfstate", STATE(RESOURCE), 0}},
        .findings = "destroy_left environments/a/tenants/t: 1 resource, and the catalog has the stack no more: destroy "
                    "it before its files go\n"
                    "stranger environments/a/tenants/v: 1 resource, and Terraform that was not generated\n",
    },
    {
        .name = "states that cannot be read",
        .stacks = {GENERATED("environments/a/tenants/t", "t.tfstate")},
        .placements = {{S("t"), S("a"), S("environments/a/tenants/t"), S(""), .offboarded = true}},
        .objects = {{"t.tfstate", "{\"version\":3}", 0}, {"x.tfstate", "[]", 0}},
        .findings = "unreadable environments/a/tenants/t: it is a state of version 3, not 4; an apply with Terraform "
                    "1.11 or later writes it as version 4\n"
                    "unreadable x.tfstate: it is no Terraform state\n",
    },
    {
        .name = "locks are left behind after a while",
        .stacks = {GENERATED("environments/a", "s3://b/a.tfstate"), GENERATED("environments/b", "b/.b.tfstate")},
        .objects = {{"s3://b/a.tfstate", STATE(RESOURCE), 0},
                    {"s3://b/a.tfstate.tflock",
                     "{\"ID\":\"7\",\"Who\":\"ada\",\"Operation\":\"Plan\",\"Created\":\"1970-01-12T12:46:39Z\"}", 0},
                    {"b/.b.tfstate", STATE(RESOURCE), 0},
                    {"b/..b.tfstate.lock.info", "", 0}},
        .findings = "stale_lock environments/a: for 1 h 0 min by ada (Plan), ID 7\n"
                    "locked environments/b: for 1 h 0 min by somebody (unknown operation), ID \n",
    },
};

static void add_objects(const struct audit_case *row, struct tnf_audit *audit, struct tnf_audit_object *objects) {
    audit->objects = objects;
    for (; audit->object_count < 4 && row->objects[audit->object_count].place != NULL; audit->object_count++) {
        const struct object *object = &row->objects[audit->object_count];
        const uint64_t size = object->size > 0 ? object->size : object->content == NULL ? 0 : strlen(object->content);
        objects[audit->object_count] =
            (struct tnf_audit_object){.place = tnf_sv(object->place), .size = size, .modified = NOW - HOUR};
    }
}

/* Content that nobody asked for is not read, and one that is asked for has to be there. */
static void read_objects(const struct audit_case *row, struct tnf_audit *audit, struct tnf_arena *arena) {
    for (size_t i = 0; i < audit->object_count; i++) {
        struct tnf_audit_object *object = &audit->objects[i];
        if (!object->wanted) continue;
        for (size_t j = 0; j < 4; j++) {
            if (row->objects[j].place == NULL || !tnf_sv_eq_c(object->place, row->objects[j].place)) continue;
            assert_non_null(row->objects[j].content);
            tnf_audit_read(object, tnf_sv(row->objects[j].content), arena);
        }
        assert_true(object->read);
    }
}

static void what_does_not_fit_is_found(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct audit_case row = cases[i];
        struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_audit_object objects[4];
        struct tnf_audit audit = {
            .stacks = row.stacks, .placements = row.placements, .drifts = row.drifts, .now = NOW, .stale_lock = HOUR};
        while (audit.stack_count < 4 && row.stacks[audit.stack_count].path.len > 0) audit.stack_count++;
        while (audit.placement_count < 4 && row.placements[audit.placement_count].tenant.len > 0)
            audit.placement_count++;
        while (audit.drift_count < 2 && row.drifts[audit.drift_count].path.len > 0) audit.drift_count++;
        add_objects(&row, &audit, objects);
        tnf_audit_sort(&audit, &arena);
        read_objects(&row, &audit, &arena);
        struct tnf_audit_findings findings;
        tnf_audit_conclude(&audit, &arena, &findings);
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        for (size_t j = 0; j < findings.count; j++)
            tnf_strbuf_addf(&text, "%s %.*s: %.*s\n", tnf_audit_kinds[findings.items[j].kind].name,
                            TNF_SV_ARG(findings.items[j].subject), TNF_SV_ARG(findings.items[j].text));
        if (strcmp(text.ptr, row.findings) != 0) print_message("%s\n", row.name);
        assert_string_equal(text.ptr, row.findings);
        tnf_arena_release(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_does_not_fit_is_found)};
    return cmocka_run_group_tests_name("generator/report/audit", tests, NULL, NULL);
}
