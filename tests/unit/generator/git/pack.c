#include "generator/git/pack.h"

#include "base/strbuf.h"
#include "tests/support/scratch.h"
#include "tests/support/shell.h"
#include "tests/support/test.h"

#include <git2.h>
#include <pthread.h>
#include <stdlib.h>

enum { THREADS = 3, OBJECTS = 500 };

struct fixture {
    struct tnf_scratch scratch;
    git_repository *repository;
};

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    tnf_scratch_init(&fixture->scratch);
    (void)git_libgit2_init();
    assert_int_equal(git_repository_init(&fixture->repository, fixture->scratch.path.ptr, 1), 0);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    git_repository_free(fixture->repository);
    (void)git_libgit2_shutdown();
    tnf_scratch_release(&fixture->scratch);
    free(fixture);
    return 0;
}

/* What git itself says of the repository: 0 when `command` succeeds in it. */
static int run_git(const struct fixture *fixture, const char *command) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&line, "git -C '%s' %s >/dev/null 2>&1", fixture->scratch.path.ptr, command);
    FILE *pipe = popen(line.ptr, "r");
    assert_non_null(pipe);
    return pclose(pipe);
}

static void add(struct tnf_pack *pack, const char *text, git_oid *id) {
    struct tnf_pack_scratch *scratch = tnf_pack_scratch_new();
    struct tnf_error err = {0};
    if (tnf_pack_add(pack, scratch, TNF_OBJECT_BLOB, tnf_sv(text), id, &err) < 0) fail_msg("%s", err.message);
    tnf_pack_scratch_free(scratch);
}

static void ids_are_those_that_git_gives(void **state) {
    (void)state;
    git_oid id;
    char hex[GIT_OID_HEXSZ + 1];
    tnf_object_id(TNF_OBJECT_BLOB, TNF_SV("hello\n"), &id);
    assert_string_equal(git_oid_tostr(hex, sizeof hex, &id), "ce013625030ba8dba906f756967f9e9ca394464a");
    tnf_object_id(TNF_OBJECT_TREE, TNF_SV(""), &id);
    assert_string_equal(git_oid_tostr(hex, sizeof hex, &id), "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
}

static void an_object_that_was_written_reads_back(void **state) {
    struct fixture *fixture = *state;
    struct tnf_pack *pack;
    struct tnf_error err = {0};
    git_oid id;
    assert_int_equal(tnf_pack_new(fixture->repository, &pack, &err), 0);
    add(pack, "some content\n", &id);
    assert_int_equal(tnf_pack_finish(pack, &err), 0);
    tnf_pack_free(pack);
    git_blob *blob;
    assert_int_equal(git_blob_lookup(&blob, fixture->repository, &id), 0);
    assert_string_equal(git_blob_rawcontent(blob), "some content\n");
    git_blob_free(blob);
    assert_int_equal(run_git(fixture, "fsck --strict"), 0);
}

static void an_object_that_is_known_is_not_written_again(void **state) {
    struct fixture *fixture = *state;
    git_oid known;
    assert_int_equal(git_blob_create_from_buffer(&known, fixture->repository, "known", 5), 0);
    struct tnf_pack *pack;
    struct tnf_error err = {0};
    git_oid id;
    assert_int_equal(tnf_pack_new(fixture->repository, &pack, &err), 0);
    add(pack, "known", &id);
    assert_int_equal(tnf_pack_count(pack), 0);
    add(pack, "new", &id);
    add(pack, "new", &id);
    assert_int_equal(tnf_pack_count(pack), 1);
    tnf_pack_free(pack);
}

static void a_pack_that_is_given_up_leaves_nothing(void **state) {
    struct fixture *fixture = *state;
    struct tnf_pack *pack;
    struct tnf_error err = {0};
    git_oid id;
    assert_int_equal(tnf_pack_new(fixture->repository, &pack, &err), 0);
    add(pack, "lost", &id);
    tnf_pack_free(pack);
    assert_int_equal(run_git(fixture, "cat-file -e 6bd88ef1") == 0, 0);
    TNF_AUTO_FREE char *folder = tnf_scratch_path(&fixture->scratch, "objects/pack");
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&line, "rmdir '%s'", folder); /* succeeds on an empty folder alone */
    FILE *pipe = popen(line.ptr, "r");
    assert_int_equal(pclose(pipe), 0);
}

struct adding {
    struct tnf_pack *pack;
    git_oid ids[OBJECTS];
};

static void *add_many(void *argument) {
    struct adding *adding = argument;
    struct tnf_pack_scratch *scratch = tnf_pack_scratch_new();
    for (int i = 0; i < OBJECTS; i++) {
        char text[64];
        const int length = snprintf(text, sizeof text, "object %d of several threads\n", i);
        if (tnf_pack_add(adding->pack, scratch, TNF_OBJECT_BLOB, tnf_sv_n(text, (size_t)length), &adding->ids[i],
                         NULL) < 0)
            abort();
    }
    tnf_pack_scratch_free(scratch);
    return NULL;
}

static void several_threads_may_add_the_same_objects(void **state) {
    struct fixture *fixture = *state;
    struct tnf_pack *pack;
    struct tnf_error err = {0};
    assert_int_equal(tnf_pack_new(fixture->repository, &pack, &err), 0);
    struct adding *adding = tnf_xcalloc(THREADS, sizeof *adding);
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        adding[i].pack = pack;
        assert_int_equal(pthread_create(&threads[i], NULL, add_many, &adding[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(tnf_pack_count(pack), OBJECTS);
    assert_int_equal(tnf_pack_finish(pack, &err), 0);
    tnf_pack_free(pack);
    assert_int_equal(run_git(fixture, "fsck --strict"), 0);
    for (int i = 0; i < OBJECTS; i++) assert_int_equal(git_oid_cmp(&adding[0].ids[i], &adding[1].ids[i]), 0);
    free(adding);
}

/* A generated file: what is the same in all, and what is of the one. */
static void generated_file(struct tnf_strbuf *out, int number) {
    tnf_strbuf_clear(out);
    tnf_strbuf_addf(out, "# Generated from tenant %d\n", number);
    for (int line = 0; line < 60; line++) {
        tnf_strbuf_addf(out, "resource \"aws_thing\" \"thing_%d\" {\n  size = %d\n}\n", line, line * line);
        if (line % 20 == 0) tnf_strbuf_addf(out, "# of tenant %d alone\n", number);
    }
}

static void *add_alike(void *argument) {
    struct adding *adding = argument;
    struct tnf_pack_scratch *scratch = tnf_pack_scratch_new();
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    const struct tnf_strview kin = TNF_SV("main.tf");
    for (int i = 0; i < OBJECTS; i++) {
        generated_file(&text, i);
        if (tnf_pack_add_like(adding->pack, scratch, kin, tnf_strbuf_view(&text), &adding->ids[i], NULL) < 0) abort();
    }
    tnf_pack_scratch_free(scratch);
    return NULL;
}

static void add_alike_in_threads(struct tnf_pack *pack, struct adding *adding) {
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        adding[i].pack = pack;
        assert_int_equal(pthread_create(&threads[i], NULL, add_alike, &adding[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
}

static void blobs_that_are_alike_become_deltas_that_git_reads(void **state) {
    struct fixture *fixture = *state;
    struct tnf_pack *pack;
    struct tnf_error err = {0};
    assert_int_equal(tnf_pack_new(fixture->repository, &pack, &err), 0);
    struct adding *adding = tnf_xcalloc(THREADS, sizeof *adding);
    add_alike_in_threads(pack, adding);
    assert_int_equal(tnf_pack_count(pack), OBJECTS);
    assert_int_equal(tnf_pack_finish(pack, &err), 0);
    tnf_pack_free(pack);

    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    for (int i = 0; i < OBJECTS; i++) {
        git_blob *blob;
        assert_int_equal(git_blob_lookup(&blob, fixture->repository, &adding[0].ids[i]), 0);
        generated_file(&text, i);
        assert_string_equal(git_blob_rawcontent(blob), text.ptr);
        git_blob_free(blob);
    }
    free(adding);
    assert_int_equal(run_git(fixture, "fsck --strict"), 0);
    /* Git's own index of the pack is the same as ours. */
    TNF_AUTO_FREE char *same =
        tnf_shell(fixture->scratch.path.ptr, "git index-pack --strict -o theirs.idx objects/pack/*.pack >/dev/null && "
                                             "cmp theirs.idx objects/pack/*.idx && echo same");
    assert_string_equal(same, "same\n");
    TNF_AUTO_FREE char *deltas = tnf_shell(
        fixture->scratch.path.ptr, "git verify-pack -v objects/pack/*.idx | awk '$6 == 1 {n++} END {print (n > 490)}'");
    assert_string_equal(deltas, "1\n");
}

static void large_objects_and_large_packs_are_fine(void **state) {
    struct fixture *fixture = *state;
    struct tnf_pack *pack;
    struct tnf_error err = {0};
    assert_int_equal(tnf_pack_new(fixture->repository, &pack, &err), 0);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    uint32_t noise = 1;
    for (int i = 0; i < 3 << 20; i++) {
        noise = noise * 1664525 + 1013904223; /* does not compress, so the buffer is flushed */
        tnf_strbuf_add_c(&text, (char)('a' + (noise >> 24) % 26));
    }
    git_oid first;
    git_oid second;
    add(pack, text.ptr, &first);
    add(pack, "after it", &second);
    assert_int_equal(tnf_pack_finish(pack, &err), 0);
    tnf_pack_free(pack);
    git_blob *blob;
    assert_int_equal(git_blob_lookup(&blob, fixture->repository, &second), 0);
    git_blob_free(blob);
    assert_int_equal(run_git(fixture, "fsck --strict"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_those_that_git_gives),
        cmocka_unit_test_setup_teardown(an_object_that_was_written_reads_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_object_that_is_known_is_not_written_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_pack_that_is_given_up_leaves_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(several_threads_may_add_the_same_objects, set_up, tear_down),
        cmocka_unit_test_setup_teardown(blobs_that_are_alike_become_deltas_that_git_reads, set_up, tear_down),
        cmocka_unit_test_setup_teardown(large_objects_and_large_packs_are_fine, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("generator/git/pack", tests, NULL, NULL);
}
