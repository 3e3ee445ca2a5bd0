#include "generator/template/render.h"

#include "base/excerpt.h"
#include "generator/hcl/escape.h"
#include "generator/hcl/writer.h"

#include <string.h>

static int refuse_kind(const struct tnf_place *place, struct tnf_value value, const char *wanted,
                       struct tnf_error *err) {
    tnf_error_set(err, TNF_E_INVALID, "it is %s, and stands in %s", tnf_value_kind_name(value.kind),
                  tnf_place_name(place->kind));
    tnf_error_hint(err, "%s there, or move the tag to an expression", wanted);
    return TNF_E_INVALID;
}

static bool is_text(struct tnf_value value) {
    return value.kind == TNF_VALUE_STRING || value.kind == TNF_VALUE_INT || value.kind == TNF_VALUE_BOOL;
}

/* A string, number or bool as text. `digits` is room for a number. */
static struct tnf_strview text_of(struct tnf_value value, char *digits, size_t size) {
    if (value.kind == TNF_VALUE_STRING) return value.text;
    if (value.kind == TNF_VALUE_BOOL) return value.boolean ? TNF_SV("true") : TNF_SV("false");
    return tnf_sv_n(digits, (size_t)snprintf(digits, size, "%" PRId64, value.integer));
}

/* Indentation of the line that *out ends with. */
static size_t line_indentation(const struct tnf_strbuf *out, size_t start) {
    const char *text = out->ptr + start;
    const size_t length = out->len - start;
    const char *newline = length == 0 ? NULL : memrchr(text, '\n', length);
    const char *line = newline == NULL ? text : newline + 1;
    size_t indentation = 0;
    while (line + indentation < out->ptr + out->len && line[indentation] == ' ') indentation++;
    return indentation;
}

static int write_identifier(const struct tnf_place *place, struct tnf_strview text, struct tnf_strbuf *out,
                            struct tnf_error *err) {
    bool good = tnf_hcl_is_identifier(text);
    if (place->kind == TNF_PLACE_TAIL) {
        good = text.len > 0;
        for (size_t i = 0; good && i < text.len; i++) good = tnf_hcl_is_identifier_byte(text.ptr[i]);
    }
    if (!good) {
        tnf_error_set(err, TNF_E_INVALID, "its text %s is no HCL identifier", tnf_excerpt(text).text);
        tnf_error_hint(err, "identifiers are ASCII letters, digits, \"_\" and \"-\", and start with a letter or \"_\"");
        return TNF_E_INVALID;
    }
    tnf_strbuf_add_sv(out, text);
    return 0;
}

static bool is_label_byte(char c) {
    return (unsigned char)c >= 0x20 && c != 0x7F && strchr("\"\\$%", c) == NULL;
}

static int write_label(struct tnf_strview text, struct tnf_strbuf *out, struct tnf_error *err) {
    TNF_TRY(tnf_hcl_check_utf8(text, err));
    bool good = text.len > 0;
    for (size_t i = 0; good && i < text.len; i++) good = is_label_byte(text.ptr[i]);
    if (!good) {
        tnf_error_set(err, TNF_E_INVALID, "its text %s is no block label", tnf_excerpt(text).text);
        tnf_error_hint(err,
                       "labels are not empty and have no quotes, backslashes, control characters, \"$\" or \"%%\"");
        return TNF_E_INVALID;
    }
    tnf_strbuf_add_sv(out, text);
    return 0;
}

static int write_bare_label(struct tnf_strview text, struct tnf_strbuf *out, struct tnf_error *err) {
    const size_t start = out->len;
    tnf_strbuf_add_c(out, '"');
    const int code = write_label(text, out, err);
    if (code < 0)
        tnf_strbuf_truncate(out, start);
    else
        tnf_strbuf_add_c(out, '"');
    return code;
}

static int write_plain(struct tnf_strview text, struct tnf_strbuf *out, struct tnf_error *err) {
    TNF_TRY(tnf_hcl_check_utf8(text, err));
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
            return tnf_error_set(err, TNF_E_INVALID, "its text %s has control characters", tnf_excerpt(text).text);
    }
    tnf_strbuf_add_sv(out, text);
    return 0;
}

static int write_interpolation(const struct tnf_place *place, struct tnf_strview expression, struct tnf_strbuf *out,
                               struct tnf_error *err) {
    if (place->alone) {
        tnf_error_set(err, TNF_E_INVALID, "it is a reference, and the quoted string is nothing else");
        tnf_error_hint(err, "take the quotes off: \"${x}\" alone is x, and terraform fmt writes it so");
        return TNF_E_INVALID;
    }
    /* "$" before "${" would make it text. Heredocs have no such "$": compiling refuses it. */
    if (place->kind == TNF_PLACE_QUOTED && out->len > 0 && out->ptr[out->len - 1] == '$') {
        tnf_strbuf_truncate(out, out->len - 1);
        tnf_strbuf_add_str(out, "\\u0024");
    }
    tnf_strbuf_add_str(out, "${");
    tnf_strbuf_add_sv(out, expression);
    tnf_strbuf_add_c(out, '}');
    return 0;
}

static int write_reference(const struct tnf_place *place, struct tnf_value value, struct tnf_strbuf *out,
                           struct tnf_error *err) {
    switch (place->kind) {
    case TNF_PLACE_QUOTED:
    case TNF_PLACE_HEREDOC:
        return write_interpolation(place, value.text, out, err);
    case TNF_PLACE_LINE_COMMENT:
    case TNF_PLACE_BLOCK_COMMENT:
        return tnf_hcl_escape_comment(value.text, place->kind == TNF_PLACE_BLOCK_COMMENT, out, err);
    case TNF_PLACE_KEY:
        tnf_strbuf_add_c(out, '(');
        tnf_strbuf_add_sv(out, value.text);
        tnf_strbuf_add_c(out, ')');
        return 0;
    case TNF_PLACE_TRAVERSAL:
    case TNF_PLACE_PLAIN:
        tnf_strbuf_add_sv(out, value.text);
        return 0;
    default:
        return refuse_kind(place, value, "a string can stand", err);
    }
}

static int write_text(const struct tnf_place *place, struct tnf_strview text, struct tnf_strbuf *out,
                      struct tnf_error *err) {
    switch (place->kind) {
    case TNF_PLACE_PLAIN:
        return write_plain(text, out, err);
    case TNF_PLACE_TRAVERSAL:
    case TNF_PLACE_IDENTIFIER:
    case TNF_PLACE_TAIL:
        return write_identifier(place, text, out, err);
    case TNF_PLACE_KEY:
        return tnf_hcl_write_key(text, out, err);
    case TNF_PLACE_LABEL:
        return write_label(text, out, err);
    case TNF_PLACE_BARE_LABEL:
        return write_bare_label(text, out, err);
    case TNF_PLACE_QUOTED:
        return tnf_hcl_escape_quoted(text, out, err);
    case TNF_PLACE_HEREDOC:
        return tnf_hcl_escape_heredoc(text, &place->heredoc, out, err);
    case TNF_PLACE_LINE_COMMENT:
        return tnf_hcl_escape_comment(text, false, out, err);
    case TNF_PLACE_BLOCK_COMMENT:
        return tnf_hcl_escape_comment(text, true, out, err);
    case TNF_PLACE_EXPRESSION:
        break;
    }
    return tnf_error_set(err, TNF_E_INTERNAL, "value stands in %s", tnf_place_name(place->kind));
}

int tnf_place_write(const struct tnf_place *place, struct tnf_value value, size_t start, struct tnf_strbuf *out,
                    struct tnf_error *err) {
    if (place->kind == TNF_PLACE_EXPRESSION) return tnf_hcl_write(value, line_indentation(out, start), out, err);
    if (value.kind == TNF_VALUE_REFERENCE) return write_reference(place, value, out, err);
    if (!is_text(value)) return refuse_kind(place, value, "a string, number or bool can stand", err);
    char digits[24];
    return write_text(place, text_of(value, digits, sizeof digits), out, err);
}
