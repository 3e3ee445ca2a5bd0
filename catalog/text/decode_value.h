/* One value: from a node to a datum, by the type of its field. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "catalog/entity.h"
#include "catalog/text/node.h"

/* Who is told of what is wrong. */
struct tnf_text_complaints {
    struct tnf_error_list *errors;
    const char *file;
};
/* Adds an error at the place of `at`; hint may be NULL. */
void tnf_text_complain(const struct tnf_text_complaints *to, const struct tnf_node *at, const char *hint,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Says that a key is repeated in its mapping, and where it stood first. */
void tnf_text_complain_repeated(const struct tnf_text_complaints *to, const struct tnf_node *mapping,
                                const struct tnf_node *key);

/* Reads the value of a field. Null, or nothing at all, is "not given". What is wrong is complained about and
 * left out of *ret. Text is borrowed from the tree. */
void tnf_text_decode_value(const struct tnf_text_complaints *to, const struct tnf_field *field,
                           const struct tnf_node *value, struct tnf_arena *arena, struct tnf_datum *ret);
/* Reads a text that must be given, such as a name; false when it was complained about. */
bool tnf_text_decode_string(const struct tnf_text_complaints *to, const char *what, const struct tnf_node *value,
                            struct tnf_strview *ret);
