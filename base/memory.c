#include "base/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_CAPACITY = 16 };

static void *checked(void *memory, size_t size) {
    if (memory != NULL || size == 0) return memory;
    (void)fprintf(stderr, "tenantform: out of memory (%zu bytes)\n", size);
    abort();
}

void *tnf_xmalloc(size_t size) {
    return checked(malloc(size == 0 ? 1 : size), size + 1);
}

void *tnf_xcalloc(size_t count, size_t size) {
    return checked(calloc(count == 0 ? 1 : count, size == 0 ? 1 : size), 1);
}

void *tnf_xrealloc(void *old, size_t size) {
    return checked(realloc(old, size == 0 ? 1 : size), size + 1);
}

void *tnf_xgrow(void *items, size_t count, size_t *capacity, size_t item_size) {
    if (count < *capacity) return items;
    size_t size;
    *capacity = *capacity == 0 ? FIRST_CAPACITY : 2 * *capacity;
    if (__builtin_mul_overflow(*capacity, item_size, &size)) abort();
    return tnf_xrealloc(items, size);
}

char *tnf_xstrndup(const char *text, size_t length) {
    char *copy = tnf_xmalloc(length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *tnf_xstrdup(const char *text) {
    return tnf_xstrndup(text, strlen(text));
}

void tnf_cleanup_free(void *pointer_to_pointer) {
    void *memory;
    memcpy(&memory, pointer_to_pointer, sizeof memory);
    free(memory);
}

void tnf_cleanup_close(const int *descriptor) {
    const int saved = errno;
    if (*descriptor >= 0) (void)close(*descriptor);
    errno = saved;
}
