#include "tests/support/tree_fixture.h"

#include "base/memory.h"

#include <stdlib.h>

int tree_set_up(void **state) {
    struct tree_fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    tnf_scratch_init(&fixture->scratch);
    tnf_strbuf_init(&fixture->events);
    *state = fixture;
    return 0;
}

int tree_tear_down(void **state) {
    struct tree_fixture *fixture = *state;
    tnf_scratch_release(&fixture->scratch);
    tnf_strbuf_release(&fixture->events);
    free(fixture);
    return 0;
}

const char *tree_event_name(enum tnf_tree_event_kind kind) {
    static const char *const names[] = {"same",     "new",     "changed", "removed", "edited",  "forced",
                                        "conflict", "missing", "stale",   "extra",   "manifest"};
    return names[kind];
}
