/* A row that is in the catalog and in no state yet. */
#include "provider/resource/resource.h"

#include "base/excerpt.h"
#include "base/memory.h"

static int read_key(const struct tnf_entity_schema *schema, struct tnf_arena *arena,
                    const struct tnf_import_request *request, struct tnf_record *ret, struct tnf_error *err) {
    if (request->id.len == 0) {
        *ret = tnf_row_of_identity(arena, schema, request->identity);
        return 0;
    }
    *ret = tnf_record_new(arena, schema->entity->id);
    return tnf_record_set_key(ret, request->id, arena, err);
}

static int refuse_missing(const struct tnf_record *key, const char *path, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    tnf_record_add_key(&name, key);
    tnf_error_set(err, TNF_E_NOT_FOUND, "%s %s is not in catalog %s", key->entity->title,
                  tnf_excerpt(tnf_strbuf_view(&name)).text, path);
    tnf_error_hint(err, "`tenantform %s list` shows what there is", key->entity->name);
    return TNF_E_NOT_FOUND;
}

int tnf_resource_import(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                        const struct tnf_import_request *request, struct tnf_resource_state *ret_state,
                        struct tnf_error *err) {
    const struct tnf_entity_schema *schema = type->context;
    struct tnf_session *session = NULL;
    struct tnf_found_row found;
    struct tnf_record key;
    TNF_TRY(tnf_provider_session(provider, &session, err));
    TNF_TRY(read_key(schema, &call->arena, request, &key, err));
    /* Revision of the future: an import names rows as they are called now. */
    TNF_TRY(tnf_session_read(session, &key, -1, &call->arena, &found, err));
    if (!found.found || found.renamed) return refuse_missing(&key, tnf_session_path(session), err);
    tnf_draft_saw(tnf_provider_draft(provider), &found.record);
    *ret_state = (struct tnf_resource_state){
        .state = tnf_row_write(&call->arena, schema, &found.record, NULL),
        .identity = tnf_row_identity(&call->arena, schema, &found.record),
        .private_bytes = tnf_resource_private(&call->arena, found.revision),
    };
    return 0;
}
