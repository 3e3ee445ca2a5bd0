/*
 * The EKS option of a tenant as one folder of the output: manifests, and a Terraform root with what they need in AWS.
 */
#pragma once

#include "base/error.h"
#include "generator/hcl/value.h"
#include "generator/output/stack.h"
#include "generator/resolve/scene.h"

struct tnf_kube_stack {
    struct tnf_value model; /* for templates/kubernetes-tenant */
    struct tnf_stack_file *manifests;
    size_t manifest_count;
};

/* The folder of a tenant's option in the output, or, of the first names, that of its state in the bucket. */
struct tnf_strview tnf_kube_path(struct tnf_arena *arena, struct tnf_strview environment, struct tnf_strview tenant);

/* Everything lives in the arena, some of it in the bundle. TNF_E_INVALID as tnf_model_tenant and tnf_kube_manifests. */
int tnf_kube_resolve(struct tnf_arena *arena, const struct tnf_scene *scene, size_t environment,
                     const struct tnf_bundle *bundle, struct tnf_kube_stack *ret, struct tnf_error *err);

/* Puts the manifests among the files that the stack has, in the order of names. */
void tnf_kube_add_files(struct tnf_arena *arena, const struct tnf_kube_stack *option, struct tnf_stack *stack);
