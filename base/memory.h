/*
 * Allocation that does not fail (running out of memory ends the process through one function) and
 * automatic cleanup. Sizes that come from input are limited by whoever reads the input.
 */
#pragma once

#include <stddef.h>

/* As malloc, calloc, realloc and strndup, but never NULL: without memory the process says so and aborts. */
void *tnf_xmalloc(size_t size) __attribute__((malloc, returns_nonnull, warn_unused_result));
void *tnf_xcalloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull, warn_unused_result));
void *tnf_xrealloc(void *old, size_t size) __attribute__((returns_nonnull, warn_unused_result));
/* Room for one more item in an array that grows by doubling: `items` (NULL at first), or where it was moved to when all
 * of *capacity is taken. Aborts when its size overflows. */
void *tnf_xgrow(void *items, size_t count, size_t *capacity, size_t item_size)
    __attribute__((returns_nonnull, warn_unused_result));
char *tnf_xstrndup(const char *text, size_t length) __attribute__((malloc, returns_nonnull, warn_unused_result));
char *tnf_xstrdup(const char *text) __attribute__((malloc, returns_nonnull, warn_unused_result));

/* free() behind a pointer to the pointer, for TNF_AUTO_FREE. */
void tnf_cleanup_free(void *pointer_to_pointer);
/* close() for a descriptor that is >= 0, for TNF_AUTO_CLOSE. Keeps errno. */
void tnf_cleanup_close(const int *descriptor);

/* Storage that is released when it goes out of scope: TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf b = …; */
#define TNF_AUTO(release) __attribute__((cleanup(release)))
#define TNF_AUTO_FREE TNF_AUTO(tnf_cleanup_free)
#define TNF_AUTO_CLOSE TNF_AUTO(tnf_cleanup_close)

#define TNF_ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))
