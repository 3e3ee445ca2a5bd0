/*
 * Layered values: the first layer that gives a value wins, the built-in default comes last. Layers are
 * ordered from the nearest (the row itself) to the farthest (the environment). NULL layers are skipped.
 */
#pragma once

#include "catalog/entity.h"

int64_t tnf_layer_int(int64_t fallback, size_t count, const struct tnf_datum *const *layers);
bool tnf_layer_bool(bool fallback, size_t count, const struct tnf_datum *const *layers);
struct tnf_strview tnf_layer_string(struct tnf_strview fallback, size_t count, const struct tnf_datum *const *layers);

/* TNF_LAYERS(a, b): the count and array arguments of the functions above. */
#define TNF_LAYERS(...)                                                                                                \
    (sizeof((const struct tnf_datum *const[]){__VA_ARGS__}) / sizeof(const struct tnf_datum *)),                       \
        (const struct tnf_datum *const[]) {                                                                            \
        __VA_ARGS__                                                                                                    \
    }
