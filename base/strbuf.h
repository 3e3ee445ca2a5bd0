/*
 * A growing buffer of bytes. Invariants: `ptr` is never NULL and ptr[len] is always NUL, so the content can
 * be read as a C string; the memory belongs to the buffer until tnf_strbuf_detach takes it.
 * Low level: must not call anything above base.
 */
#pragma once

#include "base/strview.h"

#include <stdarg.h>
#include <stddef.h>

struct tnf_strbuf {
    char *ptr;
    size_t len;
    size_t capacity; /* 0 while ptr is the shared empty string */
};

extern char tnf_strbuf_empty[1];
#define TNF_STRBUF_INIT                                                                                                \
    { tnf_strbuf_empty, 0, 0 }

void tnf_strbuf_init(struct tnf_strbuf *buf);
/* Frees the memory and leaves an empty, usable buffer. */
void tnf_strbuf_release(struct tnf_strbuf *buf);
/* Releases what was a secret: its bytes are zeros before the memory goes back. */
void tnf_strbuf_wipe(struct tnf_strbuf *buf);
/* Forgets the content and keeps the memory. */
void tnf_strbuf_clear(struct tnf_strbuf *buf);
/* Cuts the content to `len` bytes, which must not be more than there are. */
void tnf_strbuf_truncate(struct tnf_strbuf *buf, size_t len);
/* Makes room for `extra` more bytes, so that appending them allocates nothing. */
void tnf_strbuf_reserve(struct tnf_strbuf *buf, size_t extra);

void tnf_strbuf_add(struct tnf_strbuf *buf, const void *bytes, size_t len);
void tnf_strbuf_add_c(struct tnf_strbuf *buf, char c);
void tnf_strbuf_add_str(struct tnf_strbuf *buf, const char *text);
void tnf_strbuf_add_sv(struct tnf_strbuf *buf, struct tnf_strview text);
void tnf_strbuf_add_repeat(struct tnf_strbuf *buf, char c, size_t count);
void tnf_strbuf_addf(struct tnf_strbuf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void tnf_strbuf_addv(struct tnf_strbuf *buf, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* The content, borrowed: valid until the buffer changes. */
struct tnf_strview tnf_strbuf_view(const struct tnf_strbuf *buf);
/* Hands the memory over: NUL-terminated, to be freed by the caller; the buffer is empty afterwards. */
char *tnf_strbuf_detach(struct tnf_strbuf *buf) __attribute__((warn_unused_result));
