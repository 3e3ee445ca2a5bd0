/*
 * A folder for output and what a run over it said: cmocka_unit_test_setup_teardown(test, tree_set_up, tree_tear_down)
 * gives *state a struct tree_fixture.
 */
#pragma once

#include "generator/output/tree.h"
#include "tests/support/scratch.h"

struct tree_fixture {
    struct tnf_scratch scratch;
    struct tnf_strbuf events; /* as the test notes them */
    struct tnf_tree_result result;
    struct tnf_error err;
};

int tree_set_up(void **state);
int tree_tear_down(void **state);

/* "new", "changed", "conflict" and so on. */
const char *tree_event_name(enum tnf_tree_event_kind kind);
