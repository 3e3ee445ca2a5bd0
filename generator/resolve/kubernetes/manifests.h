/*
 * A tenant as it would stand in a Kubernetes cluster: the EKS option, which nothing applies. Pure: rows and the model
 * of the tenant's stack in, files out.
 */
#pragma once

#include "base/error.h"
#include "catalog/catalog.h"
#include "generator/hcl/value.h"
#include "generator/output/stack.h"

/* Writes the manifests of a tenant: manifests/namespace.yaml, secrets.yaml, storage.yaml, routing.yaml, and one file
 * for each service in manifests/services/. `model` is the tenant's (tnf_model_tenant) with the network and the load
 * balancer that it uses (tnf_model_foundation), and with what the templates of the stack need added by
 * tnf_kube_add_roles. Files are in the order of their names; everything lives in the arena. TNF_E_INVALID for what
 * Kubernetes cannot have: a namespace that is its own, a route's place past the last one, an account that is not
 * known. */
int tnf_kube_manifests(struct tnf_arena *arena, const struct tnf_bundle *bundle, struct tnf_value model,
                       struct tnf_stack_file **ret_files, size_t *ret_count, struct tnf_error *err);

/* Adds to the model what the stack's Terraform makes roles from: roles (service account → name, policy),
 * has_secrets and cluster_name. */
void tnf_kube_add_roles(struct tnf_arena *arena, const struct tnf_bundle *bundle, struct tnf_value model);
