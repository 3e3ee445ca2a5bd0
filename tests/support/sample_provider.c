#include "tests/support/sample_provider.h"

#include "base/memory.h"
#include "provider/schema/timeouts.h"
#include "provider/schema/value_json.h"

#include <ctype.h>
#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>

struct tnf_sample_provider {
    struct tnf_arena arena;
    struct tnf_provider_definition definition;
    struct tnf_schema config;
    struct tnf_schema thing;
    struct tnf_schema named; /* name, required; id, computed */
    struct tnf_schema query;
    struct tnf_schema greeting;
    struct tnf_identity_schema identity;
    bool may_hold;
    sem_t holding;
};

static struct tnf_cty_value get(const struct tnf_cty_value *object, const char *name) {
    const struct tnf_cty_value *found = tnf_cty_get(object, tnf_sv(name));
    return found == NULL ? tnf_cty_null() : *found;
}

static void set(struct tnf_cty_value *object, const char *name, struct tnf_cty_value value) {
    struct tnf_cty_value *slot = tnf_cty_get(object, tnf_sv(name));
    if (slot != NULL) *slot = value;
}

static struct tnf_cty_value id_of(struct tnf_arena *arena, struct tnf_strview name) {
    return tnf_cty_text(tnf_arena_printf(arena, "id-%.*s", TNF_SV_ARG(name)));
}

static struct tnf_cty_value identity_of(struct tnf_arena *arena, struct tnf_strview name) {
    struct tnf_cty_value identity = tnf_cty_mapping(arena, 1);
    identity.parts.keys[0] = TNF_SV("name");
    identity.parts.items[0] = tnf_cty_text(name);
    return identity;
}

static struct tnf_cty_value new_thing(struct tnf_arena *arena, const struct tnf_schema *schema,
                                      struct tnf_strview name) {
    struct tnf_cty_value thing = tnf_cty_mapping(arena, schema->block.type->count);
    for (size_t i = 0; i < thing.parts.count; i++) thing.parts.keys[i] = schema->block.type->fields[i].name;
    set(&thing, "name", tnf_cty_text(name));
    set(&thing, "id", id_of(arena, name));
    set(&thing, "size", tnf_cty_integer(1));
    return thing;
}

static int validate(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                    const struct tnf_cty_value *config, struct tnf_error *err) {
    static const struct tnf_attribute_path place = {.kind = TNF_STEP_ATTRIBUTE, .name = TNF_SV_INIT("name")};
    (void)provider;
    (void)type;
    (void)err;
    if (tnf_cty_get_text(config, TNF_SV("name")).len <= 20) return 0;
    tnf_diagnostics_add(&call->diagnostics, TNF_SEVERITY_ERROR, &place, TNF_SV("Long name"),
                        TNF_SV("A name has up to 20 letters."));
    return 0;
}

static int read_thing(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                      const struct tnf_resource_state *current, struct tnf_resource_state *ret_state,
                      struct tnf_error *err) {
    const struct tnf_strview name = tnf_cty_get_text(&current->state, TNF_SV("name"));
    (void)provider;
    (void)type;
    (void)err;
    ret_state->identity = identity_of(&call->arena, name);
    return 0;
}

static int plan(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                const struct tnf_resource_plan_request *request, struct tnf_resource_plan *ret_plan,
                struct tnf_error *err) {
    (void)provider;
    (void)type;
    (void)err;
    if (tnf_cty_is_null(request->proposed)) return 0;
    struct tnf_cty_value planned = tnf_cty_unshare(&call->arena, *request->proposed);
    const struct tnf_strview name = tnf_cty_get_text(&planned, TNF_SV("name"));
    set(&planned, "id", name.len > 0 ? id_of(&call->arena, name) : tnf_cty_unknown());
    if (get(&planned, "size").kind == TNF_CTY_NULL) set(&planned, "size", tnf_cty_integer(1));
    const struct tnf_cty_value before = get(request->prior, "kind");
    const struct tnf_cty_value after = get(&planned, "kind");
    if (!tnf_cty_is_null(request->prior) && !tnf_cty_value_eq(&before, &after)) {
        ret_plan->replace[ret_plan->replace_count++] = TNF_SV("kind");
    }
    ret_plan->planned = planned;
    return 0;
}

/* Makes the file, with the process's id in it, and waits for the end of the call or of the time for it. */
static int hold(struct tnf_sample_provider *sample, const struct tnf_rpc_call *call, const struct tnf_cty_value *object,
                struct tnf_error *err) {
    enum { PAUSE_MS = 5 };
    const struct timespec pause = {.tv_nsec = PAUSE_MS * 1000 * 1000};
    const struct tnf_strview path = tnf_cty_get_text(object, TNF_SV("hold"));
    int64_t left_ms = tnf_timeouts_get(object, "create", INT64_MAX);
    if (path.len == 0 || !sample->may_hold) return 0;
    TNF_AUTO_FREE char *name = tnf_xstrndup(path.ptr, path.len);
    FILE *file = fopen(name, "we");
    if (file == NULL) return tnf_error_errno(err, "write \"%s\"", name);
    fprintf(file, "%ld\n", (long)getpid());
    (void)fclose(file);
    sem_post(&sample->holding);
    for (; left_ms > 0 && !tnf_rpc_call_is_over(call); left_ms -= PAUSE_MS) (void)nanosleep(&pause, NULL);
    return tnf_error_set(err, TNF_E_CONFLICT, left_ms > 0 ? "stopped while it was held" : "held for too long");
}

static int apply(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                 const struct tnf_resource_apply_request *request, struct tnf_resource_state *ret_state,
                 struct tnf_error *err) {
    const struct tnf_cty_value *planned = request->planned;
    (void)type;
    TNF_TRY(hold(provider, call, planned, err));
    ret_state->state = *planned;
    if (tnf_cty_is_null(planned)) return 0;
    const struct tnf_strview name = tnf_cty_get_text(planned, TNF_SV("name"));
    ret_state->state = tnf_cty_unshare(&call->arena, *planned);
    set(&ret_state->state, "id", id_of(&call->arena, name));
    if (get(planned, "size").kind == TNF_CTY_UNKNOWN) set(&ret_state->state, "size", tnf_cty_integer(1));
    ret_state->identity = identity_of(&call->arena, name);
    ret_state->private_bytes = tnf_arena_printf(&call->arena, "%.*s|", TNF_SV_ARG(request->planned_private));
    const struct tnf_strview failure = tnf_cty_get_text(planned, TNF_SV("fail"));
    if (failure.len == 0) return 0;
    return tnf_error_set(err, TNF_E_IO, "%.*s", TNF_SV_ARG(failure));
}

static int import(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                  const struct tnf_import_request *request, struct tnf_resource_state *ret_state,
                  struct tnf_error *err) {
    struct tnf_strview name = request->id;
    (void)provider;
    (void)err;
    if (name.len == 0) name = tnf_cty_get_text(request->identity, TNF_SV("name"));
    if (tnf_sv_eq_c(name, "missing")) return 0;
    ret_state->state = new_thing(&call->arena, type->schema, name);
    ret_state->identity = identity_of(&call->arena, name);
    return 0;
}

/* Version 0 called the name a title. */
static int upgrade(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                   const struct tnf_upgrade_request *request, struct tnf_cty_value *ret_state, struct tnf_error *err) {
    const struct tnf_cty_field field = {.name = TNF_SV_INIT("title"), .type = &tnf_cty_string};
    struct tnf_cty_value old;
    (void)provider;
    TNF_TRY(tnf_cty_json_read(&call->arena, request->json, tnf_cty_object(&call->arena, &field, 1),
                              TNF_CTY_JSON_FORGET_ATTRIBUTES, &old, err));
    *ret_state = new_thing(&call->arena, type->schema, tnf_cty_get_text(&old, TNF_SV("title")));
    return 0;
}

static int move(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                const struct tnf_move_request *request, struct tnf_resource_state *ret_state, struct tnf_error *err) {
    const struct tnf_upgrade_request old = {.version = 0, .json = request->json};
    if (!tnf_sv_eq_c(request->source_type, "sample_old")) {
        return tnf_error_set(err, TNF_E_INVALID, "only a sample_old can become one");
    }
    ret_state->private_bytes = request->source_private;
    return upgrade(provider, type, call, &old, &ret_state->state, err);
}

static int read_named(void *provider, const struct tnf_data_source_type *type, struct tnf_rpc_call *call,
                      const struct tnf_cty_value *config, struct tnf_cty_value *ret_state, struct tnf_error *err) {
    (void)provider;
    (void)type;
    (void)err;
    *ret_state = tnf_cty_unshare(&call->arena, *config);
    set(ret_state, "id", id_of(&call->arena, tnf_cty_get_text(config, TNF_SV("name"))));
    return 0;
}

static int shout(void *provider, const struct tnf_function *function, struct tnf_rpc_call *call,
                 const struct tnf_cty_value *arguments, size_t count, struct tnf_cty_value *ret_result,
                 int64_t *ret_argument, struct tnf_error *err) {
    struct tnf_strview text = TNF_SV("");
    (void)provider;
    (void)function;
    for (size_t i = 0; i < count; i++) {
        *ret_argument = (int64_t)i;
        if (arguments[i].text.len == 0) return tnf_error_set(err, TNF_E_INVALID, "there is nothing to shout");
        text = tnf_arena_printf(&call->arena, "%.*s%.*s!", TNF_SV_ARG(text), TNF_SV_ARG(arguments[i].text));
    }
    for (size_t i = 0; i < text.len; i++) ((char *)(uintptr_t)text.ptr)[i] = (char)toupper((unsigned char)text.ptr[i]);
    *ret_result = tnf_cty_text(text);
    return 0;
}

static int open_token(void *provider, const struct tnf_ephemeral_resource_type *type, struct tnf_rpc_call *call,
                      const struct tnf_cty_value *config, struct tnf_ephemeral_state *ret_state,
                      struct tnf_error *err) {
    (void)provider;
    (void)type;
    (void)err;
    ret_state->result = tnf_cty_unshare(&call->arena, *config);
    set(&ret_state->result, "id", id_of(&call->arena, tnf_cty_get_text(config, TNF_SV("name"))));
    ret_state->private_bytes = TNF_SV("opened");
    ret_state->renew_at = INT64_C(4102444800); /* 2100 */
    return 0;
}

static int list(void *provider, const struct tnf_list_resource_type *type, struct tnf_rpc_call *call,
                const struct tnf_cty_value *config, bool with_object, int64_t limit, tnf_list_emit_fn emit,
                void *emit_context, struct tnf_error *err) {
    const struct tnf_sample_provider *sample = provider;
    const struct tnf_cty_value count = get(config, "count_of");
    (void)type;
    (void)limit;
    for (int64_t i = 0; count.kind == TNF_CTY_INTEGER && i < count.integer; i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        const struct tnf_strview name = tnf_arena_printf(&arena, "thing-%" PRId64, i);
        const struct tnf_list_item item = {
            .identity = identity_of(&arena, name),
            .display_name = name,
            .object = with_object ? new_thing(&arena, &sample->thing, name) : tnf_cty_null(),
        };
        TNF_TRY(emit(emit_context, &item, err));
    }
    (void)call;
    const struct tnf_strview failure = tnf_cty_get_text(config, TNF_SV("fail"));
    return failure.len == 0 ? 0 : tnf_error_set(err, TNF_E_IO, "%.*s", TNF_SV_ARG(failure));
}

static int greet(void *provider, const struct tnf_action_type *type, struct tnf_rpc_call *call,
                 const struct tnf_cty_value *config, tnf_progress_fn progress, void *progress_context,
                 struct tnf_error *err) {
    const struct tnf_strview name = tnf_cty_get_text(config, TNF_SV("name"));
    (void)type;
    TNF_TRY(progress(progress_context, tnf_arena_printf(&call->arena, "hello %.*s", TNF_SV_ARG(name)), err));
    TNF_TRY(hold(provider, call, config, err));
    TNF_TRY(progress(progress_context, TNF_SV("goodbye"), err));
    const struct tnf_strview failure = tnf_cty_get_text(config, TNF_SV("fail"));
    return failure.len == 0 ? 0 : tnf_error_set(err, TNF_E_IO, "%.*s", TNF_SV_ARG(failure));
}

static int configure(void *provider, struct tnf_rpc_call *call, const struct tnf_cty_value *config,
                     struct tnf_strview terraform_version, struct tnf_error *err) {
    const struct tnf_strview failure = tnf_cty_get_text(config, TNF_SV("fail"));
    (void)provider;
    (void)call;
    (void)terraform_version;
    return failure.len == 0 ? 0 : tnf_error_set(err, TNF_E_IO, "%.*s", TNF_SV_ARG(failure));
}

static const char *const operations[] = {"create"};

struct row {
    const char *name;
    const struct tnf_cty_type *type; /* NULL: that of timeouts */
    unsigned flags;
};

static void make_schema(struct tnf_arena *arena, const struct row *rows, size_t count, struct tnf_schema *ret_schema) {
    struct tnf_schema_attribute *attributes = TNF_ARENA_ARRAY(arena, struct tnf_schema_attribute, count);
    for (size_t i = 0; i < count; i++) {
        attributes[i] =
            (struct tnf_schema_attribute){.name = tnf_sv(rows[i].name), .type = rows[i].type, .flags = rows[i].flags};
        if (rows[i].type == NULL) attributes[i] = tnf_timeouts_attribute(arena, operations, TNF_ARRAY_LEN(operations));
    }
    ret_schema->block.attributes = attributes;
    ret_schema->block.attribute_count = count;
    if (tnf_schema_finish(arena, ret_schema, NULL) < 0) abort();
}
#define MAKE_SCHEMA(arena, rows, schema) make_schema(arena, rows, TNF_ARRAY_LEN(rows), schema)

static void make_schemas(struct tnf_sample_provider *sample) {
    enum { OPTIONAL = TNF_SCHEMA_OPTIONAL, COMPUTED = TNF_SCHEMA_COMPUTED, REQUIRED = TNF_SCHEMA_REQUIRED };
    struct tnf_arena *arena = &sample->arena;
    const struct row config[] = {{"fail", &tnf_cty_string, OPTIONAL}};
    const struct row thing[] = {
        {"id", &tnf_cty_string, COMPUTED},
        {"name", &tnf_cty_string, REQUIRED},
        {"kind", &tnf_cty_string, OPTIONAL},
        {"size", &tnf_cty_number, OPTIONAL | COMPUTED},
        {"secret", &tnf_cty_string, OPTIONAL | TNF_SCHEMA_WRITE_ONLY | TNF_SCHEMA_SENSITIVE},
        {"old", &tnf_cty_string, OPTIONAL | TNF_SCHEMA_DEPRECATED},
        {"any", &tnf_cty_dynamic, OPTIONAL},
        {"tags", tnf_cty_collection(arena, TNF_CTY_MAP, &tnf_cty_string), OPTIONAL},
        {"hold", &tnf_cty_string, OPTIONAL},
        {"fail", &tnf_cty_string, OPTIONAL},
        {"timeouts", NULL, OPTIONAL},
    };
    const struct row named[] = {{"id", &tnf_cty_string, COMPUTED}, {"name", &tnf_cty_string, REQUIRED}};
    const struct row query[] = {{"count_of", &tnf_cty_number, REQUIRED}, {"fail", &tnf_cty_string, OPTIONAL}};
    const struct row greeting[] = {
        {"name", &tnf_cty_string, REQUIRED}, {"hold", &tnf_cty_string, OPTIONAL}, {"fail", &tnf_cty_string, OPTIONAL}};
    sample->thing.version = 1;
    MAKE_SCHEMA(arena, config, &sample->config);
    MAKE_SCHEMA(arena, thing, &sample->thing);
    MAKE_SCHEMA(arena, named, &sample->named);
    MAKE_SCHEMA(arena, query, &sample->query);
    MAKE_SCHEMA(arena, greeting, &sample->greeting);
    sample->identity.attributes = TNF_ARENA_NEW(arena, struct tnf_identity_attribute);
    sample->identity.attributes[0] =
        (struct tnf_identity_attribute){.name = TNF_SV("name"), .type = &tnf_cty_string, .required_for_import = true};
    sample->identity.attribute_count = 1;
    if (tnf_identity_schema_finish(arena, &sample->identity, NULL) < 0) abort();
}

#define ONE_OF(arena, type, field)                                                                                     \
    const struct type *field = TNF_ARENA_NEW(arena, struct type);                                                      \
    const struct type **field##_list = TNF_ARENA_NEW(arena, const struct type *);                                      \
    *field##_list = field;                                                                                             \
    definition->field##s = field##_list;                                                                               \
    definition->field##_count = 1;                                                                                     \
    *(struct type *)(uintptr_t)field = (struct type)

static void make_definition(struct tnf_sample_provider *sample) {
    static const struct tnf_function_parameter text = {.name = TNF_SV_INIT("text"), .type = &tnf_cty_string};
    static const struct tnf_function_parameter more = {.name = TNF_SV_INIT("more"), .type = &tnf_cty_string};
    struct tnf_arena *arena = &sample->arena;
    struct tnf_provider_definition *definition = &sample->definition;
    definition->config = &sample->config;
    definition->configure = configure;
    definition->provider = sample;
    ONE_OF(arena, tnf_resource_type, resource){.name = TNF_SV("sample_thing"),
                                               .schema = &sample->thing,
                                               .identity = &sample->identity,
                                               .validate = validate,
                                               .read = read_thing,
                                               .plan = plan,
                                               .apply = apply,
                                               .import = import,
                                               .upgrade = upgrade,
                                               .move = move};
    ONE_OF(arena, tnf_data_source_type,
           data_source){.name = TNF_SV("sample_named"), .schema = &sample->named, .read = read_named};
    ONE_OF(arena, tnf_function, function){.name = TNF_SV("shout"),
                                          .summary = TNF_SV("Shouts."),
                                          .parameters = &text,
                                          .parameter_count = 1,
                                          .variadic = &more,
                                          .result = &tnf_cty_string,
                                          .call = shout};
    ONE_OF(arena, tnf_ephemeral_resource_type,
           ephemeral_resource){.name = TNF_SV("sample_token"), .schema = &sample->named, .open = open_token};
    ONE_OF(arena, tnf_list_resource_type,
           list_resource){.name = TNF_SV("sample_thing"), .schema = &sample->query, .list = list};
    ONE_OF(arena, tnf_action_type,
           action){.name = TNF_SV("sample_greet"), .schema = &sample->greeting, .invoke = greet};
}

struct tnf_sample_provider *tnf_sample_provider_new(bool may_hold) {
    struct tnf_sample_provider *sample = tnf_xcalloc(1, sizeof *sample);
    sample->may_hold = may_hold;
    sem_init(&sample->holding, 0, 0);
    make_schemas(sample);
    make_definition(sample);
    return sample;
}

void tnf_sample_provider_free(struct tnf_sample_provider *sample) {
    if (sample == NULL) return;
    sem_destroy(&sample->holding);
    tnf_arena_release(&sample->arena);
    free(sample);
}

const struct tnf_provider_definition *tnf_sample_definition(struct tnf_sample_provider *sample) {
    return &sample->definition;
}

void tnf_sample_wait_for_hold(struct tnf_sample_provider *sample) {
    while (sem_wait(&sample->holding) < 0) continue;
}
