#include "tests/support/catalog_schema.h"

#include "catalog/record.h"
#include "catalog/rules_field.h"

#include <inttypes.h>

static const char *sql_type(const struct tnf_field *field) {
    return field->type == TNF_TYPE_INT || field->type == TNF_TYPE_BOOL ? "INTEGER" : "TEXT";
}

static void add_choices(struct tnf_strbuf *out, const struct tnf_field *field) {
    tnf_strbuf_addf(out, "\"%s\" IN (", field->name);
    for (size_t i = 0; field->choices[i] != NULL; i++)
        tnf_strbuf_addf(out, i == 0 ? "'%s'" : ", '%s'", field->choices[i]);
    tnf_strbuf_add_str(out, ")");
}

/* What SQL can say of a format; the whole of it is in catalog/format.c. */
static void add_string_check(struct tnf_strbuf *out, const struct tnf_field *field) {
    const int64_t max = field->max == 0 ? TNF_STRING_MAX : field->max;
    if (field->choices != NULL) {
        add_choices(out, field);
        return;
    }
    const char *name = field->name;
    tnf_strbuf_addf(out, "length(CAST(\"%s\" AS BLOB)) <= %" PRId64, name, max);
    if (field->format == TNF_FORMAT_NAME)
        tnf_strbuf_addf(out,
                        " AND \"%s\" GLOB '[a-z]*' AND \"%s\" NOT GLOB '*[^a-z0-9-]*' AND \"%s\" NOT GLOB '*-'"
                        " AND \"%s\" NOT GLOB '*--*'",
                        name, name, name, name);
    else if (field->format == TNF_FORMAT_TEXT)
        tnf_strbuf_addf(out, " AND instr(\"%s\", char(0)) = 0", name);
    else
        tnf_strbuf_addf(out, " AND \"%s\" GLOB '?*' AND \"%s\" NOT GLOB '*[^ -~]*'", name, name);
}

static void add_json_check(struct tnf_strbuf *out, const struct tnf_field *field) {
    const char *name = field->name;
    const bool list = field->type == TNF_TYPE_LIST;
    tnf_strbuf_addf(out, "\"%s\" IS NULL OR CASE WHEN json_valid(\"%s\") THEN json_type(\"%s\") = '%s' ELSE 0 END",
                    name, name, name, list ? "array" : "object");
}

static void add_check(struct tnf_strbuf *out, const struct tnf_field *field) {
    switch (field->type) {
    case TNF_TYPE_STRING:
        add_string_check(out, field);
        break;
    case TNF_TYPE_INT:
        tnf_strbuf_addf(out, "\"%s\" BETWEEN %" PRId64 " AND %" PRId64, field->name, field->min, field->max);
        break;
    case TNF_TYPE_BOOL:
        tnf_strbuf_addf(out, "\"%s\" IN (0, 1)", field->name);
        break;
    case TNF_TYPE_LIST:
    case TNF_TYPE_MAP:
        add_json_check(out, field);
        break;
    }
}

/* Columns hold the range alone: which numbers of it are taken may change with what AWS takes. */
static void add_rule(struct tnf_strbuf *out, const struct tnf_field *field) {
    struct tnf_field range = *field;
    range.steps = NULL;
    tnf_field_add_rule(out, &range);
}

void tnf_schema_add_column(struct tnf_strbuf *out, const struct tnf_entity *entity, const struct tnf_field *field) {
    tnf_strbuf_addf(out, "\"%s\" %s", field->name, sql_type(field));
    if ((field->flags & (TNF_FIELD_KEY | TNF_FIELD_REQUIRED)) != 0) tnf_strbuf_add_str(out, " NOT NULL");
    tnf_strbuf_addf(out, "\n        CONSTRAINT \"%s %s: ", entity->title, field->name);
    add_rule(out, field);
    tnf_strbuf_add_str(out, "\"\n        CHECK (");
    add_check(out, field);
    tnf_strbuf_add_str(out, ")");
}

static void add_names(struct tnf_strbuf *out, const struct tnf_entity *entity, size_t count) {
    for (size_t i = 0; i < count; i++) tnf_strbuf_addf(out, i == 0 ? "\"%s\"" : ", \"%s\"", entity->fields[i].name);
}

/* Deferred: rows of one transaction may come in any order. A removal is explicit, row by row, for the history. */
#define REFERENCE_ACTIONS " ON UPDATE CASCADE ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED"

static void add_parent(struct tnf_strbuf *out, const struct tnf_entity *entity, const struct tnf_entity *parent) {
    const size_t keys = tnf_entity_key_count(parent);
    tnf_strbuf_add_str(out, ",\n    FOREIGN KEY (");
    add_names(out, entity, keys);
    tnf_strbuf_addf(out, ") REFERENCES \"%s\" (", parent->name);
    add_names(out, parent, keys);
    tnf_strbuf_add_str(out, ")" REFERENCE_ACTIONS);
}

static void add_references(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    if (entity->parent != TNF_ENTITY_NONE) add_parent(out, entity, tnf_entity(entity->parent));
    for (size_t i = 0; i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        if (field->ref == TNF_ENTITY_NONE || (field->flags & TNF_FIELD_PARENT) != 0) continue;
        tnf_strbuf_addf(out, ",\n    FOREIGN KEY (\"%s\") REFERENCES \"%s\" (\"%s\")" REFERENCE_ACTIONS, field->name,
                        tnf_entity(field->ref)->name, tnf_entity(field->ref)->fields[0].name);
    }
}

void tnf_schema_add_table(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    tnf_strbuf_addf(out, "CREATE TABLE \"%s\" (\n", entity->name);
    for (size_t i = 0; i < entity->field_count; i++) {
        tnf_strbuf_add_str(out, "    ");
        tnf_schema_add_column(out, entity, &entity->fields[i]);
        tnf_strbuf_add_str(out, ",\n");
    }
    tnf_strbuf_add_str(out, "    PRIMARY KEY (");
    add_names(out, entity, tnf_entity_key_count(entity));
    tnf_strbuf_add_str(out, ")");
    add_references(out, entity);
    tnf_strbuf_add_str(out, "\n) STRICT, WITHOUT ROWID;\n");
}

void tnf_schema_add_indexes(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    for (size_t i = 1; i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        if (field->ref == TNF_ENTITY_NONE || (field->flags & TNF_FIELD_PARENT) != 0) continue;
        tnf_strbuf_addf(out, "CREATE INDEX \"%s_%s\" ON \"%s\" (\"%s\");\n", entity->name, field->name, entity->name,
                        field->name);
    }
}
