#include "generator/cli/difference_text.h"

#include "base/memory.h"
#include "generator/cli/entity_value.h"
#include "generator/cli/print.h"
#include "generator/cli/visible.h"

#include <string.h>

/* The row before with what a rename brings with it as it is after: the keys, and the names that only Terraform needs.
 */
static struct tnf_record with_names_of(struct tnf_arena *arena, const struct tnf_difference *difference) {
    struct tnf_record row = tnf_record_copy(arena, &difference->before);
    const size_t keys = tnf_entity_key_count(row.entity);
    for (size_t i = 0; i < row.entity->field_count; i++) {
        const char *name = row.entity->fields[i].name;
        const bool follows = strcmp(name, "physical_name") == 0 || strcmp(name, "former_names") == 0;
        if (i < keys || (follows && tnf_difference_is_rename(difference))) row.data[i] = difference->after.data[i];
    }
    return row;
}

/* A renamed row is called by its old name, in what it nests in today. */
static void add_name(struct tnf_strbuf *out, struct tnf_arena *arena, const struct tnf_difference *difference) {
    struct tnf_record row = tnf_record_copy(arena, tnf_difference_row(difference));
    const size_t name = tnf_entity_key_count(row.entity) - 1;
    if (tnf_difference_is_rename(difference)) row.data[name] = difference->before.data[name];
    tnf_cli_add_row_name(out, &row);
}

static void add_changes(struct tnf_strbuf *out, struct tnf_arena *arena, const struct tnf_difference *difference) {
    const bool renamed = tnf_difference_is_rename(difference);
    const struct tnf_record *after = &difference->after;
    if (renamed) {
        tnf_strbuf_add_str(out, " renamed to ");
        tnf_cli_visible(out, tnf_record_name(after));
    }
    const struct tnf_record before = with_names_of(arena, difference);
    if (tnf_record_equal(&before, after)) return;
    tnf_strbuf_add_str(out, renamed ? ", " : ": ");
    tnf_cli_add_changes(out, &before, after);
}

void tnf_cli_add_difference(struct tnf_strbuf *out, const struct tnf_difference *difference) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    add_name(out, &arena, difference);
    if (difference->before.entity == NULL)
        tnf_strbuf_add_str(out, " added");
    else if (difference->after.entity == NULL)
        tnf_strbuf_add_str(out, " removed");
    else
        add_changes(out, &arena, difference);
}

/* As in the history. */
static const char *action_of(const struct tnf_difference *difference) {
    if (difference->before.entity == NULL) return "insert";
    if (difference->after.entity == NULL) return "remove";
    return tnf_difference_is_rename(difference) ? "rename" : "update";
}

void tnf_cli_add_difference_counts(struct tnf_strbuf *out, const struct tnf_differences *differences) {
    struct {
        const char *action;
        const char *word;
        size_t count;
    } counts[] = {{"insert", "added", 0}, {"rename", "renamed", 0}, {"update", "changed", 0}, {"remove", "removed", 0}};
    if (differences->count == 0) tnf_strbuf_add_str(out, "no row differs");
    for (size_t i = 0; i < differences->count; i++)
        for (size_t kind = 0; kind < TNF_ARRAY_LEN(counts); kind++)
            counts[kind].count += strcmp(counts[kind].action, action_of(differences->items[i])) == 0;
    const char *rows = NULL;
    for (size_t kind = 0; kind < TNF_ARRAY_LEN(counts); kind++) {
        if (counts[kind].count == 0) continue;
        tnf_strbuf_addf(out, "%s%zu%s %s", rows == NULL ? "" : ", ", counts[kind].count,
                        rows != NULL              ? ""
                        : counts[kind].count == 1 ? " row"
                                                  : " rows",
                        counts[kind].word);
        rows = counts[kind].word;
    }
}

static json_t *json_key(const struct tnf_record *row) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
    tnf_record_add_key(&key, row);
    return tnf_cli_json_text(tnf_strbuf_view(&key));
}

json_t *tnf_cli_json_difference(const struct tnf_difference *difference) {
    const struct tnf_record *before = difference->before.entity == NULL ? NULL : &difference->before;
    const struct tnf_record *after = difference->after.entity == NULL ? NULL : &difference->after;
    const bool moved = before != NULL && after != NULL && tnf_record_key_cmp(before, after) != 0;
    json_t *object = json_object();
    (void)json_object_set_new(object, "entity", json_string(tnf_difference_row(difference)->entity->name));
    (void)json_object_set_new(object, "key", json_key(tnf_difference_row(difference)));
    (void)json_object_set_new(object, "former_key", moved ? json_key(before) : json_null());
    (void)json_object_set_new(object, "action", json_string(action_of(difference)));
    (void)json_object_set_new(object, "changes", tnf_cli_json_changes(before, after));
    return object;
}

struct tnf_difference tnf_cli_difference_turned(const struct tnf_difference *difference) {
    return (struct tnf_difference){.before = difference->after, .after = difference->before};
}
