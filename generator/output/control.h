/* The output directory and its .tenantform folder, opened and locked for one run. */
#pragma once

#include "generator/output/folder.h"
#include "generator/output/index.h"
#include "generator/output/tree.h"

/* Content of .tenantform/.gitignore: only it and the index are for a repository. */
extern const char tnf_control_gitignore[];

/* Where the index that a run starts from came from. */
struct tnf_index_origin {
    bool found;              /* the file; otherwise from the manifests that lie in the tree */
    struct tnf_error damage; /* why the file was not used; TNF_OK when it was, or there is none */
};

struct tnf_control {
    struct tnf_folder out;
    struct tnf_folder folder; /* .tenantform */
    char *name;               /* of the folder */
    char *index_name;
    int lock;
};

/* One that is not open; release takes it. */
#define TNF_CONTROL_NONE ((struct tnf_control){.out = TNF_FOLDER_NONE, .folder = TNF_FOLDER_NONE, .lock = -1})

/* Opens for a run that writes: makes what is missing and takes the lock. TNF_E_CONFLICT when another run has it. */
int tnf_control_open(struct tnf_control *control, const char *output, struct tnf_error *err);
/* Opens for a run that only reads; what is missing reads as empty. TNF_E_CONFLICT while a run writes. */
int tnf_control_open_to_read(struct tnf_control *control, const char *output, struct tnf_error *err);
/* Closes and unlocks. */
void tnf_control_release(struct tnf_control *control);

/* Opens the index. Without one, or when it is damaged, it is put together from the manifests that lie in the tree, so
 * that a lost index costs a walk and nothing else. An index with `trusted` bytes is not looked at beforehand: damage is
 * found when its line is read, and fails then. */
int tnf_control_open_index(struct tnf_control *control, bool trusted, struct tnf_index_reader *reader,
                           struct tnf_index_origin *ret, struct tnf_error *err);

enum tnf_gitignore { TNF_GITIGNORE_SAME, TNF_GITIGNORE_MISSING, TNF_GITIGNORE_EDITED };
/* What stands where .tenantform/.gitignore belongs, and its text (replaced). */
int tnf_control_look_at_gitignore(struct tnf_control *control, enum tnf_gitignore *ret, struct tnf_strbuf *ret_text,
                                  struct tnf_error *err);
/* Writes it over whatever is there. */
int tnf_control_write_gitignore(struct tnf_control *control, struct tnf_error *err);
#define TNF_GITIGNORE_NAME ".gitignore"

/* The state, when it belongs to the index that is there; TNF_E_NOT_FOUND otherwise. */
int tnf_control_read_state(struct tnf_control *control, struct tnf_tree_state *ret, struct tnf_error *err);
int tnf_control_write_state(struct tnf_control *control, const struct tnf_tree_state *state, struct tnf_error *err);
