#include "provider/tenantform/configuration.h"

#include "base/memory.h"
#include "catalog/format.h"

#include <stdlib.h>
#include <unistd.h>

enum { ACTOR_MAX = 256 };

static const char default_catalog[] = "tenantform.db"; /* as the command line's */

static const struct {
    const char *name;
    const char *description;
} attributes[] = {
    {"catalog",
     "Path of the catalog, a file that `tenantform` and this provider share. `TENANTFORM_CATALOG` when it is "
     "not set, else `tenantform.db` in the working directory. It is made with the first row when it does not "
     "exist."},
    {"actor",
     "Who the history names as the author of changes. `TENANTFORM_ACTOR` when it is not set, else git's author "
     "as in `GIT_AUTHOR_NAME` and `GIT_AUTHOR_EMAIL`, else the user's name."},
};

int tnf_configuration_schema(struct tnf_arena *arena, struct tnf_schema *ret, struct tnf_error *err) {
    struct tnf_schema_block *block = &ret->block;
    *ret = (struct tnf_schema){.version = 0};
    block->text.description =
        TNF_SV("The tenant model of a platform, kept in a catalog that `tenantform generate` turns "
               "into Terraform.");
    block->text.markdown = true;
    block->attribute_count = TNF_ARRAY_LEN(attributes);
    block->attributes = TNF_ARENA_ARRAY(arena, struct tnf_schema_attribute, block->attribute_count);
    for (size_t i = 0; i < TNF_ARRAY_LEN(attributes); i++)
        block->attributes[i] =
            (struct tnf_schema_attribute){.name = tnf_sv(attributes[i].name),
                                          .type = &tnf_cty_string,
                                          .flags = TNF_SCHEMA_OPTIONAL,
                                          .text = {.description = tnf_sv(attributes[i].description), .markdown = true}};
    return tnf_schema_finish(arena, ret, err);
}

static struct tnf_strview variable(const char *name) {
    return tnf_sv(getenv(name));
}

static struct tnf_strview default_actor(struct tnf_arena *arena) {
    const struct tnf_strview actor = variable("TENANTFORM_ACTOR");
    const struct tnf_strview name = variable("GIT_AUTHOR_NAME");
    const struct tnf_strview email = variable("GIT_AUTHOR_EMAIL");
    if (actor.len > 0) return actor;
    if (name.len > 0 && email.len > 0)
        return tnf_arena_printf(arena, "%.*s <%.*s>", TNF_SV_ARG(name), TNF_SV_ARG(email));
    if (name.len > 0 || email.len > 0) return name.len > 0 ? name : email;
    /* The user's database cannot be asked: the program is linked statically. */
    if (variable("USER").len > 0) return variable("USER");
    if (variable("LOGNAME").len > 0) return variable("LOGNAME");
    return tnf_arena_printf(arena, "uid %lu", (unsigned long)geteuid());
}

static struct tnf_strview default_path(void) {
    const struct tnf_strview path = variable("TENANTFORM_CATALOG");
    return path.len > 0 ? path : tnf_sv(default_catalog);
}

static void refuse(struct tnf_rpc_call *call, const char *attribute, const char *detail) {
    const struct tnf_attribute_path place = {.kind = TNF_STEP_ATTRIBUTE, .name = tnf_sv(attribute)};
    tnf_diagnostics_add(&call->diagnostics, TNF_SEVERITY_ERROR, &place, TNF_SV("Invalid provider configuration"),
                        tnf_sv(detail));
}

/* The attribute, or `fallback` when it is not set. */
static struct tnf_strview setting(struct tnf_rpc_call *call, const struct tnf_cty_value *config, const char *attribute,
                                  struct tnf_strview fallback) {
    const struct tnf_cty_value *value = tnf_cty_get(config, tnf_sv(attribute));
    if (value == NULL || value->kind == TNF_CTY_NULL) return fallback;
    if (value->kind == TNF_CTY_UNKNOWN)
        refuse(call, attribute,
               "It must be known before anything is applied. Give it a value that no resource has to "
               "make first.");
    else if (value->text.len == 0)
        refuse(call, attribute, "It must not be empty. Leave it out for its default.");
    return value->kind == TNF_CTY_TEXT ? value->text : fallback;
}

int tnf_configuration_configure(void *provider, struct tnf_rpc_call *call, const struct tnf_cty_value *config,
                                struct tnf_strview terraform_version, struct tnf_error *err) {
    (void)err;
    const struct tnf_strview path = setting(call, config, "catalog", default_path());
    const struct tnf_strview actor = setting(call, config, "actor", default_actor(&call->arena));
    if (actor.len > ACTOR_MAX || !tnf_format_ok(TNF_FORMAT_TEXT, actor))
        refuse(call, "actor", "It must be text of at most 256 bytes.");
    if (tnf_diagnostics_have_error(&call->diagnostics)) return 0;
    const struct tnf_strview reason =
        terraform_version.len == 0
            ? TNF_SV("terraform apply")
            : tnf_arena_printf(&call->arena, "terraform apply (%.*s)", TNF_SV_ARG(terraform_version));
    tnf_provider_use(provider, tnf_arena_sv(&call->arena, path).ptr, actor, reason);
    return 0;
}
