#include "generator/template/place.h"

#include "base/memory.h"
#include "generator/hcl/escape.h"

#include <string.h>

enum mode { BODY, OBJECT, BRACKETS, QUOTED, HEREDOC_HEAD, HEREDOC, LINE_COMMENT, BLOCK_COMMENT };
/* Parts of a statement (mode BODY) and of an item (mode OBJECT); a string is at START while it is empty. */
enum part { START, HEADER, VALUE };
/* Longer runs of a byte mean the same. */
enum { RUN_MAX = 3 };

static struct tnf_place_frame *top(struct tnf_place_lexer *lexer) {
    return &lexer->frames[lexer->depth - 1];
}

static const struct tnf_place_frame *current(const struct tnf_place_lexer *lexer) {
    return &lexer->frames[lexer->depth - 1];
}

/* What was read so far says nothing about what comes next. */
static void forget_bytes(struct tnf_place_lexer *lexer) {
    lexer->previous = '\0';
    lexer->run = 0;
    lexer->word = false;
    lexer->after_value = false;
    lexer->escape = false;
}

static int push(struct tnf_place_lexer *lexer, enum mode mode, char closer, struct tnf_error *err) {
    if (lexer->depth == TNF_PLACE_DEPTH)
        return tnf_error_set(err, TNF_E_LIMIT, "brackets and strings are more than %d deep", TNF_PLACE_DEPTH);
    lexer->frames[lexer->depth++] = (struct tnf_place_frame){.mode = (uint8_t)mode, .closer = closer};
    forget_bytes(lexer);
    return 0;
}

static void pop(struct tnf_place_lexer *lexer) {
    lexer->depth--;
    forget_bytes(lexer);
}

void tnf_place_init(struct tnf_place_lexer *lexer, enum tnf_place_start start) {
    static const enum mode modes[TNF_START_COUNT] = {BODY, OBJECT, BRACKETS};
    *lexer = (struct tnf_place_lexer){.start = start};
    (void)push(lexer, modes[start], '\0', NULL);
    /* Only an object that the template itself opens can be a for expression. */
    top(lexer)->word = UINT8_MAX;
}

static void end_line(struct tnf_place_lexer *lexer) {
    struct tnf_place_frame *frame = top(lexer);
    if (frame->mode == BODY || frame->mode == OBJECT) frame->at = START;
}

/* The word `for` after an opening brace makes the braces a for expression, where keys are expressions. */
static void watch_for(struct tnf_place_frame *frame, char c) {
    static const char word[] = "for";
    if (frame->mode != OBJECT || frame->word == UINT8_MAX) return;
    if (frame->word == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) return;
    if (frame->word < 3 && c == word[frame->word]) {
        frame->word++;
        return;
    }
    if (frame->word == 3 && !tnf_hcl_is_identifier_byte(c)) frame->mode = BRACKETS;
    frame->word = UINT8_MAX;
}

static int open_brace(struct tnf_place_lexer *lexer, struct tnf_error *err) {
    const struct tnf_place_frame *frame = top(lexer);
    const bool block = frame->mode == BODY && frame->at != VALUE;
    return push(lexer, block ? BODY : OBJECT, '}', err);
}

static int close_bracket(struct tnf_place_lexer *lexer, char c, struct tnf_error *err) {
    const char closer = top(lexer)->closer;
    if (closer == c) {
        pop(lexer);
        return 0;
    }
    if (closer == '\0') return tnf_error_set(err, TNF_E_INVALID, "\"%c\" closes a bracket that is not open", c);
    return tnf_error_set(err, TNF_E_INVALID, "\"%c\" closes a bracket where \"%c\" is expected", c, closer);
}

static int open_quote(struct tnf_place_lexer *lexer, struct tnf_error *err) {
    struct tnf_place_frame *frame = top(lexer);
    const bool label = frame->mode == BODY && frame->at == HEADER;
    if (frame->mode == OBJECT && frame->at == START) frame->at = HEADER;
    TNF_TRY(push(lexer, QUOTED, '"', err));
    top(lexer)->label = label;
    return 0;
}

/* Constructs that start with two bytes. True when c completed one. */
static bool open_pair(struct tnf_place_lexer *lexer, char c, struct tnf_error *err, int *ret_code) {
    const char previous = lexer->previous;
    if (c == '/' && previous == '/')
        *ret_code = push(lexer, LINE_COMMENT, '\0', err);
    else if (c == '*' && previous == '/')
        *ret_code = push(lexer, BLOCK_COMMENT, '\0', err);
    else if (c == '<' && previous == '<')
        *ret_code = push(lexer, HEREDOC_HEAD, '\0', err);
    else
        return false;
    return true;
}

/* A byte of an identifier, operator or literal. */
static void step_part(struct tnf_place_frame *frame, char c) {
    if (frame->mode == BRACKETS) return;
    if (frame->mode == OBJECT && (c == ',' || c == '=' || c == ':')) {
        frame->at = c == ',' ? START : VALUE;
        return;
    }
    if (frame->mode == BODY && c == '=' && frame->at != VALUE) {
        frame->at = VALUE;
        return;
    }
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '/';
    if (!blank && frame->at == START) frame->at = HEADER;
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
        return push(lexer, LINE_COMMENT, '\0', err);
    case '"':
        return open_quote(lexer, err);
    case '{':
        return open_brace(lexer, err);
    case '[':
        return push(lexer, BRACKETS, ']', err);
    case '(':
        return push(lexer, BRACKETS, ')', err);
    case '}':
    case ']':
    case ')':
        return close_bracket(lexer, c, err);
    case '\n':
        end_line(lexer);
        forget_bytes(lexer);
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
    top(lexer)->at = HEADER;
    if (lexer->escape) {
        forget_bytes(lexer);
        return 0;
    }
    if (opens_template(lexer, c)) return push(lexer, BRACKETS, '}', err);
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
    forget_bytes(lexer);
}

static int step_heredoc_head(struct tnf_place_lexer *lexer, const char *at, struct tnf_error *err) {
    struct tnf_place_frame *frame = top(lexer);
    if (*at == '-' && frame->marker.len == 0 && !frame->indented) {
        frame->indented = true;
    } else if (tnf_hcl_is_identifier_byte(*at)) {
        if (frame->marker.len == 0) frame->marker.ptr = at;
        frame->marker.len++;
    } else if (*at == '\n' && frame->marker.len > 0) {
        frame->mode = HEREDOC;
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
    start_heredoc_line(lexer);
    if (!is_marker) return 0;
    pop(lexer);
    end_line(lexer);
    return 0;
}

static int step_heredoc(struct tnf_place_lexer *lexer, char c, struct tnf_error *err) {
    if (c == '\n') return end_heredoc_line(lexer, err);
    match_marker(lexer, c);
    if (opens_template(lexer, c)) return push(lexer, BRACKETS, '}', err);
    remember(lexer, c);
    return 0;
}

static int step_comment(struct tnf_place_lexer *lexer, char c) {
    const bool line = current(lexer)->mode == LINE_COMMENT;
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
    switch ((enum mode)current(lexer)->mode) {
    case BODY:
    case OBJECT:
    case BRACKETS:
        return step_code(lexer, *at, err);
    case QUOTED:
        return step_quoted(lexer, *at, err);
    case HEREDOC_HEAD:
        return step_heredoc_head(lexer, at, err);
    case HEREDOC:
        return step_heredoc(lexer, *at, err);
    case LINE_COMMENT:
    case BLOCK_COMMENT:
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

static bool is_code(const struct tnf_place_lexer *lexer) {
    const enum mode mode = (enum mode)current(lexer)->mode;
    return mode == BODY || mode == OBJECT || mode == BRACKETS;
}

/* What must not stand directly before any tag: its meaning would hang on what the tag becomes. */
static int check_before(const struct tnf_place_lexer *lexer, struct tnf_error *err) {
    const enum mode mode = (enum mode)current(lexer)->mode;
    const char c = lexer->previous;
    if (mode == HEREDOC_HEAD) return tnf_error_set(err, TNF_E_INVALID, "tag stands in the first line of a heredoc");
    const bool cut = (mode == QUOTED && lexer->escape) || (mode == HEREDOC && (c == '$' || c == '%')) ||
                     (mode == BLOCK_COMMENT && c == '*') || (is_code(lexer) && (c == '/' || c == '<'));
    if (!cut) return 0;
    tnf_error_set(err, TNF_E_INVALID, "tag stands directly after \"%c\"", mode == QUOTED ? '\\' : c);
    tnf_error_hint(err, mode == HEREDOC ? "put the character into the value" : "put a space between them");
    return TNF_E_INVALID;
}

int tnf_place_boundary(struct tnf_place_lexer *lexer, struct tnf_error *err) {
    TNF_TRY(check_before(lexer, err));
    const char c = lexer->previous;
    if (current(lexer)->mode == QUOTED && (c == '$' || c == '%')) {
        tnf_error_set(err, TNF_E_INVALID, "section or partial stands directly after \"%c\" in a quoted string", c);
        tnf_error_hint(err, "put it before the character, or write the character as \\u%04x", (unsigned)c);
        return TNF_E_INVALID;
    }
    forget_bytes(lexer);
    return 0;
}

/* True when the text goes on with what makes the value before it the start of a longer expression. */
static bool continues_traversal(struct tnf_strview next) {
    if (next.len == 0) return false;
    if (next.ptr[0] == '.') return !tnf_sv_starts_with(next, TNF_SV(".."));
    return next.ptr[0] == '(';
}

static bool continues_word(const struct tnf_place_lexer *lexer, struct tnf_strview next) {
    if (next.len == 0 || !tnf_hcl_is_identifier_byte(next.ptr[0])) return false;
    const struct tnf_place_frame *frame = current(lexer);
    /* In an expression a minus after a value is an operator. */
    return next.ptr[0] != '-' || (frame->mode != BRACKETS && frame->at != VALUE);
}

/* A tag in statements, objects and brackets that is no part of a longer name. */
static enum tnf_place_kind place_whole(const struct tnf_place_frame *frame) {
    if (frame->mode == BODY && frame->at == START) return TNF_PLACE_IDENTIFIER;
    if (frame->mode == BODY && frame->at == HEADER) return TNF_PLACE_BARE_LABEL;
    if (frame->mode == OBJECT && frame->at == START) return TNF_PLACE_KEY;
    return TNF_PLACE_EXPRESSION;
}

static enum tnf_place_kind place_in_code(const struct tnf_place_lexer *lexer, struct tnf_strview next) {
    if (lexer->word) return TNF_PLACE_TAIL;
    if (lexer->previous == '.') return TNF_PLACE_IDENTIFIER;
    if (continues_word(lexer, next)) return TNF_PLACE_IDENTIFIER;
    const enum tnf_place_kind whole = place_whole(current(lexer));
    if (whole == TNF_PLACE_EXPRESSION && continues_traversal(next)) return TNF_PLACE_TRAVERSAL;
    return whole;
}

static bool is_name(enum tnf_place_kind kind) {
    return kind == TNF_PLACE_IDENTIFIER || kind == TNF_PLACE_TAIL;
}

static int value_in_code(struct tnf_place_lexer *lexer, struct tnf_strview next, struct tnf_place *ret_place,
                         struct tnf_error *err) {
    struct tnf_place_frame *frame = top(lexer);
    if (lexer->after_value && !lexer->word) {
        tnf_error_set(err, TNF_E_INVALID, "two values stand side by side in an expression");
        tnf_error_hint(err, "put an operator or a comma between them, or both into a quoted string");
        return TNF_E_INVALID;
    }
    ret_place->kind = place_in_code(lexer, next);
    if (frame->mode != BRACKETS && frame->at == START) frame->at = HEADER;
    frame->word = UINT8_MAX;
    forget_bytes(lexer);
    lexer->word = is_name(ret_place->kind);
    lexer->after_value = true;
    return 0;
}

static void place_in_quotes(struct tnf_place_frame *frame, struct tnf_strview next, struct tnf_place *ret_place) {
    ret_place->kind = frame->label ? TNF_PLACE_LABEL : TNF_PLACE_QUOTED;
    ret_place->alone = frame->at == START && tnf_sv_starts_with(next, TNF_SV("\""));
    frame->at = HEADER;
}

int tnf_place_value(struct tnf_place_lexer *lexer, struct tnf_strview next, struct tnf_place *ret_place,
                    struct tnf_error *err) {
    TNF_TRY(check_before(lexer, err));
    struct tnf_place_frame *frame = top(lexer);
    *ret_place = (struct tnf_place){.heredoc = {frame->marker, frame->indented}};
    if (is_code(lexer)) return value_in_code(lexer, next, ret_place, err);
    if (frame->mode == QUOTED)
        place_in_quotes(frame, next, ret_place);
    else if (frame->mode == HEREDOC)
        ret_place->kind = TNF_PLACE_HEREDOC;
    else
        ret_place->kind = frame->mode == LINE_COMMENT ? TNF_PLACE_LINE_COMMENT : TNF_PLACE_BLOCK_COMMENT;
    lexer->line_tagged = true;
    forget_bytes(lexer);
    return 0;
}

int tnf_place_partial(const struct tnf_place_lexer *lexer, enum tnf_place_start *ret_start, struct tnf_error *err) {
    const struct tnf_place_frame *frame = current(lexer);
    if (frame->mode == BODY && frame->at == START)
        *ret_start = TNF_START_STATEMENT;
    else if (frame->mode == OBJECT && frame->at == START)
        *ret_start = TNF_START_KEY;
    else if (frame->mode == BRACKETS || (is_code(lexer) && frame->at == VALUE))
        *ret_start = TNF_START_ITEM;
    else {
        tnf_error_set(err, TNF_E_INVALID, "partial stands in the middle of a name, a string or a comment");
        tnf_error_hint(err, "use it where a statement, an object's item or an expression can start");
        return TNF_E_INVALID;
    }
    return 0;
}

bool tnf_place_same(const struct tnf_place_lexer *a, const struct tnf_place_lexer *b) {
    if (a->depth != b->depth) return false;
    for (unsigned i = 0; i < a->depth; i++) {
        const struct tnf_place_frame *x = &a->frames[i];
        const struct tnf_place_frame *y = &b->frames[i];
        if (x->mode != y->mode || x->closer != y->closer) return false;
        if (x->mode != QUOTED && x->at != y->at) return false;
        if (x->label != y->label || x->indented != y->indented || !tnf_sv_eq(x->marker, y->marker)) return false;
    }
    return true;
}

void tnf_place_rejoin(struct tnf_place_lexer *lexer, const struct tnf_place_lexer *before) {
    forget_bytes(lexer);
    if (lexer->line_matched != before->line_matched || lexer->line_broken != before->line_broken)
        lexer->line_tagged = true;
    lexer->line_matched = before->line_matched;
    lexer->line_broken = before->line_broken;
}

int tnf_place_end(const struct tnf_place_lexer *lexer, struct tnf_error *err) {
    struct tnf_place_lexer begin;
    tnf_place_init(&begin, lexer->start);
    if (tnf_place_same(lexer, &begin)) return 0;
    if (lexer->depth > 1 && current(lexer)->closer != '\0')
        return tnf_error_set(err, TNF_E_INVALID, "template ends before \"%c\"", current(lexer)->closer);
    if (current(lexer)->mode == HEREDOC || current(lexer)->mode == HEREDOC_HEAD)
        return tnf_error_set(err, TNF_E_INVALID, "template ends before the end of heredoc %.*s",
                             TNF_SV_ARG(current(lexer)->marker));
    return tnf_error_set(err, TNF_E_INVALID, "template ends in the middle of a statement");
}

bool tnf_place_is_verbatim(const struct tnf_place_lexer *lexer) {
    for (unsigned i = 0; i < lexer->depth; i++) {
        const struct tnf_place_frame *frame = &lexer->frames[i];
        if (frame->mode == BLOCK_COMMENT || (frame->mode == HEREDOC && !frame->indented)) return true;
    }
    return false;
}

const char *tnf_place_name(enum tnf_place_kind kind) {
    static const char *const names[] = {
        [TNF_PLACE_PLAIN] = "plain text",
        [TNF_PLACE_EXPRESSION] = "an expression",
        [TNF_PLACE_TRAVERSAL] = "the start of a reference",
        [TNF_PLACE_IDENTIFIER] = "an identifier",
        [TNF_PLACE_TAIL] = "an identifier",
        [TNF_PLACE_KEY] = "an object's key",
        [TNF_PLACE_LABEL] = "a block label",
        [TNF_PLACE_BARE_LABEL] = "a block label",
        [TNF_PLACE_QUOTED] = "a quoted string",
        [TNF_PLACE_HEREDOC] = "a heredoc",
        [TNF_PLACE_LINE_COMMENT] = "a comment",
        [TNF_PLACE_BLOCK_COMMENT] = "a comment",
    };
    return (size_t)kind < TNF_ARRAY_LEN(names) ? names[kind] : "nowhere";
}
