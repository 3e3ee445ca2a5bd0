#include "provider/schema/type.h"

const struct tnf_cty_type tnf_cty_dynamic = {.kind = TNF_CTY_DYNAMIC};
const struct tnf_cty_type tnf_cty_bool = {.kind = TNF_CTY_BOOL};
const struct tnf_cty_type tnf_cty_number = {.kind = TNF_CTY_NUMBER};
const struct tnf_cty_type tnf_cty_string = {.kind = TNF_CTY_STRING};

const struct tnf_cty_type *tnf_cty_collection(struct tnf_arena *arena, enum tnf_cty_kind kind,
                                              const struct tnf_cty_type *element) {
    struct tnf_cty_type *type = TNF_ARENA_NEW(arena, struct tnf_cty_type);
    type->kind = kind;
    type->element = element;
    return type;
}

static int compare_fields(const void *a, const void *b) {
    const struct tnf_cty_field *left = a;
    const struct tnf_cty_field *right = b;
    return tnf_sv_cmp(left->name, right->name);
}

static struct tnf_cty_type *with_fields(struct tnf_arena *arena, enum tnf_cty_kind kind,
                                        const struct tnf_cty_field *fields, size_t count) {
    struct tnf_cty_type *type = TNF_ARENA_NEW(arena, struct tnf_cty_type);
    struct tnf_cty_field *copy = TNF_ARENA_ARRAY(arena, struct tnf_cty_field, count);
    if (count > 0) memcpy(copy, fields, count * sizeof *copy);
    if (kind == TNF_CTY_OBJECT && count > 1) qsort(copy, count, sizeof *copy, compare_fields);
    type->kind = kind;
    type->fields = copy;
    type->count = count;
    return type;
}

const struct tnf_cty_type *tnf_cty_object(struct tnf_arena *arena, const struct tnf_cty_field *fields, size_t count) {
    return with_fields(arena, TNF_CTY_OBJECT, fields, count);
}

const struct tnf_cty_type *tnf_cty_tuple(struct tnf_arena *arena, const struct tnf_cty_field *fields, size_t count) {
    return with_fields(arena, TNF_CTY_TUPLE, fields, count);
}

bool tnf_cty_type_has_dynamic(const struct tnf_cty_type *type) {
    if (type->kind == TNF_CTY_DYNAMIC) return true;
    if (type->element != NULL) return tnf_cty_type_has_dynamic(type->element);
    for (size_t i = 0; i < type->count; i++) {
        if (tnf_cty_type_has_dynamic(type->fields[i].type)) return true;
    }
    return false;
}

bool tnf_cty_type_eq(const struct tnf_cty_type *a, const struct tnf_cty_type *b) {
    if (a == b) return true;
    if (a->kind != b->kind || a->count != b->count) return false;
    if (a->element != NULL) return tnf_cty_type_eq(a->element, b->element);
    for (size_t i = 0; i < a->count; i++) {
        if (!tnf_sv_eq(a->fields[i].name, b->fields[i].name)) return false;
        if (!tnf_cty_type_eq(a->fields[i].type, b->fields[i].type)) return false;
    }
    return true;
}
