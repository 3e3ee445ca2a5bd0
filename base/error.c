#include "base/error.h"

#include "base/memory.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#undef tnf_error_set
#undef tnf_error_errno
int tnf_error_set(struct tnf_error *err, enum tnf_code code, const char *format, ...) {
    if (err == NULL) return code;
    err->code = code;
    err->where = (struct tnf_where){0};
    err->hint[0] = '\0';
    err->id[0] = '\0';
    va_list args;
    va_start(args, format);
    (void)vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return code;
}

int tnf_error_errno(struct tnf_error *err, const char *format, ...) {
    const int number = errno;
    char text[sizeof err->message];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return tnf_error_set(err, TNF_E_IO, "could not %s: %s", text, strerror(number));
}

void tnf_error_hint(struct tnf_error *err, const char *format, ...) {
    if (err == NULL) return;
    va_list args;
    va_start(args, format);
    (void)vsnprintf(err->hint, sizeof err->hint, format, args);
    va_end(args);
}

int tnf_error_identify(int code, struct tnf_error *err, const char *id) {
    if (code < 0 && err != NULL && err->id[0] == '\0') (void)snprintf(err->id, sizeof err->id, "%s", id);
    return code;
}

void tnf_error_at(struct tnf_error *err, const char *file, unsigned line, unsigned column) {
    if (err == NULL) return;
    (void)snprintf(err->where.file, sizeof err->where.file, "%s", file == NULL ? "" : file);
    err->where.line = line;
    err->where.column = column;
}

int tnf_error_wrap(struct tnf_error *err, const char *format, ...) {
    if (err == NULL) return TNF_E_INTERNAL;
    const struct tnf_error inner = *err;
    va_list args;
    va_start(args, format);
    int length = vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    if (length < 0) length = 0;
    size_t used = (size_t)length < sizeof err->message ? (size_t)length : sizeof err->message - 1;
    for (const char *c = ": "; *c != '\0' && used + 1 < sizeof err->message; c++) err->message[used++] = *c;
    for (const char *c = inner.message; *c != '\0' && used + 1 < sizeof err->message; c++) err->message[used++] = *c;
    err->message[used] = '\0';
    return err->code;
}

void tnf_error_list_add(struct tnf_error_list *list, const struct tnf_error *err) {
    if (list->count == TNF_ERROR_LIST_MAX) {
        list->dropped++;
        return;
    }
    list->items = tnf_xgrow(list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = *err;
}

void tnf_error_list_release(struct tnf_error_list *list) {
    free(list->items);
    *list = (struct tnf_error_list){0};
}

int tnf_error_format(const struct tnf_error *err, char *out, size_t size) {
    char place[sizeof err->where.file + 32] = "";
    if (err->where.file[0] != '\0' && err->where.line > 0)
        (void)snprintf(place, sizeof place, "%s:%u:%u: ", err->where.file, err->where.line, err->where.column);
    else if (err->where.file[0] != '\0')
        (void)snprintf(place, sizeof place, "%s: ", err->where.file);
    const char *separator = err->hint[0] == '\0' ? "" : "\n  ";
    return snprintf(out, size, "%s%s%s%s", place, err->message, separator, err->hint);
}
