/* advise: ECS on Fargate, ECS on EC2 or EKS, and why. */
#include "base/environment.h"
#include "base/excerpt.h"
#include "base/memory.h"
#include "base/suggest.h"
#include "generator/cli/advise_report.h"
#include "generator/cli/at.h"
#include "generator/cli/change.h"
#include "generator/cli/commands.h"
#include "generator/cli/cost_inputs.h"

#include <string.h>

const char *tnf_cli_answers_path(const struct tnf_cli_args *args) {
    const char *given = tnf_cli_value(args, "answers");
    return given != NULL ? given : tnf_environment("TENANTFORM_ANSWERS");
}

int tnf_cli_advise_facts(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_catalog *catalog,
                         struct tnf_advise_facts *ret, struct tnf_error *err) {
    const char *path = tnf_cli_answers_path(args);
    struct tnf_answers answers;
    TNF_TRY(tnf_advise_read(catalog, &cli->arena, ret, err));
    if (path == NULL) return 0;
    TNF_TRY(tnf_answers_read(path, &cli->arena, &answers, &cli->errors, err));
    return tnf_answers_apply(&answers, ret, &cli->errors, err);
}

/* What is reported about. */
struct advice {
    struct tnf_advise_facts facts;
    struct tnf_advise_cost cost;
};

static int read_advice(struct tnf_cli *cli, const struct tnf_cli_args *args, struct advice *ret,
                       struct tnf_error *err) {
    TNF_AUTO(tnf_cli_cost_inputs_release) struct tnf_cli_cost_inputs inputs = TNF_CLI_COST_INPUTS_INIT;
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_cost_inputs(cli, args, &inputs, err));
    TNF_TRY(tnf_cli_open(cli, /* write= */ false, &catalog, err));
    TNF_TRY(tnf_catalog_begin_read(catalog, err)); /* ended by the close */
    TNF_TRY(tnf_cli_advise_facts(cli, args, catalog, &ret->facts, err));
    tnf_advise_estimate(catalog, inputs.prices, &inputs.usage, &ret->facts.whole, &cli->arena, &ret->cost);
    return 0;
}

static bool is_asked(const struct tnf_cli_args *args, struct tnf_strview tenant) {
    for (size_t i = 0; i < args->given_count; i++)
        if (strcmp(args->given[i].option->name, "tenant") == 0 && tnf_sv_eq_c(tenant, args->given[i].value))
            return true;
    return false;
}

static int no_such_tenant(const struct tnf_advise_facts *facts, const char *name, struct tnf_error *err) {
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, tnf_sv(name));
    for (size_t i = 0; i < facts->tenant_count; i++) tnf_suggest_try(&suggestion, facts->tenants[i].name);
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no tenant %s that stays", tnf_excerpt(tnf_sv(name)).text);
    if (suggestion.best.ptr != NULL) tnf_error_hint(err, "did you mean %.*s?", TNF_SV_ARG(suggestion.best));
    return TNF_E_NOT_FOUND;
}

static int check_tenants(const struct tnf_cli_args *args, const struct tnf_advise_facts *facts, struct tnf_error *err) {
    for (size_t i = 0; i < args->given_count; i++) {
        if (strcmp(args->given[i].option->name, "tenant") != 0) continue;
        size_t at = 0;
        while (at < facts->tenant_count && !tnf_sv_eq_c(facts->tenants[at].name, args->given[i].value)) at++;
        if (at == facts->tenant_count) return no_such_tenant(facts, args->given[i].value, err);
    }
    return 0;
}

static void add_markdown(struct tnf_strbuf *out, const struct tnf_cli_args *args, const struct advice *advice) {
    const struct tnf_advise_facts *facts = &advice->facts;
    struct tnf_advise_conclusion conclusion;
    tnf_advise_conclude(&facts->whole, &conclusion);
    tnf_strbuf_add_str(out, "# ECS or EKS\n\n");
    tnf_advise_markdown(out, &conclusion, NULL);
    tnf_advise_markdown_cost(out, &advice->cost, conclusion.score.answer);
    tnf_advise_markdown_tenants(out, facts);
    for (size_t i = 0; i < facts->tenant_count; i++) {
        if (!is_asked(args, facts->tenants[i].name)) continue;
        tnf_advise_conclude(&facts->tenants[i].known, &conclusion);
        tnf_strbuf_add_c(out, '\n');
        tnf_advise_markdown(out, &conclusion, &facts->tenants[i]);
    }
}

static void print_text(const struct tnf_cli *cli, const struct tnf_cli_args *args, const struct advice *advice) {
    const struct tnf_advise_facts *facts = &advice->facts;
    struct tnf_advise_conclusion conclusion;
    tnf_advise_conclude(&facts->whole, &conclusion);
    tnf_cli_advise_text(cli, &conclusion, NULL);
    tnf_cli_advise_cost(cli, &advice->cost, conclusion.score.answer);
    tnf_cli_advise_tenants(cli, facts);
    for (size_t i = 0; i < facts->tenant_count; i++) {
        if (!is_asked(args, facts->tenants[i].name)) continue;
        tnf_advise_conclude(&facts->tenants[i].known, &conclusion);
        tnf_cli_line(cli, "%s", "");
        tnf_cli_advise_text(cli, &conclusion, &facts->tenants[i]);
    }
}

static int write_json(const struct tnf_cli *cli, const struct tnf_cli_args *args, const struct advice *advice,
                      struct tnf_error *err) {
    const struct tnf_advise_facts *facts = &advice->facts;
    struct tnf_advise_conclusion conclusion;
    json_t *tenants = json_array();
    json_t *object = tnf_cli_json_new();
    tnf_advise_conclude(&facts->whole, &conclusion);
    for (size_t i = 0; i < facts->tenant_count; i++)
        (void)json_array_append_new(
            tenants, tnf_cli_advise_json_tenant(&facts->tenants[i], is_asked(args, facts->tenants[i].name)));
    (void)json_object_set_new(object, "platform", tnf_cli_advise_json(&conclusion));
    (void)json_object_set_new(object, "tenants", tenants);
    (void)json_object_set_new(object, "cost", tnf_cli_advise_json_cost(&advice->cost));
    return tnf_cli_json_write(cli, object, err);
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const char *format = tnf_cli_value(args, "format");
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct advice advice;
    if (tnf_cli_has(args, "questions")) {
        tnf_answers_template(&text);
        return tnf_cli_text_result(cli, "questions", tnf_strbuf_view(&text), err);
    }
    TNF_TRY(read_advice(cli, args, &advice, err));
    TNF_TRY(check_tenants(args, &advice.facts, err));
    if (cli->json) return write_json(cli, args, &advice, err);
    if (format == NULL || strcmp(format, "text") == 0) {
        print_text(cli, args, &advice);
        return TNF_CLI_EXIT_OK;
    }
    add_markdown(&text, args, &advice);
    (void)fwrite(text.ptr, 1, text.len, cli->out);
    return TNF_CLI_EXIT_OK;
}

static const char *const formats[] = {"text", "markdown", NULL};

static const struct tnf_cli_option options_of_advise[] = {
    TNF_CLI_ANSWERS_OPTION,
    TNF_CLI_VALUES("tenant", 't', "NAME", "give the reasons for this tenant too"),
    TNF_CLI_CHOICE("format", '\0', "FORMAT", formats, "text when not given"),
    TNF_CLI_COST_OPTIONS,
    TNF_CLI_AT_OPTION,
    TNF_CLI_SWITCH("questions", '\0', "print a file of answers to fill in, and nothing else"),
};

const struct tnf_cli_command tnf_cli_command_advise = {
    .name = "advise",
    .group = TNF_CLI_GROUP_OUTPUT,
    .summary = "weigh ECS on Fargate, ECS on EC2 and EKS for this catalog",
    .arguments = "",
    .description =
        "Gives the answer for the platform and each tenant, every rule that speaks for or against it with its weight, "
        "the fact that it looks at and its source, what would change the answer, and what each option costs. Facts are "
        "the catalog's and, as "
        "far as no catalog knows them, those of a file of answers, where each may be left out. Nothing is changed.",
    .examples =
        "From the catalog alone\ttenantform advise\n"
        "Write down what only people know, and ask again\ttenantform advise --questions > answers.yaml\n"
        "With answers, as a page for a pull request\ttenantform advise --answers answers.yaml --format markdown",
    TNF_CLI_OPTIONS(options_of_advise),
    .long_result = true,
    .run = run,
};
