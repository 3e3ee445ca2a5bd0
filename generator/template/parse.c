#include "generator/template/program.h"

#include "base/excerpt.h"

#include <stdlib.h>
#include <string.h>

struct parser {
    struct tnf_template *template;
    struct tnf_strview source;
    size_t at;      /* everything before is in nodes */
    size_t line_of; /* offset that line and line_start belong to */
    unsigned line;
    size_t line_start;
    struct tnf_strview open; /* delimiters */
    struct tnf_strview close;
    size_t node_capacity;
    size_t sections[TNF_TEMPLATE_SECTION_DEPTH]; /* nodes whose end was not read yet */
    size_t section_count;
    struct tnf_error *err;
};

struct tag {
    char sigil; /* '\0' for a variable */
    size_t start;
    size_t end; /* behind the closing delimiter */
    struct tnf_strview content;
};

int tnf_template_error_at(const struct tnf_template *template, const struct tnf_node *node, struct tnf_error *err,
                          int code) {
    tnf_error_at(err, template->file, node->line, node->column);
    return code;
}

/* Moves the line count on to `offset`; offsets only grow. */
static void count_lines(struct parser *p, size_t offset) {
    for (; p->line_of < offset; p->line_of++) {
        if (p->source.ptr[p->line_of] != '\n') continue;
        p->line++;
        p->line_start = p->line_of + 1;
    }
}

static int fail_at(struct parser *p, size_t offset, int code) {
    count_lines(p, offset);
    tnf_error_at(p->err, p->template->file, p->line, (unsigned)(offset - p->line_start + 1));
    return code;
}

static struct tnf_node *add_node(struct parser *p, enum tnf_node_kind kind, size_t offset) {
    struct tnf_template *template = p->template;
    template->nodes = tnf_arena_grow(&template->arena, template->nodes, template->node_count, &p->node_capacity,
                                     sizeof *template->nodes);
    count_lines(p, offset);
    struct tnf_node *node = &template->nodes[template->node_count++];
    *node = (struct tnf_node){.kind = kind,
                              .starts_line = offset == p->line_start,
                              .line = p->line,
                              .column = (unsigned)(offset - p->line_start + 1)};
    return node;
}

/* The template's own text up to `end`, a node for each line. */
static void add_text(struct parser *p, size_t end) {
    while (p->at < end) {
        const struct tnf_strview rest = tnf_sv_n(p->source.ptr + p->at, end - p->at);
        const size_t newline = tnf_sv_find(rest, '\n');
        const size_t length = newline < rest.len ? newline + 1 : rest.len;
        add_node(p, TNF_NODE_TEXT, p->at)->text = tnf_sv_n(rest.ptr, length);
        p->at += length;
    }
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* Where the line of a tag begins when only blanks stand before the tag, else `start`. */
static size_t blank_before(const struct parser *p, size_t start) {
    size_t at = start;
    while (at > p->at && is_blank(p->source.ptr[at - 1])) at--;
    return at == 0 || p->source.ptr[at - 1] == '\n' ? at : start;
}

/* Behind the newline when only blanks stand between `end` and it, else `end`. */
static size_t blank_after(const struct parser *p, size_t end, bool *ret_alone) {
    size_t at = end;
    while (at < p->source.len && is_blank(p->source.ptr[at])) at++;
    *ret_alone = true;
    if (at == p->source.len) return at;
    if (p->source.ptr[at] == '\r' && at + 1 < p->source.len) at++;
    if (p->source.ptr[at] == '\n') return at + 1;
    *ret_alone = false;
    return end;
}

/* Takes a tag off, and the line with it when it stands alone there, as the specification asks. True when it does;
 * *ret_indentation is then the blanks before it. */
static bool take_tag(struct parser *p, const struct tag *tag, struct tnf_strview *ret_indentation) {
    const size_t line = blank_before(p, tag->start);
    const bool starts = line == 0 || p->source.ptr[line - 1] == '\n';
    bool alone = false;
    const size_t after = blank_after(p, tag->end, &alone);
    if (!starts || !alone || line < p->at) {
        add_text(p, tag->start);
        p->at = tag->end;
        return false;
    }
    add_text(p, line);
    p->at = after;
    if (ret_indentation != NULL) *ret_indentation = tnf_sv_n(p->source.ptr + line, tag->start - line);
    return true;
}

static size_t find(struct tnf_strview text, size_t from, struct tnf_strview what) {
    const struct tnf_strview rest = tnf_sv_from(text, from);
    const char *hit = rest.len < what.len ? NULL : memmem(rest.ptr, rest.len, what.ptr, what.len);
    return hit == NULL ? text.len : (size_t)(hit - text.ptr);
}

static int check_raw(struct parser *p, const struct tag *tag) {
    if (tag->sigil != '{' && tag->sigil != '&') return 0;
    tnf_error_set(p->err, TNF_E_INVALID, "template has a raw tag, and there is no raw form");
    tnf_error_hint(p->err, "write {{name}}; for a value inside ${ } put a space between the braces: ${ {{name}} }");
    return fail_at(p, tag->start, TNF_E_INVALID);
}

static int check_sigil(struct parser *p, const struct tag *tag) {
    TNF_TRY(check_raw(p, tag));
    if (tag->sigil != '$' && tag->sigil != '<') return 0;
    tnf_error_set(p->err, TNF_E_INVALID, "template has a tag of Mustache's inheritance, which is not supported");
    tnf_error_hint(p->err, "use partials: {{> name}}");
    return fail_at(p, tag->start, TNF_E_INVALID);
}

static int read_tag(struct parser *p, size_t start, struct tag *ret_tag) {
    const size_t inside = start + p->open.len;
    struct tag tag = {.start = start};
    if (inside < p->source.len && strchr("#^/>!={&$<", p->source.ptr[inside]) != NULL)
        tag.sigil = p->source.ptr[inside];
    TNF_TRY(check_sigil(p, &tag));
    const size_t from = inside + (tag.sigil != '\0');
    size_t close = find(p->source, from, p->close);
    /* Delimiters are closed by "=" and the old one. */
    if (tag.sigil == '=' && close < p->source.len && p->source.ptr[close - 1] != '=') close = p->source.len;
    if (close == p->source.len) {
        tnf_error_set(p->err, TNF_E_INVALID, "tag does not end");
        tnf_error_hint(p->err, "close it with %.*s%.*s", tag.sigil == '=' ? 1 : 0, "=", TNF_SV_ARG(p->close));
        return fail_at(p, start, TNF_E_INVALID);
    }
    tag.content = tnf_sv_trim(tnf_sv_n(p->source.ptr + from, close - from));
    tag.end = close + p->close.len;
    *ret_tag = tag;
    return 0;
}

static bool is_name_byte(char c) {
    return (unsigned char)c > 0x20 && c != 0x7F && strchr("{}<>#^/!=&*\"'", c) == NULL;
}

static int fail_name(struct parser *p, const struct tag *tag, const char *reason) {
    tnf_error_set(p->err, TNF_E_INVALID, "tag's name %s %s", tnf_excerpt(tag->content).text, reason);
    tnf_error_hint(p->err, "a name is words joined by dots, or one dot alone");
    return fail_at(p, tag->start, TNF_E_INVALID);
}

static int check_name(struct parser *p, const struct tag *tag) {
    if (tag->content.len == 0) return fail_name(p, tag, "is empty");
    for (size_t i = 0; i < tag->content.len; i++)
        if (!is_name_byte(tag->content.ptr[i])) return fail_name(p, tag, "has a character that no name has");
    return 0;
}

/* Sets the node's name and splits it at its dots. */
static int set_name(struct parser *p, const struct tag *tag, struct tnf_node *node) {
    TNF_TRY(check_name(p, tag));
    node->text = tag->content;
    if (tnf_sv_eq_c(tag->content, ".")) return 0;
    size_t count = 1;
    for (size_t i = 0; i < tag->content.len; i++) count += tag->content.ptr[i] == '.';
    if (count > TNF_TEMPLATE_NAME_PARTS) return fail_name(p, tag, "has too many parts");
    node->parts = TNF_ARENA_ARRAY(&p->template->arena, struct tnf_strview, count);
    struct tnf_strview rest = tag->content;
    for (; node->part_count < count; node->part_count++) {
        const struct tnf_strview part = tnf_sv_next(&rest, '.');
        if (part.len == 0) return fail_name(p, tag, "has an empty part");
        node->parts[node->part_count] = part;
    }
    return 0;
}

static int add_value(struct parser *p, const struct tag *tag) {
    add_text(p, tag->start);
    p->at = tag->end;
    return set_name(p, tag, add_node(p, TNF_NODE_VALUE, tag->start));
}

static int add_section(struct parser *p, const struct tag *tag) {
    if (p->section_count == TNF_TEMPLATE_SECTION_DEPTH) {
        tnf_error_set(p->err, TNF_E_LIMIT, "sections are more than %d deep", TNF_TEMPLATE_SECTION_DEPTH);
        return fail_at(p, tag->start, TNF_E_LIMIT);
    }
    const bool alone = take_tag(p, tag, NULL);
    p->sections[p->section_count++] = p->template->node_count;
    struct tnf_node *node = add_node(p, tag->sigil == '#' ? TNF_NODE_SECTION : TNF_NODE_INVERTED, tag->start);
    if (alone) node->starts_line = false;
    return set_name(p, tag, node);
}

static int end_section(struct parser *p, const struct tag *tag) {
    if (p->section_count == 0) {
        tnf_error_set(p->err, TNF_E_INVALID, "section end %s has no start", tnf_excerpt(tag->content).text);
        return fail_at(p, tag->start, TNF_E_INVALID);
    }
    (void)take_tag(p, tag, NULL);
    struct tnf_node *node = &p->template->nodes[p->sections[--p->section_count]];
    node->end = p->template->node_count;
    if (tnf_sv_eq(node->text, tag->content)) return 0;
    tnf_error_set(p->err, TNF_E_INVALID, "section end %s does not match its start %s", tnf_excerpt(tag->content).text,
                  tnf_excerpt(node->text).text);
    tnf_error_hint(p->err, "the section starts at line %u, column %u", node->line, node->column);
    return fail_at(p, tag->start, TNF_E_INVALID);
}

static int add_partial(struct parser *p, const struct tag *tag) {
    /* Names of partials are paths, so they may have slashes where other names may not. */
    if (tag->content.len == 0 || tag->content.ptr[0] == '*')
        return fail_name(p, tag, tag->content.len == 0 ? "is empty" : "is dynamic, which is not supported");
    struct tnf_strview indentation = {0};
    const bool alone = take_tag(p, tag, &indentation);
    struct tnf_node *node = add_node(p, TNF_NODE_PARTIAL, tag->start);
    if (alone) node->starts_line = false;
    node->text = tag->content;
    node->indentation = indentation;
    return 0;
}

static bool is_delimiter(struct tnf_strview text) {
    if (text.len == 0 || text.len > 16) return false;
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] <= 0x20 || text.ptr[i] == '=') return false;
    return true;
}

static int set_delimiters(struct parser *p, const struct tag *tag) {
    struct tnf_strview content = tag->content;
    if (tnf_sv_ends_with(content, TNF_SV("="))) content.len--;
    content = tnf_sv_trim(content);
    const size_t blank = strcspn(tnf_arena_sv(&p->template->arena, content).ptr, " \t\r\n");
    const struct tnf_strview open = tnf_sv_n(content.ptr, blank < content.len ? blank : content.len);
    const struct tnf_strview close = tnf_sv_trim(tnf_sv_from(content, blank));
    if (!is_delimiter(open) || !is_delimiter(close)) {
        tnf_error_set(p->err, TNF_E_INVALID, "tag sets no delimiters");
        tnf_error_hint(p->err, "write two without blanks or \"=\" in them: {{=<%% %%>=}}");
        return fail_at(p, tag->start, TNF_E_INVALID);
    }
    (void)take_tag(p, tag, NULL);
    p->open = open;
    p->close = close;
    return 0;
}

static int handle_tag(struct parser *p, const struct tag *tag) {
    switch (tag->sigil) {
    case '#':
    case '^':
        return add_section(p, tag);
    case '/':
        return end_section(p, tag);
    case '>':
        return add_partial(p, tag);
    case '=':
        return set_delimiters(p, tag);
    case '!':
        (void)take_tag(p, tag, NULL);
        return 0;
    default:
        return add_value(p, tag);
    }
}

static int check_closed(struct parser *p) {
    if (p->section_count == 0) return 0;
    const struct tnf_node *node = &p->template->nodes[p->sections[p->section_count - 1]];
    tnf_error_set(p->err, TNF_E_INVALID, "section %s does not end", tnf_excerpt(node->text).text);
    tnf_error_hint(p->err, "close it with {{/%.*s}}", TNF_SV_ARG(node->text));
    return tnf_template_error_at(p->template, node, p->err, TNF_E_INVALID);
}

int tnf_template_parse(struct tnf_template *template, struct tnf_error *err) {
    struct parser parser = {.template = template,
                            .source = template->source,
                            .line = 1,
                            .open = TNF_SV("{{"),
                            .close = TNF_SV("}}"),
                            .err = err};
    for (;;) {
        const size_t start = find(parser.source, parser.at, parser.open);
        if (start == parser.source.len) break;
        struct tag tag;
        TNF_TRY(read_tag(&parser, start, &tag));
        TNF_TRY(handle_tag(&parser, &tag));
    }
    add_text(&parser, parser.source.len);
    return check_closed(&parser);
}
