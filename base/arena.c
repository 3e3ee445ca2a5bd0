#include "base/arena.h"

#include "base/memory.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__) && !defined(TNF_ARENA_MALLOC)
#define TNF_ARENA_MALLOC 1
#endif

enum { FIRST_ITEMS = 8 };

struct tnf_arena_block {
    struct tnf_arena_block *next;
    size_t capacity;
    alignas(max_align_t) unsigned char bytes[];
};

#ifdef TNF_ARENA_MALLOC
enum { BLOCK_SIZE = 0 };
#else
enum { BLOCK_SIZE = 16 * 1024 };
#endif

void tnf_arena_release(struct tnf_arena *arena) {
    struct tnf_arena_block *block = arena->blocks;
    while (block != NULL) {
        struct tnf_arena_block *next = block->next;
        free(block);
        block = next;
    }
    *arena = (struct tnf_arena)TNF_ARENA_INIT;
}

void tnf_arena_reset(struct tnf_arena *arena) {
    struct tnf_arena_block *kept = arena->blocks;
    if (kept == NULL || BLOCK_SIZE == 0 || kept->capacity != BLOCK_SIZE) {
        tnf_arena_release(arena);
        return;
    }
    arena->blocks = kept->next;
    tnf_arena_release(arena);
    kept->next = NULL;
    arena->blocks = kept;
}

static struct tnf_arena_block *add_block(struct tnf_arena *arena, size_t size) {
    const size_t capacity = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    struct tnf_arena_block *block = tnf_xmalloc(sizeof *block + capacity);
    block->capacity = capacity;
    block->next = arena->blocks;
    arena->blocks = block;
    arena->used = 0;
    return block;
}

void *tnf_arena_alloc(struct tnf_arena *arena, size_t size) {
    if (size == 0) size = 1;
    const size_t start = (arena->used + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    struct tnf_arena_block *block = arena->blocks;
    size_t at = start;
    if (block == NULL || BLOCK_SIZE == 0 || start > block->capacity || block->capacity - start < size) {
        block = add_block(arena, size);
        at = 0;
    }
    arena->used = at + size;
    memset(block->bytes + at, 0, size);
    return block->bytes + at;
}

void *tnf_arena_array(struct tnf_arena *arena, size_t count, size_t size) {
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) abort();
    return tnf_arena_alloc(arena, total);
}

void *tnf_arena_grow(struct tnf_arena *arena, void *items, size_t count, size_t *capacity, size_t item_size) {
    if (count < *capacity) return items;
    *capacity = *capacity == 0 ? FIRST_ITEMS : 2 * *capacity;
    void *grown = tnf_arena_array(arena, *capacity, item_size);
    if (count > 0) memcpy(grown, items, count * item_size);
    return grown;
}

struct tnf_strview tnf_arena_sv(struct tnf_arena *arena, struct tnf_strview text) {
    char *copy = tnf_arena_alloc(arena, text.len + 1);
    if (text.len > 0) memcpy(copy, text.ptr, text.len);
    return tnf_sv_n(copy, text.len);
}

char *tnf_arena_str(struct tnf_arena *arena, const char *text) {
    const size_t size = strlen(text) + 1;
    return memcpy(tnf_arena_alloc(arena, size), text, size);
}

struct tnf_strview tnf_arena_printf(struct tnf_arena *arena, const char *format, ...) {
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    const size_t size = length < 0 ? 0 : (size_t)length;
    char *text = tnf_arena_alloc(arena, size + 1);
    (void)vsnprintf(text, size + 1, format, again);
    va_end(again);
    return tnf_sv_n(text, size);
}
