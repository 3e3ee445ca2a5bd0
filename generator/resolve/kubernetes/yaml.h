/*
 * Kubernetes objects as YAML. Typed values go in, so that no text of a catalog can become anything but the string that
 * it is: a template would have to know YAML's places as ours know those of HCL.
 */
#pragma once

#include "base/strbuf.h"
#include "generator/hcl/value.h"

/* Appends one document: block mappings and sequences, two blanks a level, {} and [] when empty, keys in the order of
 * the object. `document` is an object; text is well-formed UTF-8. Depth is that of the tree. */
void tnf_kube_write_yaml(struct tnf_strbuf *out, struct tnf_value document);
