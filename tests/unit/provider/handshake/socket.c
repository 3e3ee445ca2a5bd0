#include "tests/support/test.h"

#include "base/file.h"
#include "provider/handshake/socket.h"
#include "tests/support/scratch.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static mode_t mode_of(const char *path) {
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    return status.st_mode & 07777;
}

static void the_folder_is_the_user_s_alone(void **state) {
    TNF_AUTO(tnf_scratch_release) struct tnf_scratch scratch;
    struct tnf_socket_place place;
    (void)state;
    tnf_scratch_init(&scratch);
    const mode_t before = umask(0);
    assert_int_equal(tnf_socket_place_init(&place, tnf_strbuf_view(&scratch.path), NULL), 0);
    umask(before);
    assert_int_equal(mode_of(place.directory.ptr), 0700);
    assert_true(tnf_sv_starts_with(tnf_strbuf_view(&place.path), tnf_strbuf_view(&place.directory)));
    assert_true(tnf_sv_starts_with(tnf_strbuf_view(&place.directory), tnf_strbuf_view(&scratch.path)));
    tnf_socket_place_release(&place);
}

static void nothing_is_left_behind(void **state) {
    TNF_AUTO(tnf_scratch_release) struct tnf_scratch scratch;
    struct tnf_socket_place place;
    (void)state;
    tnf_scratch_init(&scratch);
    assert_int_equal(tnf_socket_place_init(&place, tnf_strbuf_view(&scratch.path), NULL), 0);
    TNF_AUTO_FREE char *directory = tnf_xstrdup(place.directory.ptr);
    const int fd = open(place.path.ptr, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    close(fd);
    tnf_socket_place_release(&place);
    assert_false(tnf_file_exists(directory));
}

static void a_path_too_long_for_a_socket_is_refused(void **state) {
    TNF_AUTO(tnf_scratch_release) struct tnf_scratch scratch;
    struct tnf_socket_place place;
    struct tnf_error err;
    (void)state;
    tnf_scratch_init(&scratch);
    TNF_AUTO_FREE char *deep =
        tnf_scratch_path(&scratch, "a-folder-with-a-name-that-makes-the-path-of-the-socket-longer-than-108");
    assert_int_equal(mkdir(deep, 0700), 0);
    assert_int_equal(tnf_socket_place_init(&place, tnf_sv(deep), &err), TNF_E_LIMIT);
    assert_true(strlen(err.hint) > 0);
    assert_int_equal(rmdir(deep), 0); /* empty still */
}

static void a_folder_that_is_not_there_is_named(void **state) {
    struct tnf_socket_place place;
    struct tnf_error err;
    (void)state;
    assert_int_equal(tnf_socket_place_init(&place, TNF_SV("/nowhere/at/all"), &err), TNF_E_IO);
    assert_non_null(strstr(err.message, "/nowhere/at/all"));
}

static void a_group_gets_the_socket_and_nothing_else(void **state) {
    TNF_AUTO(tnf_scratch_release) struct tnf_scratch scratch;
    struct tnf_socket_place place;
    struct tnf_error err;
    (void)state;
    tnf_scratch_init(&scratch);
    assert_int_equal(tnf_socket_place_init(&place, tnf_strbuf_view(&scratch.path), NULL), 0);
    const int fd = open(place.path.ptr, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    close(fd);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf group = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&group, "%u", (unsigned)getgid());
    assert_int_equal(tnf_socket_place_share(&place, tnf_strbuf_view(&group), &err), 0);
    assert_int_equal(mode_of(place.directory.ptr), 0710);
    assert_int_equal(mode_of(place.path.ptr), 0660);
    assert_int_equal(tnf_socket_place_share(&place, TNF_SV("root"), &err), getuid() == 0 ? 0 : TNF_E_IO);
    assert_int_equal(tnf_socket_place_share(&place, TNF_SV("no such group"), &err), TNF_E_NOT_FOUND);
    tnf_socket_place_release(&place);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_folder_is_the_user_s_alone),
        cmocka_unit_test(nothing_is_left_behind),
        cmocka_unit_test(a_path_too_long_for_a_socket_is_refused),
        cmocka_unit_test(a_folder_that_is_not_there_is_named),
        cmocka_unit_test(a_group_gets_the_socket_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
