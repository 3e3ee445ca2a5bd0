#include "provider/wire/convert.h"

#include "base/memory.h"

static Tfplugin6__AttributePath__Step *new_step(struct tnf_arena *arena, const struct tnf_attribute_path *place) {
    Tfplugin6__AttributePath__Step *step = TNF_ARENA_NEW(arena, Tfplugin6__AttributePath__Step);
    tfplugin6__attribute_path__step__init(step);
    switch (place->kind) {
    case TNF_STEP_ATTRIBUTE:
        step->selector_case = TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ATTRIBUTE_NAME;
        step->attribute_name = tnf_message_string(arena, place->name);
        break;
    case TNF_STEP_KEY:
        step->selector_case = TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ELEMENT_KEY_STRING;
        step->element_key_string = tnf_message_string(arena, place->name);
        break;
    case TNF_STEP_INDEX:
        step->selector_case = TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ELEMENT_KEY_INT;
        step->element_key_int = place->index;
        break;
    }
    return step;
}

Tfplugin6__AttributePath *tnf_wire_new_path(struct tnf_arena *arena, const struct tnf_attribute_path *place) {
    if (place == NULL) return NULL;
    Tfplugin6__AttributePath *path = TNF_ARENA_NEW(arena, Tfplugin6__AttributePath);
    tfplugin6__attribute_path__init(path);
    path->n_steps = tnf_attribute_path_length(place);
    path->steps = TNF_ARENA_ARRAY(arena, Tfplugin6__AttributePath__Step *, path->n_steps);
    for (size_t i = path->n_steps; i > 0; place = place->parent) path->steps[--i] = new_step(arena, place);
    return path;
}

static Tfplugin6__Diagnostic *new_diagnostic(struct tnf_arena *arena, const struct tnf_diagnostic *item) {
    Tfplugin6__Diagnostic *message = TNF_ARENA_NEW(arena, Tfplugin6__Diagnostic);
    tfplugin6__diagnostic__init(message);
    message->severity = item->severity == TNF_SEVERITY_ERROR ? TFPLUGIN6__DIAGNOSTIC__SEVERITY__ERROR
                                                             : TFPLUGIN6__DIAGNOSTIC__SEVERITY__WARNING;
    message->summary = tnf_message_string(arena, item->summary);
    message->detail = tnf_message_string(arena, item->detail);
    message->attribute = tnf_wire_new_path(arena, item->place);
    return message;
}

Tfplugin6__Diagnostic **tnf_wire_new_diagnostics(const struct tnf_diagnostics *list, size_t *ret_count) {
    size_t count = 0;
    for (const struct tnf_diagnostic *item = list->first; item != NULL; item = item->next) count++;
    Tfplugin6__Diagnostic **messages = TNF_ARENA_ARRAY(list->arena, Tfplugin6__Diagnostic *, count);
    size_t i = 0;
    for (const struct tnf_diagnostic *item = list->first; item != NULL; item = item->next) {
        messages[i++] = new_diagnostic(list->arena, item);
    }
    *ret_count = count;
    return messages;
}

bool tnf_wire_set_diagnostics(const struct tnf_diagnostics *list, ProtobufCMessage *response) {
    /* Each response has the field under a number of its own; the descriptor knows where it is in the struct. */
    const ProtobufCFieldDescriptor *field =
        protobuf_c_message_descriptor_get_field_by_name(response->descriptor, "diagnostics");
    if (field == NULL) return false;
    size_t count;
    Tfplugin6__Diagnostic **messages = tnf_wire_new_diagnostics(list, &count);
    memcpy((char *)response + field->quantifier_offset, &count, sizeof count);
    memcpy((char *)response + field->offset, &messages, sizeof messages);
    return true;
}

Tfplugin6__FunctionError *tnf_wire_new_function_error(struct tnf_arena *arena, const struct tnf_error *failure,
                                                      int64_t argument) {
    Tfplugin6__FunctionError *message = TNF_ARENA_NEW(arena, Tfplugin6__FunctionError);
    tfplugin6__function_error__init(message);
    /* The host writes it into a sentence of its own, with a full stop. */
    struct tnf_strview text = tnf_diagnostic_detail(arena, failure);
    if (tnf_sv_ends_with(text, TNF_SV("."))) text.len--;
    message->text = tnf_message_string(arena, text);
    if (argument < 0) return message;
    message->has_function_argument_case = TFPLUGIN6__FUNCTION_ERROR__HAS_FUNCTION_ARGUMENT_FUNCTION_ARGUMENT;
    message->function_argument = argument;
    return message;
}
