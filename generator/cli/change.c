#include "generator/cli/change.h"

#include "base/file.h"
#include "base/memory.h"
#include "catalog/format.h"
#include "generator/git/identity.h"

#include <pwd.h>
#include <unistd.h>

int tnf_cli_open(struct tnf_cli *cli, bool write, struct tnf_catalog **ret, struct tnf_error *err) {
    return tnf_catalog_open(cli->path, write ? TNF_OPEN_WRITE : TNF_OPEN_READ, ret, err);
}

void tnf_cli_remove_catalog(struct tnf_cli *cli) {
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(suffixes); i++)
        (void)tnf_file_remove_tree(tnf_arena_printf(&cli->arena, "%s%s", cli->path, suffixes[i]).ptr, NULL);
}

void tnf_cli_close(struct tnf_catalog **catalog) {
    tnf_catalog_close(*catalog);
}

static struct tnf_strview author_of(struct tnf_cli *cli) {
    if (cli->author != NULL) return tnf_sv(cli->author);
    const struct tnf_strview author = tnf_git_identity(&cli->arena);
    if (author.len > 0) return author;
    const struct passwd *user = getpwuid(geteuid());
    if (user != NULL) return tnf_arena_sv(&cli->arena, tnf_sv(user->pw_name));
    return tnf_arena_printf(&cli->arena, "uid %lu", (unsigned long)geteuid());
}

static int check_text(const char *what, struct tnf_strview text, size_t limit, struct tnf_error *err) {
    if (text.len > limit)
        return tnf_error_set(err, TNF_E_LIMIT, "%s is %zu bytes long, at most %zu are kept", what, text.len, limit);
    if (text.len > 0 && !tnf_format_ok(TNF_FORMAT_TEXT, text))
        return tnf_error_set(err, TNF_E_INVALID, "%s must be %s", what, tnf_format_what(TNF_FORMAT_TEXT));
    return 0;
}

int tnf_cli_change(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_change *ret,
                   struct tnf_error *err) {
    enum { AUTHOR_MAX = 256, REASON_MAX = 4096 };
    const struct tnf_change change = {.author = author_of(cli), .reason = tnf_sv(tnf_cli_value(args, "reason"))};
    TNF_TRY(check_text("the author", change.author, AUTHOR_MAX, err));
    TNF_TRY(check_text("the reason", change.reason, REASON_MAX, err));
    *ret = change;
    return 0;
}

int tnf_cli_begin(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_catalog **ret,
                  struct tnf_error *err) {
    struct tnf_change change;
    TNF_TRY(tnf_cli_change(cli, args, &change, err));
    return tnf_cli_begin_change(cli, &change, ret, err);
}

int tnf_cli_begin_change(struct tnf_cli *cli, const struct tnf_change *change, struct tnf_catalog **ret,
                         struct tnf_error *err) {
    struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_open(cli, /* write= */ true, &catalog, err));
    const int code = tnf_catalog_begin(catalog, change, err);
    if (code < 0) {
        tnf_catalog_close(catalog);
        return code;
    }
    *ret = catalog;
    return 0;
}

int tnf_cli_findings(struct tnf_cli *cli, const struct tnf_findings *findings, struct tnf_error *err) {
    for (size_t i = 0; i < findings->count; i++) {
        struct tnf_error one = {0};
        (void)tnf_finding_error(&findings->items[i], &one);
        tnf_error_list_add(&cli->errors, &one);
    }
    cli->errors.dropped += findings->dropped;
    return tnf_findings_error(findings, err);
}

int tnf_cli_commit(struct tnf_cli *cli, struct tnf_catalog *catalog, int64_t *ret_revision, struct tnf_error *err) {
    struct tnf_findings findings = TNF_FINDINGS_INIT;
    const int code = tnf_catalog_commit(catalog, ret_revision, &findings, err);
    if (code < 0) (void)tnf_cli_findings(cli, &findings, NULL);
    tnf_findings_release(&findings);
    return code;
}
