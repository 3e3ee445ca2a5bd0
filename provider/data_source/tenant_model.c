/* A tenant in an environment as it would be generated: for Terraform that people write by hand beside it. */
#include "provider/data_source/data_source.h"

#include "base/memory.h"
#include "provider/data_source/model_value.h"

static const struct {
    const char *name;
    const char *description;
    unsigned flags;
} texts[] = {
    {"tenant", "Name of the tenant.", TNF_SCHEMA_REQUIRED},
    {"environment", "Name of an environment that it is placed in.", TNF_SCHEMA_REQUIRED},
    {"name", "What the names of all its resources begin with: `<platform>-<environment>-<tenant>`.",
     TNF_SCHEMA_COMPUTED},
    {"region", "AWS region.", TNF_SCHEMA_COMPUTED},
    {"account_id", "AWS account, when one is set.", TNF_SCHEMA_COMPUTED},
    {"role_arn", "Role that Terraform assumes, when one is set.", TNF_SCHEMA_COMPUTED},
    {"parameter_prefix", "SSM parameters that stacks share begin with it.", TNF_SCHEMA_COMPUTED},
    {"cidr", "Range of the VPC: the tenant's own for a silo tenant, else the environment's.", TNF_SCHEMA_COMPUTED},
};

static const struct tnf_cty_type *subnets_type(struct tnf_arena *arena) {
    const struct tnf_cty_field fields[] = {
        {TNF_SV("app"), &tnf_cty_string}, {TNF_SV("database"), &tnf_cty_string}, {TNF_SV("public"), &tnf_cty_string}};
    return tnf_cty_collection(arena, TNF_CTY_MAP, tnf_cty_object(arena, fields, TNF_ARRAY_LEN(fields)));
}

static struct tnf_schema_attribute computed(const char *name, const struct tnf_cty_type *type,
                                            const char *description) {
    return (struct tnf_schema_attribute){.name = tnf_sv(name),
                                         .type = type,
                                         .flags = TNF_SCHEMA_COMPUTED,
                                         .text = {.description = tnf_sv(description), .markdown = true}};
}

static int make_schema(struct tnf_arena *arena, struct tnf_schema *schema, struct tnf_error *err) {
    struct tnf_schema_block *block = &schema->block;
    size_t count = 0;
    block->text.description = TNF_SV("A tenant in an environment as `tenantform generate` has it: names, ranges, tags, "
                                     "and services with all layers of settings put together.");
    block->text.markdown = true;
    block->attributes = TNF_ARENA_ARRAY(arena, struct tnf_schema_attribute, TNF_ARRAY_LEN(texts) + 3);
    for (; count < TNF_ARRAY_LEN(texts); count++) {
        block->attributes[count] = computed(texts[count].name, &tnf_cty_string, texts[count].description);
        block->attributes[count].flags = texts[count].flags;
    }
    block->attributes[count++] = computed("tags", tnf_cty_collection(arena, TNF_CTY_MAP, &tnf_cty_string),
                                          "Tags on everything of the tenant, the platform's and the environment's "
                                          "among them.");
    block->attributes[count++] = computed("subnets", subnets_type(arena),
                                          "Subnets of the VPC: availability zone to the ranges of its `public`, `app` "
                                          "and `database` subnets.");
    block->attributes[count++] = computed("model", &tnf_cty_dynamic,
                                          "All of it, as the templates get it: `network`, `cluster`, `load_balancer`, "
                                          "`services`, `databases`, `caches`, `secrets`, `connections` and more.");
    block->attribute_count = count;
    return tnf_schema_finish(arena, schema, err);
}

static int resolve(struct tnf_session *session, struct tnf_arena *arena, const struct tnf_cty_value *config,
                   struct tnf_value *ret, struct tnf_error *err) {
    struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_pool_take(tnf_session_pool(session), &catalog, err));
    int code = tnf_catalog_begin_read(catalog, err);
    if (code == 0)
        code = tnf_resolve_tenant(catalog, tnf_cty_get_text(config, TNF_SV("tenant")),
                                  tnf_cty_get_text(config, TNF_SV("environment")), arena, ret, err);
    tnf_pool_give(tnf_session_pool(session), catalog);
    return code;
}

static int read_model(void *provider, const struct tnf_data_source_type *type, struct tnf_rpc_call *call,
                      const struct tnf_cty_value *config, struct tnf_cty_value *ret_state, struct tnf_error *err) {
    (void)type;
    struct tnf_arena *arena = &call->arena;
    struct tnf_session *session = NULL;
    struct tnf_value model = tnf_value_null();
    TNF_TRY(tnf_provider_session(provider, &session, err));
    TNF_TRY(resolve(session, arena, config, &model, err));
    const struct tnf_value network = tnf_object_get(model, TNF_SV("network"), NULL);
    struct tnf_cty_value state = tnf_cty_unshare(arena, *config);
    for (size_t i = 0; i < TNF_ARRAY_LEN(texts); i++)
        if (texts[i].flags == TNF_SCHEMA_COMPUTED)
            tnf_row_set(&state, texts[i].name,
                        tnf_model_string_value(tnf_object_get(model, tnf_sv(texts[i].name), NULL)));
    tnf_row_set(&state, "cidr", tnf_model_string_value(tnf_object_get(network, TNF_SV("cidr"), NULL)));
    tnf_row_set(&state, "subnets", tnf_model_map_value(arena, tnf_object_get(network, TNF_SV("zones"), NULL)));
    tnf_row_set(&state, "tags", tnf_model_map_value(arena, tnf_object_get(model, TNF_SV("tags"), NULL)));
    tnf_row_set(&state, "model", tnf_model_value(arena, model));
    *ret_state = state;
    return 0;
}

int tnf_data_source_of_model(struct tnf_arena *arena, struct tnf_data_source_type *ret, struct tnf_error *err) {
    struct tnf_schema *schema = TNF_ARENA_NEW(arena, struct tnf_schema);
    TNF_TRY(make_schema(arena, schema, err));
    *ret =
        (struct tnf_data_source_type){.name = TNF_SV("tenantform_tenant_model"), .schema = schema, .read = read_model};
    return 0;
}
