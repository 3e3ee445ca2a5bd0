/*
 * A configured catalog: how it is read and written, and which rows were renamed. For many threads; lives as long as
 * the provider.
 */
#pragma once

#include "catalog/catalog.h"
#include "provider/tenantform/pool.h"
#include "provider/tenantform/writer.h"

struct tnf_session;

/* Opens nothing. All texts are copied. */
struct tnf_session *tnf_session_new(const char *path, struct tnf_strview author, struct tnf_strview reason);
/* NULL is fine. */
void tnf_session_free(struct tnf_session *session);

const char *tnf_session_path(const struct tnf_session *session);
struct tnf_strview tnf_session_author(const struct tnf_session *session);
struct tnf_writer *tnf_session_writer(struct tnf_session *session);
struct tnf_pool *tnf_session_pool(struct tnf_session *session);

/* A row as it is now. */
struct tnf_found_row {
    struct tnf_record record;
    int64_t revision; /* of the catalog */
    bool found;
    bool renamed; /* its key is not the one that was asked for */
};
/* Reads the row that had the key at revision `since`, under the names that it was given after that. since < 0: not
 * known when; renames are followed when there is no such row. TNF_E_NOT_FOUND when there is no catalog. */
int tnf_session_read(struct tnf_session *session, const struct tnf_record *key, int64_t since, struct tnf_arena *arena,
                     struct tnf_found_row *ret, struct tnf_error *err);

/* Whether a plan to make this row was carried out already and nobody was told, because the provider or Terraform was
 * killed: the row is there with just these values (`unknown` ones aside), and the last that happened to it is that
 * Terraform made it for the same author. */
int tnf_session_was_made(struct tnf_catalog *catalog, struct tnf_strview author, const struct tnf_record *planned,
                         uint64_t unknown, bool *ret, struct tnf_error *err);
