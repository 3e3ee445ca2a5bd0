#include "generator/state/lock_info.h"

#include "generator/state/timestamp.h"

#include <jansson.h>

static struct tnf_strview text_of(const json_t *object, const char *key, struct tnf_arena *arena) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value)) return TNF_SV("");
    return tnf_arena_sv(arena, tnf_sv_n(json_string_value(value), json_string_length(value)));
}

void tnf_lock_info_read(struct tnf_strview text, struct tnf_arena *arena, struct tnf_lock_info *ret) {
    json_t *root = text.len == 0 ? NULL : json_loadb(text.ptr, text.len, 0, NULL);
    *ret = (struct tnf_lock_info){
        .id = text_of(root, "ID", arena),
        .who = text_of(root, "Who", arena),
        .operation = text_of(root, "Operation", arena),
        .created = tnf_timestamp_read(json_string_value(json_object_get(root, "Created"))),
    };
    json_decref(root);
}
