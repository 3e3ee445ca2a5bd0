/*
 * terraform-provider-rehearsal: plays the provider whose compiled schema lies beside it. Terraform starts it under that
 * provider's name, from a filesystem mirror.
 */
#include "base/memory.h"
#include "provider/rehearsal/find_schema.h"
#include "provider/rehearsal/rpc/rpc.h"
#include "provider/rpc/serve.h"

#include <stdio.h>

static const char program[] = "terraform-provider-rehearsal";

static int report(const struct tnf_error *err) {
    fprintf(stderr, "%s: %s\n", program, err->message);
    if (err->hint[0] != '\0') fprintf(stderr, "  %s\n", err->hint);
    return EXIT_FAILURE;
}

static int open_player(const char *argv0, struct tnf_player **ret_player, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    TNF_TRY(tnf_find_schema(argv0, &path, err));
    return tnf_player_new(path.ptr, ret_player, err);
}

int main(int argc, char **argv) {
    struct tnf_error err = {.code = TNF_OK};
    struct tnf_player *player = NULL;
    /* Started by hand there is nothing to play, and the cookie's sentence says more than a missing schema. */
    if (tnf_provider_is_hosted() && open_player(argc > 0 ? argv[0] : "", &player, &err) < 0) return report(&err);
    const struct tnf_rpc_service service = tnf_player_service(player);
    const int exit_code = tnf_provider_serve(program, &service);
    tnf_player_free(player);
    return exit_code;
}
