/* terraform-provider-tenantform: the catalog's tenant model as resources of Terraform. Terraform starts it. */
#include "base/memory.h"
#include "provider/rpc/program.h"
#include "provider/tenantform/definition.h"

static const struct tnf_provider_program program = {
    .name = "terraform-provider-tenantform",
    .version = TNF_VERSION,
    .source = "tenantform/tenantform",
    .about = "a catalog's tenants as resources",
};

struct defining {
    struct tnf_arena arena;
    struct tnf_provider *provider;
};

/* Terraform starts this program several times a command: what the handshake does not need comes after it. */
static int define(void *context, const struct tnf_provider_definition **ret_definition, struct tnf_error *err) {
    struct defining *defining = context;
    return tnf_tenantform_define(&defining->arena, defining->provider, ret_definition, err);
}

int main(int argc, char **argv) {
    struct defining defining = {.arena = TNF_ARENA_INIT, .provider = tnf_provider_new()};
    struct tnf_rpc_service *service = tnf_definition_service_new_later(define, &defining);
    const int exit_code = tnf_provider_main(&program, service, argc, argv);
    tnf_definition_service_free(service);
    tnf_provider_free(defining.provider);
    tnf_arena_release(&defining.arena);
    return exit_code;
}
