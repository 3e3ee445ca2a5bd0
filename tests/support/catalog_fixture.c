#include "tests/support/catalog_fixture.h"

#include "tests/support/test.h"

#include <stdlib.h>

int catalog_set_up(void **state) {
    struct catalog_fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    tnf_scratch_init(&fixture->scratch);
    fixture->path = tnf_scratch_path(&fixture->scratch, "platform.db");
    fixture->catalog = test_open(fixture->path, TNF_OPEN_WRITE | TNF_OPEN_CREATE);
    *state = fixture;
    return 0;
}

int catalog_tear_down(void **state) {
    struct catalog_fixture *fixture = *state;
    tnf_catalog_close(fixture->catalog);
    tnf_arena_release(&fixture->arena);
    tnf_scratch_release(&fixture->scratch);
    free(fixture->path);
    free(fixture);
    return 0;
}

struct tnf_record catalog_fixture_row(struct catalog_fixture *fixture, enum tnf_entity_id entity, const char *key) {
    struct tnf_error err = {0};
    struct tnf_record row = {0};
    const struct tnf_record named = test_record(&fixture->arena, entity, key, NULL);
    if (tnf_catalog_get(fixture->catalog, &named, &fixture->arena, &row, &err) < 0) fail_msg("%s", err.message);
    return row;
}
