#include "provider/schema/identity.h"

static int compare(const void *a, const void *b) {
    const struct tnf_identity_attribute *left = a;
    const struct tnf_identity_attribute *right = b;
    return tnf_sv_cmp(left->name, right->name);
}

static bool is_plain(const struct tnf_cty_type *type) {
    return type != NULL && (type->kind == TNF_CTY_BOOL || type->kind == TNF_CTY_NUMBER || type->kind == TNF_CTY_STRING);
}

static bool fits(const struct tnf_cty_type *type) {
    return is_plain(type) || (type != NULL && type->kind == TNF_CTY_LIST && is_plain(type->element));
}

static int check(const struct tnf_identity_attribute *attribute, struct tnf_error *err) {
    const struct tnf_strview name = attribute->name;
    if (name.len == 0) return tnf_error_set(err, TNF_E_INVALID, "an identity's attribute has no name");
    if (!fits(attribute->type)) {
        return tnf_error_set(err, TNF_E_INVALID,
                             "identity attribute \"%.*s\" is no bool, number, string or list of them",
                             TNF_SV_ARG(name));
    }
    if (attribute->required_for_import != attribute->optional_for_import) return 0;
    return tnf_error_set(err, TNF_E_INVALID, "identity attribute \"%.*s\" has to be either required or optional",
                         TNF_SV_ARG(name));
}

int tnf_identity_schema_finish(struct tnf_arena *arena, struct tnf_identity_schema *schema, struct tnf_error *err) {
    struct tnf_identity_attribute *attributes = schema->attributes;
    const size_t count = schema->attribute_count;
    if (count == 0) return tnf_error_set(err, TNF_E_INVALID, "an identity has no attribute");
    qsort(attributes, count, sizeof *attributes, compare);
    struct tnf_cty_field *fields = TNF_ARENA_ARRAY(arena, struct tnf_cty_field, count);
    for (size_t i = 0; i < count; i++) {
        TNF_TRY(check(&attributes[i], err));
        if (i > 0 && tnf_sv_eq(attributes[i - 1].name, attributes[i].name)) {
            return tnf_error_set(err, TNF_E_INVALID, "identity attribute \"%.*s\" is there twice",
                                 TNF_SV_ARG(attributes[i].name));
        }
        fields[i] = (struct tnf_cty_field){.name = attributes[i].name, .type = attributes[i].type};
    }
    schema->type = tnf_cty_object(arena, fields, count);
    return 0;
}
