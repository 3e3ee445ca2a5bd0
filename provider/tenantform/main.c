/* terraform-provider-tenantform: the catalog's tenant model as resources of Terraform. Terraform starts it. */
#include "base/memory.h"
#include "provider/rpc/program.h"
#include "provider/tenantform/definition.h"

#include <stdio.h>

static const struct tnf_provider_program program = {
    .name = "terraform-provider-tenantform",
    .version = TNF_VERSION,
    .source = "tenantform/tenantform",
    .about = "a catalog's tenants as resources",
};

static int report(const struct tnf_error *err) {
    fprintf(stderr, "%s: %s\n", program.name, err->message);
    if (err->hint[0] != '\0') fprintf(stderr, "  %s\n", err->hint);
    return EXIT_FAILURE;
}

static int serve(struct tnf_arena *arena, struct tnf_provider *provider, int argc, char **argv, struct tnf_error *err) {
    const struct tnf_provider_definition *definition = NULL;
    struct tnf_rpc_service *service = NULL;
    TNF_TRY(tnf_tenantform_define(arena, provider, &definition, err));
    TNF_TRY(tnf_definition_service_new(definition, &service, err));
    const int exit_code = tnf_provider_main(&program, service, argc, argv);
    tnf_definition_service_free(service);
    return exit_code;
}

int main(int argc, char **argv) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_error err = {.code = TNF_OK};
    struct tnf_provider *provider = tnf_provider_new();
    const int exit_code = serve(&arena, provider, argc, argv, &err);
    tnf_provider_free(provider);
    return exit_code < 0 ? report(&err) : exit_code;
}
