#include "generator/hcl/token.h"

#include "base/ascii.h"

#include <string.h>

enum mode { CODE, QUOTED, HEREDOC };

/* Classes of bytes in code. */
enum byte_class { OTHER, BLANK, NEWLINE, WORD, DIGIT, SINGLE, SLASH, HASH, QUOTE, PAIR };

static struct tnf_token_frame *top(struct tnf_scanner *s) {
    return &s->frames[s->depth - 1];
}

void tnf_scanner_init(struct tnf_scanner *s, struct tnf_strview source) {
    s->start = source.ptr;
    s->at = source.ptr;
    s->end = source.ptr == NULL ? NULL : source.ptr + source.len;
    s->depth = 1;
    s->line_start = false;
    s->frames[0] = (struct tnf_token_frame){.mode = CODE};
}

static int fail(const struct tnf_scanner *s, const char *at, const char *what, struct tnf_error *err) {
    unsigned line = 1;
    for (const char *c = s->start; c < at; c++) line += *c == '\n';
    return tnf_error_set(err, TNF_E_INVALID, "%s that starts on line %u does not end", what, line);
}

static int push(struct tnf_scanner *s, enum mode mode, struct tnf_strview marker, struct tnf_error *err) {
    if (s->depth == TNF_TOKEN_DEPTH)
        return tnf_error_set(err, TNF_E_LIMIT, "strings and template sequences are more than %d deep", TNF_TOKEN_DEPTH);
    s->frames[s->depth++] = (struct tnf_token_frame){.mode = (uint8_t)mode, .marker = marker};
    return 0;
}

static int emit(struct tnf_scanner *s, enum tnf_token_kind kind, size_t length, struct tnf_token *ret_token) {
    *ret_token = (struct tnf_token){kind, {s->at, length}};
    s->at += length;
    return 0;
}

/* The byte `offset` bytes on, '\0' past the end. */
static char peek(const struct tnf_scanner *s, size_t offset) {
    return (size_t)(s->end - s->at) > offset ? s->at[offset] : '\0';
}

static bool is_letter(char c) {
    return tnf_is_letter(c) || (unsigned char)c >= 0x80;
}

static bool is_word_byte(char c) {
    return is_letter(c) || tnf_is_digit(c) || c == '_' || c == '-';
}

static enum byte_class class_of(char c) {
    if (is_letter(c)) return WORD;
    if (tnf_is_digit(c)) return DIGIT;
    switch (c) {
    case '_':
        return WORD;
    case ' ':
    case '\t':
    case '\r':
        return BLANK;
    case '\n':
        return NEWLINE;
    case '"':
        return QUOTE;
    case '#':
        return HASH;
    case '/':
        return SLASH;
    case '{':
    case '}':
    case '[':
    case ']':
    case '(':
    case ')':
    case ',':
    case '?':
    case '-':
    case '+':
    case '*':
    case '%':
        return SINGLE;
    case '=':
    case '!':
    case '<':
    case '>':
    case '&':
    case '|':
    case ':':
    case '.':
    case '~':
        return PAIR;
    default:
        return OTHER;
    }
}

static int scan_word(struct tnf_scanner *s, struct tnf_token *ret_token) {
    const char *at = s->at + 1;
    while (at < s->end && is_word_byte(*at)) at++;
    return emit(s, TNF_TOKEN_IDENTIFIER, (size_t)(at - s->at), ret_token);
}

static size_t count_digits(const struct tnf_scanner *s, size_t from) {
    size_t count = 0;
    while (tnf_is_digit(peek(s, from + count))) count++;
    return count;
}

static int scan_number(struct tnf_scanner *s, struct tnf_token *ret_token) {
    size_t length = count_digits(s, 0);
    if (peek(s, length) == '.' && tnf_is_digit(peek(s, length + 1))) length += 1 + count_digits(s, length + 1);
    if (peek(s, length) == 'e' || peek(s, length) == 'E') {
        const size_t sign = peek(s, length + 1) == '+' || peek(s, length + 1) == '-';
        const size_t digits = count_digits(s, length + 1 + sign);
        if (digits > 0) length += 1 + sign + digits;
    }
    return emit(s, TNF_TOKEN_NUMBER, length, ret_token);
}

static int scan_line_comment(struct tnf_scanner *s, struct tnf_token *ret_token) {
    const size_t left = (size_t)(s->end - s->at);
    const char *newline = memchr(s->at, '\n', left);
    return emit(s, TNF_TOKEN_LINE_COMMENT, newline == NULL ? left : (size_t)(newline - s->at) + 1, ret_token);
}

static int scan_slash(struct tnf_scanner *s, struct tnf_token *ret_token, struct tnf_error *err) {
    if (peek(s, 1) == '/') return scan_line_comment(s, ret_token);
    if (peek(s, 1) != '*') return emit(s, TNF_TOKEN_OPERATOR, 1, ret_token);
    const char *end = memmem(s->at + 2, (size_t)(s->end - s->at) - 2, "*/", 2);
    if (end == NULL) return fail(s, s->at, "comment", err);
    return emit(s, TNF_TOKEN_COMMENT, (size_t)(end + 2 - s->at), ret_token);
}

/* True when "<<NAME" or "<<-NAME" and a newline stand here. */
static bool is_heredoc(const struct tnf_scanner *s, struct tnf_strview *ret_marker, size_t *ret_length) {
    if (peek(s, 0) != '<' || peek(s, 1) != '<') return false;
    const size_t start = peek(s, 2) == '-' ? 3 : 2;
    if (class_of(peek(s, start)) != WORD) return false;
    size_t end = start;
    while (is_word_byte(peek(s, end))) end++;
    *ret_marker = tnf_sv_n(s->at + start, end - start);
    if (peek(s, end) == '\r') end++;
    *ret_length = end + 1;
    return peek(s, end) == '\n';
}

static int scan_angle(struct tnf_scanner *s, struct tnf_token *ret_token, struct tnf_error *err) {
    struct tnf_strview marker;
    size_t length = 0;
    if (!is_heredoc(s, &marker, &length)) return emit(s, TNF_TOKEN_OPERATOR, peek(s, 1) == '=' ? 2 : 1, ret_token);
    TNF_TRY(push(s, HEREDOC, marker, err));
    s->line_start = true;
    return emit(s, TNF_TOKEN_OPEN_HEREDOC, length, ret_token);
}

static int scan_dots(struct tnf_scanner *s, struct tnf_token *ret_token) {
    if (peek(s, 1) == '.' && peek(s, 2) == '.') return emit(s, TNF_TOKEN_ELLIPSIS, 3, ret_token);
    return emit(s, TNF_TOKEN_DOT, 1, ret_token);
}

static int close_brace(struct tnf_scanner *s, size_t length, struct tnf_token *ret_token) {
    if (s->depth > 1 && top(s)->braces == 0) {
        s->depth--;
        s->line_start = false;
        return emit(s, TNF_TOKEN_CLOSE_TEMPLATE, length, ret_token);
    }
    if (length == 2) return emit(s, TNF_TOKEN_CLOSE_TEMPLATE, length, ret_token);
    if (top(s)->braces > 0) top(s)->braces--;
    return emit(s, TNF_TOKEN_CLOSE_BRACE, length, ret_token);
}

/* Bytes that may be the first of two. */
static int scan_pair(struct tnf_scanner *s, struct tnf_token *ret_token, struct tnf_error *err) {
    const char next = peek(s, 1);
    switch (*s->at) {
    case '=':
        if (next == '>') return emit(s, TNF_TOKEN_OTHER, 2, ret_token);
        return next == '=' ? emit(s, TNF_TOKEN_OPERATOR, 2, ret_token) : emit(s, TNF_TOKEN_EQUAL, 1, ret_token);
    case '!':
        return next == '=' ? emit(s, TNF_TOKEN_OPERATOR, 2, ret_token) : emit(s, TNF_TOKEN_BANG, 1, ret_token);
    case '<':
        return scan_angle(s, ret_token, err);
    case '>':
        return emit(s, TNF_TOKEN_OPERATOR, next == '=' ? 2 : 1, ret_token);
    case '&':
    case '|':
        return next == *s->at ? emit(s, TNF_TOKEN_OPERATOR, 2, ret_token) : emit(s, TNF_TOKEN_OTHER, 1, ret_token);
    case ':':
        return next == ':' ? emit(s, TNF_TOKEN_DOUBLE_COLON, 2, ret_token) : emit(s, TNF_TOKEN_COLON, 1, ret_token);
    case '.':
        return scan_dots(s, ret_token);
    default:
        return next == '}' ? close_brace(s, 2, ret_token) : emit(s, TNF_TOKEN_OTHER, 1, ret_token);
    }
}

static int scan_single(struct tnf_scanner *s, struct tnf_token *ret_token) {
    switch (*s->at) {
    case '{':
        top(s)->braces++;
        return emit(s, TNF_TOKEN_OPEN_BRACE, 1, ret_token);
    case '}':
        return close_brace(s, 1, ret_token);
    case '[':
        return emit(s, TNF_TOKEN_OPEN_BRACKET, 1, ret_token);
    case ']':
        return emit(s, TNF_TOKEN_CLOSE_BRACKET, 1, ret_token);
    case '(':
        return emit(s, TNF_TOKEN_OPEN_PAREN, 1, ret_token);
    case ')':
        return emit(s, TNF_TOKEN_CLOSE_PAREN, 1, ret_token);
    case ',':
        return emit(s, TNF_TOKEN_COMMA, 1, ret_token);
    case '?':
        return emit(s, TNF_TOKEN_QUESTION, 1, ret_token);
    case '-':
        return emit(s, TNF_TOKEN_MINUS, 1, ret_token);
    default:
        return emit(s, TNF_TOKEN_OPERATOR, 1, ret_token);
    }
}

static int scan_code(struct tnf_scanner *s, struct tnf_token *ret_token, struct tnf_error *err) {
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\t' || *s->at == '\r')) s->at++;
    if (s->at == s->end) {
        if (s->depth > 1) return fail(s, s->end, "template sequence", err);
        return emit(s, TNF_TOKEN_END, 0, ret_token);
    }
    switch (class_of(*s->at)) {
    case WORD:
        return scan_word(s, ret_token);
    case DIGIT:
        return scan_number(s, ret_token);
    case NEWLINE:
        return emit(s, TNF_TOKEN_NEWLINE, 1, ret_token);
    case SINGLE:
        return scan_single(s, ret_token);
    case SLASH:
        return scan_slash(s, ret_token, err);
    case HASH:
        return scan_line_comment(s, ret_token);
    case QUOTE:
        TNF_TRY(push(s, QUOTED, tnf_sv_n(s->at, 1), err));
        return emit(s, TNF_TOKEN_OPEN_QUOTE, 1, ret_token);
    case PAIR:
        return scan_pair(s, ret_token, err);
    case BLANK:
    case OTHER:
        break;
    }
    return emit(s, TNF_TOKEN_OTHER, 1, ret_token);
}

/* How many bytes of text stand at `at`, 0 where "${" or "%{" opens a template sequence. "$${" is text. */
static size_t text_length(const char *at, const char *end) {
    if (*at != '$' && *at != '%') return 1;
    if (end - at >= 2 && at[1] == '{') return 0;
    return end - at >= 3 && at[1] == at[0] && at[2] == '{' ? 3 : 1;
}

static int open_template(struct tnf_scanner *s, struct tnf_token *ret_token, struct tnf_error *err) {
    TNF_TRY(push(s, CODE, TNF_SV(""), err));
    return emit(s, TNF_TOKEN_OPEN_TEMPLATE, peek(s, 2) == '~' ? 3 : 2, ret_token);
}

/* The end of the text that stands in quotes at `at`. */
static const char *quoted_end(const char *at, const char *end) {
    while (at < end && *at != '"' && *at != '\n') {
        const size_t length = *at == '\\' ? 2 : text_length(at, end);
        if (length == 0) break;
        at += length;
    }
    return at < end ? at : end;
}

static int scan_quoted(struct tnf_scanner *s, struct tnf_token *ret_token, struct tnf_error *err) {
    const char *end = quoted_end(s->at, s->end);
    if (end == s->end || *end == '\n') return fail(s, top(s)->marker.ptr, "quoted string", err);
    if (end > s->at) return emit(s, TNF_TOKEN_LITERAL, (size_t)(end - s->at), ret_token);
    if (*end != '"') return open_template(s, ret_token, err);
    s->depth--;
    return emit(s, TNF_TOKEN_CLOSE_QUOTE, 1, ret_token);
}

/* The end of the line at `at`, without its newline. */
static const char *line_end(const struct tnf_scanner *s, const char *at) {
    const char *newline = memchr(at, '\n', (size_t)(s->end - at));
    return newline == NULL ? s->end : newline;
}

static bool is_marker_line(const struct tnf_scanner *s, const char *at) {
    const struct tnf_strview line = tnf_sv_n(at, (size_t)(line_end(s, at) - at));
    return tnf_sv_eq(tnf_sv_trim(line), s->frames[s->depth - 1].marker);
}

/* The end of the text that stands in a heredoc at s->at: a template sequence, the line with the marker, or the end of
 * the source. */
static const char *heredoc_end(struct tnf_scanner *s) {
    const char *at = s->at;
    while (at < s->end) {
        if (s->line_start && is_marker_line(s, at)) break;
        const size_t length = text_length(at, s->end);
        if (length == 0) break;
        s->line_start = *at == '\n';
        at += length;
    }
    return at;
}

static int scan_heredoc(struct tnf_scanner *s, struct tnf_token *ret_token, struct tnf_error *err) {
    const char *end = heredoc_end(s);
    if (end == s->end) return fail(s, top(s)->marker.ptr, "heredoc", err);
    if (end > s->at) return emit(s, TNF_TOKEN_LITERAL, (size_t)(end - s->at), ret_token);
    if (!s->line_start || !is_marker_line(s, end)) return open_template(s, ret_token, err);
    s->depth--;
    s->line_start = false;
    return emit(s, TNF_TOKEN_CLOSE_HEREDOC, (size_t)(line_end(s, end) - end), ret_token);
}

int tnf_scanner_next(struct tnf_scanner *s, struct tnf_token *ret_token, struct tnf_error *err) {
    switch ((enum mode)top(s)->mode) {
    case CODE:
        return scan_code(s, ret_token, err);
    case QUOTED:
        return scan_quoted(s, ret_token, err);
    case HEREDOC:
        return scan_heredoc(s, ret_token, err);
    }
    return 0;
}
