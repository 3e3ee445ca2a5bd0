/*
 * Typed values on their way into Terraform: what a catalog row becomes before it is text. A tree in an
 * arena. User data is only ever a string, number, bool, list or object; a reference (an expression that is
 * written as it stands) can be made by the resolver alone and never from user data.
 */
#pragma once

#include "base/arena.h"
#include "base/strview.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tnf_value_kind {
    TNF_VALUE_NULL,
    TNF_VALUE_BOOL,
    TNF_VALUE_INT,
    TNF_VALUE_STRING,
    TNF_VALUE_REFERENCE, /* HCL expression from our own code: module.network.vpc_id */
    TNF_VALUE_LIST,
    TNF_VALUE_OBJECT, /* written with its keys in the order of tnf_object_set, or of the last tnf_object_sort */
};

struct tnf_value {
    enum tnf_value_kind kind;
    union {
        bool boolean;
        int64_t integer;
        struct tnf_strview text; /* string and reference; borrowed, lives as long as the arena */
        struct tnf_list *list;
        struct tnf_object *object;
    };
};

struct tnf_list;
struct tnf_object;

struct tnf_value tnf_value_null(void);
struct tnf_value tnf_value_bool(bool boolean);
struct tnf_value tnf_value_int(int64_t integer);
/* The text is borrowed: it must live as long as the value. */
struct tnf_value tnf_value_string(struct tnf_strview text);
struct tnf_value tnf_value_reference(struct tnf_strview expression);

/* Empty containers in the arena. */
struct tnf_value tnf_value_list(struct tnf_arena *arena);
struct tnf_value tnf_value_object(struct tnf_arena *arena);
/* Appends; `list` must be a list. */
void tnf_list_add(struct tnf_arena *arena, struct tnf_value list, struct tnf_value item);
/* Sets a key (borrowed text); a key that is there already gets the new value and keeps its place. */
void tnf_object_set(struct tnf_arena *arena, struct tnf_value object, struct tnf_strview key, struct tnf_value value);
/* Short forms for what the resolver does most. key is a C string literal. */
void tnf_object_set_string(struct tnf_arena *arena, struct tnf_value object, const char *key, struct tnf_strview text);
void tnf_object_set_int(struct tnf_arena *arena, struct tnf_value object, const char *key, int64_t integer);
void tnf_object_set_bool(struct tnf_arena *arena, struct tnf_value object, const char *key, bool boolean);
void tnf_object_set_value(struct tnf_arena *arena, struct tnf_value object, const char *key, struct tnf_value value);
/* Orders the keys by bytes: for maps keyed by user names. */
void tnf_object_sort(struct tnf_value object);

size_t tnf_list_count(struct tnf_value list);
struct tnf_value tnf_list_at(struct tnf_value list, size_t index);
size_t tnf_object_count(struct tnf_value object);
struct tnf_strview tnf_object_key_at(struct tnf_value object, size_t index);
struct tnf_value tnf_object_at(struct tnf_value object, size_t index);
/* The value under a key; kind NULL with *ret_found false when there is none (ret_found may be NULL). */
struct tnf_value tnf_object_get(struct tnf_value object, struct tnf_strview key, bool *ret_found);
/* "null", "a bool", "a list": for messages that say what was there. */
const char *tnf_value_kind_name(enum tnf_value_kind kind);
