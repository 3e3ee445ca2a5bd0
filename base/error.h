/*
 * Errors as values. A function that can fail takes a caller-owned `struct tnf_error *err` as its last
 * argument and returns 0 or a negative enum tnf_code. On success *err is left as it was; on failure it
 * holds one message that can be shown to a person as it is. No allocation happens on the failure path.
 *
 * Only generator/cli and provider/rpc print; everything below returns.
 */
#pragma once

#include <stddef.h>

/* One code for each thing a caller does differently; everything else is TNF_E_INVALID or TNF_E_IO. */
enum tnf_code {
    TNF_OK = 0,
    TNF_E_INVALID = -1,   /* the input breaks a rule; the user can mend it */
    TNF_E_NOT_FOUND = -2, /* the named thing does not exist */
    TNF_E_EXISTS = -3,    /* the named thing exists already */
    TNF_E_CONFLICT = -4,  /* somebody else changed it meanwhile; trying again can help */
    TNF_E_IO = -5,        /* the operating system or a library refused; message says which */
    TNF_E_LIMIT = -6,     /* a stated limit is exceeded */
    TNF_E_INTERNAL = -7,  /* a bug of ours */
};

/* Where in the user's input. file "" means no place is known; line and column count from 1, 0 is unknown. */
struct tnf_where {
    char file[512];
    unsigned line;
    unsigned column;
};

struct tnf_error {
    enum tnf_code code;
    struct tnf_where where;
    char message[1024]; /* one line, lower case, no full stop, NUL-terminated, cut when longer */
    char hint[512];     /* what to do about it, or "" */
    char id[16];        /* what `tenantform explain` knows it by, "TNF-R012"; "": only its code is explained */
};

/* Fills *err (which may be NULL) and returns `code`, so that a failing branch is one statement.
 * Clears where, hint and id. */
int tnf_error_set(struct tnf_error *err, enum tnf_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* For a system call that failed: "could not <text>: <what errno means>", TNF_E_IO. */
int tnf_error_errno(struct tnf_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#ifdef __clang_analyzer__
/* The analyzer sees one file at a time: without this it takes a failure for a possible success. */
#define tnf_error_set(err, code, ...) (tnf_error_set(err, code, __VA_ARGS__), (int)(code))
#define tnf_error_errno(...) (tnf_error_errno(__VA_ARGS__), (int)TNF_E_IO)
#endif

/* Adds the hint to an error that is set. err may be NULL. */
void tnf_error_hint(struct tnf_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Gives an error that is set its id, unless `code` is none of a failure or it has one already: who is nearest to the
 * cause knows best. Returns code. err may be NULL. */
int tnf_error_identify(int code, struct tnf_error *err, const char *id);

/* Sets the place of an error that is set. file may be NULL (no file). err may be NULL. */
void tnf_error_at(struct tnf_error *err, const char *file, unsigned line, unsigned column);

/* Puts "<text>: " before the message and returns the code that err holds, for passing on. */
int tnf_error_wrap(struct tnf_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A list of errors, for input that is checked whole. Owned by the caller; release frees the items. */
struct tnf_error_list {
    struct tnf_error *items;
    size_t count;
    size_t capacity;
    size_t dropped; /* errors past TNF_ERROR_LIST_MAX, counted and not kept */
};
#define TNF_ERROR_LIST_MAX 1000

/* Appends a copy of *err. */
void tnf_error_list_add(struct tnf_error_list *list, const struct tnf_error *err);
void tnf_error_list_release(struct tnf_error_list *list);

/* Writes "file:line:column: message\n  hint" without a final newline into out[size]; parts that are
 * unknown are left out. Returns the length that the whole text has, as snprintf does. */
int tnf_error_format(const struct tnf_error *err, char *out, size_t size);

/* Passes a failure on: evaluates the expression once, returns it from the function when negative. */
#define TNF_TRY(expression)                                                                                            \
    do {                                                                                                               \
        const int tnf_try_code_ = (expression);                                                                        \
        if (tnf_try_code_ < 0) return tnf_try_code_;                                                                   \
    } while (0)
