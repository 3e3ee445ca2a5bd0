#include "generator/hcl/format.h"

#include "base/memory.h"
#include "generator/hcl/columns.h"
#include "generator/hcl/token.h"

#include <stdlib.h>

/* A line in three cells: what stands before "=", the assignment from "=" on, and a trailing comment. Alignment moves
 * the second and the third. */
struct line {
    size_t text; /* where the cells are in the formatter's text */
    size_t lead_length;
    size_t assign;
    size_t assign_length;
    size_t comment;
    size_t comment_length;
    size_t indent; /* blanks before each cell */
    size_t assign_blanks;
    size_t comment_blanks;
    bool opens; /* ends inside more brackets than it starts in */
};

struct formatter {
    struct tnf_scanner scanner;
    struct tnf_strbuf text; /* the cells of all lines */
    struct line *lines;
    size_t line_count;
    size_t line_capacity;
    unsigned *indents; /* brackets that each open level of indentation stands for */
    size_t indent_count;
    size_t indent_capacity;
    struct tnf_error *err;
};

/* What is known of the line that is being read. */
struct reading {
    struct tnf_token before; /* the token before the last */
    struct tnf_token last;
    size_t tokens;
    bool has_assign;     /* an "=" was seen that is not the first token */
    bool in_heredoc;     /* a heredoc was opened: brackets no longer count for the indentation */
    size_t assign_at;    /* where in the text it stands */
    int brackets_lead;   /* net brackets before "=" */
    int brackets_assign; /* and from there */
    int brackets_indent; /* in all, up to a heredoc */
    bool starts_with_closer;
};

static int bracket_change(enum tnf_token_kind kind) {
    switch (kind) {
    case TNF_TOKEN_OPEN_PAREN:
    case TNF_TOKEN_OPEN_BRACKET:
    case TNF_TOKEN_OPEN_BRACE:
    case TNF_TOKEN_OPEN_TEMPLATE:
        return 1;
    case TNF_TOKEN_CLOSE_PAREN:
    case TNF_TOKEN_CLOSE_BRACKET:
    case TNF_TOKEN_CLOSE_BRACE:
    case TNF_TOKEN_CLOSE_TEMPLATE:
        return -1;
    default:
        return 0;
    }
}

/* True when a minus behind this token can only be a sign. */
static bool precedes_sign(enum tnf_token_kind kind) {
    switch (kind) {
    case TNF_TOKEN_END:
    case TNF_TOKEN_OPEN_PAREN:
    case TNF_TOKEN_OPEN_BRACE:
    case TNF_TOKEN_OPEN_BRACKET:
    case TNF_TOKEN_EQUAL:
    case TNF_TOKEN_COLON:
    case TNF_TOKEN_COMMA:
    case TNF_TOKEN_QUESTION:
    case TNF_TOKEN_OPERATOR:
    case TNF_TOKEN_MINUS:
    case TNF_TOKEN_BANG:
        return true;
    default:
        return false;
    }
}

static bool is_in_keyword(const struct tnf_token *token, const struct tnf_token *before) {
    return token->kind == TNF_TOKEN_IDENTIFIER && before->kind == TNF_TOKEN_IDENTIFIER &&
           tnf_sv_eq(token->text, TNF_SV("in"));
}

/* Blanks between two tokens where a closing or opening bracket is involved, by Terraform's rules; their order counts.
 */
static bool blank_at_bracket(enum tnf_token_kind token, enum tnf_token_kind next) {
    if (token == TNF_TOKEN_OPEN_BRACE || next == TNF_TOKEN_CLOSE_BRACE)
        return token != TNF_TOKEN_OPEN_BRACE || next != TNF_TOKEN_CLOSE_BRACE;
    if (token == TNF_TOKEN_OPEN_TEMPLATE && next == TNF_TOKEN_OPEN_BRACE) return true;
    if (token == TNF_TOKEN_CLOSE_BRACE && next == TNF_TOKEN_CLOSE_TEMPLATE) return true;
    if (token == TNF_TOKEN_CLOSE_TEMPLATE && next == TNF_TOKEN_OPEN_TEMPLATE) return false;
    return bracket_change(token) <= 0 && bracket_change(next) >= 0;
}

/* Punctuation and template text that stick to their neighbour. */
static bool sticks(enum tnf_token_kind token, enum tnf_token_kind next) {
    switch (next) {
    case TNF_TOKEN_NEWLINE:
    case TNF_TOKEN_DOT:
    case TNF_TOKEN_COMMA:
    case TNF_TOKEN_ELLIPSIS:
        return true;
    case TNF_TOKEN_OPEN_PAREN:
        return token == TNF_TOKEN_IDENTIFIER || token == TNF_TOKEN_DOT;
    case TNF_TOKEN_DOUBLE_COLON:
        return token == TNF_TOKEN_IDENTIFIER;
    case TNF_TOKEN_IDENTIFIER:
        return token == TNF_TOKEN_DOUBLE_COLON || token == TNF_TOKEN_DOT;
    default:
        return token == TNF_TOKEN_DOT;
    }
}

static bool is_template_text(enum tnf_token_kind token, enum tnf_token_kind next) {
    return token == TNF_TOKEN_LITERAL || token == TNF_TOKEN_OPEN_QUOTE || token == TNF_TOKEN_OPEN_HEREDOC ||
           next == TNF_TOKEN_LITERAL || next == TNF_TOKEN_CLOSE_QUOTE || next == TNF_TOKEN_CLOSE_HEREDOC;
}

/* True when two tokens would be read as others without a blank. No valid source has them side by side, and Terraform
 * glues them. */
static bool would_merge(enum tnf_token_kind before, enum tnf_token_kind token, enum tnf_token_kind next) {
    switch (token) {
    case TNF_TOKEN_BANG:
        return next == TNF_TOKEN_EQUAL || next == TNF_TOKEN_OPERATOR || next == TNF_TOKEN_OTHER;
    case TNF_TOKEN_DOT:
        if (next == TNF_TOKEN_NUMBER) return before == TNF_TOKEN_NUMBER;
        return next == TNF_TOKEN_DOT || next == TNF_TOKEN_ELLIPSIS;
    case TNF_TOKEN_OPEN_TEMPLATE:
        return next == TNF_TOKEN_OTHER;
    case TNF_TOKEN_OTHER:
        return next == TNF_TOKEN_CLOSE_TEMPLATE || next == TNF_TOKEN_CLOSE_BRACE;
    default:
        return false;
    }
}

/* Whether a blank stands between `token` and `next`, the way hclwrite's formatter decides it. */
static bool blank_between(const struct tnf_token *before, const struct tnf_token *token, enum tnf_token_kind next) {
    if (would_merge(before->kind, token->kind, next)) return true;
    if (sticks(token->kind, next)) return false;
    if (token->kind == TNF_TOKEN_COMMA) return true;
    if (is_template_text(token->kind, next)) return false;
    if (is_in_keyword(token, before)) return true;
    if (next == TNF_TOKEN_OPEN_BRACKET &&
        (token->kind == TNF_TOKEN_IDENTIFIER || token->kind == TNF_TOKEN_NUMBER || bracket_change(token->kind) < 0))
        return false;
    if (token->kind == TNF_TOKEN_BANG) return false;
    if (token->kind == TNF_TOKEN_MINUS) return !precedes_sign(before->kind);
    return blank_at_bracket(token->kind, next);
}

/* How many levels of indentation the line has, and what the next line starts with. */
static size_t indent_line(struct formatter *f, int brackets) {
    if (brackets > 0) {
        f->indents = tnf_xgrow(f->indents, f->indent_count, &f->indent_capacity, sizeof *f->indents);
        f->indents[f->indent_count++] = (unsigned)brackets;
        return f->indent_count - 1;
    }
    unsigned closed = (unsigned)-brackets;
    while (closed > 0 && f->indent_count > 0) {
        unsigned *opened = &f->indents[f->indent_count - 1];
        if (closed < *opened) {
            *opened -= closed;
            break;
        }
        closed -= *opened;
        f->indent_count--;
    }
    return f->indent_count;
}

static bool is_blank_line(const struct line *line) {
    return line->lead_length == 0;
}

static struct line *add_line(struct formatter *f, size_t text) {
    f->lines = tnf_xgrow(f->lines, f->line_count, &f->line_capacity, sizeof *f->lines);
    struct line *line = &f->lines[f->line_count++];
    *line = (struct line){.text = text};
    return line;
}

static void count_brackets(struct reading *r, enum tnf_token_kind kind) {
    const int change = bracket_change(kind);
    if (r->has_assign)
        r->brackets_assign += change;
    else
        r->brackets_lead += change;
    if (!r->in_heredoc) r->brackets_indent += change;
    if (kind == TNF_TOKEN_OPEN_HEREDOC) r->in_heredoc = true;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct tnf_strview trim_end(struct tnf_strview text) {
    while (text.len > 0 && is_space(text.ptr[text.len - 1])) text.len--;
    return text;
}

/* Takes a token of code or template text into the line. */
static void take_token(struct formatter *f, struct reading *r, const struct tnf_token *token) {
    const bool closes_heredoc = token->kind == TNF_TOKEN_CLOSE_HEREDOC;
    if (r->tokens > 0 && blank_between(&r->before, &r->last, token->kind)) tnf_strbuf_add_c(&f->text, ' ');
    if (token->kind == TNF_TOKEN_EQUAL && r->tokens > 0 && !r->has_assign) {
        r->has_assign = true;
        r->assign_at = f->text.len;
    }
    if (r->tokens == 0) r->starts_with_closer = bracket_change(token->kind) < 0;
    count_brackets(r, token->kind);
    tnf_strbuf_add_sv(&f->text, closes_heredoc ? trim_end(token->text) : token->text);
    r->before = r->last;
    r->last = *token;
    r->tokens++;
}

/* Blank lines in a row, or directly inside brackets, say nothing. */
static bool keeps_blank_line(const struct formatter *f) {
    if (f->line_count == 0) return false;
    const struct line *last = &f->lines[f->line_count - 1];
    return !is_blank_line(last) && !last->opens;
}

static void drop_blank_line(struct formatter *f) {
    if (f->line_count > 0 && is_blank_line(&f->lines[f->line_count - 1])) f->line_count--;
}

/* A line that has no more than a comment, or nothing. */
static void finish_bare_line(struct formatter *f, struct tnf_strview comment) {
    if (comment.len == 0) {
        if (keeps_blank_line(f)) (void)add_line(f, f->text.len);
        return;
    }
    struct line *line = add_line(f, f->text.len);
    line->indent = 2 * f->indent_count;
    line->lead_length = comment.len;
    tnf_strbuf_add_sv(&f->text, comment);
}

/* Cuts the text of the line that was read into its cells. */
static void finish_line(struct formatter *f, const struct reading *r, struct tnf_strview comment, size_t start) {
    const bool has_assign = r->has_assign && r->brackets_assign == 0;
    const int brackets = has_assign ? r->brackets_lead : r->brackets_indent;
    if (r->starts_with_closer) drop_blank_line(f);
    const size_t end = f->text.len;
    struct line *line = add_line(f, start);
    line->indent = 2 * indent_line(f, brackets);
    line->opens = brackets > 0;
    line->assign = has_assign ? r->assign_at : end;
    line->assign_length = end - line->assign;
    line->lead_length = line->assign - start;
    /* The blank before "=" is alignment. */
    if (has_assign && f->text.ptr[line->assign - 1] == ' ') line->lead_length--;
    line->comment = end;
    line->comment_length = comment.len;
    tnf_strbuf_add_sv(&f->text, comment);
}

/* Reads one line, which ends with a newline outside of strings; *ret_more is false at the end of the source. */
static int read_line(struct formatter *f, bool *ret_more) {
    struct reading r = {0};
    const size_t start = f->text.len;
    struct tnf_token token;
    for (;;) {
        TNF_TRY(tnf_scanner_next(&f->scanner, &token, f->err));
        if (token.kind == TNF_TOKEN_NEWLINE || token.kind == TNF_TOKEN_END || token.kind == TNF_TOKEN_LINE_COMMENT)
            break;
        take_token(f, &r, &token);
    }
    const struct tnf_strview comment = token.kind == TNF_TOKEN_LINE_COMMENT ? trim_end(token.text) : TNF_SV("");
    if (r.tokens == 0)
        finish_bare_line(f, comment);
    else
        finish_line(f, &r, comment, start);
    *ret_more = token.kind != TNF_TOKEN_END;
    return 0;
}

static size_t lead_columns(const struct formatter *f, const struct line *line) {
    return line->indent + tnf_hcl_columns(tnf_sv_n(f->text.ptr + line->text, line->lead_length));
}

/* Gives the assignments of neighbouring lines, from `first` on, one column; returns the line behind them. */
static size_t align_assignments(struct formatter *f, size_t first) {
    size_t widest = 0;
    size_t end = first;
    for (; end < f->line_count && f->lines[end].assign_length > 0; end++) {
        struct line *line = &f->lines[end];
        line->assign_blanks = lead_columns(f, line);
        if (line->assign_blanks > widest) widest = line->assign_blanks;
    }
    for (size_t i = first; i < end; i++) f->lines[i].assign_blanks = widest - f->lines[i].assign_blanks + 1;
    return end > first ? end : first + 1;
}

static size_t align_comments(struct formatter *f, size_t first) {
    size_t widest = 0;
    size_t end = first;
    for (; end < f->line_count && f->lines[end].comment_length > 0; end++) {
        struct line *line = &f->lines[end];
        line->comment_blanks = lead_columns(f, line) + line->assign_blanks +
                               tnf_hcl_columns(tnf_sv_n(f->text.ptr + line->assign, line->assign_length));
        if (line->comment_blanks > widest) widest = line->comment_blanks;
    }
    for (size_t i = first; i < end; i++) f->lines[i].comment_blanks = widest - f->lines[i].comment_blanks + 1;
    return end > first ? end : first + 1;
}

static void write_cell(const struct formatter *f, size_t blanks, size_t text, size_t length, struct tnf_strbuf *out) {
    if (length == 0) return;
    tnf_strbuf_add_repeat(out, ' ', blanks);
    tnf_strbuf_add(out, f->text.ptr + text, length);
}

static void write_lines(struct formatter *f, struct tnf_strbuf *out) {
    drop_blank_line(f);
    for (size_t i = 0; i < f->line_count;) i = align_assignments(f, i);
    for (size_t i = 0; i < f->line_count;) i = align_comments(f, i);
    tnf_strbuf_reserve(out, f->text.len + f->text.len / 4);
    for (size_t i = 0; i < f->line_count; i++) {
        const struct line *line = &f->lines[i];
        write_cell(f, line->indent, line->text, line->lead_length, out);
        write_cell(f, line->assign_blanks, line->assign, line->assign_length, out);
        write_cell(f, line->comment_blanks, line->comment, line->comment_length, out);
        tnf_strbuf_add_c(out, '\n');
    }
}

static void release(struct formatter *f) {
    tnf_strbuf_release(&f->text);
    free(f->lines);
    free(f->indents);
}

int tnf_hcl_format(struct tnf_strview source, struct tnf_strbuf *out, struct tnf_error *err) {
    if (source.len > TNF_HCL_FORMAT_MAX)
        return tnf_error_set(err, TNF_E_LIMIT, "HCL source has more than %d bytes", TNF_HCL_FORMAT_MAX);
    TNF_AUTO(release) struct formatter formatter = {.text = TNF_STRBUF_INIT, .err = err};
    tnf_scanner_init(&formatter.scanner, source);
    tnf_strbuf_reserve(&formatter.text, source.len + source.len / 8);
    bool more = true;
    while (more) TNF_TRY(read_line(&formatter, &more));
    write_lines(&formatter, out);
    return 0;
}
