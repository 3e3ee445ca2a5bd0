/*
 * HCL's native syntax as a stream of tokens, as far as formatting needs it: what kind of thing stands where.
 * Text inside strings and heredocs is one token up to the next template sequence.
 */
#pragma once

#include "base/error.h"
#include "base/strview.h"

#include <stdbool.h>
#include <stdint.h>

enum tnf_token_kind {
    TNF_TOKEN_END, /* of the source; also "no token" */
    TNF_TOKEN_NEWLINE,
    TNF_TOKEN_COMMENT,      /* block comment */
    TNF_TOKEN_LINE_COMMENT, /* with its newline */
    TNF_TOKEN_IDENTIFIER,
    TNF_TOKEN_NUMBER,
    TNF_TOKEN_DOT,
    TNF_TOKEN_COMMA,
    TNF_TOKEN_ELLIPSIS,
    TNF_TOKEN_DOUBLE_COLON,
    TNF_TOKEN_EQUAL,
    TNF_TOKEN_COLON,
    TNF_TOKEN_QUESTION,
    TNF_TOKEN_MINUS,
    TNF_TOKEN_BANG,
    TNF_TOKEN_OPERATOR, /* arithmetic, comparison and logic but minus and bang */
    TNF_TOKEN_OTHER,    /* "=>" and what HCL does not know */
    TNF_TOKEN_OPEN_PAREN,
    TNF_TOKEN_CLOSE_PAREN,
    TNF_TOKEN_OPEN_BRACKET,
    TNF_TOKEN_CLOSE_BRACKET,
    TNF_TOKEN_OPEN_BRACE,
    TNF_TOKEN_CLOSE_BRACE,
    TNF_TOKEN_OPEN_QUOTE,
    TNF_TOKEN_CLOSE_QUOTE,
    TNF_TOKEN_LITERAL,      /* text in a string or heredoc */
    TNF_TOKEN_OPEN_HEREDOC, /* with its newline */
    TNF_TOKEN_CLOSE_HEREDOC,
    TNF_TOKEN_OPEN_TEMPLATE,  /* "${" or "%{" */
    TNF_TOKEN_CLOSE_TEMPLATE, /* its "}" */
};

struct tnf_token {
    enum tnf_token_kind kind;
    struct tnf_strview text; /* borrowed from the source; the blanks before belong to no token */
};

enum { TNF_TOKEN_DEPTH = 128 };

/* One string, heredoc or template sequence around the place where the scanner stands. */
struct tnf_token_frame {
    uint8_t mode;
    uint32_t braces; /* open ones in this frame */
    struct tnf_strview marker;
};

struct tnf_scanner {
    const char *start;
    const char *at;
    const char *end;
    struct tnf_token_frame frames[TNF_TOKEN_DEPTH];
    unsigned depth;
    bool line_start; /* in a heredoc: a line starts here */
};

/* The source must live as long as the scanner and its tokens. */
void tnf_scanner_init(struct tnf_scanner *scanner, struct tnf_strview source);

/* Gives the next token; TNF_TOKEN_END again and again at the end. Fails on a string, comment or heredoc that does not
 * end and on TNF_TOKEN_DEPTH strings in one another; the error says the line. */
int tnf_scanner_next(struct tnf_scanner *scanner, struct tnf_token *ret_token, struct tnf_error *err);
