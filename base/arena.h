/*
 * Memory that is freed all at once: one arena per loaded catalog, rendered stack or RPC. Nothing in it is
 * freed singly. Built with a sanitizer or with TNF_ARENA_MALLOC each allocation is a malloc of its own, so
 * that overruns are seen. Not thread-safe: one arena belongs to one thread at a time.
 */
#pragma once

#include "base/strview.h"

#include <stddef.h>

struct tnf_arena_block;

struct tnf_arena {
    struct tnf_arena_block *blocks; /* newest first */
    size_t used;                    /* in the newest block */
};

#define TNF_ARENA_INIT                                                                                                 \
    { NULL, 0 }

/* Frees everything. The arena is empty and usable afterwards. */
void tnf_arena_release(struct tnf_arena *arena);
/* Forgets everything, and keeps one block so that a loop does not allocate anew each time round. */
void tnf_arena_reset(struct tnf_arena *arena);

/* Zeroed memory, aligned for any type; never NULL. */
void *tnf_arena_alloc(struct tnf_arena *arena, size_t size) __attribute__((returns_nonnull, warn_unused_result));
/* Zeroed array; aborts when count * size overflows. */
void *tnf_arena_array(struct tnf_arena *arena, size_t count, size_t size)
    __attribute__((returns_nonnull, warn_unused_result));
/* Room for one more item in an array of the arena that grows by doubling: `items` (NULL at first), or a copy with room
 * when all of *capacity is taken. Aborts when its size overflows. */
void *tnf_arena_grow(struct tnf_arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
    __attribute__((returns_nonnull, warn_unused_result));
/* Copies that are NUL-terminated too, so .ptr can be given to the operating system. */
struct tnf_strview tnf_arena_sv(struct tnf_arena *arena, struct tnf_strview text);
char *tnf_arena_str(struct tnf_arena *arena, const char *text);
struct tnf_strview tnf_arena_printf(struct tnf_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#define TNF_ARENA_NEW(arena, type) ((type *)tnf_arena_alloc((arena), sizeof(type)))
#define TNF_ARENA_ARRAY(arena, type, count) ((type *)tnf_arena_array((arena), (count), sizeof(type)))
