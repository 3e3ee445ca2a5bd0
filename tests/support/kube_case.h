/*
 * Tables of cases for the manifests of the EKS option: tenant "acme" in environment "staging" of platform "plat", with
 * what a case says on top, and what has to stand in one of its files.
 */
#pragma once

#include <stddef.h>

struct test_kube_case {
    const char *title;
    const char
        *model; /* JSON with ' for ": keys put over those of the usual model; NULL for none. Its services get rows. */
    const char *tenant;  /* "field=value field=value" of the tenant's row, NULL for none */
    const char *service; /* the same of every service's row */
    const char *file;    /* below manifests/, without ".yaml": "namespace", "services/web" */
    const char *has;     /* what stands in it, NULL for that there is no such file */
    const char *lacks;   /* what does not, NULL for nothing */
};

/* Fails on the first case that does not hold, with its title and the file. */
void test_kube_cases(const struct test_kube_case *cases, size_t count);

/* The error that there is instead of files. */
void test_kube_refused(const struct test_kube_case *one, const char *message);
