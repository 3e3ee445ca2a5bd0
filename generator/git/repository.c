#include "generator/git/repository.h"

#include "base/memory.h"
#include "base/strbuf.h"

#include <pthread.h>
#include <stdlib.h>

static void end_libgit2(void) {
    (void)git_libgit2_shutdown();
}

static void start_libgit2(void) {
    (void)git_libgit2_init();
    (void)git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    (void)atexit(end_libgit2);
}

void tnf_git_start(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, start_libgit2);
}

int tnf_git_failed(struct tnf_error *err, enum tnf_code code, const char *what, ...) {
    const git_error *last = git_error_last();
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    va_list arguments;
    va_start(arguments, what);
    tnf_strbuf_addv(&text, what, arguments);
    va_end(arguments);
    return tnf_error_set(err, code, "could not %s: %s", text.ptr, last == NULL ? "git gave no reason" : last->message);
}

int tnf_git_repository_open(const char *path, const char *hint, git_repository **ret, struct tnf_error *err) {
    const int code = git_repository_open_ext(ret, path, 0, NULL);
    if (code == 0) return 0;
    if (code != GIT_ENOTFOUND) return tnf_git_failed(err, TNF_E_IO, "open the repository at \"%s\"", path);
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no git repository at \"%s\"", path);
    tnf_error_hint(err, "%s", hint);
    return TNF_E_NOT_FOUND;
}

int tnf_git_folder_of(git_repository *repository, git_tree *root, const char *folder, git_tree **ret,
                      struct tnf_error *err) {
    *ret = NULL;
    if (root == NULL) return 0;
    if (folder == NULL || folder[0] == '\0')
        return git_tree_dup(ret, root) == 0 ? 0 : tnf_git_failed(err, TNF_E_IO, "keep a tree");
    git_tree_entry *entry = NULL;
    int code = git_tree_entry_bypath(&entry, root, folder);
    if (code == 0 && git_tree_entry_type(entry) == GIT_OBJECT_TREE)
        code = git_tree_lookup(ret, repository, git_tree_entry_id(entry));
    git_tree_entry_free(entry);
    return code == 0 || code == GIT_ENOTFOUND ? 0 : tnf_git_failed(err, TNF_E_IO, "read the output's folder");
}

static int open_repository(const struct tnf_git_commit_options *options, git_repository **ret, struct tnf_error *err) {
    struct tnf_error reason;
    const int code =
        tnf_git_repository_open(options->repository, "name one with --repo, or make one with --init", ret, &reason);
    if (code == 0) return 0;
    if (code != TNF_E_NOT_FOUND || !options->create) {
        if (err != NULL) *err = reason;
        return code;
    }
    git_repository_init_options init;
    (void)git_repository_init_options_init(&init, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
    init.flags = GIT_REPOSITORY_INIT_MKPATH;
    if (git_repository_init_ext(ret, options->repository, &init) < 0)
        return tnf_git_failed(err, TNF_E_IO, "make a repository");
    return 0;
}

static int set_reference(struct tnf_git_target *target, const char *branch, struct tnf_error *err) {
    int valid = 0;
    if (git_branch_name_is_valid(&valid, branch) < 0 || valid == 0) {
        (void)tnf_error_set(err, TNF_E_INVALID, "\"%s\" is no name for a branch", branch);
        tnf_error_hint(err, "see git check-ref-format(1)");
        return TNF_E_INVALID;
    }
    struct tnf_strbuf name = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&name, "refs/heads/%s", branch);
    target->reference = tnf_strbuf_detach(&name);
    return 0;
}

/* A branch that is checked out with commits would leave its work tree behind. */
static int check_not_checked_out(const struct tnf_git_target *target, const char *branch, struct tnf_error *err) {
    if (git_repository_is_bare(target->repository) || !target->exists) return 0;
    git_reference *reference;
    if (git_reference_lookup(&reference, target->repository, target->reference) < 0)
        return tnf_git_failed(err, TNF_E_IO, "read the branch");
    const int checked_out = git_branch_is_checked_out(reference);
    git_reference_free(reference);
    if (checked_out <= 0) return 0;
    (void)tnf_error_set(err, TNF_E_CONFLICT, "branch \"%s\" is checked out in \"%s\"", branch,
                        git_repository_workdir(target->repository));
    tnf_error_hint(err, "commit to another branch with --branch, and merge it");
    return TNF_E_CONFLICT;
}

static int read_parent(struct tnf_git_target *target, const struct tnf_git_commit_options *options,
                       struct tnf_error *err) {
    git_oid id;
    int code = git_reference_name_to_id(&id, target->repository, target->reference);
    target->exists = code == 0;
    if (code == GIT_ENOTFOUND && options->onto == NULL)
        code = git_reference_name_to_id(&id, target->repository, "HEAD");
    if (!target->exists && options->onto != NULL) {
        git_object *start;
        if (git_revparse_single(&start, target->repository, options->onto) < 0) {
            (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no revision \"%s\" in the repository", options->onto);
            tnf_error_hint(err, "give --onto a branch, a tag or a commit");
            return TNF_E_NOT_FOUND;
        }
        git_object *commit;
        code = git_object_peel(&commit, start, GIT_OBJECT_COMMIT);
        git_object_free(start);
        if (code < 0) return tnf_git_failed(err, TNF_E_INVALID, "find a commit to start from");
        id = *git_object_id(commit);
        git_object_free(commit);
    } else if (code == GIT_ENOTFOUND) {
        return 0; /* nothing is committed yet: ours is the first commit */
    } else if (code < 0) {
        return tnf_git_failed(err, TNF_E_IO, "read the branch");
    }
    if (git_commit_lookup(&target->parent, target->repository, &id) < 0 ||
        git_commit_tree(&target->tree, target->parent) < 0)
        return tnf_git_failed(err, TNF_E_IO, "read the branch's commit");
    return 0;
}

static int read_author(struct tnf_git_target *target, struct tnf_error *err) {
    const char *name = getenv("GIT_AUTHOR_NAME");
    const char *email = getenv("GIT_AUTHOR_EMAIL");
    if (name != NULL && email != NULL && git_signature_now(&target->author, name, email) == 0) return 0;
    const int code = git_signature_default(&target->author, target->repository);
    if (code == 0) return 0;
    if (code != GIT_ENOTFOUND) return tnf_git_failed(err, TNF_E_IO, "read the author");
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "git does not know who the author is");
    tnf_error_hint(err, "run `git config --global user.name NAME` and `git config --global user.email EMAIL`");
    return TNF_E_NOT_FOUND;
}

int tnf_git_target_open(const struct tnf_git_commit_options *options, struct tnf_git_target *ret,
                        struct tnf_error *err) {
    struct tnf_git_target target = {0};
    tnf_git_start();
    int code = open_repository(options, &target.repository, err);
    if (code == 0) code = set_reference(&target, options->branch, err);
    if (code == 0) code = read_parent(&target, options, err);
    if (code == 0) code = check_not_checked_out(&target, options->branch, err);
    if (code == 0) code = read_author(&target, err);
    if (code == 0) code = tnf_git_signer_read(target.repository, options->signing, target.author, &target.signer, err);
    *ret = target;
    if (code < 0) tnf_git_target_release(ret);
    return code;
}

void tnf_git_target_release(struct tnf_git_target *target) {
    tnf_git_signer_release(&target->signer);
    git_signature_free(target->author);
    git_tree_free(target->tree);
    git_commit_free(target->parent);
    git_repository_free(target->repository);
    free(target->reference);
    *target = (struct tnf_git_target){0};
}

static int move_branch(const struct tnf_git_target *target, const git_oid *commit, struct tnf_error *err) {
    git_reference *moved = NULL;
    const int code =
        target->exists
            ? git_reference_create_matching(&moved, target->repository, target->reference, commit, 1,
                                            git_commit_id(target->parent), "commit: tenantform")
            : git_reference_create(&moved, target->repository, target->reference, commit, 0, "branch: tenantform");
    git_reference_free(moved);
    if (code == 0) return 0;
    if (code == GIT_EMODIFIED || code == GIT_EEXISTS) {
        (void)tnf_error_set(err, TNF_E_CONFLICT, "somebody else moved %s meanwhile", target->reference);
        tnf_error_hint(err, "nothing was changed; run it again");
        return TNF_E_CONFLICT;
    }
    if (code == GIT_ELOCKED) {
        (void)tnf_git_failed(err, TNF_E_CONFLICT, "lock the branch");
        tnf_error_hint(err, "another git process holds it, or left %s.lock behind when it was killed",
                       target->reference);
        return TNF_E_CONFLICT;
    }
    return tnf_git_failed(err, TNF_E_IO, "move the branch");
}

static int write_signed(const struct tnf_git_target *target, const char *commit, git_oid *ret_id,
                        struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf signature = TNF_STRBUF_INIT;
    TNF_TRY(tnf_git_signer_sign(&target->signer, tnf_sv(commit), &signature, err));
    if (git_commit_create_with_signature(ret_id, target->repository, commit, signature.ptr, NULL) < 0)
        return tnf_git_failed(err, TNF_E_IO, "write the signed commit");
    return 0;
}

static int write_commit(const struct tnf_git_target *target, const git_tree *tree, const char *message, git_oid *ret_id,
                        struct tnf_error *err) {
    const git_commit *parents[] = {target->parent};
    git_buf text = {0};
    if (git_commit_create_buffer(&text, target->repository, target->author, target->author, "UTF-8", message, tree,
                                 target->parent == NULL ? 0 : 1, parents) < 0)
        return tnf_git_failed(err, TNF_E_IO, "write the commit");
    int code = 0;
    if (target->signer.signs)
        code = write_signed(target, text.ptr, ret_id, err);
    else if (git_commit_create_with_signature(ret_id, target->repository, text.ptr, NULL, NULL) < 0)
        code = tnf_git_failed(err, TNF_E_IO, "write the commit");
    git_buf_dispose(&text);
    return code;
}

int tnf_git_target_commit(const struct tnf_git_target *target, const git_oid *tree, const char *message,
                          git_oid *ret_id, struct tnf_error *err) {
    git_tree *looked_up;
    if (git_tree_lookup(&looked_up, target->repository, tree) < 0)
        return tnf_git_failed(err, TNF_E_IO, "read the new tree");
    const int code = write_commit(target, looked_up, message, ret_id, err);
    git_tree_free(looked_up);
    TNF_TRY(code);
    return move_branch(target, ret_id, err);
}
