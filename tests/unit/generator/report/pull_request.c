#include "generator/report/pull_request.h"

#include "tests/support/test.h"

#include "base/file.h"

#include <stdlib.h>

#define STAGING "environments/staging"
#define REASONS(list) .reasons = (list), .reason_count = TNF_ARRAY_LEN(list)
#define RESOURCES(list) .resources = (list), .resource_count = TNF_ARRAY_LEN(list)

static struct tnf_changed_reason row_changed[] = {
    {TNF_CAUSE_ROW, TNF_SV_INIT("service acme/api"), TNF_SV_INIT("changed")},
    {TNF_CAUSE_FILE, TNF_SV_INIT("locals.tf"), TNF_SV_INIT("")}};
static struct tnf_changed_reason is_new[] = {{TNF_CAUSE_NEW, TNF_SV_INIT(""), TNF_SV_INIT("")}};
static struct tnf_changed_reason is_renamed[] = {
    {TNF_CAUSE_NEW, TNF_SV_INIT(STAGING "/tenants/globex"), TNF_SV_INIT("")}};
static struct tnf_changed_reason is_gone[] = {{TNF_CAUSE_REMOVED, TNF_SV_INIT(""), TNF_SV_INIT("")}};
static struct tnf_changed_reason has_many[] = {
    {TNF_CAUSE_PROVIDERS, TNF_SV_INIT("terraform.tf"), TNF_SV_INIT("")},
    {TNF_CAUSE_FILE, TNF_SV_INIT("main.tf"), TNF_SV_INIT("")},
    {TNF_CAUSE_MODULE, TNF_SV_INIT("modules/vpc"), TNF_SV_INIT("")},
    {TNF_CAUSE_MODULE, TNF_SV_INIT("modules/iam"), TNF_SV_INIT("modules/eks")}};

static struct tnf_changed_reason in_cell[] = {{TNF_CAUSE_FILE, TNF_SV_INIT("main.tf"), TNF_SV_INIT("")},
                                              {TNF_CAUSE_FILE, TNF_SV_INIT("tenants/a/main.tf"), TNF_SV_INIT("")},
                                              {TNF_CAUSE_FILE, TNF_SV_INIT("tenants/b/main.tf"), TNF_SV_INIT("")}};

static struct tnf_changed_stack stack(const char *path, unsigned wave, enum tnf_changed_action action) {
    return (struct tnf_changed_stack){
        .path = tnf_sv(path), .place = tnf_place_of(tnf_sv(path)), .wave = wave, .action = action};
}

/* Compares with tests/golden/pull-request/<name>; UPDATE_GOLDEN=1 writes it instead. */
static void assert_golden(const char *name, const struct tnf_pull_request *request) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf expected = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    tnf_strbuf_addf(&path, GOLDEN "/%s", name);
    tnf_pull_request_title(request, &text);
    tnf_strbuf_add_str(&text, "\n\n");
    tnf_pull_request_body(request, &text);
    if (getenv("UPDATE_GOLDEN") != NULL) assert_int_equal(tnf_file_write(path.ptr, tnf_strbuf_view(&text), &err), 0);
    assert_int_equal(tnf_file_read(path.ptr, 1 << 20, &expected, &err), 0);
    assert_string_equal(text.ptr, expected.ptr);
}

static void count(struct tnf_stack_plan *plan) {
    plan->output = plan->output == NULL ? "" : plan->output;
    for (size_t i = 0; i < plan->resource_count; i++) plan->counts[plan->resources[i].action]++;
}

static void one_stack_reads_well(void **state) {
    (void)state;
    static const struct tnf_plan_resource resources[] = {
        {"module.services[\"api\"].aws_ecs_service.this[0]", TNF_PLAN_CHANGE},
        {"module.services[\"api\"].aws_ecs_task_definition.this", TNF_PLAN_REPLACE}};
    static const struct tnf_pull_request_revision revisions[] = {
        {7, TNF_SV_INIT("2026-11-20T09:00:00Z"), TNF_SV_INIT("Ada <ada@example.com>"), TNF_SV_INIT("OOM on Friday")}};
    struct tnf_changed_stack stacks[] = {stack(STAGING "/tenants/acme", 0, TNF_CHANGED_APPLY)};
    stacks[0].reasons = row_changed;
    stacks[0].reason_count = TNF_ARRAY_LEN(row_changed);
    struct tnf_stack_plan plans[] = {{RESOURCES(resources)}};
    count(&plans[0]);
    const struct tnf_findings findings = TNF_FINDINGS_INIT;
    const struct tnf_changed changed = {stacks, 1, 1};
    struct tnf_cost_change_tenant tenants[] = {{TNF_SV("staging"), TNF_SV("acme"), 1026, 1188}};
    struct tnf_cost_change_item items[] = {{.kind = TNF_COST_CHANGED,
                                            .stack = TNF_SV(STAGING "/tenants/acme"),
                                            .address = TNF_SV("module.services[\"api\"].aws_ecs_service.this[0]"),
                                            .component = TNF_COST_COMPUTE,
                                            .before_text = TNF_SV("1 × 0.5 GB"),
                                            .after_text = TNF_SV("1 × 1 GB"),
                                            .before = 901,
                                            .after = 1063}};
    const struct tnf_cost_change cost = {.total_before = 2026,
                                         .total_after = 2188,
                                         .before = 901,
                                         .after = 1063,
                                         .items = items,
                                         .item_count = 1,
                                         .tenants = tenants,
                                         .tenant_count = 1};
    assert_golden("one.md", &(struct tnf_pull_request){.cost = &cost,
                                                       .since = "0123456789abcdef",
                                                       .until = "fedcba9876543210",
                                                       .changed = &changed,
                                                       .plans = plans,
                                                       .findings = &findings,
                                                       .checked_revision = 7,
                                                       .revisions = revisions,
                                                       .revision_count = 1,
                                                       .first_revision = 7,
                                                       .last_revision = 7});
}

static void every_kind_of_change_is_told(void **state) {
    (void)state;
    static const struct tnf_plan_resource platform[] = {{"aws_vpc.this", TNF_PLAN_IMPORT}};
    static const struct tnf_plan_resource added[] = {{"aws_sqs_queue.a", TNF_PLAN_CREATE}};
    static const struct tnf_plan_resource renamed[] = {{"aws_a.x", TNF_PLAN_MOVE}, {"aws_b.x", TNF_PLAN_FORGET}};
    static const struct tnf_plan_resource gone[] = {{"aws_db_instance.this", TNF_PLAN_DESTROY},
                                                    {"aws_s3_bucket.this", TNF_PLAN_DESTROY}};
    struct tnf_changed_stack stacks[] = {
        stack(STAGING "/tenants/old", 0, TNF_CHANGED_DESTROY), stack(STAGING, 1, TNF_CHANGED_APPLY),
        stack(STAGING "/tenants/fresh", 2, TNF_CHANGED_APPLY), stack(STAGING "/tenants/hooli", 2, TNF_CHANGED_APPLY),
        stack("environments/production/tenants/broken", 2, TNF_CHANGED_APPLY)};
    struct tnf_changed_reason *reasons[] = {is_gone, has_many, is_new, is_renamed, row_changed};
    for (size_t i = 0; i < TNF_ARRAY_LEN(stacks); i++) {
        stacks[i].reasons = reasons[i];
        stacks[i].reason_count = reasons[i] == has_many ? TNF_ARRAY_LEN(has_many) : 1;
    }
    struct tnf_stack_plan plans[] = {
        {RESOURCES(gone)},
        {RESOURCES(platform)},
        {RESOURCES(added)},
        {RESOURCES(renamed)},
        {.failed = "plan",
         .output = "main.tf:3: Instance cannot be destroyed\n  aws_db_instance.this has ```prevent_destroy\n"}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(plans); i++) count(&plans[i]);
    const struct tnf_changed changed = {stacks, TNF_ARRAY_LEN(stacks), 3};
    assert_golden("all.md", &(struct tnf_pull_request){.since = "0123456789abcdef",
                                                       .until = "fedcba9876543210",
                                                       .changed = &changed,
                                                       .plans = plans,
                                                       .not_checked = "it was not at hand",
                                                       .no_cost = "it was not at hand",
                                                       .first_revision = 3,
                                                       .last_revision = 9});
}

static void text_of_others_cannot_break_out(void **state) {
    (void)state;
    static const struct tnf_plan_resource resources[] = {
        {"aws_x.y[\"a\n```\n@everyone <!-- /tenantform -->\"]", TNF_PLAN_DESTROY}};
    static const struct tnf_pull_request_revision revisions[] = {
        {1, TNF_SV_INIT("2026-11-20T09:00:00Z"), TNF_SV_INIT("@org/team | <img src=x>"),
         TNF_SV_INIT("fixes #1 <!-- /tenantform --> | `x` \n\n# title\n</details><!-- /tenantform -->")}};
    static struct tnf_changed_reason reasons[] = {{TNF_CAUSE_FILE, TNF_SV_INIT("a|b\n| c | `.tf"), TNF_SV_INIT("")}};
    struct tnf_changed_stack stacks[] = {stack("environments/</summary>@x/tenants/`a`|\n", 0, TNF_CHANGED_APPLY)};
    stacks[0].reasons = reasons;
    stacks[0].reason_count = 1;
    struct tnf_stack_plan plans[] = {{RESOURCES(resources)}};
    count(&plans[0]);
    const struct tnf_changed changed = {stacks, 1, 1};
    assert_golden("hostile.md", &(struct tnf_pull_request){.since = "0123456789abcdef",
                                                           .until = "fedcba9876543210",
                                                           .changed = &changed,
                                                           .plans = plans,
                                                           .not_checked = "it was not at hand",
                                                           .revisions = revisions,
                                                           .revision_count = 1,
                                                           .first_revision = 1,
                                                           .last_revision = 1});
}

enum { MANY = 500, RESOURCES_OF_EACH = 15 };

/* `actions`: of the resources of each stack, in turn. */
static void make_many(struct tnf_arena *arena, struct tnf_changed *changed, struct tnf_stack_plan *plans,
                      const enum tnf_plan_action *actions, size_t action_count) {
    changed->stacks = TNF_ARENA_ARRAY(arena, struct tnf_changed_stack, MANY);
    changed->count = MANY;
    changed->wave_count = 1;
    for (size_t i = 0; i < MANY; i++) {
        const struct tnf_strview path = tnf_arena_printf(arena, STAGING "/tenants/tenant-%03zu", i);
        struct tnf_plan_resource *resources = TNF_ARENA_ARRAY(arena, struct tnf_plan_resource, RESOURCES_OF_EACH);
        changed->stacks[i] = stack(path.ptr, 0, TNF_CHANGED_APPLY);
        changed->stacks[i].reasons = row_changed;
        changed->stacks[i].reason_count = TNF_ARRAY_LEN(row_changed);
        for (size_t j = 0; j < RESOURCES_OF_EACH; j++)
            resources[j] = (struct tnf_plan_resource){
                tnf_arena_printf(arena, "module.services[\"api-%zu\"].aws_ecs_service.this[0]", j).ptr,
                actions[j % action_count]};
        plans[i] = (struct tnf_stack_plan){.resources = resources, .resource_count = RESOURCES_OF_EACH};
        count(&plans[i]);
    }
}

static void five_hundred_stacks_fit_and_what_is_cut_is_said(void **state) {
    (void)state;
    static const enum tnf_plan_action mixed[] = {TNF_PLAN_CHANGE, TNF_PLAN_CREATE, TNF_PLAN_CREATE, TNF_PLAN_CHANGE,
                                                 TNF_PLAN_DESTROY};
    static const enum tnf_plan_action losses[] = {TNF_PLAN_DESTROY};
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    static struct tnf_stack_plan plans[MANY];
    struct tnf_changed changed;
    for (int round = 0; round < 2; round++) {
        make_many(&arena, &changed, plans, round == 0 ? mixed : losses, round == 0 ? TNF_ARRAY_LEN(mixed) : 1);
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf body = TNF_STRBUF_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf title = TNF_STRBUF_INIT;
        const struct tnf_pull_request request = {.since = "0123456789abcdef",
                                                 .until = "fedcba9876543210",
                                                 .changed = &changed,
                                                 .plans = plans,
                                                 .not_checked = "it was not at hand"};
        tnf_pull_request_title(&request, &title);
        tnf_pull_request_body(&request, &body);
        assert_string_equal(title.ptr, "Update 500 tenants in staging");
        assert_true(body.len <= TNF_PULL_REQUEST_BODY_MAX);
        assert_true(body.len > TNF_PULL_REQUEST_BODY_MAX / 3);
        assert_non_null(strstr(body.ptr, "more resources are left out here"));
        assert_non_null(strstr(body.ptr, round == 0 ? "1500 resources will be **destroyed**"
                                                    : "7500 resources will be **destroyed**"));
        assert_non_null(strstr(body.ptr, "| `staging`: 500 stacks |"));
        assert_true(tnf_sv_ends_with(tnf_strbuf_view(&body), TNF_SV(TNF_PULL_REQUEST_END "\n")));
    }
}

static void longest_names_fit_too(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf body = TNF_STRBUF_INIT;
    tnf_strbuf_add_repeat(&name, '`', 1000);
    struct tnf_changed_stack *stacks = TNF_ARENA_ARRAY(&arena, struct tnf_changed_stack, MANY);
    for (size_t i = 0; i < MANY; i++) {
        stacks[i] = stack(tnf_arena_printf(&arena, "environments/%s%zu", name.ptr, i).ptr, 0, TNF_CHANGED_APPLY);
        stacks[i].reasons = is_new;
        stacks[i].reason_count = 1;
    }
    const struct tnf_changed changed = {stacks, MANY, 1};
    const struct tnf_pull_request request = {
        .since = "0", .until = "1", .changed = &changed, .not_planned = "x", .not_checked = "y"};
    tnf_pull_request_body(&request, &body);
    assert_true(body.len <= TNF_PULL_REQUEST_BODY_MAX);
}

static void titles_say_what_happens_to_whom(void **state) {
    (void)state;
    static const struct {
        const char *paths[5];
        struct tnf_changed_reason *reasons;
        const char *title;
    } rows[] = {
        {{STAGING "/tenants/a"}, is_new, "Add a in staging"},
        {{STAGING "/tenants/a"}, is_renamed, "Update a in staging"},
        {{STAGING "/tenants/a", "environments/production/tenants/a"}, is_gone, "Remove a in production and staging"},
        {{STAGING "/tenants/a", STAGING "/tenants/b", STAGING "/tenants/c"},
         row_changed,
         "Update a, b and c in staging"},
        {{STAGING "/tenants/a", STAGING "/tenants/b", STAGING "/tenants/c", STAGING "/tenants/d"},
         row_changed,
         "Update 4 tenants in staging"},
        {{STAGING}, row_changed, "Update staging"},
        {{STAGING "/cells/cell-1"}, in_cell, "Update a and b in staging"},
        {{STAGING "/tenants/a\x01\xff"}, row_changed, "Update 1 stack"},
        {{NULL}, NULL, "Update the output"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        struct tnf_changed_stack stacks[5];
        struct tnf_changed changed = {.stacks = stacks};
        for (; rows[i].paths[changed.count] != NULL; changed.count++) {
            stacks[changed.count] = stack(rows[i].paths[changed.count], 0,
                                          rows[i].reasons == is_gone ? TNF_CHANGED_DESTROY : TNF_CHANGED_APPLY);
            stacks[changed.count].reasons = rows[i].reasons;
            stacks[changed.count].reason_count = rows[i].reasons == in_cell ? TNF_ARRAY_LEN(in_cell) : 1;
        }
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf title = TNF_STRBUF_INIT;
        tnf_pull_request_title(&(struct tnf_pull_request){.changed = &changed}, &title);
        assert_string_equal(title.ptr, rows[i].title);
    }
}

static void what_people_wrote_around_ours_is_kept(void **state) {
    (void)state;
    static const struct {
        const char *body, *merged;
    } rows[] = {
        {"", "<!-- tenantform -->\nnew\n<!-- /tenantform -->"},
        {"Mine", "Mine\n\n<!-- tenantform -->\nnew\n<!-- /tenantform -->"},
        {"Above\r\n<!-- tenantform -->\r\nold\r\n<!-- /tenantform -->\r\nBelow",
         "Above\r\n<!-- tenantform -->\nnew\n<!-- /tenantform -->\r\nBelow"},
        {"<!-- /tenantform --> <!-- tenantform --> cut",
         "<!-- /tenantform --> <!-- tenantform --> cut\n\n<!-- tenantform -->\nnew\n<!-- /tenantform -->"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        tnf_pull_request_merge(tnf_sv(rows[i].body), TNF_SV("<!-- tenantform -->\nnew\n<!-- /tenantform -->\n"), &out);
        assert_string_equal(out.ptr, rows[i].merged);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_stack_reads_well),
        cmocka_unit_test(every_kind_of_change_is_told),
        cmocka_unit_test(text_of_others_cannot_break_out),
        cmocka_unit_test(five_hundred_stacks_fit_and_what_is_cut_is_said),
        cmocka_unit_test(longest_names_fit_too),
        cmocka_unit_test(titles_say_what_happens_to_whom),
        cmocka_unit_test(what_people_wrote_around_ours_is_kept),
    };
    return cmocka_run_group_tests_name("generator/report/pull_request", tests, NULL, NULL);
}
