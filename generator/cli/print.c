#include "generator/cli/print.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "base/terminal.h"
#include "generator/cli/topics.h"
#include "generator/cli/visible.h"

#include <stdarg.h>
#include <string.h>

__attribute__((format(printf, 2, 0))) static void print_line(FILE *stream, const char *format, va_list args) {
    char *text = NULL;
    if (vasprintf(&text, format, args) < 0) return;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_cli_visible(&line, tnf_sv(text));
    free(text);
    (void)fprintf(stream, "%s\n", line.ptr);
}

void tnf_cli_say(const struct tnf_cli *cli, const char *format, ...) {
    if (cli->quiet || cli->json) return;
    va_list args;
    va_start(args, format);
    print_line(cli->err, format, args);
    va_end(args);
}

void tnf_cli_line(const struct tnf_cli *cli, const char *format, ...) {
    if (cli->json) return;
    va_list args;
    va_start(args, format);
    print_line(cli->out, format, args);
    va_end(args);
}

json_t *tnf_cli_json_new(void) {
    json_t *object = json_object();
    (void)json_object_set_new(object, "format_version", json_string(TNF_CLI_JSON_VERSION));
    return object;
}

int tnf_cli_json_write(const struct tnf_cli *cli, json_t *object, struct tnf_error *err) {
    int code = 0;
    /* A terminal gets ASCII: C1 controls and direction marks arrive as \u escapes. */
    const size_t flags = JSON_INDENT(2) | (cli->out_terminal ? JSON_ENSURE_ASCII : 0);
    if (cli->json && (json_dumpf(object, cli->out, flags) != 0 || fputc('\n', cli->out) == EOF))
        code = tnf_error_set(err, TNF_E_IO, "could not write the result as JSON");
    json_decref(object);
    return code;
}

int tnf_cli_text_result(const struct tnf_cli *cli, const char *field, struct tnf_strview text, struct tnf_error *err) {
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, field, tnf_cli_json_text(text));
    if (!cli->json) (void)fwrite(text.ptr, 1, text.len, cli->out);
    return tnf_cli_json_write(cli, object, err);
}

json_t *tnf_cli_json_text(struct tnf_strview text) {
    if (text.len == 0) return json_string("");
    if (tnf_sv_is_utf8(text)) return json_stringn_nocheck(text.ptr, text.len);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf clean = TNF_STRBUF_INIT;
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] < 0x80)
            tnf_strbuf_add_c(&clean, text.ptr[i]);
        else
            tnf_strbuf_add_str(&clean, "\xef\xbf\xbd");
    }
    return json_stringn_nocheck(clean.ptr, clean.len);
}

static json_t *text_or_null(const char *text) {
    return text[0] == '\0' ? json_null() : tnf_cli_json_text(tnf_sv(text));
}

static json_t *number_or_null(unsigned number) {
    return number == 0 ? json_null() : json_integer((json_int_t)number);
}

json_t *tnf_cli_json_error(const struct tnf_error *err) {
    json_t *object = json_object();
    (void)json_object_set_new(object, "code", json_string(tnf_cli_error_code_name(err->code)));
    (void)json_object_set_new(object, "id", json_string(tnf_cli_error_id(err)));
    (void)json_object_set_new(object, "message", text_or_null(err->message));
    (void)json_object_set_new(object, "hint", text_or_null(err->hint));
    (void)json_object_set_new(object, "file", text_or_null(err->where.file));
    (void)json_object_set_new(object, "line", number_or_null(err->where.line));
    (void)json_object_set_new(object, "column", number_or_null(err->where.column));
    return object;
}

static void print_text_error(const struct tnf_cli *cli, const struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&text, tnf_terminal_style(cli->err_colour, TNF_STYLE_RED));
    tnf_cli_visible(&text, err->where.file[0] == '\0' ? TNF_SV("error") : tnf_sv(err->where.file));
    if (err->where.file[0] != '\0' && err->where.line > 0)
        tnf_strbuf_addf(&text, ":%u:%u", err->where.line, err->where.column);
    tnf_strbuf_addf(&text, ":%s ", tnf_terminal_style(cli->err_colour, TNF_STYLE_PLAIN));
    tnf_cli_visible(&text, tnf_sv(err->message));
    /* A wrong command line is told where to read on already. */
    if (err->id[0] != '\0' && strcmp(err->id, TNF_CLI_USAGE_ERROR_ID) != 0) tnf_strbuf_addf(&text, " [%s]", err->id);
    if (err->hint[0] != '\0') {
        tnf_strbuf_add_str(&text, "\n  ");
        tnf_cli_visible(&text, tnf_sv(err->hint));
    }
    (void)fprintf(cli->err, "%s\n", text.ptr);
}

static void print_json_errors(const struct tnf_cli *cli, const struct tnf_error *items, size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) (void)json_array_append_new(list, tnf_cli_json_error(&items[i]));
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "errors", list);
    (void)tnf_cli_json_write(cli, object, NULL);
}

void tnf_cli_print_failure(const struct tnf_cli *cli, const struct tnf_error *err) {
    const struct tnf_error *items = cli->errors.count > 0 ? cli->errors.items : err;
    const size_t count = cli->errors.count > 0 ? cli->errors.count : 1;
    if (cli->json) {
        print_json_errors(cli, items, count);
        return;
    }
    for (size_t i = 0; i < count; i++) print_text_error(cli, &items[i]);
    if (cli->errors.dropped > 0) (void)fprintf(cli->err, "… and %zu more\n", cli->errors.dropped);
}

int tnf_cli_usage_error(struct tnf_cli *cli, struct tnf_error *err, const char *format, ...) {
    char *text = NULL;
    va_list args;
    va_start(args, format);
    const int length = vasprintf(&text, format, args);
    va_end(args);
    (void)tnf_error_set(err, TNF_E_INVALID, "%s", length < 0 ? "wrong command line" : text);
    if (length >= 0) free(text);
    cli->usage = true;
    return TNF_E_INVALID;
}
