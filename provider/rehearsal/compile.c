#include "provider/rehearsal/compile.h"

#include "base/ascii.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "provider/rehearsal/format.h"
#include "provider/rehearsal/json_read.h"
#include "provider/wire/convert.h"
#include "provider/wire/cty_msgpack.h"

enum { TYPES_TEXT_BYTES_MOST = 64 * 1024 * 1024 };

/* Fields of tfplugin6.GetProviderSchema.Response, and of the entries of its maps. */
enum { FIELD_PROVIDER = 1, FIELD_CAPABILITIES = 6, FIELD_FUNCTIONS = 7 };
enum { FIELD_KEY = 1, FIELD_VALUE = 2 };
/* Field of tfplugin6.GetFunctions.Response. */
enum { FIELD_FUNCTIONS_ALONE = 1 };

static const struct {
    const char *json;
    enum tnf_rehearsal_kind kind;
    unsigned field;
} schema_maps[] = {
    {"resource_schemas", TNF_REHEARSAL_RESOURCE, 2},
    {"data_source_schemas", TNF_REHEARSAL_DATA_SOURCE, 3},
    {"ephemeral_resource_schemas", TNF_REHEARSAL_EPHEMERAL, 8},
};

struct indexed {
    enum tnf_rehearsal_kind kind;
    struct tnf_strview name;
    size_t offset;
    size_t length;
};

struct compilation {
    struct tnf_arena arena;
    struct tnf_strbuf reply;
    struct tnf_strbuf functions;
    struct tnf_strbuf types_text; /* what names the types to keep */
    bool keeps_all;
    struct indexed *index;
    size_t index_count;
    size_t index_capacity;
};

static void compilation_release(struct compilation *work) {
    tnf_arena_release(&work->arena);
    tnf_strbuf_release(&work->reply);
    tnf_strbuf_release(&work->functions);
    tnf_strbuf_release(&work->types_text);
    free(work->index);
}

static void add_to_index(struct compilation *work, struct indexed entry) {
    work->index = tnf_xgrow(work->index, work->index_count, &work->index_capacity, sizeof *work->index);
    work->index[work->index_count++] = entry;
}

static bool is_word(char c) {
    return tnf_is_alnum(c) || c == '_' || c == '-';
}

/* True when the text has `name` as a whole word. */
static bool names_type(struct tnf_strview text, struct tnf_strview name) {
    size_t start = 0;
    while (start < text.len) {
        const char *found = memmem(text.ptr + start, text.len - start, name.ptr, name.len);
        if (found == NULL) return false;
        const char *after = found + name.len;
        const bool begins = found == text.ptr || !is_word(found[-1]);
        if (begins && (after == text.ptr + text.len || !is_word(*after))) return true;
        start = (size_t)(found - text.ptr) + 1;
    }
    return false;
}

static int pack_schema(const json_t *json, struct tnf_strbuf *out, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_schema schema;
    TNF_TRY(tnf_json_schema_read(&arena, json, &schema, err));
    tnf_message_pack(&tnf_wire_new_schema(&arena, &schema)->base, out);
    return 0;
}

/* Appends an entry of a map field to the reply. The value ends the entry, so its place is known afterwards. */
static void add_entry(struct tnf_strbuf *reply, unsigned field, struct tnf_strview name, struct tnf_strview value) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf entry = TNF_STRBUF_INIT;
    tnf_message_pack_bytes(FIELD_KEY, name, &entry);
    tnf_message_pack_bytes(FIELD_VALUE, value, &entry);
    tnf_message_pack_bytes(field, tnf_strbuf_view(&entry), reply);
}

static int add_schemas(struct compilation *work, json_t *schemas, enum tnf_rehearsal_kind kind, unsigned field,
                       struct tnf_error *err) {
    const char *name;
    json_t *item;
    json_object_foreach(schemas, name, item) {
        const struct tnf_strview key = tnf_sv(tnf_arena_str(&work->arena, name));
        if (!work->keeps_all && !names_type(tnf_strbuf_view(&work->types_text), key)) continue;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf packed = TNF_STRBUF_INIT;
        if (pack_schema(item, &packed, err) < 0) return tnf_error_wrap(err, "type \"%s\"", name);
        add_entry(&work->reply, field, key, tnf_strbuf_view(&packed));
        add_to_index(work, (struct indexed){kind, key, work->reply.len - packed.len, packed.len});
    }
    return 0;
}

static int add_provider(struct compilation *work, const json_t *json, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf packed = TNF_STRBUF_INIT;
    if (pack_schema(json, &packed, err) < 0) return tnf_error_wrap(err, "provider configuration");
    tnf_message_pack_bytes(FIELD_PROVIDER, tnf_strbuf_view(&packed), &work->reply);
    const size_t offset = work->reply.len - packed.len;
    add_to_index(work, (struct indexed){TNF_REHEARSAL_PROVIDER, TNF_SV(""), offset, packed.len});
    return 0;
}

static void add_capabilities(struct compilation *work) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf packed = TNF_STRBUF_INIT;
    Tfplugin6__ServerCapabilities capabilities = TFPLUGIN6__SERVER_CAPABILITIES__INIT;
    capabilities.get_provider_schema_optional = true;
    tnf_message_pack(&capabilities.base, &packed);
    tnf_message_pack_bytes(FIELD_CAPABILITIES, tnf_strbuf_view(&packed), &work->reply);
}

static ProtobufCBinaryData type_text(struct tnf_arena *arena, const json_t *json) {
    TNF_AUTO_FREE char *text = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
    return tnf_message_data(tnf_arena_sv(arena, tnf_sv(text)));
}

static Tfplugin6__Function__Parameter *new_parameter(struct tnf_arena *arena, const json_t *json) {
    Tfplugin6__Function__Parameter *parameter = TNF_ARENA_NEW(arena, Tfplugin6__Function__Parameter);
    tfplugin6__function__parameter__init(parameter);
    parameter->name = tnf_message_string(arena, tnf_json_text(json_object_get(json, "name")));
    parameter->type = type_text(arena, json_object_get(json, "type"));
    parameter->allow_null_value = json_is_true(json_object_get(json, "is_nullable"));
    return parameter;
}

static void pack_function(const json_t *json, struct tnf_strbuf *out) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    Tfplugin6__Function function = TFPLUGIN6__FUNCTION__INIT;
    Tfplugin6__Function__Return result = TFPLUGIN6__FUNCTION__RETURN__INIT;
    const json_t *parameters = json_object_get(json, "parameters");
    const json_t *variadic = json_object_get(json, "variadic_parameter");
    result.type = type_text(&arena, json_object_get(json, "return_type"));
    function.return_ = &result;
    function.summary = tnf_message_string(&arena, tnf_json_text(json_object_get(json, "summary")));
    function.n_parameters = json_array_size(parameters);
    function.parameters = TNF_ARENA_ARRAY(&arena, Tfplugin6__Function__Parameter *, function.n_parameters);
    for (size_t i = 0; i < function.n_parameters; i++) {
        function.parameters[i] = new_parameter(&arena, json_array_get(parameters, i));
    }
    if (variadic != NULL) function.variadic_parameter = new_parameter(&arena, variadic);
    tnf_message_pack(&function.base, out);
}

static void add_functions(struct compilation *work, json_t *functions) {
    const char *name;
    json_t *item;
    json_object_foreach(functions, name, item) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf packed = TNF_STRBUF_INIT;
        pack_function(item, &packed);
        add_entry(&work->reply, FIELD_FUNCTIONS, tnf_sv(name), tnf_strbuf_view(&packed));
        add_entry(&work->functions, FIELD_FUNCTIONS_ALONE, tnf_sv(name), tnf_strbuf_view(&packed));
    }
}

static int add_all(struct compilation *work, const json_t *provider, struct tnf_error *err) {
    TNF_TRY(add_provider(work, json_object_get(provider, "provider"), err));
    for (size_t i = 0; i < TNF_ARRAY_LEN(schema_maps); i++) {
        json_t *schemas = json_object_get(provider, schema_maps[i].json);
        TNF_TRY(add_schemas(work, schemas, schema_maps[i].kind, schema_maps[i].field, err));
    }
    add_functions(work, json_object_get(provider, "functions"));
    add_capabilities(work);
    return 0;
}

/* The schemas of the one provider that is meant. */
static int pick_provider(const json_t *root, const char *address, const json_t **ret_provider, struct tnf_error *err) {
    json_t *schemas = json_object_get(root, "provider_schemas");
    if (!json_is_object(schemas)) {
        tnf_error_set(err, TNF_E_INVALID, "there is no \"provider_schemas\"");
        tnf_error_hint(err, "give the output of `terraform providers schema -json`");
        return TNF_E_INVALID;
    }
    if (address == NULL && json_object_size(schemas) != 1) {
        tnf_error_set(err, TNF_E_INVALID, "there are the schemas of %zu providers", json_object_size(schemas));
        tnf_error_hint(err, "name the one that is meant with --provider ADDRESS");
        return TNF_E_INVALID;
    }
    const json_t *found =
        address == NULL ? json_object_iter_value(json_object_iter(schemas)) : json_object_get(schemas, address);
    if (found == NULL) return tnf_error_set(err, TNF_E_NOT_FOUND, "there is no schema of provider \"%s\"", address);
    *ret_provider = found;
    return 0;
}

static void write_index(struct compilation *work, struct tnf_strbuf *out) {
    const struct tnf_cty_type *type = tnf_rehearsal_index_type(&work->arena);
    struct tnf_cty_value index = tnf_cty_sequence(&work->arena, work->index_count);
    for (size_t i = 0; i < work->index_count; i++) {
        const struct indexed *from = &work->index[i];
        struct tnf_cty_value entry = tnf_cty_mapping(&work->arena, type->element->count);
        for (size_t f = 0; f < type->element->count; f++) entry.parts.keys[f] = type->element->fields[f].name;
        *tnf_cty_get(&entry, TNF_SV("kind")) = tnf_cty_integer((int64_t)from->kind);
        *tnf_cty_get(&entry, TNF_SV("length")) = tnf_cty_integer((int64_t)from->length);
        *tnf_cty_get(&entry, TNF_SV("name")) = tnf_cty_text(from->name);
        *tnf_cty_get(&entry, TNF_SV("offset")) = tnf_cty_integer((int64_t)from->offset);
        index.parts.items[i] = entry;
    }
    tnf_cty_msgpack_write(&index, out);
}

static int write_facts(struct compilation *work, const char *path, struct tnf_strbuf *out, struct tnf_error *err) {
    json_auto_t *json = NULL;
    if (path != NULL) TNF_TRY(tnf_json_file_read(path, &json, err));
    struct tnf_cty_value facts;
    if (tnf_json_facts_read(&work->arena, json, &facts, err) < 0) return tnf_error_wrap(err, "\"%s\"", path);
    tnf_cty_msgpack_write(&facts, out);
    return 0;
}

static int write_file(struct compilation *work, const char *facts_path, const char *output, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf index = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf facts = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf file = TNF_STRBUF_INIT;
    write_index(work, &index);
    TNF_TRY(write_facts(work, facts_path, &facts, err));
    const struct tnf_strbuf *const sections[TNF_REHEARSAL_SECTIONS] = {
        [TNF_REHEARSAL_REPLY] = &work->reply,
        [TNF_REHEARSAL_FUNCTIONS] = &work->functions,
        [TNF_REHEARSAL_INDEX] = &index,
        [TNF_REHEARSAL_FACTS] = &facts,
    };
    struct tnf_rehearsal_header header = {.magic = TNF_REHEARSAL_MAGIC};
    uint64_t offset = sizeof header;
    for (size_t i = 0; i < TNF_REHEARSAL_SECTIONS; i++) {
        header.sections[i].offset = offset;
        header.sections[i].length = sections[i]->len;
        offset += sections[i]->len;
    }
    tnf_strbuf_add(&file, &header, sizeof header);
    for (size_t i = 0; i < TNF_REHEARSAL_SECTIONS; i++) tnf_strbuf_add_sv(&file, tnf_strbuf_view(sections[i]));
    return tnf_file_write(output, tnf_strbuf_view(&file), err);
}

static int read_types_text(struct compilation *work, const struct tnf_rehearsal_compile_options *options,
                           struct tnf_error *err) {
    work->keeps_all = options->types_from_count == 0;
    for (size_t i = 0; i < options->types_from_count; i++) {
        TNF_TRY(tnf_file_read(options->types_from[i], TYPES_TEXT_BYTES_MOST, &work->types_text, err));
        tnf_strbuf_add_c(&work->types_text, '\n');
    }
    return 0;
}

int tnf_rehearsal_compile(const struct tnf_rehearsal_compile_options *options, struct tnf_error *err) {
    TNF_AUTO(compilation_release)
    struct compilation work = {
        .arena = TNF_ARENA_INIT,
        .reply = TNF_STRBUF_INIT,
        .functions = TNF_STRBUF_INIT,
        .types_text = TNF_STRBUF_INIT,
    };
    json_auto_t *root = NULL;
    TNF_TRY(read_types_text(&work, options, err));
    TNF_TRY(tnf_json_file_read(options->schema, &root, err));
    const json_t *provider = NULL;
    int code = pick_provider(root, options->provider, &provider, err);
    if (code == 0) code = add_all(&work, provider, err);
    if (code < 0) return tnf_error_wrap(err, "\"%s\"", options->schema);
    return write_file(&work, options->facts, options->output, err);
}
