/* Reading the JSON of schemas and facts. Private to the compiler. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strview.h"
#include "provider/schema/schema.h"
#include "provider/schema/value.h"

#include <jansson.h>

/* Parses a file, compressed with gzip or not, of at most 512 MiB. The caller owns *ret_json. */
int tnf_json_file_read(const char *path, json_t **ret_json, struct tnf_error *err);

/* One entry of "resource_schemas" and the like. Everything in the schema is copied into the arena. */
int tnf_json_schema_read(struct tnf_arena *arena, const json_t *json, struct tnf_schema *ret_schema,
                         struct tnf_error *err);

/* The facts as a value of tnf_rehearsal_facts_type; without a file (json NULL) empty ones. */
int tnf_json_facts_read(struct tnf_arena *arena, const json_t *json, struct tnf_cty_value *ret_facts,
                        struct tnf_error *err);

/* A string of the JSON text, the empty view when it is none. Borrowed from the JSON. */
struct tnf_strview tnf_json_text(const json_t *json);
