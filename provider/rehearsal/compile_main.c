/* tenantform-schema-compile: a provider's schema, made ready for terraform-provider-rehearsal. */
#include "base/error.h"
#include "base/memory.h"
#include "provider/rehearsal/compile.h"

#include <getopt.h>
#include <stdio.h>

static const char usage[] =
    "usage: tenantform-schema-compile [--provider ADDRESS] [--facts FILE] [--types-from FILE]... IN.json[.gz] OUT\n"
    "\n"
    "Compiles what `terraform providers schema -json` prints into the file that terraform-provider-rehearsal plays.\n"
    "\n"
    "  --provider ADDRESS  which provider, when IN has several (registry.terraform.io/hashicorp/aws)\n"
    "  --facts FILE        what the values look like that the provider chooses (JSON)\n"
    "  --types-from FILE   keep only types that are named in FILE, such as a .tf file; may be repeated\n"
    "  --help              print this\n";

enum { EXIT_USAGE = 2 };

static int report(const struct tnf_error *err) {
    char text[2048];
    tnf_error_format(err, text, sizeof text);
    fprintf(stderr, "tenantform-schema-compile: %s\n", text);
    return EXIT_FAILURE;
}

/* 0, or the exit code plus one. */
static int read_options(int argc, char **argv, struct tnf_rehearsal_compile_options *options, const char **types) {
    static const struct option table[] = {
        {"provider", required_argument, NULL, 'p'},
        {"facts", required_argument, NULL, 'f'},
        {"types-from", required_argument, NULL, 't'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    int option;
    while ((option = getopt_long(argc, argv, "", table, NULL)) != -1) {
        if (option == 'h') {
            fputs(usage, stdout);
            return EXIT_SUCCESS + 1;
        }
        if (option == 'p') options->provider = optarg;
        if (option == 'f') options->facts = optarg;
        if (option == 't') types[options->types_from_count++] = optarg;
        if (option == '?') return EXIT_USAGE + 1;
    }
    if (argc - optind != 2) {
        fputs(usage, stderr);
        return EXIT_USAGE + 1;
    }
    if (options->types_from_count > 0) options->types_from = types;
    options->schema = argv[optind];
    options->output = argv[optind + 1];
    return 0;
}

int main(int argc, char **argv) {
    TNF_AUTO_FREE const char **types = tnf_xcalloc((size_t)argc, sizeof *types);
    struct tnf_rehearsal_compile_options options = {.schema = NULL};
    const int exit_code = read_options(argc, argv, &options, types);
    if (exit_code != 0) return exit_code - 1;
    struct tnf_error err = {.code = TNF_OK};
    if (tnf_rehearsal_compile(&options, &err) < 0) return report(&err);
    return EXIT_SUCCESS;
}
