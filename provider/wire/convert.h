/* Between the protocol's messages and our own types. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "provider/schema/diagnostic.h"
#include "provider/schema/schema.h"
#include "provider/schema/value.h"
#include "provider/wire/message.h"
#include "provider/wire/tfplugin6.h"

/* Reads a value of `type`. A message that is missing or empty is null. TNF_E_INVALID when it holds JSON only, which
 * Terraform sends in raw state alone. */
int tnf_wire_read_value(struct tnf_arena *arena, const Tfplugin6__DynamicValue *message,
                        const struct tnf_cty_type *type, struct tnf_cty_value *ret_value, struct tnf_error *err);
Tfplugin6__DynamicValue *tnf_wire_new_value(struct tnf_arena *arena, const struct tnf_cty_value *value);

/* The path from the outside to `place`; NULL for the whole. */
Tfplugin6__AttributePath *tnf_wire_new_path(struct tnf_arena *arena, const struct tnf_attribute_path *place);

/* The list as messages, in its arena. */
Tfplugin6__Diagnostic **tnf_wire_new_diagnostics(const struct tnf_diagnostics *list, size_t *ret_count);
/* Puts the list into the field "diagnostics" of a response. False when the response has no such field. */
bool tnf_wire_set_diagnostics(const struct tnf_diagnostics *list, ProtobufCMessage *response);

/* Reads a schema and finishes it. Texts are borrowed from the message. */
int tnf_wire_read_schema(struct tnf_arena *arena, const Tfplugin6__Schema *message, struct tnf_schema *ret_schema,
                         struct tnf_error *err);
Tfplugin6__Schema *tnf_wire_new_schema(struct tnf_arena *arena, const struct tnf_schema *schema);

/* A type's JSON text. */
struct tnf_strview tnf_wire_type_text(struct tnf_arena *arena, const struct tnf_cty_type *type);

/* Appends a new message to the repeated or map field of a message that is called `field`, and returns it. Its first
 * field, a string, is set to `name`; a map's second one to `value`, which is NULL elsewhere. */
void *tnf_wire_add_named(struct tnf_arena *arena, ProtobufCMessage *message, const char *field, struct tnf_strview name,
                         ProtobufCMessage *value);

/* `argument` is the index of the one that is wrong; -1: none. */
Tfplugin6__FunctionError *tnf_wire_new_function_error(struct tnf_arena *arena, const struct tnf_error *failure,
                                                      int64_t argument);

/* NULL for 0, which is no time. */
Tfplugin6__Timestamp *tnf_wire_new_time(struct tnf_arena *arena, int64_t seconds);
