#include "generator/hcl/value.h"

#include <stdlib.h>
#include <string.h>

/* From this many keys on an object finds a key by hash, so that maps of thousands of names stay linear. */
enum { INDEX_FROM = 16 };

struct tnf_list {
    struct tnf_value *items;
    size_t count;
    size_t capacity;
};

struct entry {
    struct tnf_strview key;
    struct tnf_value value;
};

struct tnf_object {
    struct entry *entries;
    size_t count;
    size_t capacity;
    uint32_t *slots;   /* entry number + 1, 0 is free; NULL below INDEX_FROM keys */
    size_t slot_count; /* a power of two, at least twice the capacity */
};

struct tnf_value tnf_value_null(void) {
    return (struct tnf_value){.kind = TNF_VALUE_NULL};
}

struct tnf_value tnf_value_bool(bool boolean) {
    return (struct tnf_value){.kind = TNF_VALUE_BOOL, .boolean = boolean};
}

struct tnf_value tnf_value_int(int64_t integer) {
    return (struct tnf_value){.kind = TNF_VALUE_INT, .integer = integer};
}

struct tnf_value tnf_value_string(struct tnf_strview text) {
    return (struct tnf_value){.kind = TNF_VALUE_STRING, .text = text};
}

struct tnf_value tnf_value_reference(struct tnf_strview expression) {
    return (struct tnf_value){.kind = TNF_VALUE_REFERENCE, .text = expression};
}

struct tnf_value tnf_value_list(struct tnf_arena *arena) {
    return (struct tnf_value){.kind = TNF_VALUE_LIST, .list = TNF_ARENA_NEW(arena, struct tnf_list)};
}

struct tnf_value tnf_value_object(struct tnf_arena *arena) {
    return (struct tnf_value){.kind = TNF_VALUE_OBJECT, .object = TNF_ARENA_NEW(arena, struct tnf_object)};
}

void tnf_list_add(struct tnf_arena *arena, struct tnf_value list, struct tnf_value item) {
    struct tnf_list *self = list.list;
    self->items = tnf_arena_grow(arena, self->items, self->count, &self->capacity, sizeof *self->items);
    self->items[self->count++] = item;
}

/* FNV-1a. Keys are the user's own; nobody gains by making his own catalog slow. */
static size_t hash(struct tnf_strview key) {
    uint64_t state = 14695981039346656037ULL;
    for (size_t i = 0; i < key.len; i++) state = (state ^ (unsigned char)key.ptr[i]) * 1099511628211ULL;
    return (size_t)(state ^ (state >> 32));
}

/* The slot that holds the key, or the free one where it belongs. */
static uint32_t *find_slot(const struct tnf_object *self, struct tnf_strview key) {
    const size_t mask = self->slot_count - 1;
    size_t at = hash(key) & mask;
    while (self->slots[at] != 0 && !tnf_sv_eq(self->entries[self->slots[at] - 1].key, key)) at = (at + 1) & mask;
    return &self->slots[at];
}

static void index_all(struct tnf_object *self) {
    memset(self->slots, 0, self->slot_count * sizeof *self->slots);
    for (size_t i = 0; i < self->count; i++) *find_slot(self, self->entries[i].key) = (uint32_t)(i + 1);
}

static struct entry *find_entry(const struct tnf_object *self, struct tnf_strview key) {
    if (self->slots != NULL) {
        const uint32_t number = *find_slot(self, key);
        return number == 0 ? NULL : &self->entries[number - 1];
    }
    for (size_t i = 0; i < self->count; i++)
        if (tnf_sv_eq(self->entries[i].key, key)) return &self->entries[i];
    return NULL;
}

static void grow_object(struct tnf_arena *arena, struct tnf_object *self) {
    const size_t capacity = self->capacity == 0 ? 4 : 2 * self->capacity;
    if (capacity > UINT32_MAX / 2) abort();
    struct entry *entries = TNF_ARENA_ARRAY(arena, struct entry, capacity);
    if (self->count > 0) memcpy(entries, self->entries, self->count * sizeof *entries);
    self->entries = entries;
    self->capacity = capacity;
    if (capacity < INDEX_FROM) return;
    self->slot_count = 2 * capacity;
    self->slots = TNF_ARENA_ARRAY(arena, uint32_t, self->slot_count);
    index_all(self);
}

void tnf_object_set(struct tnf_arena *arena, struct tnf_value object, struct tnf_strview key, struct tnf_value value) {
    struct tnf_object *self = object.object;
    struct entry *present = find_entry(self, key);
    if (present != NULL) {
        present->value = value;
        return;
    }
    if (self->count == self->capacity) grow_object(arena, self);
    self->entries[self->count++] = (struct entry){key, value};
    if (self->slots != NULL) *find_slot(self, key) = (uint32_t)self->count;
}

void tnf_object_set_string(struct tnf_arena *arena, struct tnf_value object, const char *key, struct tnf_strview text) {
    tnf_object_set(arena, object, tnf_sv(key), tnf_value_string(text));
}

void tnf_object_set_int(struct tnf_arena *arena, struct tnf_value object, const char *key, int64_t integer) {
    tnf_object_set(arena, object, tnf_sv(key), tnf_value_int(integer));
}

void tnf_object_set_bool(struct tnf_arena *arena, struct tnf_value object, const char *key, bool boolean) {
    tnf_object_set(arena, object, tnf_sv(key), tnf_value_bool(boolean));
}

void tnf_object_set_value(struct tnf_arena *arena, struct tnf_value object, const char *key, struct tnf_value value) {
    tnf_object_set(arena, object, tnf_sv(key), value);
}

static int by_key(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct entry *)a)->key, ((const struct entry *)b)->key);
}

void tnf_object_sort(struct tnf_value object) {
    struct tnf_object *self = object.object;
    if (self->count < 2) return;
    qsort(self->entries, self->count, sizeof *self->entries, by_key);
    if (self->slots != NULL) index_all(self);
}

size_t tnf_list_count(struct tnf_value list) {
    return list.list->count;
}

struct tnf_value tnf_list_at(struct tnf_value list, size_t index) {
    return list.list->items[index];
}

size_t tnf_object_count(struct tnf_value object) {
    return object.object->count;
}

struct tnf_strview tnf_object_key_at(struct tnf_value object, size_t index) {
    return object.object->entries[index].key;
}

struct tnf_value tnf_object_at(struct tnf_value object, size_t index) {
    return object.object->entries[index].value;
}

struct tnf_value tnf_object_get(struct tnf_value object, struct tnf_strview key, bool *ret_found) {
    const struct entry *entry = find_entry(object.object, key);
    if (ret_found != NULL) *ret_found = entry != NULL;
    return entry == NULL ? tnf_value_null() : entry->value;
}

const char *tnf_value_kind_name(enum tnf_value_kind kind) {
    switch (kind) {
    case TNF_VALUE_NULL:
        return "null";
    case TNF_VALUE_BOOL:
        return "a bool";
    case TNF_VALUE_INT:
        return "a number";
    case TNF_VALUE_STRING:
        return "a string";
    case TNF_VALUE_REFERENCE:
        return "a reference";
    case TNF_VALUE_LIST:
        return "a list";
    case TNF_VALUE_OBJECT:
        return "an object";
    }
    return "of no kind";
}
