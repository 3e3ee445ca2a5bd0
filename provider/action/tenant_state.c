/* A tenant's state: suspended, or active again. */
#include "provider/action/action.h"

#include "base/memory.h"
#include "catalog/entities/all.h"

struct transition {
    const char *name;
    const char *state;
    const char *description;
    const char *done;
};

static const struct transition transitions[TNF_ACTION_COUNT] = {
    {"tenantform_suspend", "suspended", "Suspends a tenant: sets its state to `suspended`.", "is suspended"},
    {"tenantform_resume", "active", "Resumes a suspended tenant: sets its state to `active`.", "is active"},
};

struct changing {
    const struct transition *transition;
    struct tnf_strview tenant;
};

static int find(struct tnf_catalog *catalog, const struct changing *changing, struct tnf_arena *arena,
                struct tnf_record *ret, struct tnf_error *err) {
    struct tnf_record key = tnf_record_new(arena, TNF_ENTITY_TENANT);
    key.data[TNF_TENANT_NAME] = (struct tnf_datum){.set = true, .string = changing->tenant};
    TNF_TRY(tnf_catalog_get(catalog, &key, arena, ret, err));
    if (!tnf_sv_eq_c(tnf_record_string(ret, TNF_TENANT_STATE), "offboarding")) return 0;
    tnf_error_set(err, TNF_E_INVALID, "tenant %.*s is offboarding, which only goes on", TNF_SV_ARG(changing->tenant));
    tnf_error_hint(err, "set its state itself when it is to stay after all");
    return TNF_E_INVALID;
}

static int change(struct tnf_catalog *catalog, void *context, struct tnf_error *err) {
    const struct changing *changing = context;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record tenant;
    TNF_TRY(find(catalog, changing, &arena, &tenant, err));
    tenant.data[TNF_TENANT_STATE] = (struct tnf_datum){.set = true, .string = tnf_sv(changing->transition->state)};
    return tnf_catalog_update(catalog, &tenant, /* whole= */ false, err);
}

static int invoke(void *provider, const struct tnf_action_type *type, struct tnf_rpc_call *call,
                  const struct tnf_cty_value *config, tnf_progress_fn progress, void *progress_context,
                  struct tnf_error *err) {
    struct changing changing = {.transition = type->context, .tenant = tnf_cty_get_text(config, TNF_SV("tenant"))};
    struct tnf_session *session = NULL;
    struct tnf_error ignored;
    int64_t revision = 0;
    TNF_TRY(tnf_provider_session(provider, &session, err));
    TNF_TRY(tnf_writer_run(tnf_session_writer(session), change, &changing, &revision, NULL, err));
    const struct tnf_strview message =
        tnf_arena_printf(&call->arena, "Tenant %.*s %s.", TNF_SV_ARG(changing.tenant), changing.transition->done);
    (void)progress(progress_context, message, &ignored); /* it is done, whoever is still there to hear it */
    return 0;
}

/* A tenant that the same run makes is not there yet, so that is no reason to refuse. */
static int plan(void *provider, const struct tnf_action_type *type, struct tnf_rpc_call *call,
                const struct tnf_cty_value *config, struct tnf_error *err) {
    const struct changing changing = {.transition = type->context,
                                      .tenant = tnf_cty_get_text(config, TNF_SV("tenant"))};
    struct tnf_session *session = NULL;
    struct tnf_catalog *catalog = NULL;
    struct tnf_record tenant;
    struct tnf_error inner;
    if (changing.tenant.len == 0) return 0;
    TNF_TRY(tnf_provider_session(provider, &session, err));
    int code = tnf_pool_take(tnf_session_pool(session), &catalog, &inner);
    if (code == 0) code = find(catalog, &changing, &call->arena, &tenant, &inner);
    tnf_pool_give(tnf_session_pool(session), catalog);
    if (code == 0 || code == TNF_E_NOT_FOUND) return 0;
    if (err != NULL) *err = inner;
    return code;
}

static int make_schema(struct tnf_arena *arena, const struct transition *transition, struct tnf_schema *schema,
                       struct tnf_error *err) {
    struct tnf_schema_block *block = &schema->block;
    block->text.description = tnf_sv(transition->description);
    block->text.markdown = true;
    block->attributes = TNF_ARENA_NEW(arena, struct tnf_schema_attribute);
    block->attribute_count = 1;
    block->attributes[0] = (struct tnf_schema_attribute){
        .name = TNF_SV("tenant"),
        .type = &tnf_cty_string,
        .flags = TNF_SCHEMA_REQUIRED,
        .text = {.description =
                     TNF_SV("Name of the tenant. Where it is a resource too, let that one ignore changes to its "
                            "`state`, or the next apply puts back what is written there."),
                 .markdown = true}};
    return tnf_schema_finish(arena, schema, err);
}

int tnf_actions(struct tnf_arena *arena, struct tnf_action_type ret[TNF_ACTION_COUNT], struct tnf_error *err) {
    for (size_t i = 0; i < TNF_ACTION_COUNT; i++) {
        struct tnf_schema *schema = TNF_ARENA_NEW(arena, struct tnf_schema);
        TNF_TRY(make_schema(arena, &transitions[i], schema, err));
        ret[i] = (struct tnf_action_type){.name = tnf_sv(transitions[i].name),
                                          .schema = schema,
                                          .context = &transitions[i],
                                          .plan = plan,
                                          .invoke = invoke};
    }
    return 0;
}
