#include "generator/state/backend.h"

#include "base/memory.h"
#include "base/path.h"

#include <string.h>

static struct tnf_strview between(struct tnf_strview text, const char *start, const char *end) {
    const char *from = text.len == 0 ? NULL : memmem(text.ptr, text.len, start, strlen(start));
    if (from == NULL) return TNF_SV("");
    from += strlen(start);
    const size_t rest = text.len - (size_t)(from - text.ptr);
    const char *to = memmem(from, rest, end, strlen(end));
    return to == NULL ? TNF_SV("") : tnf_sv_n(from, (size_t)(to - from));
}

/* The string of an argument in the block, whatever blanks align its equals sign. */
static struct tnf_strview argument(struct tnf_strview block, const char *name) {
    while (block.len > 0) {
        struct tnf_strview line = tnf_sv_trim(tnf_sv_next(&block, '\n'));
        if (!tnf_sv_starts_with(line, tnf_sv(name))) continue;
        line = tnf_sv_trim(tnf_sv_from(line, strlen(name)));
        if (!tnf_sv_starts_with(line, TNF_SV("="))) continue;
        return between(line, "\"", "\"");
    }
    return TNF_SV("");
}

/* A path that is relative to the stack, as one that is relative to the output. */
static struct tnf_strview resolve(struct tnf_strview stack, struct tnf_strview path, struct tnf_arena *arena) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf resolved = TNF_STRBUF_INIT;
    tnf_path_resolve(&resolved, stack, path);
    return tnf_arena_sv(arena, tnf_strbuf_view(&resolved));
}

void tnf_backend_read(struct tnf_strview stack, struct tnf_strview content, struct tnf_arena *arena,
                      struct tnf_backend *ret) {
    *ret = (struct tnf_backend){.block = between(content, "\n  backend \"", "\n  }")};
    if (ret->block.len == 0) return;
    if (tnf_sv_starts_with(ret->block, TNF_SV("local\""))) {
        ret->kind = TNF_BACKEND_LOCAL;
        const struct tnf_strview path = argument(ret->block, "path");
        ret->path = resolve(stack, path.len == 0 ? TNF_SV("terraform.tfstate") : path, arena);
    } else if (tnf_sv_starts_with(ret->block, TNF_SV("s3\""))) {
        ret->kind = TNF_BACKEND_S3;
        ret->bucket = argument(ret->block, "bucket");
        ret->key = argument(ret->block, "key");
        ret->region = argument(ret->block, "region");
    } else {
        ret->kind = TNF_BACKEND_OTHER;
    }
}
