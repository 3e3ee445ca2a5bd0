/*
 * Classes of ASCII characters. isalpha and its like depend on the locale, and are undefined for bytes above 0x7F.
 */
#pragma once

#include <stdbool.h>

static inline bool tnf_is_digit(char c) {
    return c >= '0' && c <= '9';
}

static inline bool tnf_is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static inline bool tnf_is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static inline bool tnf_is_letter(char c) {
    return tnf_is_lower(c) || tnf_is_upper(c);
}

static inline bool tnf_is_alnum(char c) {
    return tnf_is_letter(c) || tnf_is_digit(c);
}

/* The letter in upper case, anything else as it is. */
static inline char tnf_to_upper(char c) {
    return tnf_is_lower(c) ? (char)(c - 'a' + 'A') : c;
}
