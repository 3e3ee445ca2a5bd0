/* The SQL of the statements that every entity has, from the table of entities. */
#include "catalog/store_sqlite.h"

#include "catalog/record.h"

static void add_column(struct tnf_strbuf *out, const struct tnf_field *field) {
    tnf_strbuf_addf(out, "\"%s\"", field->name);
}

void tnf_store_sql_columns(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    for (size_t i = 0; i < entity->field_count; i++) {
        if (i > 0) tnf_strbuf_add_str(out, ", ");
        add_column(out, &entity->fields[i]);
    }
}

void tnf_store_sql_order(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    const size_t keys = tnf_entity_key_count(entity);
    for (size_t i = 0; i < keys; i++) {
        tnf_strbuf_add_str(out, i == 0 ? " ORDER BY " : ", ");
        add_column(out, &entity->fields[i]);
    }
}

static void add_where_key(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    const size_t keys = tnf_entity_key_count(entity);
    for (size_t i = 0; i < keys; i++) {
        tnf_strbuf_add_str(out, i == 0 ? " WHERE " : " AND ");
        add_column(out, &entity->fields[i]);
        tnf_strbuf_addf(out, " = ?%zu", i + 1);
    }
}

static void add_select(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    tnf_strbuf_add_str(out, "SELECT ");
    tnf_store_sql_columns(out, entity);
    tnf_strbuf_addf(out, " FROM \"%s\"", entity->name);
}

static void add_insert(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    tnf_strbuf_addf(out, "INSERT INTO \"%s\" (", entity->name);
    tnf_store_sql_columns(out, entity);
    tnf_strbuf_add_str(out, ") VALUES (");
    for (size_t i = 0; i < entity->field_count; i++) tnf_strbuf_addf(out, i == 0 ? "?%zu" : ", ?%zu", i + 1);
    tnf_strbuf_add_str(out, ")");
}

static void add_update(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    const size_t keys = tnf_entity_key_count(entity);
    tnf_strbuf_addf(out, "UPDATE \"%s\" SET ", entity->name);
    for (size_t i = keys; i < entity->field_count; i++) {
        if (i > keys) tnf_strbuf_add_str(out, ", ");
        add_column(out, &entity->fields[i]);
        tnf_strbuf_addf(out, " = ?%zu", i + 1);
    }
}

static void add_rename(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    tnf_strbuf_addf(out, "UPDATE \"%s\" SET ", entity->name);
    add_column(out, &entity->fields[tnf_entity_key_count(entity) - 1]);
    tnf_strbuf_addf(out, " = ?%zu", entity->field_count + 1);
}

void tnf_store_sql(struct tnf_strbuf *out, const struct tnf_entity *entity, enum tnf_store_statement kind) {
    switch (kind) {
    case TNF_STORE_SELECT:
        add_select(out, entity);
        break;
    case TNF_STORE_SCAN:
    case TNF_STORE_EACH:
        add_select(out, entity);
        tnf_store_sql_order(out, entity);
        return;
    case TNF_STORE_OF:
        add_select(out, entity);
        tnf_strbuf_add_str(out, " WHERE ");
        add_column(out, &entity->fields[0]);
        tnf_strbuf_add_str(out, " = ?1");
        tnf_store_sql_order(out, entity);
        return;
    case TNF_STORE_INSERT:
        add_insert(out, entity);
        return;
    case TNF_STORE_UPDATE:
        add_update(out, entity);
        break;
    case TNF_STORE_DELETE:
        tnf_strbuf_addf(out, "DELETE FROM \"%s\"", entity->name);
        break;
    case TNF_STORE_RENAME:
        add_rename(out, entity);
        break;
    case TNF_STORE_ENTITY_STATEMENTS:
        return;
    }
    add_where_key(out, entity);
}
