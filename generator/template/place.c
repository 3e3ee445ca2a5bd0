#include "generator/template/place.h"

#include "base/memory.h"
#include "generator/hcl/escape.h"

#include <string.h>

/* Longer runs of a byte mean the same. */
enum { RUN_MAX = 3 };

static struct tnf_place_frame *top(struct tnf_place_lexer *lexer) {
    return &lexer->frames[lexer->depth - 1];
}

static const struct tnf_place_frame *current(const struct tnf_place_lexer *lexer) {
    return &lexer->frames[lexer->depth - 1];
}

/* What was read so far says nothing about what comes next. */
void tnf_place_forget_bytes(struct tnf_place_lexer *lexer) {
    lexer->previous = '\0';
    lexer->run = 0;
    lexer->word = false;
    lexer->after_value = false;
    lexer->escape = false;
}

static int push(struct tnf_place_lexer *lexer, enum tnf_place_mode mode, char closer, struct tnf_error *err) {
    if (lexer->depth == TNF_PLACE_DEPTH)
        return tnf_error_set(err, TNF_E_LIMIT, "brackets and strings are more than %d deep", TNF_PLACE_DEPTH);
    lexer->frames[lexer->depth++] = (struct tnf_place_frame){.mode = mode, .closer = closer};
    tnf_place_forget_bytes(lexer);
    return 0;
}

static void pop(struct tnf_place_lexer *lexer) {
    lexer->depth--;
    tnf_place_forget_bytes(lexer);
}

void tnf_place_init(struct tnf_place_lexer *lexer, enum tnf_place_start start) {
    static const enum tnf_place_mode modes[TNF_START_COUNT] = {TNF_MODE_BODY, TNF_MODE_OBJECT, TNF_MODE_BRACKETS};
    *lexer = (struct tnf_place_lexer){.start = start};
    (void)push(lexer, modes[start], '\0', NULL);
    /* Only an object that the template itself opens can be a for expression. */
    top(lexer)->word = UINT8_MAX;
}

static void end_line(struct tnf_place_lexer *lexer) {
    struct tnf_place_frame *frame = top(lexer);
    if (frame->mode == TNF_MODE_BODY || frame->mode == TNF_MODE_OBJECT) frame->at = TNF_PART_START;
}

/* The word `for` after an opening brace makes the braces a for expression, where keys are expressions. */
static void watch_for(struct tnf_place_frame *frame, char c) {
    static const char word[] = "for";
    if (frame->mode != TNF_MODE_OBJECT || frame->word == UINT8_MAX) return;
    if (frame->word == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) return;
    if (frame->word < 3 && c == word[frame->word]) {
        frame->word++;
        return;
    }
    if (frame->word == 3 && !tnf_hcl_is_identifier_byte(c)) frame->mode = TNF_MODE_BRACKETS;
    frame->word = UINT8_MAX;
}

static int open_brace(struct tnf_place_lexer *lexer, struct tnf_error *err) {
    const struct tnf_place_frame *frame = top(lexer);
    const bool block = frame->mode == TNF_MODE_BODY && frame->at != TNF_PART_VALUE;
    return push(lexer, block ? TNF_MODE_BODY : TNF_MODE_OBJECT, '}', err);
}

static int close_bracket(struct tnf_place_lexer *lexer, char c, struct tnf_error *err) {
    const char closer = top(lexer)->closer;
    if (closer == c) {
        pop(lexer);
        /* A heredoc's line that has a template sequence is not its end, whatever else it has. */
        if (top(lexer)->mode == TNF_MODE_HEREDOC) lexer->line_broken = true;
        return 0;
    }
    if (closer == '\0') return tnf_error_set(err, TNF_E_INVALID, "\"%c\" closes a bracket that is not open", c);
    return tnf_error_set(err, TNF_E_INVALID, "\"%c\" closes a bracket where \"%c\" is expected", c, closer);
}

static int open_quote(struct tnf_place_lexer *lexer, struct tnf_error *err) {
    struct tnf_place_frame *frame = top(lexer);
    const bool label = frame->mode == TNF_MODE_BODY && frame->at == TNF_PART_HEADER;
    if (frame->mode == TNF_MODE_OBJECT && frame->at == TNF_PART_START) frame->at = TNF_PART_HEADER;
    TNF_TRY(push(lexer, TNF_MODE_QUOTED, '"', err));
    top(lexer)->label = label;
    return 0;
}

/* Constructs that start with two bytes. True when c completed one. */
static bool open_pair(struct tnf_place_lexer *lexer, char c, struct tnf_error *err, int *ret_code) {
    const char previous = lexer->previous;
    if (c == '/' && previous == '/')
        *ret_code = push(lexer, TNF_MODE_LINE_COMMENT, '\0', err);
    else if (c == '*' && previous == '/')
        *ret_code = push(lexer, TNF_MODE_BLOCK_COMMENT, '\0', err);
    else if (c == '<' && previous == '<')
        *ret_code = push(lexer, TNF_MODE_HEREDOC_HEAD, '\0', err);
    else
        return false;
    return true;
}

static void step_item(struct tnf_place_frame *frame, char c) {
    if (c == ',')
        frame->at = TNF_PART_START;
    else if (c == '=' || c == ':')
        frame->at = TNF_PART_VALUE;
    else if (frame->at == TNF_PART_START)
        frame->at = TNF_PART_HEADER;
}

static void step_statement(struct tnf_place_frame *frame, char c) {
    if (c == '=')
        frame->at = TNF_PART_VALUE;
    else if (frame->at == TNF_PART_START)
        frame->at = TNF_PART_HEADER;
}

/* A byte of an identifier, operator or literal. A slash may begin a comment, which is no part of anything. */
static void step_part(struct tnf_place_frame *frame, char c) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '/') return;
    if (frame->mode == TNF_MODE_OBJECT)
        step_item(frame, c);
    else if (frame->mode == TNF_MODE_BODY)
        step_statement(frame, c);
}

static void remember(struct tnf_place_lexer *lexer, char c) {
    if (c != lexer->previous) lexer->run = 0;
    if (lexer->run < RUN_MAX) lexer->run++;
    lexer->previous = c;
    lexer->word = tnf_hcl_is_identifier_byte(c) && (c != '-' || lexer->word);
    lexer->after_value = false;
}

/* A byte in statements, objects and brackets. */
static int step_code(struct tnf_place_lexer *lexer, char c, struct tnf_error *err) {
    int code = 0;
    watch_for(top(lexer), c);
    if (open_pair(lexer, c, err, &code)) return code;
    switch (c) {
    case '#':
        return push(lexer, TNF_MODE_LINE_COMMENT, '\0', err);
    case '"':
        return open_quote(lexer, err);
    case '{':
        return open_brace(lexer, err);
    case '[':
        return push(lexer, TNF_MODE_BRACKETS, ']', err);
    case '(':
        return push(lexer, TNF_MODE_BRACKETS, ')', err);
    case '}':
    case ']':
    case ')':
        return close_bracket(lexer, c, err);
    case '\n':
        end_line(lexer);
        tnf_place_forget_bytes(lexer);
        return 0;
    default:
        break;
    }
    step_part(top(lexer), c);
    remember(lexer, c);
    return 0;
}

/* "${" and "%{", unless the byte before is doubled, which is how they are written as text. */
static bool opens_template(const struct tnf_place_lexer *lexer, char c) {
    return c == '{' && (lexer->previous == '$' || lexer->previous == '%') && lexer->run == 1;
}

static int step_quoted(struct tnf_place_lexer *lexer, char c, struct tnf_error *err) {
    if (c == '\n') {
        tnf_error_set(err, TNF_E_INVALID, "quoted string does not end on its line");
        tnf_error_hint(err, "close the quotes, or write a heredoc");
        return TNF_E_INVALID;
    }
    top(lexer)->at = TNF_PART_HEADER;
    if (lexer->escape) {
        tnf_place_forget_bytes(lexer);
        return 0;
    }
    if (opens_template(lexer, c)) return push(lexer, TNF_MODE_BRACKETS, '}', err);
    if (c == '"') {
        pop(lexer);
        return 0;
    }
    remember(lexer, c);
    lexer->escape = c == '\\';
    return 0;
}

static void start_heredoc_line(struct tnf_place_lexer *lexer) {
    lexer->line_matched = 0;
    lexer->line_broken = false;
    lexer->line_tagged = false;
    tnf_place_forget_bytes(lexer);
}

static int step_heredoc_head(struct tnf_place_lexer *lexer, const char *at, struct tnf_error *err) {
    struct tnf_place_frame *frame = top(lexer);
    if (*at == '-' && frame->marker.len == 0 && !frame->indented) {
        frame->indented = true;
    } else if (tnf_hcl_is_identifier_byte(*at)) {
        if (frame->marker.len == 0) frame->marker.ptr = at;
        frame->marker.len++;
    } else if (*at == '\n' && frame->marker.len > 0) {
        frame->mode = TNF_MODE_HEREDOC;
        start_heredoc_line(lexer);
    } else if (*at != '\r') {
        return tnf_error_set(err, TNF_E_INVALID, "heredoc needs a name and a newline after \"<<\"");
    }
    return 0;
}

static void match_marker(struct tnf_place_lexer *lexer, char c) {
    const struct tnf_strview marker = current(lexer)->marker;
    const bool blank = c == ' ' || c == '\t' || c == '\r';
    if (blank && (lexer->line_matched == 0 || lexer->line_matched == marker.len)) return;
    if (lexer->line_matched < marker.len && marker.ptr[lexer->line_matched] == c)
        lexer->line_matched++;
    else
        lexer->line_broken = true;
}

static int end_heredoc_line(struct tnf_place_lexer *lexer, struct tnf_error *err) {
    const struct tnf_strview marker = current(lexer)->marker;
    const bool is_marker = !lexer->line_broken && lexer->line_matched == marker.len;
    if (is_marker && lexer->line_tagged) {
        tnf_error_set(err, TNF_E_INVALID, "tag stands on the line that ends heredoc %.*s", TNF_SV_ARG(marker));
        tnf_error_hint(err, "put it on another line");
        return TNF_E_INVALID;
    }
    lexer->line_count++;
    start_heredoc_line(lexer);
    if (!is_marker) return 0;
    pop(lexer);
    end_line(lexer);
    return 0;
}

static int step_heredoc(struct tnf_place_lexer *lexer, char c, struct tnf_error *err) {
    if (c == '\n') return end_heredoc_line(lexer, err);
    match_marker(lexer, c);
    if (opens_template(lexer, c)) return push(lexer, TNF_MODE_BRACKETS, '}', err);
    remember(lexer, c);
    return 0;
}

static int step_comment(struct tnf_place_lexer *lexer, char c) {
    const bool line = current(lexer)->mode == TNF_MODE_LINE_COMMENT;
    if (line && c == '\n') {
        pop(lexer);
        end_line(lexer);
    } else if (!line && c == '/' && lexer->previous == '*') {
        pop(lexer);
    } else {
        remember(lexer, c);
    }
    return 0;
}

static int step(struct tnf_place_lexer *lexer, const char *at, struct tnf_error *err) {
    switch (current(lexer)->mode) {
    case TNF_MODE_BODY:
    case TNF_MODE_OBJECT:
    case TNF_MODE_BRACKETS:
        return step_code(lexer, *at, err);
    case TNF_MODE_QUOTED:
        return step_quoted(lexer, *at, err);
    case TNF_MODE_HEREDOC_HEAD:
        return step_heredoc_head(lexer, at, err);
    case TNF_MODE_HEREDOC:
        return step_heredoc(lexer, *at, err);
    case TNF_MODE_LINE_COMMENT:
    case TNF_MODE_BLOCK_COMMENT:
        return step_comment(lexer, *at);
    }
    return 0;
}

int tnf_place_text(struct tnf_place_lexer *lexer, struct tnf_strview text, size_t *ret_offset, struct tnf_error *err) {
    for (size_t i = 0; i < text.len; i++) {
        const int code = step(lexer, text.ptr + i, err);
        if (code == 0) continue;
        *ret_offset = i;
        return code;
    }
    return 0;
}
