/* Lines that are steps of an attribute's path (a number is an index, ":name" a map's key, else an attribute): as a
 * diagnostic's place it goes out and comes in again with every step, and all texts are UTF-8. */
#include "base/memory.h"
#include "provider/wire/convert.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { STEPS_MOST = 64 };

static void check(bool good) {
    if (!good) abort();
}

static struct tnf_attribute_path make_step(struct tnf_strview text) {
    struct tnf_attribute_path step = {.kind = TNF_STEP_ATTRIBUTE, .name = text};
    if (tnf_sv_to_int(text, INT64_MIN, INT64_MAX, &step.index)) step.kind = TNF_STEP_INDEX;
    if (!tnf_sv_starts_with(text, TNF_SV(":"))) return step;
    step.kind = TNF_STEP_KEY;
    step.name = tnf_sv_from(text, 1);
    return step;
}

static void check_name(const char *sent, struct tnf_strview name) {
    const struct tnf_strview view = tnf_sv(sent);
    check(tnf_sv_is_utf8(view) && view.len <= name.len);
    if (tnf_sv_is_utf8(name) && tnf_sv_find(name, '\0') == name.len) check(tnf_sv_eq(view, name));
}

static void check_step(const Tfplugin6__AttributePath__Step *sent, const struct tnf_attribute_path *step) {
    switch (step->kind) {
    case TNF_STEP_INDEX:
        check(sent->selector_case == TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ELEMENT_KEY_INT);
        check(sent->element_key_int == step->index);
        return;
    case TNF_STEP_KEY:
        check(sent->selector_case == TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ELEMENT_KEY_STRING);
        check_name(sent->element_key_string, step->name);
        return;
    case TNF_STEP_ATTRIBUTE:
        check(sent->selector_case == TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ATTRIBUTE_NAME);
        check_name(sent->attribute_name, step->name);
        return;
    }
}

static const Tfplugin6__Diagnostic *send(struct tnf_arena *arena, const struct tnf_diagnostics *list) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf bytes = TNF_STRBUF_INIT;
    ProtobufCMessage *response = tnf_message_new(arena, &tfplugin6__read_resource__response__descriptor);
    ProtobufCMessage *received;
    check(tnf_wire_set_diagnostics(list, response));
    tnf_message_pack(response, &bytes);
    check(tnf_message_unpack(arena, response->descriptor, tnf_strbuf_view(&bytes), &received, NULL) == 0);
    return ((const Tfplugin6__ReadResource__Response *)received)->diagnostics[0];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_diagnostics list = {.arena = &arena};
    struct tnf_attribute_path steps[STEPS_MOST];
    struct tnf_strview rest = tnf_sv_n((const char *)data, size);
    const struct tnf_strview text = tnf_sv_next(&rest, '\n');
    size_t count = 0;
    while (rest.ptr != NULL && count < STEPS_MOST) {
        steps[count] = make_step(tnf_sv_next(&rest, '\n'));
        steps[count].parent = count == 0 ? NULL : &steps[count - 1];
        count++;
    }
    tnf_diagnostics_add(&list, TNF_SEVERITY_ERROR, count == 0 ? NULL : &steps[count - 1], text, text);
    const Tfplugin6__Diagnostic *sent = send(&arena, &list);
    check_name(sent->summary, text);
    check((sent->attribute == NULL) == (count == 0));
    if (count == 0) return 0;
    check(sent->attribute->n_steps == count);
    for (size_t i = 0; i < count; i++) check_step(sent->attribute->steps[i], &steps[i]);
    return 0;
}
