/* Running real tools from tests. */
#pragma once

/* What `command` prints on both streams when a shell runs it in `folder`. Fails the test, with what was printed, unless
 * it exits with 0. To be freed by the caller. */
char *tnf_shell(const char *folder, const char *command) __attribute__((warn_unused_result));
