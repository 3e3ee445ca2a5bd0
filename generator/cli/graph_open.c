#include "generator/cli/graph_open.h"

#include "base/environment.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/process.h"

#include <unistd.h>

static const char *cache_folder(struct tnf_cli *cli) {
    const char *cache = tnf_environment("XDG_CACHE_HOME");
    const char *home = tnf_environment("HOME");
    /* The XDG base directory specification has paths that are not absolute ignored. */
    if (cache != NULL && cache[0] == '/') return tnf_arena_printf(&cli->arena, "%s/tenantform", cache).ptr;
    return home == NULL ? NULL : tnf_arena_printf(&cli->arena, "%s/.cache/tenantform", home).ptr;
}

int tnf_cli_page_path(struct tnf_cli *cli, struct tnf_strview name, const char **ret, struct tnf_error *err) {
    const char *folder = cache_folder(cli);
    if (folder == NULL) {
        (void)tnf_error_set(err, TNF_E_IO, "there is no folder for the page: neither XDG_CACHE_HOME nor HOME is set");
        tnf_error_hint(err, "name a file with --output");
        return TNF_E_IO;
    }
    TNF_TRY(tnf_file_make_directories(folder, err));
    *ret = tnf_arena_printf(&cli->arena, "%s/%.*s.html", folder, TNF_SV_ARG(name)).ptr;
    return 0;
}

bool tnf_cli_open_page(const char *path) {
    /* A browser may stay for hours: it gets a session of its own, and nothing of our streams. */
    static const char script[] =
        "command -v xdg-open >/dev/null || exit 1; exec setsid --fork xdg-open \"$1\" >/dev/null 2>&1 </dev/null";
    const char *const arguments[] = {"sh", "-c", script, "sh", path, NULL};
    const struct tnf_process process = {
        .program = "sh", .arguments = arguments, .environment = (const char *const *)environ, .drop_errors = true};
    if (tnf_environment("DISPLAY") == NULL && tnf_environment("WAYLAND_DISPLAY") == NULL &&
        tnf_environment("BROWSER") == NULL)
        return false;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf output = TNF_STRBUF_INIT;
    int status = 1;
    return tnf_process_run(&process, &output, &status, NULL) == 0 && status == 0;
}
