/*
 * Text on its way into HCL source: one function for each kind of place. They append to *out and leave it as
 * it was when they fail. What each place allows is in HCL's native syntax specification; Terraform reads
 * back the same text (normalised to NFC, which is Terraform's doing).
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>

/* An HCL identifier: a letter or '_', then letters, digits, '_' and '-'. Only ASCII counts here: HCL takes
 * other letters too, but in what is generated they are quoted. */
bool tnf_hcl_is_identifier(struct tnf_strview text);
/* True for a byte that may stand in an identifier after its first. */
bool tnf_hcl_is_identifier_byte(char c);

/* Refuses what is not UTF-8 (TNF_E_INVALID). */
int tnf_hcl_check_utf8(struct tnf_strview text, struct tnf_error *err);

/* The text as a whole literal with its quotes: "a \"b\" $${c}\n". */
int tnf_hcl_write_string(struct tnf_strview text, struct tnf_strbuf *out, struct tnf_error *err);

/* The text inside a quoted string that somebody else opened: what stands before it in *out and what may
 * follow it can make no template sequence together with it. */
int tnf_hcl_escape_quoted(struct tnf_strview text, struct tnf_strbuf *out, struct tnf_error *err);

/* A heredoc that text is written into. */
struct tnf_hcl_heredoc {
    struct tnf_strview marker; /* the name that ends it */
    bool indented;             /* <<-: Terraform takes the indentation off its lines */
};

/* The text inside a heredoc. Heredocs know no escapes, so text that would change the heredoc's shape (newlines, control
 * characters, the marker, blanks or nothing where indentation is counted) is written as ${"…"}. */
int tnf_hcl_escape_heredoc(struct tnf_strview text, const struct tnf_hcl_heredoc *heredoc, struct tnf_strbuf *out,
                           struct tnf_error *err);

/* The text inside a comment. Control characters are written as \n, \r, \t or \u00XX, so that it stays one
 * line; in a block comment "*" and "/" are kept apart. */
int tnf_hcl_escape_comment(struct tnf_strview text, bool block, struct tnf_strbuf *out, struct tnf_error *err);
