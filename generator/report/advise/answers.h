/* What people say of what no catalog knows: a YAML (or, by its name, JSON) file, in which every answer may be left out
 * or "unknown". The questions are the facts of generator/resolve/advice.h that have a key. */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"
#include "generator/report/advise/advise.h"

enum { TNF_ANSWERS_BYTES_MAX = 1024 * 1024 };

/* Answers for a tenant, where they are others than the platform's. */
struct tnf_answers_tenant {
    struct tnf_strview name;
    unsigned line;
    unsigned column;
    struct tnf_advise_known known;
};
struct tnf_answers {
    const char *file;
    struct tnf_advise_known whole;
    struct tnf_answers_tenant *tenants; /* in the order of the file */
    size_t tenant_count;
};

/* Reads a file. All that is wrong with it is added to *errors with its place, and the first is returned in *err; then,
 * and when it cannot be read, *ret is not to be used. It lives in the arena. */
int tnf_answers_read(const char *path, struct tnf_arena *arena, struct tnf_answers *ret, struct tnf_error_list *errors,
                     struct tnf_error *err);
/* The same for text that is already there; `file` stands in messages and origins and has to live as long as *ret. */
int tnf_answers_parse(struct tnf_strview text, const char *file, struct tnf_arena *arena, struct tnf_answers *ret,
                      struct tnf_error_list *errors, struct tnf_error *err);

/* Adds the answers to the facts of a catalog: those of the platform to it and to every tenant, those of a tenant to
 * that one. Names of tenants that there are not are added to *errors, and the first is returned in *err. */
int tnf_answers_apply(const struct tnf_answers *answers, struct tnf_advise_facts *facts, struct tnf_error_list *errors,
                      struct tnf_error *err);

/* Appends a file with every question and no answer. */
void tnf_answers_template(struct tnf_strbuf *out);
