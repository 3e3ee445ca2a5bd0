#include "tests/support/test.h"

#include "provider/wire/message.h"
#include "provider/wire/tfplugin6.h"

static void messages_pack_and_unpack(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf bytes = TNF_STRBUF_INIT;
    Tfplugin6__ReadResource__Request request = TFPLUGIN6__READ_RESOURCE__REQUEST__INIT;
    ProtobufCMessage *read;
    (void)state;
    request.type_name = tnf_message_string(&arena, TNF_SV("aws_vpc"));
    request.private_ = tnf_message_data(TNF_SV("p"));
    tnf_message_pack(&request.base, &bytes);
    /* Field 1: aws_vpc; field 3: p. */
    assert_true(tnf_sv_eq(tnf_strbuf_view(&bytes), TNF_SV("\x0a\x07"
                                                          "aws_vpc\x1a\x01p")));
    assert_int_equal(tnf_message_unpack(&arena, request.base.descriptor, tnf_strbuf_view(&bytes), &read, NULL), 0);
    assert_string_equal(((Tfplugin6__ReadResource__Request *)read)->type_name, "aws_vpc");
    assert_true(tnf_sv_eq_c(tnf_message_bytes(((Tfplugin6__ReadResource__Request *)read)->private_), "p"));
}

static void a_missing_string_is_empty(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    ProtobufCMessage *read;
    (void)state;
    assert_int_equal(
        tnf_message_unpack(&arena, &tfplugin6__read_resource__request__descriptor, TNF_SV(""), &read, NULL), 0);
    assert_string_equal(((Tfplugin6__ReadResource__Request *)read)->type_name, "");
}

static void bytes_that_are_no_message_are_refused(void **state) {
    static const char *const cases[] = {"\x0a", "\x0a\x05\x61ws", "\x0f",
                                        "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"};
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_error err;
        ProtobufCMessage *read;
        assert_int_equal(
            tnf_message_unpack(&arena, &tfplugin6__read_resource__request__descriptor, tnf_sv(cases[i]), &read, &err),
            TNF_E_INVALID);
    }
}

static void parts_are_packed_as_the_whole_is(void **state) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf whole = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf parts = TNF_STRBUF_INIT;
    TNF_AUTO_FREE char *text = tnf_xmalloc(301);
    Tfplugin6__Diagnostic message = TFPLUGIN6__DIAGNOSTIC__INIT;
    (void)state;
    memset(text, 'x', 300); /* long enough for a length of two bytes */
    text[300] = '\0';
    message.detail = text;
    tnf_message_pack(&message.base, &whole);
    tnf_message_pack_bytes(/* field= */ 3, tnf_sv(text), &parts);
    assert_true(tnf_sv_eq(tnf_strbuf_view(&whole), tnf_strbuf_view(&parts)));
}

static void texts_are_utf8_whatever_they_were(void **state) {
    static const struct {
        const char *text;
        const char *sent;
    } cases[] = {
        {"plain", "plain"},      {"gr\xc3\xbc\xc3\x9f \xf0\x9f\x98\x80", "gr\xc3\xbc\xc3\x9f \xf0\x9f\x98\x80"},
        {"cut \xc3", "cut ?"},   {"\xff\xc3\xbc\x80", "?\xc3\xbc?"},
        {"\xf0\x9f\x98", "???"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        assert_string_equal(tnf_message_string(&arena, tnf_sv(cases[i].text)), cases[i].sent);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_pack_and_unpack),
        cmocka_unit_test(a_missing_string_is_empty),
        cmocka_unit_test(bytes_that_are_no_message_are_refused),
        cmocka_unit_test(parts_are_packed_as_the_whole_is),
        cmocka_unit_test(texts_are_utf8_whatever_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
