#include "base/terminal.h"

#include "tests/support/test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* The two ends of a pseudo-terminal; `inside` is what a program would have as its standard error. */
struct terminal {
    int outside;
    int inside;
};

static int set_up(void **state) {
    static struct terminal terminal;
    terminal.outside = posix_openpt(O_RDWR | O_NOCTTY);
    if (terminal.outside < 0 || grantpt(terminal.outside) != 0 || unlockpt(terminal.outside) != 0) return -1;
    terminal.inside = open(ptsname(terminal.outside), O_RDWR | O_NOCTTY);
    *state = &terminal;
    return terminal.inside < 0 ? -1 : 0;
}

static int tear_down(void **state) {
    const struct terminal *terminal = *state;
    (void)close(terminal->inside);
    (void)close(terminal->outside);
    return 0;
}

static void set_or_unset(const char *name, const char *value) {
    if (value == NULL)
        (void)unsetenv(name);
    else
        (void)setenv(name, value, 1);
}

static void environment_decides_what_a_terminal_shows(void **state) {
    const struct terminal *terminal = *state;
    static const struct {
        const char *term;
        const char *no_color;
        bool capable;
        bool colour;
    } cases[] = {
        {"xterm", NULL, true, true},  {"xterm", "", true, true},  {"xterm", "1", true, false},
        {"dumb", NULL, false, false}, {NULL, NULL, false, false}, {"", NULL, false, false},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        set_or_unset("TERM", cases[i].term);
        set_or_unset("NO_COLOR", cases[i].no_color);
        assert_int_equal(tnf_terminal_is_capable(terminal->inside), cases[i].capable);
        assert_int_equal(tnf_terminal_has_colour(terminal->inside), cases[i].colour);
    }
}

static void columns_are_what_the_terminal_says(void **state) {
    const struct terminal *terminal = *state;
    const struct winsize size = {.ws_row = 24, .ws_col = 101};
    assert_int_equal(ioctl(terminal->outside, TIOCSWINSZ, &size), 0);
    assert_int_equal(tnf_terminal_columns(terminal->inside), 101);
}

static void without_colour_there_is_no_style(void **state) {
    (void)state;
    assert_string_equal(tnf_terminal_style(false, TNF_STYLE_RED), "");
    assert_string_equal(tnf_terminal_style(true, TNF_STYLE_RED), "\x1b[31m");
    assert_string_equal(tnf_terminal_style(true, TNF_STYLE_PLAIN), "\x1b[0m");
}

static void a_file_is_no_terminal(void **state) {
    (void)state;
    set_or_unset("TERM", "xterm");
    set_or_unset("NO_COLOR", NULL);
    TNF_AUTO_CLOSE const int file = open("/dev/null", O_WRONLY | O_CLOEXEC);
    assert_false(tnf_terminal_is_capable(file));
    assert_false(tnf_terminal_has_colour(file));
    assert_int_equal(tnf_terminal_columns(file), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(environment_decides_what_a_terminal_shows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(columns_are_what_the_terminal_says, set_up, tear_down),
        cmocka_unit_test(without_colour_there_is_no_style),
        cmocka_unit_test(a_file_is_no_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
