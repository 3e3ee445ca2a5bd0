#include "provider/resource/resource.h"

#include <inttypes.h>

struct tnf_resource_type tnf_resource_type_of(const struct tnf_entity_schema *schema) {
    return (struct tnf_resource_type){
        .name = schema->type_name,
        .schema = &schema->resource,
        .identity = &schema->identity,
        .context = schema,
        .validate = tnf_resource_validate,
        .read = tnf_resource_read,
        .plan = tnf_resource_plan,
        .apply = tnf_resource_apply,
        .import = tnf_resource_import,
        .upgrade = tnf_resource_upgrade,
    };
}

struct tnf_strview tnf_resource_private(struct tnf_arena *arena, int64_t revision) {
    return tnf_arena_printf(arena, "%" PRId64, revision);
}

int64_t tnf_resource_revision(struct tnf_strview private_bytes) {
    int64_t revision = -1;
    (void)tnf_sv_to_int(private_bytes, 0, INT64_MAX, &revision);
    return revision;
}
