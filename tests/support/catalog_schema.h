/*
 * The SQL that the table of entities asks for: what migration 1 was printed from, and what a migrated catalog
 * is compared with.
 */
#pragma once

#include "base/strbuf.h"
#include "catalog/entity.h"

/* CREATE TABLE … of one entity, and the indexes that its foreign keys need. */
void tnf_schema_add_table(struct tnf_strbuf *out, const struct tnf_entity *entity);
void tnf_schema_add_indexes(struct tnf_strbuf *out, const struct tnf_entity *entity);
/* One column with its constraint: "cpu" INTEGER CONSTRAINT "…" CHECK (…). */
void tnf_schema_add_column(struct tnf_strbuf *out, const struct tnf_entity *entity, const struct tnf_field *field);
