/* A page around the picture: filters, and a policy that lets nothing else in. */
#include "base/memory.h"
#include "base/sha256.h"
#include "generator/report/graph/write_svg.h"

/* Base64 of RFC 4648, with padding. */
static void add_base64(struct tnf_strbuf *out, const unsigned char *bytes, size_t length) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    enum { IN = 3, OUT = 4, BITS = 6, MASK = 63, BYTE = 8 };
    for (size_t i = 0; i < length; i += IN) {
        unsigned group = 0;
        for (size_t j = 0; j < IN; j++) group = group << BYTE | (i + j < length ? bytes[i + j] : 0U);
        for (size_t j = 0; j < OUT; j++)
            tnf_strbuf_add_c(out, i + j > length ? '=' : digits[group >> (BITS * (OUT - 1 - j)) & MASK]);
    }
}

/* The browser runs the script of this hash and no other, and loads nothing. */
static void add_policy(struct tnf_strbuf *out, struct tnf_strview script) {
    TNF_AUTO(tnf_hasher_cleanup) struct tnf_hasher *hasher = tnf_hasher_new();
    const struct tnf_sha256 hash = tnf_hasher_of(hasher, script);
    tnf_strbuf_add_str(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
                            "'sha256-");
    add_base64(out, hash.bytes, sizeof(hash.bytes));
    tnf_strbuf_add_str(out, "'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n");
}

static void add_page(struct tnf_strbuf *out, struct tnf_strview title, struct tnf_strview picture) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf script = TNF_STRBUF_INIT;
    tnf_graph_add_page_file(&script, "page.js");
    tnf_strbuf_add_str(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    add_policy(out, tnf_strbuf_view(&script));
    tnf_strbuf_add_str(out, "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    tnf_graph_add_entities(out, title);
    tnf_strbuf_add_str(out, "</title>\n<style>\n");
    tnf_graph_add_page_file(out, "page.css");
    tnf_strbuf_add_str(out, "</style>\n</head>\n<body>\n");
    tnf_graph_add_page_file(out, "filters.html");
    tnf_strbuf_add_str(out, "<main class=\"fit\" tabindex=\"0\" aria-label=\"Picture\">\n");
    tnf_strbuf_add_sv(out, picture);
    tnf_strbuf_add_str(out, "</main>\n<script>");
    tnf_strbuf_add_sv(out, tnf_strbuf_view(&script));
    tnf_strbuf_add_str(out, "</script>\n</body>\n</html>\n");
}

int tnf_graph_write_html(struct tnf_strbuf *out, const struct tnf_graph *graph, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf picture = TNF_STRBUF_INIT;
    TNF_TRY(tnf_graph_write_svg(&picture, graph, err));
    add_page(out, graph->boxes[0].label, tnf_strbuf_view(&picture));
    return 0;
}
