/*
 * A compiled schema (format.h), mapped. Schemas are decoded when they are first asked for.
 */
#pragma once

#include "base/error.h"
#include "base/strview.h"
#include "provider/rehearsal/format.h"
#include "provider/schema/schema.h"

struct tnf_schema_file;

/* Maps the file. TNF_E_INVALID when it is none of ours, or of another version. */
int tnf_schema_file_open(const char *path, struct tnf_schema_file **ret_file, struct tnf_error *err);
/* NULL is fine. */
void tnf_schema_file_close(struct tnf_schema_file *file);

/* A section's bytes, which live as long as the file is open. */
struct tnf_strview tnf_schema_file_section(const struct tnf_schema_file *file, enum tnf_rehearsal_section section);

/* The schema of one type (name "" for the provider's configuration), which lives as long as the file is open.
 * TNF_E_NOT_FOUND when there is none. May be called from several threads at a time. */
int tnf_schema_file_find(struct tnf_schema_file *file, enum tnf_rehearsal_kind kind, struct tnf_strview name,
                         const struct tnf_schema **ret_schema, struct tnf_error *err);
