/*
 * Rows for tests in one line each:
 *     test_insert(catalog, TNF_ENTITY_SERVICE, "acme/api", "image", "api:1", "cpu", "512", NULL);
 * Values are text as on the command line; anything that fails ends the test.
 */
#pragma once

#include "catalog/catalog.h"

/* A record with the key and the fields given. */
struct tnf_record test_record(struct tnf_arena *arena, enum tnf_entity_id entity, const char *key, ...)
    __attribute__((sentinel));
void test_insert(struct tnf_catalog *catalog, enum tnf_entity_id entity, const char *key, ...)
    __attribute__((sentinel));
void test_update(struct tnf_catalog *catalog, enum tnf_entity_id entity, const char *key, ...)
    __attribute__((sentinel));
void test_remove(struct tnf_catalog *catalog, enum tnf_entity_id entity, const char *key);

struct tnf_catalog *test_open(const char *path, unsigned flags);
void test_begin(struct tnf_catalog *catalog);
/* The revision that it made. */
int64_t test_commit(struct tnf_catalog *catalog);

/* A platform "acme" in us-east-1 with the environments staging and production, both published under a domain. */
void test_insert_platform(struct tnf_catalog *catalog);
