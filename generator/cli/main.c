#include "generator/cli/command.h"

int main(int argc, char **argv) {
    struct tnf_cli cli = {.out = stdout, .err = stderr};
    return tnf_cli_main(&cli, argc, argv);
}
