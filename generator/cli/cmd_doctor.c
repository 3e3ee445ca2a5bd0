#include "base/memory.h"
#include "base/strbuf.h"
#include "base/terminal.h"
#include "generator/cli/commands.h"
#include "generator/cli/doctor.h"
#include "generator/cli/print.h"
#include "generator/cli/render.h"
#include "generator/cli/visible.h"

#include <stdarg.h>
#include <string.h>

static const char *const level_names[] = {"ok", "note", "problem"};

void tnf_doctor_add(struct tnf_doctor *doctor, enum tnf_doctor_level level, const char *check, const char *advice,
                    const char *format, ...) {
    char *text = NULL;
    va_list args;
    va_start(args, format);
    const int length = vasprintf(&text, format, args);
    va_end(args);
    struct tnf_arena *arena = &doctor->cli->arena;
    doctor->findings =
        tnf_arena_grow(arena, doctor->findings, doctor->count, &doctor->capacity, sizeof *doctor->findings);
    doctor->findings[doctor->count++] = (struct tnf_doctor_finding){
        .level = level,
        .area = doctor->area,
        .check = check,
        .text = length < 0 ? "" : tnf_arena_str(arena, text),
        .advice = advice,
    };
    if (length >= 0) free(text);
}

void tnf_doctor_add_error(struct tnf_doctor *doctor, const char *check, const struct tnf_error *err) {
    const char *hint = tnf_arena_str(&doctor->cli->arena, err->hint);
    tnf_doctor_add(doctor, TNF_DOCTOR_PROBLEM, check, hint, "%s%s%s%s", err->message, err->id[0] == '\0' ? "" : " [",
                   err->id, err->id[0] == '\0' ? "" : "]");
}

static void print_finding(const struct tnf_cli *cli, const struct tnf_doctor_finding *finding) {
    static const enum tnf_style styles[] = {TNF_STYLE_GREEN, TNF_STYLE_YELLOW, TNF_STYLE_RED};
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&line, "  %s%-8s%s", tnf_terminal_style(cli->out_colour, styles[finding->level]),
                    level_names[finding->level], tnf_terminal_style(cli->out_colour, TNF_STYLE_PLAIN));
    tnf_cli_visible(&line, tnf_sv(finding->text));
    if (finding->advice[0] != '\0') {
        tnf_strbuf_add_str(&line, "\n          ");
        tnf_cli_visible(&line, tnf_sv(finding->advice));
    }
    (void)fprintf(cli->out, "%s\n", line.ptr);
}

static void print(const struct tnf_doctor *doctor) {
    const char *area = "";
    for (size_t i = 0; i < doctor->count; i++) {
        const struct tnf_doctor_finding *finding = &doctor->findings[i];
        if (strcmp(area, finding->area) != 0) (void)fprintf(doctor->cli->out, "%s\n", finding->area);
        area = finding->area;
        print_finding(doctor->cli, finding);
    }
}

static json_t *json_findings(const struct tnf_doctor *doctor) {
    json_t *array = json_array();
    for (size_t i = 0; i < doctor->count; i++) {
        const struct tnf_doctor_finding *finding = &doctor->findings[i];
        json_t *object = json_object();
        (void)json_object_set_new(object, "level", json_string(level_names[finding->level]));
        (void)json_object_set_new(object, "area", json_string(finding->area));
        (void)json_object_set_new(object, "check", json_string(finding->check));
        (void)json_object_set_new(object, "text", tnf_cli_json_text(tnf_sv(finding->text)));
        (void)json_object_set_new(object, "advice", tnf_cli_json_text(tnf_sv(finding->advice)));
        (void)json_array_append_new(array, object);
    }
    return array;
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    struct tnf_doctor doctor = {.cli = cli};
    const char *output = tnf_cli_value(args, "out");
    if (output == NULL) output = ".";
    tnf_doctor_machine(&doctor, output);
    if (tnf_doctor_catalog(&doctor)) tnf_doctor_output(&doctor, args, output);
    size_t counts[TNF_ARRAY_LEN(level_names)] = {0};
    for (size_t i = 0; i < doctor.count; i++) counts[doctor.findings[i].level]++;
    if (!cli->json) print(&doctor);
    const size_t problems = counts[TNF_DOCTOR_PROBLEM];
    tnf_cli_say(cli, "%zu ok, %zu note%s, %zu problem%s", counts[TNF_DOCTOR_OK], counts[TNF_DOCTOR_NOTE],
                counts[TNF_DOCTOR_NOTE] == 1 ? "" : "s", problems, problems == 1 ? "" : "s");
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "healthy", json_boolean(problems == 0));
    (void)json_object_set_new(object, "findings", json_findings(&doctor));
    TNF_TRY(tnf_cli_json_write(cli, object, err));
    return problems == 0 ? TNF_CLI_EXIT_OK : TNF_CLI_EXIT_ERROR;
}

static const struct tnf_cli_option options[] = {
    TNF_CLI_VALUE("out", 'o', "DIR", "directory of the output; the current one when not given"),
    TNF_CLI_VALUE("templates", '\0', "DIR", "templates that the output was generated with"),
    TNF_CLI_SWITCH("local-state", '\0', "the output was generated with --local-state"),
};

const struct tnf_cli_command tnf_cli_command_doctor = {
    .name = "doctor",
    .group = TNF_CLI_GROUP_ABOUT,
    .summary = "say what is missing on this machine, in the catalog and in the output",
    .arguments = "",
    .description =
        "Looks for the programs and credentials that commands need (of secrets only whether they are there), at "
        "the catalog's file and rules, and at the output: an interrupted run, files that were changed by hand. "
        "Each finding is ok, a note or a problem, with what to do. Nothing is changed and no host is asked. Exits "
        "with 1 when there is a problem.",
    .examples = "Before the first run on a machine\ttenantform doctor\n"
                "With the output in a folder\ttenantform doctor --out infra",
    TNF_CLI_OPTIONS(options),
    .long_result = true,
    .run = run,
};
