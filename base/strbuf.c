#include "base/strbuf.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char tnf_strbuf_empty[1];

void tnf_strbuf_init(struct tnf_strbuf *buf) {
    *buf = (struct tnf_strbuf)TNF_STRBUF_INIT;
}

void tnf_strbuf_release(struct tnf_strbuf *buf) {
    if (buf->capacity > 0) free(buf->ptr);
    tnf_strbuf_init(buf);
}

void tnf_strbuf_wipe(struct tnf_strbuf *buf) {
    if (buf->len > 0) explicit_bzero(buf->ptr, buf->len);
    tnf_strbuf_release(buf);
}

void tnf_strbuf_clear(struct tnf_strbuf *buf) {
    if (buf->capacity > 0) buf->ptr[0] = '\0';
    buf->len = 0;
}

void tnf_strbuf_truncate(struct tnf_strbuf *buf, size_t len) {
    if (len >= buf->len) return;
    buf->len = len;
    buf->ptr[len] = '\0';
}

void tnf_strbuf_reserve(struct tnf_strbuf *buf, size_t extra) {
    const size_t need = buf->len + extra + 1;
    if (need <= buf->capacity) return;
    size_t capacity = buf->capacity < 64 ? 64 : buf->capacity;
    while (capacity < need) capacity *= 2;
    char *grown = tnf_xrealloc(buf->capacity > 0 ? buf->ptr : NULL, capacity);
    if (buf->capacity == 0) grown[0] = '\0';
    buf->ptr = grown;
    buf->capacity = capacity;
}

void tnf_strbuf_add(struct tnf_strbuf *buf, const void *bytes, size_t len) {
    if (len == 0) return;
    tnf_strbuf_reserve(buf, len);
    memcpy(buf->ptr + buf->len, bytes, len);
    buf->len += len;
    buf->ptr[buf->len] = '\0';
}

void tnf_strbuf_add_c(struct tnf_strbuf *buf, char c) {
    tnf_strbuf_reserve(buf, 1);
    buf->ptr[buf->len++] = c;
    buf->ptr[buf->len] = '\0';
}

void tnf_strbuf_add_str(struct tnf_strbuf *buf, const char *text) {
    tnf_strbuf_add(buf, text, strlen(text));
}

void tnf_strbuf_add_sv(struct tnf_strbuf *buf, struct tnf_strview text) {
    tnf_strbuf_add(buf, text.ptr, text.len);
}

void tnf_strbuf_add_repeat(struct tnf_strbuf *buf, char c, size_t count) {
    tnf_strbuf_reserve(buf, count);
    memset(buf->ptr + buf->len, c, count);
    buf->len += count;
    if (buf->capacity > 0) buf->ptr[buf->len] = '\0';
}

void tnf_strbuf_addv(struct tnf_strbuf *buf, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    if (length > 0) {
        tnf_strbuf_reserve(buf, (size_t)length);
        (void)vsnprintf(buf->ptr + buf->len, (size_t)length + 1, format, again);
        buf->len += (size_t)length;
    }
    va_end(again);
}

void tnf_strbuf_addf(struct tnf_strbuf *buf, const char *format, ...) {
    va_list args;
    va_start(args, format);
    tnf_strbuf_addv(buf, format, args);
    va_end(args);
}

struct tnf_strview tnf_strbuf_view(const struct tnf_strbuf *buf) {
    return (struct tnf_strview){buf->ptr, buf->len};
}

char *tnf_strbuf_detach(struct tnf_strbuf *buf) {
    char *text = buf->capacity > 0 ? buf->ptr : tnf_xstrndup("", 0);
    tnf_strbuf_init(buf);
    return text;
}
