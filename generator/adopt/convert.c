#include "generator/adopt/convert.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "catalog/text/decode_value.h"

static const char *const builtin[][2] = {
    {"platform", "platform.name"},
    {"project", "platform.name"},
    {"project_name", "platform.name"},
    {"region", "platform.region"},
    {"aws_region", "platform.region"},
    {"account_id", "platform.account_id"},
    {"aws_account_id", "platform.account_id"},
    {"environment", "environment.name"},
    {"env", "environment.name"},
    {"vpc_cidr", "environment.cidr"},
    {"vpc_cidr_block", "environment.cidr"},
    {"availability_zones", "environment.zones"},
    {"azs", "environment.zones"},
    {"domain", "environment.domain"},
    {"domain_name", "environment.domain"},
    {"zone_id", "environment.zone_id"},
    {"hosted_zone_id", "environment.zone_id"},
    {"certificate_arn", "environment.certificate_arn"},
    {"alarm_email", "environment.alarm_email"},
    {"log_retention_days", "environment.log_retention"},
    {"log_retention_in_days", "environment.log_retention"},
    {"db_instance_class", "environment.database_class"},
    {"db_allocated_storage", "environment.database_storage"},
    {"db_engine_version", "environment.database_version"},
    {"db_multi_az", "environment.database_multi_az"},
    {"db_backup_retention_period", "environment.database_backup_days"},
    {"redis_node_type", "environment.cache_node_type"},
    {"cache_node_type", "environment.cache_node_type"},
    {"redis_engine_version", "environment.cache_version"},
    {"tags", "environment.tags"},
    {"tenants", "tenants"},
};

static int add_rule(const struct tnf_node *key, const char *file, struct tnf_variable_rules *rules,
                    struct tnf_error *err) {
    if (key->kind == TNF_NODE_SCALAR && key->value->kind == TNF_NODE_SCALAR) {
        rules->items[rules->count++] = (struct tnf_variable_rule){key->text, key->value->text};
        return 0;
    }
    (void)tnf_error_set(err, TNF_E_INVALID, "expected the name of a variable and where it goes");
    tnf_error_at(err, file, key->line, key->column);
    tnf_error_hint(err, "write VARIABLE: environment.FIELD, platform.FIELD, tenants or \"-\"");
    return TNF_E_INVALID;
}

int tnf_variable_rules_read(const struct tnf_strview *text, const char *file, struct tnf_arena *arena,
                            struct tnf_variable_rules *ret, struct tnf_error *err) {
    struct tnf_node *document = NULL;
    size_t given = 0;
    if (text != NULL) TNF_TRY(tnf_read_yaml(*text, file, arena, &document, err));
    const struct tnf_node *first = document != NULL && document->kind == TNF_NODE_MAPPING ? document->first : NULL;
    for (const struct tnf_node *key = first; key != NULL; key = key->next) given++;
    *ret = (struct tnf_variable_rules){TNF_ARENA_ARRAY(arena, struct tnf_variable_rule, given + TNF_ARRAY_LEN(builtin)),
                                       0};
    for (const struct tnf_node *key = first; key != NULL; key = key->next) TNF_TRY(add_rule(key, file, ret, err));
    for (size_t i = 0; i < TNF_ARRAY_LEN(builtin); i++)
        ret->items[ret->count++] = (struct tnf_variable_rule){tnf_sv(builtin[i][0]), tnf_sv(builtin[i][1])};
    return 0;
}

struct converting {
    const struct tnf_variables *variables;
    const struct tnf_variable_rules *rules;
    struct tnf_text_rows *rows;
    struct tnf_error_list *errors;
    tnf_variable_fn report;
    void *context;
    struct tnf_strview environment; /* its name, "" when there is none */
};

static struct tnf_strview target_of(const struct converting *converting, struct tnf_strview variable) {
    for (size_t i = 0; i < converting->rules->count; i++)
        if (tnf_sv_eq(converting->rules->items[i].variable, variable)) return converting->rules->items[i].target;
    return TNF_SV("");
}

static void say(const struct converting *converting, const struct tnf_variable *variable, struct tnf_strview field,
                struct tnf_strview target, const char *why) {
    converting->report(variable, field, target, why, converting->context);
}

/* The variable that goes there, or NULL. */
static const struct tnf_variable *source_of(const struct converting *converting, const char *target) {
    for (size_t i = 0; i < converting->variables->count; i++)
        if (tnf_sv_eq_c(target_of(converting, converting->variables->items[i].name), target))
            return &converting->variables->items[i];
    return NULL;
}

static void set_field(const struct converting *converting, size_t row, size_t field, const struct tnf_node *value,
                      const char *file) {
    struct tnf_text_row *into = &converting->rows->items[row];
    const struct tnf_text_complaints to = {converting->errors, file};
    into->values[field] = value;
    tnf_text_decode_value(&to, &into->record.entity->fields[field], value, &converting->rows->arena,
                          &into->record.data[field]);
}

/* A document with the name that a variable gives. False when there is none. */
static bool add_document(struct converting *converting, enum tnf_entity_id entity, const char *target) {
    const struct tnf_variable *variable = source_of(converting, target);
    if (variable == NULL || variable->value == NULL) return false;
    const size_t index = converting->rows->count;
    struct tnf_text_row *row = tnf_text_rows_add(converting->rows, entity, 0);
    row->file = variable->file;
    row->name = variable->value;
    set_field(converting, index, tnf_text_name_field(row->record.entity), variable->value, variable->file);
    return true;
}

static void fill_document(struct converting *converting, size_t row, const char *prefix) {
    const struct tnf_entity *entity = converting->rows->items[row].record.entity;
    for (size_t i = 0; i < converting->variables->count; i++) {
        const struct tnf_variable *variable = &converting->variables->items[i];
        const struct tnf_strview target = target_of(converting, variable->name);
        if (!tnf_sv_starts_with(target, tnf_sv(prefix))) continue;
        const int field = tnf_entity_field(entity, tnf_sv_from(target, strlen(prefix)));
        if (field < 0 || variable->value == NULL) continue;
        if (converting->rows->items[row].values[field] == NULL)
            set_field(converting, row, (size_t)field, variable->value, variable->file);
    }
}

/* Where a field of a tenant's object belongs: the tenant's row, its placement's, or nowhere (-1). */
static int find_field(const struct converting *converting, struct tnf_strview name, enum tnf_entity_id *ret) {
    const int of_tenant = tnf_entity_field(tnf_entity(TNF_ENTITY_TENANT), name);
    const int of_placement = tnf_entity_field(tnf_entity(TNF_ENTITY_PLACEMENT), name);
    if ((of_tenant >= 0) == (of_placement >= 0)) return -1;
    *ret = of_tenant >= 0 ? TNF_ENTITY_TENANT : TNF_ENTITY_PLACEMENT;
    return of_placement >= 0 && converting->environment.len == 0 ? -1 : of_tenant >= 0 ? of_tenant : of_placement;
}

static void add_tenant(struct converting *converting, const struct tnf_variable *variable, const struct tnf_node *key) {
    const size_t tenant = converting->rows->count;
    struct tnf_text_row *row = tnf_text_rows_add(converting->rows, TNF_ENTITY_TENANT, 0);
    row->file = variable->file;
    row->name = key;
    row->record.data[TNF_TENANT_NAME] = (struct tnf_datum){.set = true, .string = key->text};
    if (converting->environment.len > 0) {
        row = tnf_text_rows_add(converting->rows, TNF_ENTITY_PLACEMENT, tenant);
        row->name = key;
        row->record.data[TNF_PLACEMENT_ENVIRONMENT] =
            (struct tnf_datum){.set = true, .string = converting->environment};
    }
    for (const struct tnf_node *field = key->value->first; field != NULL; field = field->next) {
        enum tnf_entity_id entity = TNF_ENTITY_TENANT;
        const int index = find_field(converting, field->text, &entity);
        say(converting, variable, field->text, tnf_sv(index < 0 ? "" : tnf_entity(entity)->name),
            index < 0 ? "no field of tenants or placements alone" : NULL);
        if (index >= 0)
            set_field(converting, entity == TNF_ENTITY_TENANT ? tenant : tenant + 1, (size_t)index, field->value,
                      variable->file);
    }
}

static void add_tenants(struct converting *converting) {
    const struct tnf_variable *variable = source_of(converting, "tenants");
    if (variable == NULL || variable->value == NULL || variable->value->kind != TNF_NODE_MAPPING) return;
    for (const struct tnf_node *key = variable->value->first; key != NULL; key = key->next)
        if (key->value->kind == TNF_NODE_MAPPING) add_tenant(converting, variable, key);
}

/* Of a target "platform.FIELD" or "environment.FIELD". */
static const char *why_not_field(const struct converting *converting, struct tnf_strview target, bool has_platform) {
    struct tnf_strview field = target;
    const struct tnf_strview name = tnf_sv_next(&field, '.');
    const bool of_platform = tnf_sv_eq_c(name, "platform");
    if (!of_platform && !tnf_sv_eq_c(name, "environment")) return "the map sends it to nothing that there is";
    const struct tnf_entity *entity = tnf_entity(of_platform ? TNF_ENTITY_PLATFORM : TNF_ENTITY_ENVIRONMENT);
    if (field.ptr == NULL || tnf_entity_field(entity, field) < 0) return "the map sends it to no field";
    if (of_platform) return has_platform ? NULL : "no variable names the platform";
    return converting->environment.len > 0 ? NULL : "no variable names the environment";
}

static const char *why_not(const struct converting *converting, const struct tnf_variable *variable,
                           struct tnf_strview target, bool has_platform) {
    if (tnf_sv_eq_c(target, "-")) return "left out by the map";
    if (variable->value == NULL) return "it has no value that is a literal";
    if (target.len == 0) return "nothing in the catalog is known by that name";
    if (!tnf_sv_eq_c(target, "tenants")) return why_not_field(converting, target, has_platform);
    return variable->value->kind == TNF_NODE_MAPPING ? NULL : "it is no map from names to objects";
}

void tnf_variables_convert(const struct tnf_variables *variables, const struct tnf_variable_rules *rules,
                           struct tnf_text_rows *rows, struct tnf_error_list *errors, tnf_variable_fn report,
                           void *context) {
    struct converting converting = {variables, rules, rows, errors, report, context, TNF_SV("")};
    const bool has_platform = add_document(&converting, TNF_ENTITY_PLATFORM, "platform.name");
    if (has_platform) fill_document(&converting, rows->count - 1, "platform.");
    if (add_document(&converting, TNF_ENTITY_ENVIRONMENT, "environment.name")) {
        converting.environment = rows->items[rows->count - 1].record.data[TNF_ENVIRONMENT_NAME].string;
        fill_document(&converting, rows->count - 1, "environment.");
    }
    for (size_t i = 0; i < variables->count; i++) {
        const struct tnf_strview target = target_of(&converting, variables->items[i].name);
        say(&converting, &variables->items[i], TNF_SV(""), target,
            why_not(&converting, &variables->items[i], target, has_platform));
    }
    add_tenants(&converting);
}
