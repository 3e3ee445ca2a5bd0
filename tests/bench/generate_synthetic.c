/* generate_synthetic OUTPUT TENANTS [EDITION]: writes a tree of made stacks, to measure the output alone. */
#include "generator/output/tree.h"
#include "tests/support/synthetic_source.h"

int main(int argc, char **argv) {
    int64_t tenants = 0;
    int64_t edition = 0;
    if (argc < 3 || !tnf_sv_to_int(tnf_sv(argv[2]), 0, 10000000, &tenants)) return 64;
    if (argc > 3 && !tnf_sv_to_int(tnf_sv(argv[3]), 0, 1000000, &edition)) return 64;
    struct tnf_tenants_source source;
    tnf_tenants_init(&source, (uint64_t)tenants);
    source.edition = (uint64_t)edition;
    const struct tnf_tree_options options = {.output = argv[1]};
    struct tnf_tree_result result;
    struct tnf_error err = {0};
    const int code = tnf_tree_generate(&options, &source.synthetic.source, &result, &err);
    if (code < 0) (void)fprintf(stderr, "%s\n%s\n", err.message, err.hint);
    (void)printf("%" PRIu64 " stacks, %" PRIu64 " files, %" PRIu64 " written, %" PRIu64 " removed, %" PRIu64 " kept\n",
                 result.stacks, result.files, result.files_written, result.files_removed, result.files_kept);
    return code == 0 ? 0 : 1;
}
