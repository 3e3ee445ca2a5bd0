#include "generator/git/revisions.h"

#include "base/memory.h"
#include "base/strview.h"
#include "generator/git/repository.h"

#include <git2.h>
#include <string.h>

/* So far back a commit of ours is looked for: one that lies further back brings no news. */
enum { COMMITS_MAX = 10000 };

/* The revision that a commit's message names, or 0. */
static int64_t revision_of(const git_commit *commit) {
    git_message_trailer_array trailers;
    int64_t revision = 0;
    if (git_message_trailers(&trailers, git_commit_message(commit)) < 0) return 0;
    for (size_t i = 0; i < trailers.count; i++)
        if (strcmp(trailers.trailers[i].key, "Catalog-Revision") == 0)
            (void)tnf_sv_to_int(tnf_sv(trailers.trailers[i].value), 1, INT64_MAX, &revision);
    git_message_trailer_array_free(&trailers);
    return revision;
}

/* Newest commits first, of `from` without those of `without` (which may be NULL). */
static int start_walk(git_repository *repository, const char *from, const char *without, git_revwalk **ret,
                      struct tnf_error *err) {
    git_object *object = NULL;
    git_object *hidden = NULL;
    int code = git_revwalk_new(ret, repository);
    if (code == 0) code = git_revwalk_sorting(*ret, GIT_SORT_TIME);
    if (code == 0) code = git_revparse_single(&object, repository, from);
    if (code == 0) code = git_revwalk_push(*ret, git_object_id(object));
    if (code == 0 && without != NULL) code = git_revparse_single(&hidden, repository, without);
    if (code == 0 && without != NULL) code = git_revwalk_hide(*ret, git_object_id(hidden));
    git_object_free(object);
    git_object_free(hidden);
    return code < 0 ? tnf_git_failed(err, TNF_E_IO, "read the history of a branch") : 0;
}

/* The highest revision that the commits name; with `first` the first one found. */
static int read_walk(git_repository *repository, git_revwalk *walk, bool first, int64_t *ret, struct tnf_error *err) {
    git_oid id;
    *ret = 0;
    for (int i = 0; i < COMMITS_MAX && git_revwalk_next(&id, walk) == 0; i++) {
        git_commit *commit;
        if (git_commit_lookup(&commit, repository, &id) < 0) return tnf_git_failed(err, TNF_E_IO, "read a commit");
        const int64_t revision = revision_of(commit);
        git_commit_free(commit);
        if (revision > *ret) *ret = revision;
        if (first && revision > 0) break;
    }
    return 0;
}

static int find(git_repository *repository, const char *from, const char *without, int64_t *ret,
                struct tnf_error *err) {
    git_revwalk *walk = NULL;
    int code = start_walk(repository, from, without, &walk, err);
    if (code == 0) code = read_walk(repository, walk, /* first= */ without == NULL, ret, err);
    git_revwalk_free(walk);
    return code;
}

int tnf_git_revisions(const char *repository, const char *since, const char *until, struct tnf_git_revisions *ret,
                      struct tnf_error *err) {
    git_repository *opened = NULL;
    tnf_git_start();
    int code = tnf_git_repository_open(repository, "name one with --repo", &opened, err);
    if (code == 0) code = find(opened, since, NULL, &ret->before, err);
    if (code == 0) code = find(opened, until, since, &ret->after, err);
    git_repository_free(opened);
    return code;
}
