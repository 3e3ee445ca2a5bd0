#include "generator/rehearse/mirror.h"

#include "base/file.h"
#include "base/memory.h"

#include <sys/stat.h>
#include <unistd.h>

#define PROGRAM "terraform-provider-rehearsal"

/* Which provider a schema plays, and as which version: the one that the schema was printed by. */
struct played {
    const char *schema;
    const char *source;
    const char *type;
    const char *version;
};
static const struct played players[] = {
    {"aws.rehearsal", "hashicorp/aws", "aws", "6.13.0"},
    {"helm.rehearsal", "hashicorp/helm", "helm", "3.1.2"},
    {"kubernetes.rehearsal", "hashicorp/kubernetes", "kubernetes", "3.2.1"},
    {"postgresql.rehearsal", "cyrilgdn/postgresql", "postgresql", "1.26.0"},
};
/* Terraform and OpenTofu look for the same provider under the hosts of their own registries. */
static const char *const hosts[] = {"registry.terraform.io", "registry.opentofu.org"};

/* A symbolic link would not do: the provider looks for its schema beside the file that it was started from. */
static int link_or_copy(const char *from, const char *to, mode_t mode, struct tnf_error *err) {
    return link(from, to) == 0 ? 0 : tnf_file_copy(from, to, mode, err);
}

static int add_player(struct tnf_arena *arena, const char *root, const char *provider, const char *host,
                      const struct played *player, struct tnf_error *err) {
    const char *schema = tnf_arena_printf(arena, "%s/%s", provider, player->schema).ptr;
    if (access(schema, R_OK) < 0) {
        (void)tnf_error_errno(err, "read \"%s\"", schema);
        tnf_error_hint(err, "name the directory of " PROGRAM " and its schemas with --provider");
        return TNF_E_NOT_FOUND;
    }
    const char *directory = tnf_arena_printf(arena, "%s/" TNF_MIRROR_DIRECTORY "/%s/%s/%s/linux_amd64", root, host,
                                             player->source, player->version)
                                .ptr;
    TNF_TRY(tnf_file_make_directories(directory, err));
    const char *program =
        tnf_arena_printf(arena, "%s/terraform-provider-%s_v%s", directory, player->type, player->version).ptr;
    TNF_TRY(link_or_copy(tnf_arena_printf(arena, "%s/" PROGRAM, provider).ptr, program, 0700, err));
    return link_or_copy(schema, tnf_arena_printf(arena, "%s/schema.rehearsal", directory).ptr, 0600, err);
}

static int write_config(struct tnf_arena *arena, const char *root, struct tnf_error *err) {
    const char *path = tnf_arena_printf(arena, "%s/" TNF_MIRROR_CONFIG, root).ptr;
    const struct tnf_strview text = tnf_arena_printf(arena,
                                                     "provider_installation {\n"
                                                     "  filesystem_mirror {\n"
                                                     "    path = \"%s/" TNF_MIRROR_DIRECTORY "\"\n"
                                                     "  }\n"
                                                     "}\n",
                                                     root);
    return tnf_file_write(path, text, err);
}

int tnf_mirror_write(struct tnf_arena *arena, const char *root, const char *provider, struct tnf_error *err) {
    for (size_t h = 0; h < TNF_ARRAY_LEN(hosts); h++)
        for (size_t p = 0; p < TNF_ARRAY_LEN(players); p++)
            TNF_TRY(add_player(arena, root, provider, hosts[h], &players[p], err));
    return write_config(arena, root, err);
}
