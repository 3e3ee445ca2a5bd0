#include "generator/resolve/layers.h"

static const struct tnf_datum *first_set(size_t count, const struct tnf_datum *const *layers) {
    for (size_t i = 0; i < count; i++)
        if (layers[i] != NULL && layers[i]->set) return layers[i];
    return NULL;
}

int64_t tnf_layer_int(int64_t fallback, size_t count, const struct tnf_datum *const *layers) {
    const struct tnf_datum *datum = first_set(count, layers);
    return datum == NULL ? fallback : datum->integer;
}

bool tnf_layer_bool(bool fallback, size_t count, const struct tnf_datum *const *layers) {
    const struct tnf_datum *datum = first_set(count, layers);
    return datum == NULL ? fallback : datum->boolean;
}

struct tnf_strview tnf_layer_string(struct tnf_strview fallback, size_t count, const struct tnf_datum *const *layers) {
    const struct tnf_datum *datum = first_set(count, layers);
    return datum == NULL ? fallback : datum->string;
}
