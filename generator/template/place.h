/*
 * Where in HCL a tag stands. A small lexer runs over the template's text, from byte to byte, and is asked at
 * each tag; it knows brackets, strings, heredocs and comments, not the whole grammar.
 */
#pragma once

#include "base/error.h"
#include "base/strview.h"
#include "generator/hcl/escape.h"

#include <stdbool.h>
#include <stdint.h>

enum tnf_place_kind {
    TNF_PLACE_PLAIN,         /* a template that is not HCL: text as it is */
    TNF_PLACE_EXPRESSION,    /* a literal of any type */
    TNF_PLACE_TRAVERSAL,     /* before ".name", "(" or "[": a reference or an identifier */
    TNF_PLACE_IDENTIFIER,    /* an attribute's name, a block's type, after a "." */
    TNF_PLACE_TAIL,          /* the rest of an identifier that the template begins */
    TNF_PLACE_KEY,           /* an object's key */
    TNF_PLACE_LABEL,         /* inside a block label's quotes */
    TNF_PLACE_BARE_LABEL,    /* a whole block label, without quotes */
    TNF_PLACE_QUOTED,        /* inside a quoted string */
    TNF_PLACE_HEREDOC,       /* inside a heredoc */
    TNF_PLACE_LINE_COMMENT,  /* after # or // */
    TNF_PLACE_BLOCK_COMMENT, /* inside a block comment */
};

struct tnf_place {
    enum tnf_place_kind kind;
    bool alone;                     /* quoted: the tag is the whole string */
    struct tnf_hcl_heredoc heredoc; /* its marker is borrowed from the template's source */
};

/* Where a template starts: a partial is lexed anew for each of these that it is used in. */
enum tnf_place_start {
    TNF_START_STATEMENT, /* attributes and blocks */
    TNF_START_KEY,       /* items of an object */
    TNF_START_ITEM,      /* in brackets, where newlines mean nothing */
    TNF_START_COUNT,
};

enum { TNF_PLACE_DEPTH = 64 };

enum tnf_place_mode {
    TNF_MODE_BODY, /* statements */
    TNF_MODE_OBJECT,
    TNF_MODE_BRACKETS, /* lists, calls, parentheses, template sequences, for expressions */
    TNF_MODE_QUOTED,
    TNF_MODE_HEREDOC_HEAD,
    TNF_MODE_HEREDOC,
    TNF_MODE_LINE_COMMENT,
    TNF_MODE_BLOCK_COMMENT,
};

/* Parts of a statement (body) and of an item (object); a string is at its start while it is empty. */
enum tnf_place_part { TNF_PART_START, TNF_PART_HEADER, TNF_PART_VALUE };

struct tnf_place_frame {
    enum tnf_place_mode mode;
    enum tnf_place_part at; /* which part of a statement or an object's item */
    char closer;            /* the bracket that ends the frame */
    bool indented;          /* heredoc: <<- */
    bool label;             /* string: a block label */
    uint8_t word;           /* object: bytes of "for" that its first word has so far */
    struct tnf_strview marker;
};

struct tnf_place_lexer {
    struct tnf_place_frame frames[TNF_PLACE_DEPTH];
    unsigned depth; /* frames in use, at least 1 */
    enum tnf_place_start start;
    char previous;       /* byte before, '\0' after a tag or where a construct ended */
    unsigned run;        /* how often `previous` was repeated, at most 3 */
    bool word;           /* the byte before belongs to an identifier or number */
    bool after_value;    /* a value stands directly before */
    bool escape;         /* a backslash in quotes stands directly before */
    bool line_tagged;    /* heredoc: a tag stands on this line */
    bool line_broken;    /* heredoc: this line cannot be the marker any more */
    size_t line_count;   /* heredoc: lines that ended so far */
    size_t line_matched; /* heredoc: bytes of the marker that this line has */
};

void tnf_place_init(struct tnf_place_lexer *lexer, enum tnf_place_start start);

/* Reads the template's own text. On failure *ret_offset is where in it. The text must live as long as the lexer and
 * the places that it gives. */
int tnf_place_text(struct tnf_place_lexer *lexer, struct tnf_strview text, size_t *ret_offset, struct tnf_error *err);

/* Reads a value's tag, which is followed by the text `next`, and says where it stands. */
int tnf_place_value(struct tnf_place_lexer *lexer, struct tnf_strview next, struct tnf_place *ret_place,
                    struct tnf_error *err);

/* To be called at every tag that is no value: nothing may be cut in two there. */
int tnf_place_boundary(struct tnf_place_lexer *lexer, struct tnf_error *err);

/* Which start a partial has that stands here; fails inside strings, heredocs and comments. */
int tnf_place_partial(const struct tnf_place_lexer *lexer, enum tnf_place_start *ret_start, struct tnf_error *err);

/* True when both stand in the same place, as what comes before and after a section's text must. */
bool tnf_place_same(const struct tnf_place_lexer *a, const struct tnf_place_lexer *b);
/* Goes on behind a section that started at `before`, whose text may be there never, once or often. Fails where that
 * decides whether a heredoc ends. */
int tnf_place_rejoin(struct tnf_place_lexer *lexer, const struct tnf_place_lexer *before, struct tnf_error *err);

/* Checks that the template ends where it started. */
int tnf_place_end(const struct tnf_place_lexer *lexer, struct tnf_error *err);

/* True inside text whose lines must not be indented anew: heredocs without "-" and block comments. */
bool tnf_place_is_verbatim(const struct tnf_place_lexer *lexer);

/* "a quoted string", for messages. */
const char *tnf_place_name(enum tnf_place_kind kind);

/* Shared by place.c, which reads text, and place_tag.c, which reads tags: forgets what stands directly before. */
void tnf_place_forget_bytes(struct tnf_place_lexer *lexer);
