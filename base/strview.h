/*
 * A piece of text that somebody else owns: pointer and length, by value, not NUL-terminated. The empty
 * view may have a NULL pointer. Valid as long as its owner says.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tnf_strview {
    const char *ptr;
    size_t len;
};

/* A view of a string literal, as an expression; and as the initialiser of a static object, where ISO C does not take
 * the expression. */
#define TNF_SV(literal) ((struct tnf_strview){"" literal, sizeof(literal) - 1})
#define TNF_SV_INIT(literal)                                                                                           \
    { "" literal, sizeof(literal) - 1 }
/* For printf: printf("%.*s", TNF_SV_ARG(view)). */
#define TNF_SV_ARG(view) (int)(view).len, (view).ptr == NULL ? "" : (view).ptr

/* A view of a C string; NULL gives the empty view. */
struct tnf_strview tnf_sv(const char *text);
struct tnf_strview tnf_sv_n(const char *text, size_t length);
bool tnf_sv_eq(struct tnf_strview a, struct tnf_strview b);
bool tnf_sv_eq_c(struct tnf_strview a, const char *b);
/* Byte order, as memcmp; a prefix comes before what it is a prefix of. */
int tnf_sv_cmp(struct tnf_strview a, struct tnf_strview b);
/* Sorts by tnf_sv_cmp, leaves one of equal ones, and returns how many are left. */
size_t tnf_sv_sort_unique(struct tnf_strview *items, size_t count);
/* How many bytes at their starts are the same. */
size_t tnf_sv_common_prefix(struct tnf_strview a, struct tnf_strview b);
bool tnf_sv_starts_with(struct tnf_strview text, struct tnf_strview prefix);
bool tnf_sv_ends_with(struct tnf_strview text, struct tnf_strview suffix);
/* Without blanks, tabs, CR and LF at both ends. */
struct tnf_strview tnf_sv_trim(struct tnf_strview text);
/* Offset of the first `c`, or text.len when there is none. */
size_t tnf_sv_find(struct tnf_strview text, char c);
/* From `start` to the end; empty when start is past the end. */
struct tnf_strview tnf_sv_from(struct tnf_strview text, size_t start);
/* Cuts the part before the first `separator` off *rest and returns it; the separator is dropped. Without a
 * separator the whole rest is returned and *rest becomes empty with ptr NULL, which ends a loop. */
struct tnf_strview tnf_sv_next(struct tnf_strview *rest, char separator);

/* A decimal integer with an optional '-', nothing around it, within [min, max]. False leaves *ret as it was. */
bool tnf_sv_to_int(struct tnf_strview text, int64_t min, int64_t max, int64_t *ret);
/* True for well-formed UTF-8 (no surrogates, no overlong forms, nothing past U+10FFFF). */
bool tnf_sv_is_utf8(struct tnf_strview text);
/* Length in bytes of the well-formed UTF-8 character that `text`, which is not empty, begins with, and its code point;
 * 0 when it begins with none. */
size_t tnf_sv_decode(struct tnf_strview text, uint32_t *ret_point);
