/* Volumes as the efs module takes them. */
#include "catalog/names.h"
#include "generator/resolve/layers.h"
#include "generator/resolve/model.h"

static struct tnf_strview service_name(const struct tnf_bundle *bundle, struct tnf_strview name) {
    for (size_t i = 0; i < bundle->services.count; i++)
        if (tnf_sv_eq(bundle->services.items[i].data[TNF_SERVICE_NAME].string, name))
            return tnf_physical_name(&bundle->services.items[i]);
    return name;
}

/* The key is a directory and decides a user's number, so that it is made from names in AWS. */
struct tnf_value tnf_model_volumes(struct tnf_arena *arena, const struct tnf_bundle *bundle) {
    struct tnf_value volumes = tnf_value_object(arena);
    for (size_t i = 0; i < bundle->volumes.count; i++) {
        const struct tnf_datum *row = bundle->volumes.items[i].data;
        const struct tnf_strview service = row[TNF_VOLUME_SERVICE].string;
        const struct tnf_strview name = tnf_physical_name(&bundle->volumes.items[i]);
        struct tnf_value volume = tnf_value_object(arena);
        tnf_object_set_string(arena, volume, "service", service);
        tnf_object_set_string(arena, volume, "name", name);
        tnf_object_set_string(arena, volume, "path", row[TNF_VOLUME_PATH].string);
        tnf_object_set_bool(arena, volume, "read_only", tnf_layer_bool(false, TNF_LAYERS(&row[TNF_VOLUME_READ_ONLY])));
        tnf_object_set(
            arena, volumes,
            tnf_arena_printf(arena, "%.*s/%.*s", TNF_SV_ARG(service_name(bundle, service)), TNF_SV_ARG(name)), volume);
    }
    tnf_object_sort(volumes);
    return volumes;
}

bool tnf_model_volume_backup(const struct tnf_record *environment, const struct tnf_bundle *bundle) {
    const struct tnf_datum *protected = &environment->data[TNF_ENVIRONMENT_PROTECTED];
    for (size_t i = 0; i < bundle->volumes.count; i++)
        if (tnf_layer_bool(false, TNF_LAYERS(&bundle->volumes.items[i].data[TNF_VOLUME_BACKUP], protected)))
            return true;
    return false;
}
