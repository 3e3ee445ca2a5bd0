#include "generator/output/order.h"

#include "base/memory.h"

static void swap(struct tnf_order_item *a, struct tnf_order_item *b) {
    const struct tnf_order_item old = *a;
    *a = *b;
    *b = old;
}

void tnf_order_put(struct tnf_order *order, uint64_t number, void *item) {
    order->items = tnf_xgrow(order->items, order->count, &order->capacity, sizeof *order->items);
    size_t at = order->count++;
    order->items[at] = (struct tnf_order_item){number, item};
    for (; at > 0 && order->items[(at - 1) / 2].number > number; at = (at - 1) / 2)
        swap(&order->items[at], &order->items[(at - 1) / 2]);
}

void *tnf_order_drop(struct tnf_order *order) {
    if (order->count == 0) return NULL;
    struct tnf_order_item *items = order->items;
    void *first = items[0].item;
    items[0] = items[--order->count];
    for (size_t at = 0;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < order->count; child++)
            if (items[child].number < items[least].number) least = child;
        if (least == at) return first;
        swap(&items[at], &items[least]);
        at = least;
    }
}

void *tnf_order_take(struct tnf_order *order) {
    if (order->count == 0 || order->items[0].number != order->next) return NULL;
    order->next++;
    return tnf_order_drop(order);
}

void tnf_order_release(struct tnf_order *order) {
    free(order->items);
    *order = (struct tnf_order){0};
}
