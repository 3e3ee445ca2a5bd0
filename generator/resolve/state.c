#include "generator/resolve/state.h"

#include "catalog/entities/all.h"
#include "catalog/names.h"
#include "generator/resolve/layers.h"

struct tnf_state_store tnf_state_store_of(struct tnf_arena *arena, const struct tnf_record *platform) {
    const struct tnf_datum *row = platform->data;
    const struct tnf_strview bucket =
        tnf_arena_printf(arena, "%.*s-terraform-state", TNF_SV_ARG(tnf_physical_name(platform)));
    const bool workflows = row[TNF_PLATFORM_GITHUB_REPOSITORY].set;
    return (struct tnf_state_store){
        .managed = workflows && tnf_layer_bool(true, TNF_LAYERS(&row[TNF_PLATFORM_STATE_MANAGED])),
        .bucket = tnf_layer_string(bucket, TNF_LAYERS(&row[TNF_PLATFORM_STATE_BUCKET])),
        .region = tnf_layer_string(row[TNF_PLATFORM_REGION].string, TNF_LAYERS(&row[TNF_PLATFORM_STATE_REGION])),
        .kms_key = tnf_layer_string(TNF_SV(""), TNF_LAYERS(&row[TNF_PLATFORM_STATE_KMS_KEY])),
    };
}

struct tnf_strview tnf_tenant_stack_path(struct tnf_arena *arena, struct tnf_strview environment,
                                         struct tnf_strview cell, struct tnf_strview tenant) {
    if (cell.len > 0)
        return tnf_arena_printf(arena, "environments/%.*s/cells/%.*s", TNF_SV_ARG(environment), TNF_SV_ARG(cell));
    return tnf_arena_printf(arena, "environments/%.*s/tenants/%.*s", TNF_SV_ARG(environment), TNF_SV_ARG(tenant));
}
