/*
 * Records as values: make, copy, compare, name, and turn fields into text and back. All strings that come
 * out live in the given arena.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "catalog/entity.h"

/* A fresh record of an entity, nothing set. */
struct tnf_record tnf_record_new(struct tnf_arena *arena, enum tnf_entity_id id);
/* A deep copy. */
struct tnf_record tnf_record_copy(struct tnf_arena *arena, const struct tnf_record *record);
struct tnf_datum tnf_datum_copy(struct tnf_arena *arena, const struct tnf_field *field, const struct tnf_datum *datum);

/* Same entity, same fields set, same values. */
bool tnf_record_equal(const struct tnf_record *a, const struct tnf_record *b);
bool tnf_datum_equal(const struct tnf_field *field, const struct tnf_datum *a, const struct tnf_datum *b);
/* Order of rows of one entity: by key fields, byte order. */
int tnf_record_key_cmp(const struct tnf_record *a, const struct tnf_record *b);

/* A field's value, or the fallback when it is not set; the string is empty then. */
int64_t tnf_record_int(const struct tnf_record *record, size_t field, int64_t fallback);
bool tnf_record_bool(const struct tnf_record *record, size_t field, bool fallback);
struct tnf_strview tnf_record_string(const struct tnf_record *record, size_t field);

/* Key fields stand first in every entity; how many there are. */
size_t tnf_entity_key_count(const struct tnf_entity *entity);
/* The last key field: the row's own name, within what it nests in. Borrowed from the record. */
struct tnf_strview tnf_record_name(const struct tnf_record *record);
/* Appends the key fields joined by '/': "tenant-2/api"; keys that are not set are empty. */
void tnf_record_add_key(struct tnf_strbuf *out, const struct tnf_record *record);
struct tnf_strview tnf_record_key(struct tnf_arena *arena, const struct tnf_record *record);
/* Sets the key fields from "tenant-2/api". TNF_E_INVALID when the number of parts is not that of the keys; the
 * parts themselves are checked by the field rules. */
int tnf_record_set_key(struct tnf_record *record, struct tnf_strview key, struct tnf_arena *arena,
                       struct tnf_error *err);

/* A value as people type it and read it: numbers in decimal, true and false, lists as a,b,c, maps as k=v,k2=v2.
 * A list or map that does not survive that form (a comma in an item, a blank at an end) is written as JSON, and
 * JSON (starting with '[' or '{') is read too. set: TNF_E_INVALID for text of the wrong type or a key given
 * twice; ranges and formats are the field rules' (catalog/rules_field.h). Nothing is appended for a field that
 * is not set. */
int tnf_record_set_text(struct tnf_record *record, size_t field, struct tnf_strview text, struct tnf_arena *arena,
                        struct tnf_error *err);
void tnf_record_add_text(struct tnf_strbuf *out, const struct tnf_record *record, size_t field);

/* Sorts pairs by key, byte order. False when a key is there twice. */
bool tnf_pairs_sort(struct tnf_pairs *pairs);
