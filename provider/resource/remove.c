#include "provider/resource/remove.h"

#include "base/memory.h"

struct child {
    struct tnf_strbuf name; /* "service acme/api", empty: none */
};

static void child_release(struct child *child) {
    tnf_strbuf_release(&child->name);
}

static int stop_at_first(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct child *child = context;
    tnf_strbuf_addf(&child->name, "%s ", record->entity->title);
    tnf_record_add_key(&child->name, record);
    return TNF_E_EXISTS;
}

static int find_child(struct tnf_catalog *catalog, const struct tnf_record *record, struct child *child,
                      struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        if (tnf_entity((enum tnf_entity_id)id)->parent != record->entity->id) continue;
        struct tnf_record filter = tnf_record_new(&arena, (enum tnf_entity_id)id);
        for (size_t i = 0; i < tnf_entity_key_count(record->entity); i++) filter.data[i] = record->data[i];
        const int code = tnf_catalog_each(catalog, (enum tnf_entity_id)id, &filter, stop_at_first, child, err);
        if (child->name.len > 0) return 0;
        TNF_TRY(code);
    }
    return 0;
}

static int refuse_parent(const struct tnf_record *record, const struct child *child, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
    tnf_record_add_key(&key, record);
    tnf_error_set(err, TNF_E_INVALID, "%s %s: still has %s", record->entity->title, key.ptr, child->name.ptr);
    tnf_error_hint(err, "remove it first; when it is a resource too, let it refer to this one's attributes, so that "
                        "Terraform removes it first");
    return TNF_E_INVALID;
}

static int remove_row(struct tnf_catalog *catalog, void *context, struct tnf_error *err) {
    const struct tnf_record *record = context;
    TNF_AUTO(child_release) struct child child = {.name = TNF_STRBUF_INIT};
    TNF_TRY(find_child(catalog, record, &child, err));
    if (child.name.len > 0) return refuse_parent(record, &child, err);
    const int code = tnf_catalog_remove(catalog, record, err);
    return code == TNF_E_NOT_FOUND ? 0 : code;
}

int tnf_resource_remove(struct tnf_provider *provider, struct tnf_session *session, const struct tnf_record *record,
                        struct tnf_error *err) {
    struct tnf_record key = *record;
    int64_t revision = 0;
    TNF_TRY(tnf_writer_run(tnf_session_writer(session), remove_row, &key, &revision, NULL, err));
    tnf_draft_removed(tnf_provider_draft(provider), record);
    return 0;
}
