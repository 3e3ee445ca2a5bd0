/* The sample provider as a process: terraform-provider-sample. */
#include "base/memory.h"
#include "provider/rpc/program.h"
#include "tests/support/sample_provider.h"

int main(int argc, char **argv) {
    static const struct tnf_provider_program program = {
        .name = "terraform-provider-sample",
        .version = "1.2.3",
        .source = "tenantform/sample",
        .about = "one of everything, for tests",
    };
    struct tnf_sample_provider *sample = tnf_sample_provider_new(/* may_hold= */ true);
    struct tnf_rpc_service *service;
    if (tnf_definition_service_new(tnf_sample_definition(sample), &service, NULL) < 0) return EXIT_FAILURE;
    const int exit_code = tnf_provider_main(&program, service, argc, argv);
    tnf_definition_service_free(service);
    tnf_sample_provider_free(sample);
    return exit_code;
}
