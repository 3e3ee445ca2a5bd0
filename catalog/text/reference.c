/* The fields of all entities as Markdown tables, from the table of entities. */
#include "catalog/text.h"
#include "catalog/text/keys.h"

#include "base/memory.h"
#include "catalog/format.h"
#include "catalog/rules_field.h"

#include <string.h>

/* "must be 1 to 5 nodes" without "must be ". */
static void add_rule(struct tnf_strbuf *out, const struct tnf_field *field) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf rule = TNF_STRBUF_INIT;
    tnf_field_add_rule(&rule, field);
    struct tnf_strview text = tnf_strbuf_view(&rule);
    if (tnf_sv_starts_with(text, TNF_SV("must be "))) text = tnf_sv_from(text, strlen("must be "));
    tnf_strbuf_add_sv(out, text);
    if (field->type == TNF_TYPE_LIST) tnf_strbuf_addf(out, ", each %s", tnf_format_what(field->format));
    if (field->type == TNF_TYPE_MAP)
        tnf_strbuf_addf(out, "; key: %s; value: %s", tnf_format_what(field->key_format),
                        tnf_format_what(field->format));
}

static void add_row(struct tnf_strbuf *out, const struct tnf_field *field) {
    tnf_strbuf_add_str(out, "| `");
    if (field->group != NULL) tnf_strbuf_addf(out, "%s.", field->group);
    tnf_strbuf_addf(out, "%s` | ", tnf_field_local_name(field));
    add_rule(out, field);
    if (field->flags & TNF_FIELD_REQUIRED) tnf_strbuf_add_str(out, "; **required**");
    if (field->flags & TNF_FIELD_ALLOCATED) tnf_strbuf_add_str(out, "; allocated when not given, then kept");
    tnf_strbuf_addf(out, " | %s |\n", field->summary);
}

static void add_fields(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    size_t count = 0;
    for (size_t i = 0; i < entity->field_count; i++) {
        if (!tnf_text_is_body(&entity->fields[i])) continue;
        if (count++ == 0) tnf_strbuf_add_str(out, "| key | value | meaning |\n|---|---|---|\n");
        add_row(out, &entity->fields[i]);
    }
    tnf_strbuf_add_c(out, '\n');
}

/* Where its name stands, and what a name must be. */
static void add_place(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    if (tnf_text_is_document(entity))
        tnf_strbuf_addf(out, "A document with `%s: NAME`, where NAME is ", entity->name);
    else
        tnf_strbuf_addf(out, "Stands as `NAME: {…}` under `%s` of its %s, where NAME is ", entity->plural,
                        tnf_entity(entity->parent)->title);
    add_rule(out, &entity->fields[tnf_text_name_field(entity)]);
    tnf_strbuf_add_str(out, ".\n");
}

static void add_children(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    size_t count = 0;
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *child = tnf_entity((enum tnf_entity_id)id);
        if (child->parent != entity->id) continue;
        tnf_strbuf_addf(out, "%s[`%s`](#%s)", count++ == 0 ? "Holds " : ", ", child->plural, child->name);
    }
    tnf_strbuf_add_str(out, count == 0 ? "\n" : ".\n\n");
}

/* Documents first, each followed by what nests in it. */
static void add_entity(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    tnf_strbuf_addf(out, "### %s\n\nWhat it is: %s. ", entity->name, entity->summary);
    add_place(out, entity);
    add_children(out, entity);
    add_fields(out, entity);
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *child = tnf_entity((enum tnf_entity_id)id);
        if (child->parent == entity->id) add_entity(out, child);
    }
}

void tnf_catalog_reference_md(struct tnf_strbuf *out) {
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        if (tnf_text_is_document(entity)) add_entity(out, entity);
    }
    /* One blank line stands between parts, none at the end. */
    tnf_strbuf_truncate(out, out->len - 1);
}
