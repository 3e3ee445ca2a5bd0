#include "catalog/ranges.h"

#include "base/strbuf.h"
#include "catalog/entities/all.h"
#include "tests/support/test.h"

#include <string.h>

static void add(struct tnf_ranges *ranges, const char *cidr, const char *name) {
    struct tnf_range range = {.entity = TNF_ENTITY_ENVIRONMENT, .names = {tnf_sv(name)}};
    if (!tnf_cidr_parse(tnf_sv(cidr), &range.cidr)) fail_msg("%s", cidr);
    tnf_ranges_add(ranges, &range);
}

static struct tnf_cidr cidr_of(const char *text) {
    struct tnf_cidr cidr = {0};
    assert_true(tnf_cidr_parse(tnf_sv(text), &cidr));
    return cidr;
}

/* taken and expected are lists with blanks between. */
static void allocates(const char *network, unsigned prefix, size_t count, const char *taken, const char *expected) {
    TNF_AUTO(tnf_ranges_release) struct tnf_ranges ranges = {0};
    char cidr[32];
    struct tnf_strview rest = tnf_sv(taken);
    while (rest.len > 0) {
        const struct tnf_strview one = tnf_sv_next(&rest, ' ');
        (void)snprintf(cidr, sizeof cidr, "%.*s", TNF_SV_ARG(one));
        add(&ranges, cidr, "e");
    }
    tnf_ranges_sort(&ranges);
    TNF_AUTO_FREE struct tnf_cidr *found = tnf_xcalloc(count, sizeof *found);
    const size_t got = tnf_ranges_allocate(&ranges, cidr_of(network), prefix, count, found);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    for (size_t i = 0; i < got; i++) {
        char one[TNF_CIDR_TEXT_SIZE];
        tnf_cidr_format(found[i], one);
        tnf_strbuf_addf(&text, i == 0 ? "%s" : " %s", one);
    }
    assert_string_equal(text.ptr, expected);
}

static void the_lowest_free_blocks_are_taken(void **state) {
    (void)state;
    allocates("10.0.0.0/8", 16, 2, "", "10.0.0.0/16 10.1.0.0/16");
    allocates("10.0.0.0/8", 16, 2, "10.0.0.0/16", "10.1.0.0/16 10.2.0.0/16");
    allocates("10.0.0.0/8", 16, 3, "10.3.0.0/16 10.1.0.0/16", "10.0.0.0/16 10.2.0.0/16 10.4.0.0/16");
    allocates("10.0.0.0/8", 16, 2, "10.0.16.0/20 10.1.255.0/24", "10.2.0.0/16 10.3.0.0/16");
    allocates("10.0.0.0/8", 20, 3, "10.0.16.0/20", "10.0.0.0/20 10.0.32.0/20 10.0.48.0/20");
    allocates("10.0.0.0/8", 16, 1, "10.0.0.0/15", "10.2.0.0/16");
    allocates("10.0.0.0/8", 20, 1, "10.0.0.0/16 10.0.16.0/20 10.0.0.0/20", "10.1.0.0/20");
    allocates("10.0.0.0/8", 16, 1, "9.0.0.0/8 192.168.0.0/16", "10.0.0.0/16");
}

static void a_full_network_gives_what_it_has(void **state) {
    (void)state;
    allocates("10.0.0.0/15", 16, 3, "", "10.0.0.0/16 10.1.0.0/16");
    allocates("10.0.0.0/16", 16, 1, "10.0.255.0/24", "");
    allocates("10.0.0.0/20", 16, 1, "", "");
    allocates("255.255.0.0/16", 16, 2, "", "255.255.0.0/16");
    allocates("0.0.0.0/0", 1, 3, "", "0.0.0.0/1 128.0.0.0/1");
}

static void thousands_are_allocated_without_overlap(void **state) {
    (void)state;
    enum { TAKEN = 5000, WANTED = 20000 };
    TNF_AUTO(tnf_ranges_release) struct tnf_ranges ranges = {0};
    for (unsigned i = 0; i < TAKEN; i++) {
        struct tnf_range range = {.entity = TNF_ENTITY_ENVIRONMENT};
        range.cidr = (struct tnf_cidr){.address = 0x0A000000U + i * 3 * 4096, .prefix = 20};
        tnf_ranges_add(&ranges, &range);
    }
    TNF_AUTO_FREE struct tnf_cidr *found = tnf_xcalloc(WANTED, sizeof *found);
    assert_int_equal(tnf_ranges_allocate(&ranges, cidr_of("0.0.0.0/0"), 20, WANTED, found), WANTED);
    for (size_t i = 0; i < WANTED; i++) {
        struct tnf_range range = {.entity = TNF_ENTITY_ENVIRONMENT, .cidr = found[i]};
        tnf_ranges_add(&ranges, &range);
    }
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    tnf_ranges_sort(&ranges);
    tnf_ranges_check(&ranges, &findings);
    assert_int_equal(findings.count, 0);
}

static void each_overlap_is_found_once(void **state) {
    (void)state;
    TNF_AUTO(tnf_ranges_release) struct tnf_ranges ranges = {0};
    add(&ranges, "10.1.0.0/16", "d");
    add(&ranges, "10.0.0.0/8", "a");
    add(&ranges, "10.0.16.0/20", "c");
    add(&ranges, "10.0.0.0/16", "b");
    add(&ranges, "11.0.0.0/16", "e");
    tnf_ranges_sort(&ranges);
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    tnf_ranges_check(&ranges, &findings);
    assert_int_equal(findings.count, 3);
    assert_string_equal(findings.items[0].message.ptr, "cidr: 10.0.0.0/16 overlaps 10.0.0.0/8 of environment a");
    assert_string_equal(findings.items[0].key.ptr, "b");
    assert_int_equal(findings.items[0].field, TNF_ENVIRONMENT_CIDR);
    assert_string_equal(findings.items[2].key.ptr, "d");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lowest_free_blocks_are_taken),
        cmocka_unit_test(a_full_network_gives_what_it_has),
        cmocka_unit_test(thousands_are_allocated_without_overlap),
        cmocka_unit_test(each_overlap_is_found_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
