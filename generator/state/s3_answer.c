#include "generator/state/s3_answer.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "generator/state/timestamp.h"

#include <expat.h>
#include <string.h>

enum { DEPTH_MAX = 16 };

/* Calls leave with the element's path ("Contents/Key", without the root) and text at the end of each element. */
struct reading {
    XML_Parser parser;
    const char *root; /* of the answer */
    struct tnf_strbuf path;
    struct tnf_strbuf text;
    unsigned depth;
    void (*leave)(struct reading *reading);

    struct tnf_arena *arena;
    struct tnf_state_objects *objects;
    struct tnf_state_object object;
    bool encoded; /* names are as in a URL */
    struct tnf_strbuf *next;
    struct tnf_strbuf *code;
    struct tnf_strbuf *message;
};

static void on_start(void *context, const XML_Char *name, const XML_Char **attributes) {
    (void)attributes;
    struct reading *reading = context;
    const bool wrong = reading->depth == 0 && strcmp(name, reading->root) != 0;
    if (wrong || ++reading->depth > DEPTH_MAX) (void)XML_StopParser(reading->parser, XML_FALSE);
    if (reading->depth > 1) tnf_strbuf_addf(&reading->path, reading->path.len == 0 ? "%s" : "/%s", name);
    tnf_strbuf_clear(&reading->text);
}

static void on_end(void *context, const XML_Char *name) {
    (void)name;
    struct reading *reading = context;
    reading->leave(reading);
    const char *slash = strrchr(reading->path.ptr, '/');
    tnf_strbuf_truncate(&reading->path, slash == NULL ? 0 : (size_t)(slash - reading->path.ptr));
    tnf_strbuf_clear(&reading->text);
    reading->depth--;
}

static void on_text(void *context, const XML_Char *text, int length) {
    struct reading *reading = context;
    tnf_strbuf_add(&reading->text, text, (size_t)length);
}

/* S3 sends no document type; one could only be there to make an answer grow. */
static void on_doctype(void *context, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id,
                       int internal) {
    (void)name, (void)system_id, (void)public_id, (void)internal;
    struct reading *reading = context;
    (void)XML_StopParser(reading->parser, XML_FALSE);
}

static bool read_xml(struct reading *reading, struct tnf_strview xml) {
    reading->parser = XML_ParserCreate("UTF-8");
    if (reading->parser == NULL) abort();
    XML_SetUserData(reading->parser, reading);
    XML_SetElementHandler(reading->parser, on_start, on_end);
    XML_SetCharacterDataHandler(reading->parser, on_text);
    XML_SetStartDoctypeDeclHandler(reading->parser, on_doctype);
    const bool read = XML_Parse(reading->parser, xml.ptr == NULL ? "" : xml.ptr, (int)xml.len, 1) == XML_STATUS_OK;
    XML_ParserFree(reading->parser);
    tnf_strbuf_release(&reading->path);
    tnf_strbuf_release(&reading->text);
    return read;
}

static void leave_list(struct reading *reading) {
    const char *path = reading->path.ptr;
    const struct tnf_strview text = tnf_strbuf_view(&reading->text);
    int64_t size = 0;
    if (strcmp(path, "NextContinuationToken") == 0) {
        tnf_strbuf_clear(reading->next);
        tnf_strbuf_add_sv(reading->next, text);
    } else if (strcmp(path, "EncodingType") == 0) {
        reading->encoded = tnf_sv_eq_c(text, "url");
    } else if (strcmp(path, "Contents/Key") == 0) {
        reading->object.name = tnf_arena_sv(reading->arena, text);
    } else if (strcmp(path, "Contents/LastModified") == 0) {
        reading->object.modified = tnf_timestamp_read(reading->text.ptr);
    } else if (strcmp(path, "Contents/Size") == 0) {
        (void)tnf_sv_to_int(text, 0, INT64_MAX, &size);
        reading->object.size = (uint64_t)size;
    } else if (strcmp(path, "Contents") == 0) {
        struct tnf_state_objects *objects = reading->objects;
        objects->items =
            tnf_arena_grow(reading->arena, objects->items, objects->count, &objects->capacity, sizeof *objects->items);
        objects->items[objects->count++] = reading->object;
        reading->object = (struct tnf_state_object){0};
    }
}

static int hex_digit(char c) {
    static const char digits[] = "0123456789ABCDEF";
    const char *found = c == '\0' ? NULL : strchr(digits, tnf_to_upper(c));
    return found == NULL ? -1 : (int)(found - digits);
}

/* As URLs write it, and with '+' for a blank. */
static struct tnf_strview decoded(struct tnf_strview name, struct tnf_arena *arena) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    for (size_t i = 0; i < name.len; i++) {
        const bool escape = name.ptr[i] == '%' && i + 2 < name.len && hex_digit(name.ptr[i + 1]) >= 0 &&
                            hex_digit(name.ptr[i + 2]) >= 0;
        char c = name.ptr[i] == '+' ? ' ' : name.ptr[i];
        if (escape) {
            c = (char)(hex_digit(name.ptr[i + 1]) * 16 + hex_digit(name.ptr[i + 2]));
            i += 2;
        }
        tnf_strbuf_add_c(&out, c);
    }
    return tnf_arena_sv(arena, tnf_strbuf_view(&out));
}

int tnf_s3_answer_list(struct tnf_strview xml, struct tnf_arena *arena, struct tnf_state_objects *objects,
                       struct tnf_strbuf *ret_next, struct tnf_error *err) {
    const size_t first = objects->count;
    struct reading reading = {.root = "ListBucketResult",
                              .path = TNF_STRBUF_INIT,
                              .text = TNF_STRBUF_INIT,
                              .leave = leave_list,
                              .arena = arena,
                              .objects = objects,
                              .next = ret_next};
    tnf_strbuf_clear(ret_next);
    if (!read_xml(&reading, xml))
        return tnf_error_set(err, TNF_E_INVALID, "the list of objects is not what S3 answers");
    for (size_t i = first; reading.encoded && i < objects->count; i++)
        objects->items[i].name = decoded(objects->items[i].name, arena);
    return 0;
}

static void leave_error(struct reading *reading) {
    struct tnf_strbuf *out = NULL;
    if (strcmp(reading->path.ptr, "Code") == 0) out = reading->code;
    if (strcmp(reading->path.ptr, "Message") == 0) out = reading->message;
    if (out == NULL) return;
    tnf_strbuf_clear(out);
    tnf_strbuf_add_sv(out, tnf_strbuf_view(&reading->text));
}

void tnf_s3_answer_error(struct tnf_strview xml, struct tnf_strbuf *ret_code, struct tnf_strbuf *ret_message) {
    struct reading reading = {.root = "Error",
                              .path = TNF_STRBUF_INIT,
                              .text = TNF_STRBUF_INIT,
                              .leave = leave_error,
                              .code = ret_code,
                              .message = ret_message};
    tnf_strbuf_clear(ret_code);
    tnf_strbuf_clear(ret_message);
    (void)read_xml(&reading, xml);
}
