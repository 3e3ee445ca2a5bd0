/*
 * The JSON that the store keeps in its columns: arrays of strings, objects of strings, and whole rows for the
 * history. Strict on the way in: nothing but what it writes, and other spellings of the same.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "catalog/entity.h"

void tnf_json_add_list(struct tnf_strbuf *out, const struct tnf_strings *list);
void tnf_json_add_map(struct tnf_strbuf *out, const struct tnf_pairs *map);
/* The fields that are set, in the entity's order: {"name":"api","cpu":512}. */
void tnf_json_add_record(struct tnf_strbuf *out, const struct tnf_record *record);

/* Reads an array or object of strings; map keys come out sorted. TNF_E_INVALID says at which byte what was
 * expected: anything else than strings inside, a key given twice, text that is not UTF-8, a NUL, bytes after
 * the end. */
int tnf_json_read_list(struct tnf_strview text, struct tnf_arena *arena, struct tnf_strings *ret,
                       struct tnf_error *err);
int tnf_json_read_map(struct tnf_strview text, struct tnf_arena *arena, struct tnf_pairs *ret, struct tnf_error *err);
