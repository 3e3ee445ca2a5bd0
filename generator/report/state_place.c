#include "generator/report/state_place.h"

#include "generator/state/backend.h"

void tnf_state_place(struct tnf_strview stack, struct tnf_strview content, struct tnf_strbuf *out) {
    struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_backend backend;
    tnf_backend_read(stack, content, &arena, &backend);
    tnf_strbuf_clear(out);
    tnf_strbuf_add_sv(out, backend.kind == TNF_BACKEND_LOCAL ? backend.path : backend.block);
    tnf_arena_release(&arena);
}
