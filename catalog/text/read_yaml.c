/*
 * YAML through libyaml's events. Anchors, aliases and tags are refused: a catalog needs none of them, and
 * without them a text cannot grow while it is read.
 */
#include "catalog/text/node.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

struct place {
    unsigned line;
    unsigned column;
};

static struct place place_of(yaml_mark_t mark) {
    return (struct place){(unsigned)mark.line + 1, (unsigned)mark.column + 1};
}

/* libyaml's reader knows only the offset of a byte that it refuses. */
static struct place place_of_offset(struct tnf_strview text, size_t offset) {
    struct place place = {1, 1};
    for (size_t i = 0; i < offset && i < text.len; i++) {
        if (text.ptr[i] == '\n') {
            place.line++;
            place.column = 1;
        } else if (((unsigned char)text.ptr[i] & 0xC0) != 0x80) {
            place.column++;
        }
    }
    return place;
}

static bool tab_at(struct tnf_strview text, yaml_mark_t mark) {
    return mark.index < text.len && text.ptr[mark.index] == '\t';
}

static int syntax_error(const yaml_parser_t *parser, struct tnf_strview text, const char *file, struct tnf_error *err) {
    const char *problem = parser->problem == NULL ? "cannot be read" : parser->problem;
    if (parser->error == YAML_READER_ERROR) {
        const int code = tnf_error_set(err, TNF_E_INVALID, "not YAML: %s", problem);
        const struct place place = place_of_offset(text, parser->problem_offset);
        tnf_error_at(err, file, place.line, place.column);
        tnf_error_hint(err, "write UTF-8 without control characters, and escape those in a quoted string: \"\\x07\"");
        return code;
    }
    const struct place place = place_of(parser->problem_mark);
    int code;
    if (parser->context == NULL)
        code = tnf_error_set(err, TNF_E_INVALID, "not YAML: %s", problem);
    else
        code = tnf_error_set(err, TNF_E_INVALID, "not YAML: %s (%s that starts in line %zu)", problem, parser->context,
                             parser->context_mark.line + 1);
    tnf_error_at(err, file, place.line, place.column);
    tnf_error_hint(err, "%s",
                   tab_at(text, parser->problem_mark)
                       ? "indent with blanks, not with tabs"
                       : "look at the indentation, the colons and the quotes of this line and the one before");
    return code;
}

static int refuse(const char *file, yaml_mark_t mark, const char *message, const char *hint, struct tnf_error *err) {
    const int code = tnf_error_set(err, TNF_E_INVALID, "%s", message);
    tnf_error_at(err, file, (unsigned)mark.line + 1, (unsigned)mark.column + 1);
    tnf_error_hint(err, "%s", hint);
    return code;
}

static int check_plainness(const char *file, yaml_mark_t mark, const yaml_char_t *anchor, const yaml_char_t *tag,
                           struct tnf_error *err) {
    if (anchor != NULL)
        return refuse(file, mark, "YAML anchors are not supported", "write the values out where they are used", err);
    if (tag != NULL)
        return refuse(file, mark, "YAML tags are not supported", "put text into quotes, leave other values bare", err);
    return 0;
}

static int add(struct tnf_tree *tree, const yaml_event_t *event, enum tnf_node_kind kind, struct tnf_error *err) {
    const struct place place = place_of(event->start_mark);
    const struct tnf_node node = {.kind = kind, .line = place.line, .column = place.column};
    return tnf_tree_add(tree, &node, err);
}

static int add_scalar(struct tnf_tree *tree, const yaml_event_t *event, struct tnf_error *err) {
    const struct place place = place_of(event->start_mark);
    const struct tnf_node node = {
        .kind = TNF_NODE_SCALAR,
        .plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE,
        .line = place.line,
        .column = place.column,
        .text = tnf_sv_n((const char *)event->data.scalar.value, event->data.scalar.length),
    };
    return tnf_tree_add(tree, &node, err);
}

static int take(struct tnf_tree *tree, const yaml_event_t *event, struct tnf_error *err) {
    const yaml_mark_t mark = event->start_mark;
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return refuse(tree->file, mark, "YAML aliases are not supported", "write the values out where they are used",
                      err);
    case YAML_SCALAR_EVENT:
        TNF_TRY(check_plainness(tree->file, mark, event->data.scalar.anchor, event->data.scalar.tag, err));
        return add_scalar(tree, event, err);
    case YAML_SEQUENCE_START_EVENT:
        TNF_TRY(
            check_plainness(tree->file, mark, event->data.sequence_start.anchor, event->data.sequence_start.tag, err));
        return add(tree, event, TNF_NODE_SEQUENCE, err);
    case YAML_MAPPING_START_EVENT:
        TNF_TRY(
            check_plainness(tree->file, mark, event->data.mapping_start.anchor, event->data.mapping_start.tag, err));
        return add(tree, event, TNF_NODE_MAPPING, err);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        tnf_tree_close(tree);
        return 0;
    default:
        return 0;
    }
}

static int read_events(yaml_parser_t *parser, struct tnf_strview text, struct tnf_tree *tree, struct tnf_error *err) {
    for (bool end = false; !end;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) return syntax_error(parser, text, tree->file, err);
        end = event.type == YAML_STREAM_END_EVENT;
        const int code = take(tree, &event, err);
        yaml_event_delete(&event);
        if (code < 0) return code;
    }
    return 0;
}

int tnf_read_yaml(struct tnf_strview text, const char *file, struct tnf_arena *arena, struct tnf_node **ret,
                  struct tnf_error *err) {
    struct tnf_tree tree;
    tnf_tree_init(&tree, arena, file);
    TNF_AUTO(yaml_parser_delete) yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) return tnf_error_set(err, TNF_E_IO, "libyaml cannot start: out of memory");
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)(text.ptr == NULL ? "" : text.ptr), text.len);
    TNF_TRY(read_events(&parser, text, &tree, err));
    tnf_tree_mark_repeated(tree.documents);
    *ret = tree.documents;
    return 0;
}
