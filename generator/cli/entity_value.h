/*
 * Values of entities between the command line, text for people and JSON. Pure: nothing here reads a catalog
 * or prints.
 */
#pragma once

#include "base/strbuf.h"
#include "catalog/record.h"
#include "generator/cli/command.h"

#include <jansson.h>

/* Sets the key fields from positional words, one for each. Forms are checked by the field rules. */
void tnf_cli_read_keys(const char *const *words, struct tnf_arena *arena, struct tnf_record *record);

/* Sets the fields whose options were given. Lists are what all occurrences of the option hold together: items
 * that are free text are taken as they are, others may be joined with commas. Each occurrence of a map's option
 * is one key=value. JSON ('[' or '{' in front) is read for both, and one empty argument is an empty list or map.
 * Fails with a message that names the option. */
int tnf_cli_read_fields(const struct tnf_entity *entity, const struct tnf_cli_args *args, struct tnf_arena *arena,
                        struct tnf_record *record, struct tnf_error *err);

/* Makes the fields named by --unset "not given". Fails for names of no field, keys, required and allocated
 * fields. */
int tnf_cli_read_unset(const struct tnf_entity *entity, const struct tnf_cli_args *args, struct tnf_record *record,
                       struct tnf_error *err);

/* "tenant tenant-2: service api". */
void tnf_cli_add_row_name(struct tnf_strbuf *out, const struct tnf_record *record);
/* "1024 MiB", "a,b", "not given"; without control characters. */
void tnf_cli_add_value(struct tnf_strbuf *out, const struct tnf_record *record, size_t field);
/* "memory 512 → 1024 MiB, port 80 → not given": what differs, in the order of the fields; nothing when nothing
 * does. */
void tnf_cli_add_changes(struct tnf_strbuf *out, const struct tnf_record *before, const struct tnf_record *after);

/* A field's value, null when it is not given. New reference. */
json_t *tnf_cli_json_value(const struct tnf_record *record, size_t field);
/* {field: value, …} with every field. New reference. */
json_t *tnf_cli_json_record(const struct tnf_record *record);
/* [{"field", "before", "after"}, …]: what differs; either record may be NULL (no row). New reference. */
json_t *tnf_cli_json_changes(const struct tnf_record *before, const struct tnf_record *after);
