/* Puts what threads finish in any order back into the order of its numbers. A heap; not thread-safe by itself. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct tnf_order {
    struct tnf_order_item {
        uint64_t number;
        void *item;
    } * items; /* smallest number first */
    size_t count;
    size_t capacity;
    uint64_t next; /* the number whose turn it is */
};

void tnf_order_put(struct tnf_order *order, uint64_t number, void *item);
/* The item whose turn it is, or NULL when it has not come yet. */
void *tnf_order_take(struct tnf_order *order);
/* Any item that is left, or NULL: to free what a failure left over. */
void *tnf_order_drop(struct tnf_order *order);
/* Frees the storage; the items must have been taken. */
void tnf_order_release(struct tnf_order *order);
