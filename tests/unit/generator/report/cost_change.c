#include "generator/report/cost_change.h"

#include "tests/support/test.h"

#include <string.h>

#define SV(text) TNF_SV_INIT(text)

/* A line of a service's task; every line is of tenant acme in staging. */
#define LINE(its_address, its_component, text, amount)                                                                 \
    {                                                                                                                  \
        .stack = SV("environments/staging/tenants/acme"), .environment = SV("staging"), .tenant = SV("acme"),          \
        .row = SV("api"), .address = SV(its_address), .component = (its_component), .description = SV(text),           \
        .cents = (amount), .price = &price, .region = SV("us-east-1"), .key = SV("nat.hour")                           \
    }

static const struct tnf_price price;

static struct tnf_cost cost_of(struct tnf_cost_line *lines, size_t count, struct tnf_cost_tenant *tenants,
                               size_t tenant_count) {
    struct tnf_cost cost = {.lines = lines, .line_count = count, .tenants = tenants, .tenant_count = tenant_count};
    for (size_t i = 0; i < count; i++) {
        cost.total.fixed += lines[i].cents;
        cost.unpriced += lines[i].price == NULL;
    }
    return cost;
}

static struct tnf_cost_tenant tenant_of(const char *name, int64_t own, int64_t shared) {
    return (struct tnf_cost_tenant){TNF_SV("staging"), tnf_sv(name), {own, 0}, {0, shared}};
}

static void assert_text(struct tnf_strview text, const char *expected) {
    if (!tnf_sv_eq_c(text, expected)) fail_msg("%.*s is not %s", TNF_SV_ARG(text), expected);
}

/* The example of a first change: 1 GiB instead of 512 MiB for a quarter of a vCPU. */
static struct tnf_cost_line small[] = {
    LINE("api", TNF_COST_COMPUTE, "0.25 vCPU", 739),
    LINE("api", TNF_COST_COMPUTE, "0.5 GB", 162),
    LINE("api", TNF_COST_LOGS, "logs", 25),
};
static struct tnf_cost_line large[] = {
    LINE("api", TNF_COST_LOGS, "logs", 25),
    LINE("api", TNF_COST_COMPUTE, "0.25 vCPU", 739),
    LINE("api", TNF_COST_COMPUTE, "1 GB", 324),
};

static void a_resource_is_compared_as_a_whole(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_cost_tenant was = tenant_of("acme", 926, 100);
    struct tnf_cost_tenant is = tenant_of("acme", 1088, 101);
    const struct tnf_cost before = cost_of(small, 3, &was, 1);
    const struct tnf_cost after = cost_of(large, 3, &is, 1);
    struct tnf_cost_change change;
    tnf_cost_change_find(&before, &after, &arena, &change);
    assert_int_equal(change.item_count, 1);
    assert_int_equal(change.items[0].kind, TNF_COST_CHANGED);
    assert_int_equal(change.items[0].before, 901);
    assert_int_equal(change.items[0].after, 1063);
    assert_text(change.items[0].before_text, "0.25 vCPU, 0.5 GB");
    assert_text(change.items[0].after_text, "0.25 vCPU, 1 GB");
    assert_int_equal(change.total_before, 926);
    assert_int_equal(change.total_after, 1088);
    assert_int_equal(change.tenant_count, 1);
    assert_int_equal(change.tenants[0].before, 1026);
    assert_int_equal(change.tenants[0].after, 1189);
    tnf_cost_change_line(&change, &text);
    assert_string_equal(text.ptr, "$9.01 → $10.63 a month");
    tnf_strbuf_clear(&text);
    tnf_cost_change_headline(&change, &text);
    assert_string_equal(text.ptr, "+$1.62 a month");
}

static void what_is_new_or_gone_has_one_side(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_cost_line gone[] = {LINE("a", TNF_COST_CACHE, "cache", 500), LINE("b", TNF_COST_NAT, "same", 7)};
    struct tnf_cost_line new[] = {LINE("b", TNF_COST_NAT, "same", 7), LINE("c", TNF_COST_DATABASE, "database", 100)};
    struct tnf_cost_tenant tenants[] = {tenant_of("acme", 507, 0), tenant_of("beta", 107, 0)};
    const struct tnf_cost before = cost_of(gone, 2, &tenants[0], 1);
    const struct tnf_cost after = cost_of(new, 2, &tenants[1], 1);
    struct tnf_cost_change change;
    tnf_cost_change_find(&before, &after, &arena, &change);
    assert_int_equal(change.item_count, 2);
    assert_int_equal(change.items[0].kind, TNF_COST_REMOVED);
    assert_text(change.items[0].after_text, "");
    assert_int_equal(change.items[1].kind, TNF_COST_ADDED);
    assert_int_equal(change.items[1].after, 100);
    assert_int_equal(change.tenant_count, 2);
    assert_int_equal(change.tenants[0].after, 0);
    assert_int_equal(change.tenants[1].before, 0);
    tnf_cost_change_headline(&change, &text);
    assert_string_equal(text.ptr, "−$4.00 a month");
}

static void a_resource_that_loses_its_price_is_said_to_have_none(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_cost_line was[] = {LINE("a", TNF_COST_NAT, "x", 3285)};
    struct tnf_cost_line is[] = {LINE("a", TNF_COST_NAT, "y", 0), LINE("b", TNF_COST_NAT, "z", 0)};
    is[0].price = is[1].price = NULL;
    const struct tnf_cost before = cost_of(was, 1, NULL, 0);
    const struct tnf_cost after = cost_of(is, 2, NULL, 0);
    struct tnf_cost_change change;
    tnf_cost_change_find(&before, &after, &arena, &change);
    assert_int_equal(change.item_count, 2);
    assert_int_equal(change.unpriced_count, 2);
    tnf_cost_change_line(&change, &text);
    assert_string_equal(text.ptr, "$32.85 → $0.00 a month, without 2 resources whose price is not known");
}

static void missing_prices_are_told_once_with_a_resource(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_cost_line lines[] = {LINE("b", TNF_COST_NAT, "x", 0), LINE("a", TNF_COST_NAT, "x", 0)};
    lines[0].price = lines[1].price = NULL;
    const struct tnf_cost cost = cost_of(lines, 2, NULL, 0);
    struct tnf_cost_change change;
    tnf_cost_change_find(&cost, &cost, &arena, &change);
    assert_int_equal(change.item_count, 0);
    assert_int_equal(change.gap_count, 1);
    assert_int_equal(change.gaps[0].lines, 4);
    assert_text(change.gaps[0].address, "a");
    tnf_cost_change_markdown(&change, 10, &text);
    assert_non_null(strstr(text.ptr, "**No change**"));
    assert_non_null(strstr(text.ptr, "- `nat.hour` in `us-east-1`, for `a` of `environments/staging/tenants/acme`\n"));
}

static void markdown_is_a_table_of_tenants_and_one_of_resources(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_cost_tenant was = tenant_of("acme", 926, 100);
    struct tnf_cost_tenant is = tenant_of("acme", 1088, 100);
    const struct tnf_cost before = cost_of(small, 3, &was, 1);
    const struct tnf_cost after = cost_of(large, 3, &is, 1);
    struct tnf_cost_change change;
    tnf_cost_change_find(&before, &after, &arena, &change);
    tnf_cost_change_markdown(&change, 10, &text);
    assert_string_equal(
        text.ptr,
        "**+$1.62 a month**: everything together costs $9.26 before and $10.88 after. An estimate at list prices; "
        "tenants with their part of what they share.\n\n"
        "| tenant | environment | before | after | change |\n|---|---|--:|--:|--:|\n"
        "| `acme` | `staging` | $10.26 | $11.88 | +$1.62 |\n\n"
        "<details>\n<summary>By resource: 1 row</summary>\n\n"
        "| resource | what | quantity | before | after | change |\n|---|---|---|--:|--:|--:|\n"
        "| `environments/staging/tenants/acme`<br>`api` | Compute | `0.25 vCPU, 0.5 GB`<br>→ `0.25 vCPU, 1 GB` "
        "| $9.01 | $10.63 | +$1.62 |\n\n</details>\n");
    tnf_strbuf_clear(&text);
    tnf_cost_change_markdown(&change, 0, &text);
    assert_non_null(strstr(text.ptr, "1 more tenant; `tenantform cost --diff` lists them all."));
    assert_non_null(strstr(text.ptr, "1 more row; "));
}

static void names_in_markdown_are_code(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_cost_line lines[] = {LINE("@everyone | <b>", TNF_COST_NAT, "[x](y)", 5)};
    const struct tnf_cost before = {0};
    const struct tnf_cost after = cost_of(lines, 1, NULL, 0);
    struct tnf_cost_change change;
    tnf_cost_change_find(&before, &after, &arena, &change);
    tnf_cost_change_markdown(&change, 10, &text);
    assert_null(strstr(text.ptr, "@everyone |"));
    assert_non_null(strstr(text.ptr, "`[x](y)`"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_resource_is_compared_as_a_whole),
        cmocka_unit_test(what_is_new_or_gone_has_one_side),
        cmocka_unit_test(a_resource_that_loses_its_price_is_said_to_have_none),
        cmocka_unit_test(missing_prices_are_told_once_with_a_resource),
        cmocka_unit_test(markdown_is_a_table_of_tenants_and_one_of_resources),
        cmocka_unit_test(names_in_markdown_are_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
