#include "provider/rpc/program.h"

#include "base/memory.h"
#include "provider/rpc/serve.h"

enum { EXIT_USAGE = 2 };

static void print_help(const struct tnf_provider_program *program) {
    printf("%s: %s, for Terraform and OpenTofu.\n"
           "\n"
           "Terraform starts this program by itself, when a configuration requires the provider \"%s\".\n"
           "Put it where `terraform init` finds it, for example into a filesystem_mirror of the CLI configuration.\n"
           "\n"
           "usage: %s [--debug | --help | --version]\n"
           "\n"
           "  --debug    serve without Terraform's having started it, under a debugger for example; prints the\n"
           "             TF_REATTACH_PROVIDERS that leads Terraform here, and ends with Ctrl-C\n"
           "  --help     this text\n"
           "  --version  the version\n",
           program->name, program->about, program->source, program->name);
}

static int refuse(const struct tnf_provider_program *program, const char *argument) {
    fprintf(stderr, "%s: there is no argument \"%s\"\n  see `%s --help`\n", program->name, argument, program->name);
    return EXIT_USAGE;
}

int tnf_provider_main(const struct tnf_provider_program *program, const struct tnf_rpc_service *service, int argc,
                      char **argv) {
    if (argc < 2) return tnf_provider_serve(program->name, service);
    if (argc > 2) return refuse(program, argv[2]);
    if (strcmp(argv[1], "--debug") == 0 || strcmp(argv[1], "-debug") == 0) {
        return tnf_provider_serve_attached(program->name, program->source, service);
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("%s %s\n", program->name, program->version);
        return EXIT_SUCCESS;
    }
    if (strcmp(argv[1], "--help") != 0 && strcmp(argv[1], "-h") != 0) return refuse(program, argv[1]);
    print_help(program);
    return EXIT_SUCCESS;
}
