/* What happens to which resource, and what was checked. */
#include "base/memory.h"
#include "generator/report/markdown.h"
#include "generator/report/pull_request_parts.h"

#include <inttypes.h>

enum { OUTPUT_LINES_MAX = 30 };

static bool is_loss(enum tnf_plan_action action) {
    return action == TNF_PLAN_DESTROY || action == TNF_PLAN_REPLACE;
}

/* As GitHub colours them in a diff; the signs are Terraform's where it has any. */
static const char *sign_of(enum tnf_plan_action action) {
    static const char *const signs[TNF_PLAN_ACTION_COUNT] = {
        [TNF_PLAN_CREATE] = "+",        [TNF_PLAN_CHANGE] = "!",      [TNF_PLAN_REPLACE] = "-/+",
        [TNF_PLAN_DESTROY] = "-",       [TNF_PLAN_MOVE] = "# moved:", [TNF_PLAN_FORGET] = "# forgotten:",
        [TNF_PLAN_IMPORT] = "+ import",
    };
    return signs[action];
}

/* One list of resources out of all plans. */
struct listing {
    const struct tnf_pull_request *request;
    size_t limit; /* lines that may still be written */
    size_t hidden;
    bool losses; /* those that are lost, in sight; otherwise the others, folded */
};

static bool is_listed(const struct listing *listing, const struct tnf_plan_resource *resource) {
    return listing->losses == is_loss(resource->action);
}

static size_t count_listed(const struct listing *listing, const struct tnf_stack_plan *plan) {
    size_t count = 0;
    for (size_t i = 0; i < plan->resource_count; i++) count += is_listed(listing, &plan->resources[i]);
    return count;
}

static void add_stack_head(struct tnf_strbuf *out, const struct listing *listing, size_t index) {
    const struct tnf_changed_stack *stack = &listing->request->changed->stacks[index];
    const struct tnf_stack_plan *plan = &listing->request->plans[index];
    tnf_strbuf_addf(out, "\n<details%s>\n<summary>", listing->losses ? " open" : "");
    tnf_markdown_html(out, stack->path);
    if (stack->action == TNF_CHANGED_DESTROY) {
        tnf_strbuf_add_str(out, ": the whole stack, ");
        tnf_pull_request_add_count(out, plan->resource_count, "resource");
    } else {
        tnf_strbuf_add_str(out, ": ");
        tnf_pull_request_add_counts(out, plan->counts);
    }
    tnf_strbuf_add_str(out, "</summary>\n\n```diff\n");
}

static void add_stack_resources(struct tnf_strbuf *out, struct listing *listing, size_t index) {
    const struct tnf_stack_plan *plan = &listing->request->plans[index];
    const size_t count = count_listed(listing, plan);
    if (count == 0) return;
    if (listing->limit == 0) {
        listing->hidden += count;
        return;
    }
    add_stack_head(out, listing, index);
    for (size_t i = 0; i < plan->resource_count; i++) {
        if (!is_listed(listing, &plan->resources[i])) continue;
        if (listing->limit == 0) {
            listing->hidden++;
            continue;
        }
        listing->limit--;
        tnf_strbuf_addf(out, "%s ", sign_of(plan->resources[i].action));
        tnf_markdown_line(out, tnf_sv(plan->resources[i].address));
    }
    tnf_strbuf_add_str(out, "```\n\n</details>\n");
}

static void add_listing(struct tnf_strbuf *out, struct listing *listing) {
    const struct tnf_pull_request *request = listing->request;
    for (size_t i = 0; i < request->changed->count; i++) add_stack_resources(out, listing, i);
    if (listing->hidden > 0)
        tnf_strbuf_addf(out,
                        "\n%zu more resources are left out here, as the text would be too long: `tenantform rehearse "
                        "--since %.10s --until %.10s` lists all.\n",
                        listing->hidden, request->since, request->until);
}

void tnf_pull_request_add_losses(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                                 const struct tnf_pull_request_limits *limits) {
    size_t totals[TNF_PLAN_ACTION_COUNT];
    tnf_pull_request_totals(request, totals);
    if (totals[TNF_PLAN_DESTROY] + totals[TNF_PLAN_REPLACE] == 0) return;
    /* That a task definition is replaced is everyday life: an alarm every day is none. */
    tnf_strbuf_addf(out, "\n> [!%s]\n> ", totals[TNF_PLAN_DESTROY] > 0 ? "CAUTION" : "NOTE");
    const bool both = totals[TNF_PLAN_DESTROY] > 0 && totals[TNF_PLAN_REPLACE] > 0;
    tnf_pull_request_add_count(out, totals[totals[TNF_PLAN_DESTROY] > 0 ? TNF_PLAN_DESTROY : TNF_PLAN_REPLACE],
                               "resource");
    tnf_strbuf_add_str(out, " will be ");
    if (totals[TNF_PLAN_DESTROY] > 0) tnf_strbuf_add_str(out, "**destroyed**");
    if (both) tnf_strbuf_addf(out, ", and %zu ", totals[TNF_PLAN_REPLACE]);
    if (totals[TNF_PLAN_REPLACE] > 0) tnf_strbuf_add_str(out, "**replaced**: destroyed and made anew");
    tnf_strbuf_add_str(out, ". Look at each before you approve.\n");
    struct listing listing = {.request = request, .limit = limits->losses, .losses = true};
    add_listing(out, &listing);
}

void tnf_pull_request_add_resources(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                                    const struct tnf_pull_request_limits *limits) {
    struct listing listing = {.request = request, .limit = limits->resources};
    size_t count = 0;
    for (size_t i = 0; request->plans != NULL && i < request->changed->count; i++)
        count += count_listed(&listing, &request->plans[i]);
    if (count == 0) return;
    tnf_strbuf_add_str(out, "\n### Created and changed resources\n");
    add_listing(out, &listing);
}

static void add_output(struct tnf_strbuf *out, struct tnf_strview output) {
    tnf_strbuf_add_str(out, "\n  ```text\n");
    for (int line = 0; output.ptr != NULL && line < OUTPUT_LINES_MAX; line++) {
        const struct tnf_strview text = tnf_sv_trim(tnf_sv_next(&output, '\n'));
        /* The mark in front keeps a line from ending the block. */
        if (text.len == 0) continue;
        tnf_strbuf_add_str(out, "  > ");
        tnf_markdown_line(out, text);
    }
    tnf_strbuf_add_str(out, "  ```\n");
}

static void add_failures(struct tnf_strbuf *out, const struct tnf_pull_request *request, size_t limit) {
    for (size_t i = 0; i < request->changed->count; i++) {
        const struct tnf_stack_plan *plan = &request->plans[i];
        if (plan->failed == NULL || limit-- == 0) continue;
        tnf_strbuf_add_str(out, "- ");
        tnf_markdown_code(out, request->changed->stacks[i].path);
        tnf_strbuf_addf(out, ": %s failed\n", plan->failed);
        add_output(out, tnf_sv(plan->output));
    }
}

static void add_rehearsal(struct tnf_strbuf *out, const struct tnf_pull_request *request, size_t limit) {
    size_t failed = 0;
    if (request->plans == NULL) {
        tnf_strbuf_addf(out, "- **Rehearsal:** resources are not known: %s.\n", request->not_planned);
        return;
    }
    for (size_t i = 0; i < request->changed->count; i++) failed += request->plans[i].failed != NULL;
    tnf_strbuf_add_str(out,
                       "- **Rehearsal:** each stack was planned on top of its version before, with providers that are "
                       "played from their schemas. No account was asked, so changes by hand are not seen.\n");
    if (failed == 0) return;
    tnf_strbuf_add_str(out, "- **Rehearsal failed** for ");
    tnf_pull_request_add_count(out, failed, "stack");
    tnf_strbuf_add_str(out, failed > limit ? ", of which the first are shown:\n" : ":\n");
    add_failures(out, request, limit);
}

static void add_findings(struct tnf_strbuf *out, const struct tnf_pull_request *request, size_t limit) {
    const struct tnf_findings *findings = request->findings;
    if (findings == NULL) {
        tnf_strbuf_addf(out, "- **Policy:** the catalog was not checked: %s.\n", request->not_checked);
        return;
    }
    if (findings->count == 0) {
        tnf_strbuf_addf(out, "- **Policy:** every rule holds in revision %" PRId64 " of the catalog.\n",
                        request->checked_revision);
        return;
    }
    tnf_strbuf_add_str(out, "- **Policy:** ");
    tnf_pull_request_add_count(out, findings->count + findings->dropped, "error");
    tnf_strbuf_addf(out, " in revision %" PRId64 " of the catalog:\n", request->checked_revision);
    for (size_t i = 0; i < findings->count && i < limit; i++) {
        struct tnf_error error = {0};
        (void)tnf_finding_error(&findings->items[i], &error);
        tnf_strbuf_add_str(out, "  - ");
        tnf_markdown_code(out, tnf_sv(error.message));
        tnf_strbuf_add_c(out, '\n');
    }
    if (findings->count > limit) tnf_strbuf_add_str(out, "  - more: `tenantform validate` shows them\n");
}

void tnf_pull_request_add_checks(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                                 const struct tnf_pull_request_limits *limits) {
    tnf_strbuf_add_str(out, "\n### Checks\n\n");
    add_findings(out, request, limits->others);
    if (request->changed->count > 0) add_rehearsal(out, request, limits->others);
}

static void add_revision(struct tnf_strbuf *out, const struct tnf_pull_request_revision *revision) {
    tnf_strbuf_addf(out, "| %" PRId64 " | ", revision->revision);
    tnf_markdown_code(out, revision->time);
    tnf_strbuf_add_str(out, " | ");
    tnf_markdown_code(out, revision->author);
    tnf_strbuf_add_str(out, " | ");
    tnf_markdown_code(out, revision->reason);
    tnf_strbuf_add_str(out, " |\n");
}

void tnf_pull_request_add_revisions(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                                    const struct tnf_pull_request_limits *limits) {
    const size_t count = request->revision_count;
    const size_t start = count > limits->others ? count - limits->others : 0;
    if (request->last_revision == 0) return;
    tnf_strbuf_add_str(out, "\n### Catalog\n\n");
    if (request->first_revision == request->last_revision)
        tnf_strbuf_addf(out, "This brings revision %" PRId64 " of the catalog.\n", request->last_revision);
    else
        tnf_strbuf_addf(out, "This brings revisions %" PRId64 " to %" PRId64 " of the catalog.\n",
                        request->first_revision, request->last_revision);
    if (count == 0) return;
    if (start > 0) tnf_strbuf_addf(out, "The newest %zu are shown; `tenantform log` has all.\n", count - start);
    if (start == count) return;
    tnf_strbuf_add_str(out, "\n| revision | time | author | reason |\n|--:|---|---|---|\n");
    for (size_t i = start; i < count; i++) add_revision(out, &request->revisions[i]);
}
