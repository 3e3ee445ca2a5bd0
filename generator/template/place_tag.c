#include "generator/template/place.h"

#include "base/memory.h"

static struct tnf_place_frame *top(struct tnf_place_lexer *lexer) {
    return &lexer->frames[lexer->depth - 1];
}

static const struct tnf_place_frame *current(const struct tnf_place_lexer *lexer) {
    return &lexer->frames[lexer->depth - 1];
}

static bool is_code(const struct tnf_place_lexer *lexer) {
    const enum tnf_place_mode mode = current(lexer)->mode;
    return mode == TNF_MODE_BODY || mode == TNF_MODE_OBJECT || mode == TNF_MODE_BRACKETS;
}

/* True when the byte before belongs together with what follows it, which would hang on what the tag becomes. */
static bool cuts_sequence(const struct tnf_place_lexer *lexer) {
    const char c = lexer->previous;
    switch (current(lexer)->mode) {
    case TNF_MODE_QUOTED:
        return lexer->escape;
    case TNF_MODE_HEREDOC:
        return c == '$' || c == '%';
    case TNF_MODE_BLOCK_COMMENT:
        return c == '*';
    case TNF_MODE_BODY:
    case TNF_MODE_OBJECT:
    case TNF_MODE_BRACKETS:
        return c == '/' || c == '<';
    default:
        return false;
    }
}

static int check_before(const struct tnf_place_lexer *lexer, struct tnf_error *err) {
    const enum tnf_place_mode mode = current(lexer)->mode;
    if (mode == TNF_MODE_HEREDOC_HEAD)
        return tnf_error_set(err, TNF_E_INVALID, "tag stands in the first line of a heredoc");
    if (!cuts_sequence(lexer)) return 0;
    tnf_error_set(err, TNF_E_INVALID, "tag stands directly after \"%c\"", lexer->previous);
    tnf_error_hint(err, mode == TNF_MODE_HEREDOC ? "put the character into the value" : "put a space between them");
    return TNF_E_INVALID;
}

int tnf_place_boundary(struct tnf_place_lexer *lexer, struct tnf_error *err) {
    TNF_TRY(check_before(lexer, err));
    const char c = lexer->previous;
    if (current(lexer)->mode == TNF_MODE_QUOTED && (c == '$' || c == '%')) {
        tnf_error_set(err, TNF_E_INVALID, "section or partial stands directly after \"%c\" in a quoted string", c);
        tnf_error_hint(err, "put it before the character, or write the character as \\u%04x", (unsigned)c);
        return TNF_E_INVALID;
    }
    tnf_place_forget_bytes(lexer);
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
    return next.ptr[0] != '-' || (frame->mode != TNF_MODE_BRACKETS && frame->at != TNF_PART_VALUE);
}

/* A tag in statements, objects and brackets that is no part of a longer name. */
static enum tnf_place_kind place_whole(const struct tnf_place_frame *frame) {
    if (frame->mode == TNF_MODE_BODY && frame->at == TNF_PART_START) return TNF_PLACE_IDENTIFIER;
    if (frame->mode == TNF_MODE_BODY && frame->at == TNF_PART_HEADER) return TNF_PLACE_BARE_LABEL;
    if (frame->mode == TNF_MODE_OBJECT && frame->at == TNF_PART_START) return TNF_PLACE_KEY;
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
    if (frame->mode != TNF_MODE_BRACKETS && frame->at == TNF_PART_START) frame->at = TNF_PART_HEADER;
    frame->word = UINT8_MAX;
    tnf_place_forget_bytes(lexer);
    lexer->word = is_name(ret_place->kind);
    lexer->after_value = true;
    return 0;
}

static void place_in_quotes(struct tnf_place_frame *frame, struct tnf_strview next, struct tnf_place *ret_place) {
    ret_place->kind = frame->label ? TNF_PLACE_LABEL : TNF_PLACE_QUOTED;
    ret_place->alone = frame->at == TNF_PART_START && tnf_sv_starts_with(next, TNF_SV("\""));
    frame->at = TNF_PART_HEADER;
}

int tnf_place_value(struct tnf_place_lexer *lexer, struct tnf_strview next, struct tnf_place *ret_place,
                    struct tnf_error *err) {
    TNF_TRY(check_before(lexer, err));
    struct tnf_place_frame *frame = top(lexer);
    *ret_place = (struct tnf_place){.heredoc = {frame->marker, frame->indented}};
    if (is_code(lexer)) return value_in_code(lexer, next, ret_place, err);
    if (frame->mode == TNF_MODE_QUOTED)
        place_in_quotes(frame, next, ret_place);
    else if (frame->mode == TNF_MODE_HEREDOC)
        ret_place->kind = TNF_PLACE_HEREDOC;
    else
        ret_place->kind = frame->mode == TNF_MODE_LINE_COMMENT ? TNF_PLACE_LINE_COMMENT : TNF_PLACE_BLOCK_COMMENT;
    lexer->line_tagged = true;
    tnf_place_forget_bytes(lexer);
    return 0;
}

int tnf_place_partial(const struct tnf_place_lexer *lexer, enum tnf_place_start *ret_start, struct tnf_error *err) {
    const struct tnf_place_frame *frame = current(lexer);
    if (frame->mode == TNF_MODE_BODY && frame->at == TNF_PART_START)
        *ret_start = TNF_START_STATEMENT;
    else if (frame->mode == TNF_MODE_OBJECT && frame->at == TNF_PART_START)
        *ret_start = TNF_START_KEY;
    else if (frame->mode == TNF_MODE_BRACKETS || (is_code(lexer) && frame->at == TNF_PART_VALUE))
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
        if (x->mode != TNF_MODE_QUOTED && x->at != y->at) return false;
        if (x->label != y->label || x->indented != y->indented || !tnf_sv_eq(x->marker, y->marker)) return false;
    }
    return true;
}

int tnf_place_rejoin(struct tnf_place_lexer *lexer, const struct tnf_place_lexer *before, struct tnf_error *err) {
    tnf_place_forget_bytes(lexer);
    if (current(lexer)->mode != TNF_MODE_HEREDOC) return 0;
    if (lexer->line_matched == before->line_matched && lexer->line_broken == before->line_broken) return 0;
    /* Without a newline a line only gets further from being the marker, unless it is on the way there. */
    if (lexer->line_count != before->line_count || !lexer->line_broken) {
        tnf_error_set(err, TNF_E_INVALID, "section in a heredoc starts and ends in different parts of a line");
        tnf_error_hint(err, "put its tags on lines of their own, or the whole section on one line");
        return TNF_E_INVALID;
    }
    lexer->line_tagged = true;
    lexer->line_matched = before->line_matched;
    lexer->line_broken = before->line_broken;
    return 0;
}

int tnf_place_end(const struct tnf_place_lexer *lexer, struct tnf_error *err) {
    struct tnf_place_lexer begin;
    tnf_place_init(&begin, lexer->start);
    if (tnf_place_same(lexer, &begin)) return 0;
    if (lexer->depth > 1 && current(lexer)->closer != '\0')
        return tnf_error_set(err, TNF_E_INVALID, "template ends before \"%c\"", current(lexer)->closer);
    if (current(lexer)->mode == TNF_MODE_HEREDOC || current(lexer)->mode == TNF_MODE_HEREDOC_HEAD)
        return tnf_error_set(err, TNF_E_INVALID, "template ends before the end of heredoc %.*s",
                             TNF_SV_ARG(current(lexer)->marker));
    return tnf_error_set(err, TNF_E_INVALID, "template ends in the middle of a statement");
}

bool tnf_place_is_verbatim(const struct tnf_place_lexer *lexer) {
    for (unsigned i = 0; i < lexer->depth; i++) {
        const struct tnf_place_frame *frame = &lexer->frames[i];
        if (frame->mode == TNF_MODE_BLOCK_COMMENT || (frame->mode == TNF_MODE_HEREDOC && !frame->indented)) return true;
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
