#include "generator/report/prices/stream.h"

#include "base/memory.h"

#include <stdbool.h>
#include <string.h>

static int fault(const struct tnf_stream *stream, int c, const char *expected, struct tnf_error *err) {
    int code;
    if (ferror(stream->file))
        code = tnf_error_errno(err, "read \"%s\"", stream->name);
    else if (c == EOF)
        code = tnf_error_set(err, TNF_E_INVALID, "the file ends where %s was expected", expected);
    else
        code = tnf_error_set(err, TNF_E_INVALID, "not JSON: expected %s", expected);
    tnf_error_at(err, stream->name, stream->line, stream->column);
    tnf_error_hint(err, "it may have been cut off while it was fetched; fetch it again");
    return code;
}

static int next(struct tnf_stream *stream) {
    const int c = getc_unlocked(stream->file);
    stream->column++;
    if (c == '\n') {
        stream->line++;
        stream->column = 0;
    }
    return c;
}

/* The end of a line is not taken back: blanks mean nothing between values. */
static void back(struct tnf_stream *stream, int c) {
    if (c == EOF || c == '\n') return;
    stream->column--;
    (void)ungetc(c, stream->file);
}

static int next_visible(struct tnf_stream *stream) {
    int c;
    do c = next(stream);
    while (c == ' ' || c == '\t' || c == '\r' || c == '\n');
    return c;
}

static int too_long(const struct tnf_stream *stream, size_t limit, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_LIMIT, "a piece of more than %zu bytes: this is no offer file", limit);
    tnf_error_at(err, stream->name, stream->line, stream->column);
    return TNF_E_LIMIT;
}

/* What is behind the opening quote, up to the closing one, which is taken too. */
static int take_string(struct tnf_stream *stream, struct tnf_strbuf *out, size_t limit, struct tnf_error *err) {
    for (int c = next(stream); c != '"'; c = next(stream)) {
        if (c == EOF || c == '\n') return fault(stream, c, "the end of a string", err);
        if (out != NULL && out->len >= limit) return too_long(stream, limit, err);
        if (out != NULL) tnf_strbuf_add_c(out, (char)c);
        if (c != '\\') continue;
        c = next(stream);
        if (c == EOF) return fault(stream, c, "the end of a string", err);
        if (out != NULL) tnf_strbuf_add_c(out, (char)c);
    }
    return 0;
}

static bool ends_scalar(int c) {
    return c == EOF || strchr(",]} \t\r\n", c) != NULL;
}

/* A number, true, false or null that begins with `c`. */
static int take_scalar(struct tnf_stream *stream, int c, struct tnf_strbuf *out, struct tnf_error *err) {
    if (ends_scalar(c) || c == ':') return fault(stream, c, "a value", err);
    for (size_t length = 0; !ends_scalar(c); c = next(stream), length++) {
        if (length >= TNF_STREAM_KEY_MAX) return too_long(stream, TNF_STREAM_KEY_MAX, err);
        if (out != NULL) tnf_strbuf_add_c(out, (char)c);
    }
    back(stream, c);
    return 0;
}

static int take_quoted(struct tnf_stream *stream, struct tnf_strbuf *out, struct tnf_error *err) {
    TNF_TRY(take_string(stream, out, TNF_STREAM_VALUE_MAX, err));
    if (out != NULL) tnf_strbuf_add_c(out, '"');
    return 0;
}

/* The rest of an object or list whose opening bracket was taken. What stands between brackets is not looked at: what is
 * taken out is parsed later, what is skipped is nobody's. */
static int take_nested(struct tnf_stream *stream, struct tnf_strbuf *out, struct tnf_error *err) {
    size_t depth = 1;
    while (depth > 0) {
        const int c = next(stream);
        if (c == EOF) return fault(stream, c, "the end of an object", err);
        if (out != NULL && out->len >= TNF_STREAM_VALUE_MAX) return too_long(stream, TNF_STREAM_VALUE_MAX, err);
        if (out != NULL) tnf_strbuf_add_c(out, (char)c);
        if (c == '"') TNF_TRY(take_quoted(stream, out, err));
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        if (depth > TNF_STREAM_DEPTH_MAX) return fault(stream, c, "fewer brackets", err);
    }
    return 0;
}

int tnf_stream_value(struct tnf_stream *stream, struct tnf_strbuf *out, struct tnf_error *err) {
    const int c = next_visible(stream);
    const bool nested = c == '{' || c == '[';
    if (!nested && c != '"') return take_scalar(stream, c, out, err);
    if (out != NULL) tnf_strbuf_add_c(out, (char)c);
    return nested ? take_nested(stream, out, err) : take_quoted(stream, out, err);
}

static int take_key(struct tnf_stream *stream, int c, struct tnf_strbuf *key, struct tnf_error *err) {
    if (c != '"') return fault(stream, c, "a name in quotes", err);
    tnf_strbuf_clear(key);
    TNF_TRY(take_string(stream, key, TNF_STREAM_KEY_MAX, err));
    c = next_visible(stream);
    return c == ':' ? 0 : fault(stream, c, "a colon", err);
}

int tnf_stream_object(struct tnf_stream *stream, tnf_stream_member_fn visit, void *context, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
    int c = next_visible(stream);
    if (c != '{') return fault(stream, c, "an object", err);
    c = next_visible(stream);
    if (c == '}') return 0;
    for (;;) {
        TNF_TRY(take_key(stream, c, &key, err));
        TNF_TRY(visit(stream, tnf_strbuf_view(&key), context, err));
        c = next_visible(stream);
        if (c == '}') return 0;
        if (c != ',') return fault(stream, c, "a comma or the end of an object", err);
        c = next_visible(stream);
    }
}

int tnf_stream_end(struct tnf_stream *stream, struct tnf_error *err) {
    const int c = next_visible(stream);
    return c == EOF && !ferror(stream->file) ? 0 : fault(stream, c, "the end of the file", err);
}
