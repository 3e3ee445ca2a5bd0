/*
 * Terraform's values in MessagePack, as cty encodes them: an object is a map with its keys sorted, an unknown value an
 * extension (type 0, or type 12 with what is known about it), a number an integer, a float or a decimal string, and
 * where the type is dynamic an array of the type's JSON and the value.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strview.h"
#include "provider/schema/type.h"
#include "provider/schema/value.h"

/* The extension types of unknown values. */
enum { TNF_CTY_MSGPACK_UNKNOWN = 0, TNF_CTY_MSGPACK_REFINED = 12 };

/* Reads one value of `type`. Text is borrowed from `bytes`. An attribute that an object does not have is null; one
 * that the type does not know, a value of another type, more bytes than one value or nesting deeper than
 * TNF_CTY_MAX_DEPTH is an error, which names the attribute. */
int tnf_cty_msgpack_read(struct tnf_arena *arena, struct tnf_strview bytes, const struct tnf_cty_type *type,
                         struct tnf_cty_value *ret_value, struct tnf_error *err);

/* Appends the value. It has to fit the type that the reader will use; objects have to have all of its attributes. */
void tnf_cty_msgpack_write(const struct tnf_cty_value *value, struct tnf_strbuf *out);
