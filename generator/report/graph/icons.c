#include "generator/report/graph/icons.h"

static const char *const icons[TNF_GRAPH_KIND_COUNT] = {
    /* a globe */
    [TNF_GRAPH_INTERNET] = "M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14M1 8h14M8 1c-4 3-4 11 0 14M8 1c4 3 4 11 0 14",
    /* a signpost */
    [TNF_GRAPH_DNS] = "M8 1v14M3 2h8l2 2-2 2H3zM13 8H5L3 10l2 2h8z",
    /* a shield */
    [TNF_GRAPH_WAF] = "M8 1l6 2v5c0 4-3 6-6 7c-3-1-6-3-6-7V3z",
    /* one above three */
    [TNF_GRAPH_BALANCER] = "M6 1h4v4H6zM8 5v3M3 11V8h10v3M8 8v3M1.5 11h3v3.5h-3zM6.5 11h3v3.5h-3zM11.5 11h3v3.5h-3z",
    /* a fork */
    [TNF_GRAPH_ROUTE] = "M1 8h5l6-5M6 8l6 5M9 3h3.5v3M9 13h3.5v-3",
    /* a clock */
    [TNF_GRAPH_SCHEDULE] = "M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14M8 4v4l3 2",
    /* a cube */
    [TNF_GRAPH_SERVICE] = "M8 1l6 3.5v7L8 15l-6-3.5v-7zM2 4.5L8 8l6-3.5M8 8v7",
    /* a page that is played */
    [TNF_GRAPH_TASK] = "M3 1.5h10v13H3zM6 5l5 3-5 3z",
    /* a house */
    [TNF_GRAPH_TENANT_SUMMARY] = "M2 15V6l6-5 6 5v9zM6 15v-5h4v5",
    /* a drum */
    [TNF_GRAPH_DATABASE] = "M2 4c0-4 12-4 12 0v8c0 4-12 4-12 0zM2 4c0 4 12 4 12 0M2 8c0 4 12 4 12 0",
    /* lightning */
    [TNF_GRAPH_CACHE] = "M9 1L3 9h4l-1 6 7-8H8z",
    /* a folder */
    [TNF_GRAPH_FILES] = "M1 13.5v-11h5l2 2h7v9z",
    /* a key */
    [TNF_GRAPH_SECRETS] = "M4.5 4.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7M8 8h7v3M12 8v2.5",
    /* a chip */
    [TNF_GRAPH_POOL] = "M4 4h8v8H4zM6 1v3M10 1v3M6 12v3M10 12v3M1 6h3M1 10h3M12 6h3M12 10h3",
    /* there and back */
    [TNF_GRAPH_NAT] = "M2 5h10M9 2l3 3-3 3M14 11H4M7 8l-3 3 3 3",
    /* a plug */
    [TNF_GRAPH_ENDPOINTS] = "M5 1v4M11 1v4M3 5h10v2a5 5 0 0 1-10 0zM8 12v3",
    /* a wheel */
    [TNF_GRAPH_CONTROLLER] = "M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6M8 1v3M8 12v3M1 8h3M12 8h3M3 3l2 2M11 11l2 2M13 3l-2 2M5 "
                             "11l-2 2",
    /* branches */
    [TNF_GRAPH_GITHUB] = "M4 5a2 2 0 1 0 0-4a2 2 0 1 0 0 4M4 15a2 2 0 1 0 0-4a2 2 0 1 0 0 4M12 6a2 2 0 1 0 0-4a2 2 0 1 "
                         "0 0 4M4 5v6M12 6c0 3-8 2-8 5",
    /* an eye */
    [TNF_GRAPH_GUARD] = "M1 8c4-6 10-6 14 0c-4 6-10 6-14 0zM8 6a2 2 0 1 0 0 4a2 2 0 1 0 0-4",
};

const char *tnf_graph_icon(enum tnf_graph_kind kind) {
    return icons[kind];
}
