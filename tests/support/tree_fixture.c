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
    static const char *const names[] = {[TNF_TREE_SAME] = "same",
                                        [TNF_TREE_NEW] = "new",
                                        [TNF_TREE_CHANGED] = "changed",
                                        [TNF_TREE_REMOVED] = "removed",
                                        [TNF_TREE_FILE_EDITED] = "edited",
                                        [TNF_TREE_FILE_FORCED] = "forced",
                                        [TNF_TREE_FILE_CONFLICT] = "conflict",
                                        [TNF_TREE_FILE_DAMAGED] = "damaged",
                                        [TNF_TREE_FILE_MISSING] = "missing",
                                        [TNF_TREE_FILE_STALE] = "stale",
                                        [TNF_TREE_FILE_EXTRA] = "extra",
                                        [TNF_TREE_FILE_MANIFEST] = "manifest",
                                        [TNF_TREE_ROW_NEW] = "new row",
                                        [TNF_TREE_ROW_CHANGED] = "changed row",
                                        [TNF_TREE_ROW_GONE] = "gone row"};
    return names[kind];
}
