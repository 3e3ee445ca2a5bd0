#include "generator/cli/find_row.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "base/suggest.h"

/* Keys are compared as a whole, so that any part of one may be misspelt. */
struct nearest {
    struct tnf_suggestion suggestion;
    struct tnf_strbuf best; /* rows live for a call only */
};

static int try_row(const struct tnf_record *row, void *context, struct tnf_error *err) {
    (void)err;
    struct nearest *nearest = context;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
    tnf_record_add_key(&key, row);
    const size_t before = nearest->suggestion.distance;
    const bool first = nearest->suggestion.best.ptr == NULL;
    tnf_suggest_try(&nearest->suggestion, tnf_strbuf_view(&key));
    if (nearest->suggestion.best.ptr == NULL || (!first && nearest->suggestion.distance == before)) return 0;
    tnf_strbuf_clear(&nearest->best);
    tnf_strbuf_add_sv(&nearest->best, tnf_strbuf_view(&key));
    nearest->suggestion.best = tnf_strbuf_view(&nearest->best);
    return 0;
}

static void suggest(struct tnf_catalog *catalog, const struct tnf_record *key, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf given = TNF_STRBUF_INIT;
    struct nearest nearest = {.best = TNF_STRBUF_INIT};
    tnf_record_add_key(&given, key);
    tnf_suggest_init(&nearest.suggestion, tnf_strbuf_view(&given));
    if (tnf_catalog_each(catalog, key->entity->id, NULL, try_row, &nearest, NULL) == 0 && nearest.best.len > 0) {
        struct tnf_error before = *err;
        tnf_error_hint(err, "did you mean \"%s\"? %s", nearest.best.ptr, before.hint);
    }
    tnf_strbuf_release(&nearest.best);
}

int tnf_cli_find_row(struct tnf_catalog *catalog, const struct tnf_record *key, struct tnf_arena *arena,
                     struct tnf_record *ret, struct tnf_error *err) {
    const int code = tnf_catalog_get(catalog, key, arena, ret, err);
    if (code == TNF_E_NOT_FOUND && err != NULL) suggest(catalog, key, err);
    return code;
}
