#include "generator/cli/help_json.h"

#include "generator/cli/definitions.h"
#include "generator/cli/print.h"

static json_t *text_or_null(const char *text) {
    return text == NULL ? json_null() : json_string(text);
}

static json_t *json_option(const struct tnf_cli_option *option) {
    const char letter[2] = {option->letter, '\0'};
    json_t *object = json_object();
    (void)json_object_set_new(object, "name", json_string(option->name));
    (void)json_object_set_new(object, "letter", option->letter == '\0' ? json_null() : json_string(letter));
    (void)json_object_set_new(object, "alias", text_or_null(option->alias));
    (void)json_object_set_new(object, "value", text_or_null(option->value));
    json_t *choices = json_array();
    for (const char *const *choice = option->choices; choice != NULL && *choice != NULL; choice++)
        (void)json_array_append_new(choices, json_string(*choice));
    (void)json_object_set_new(object, "choices", choices);
    (void)json_object_set_new(object, "repeatable", json_boolean(option->repeatable));
    (void)json_object_set_new(object, "help", json_string(option->help));
    return object;
}

static json_t *json_options(const struct tnf_cli_option *options, size_t count) {
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) (void)json_array_append_new(array, json_option(&options[i]));
    return array;
}

json_t *tnf_cli_json_command(const struct tnf_cli_command *command) {
    json_t *object = json_object();
    (void)json_object_set_new(object, "name", json_string(command->name));
    (void)json_object_set_new(object, "group", text_or_null(command->group));
    (void)json_object_set_new(object, "summary", json_string(command->summary));
    (void)json_object_set_new(object, "arguments", json_string(command->arguments));
    (void)json_object_set_new(object, "description", json_string(command->description));
    (void)json_object_set_new(object, "entity", text_or_null(command->entity == NULL ? NULL : command->entity->name));
    (void)json_object_set_new(object, "options", json_options(command->options, command->option_count));
    return object;
}

static json_t *json_definitions(const struct tnf_cli_definition *items, size_t count) {
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *object = json_object();
        (void)json_object_set_new(object, "name", json_string(items[i].name));
        (void)json_object_set_new(object, "text", json_string(items[i].text));
        (void)json_array_append_new(array, object);
    }
    return array;
}

void tnf_cli_json_tables(json_t *object) {
    (void)json_object_set_new(object, "options", json_options(tnf_cli_global_options, tnf_cli_global_option_count));
    (void)json_object_set_new(object, "exit_statuses", json_definitions(tnf_cli_statuses, tnf_cli_status_count));
    (void)json_object_set_new(object, "variables", json_definitions(tnf_cli_variables, tnf_cli_variable_count));
}
