#include "generator/adopt/literal.h"

#include "base/memory.h"
#include "base/strbuf.h"

static bool is_token(const struct tnf_literal_reader *reader, enum tnf_token_kind kind) {
    return reader->token.kind == kind;
}

int tnf_literal_next(struct tnf_literal_reader *reader, struct tnf_error *err) {
    do {
        if (tnf_scanner_next(&reader->scanner, &reader->token, err) < 0) return tnf_error_wrap(err, "%s", reader->file);
    } while (is_token(reader, TNF_TOKEN_COMMENT));
    /* A line comment takes its newline with it. */
    if (is_token(reader, TNF_TOKEN_LINE_COMMENT)) reader->token.kind = TNF_TOKEN_NEWLINE;
    return 0;
}

int tnf_literal_begin(struct tnf_literal_reader *reader, struct tnf_strview source, const char *file,
                      struct tnf_arena *arena, struct tnf_error *err) {
    *reader = (struct tnf_literal_reader){.arena = arena, .file = file, .source = source};
    tnf_scanner_init(&reader->scanner, source);
    return tnf_literal_next(reader, err);
}

void tnf_literal_place(const struct tnf_literal_reader *reader, struct tnf_node *node) {
    node->line = 1;
    node->column = 1;
    const char *end =
        reader->token.kind == TNF_TOKEN_END ? reader->source.ptr + reader->source.len : reader->token.text.ptr;
    for (const char *at = reader->source.ptr; at < end; at++) {
        node->column = *at == '\n' ? 1 : node->column + (((unsigned char)*at & 0xC0) != 0x80);
        node->line += *at == '\n';
    }
}

static struct tnf_node *new_node(const struct tnf_literal_reader *reader, enum tnf_node_kind kind) {
    struct tnf_node *node = TNF_ARENA_NEW(reader->arena, struct tnf_node);
    node->kind = kind;
    tnf_literal_place(reader, node);
    return node;
}

static int pass_newlines(struct tnf_literal_reader *reader, struct tnf_error *err) {
    while (is_token(reader, TNF_TOKEN_NEWLINE)) TNF_TRY(tnf_literal_next(reader, err));
    return 0;
}

/* False for an escape that is not one character for another. */
static bool unescape(struct tnf_strview text, struct tnf_strbuf *out) {
    static const char from[] = "nrt\"\\";
    static const char to[] = "\n\r\t\"\\";
    for (size_t i = 0; i < text.len; i++) {
        const bool doubled = i + 2 < text.len && (text.ptr[i] == '$' || text.ptr[i] == '%') &&
                             text.ptr[i + 1] == text.ptr[i] && text.ptr[i + 2] == '{';
        if (doubled) i++;
        if (text.ptr[i] != '\\') {
            tnf_strbuf_add_c(out, text.ptr[i]);
            continue;
        }
        const char *known = i + 1 < text.len && text.ptr[i + 1] != '\0' ? strchr(from, text.ptr[i + 1]) : NULL;
        if (known == NULL) return false;
        tnf_strbuf_add_c(out, to[known - from]);
        i++;
    }
    return true;
}

static int read_string(struct tnf_literal_reader *reader, struct tnf_node **ret, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_node *node = new_node(reader, TNF_NODE_SCALAR);
    TNF_TRY(tnf_literal_next(reader, err));
    for (; is_token(reader, TNF_TOKEN_LITERAL);) {
        if (!unescape(reader->token.text, &text)) return 0;
        TNF_TRY(tnf_literal_next(reader, err));
    }
    if (!is_token(reader, TNF_TOKEN_CLOSE_QUOTE)) return 0;
    node->text = tnf_arena_sv(reader->arena, tnf_strbuf_view(&text));
    *ret = node;
    return tnf_literal_next(reader, err);
}

static int read_plain(struct tnf_literal_reader *reader, struct tnf_node **ret, struct tnf_error *err) {
    struct tnf_node *node = new_node(reader, TNF_NODE_SCALAR);
    const bool minus = is_token(reader, TNF_TOKEN_MINUS);
    if (minus) TNF_TRY(tnf_literal_next(reader, err));
    const struct tnf_strview text = reader->token.text;
    const bool word = !minus && is_token(reader, TNF_TOKEN_IDENTIFIER) &&
                      (tnf_sv_eq_c(text, "true") || tnf_sv_eq_c(text, "false") || tnf_sv_eq_c(text, "null"));
    if (!word && !is_token(reader, TNF_TOKEN_NUMBER)) return 0;
    node->plain = true;
    node->text = tnf_arena_printf(reader->arena, "%s%.*s", minus ? "-" : "", TNF_SV_ARG(text));
    *ret = node;
    return tnf_literal_next(reader, err);
}

static int read_value(struct tnf_literal_reader *reader, unsigned depth, struct tnf_node **ret, struct tnf_error *err);

/* The key of an object: a name or a string. */
static int read_key(struct tnf_literal_reader *reader, struct tnf_node **ret, struct tnf_error *err) {
    if (is_token(reader, TNF_TOKEN_OPEN_QUOTE)) return read_string(reader, ret, err);
    if (!is_token(reader, TNF_TOKEN_IDENTIFIER)) return 0;
    *ret = new_node(reader, TNF_NODE_SCALAR);
    (*ret)->text = tnf_arena_sv(reader->arena, reader->token.text);
    return tnf_literal_next(reader, err);
}

/* An item, or a key with its value; *ret stays NULL for what is no literal. */
static int read_member(struct tnf_literal_reader *reader, bool has_key, unsigned depth, struct tnf_node **ret,
                       struct tnf_error *err) {
    if (!has_key) return read_value(reader, depth, ret, err);
    struct tnf_node *key = NULL;
    TNF_TRY(read_key(reader, &key, err));
    if (key == NULL || (!is_token(reader, TNF_TOKEN_EQUAL) && !is_token(reader, TNF_TOKEN_COLON))) return 0;
    TNF_TRY(tnf_literal_next(reader, err));
    TNF_TRY(read_value(reader, depth, &key->value, err));
    if (key->value != NULL) *ret = key;
    return 0;
}

static int read_collection(struct tnf_literal_reader *reader, unsigned depth, struct tnf_node **ret,
                           struct tnf_error *err) {
    const bool is_object = is_token(reader, TNF_TOKEN_OPEN_BRACE);
    const enum tnf_token_kind close = is_object ? TNF_TOKEN_CLOSE_BRACE : TNF_TOKEN_CLOSE_BRACKET;
    struct tnf_node *node = new_node(reader, is_object ? TNF_NODE_MAPPING : TNF_NODE_SEQUENCE);
    struct tnf_node **last = &node->first;
    if (depth == TNF_TEXT_DEPTH_MAX) return 0;
    TNF_TRY(tnf_literal_next(reader, err));
    TNF_TRY(pass_newlines(reader, err));
    while (!is_token(reader, close)) {
        TNF_TRY(read_member(reader, is_object, depth + 1, last, err));
        if (*last == NULL) return 0;
        last = &(*last)->next;
        const bool separated = is_token(reader, TNF_TOKEN_COMMA) || is_token(reader, TNF_TOKEN_NEWLINE);
        if (!separated && !is_token(reader, close)) return 0;
        if (is_token(reader, TNF_TOKEN_COMMA)) TNF_TRY(tnf_literal_next(reader, err));
        TNF_TRY(pass_newlines(reader, err));
        if (is_token(reader, TNF_TOKEN_COMMA)) TNF_TRY(tnf_literal_next(reader, err));
        TNF_TRY(pass_newlines(reader, err));
    }
    tnf_tree_mark_repeated(node);
    *ret = node;
    return tnf_literal_next(reader, err);
}

static int read_value(struct tnf_literal_reader *reader, unsigned depth, struct tnf_node **ret, struct tnf_error *err) {
    if (is_token(reader, TNF_TOKEN_OPEN_QUOTE)) return read_string(reader, ret, err);
    if (is_token(reader, TNF_TOKEN_OPEN_BRACE) || is_token(reader, TNF_TOKEN_OPEN_BRACKET))
        return read_collection(reader, depth, ret, err);
    return read_plain(reader, ret, err);
}

static bool ends_line(const struct tnf_literal_reader *reader) {
    return is_token(reader, TNF_TOKEN_NEWLINE) || is_token(reader, TNF_TOKEN_END) ||
           is_token(reader, TNF_TOKEN_CLOSE_BRACE);
}

int tnf_literal_skip(struct tnf_literal_reader *reader, struct tnf_error *err) {
    for (unsigned depth = 0; !is_token(reader, TNF_TOKEN_END);) {
        const enum tnf_token_kind kind = reader->token.kind;
        const bool opens = kind == TNF_TOKEN_OPEN_PAREN || kind == TNF_TOKEN_OPEN_BRACKET ||
                           kind == TNF_TOKEN_OPEN_BRACE || kind == TNF_TOKEN_OPEN_TEMPLATE;
        const bool closes = kind == TNF_TOKEN_CLOSE_PAREN || kind == TNF_TOKEN_CLOSE_BRACKET ||
                            kind == TNF_TOKEN_CLOSE_BRACE || kind == TNF_TOKEN_CLOSE_TEMPLATE;
        if (depth == 0 && (closes || kind == TNF_TOKEN_NEWLINE)) return 0;
        depth += opens;
        depth -= closes;
        TNF_TRY(tnf_literal_next(reader, err));
    }
    return 0;
}

int tnf_literal_read(struct tnf_literal_reader *reader, struct tnf_node **ret, struct tnf_error *err) {
    const struct tnf_scanner scanner = reader->scanner;
    const struct tnf_token token = reader->token;
    *ret = NULL;
    TNF_TRY(read_value(reader, 0, ret, err));
    if (*ret != NULL && ends_line(reader)) return 0;
    *ret = NULL;
    reader->scanner = scanner;
    reader->token = token;
    return tnf_literal_skip(reader, err);
}
