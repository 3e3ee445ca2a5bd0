/* Variables of the environment. */
#pragma once

/* The value of a variable, NULL when it is not set or empty. It lives until somebody sets the variable anew. */
const char *tnf_environment(const char *name);
