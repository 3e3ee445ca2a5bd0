#include "generator/cli/adopt_report.h"

#include "generator/cli/print.h"

void tnf_adopt_report_init(struct tnf_adopt_report *report, struct tnf_cli *cli, const char *stack) {
    *report =
        (struct tnf_adopt_report){cli, tnf_cli_json_new(), json_array(), json_array(), json_array(), json_array()};
    (void)json_object_set_new(report->result, "stack", tnf_cli_json_text(tnf_sv(stack)));
    (void)json_object_set_new(report->result, "imports", report->imports);
    (void)json_object_set_new(report->result, "ambiguous", report->ambiguous);
    (void)json_object_set_new(report->result, "missing", report->missing);
    (void)json_object_set_new(report->result, "left", report->left);
}

void tnf_adopt_report_match(struct tnf_adopt_report *report, const struct tnf_adopt_match *match) {
    const struct tnf_strview address = match->wanted->address;
    if (match->outcome == TNF_ADOPT_FOUND && match->id.len > 0) {
        tnf_cli_line(report->cli, "import     %.*s   %.*s", TNF_SV_ARG(address), TNF_SV_ARG(match->id));
    } else if (match->outcome == TNF_ADOPT_AMBIGUOUS) {
        tnf_cli_line(report->cli, "ambiguous  %.*s   more than one resource could be it", TNF_SV_ARG(address));
        (void)json_array_append_new(report->ambiguous, tnf_cli_json_text(address));
    } else {
        const bool unsupported = match->outcome == TNF_ADOPT_UNSUPPORTED;
        tnf_cli_line(report->cli, "create     %.*s%s", TNF_SV_ARG(address),
                     unsupported ? "   is not looked for: name its id in --from if it exists" : "");
        (void)json_array_append_new(report->missing, tnf_cli_json_text(address));
    }
}

static bool is_taken(const struct tnf_adopt_instance *one, const struct tnf_adopt_match *matches, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (matches[i].found == one) return true;
    return false;
}

void tnf_adopt_report_left(struct tnf_adopt_report *report, const struct tnf_adopt_instances *old,
                           const struct tnf_adopt_match *matches, size_t count) {
    for (size_t i = 0; i < old->count; i++) {
        if (is_taken(&old->items[i], matches, count)) continue;
        tnf_cli_line(report->cli, "left       %.*s   stays in the old state", TNF_SV_ARG(old->items[i].address));
        (void)json_array_append_new(report->left, tnf_cli_json_text(old->items[i].address));
    }
}

int tnf_adopt_report_write(struct tnf_adopt_report *report, const char *path, bool dry_run,
                           const struct tnf_import_blocks *blocks, struct tnf_error *err) {
    for (size_t i = 0; i < blocks->count; i++) {
        json_t *block = json_object();
        (void)json_object_set_new(block, "to", tnf_cli_json_text(blocks->items[i].to));
        (void)json_object_set_new(block, "id", tnf_cli_json_text(blocks->items[i].id));
        (void)json_array_append_new(report->imports, block);
    }
    const bool written = !dry_run && blocks->count > 0;
    (void)json_object_set_new(report->result, "file", written ? tnf_cli_json_text(tnf_sv(path)) : json_null());
    if (written)
        tnf_cli_line(report->cli, "%s: %zu to import, %zu to create, %zu ambiguous", path, blocks->count,
                     json_array_size(report->missing), json_array_size(report->ambiguous));
    else
        tnf_cli_line(report->cli, "%zu to import, %zu to create, %zu ambiguous; nothing was written", blocks->count,
                     json_array_size(report->missing), json_array_size(report->ambiguous));
    return tnf_cli_json_write(report->cli, json_incref(report->result), err);
}

void tnf_adopt_report_release(struct tnf_adopt_report *report) {
    json_decref(report->result);
}
