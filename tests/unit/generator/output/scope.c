#include "generator/output/scope.h"

#include "tests/support/test.h"

static void paths_say_whose_they_are(void **state) {
    (void)state;
    static const struct {
        const char *path, *environment, *tenant, *cell;
    } rows[] = {
        {"environments/staging", "staging", "", ""},
        {"environments/staging/tenants/acme", "staging", "acme", ""},
        {"environments/staging/runners", "staging", "", ""},
        {"tenants/acme", "", "acme", ""},
        {"modules/vpc", "", "", ""},
        {"environments", "", "", ""},
        {"", "", "", ""},
        {"environments/staging/cells/cell-1", "staging", "", "cell-1"},
        {"environments/staging/cells/cell-1/tenants/acme", "staging", "acme", "cell-1"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        const struct tnf_place place = tnf_place_of(tnf_sv(rows[i].path));
        assert_true(tnf_sv_eq_c(place.environment, rows[i].environment));
        assert_true(tnf_sv_eq_c(place.tenant, rows[i].tenant));
        assert_true(tnf_sv_eq_c(place.cell, rows[i].cell));
    }
}

static void only_what_a_scope_covers_can_be_gone(void **state) {
    (void)state;
    const struct tnf_strview acme[] = {TNF_SV("acme")};
    const struct tnf_strview staging[] = {TNF_SV("staging")};
    const struct tnf_scope whole = {0};
    const struct tnf_scope one_tenant = {.tenants = acme, .tenant_count = 1};
    const struct tnf_scope one_environment = {.environments = staging, .environment_count = 1};
    const struct tnf_scope both = {.environments = staging, .environment_count = 1, .tenants = acme, .tenant_count = 1};
    const struct tnf_strview cell[] = {TNF_SV("cell-1")};
    const struct tnf_scope left = {.tenants = acme, .tenant_count = 1, .cells = cell, .cell_count = 1};
    const struct tnf_scope none = {.tenants = acme, .tenant_count = 0};
    const struct {
        const struct tnf_scope *scope;
        const char *path;
        bool decides;
    } rows[] = {
        {NULL, "modules/vpc", true},
        {&whole, "environments/staging/tenants/acme", true},
        {&one_tenant, "environments/staging/tenants/acme", true},
        {&one_tenant, "environments/production/tenants/acme", true},
        {&one_tenant, "environments/staging/tenants/acme-2", false},
        {&one_tenant, "environments/staging", true},
        {&one_tenant, "environments/staging/accounts/acme", true},
        {&both, "environments/production/accounts/acme", false},
        {&one_tenant, "archive/kubernetes/staging/tenants/acme", true},
        {&one_tenant, "archive/kubernetes/staging/tenants/zen", false},
        {&both, "archive/kubernetes/production/tenants/acme", false},
        {&one_tenant, "modules/vpc", false},
        {&one_tenant, "bootstrap/111122223333", true},
        {&one_tenant, ".github", true},
        {&one_environment, "bootstrap/111122223333", false},
        {&one_tenant, "tenants/acme", true},
        {&one_tenant, "tenants/acme-2", false},
        {&one_environment, "tenants/acme", false},
        {&both, "tenants/acme", false},
        {&one_environment, "environments/staging", true},
        {&one_environment, "environments/staging/tenants/acme", true},
        {&one_environment, "environments/production", false},
        {&one_environment, "modules/vpc", false},
        {&both, "environments/staging/tenants/acme", true},
        {&both, "environments/production/tenants/acme", false},
        {&none, "environments/staging/tenants/acme", false},
        {&one_tenant, "environments/staging/cells/cell-1", false},
        {&left, "environments/staging/cells/cell-1", true},
        {&left, "environments/staging/cells/cell-2", false},
        {&one_environment, "environments/staging/cells/cell-1", true},
        {&one_environment, "environments/production/cells/cell-1", false},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++)
        if (tnf_scope_decides(rows[i].scope, tnf_sv(rows[i].path)) != rows[i].decides)
            fail_msg("row %zu: %s", i, rows[i].path);
}

static void what_a_scope_covers_may_lie_deep(void **state) {
    (void)state;
    const struct tnf_strview acme[] = {TNF_SV("acme")};
    const struct tnf_scope one_tenant = {.tenants = acme, .tenant_count = 1};
    const char *const reached[] = {
        "environments", "environments/staging", "environments/staging/tenants", "environments/staging/tenants/acme",
        "archive",      "archive/kubernetes",   "archive/kubernetes/staging",   "archive/kubernetes/staging/tenants"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(reached); i++)
        if (!tnf_scope_reaches(&one_tenant, tnf_sv(reached[i]))) fail_msg("%s", reached[i]);
    const char *const others[] = {"modules", "modules/vpc", "environments/staging/tenants/zen",
                                  "archive/kubernetes/staging/tenants/zen", "docs"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(others); i++) {
        if (tnf_scope_reaches(&one_tenant, tnf_sv(others[i]))) fail_msg("%s", others[i]);
        assert_true(tnf_scope_reaches(NULL, tnf_sv(others[i])));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_say_whose_they_are),
        cmocka_unit_test(only_what_a_scope_covers_can_be_gone),
        cmocka_unit_test(what_a_scope_covers_may_lie_deep),
    };
    return cmocka_run_group_tests_name("generator/output/scope", tests, NULL, NULL);
}
