/*
 * The JSON that is made of brackets and strings: lists and maps in the catalog's columns, Terraform's types. Anything
 * larger is read with jansson.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strview.h"

#include <stdbool.h>

/* Where a reader stands in its text. */
struct tnf_json_cursor {
    struct tnf_strview text;
    size_t offset;
};

/* Skips blanks; true, and steps over it, when `c` comes next. */
bool tnf_json_accept(struct tnf_json_cursor *cursor, char c);
/* As accept; TNF_E_INVALID when something else comes next. */
int tnf_json_expect(struct tnf_json_cursor *cursor, char c, struct tnf_error *err);
/* TNF_E_INVALID unless only blanks are left. */
int tnf_json_expect_end(struct tnf_json_cursor *cursor, struct tnf_error *err);
/* Reads a string with its escapes; the view points into the text or, where there were escapes, into the arena.
 * TNF_E_INVALID names the byte. Whether it is UTF-8 and without NUL is the caller's to ask. */
int tnf_json_read_string(struct tnf_json_cursor *cursor, struct tnf_arena *arena, struct tnf_strview *ret_string,
                         struct tnf_error *err);
/* Appends `text` as a JSON string with its quotes; control characters are escaped, UTF-8 is kept. */
void tnf_json_add_string(struct tnf_strbuf *out, struct tnf_strview text);
