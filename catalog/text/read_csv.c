#include "catalog/text/csv.h"

#include "base/strbuf.h"

struct reader {
    const char *at;
    const char *end;
    const char *file;
    unsigned line;
    unsigned column;
    struct tnf_strbuf cell;
};

static bool at_byte(const struct reader *reader, char byte) {
    return reader->at < reader->end && *reader->at == byte;
}

static bool at_line_end(const struct reader *reader) {
    if (reader->at == reader->end || *reader->at == '\n') return true;
    return *reader->at == '\r' && reader->at + 1 < reader->end && reader->at[1] == '\n';
}

/* Columns count characters, so the further bytes of one do not. */
static void step(struct reader *reader) {
    const unsigned char byte = (unsigned char)*reader->at++;
    if (byte == '\n') {
        reader->line++;
        reader->column = 1;
    } else if ((byte & 0xC0) != 0x80) {
        reader->column++;
    }
}

static void step_over_line_end(struct reader *reader) {
    if (at_byte(reader, '\r')) step(reader);
    if (reader->at < reader->end) step(reader);
}

static int fail_at(const struct reader *reader, unsigned line, unsigned column, const char *message, const char *hint,
                   struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_INVALID, "%s", message);
    tnf_error_at(err, reader->file, line, column);
    tnf_error_hint(err, "%s", hint);
    return TNF_E_INVALID;
}

static int read_quoted(struct reader *reader, struct tnf_error *err) {
    const unsigned line = reader->line;
    const unsigned column = reader->column;
    step(reader);
    for (;; step(reader)) {
        if (reader->at == reader->end)
            return fail_at(reader, line, column, "a quoted field does not end",
                           "close it with a quote; a quote inside it is written twice", err);
        if (at_byte(reader, '"')) {
            step(reader);
            if (!at_byte(reader, '"')) break;
        }
        tnf_strbuf_add_c(&reader->cell, *reader->at);
    }
    if (at_line_end(reader) || at_byte(reader, ',')) return 0;
    return fail_at(reader, reader->line, reader->column, "expected a comma or the end of the line after a quoted field",
                   "a quote inside a quoted field is written twice", err);
}

static int read_plain(struct reader *reader, struct tnf_error *err) {
    for (; !at_line_end(reader) && !at_byte(reader, ','); step(reader)) {
        if (at_byte(reader, '"'))
            return fail_at(reader, reader->line, reader->column, "a quote in a field that does not begin with one",
                           "put the whole field into quotes, and write the quote in it twice", err);
        tnf_strbuf_add_c(&reader->cell, *reader->at);
    }
    return 0;
}

static int read_cell(struct reader *reader, struct tnf_tree *tree, struct tnf_error *err) {
    const bool quoted = at_byte(reader, '"');
    struct tnf_node node = {.kind = TNF_NODE_SCALAR, .plain = !quoted, .line = reader->line, .column = reader->column};
    tnf_strbuf_clear(&reader->cell);
    TNF_TRY(quoted ? read_quoted(reader, err) : read_plain(reader, err));
    node.text = tnf_strbuf_view(&reader->cell);
    return tnf_tree_add(tree, &node, err);
}

static int read_line(struct reader *reader, struct tnf_tree *tree, struct tnf_error *err) {
    const struct tnf_node line = {.kind = TNF_NODE_SEQUENCE, .line = reader->line, .column = 1};
    TNF_TRY(tnf_tree_add(tree, &line, err));
    TNF_TRY(read_cell(reader, tree, err));
    while (at_byte(reader, ',')) {
        step(reader);
        TNF_TRY(read_cell(reader, tree, err));
    }
    tnf_tree_close(tree);
    step_over_line_end(reader);
    return 0;
}

static int read_lines(struct reader *reader, struct tnf_tree *tree, struct tnf_error *err) {
    while (reader->at < reader->end) {
        if (at_line_end(reader))
            step_over_line_end(reader);
        else
            TNF_TRY(read_line(reader, tree, err));
    }
    return 0;
}

int tnf_read_csv(struct tnf_strview text, const char *file, struct tnf_arena *arena, struct tnf_node **ret,
                 struct tnf_error *err) {
    if (tnf_sv_starts_with(text, TNF_SV("\xEF\xBB\xBF"))) text = tnf_sv_from(text, 3);
    struct reader reader = {text.ptr, text.ptr + text.len, file, 1, 1, TNF_STRBUF_INIT};
    if (!tnf_sv_is_utf8(text))
        return fail_at(&reader, 0, 0, "the file is not UTF-8", "save it as CSV in UTF-8 (without NUL characters)", err);
    struct tnf_tree tree;
    tnf_tree_init(&tree, arena, file);
    const int code = read_lines(&reader, &tree, err);
    tnf_strbuf_release(&reader.cell);
    *ret = tree.documents;
    return code;
}
