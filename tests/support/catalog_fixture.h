/*
 * A catalog of its own for each test of a group: cmocka_unit_test_setup_teardown(test, catalog_set_up,
 * catalog_tear_down) gives *state a struct catalog_fixture.
 */
#pragma once

#include "tests/support/catalog_rows.h"
#include "tests/support/scratch.h"

struct catalog_fixture {
    struct tnf_scratch scratch;
    struct tnf_arena arena; /* for what the test needs, freed with it */
    char *path;
    struct tnf_catalog *catalog; /* open for writing, empty */
};

/* The row with that key, in the fixture's arena. */
struct tnf_record catalog_fixture_row(struct catalog_fixture *fixture, enum tnf_entity_id entity, const char *key);

int catalog_set_up(void **state);
int catalog_tear_down(void **state);
