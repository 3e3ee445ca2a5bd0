#include "provider/rehearsal/format.h"

#include "base/memory.h"

const struct tnf_cty_type *tnf_rehearsal_index_type(struct tnf_arena *arena) {
    const struct tnf_cty_field fields[] = {
        {TNF_SV("kind"), &tnf_cty_number},
        {TNF_SV("length"), &tnf_cty_number},
        {TNF_SV("name"), &tnf_cty_string},
        {TNF_SV("offset"), &tnf_cty_number},
    };
    return tnf_cty_collection(arena, TNF_CTY_LIST, tnf_cty_object(arena, fields, TNF_ARRAY_LEN(fields)));
}

const struct tnf_cty_type *tnf_rehearsal_facts_type(struct tnf_arena *arena) {
    const struct tnf_cty_type *texts = tnf_cty_collection(arena, TNF_CTY_LIST, &tnf_cty_string);
    const struct tnf_cty_field rule[] = {
        {TNF_SV("copy"), &tnf_cty_string}, {TNF_SV("each"), texts},
        {TNF_SV("for"), &tnf_cty_string},  {TNF_SV("known"), &tnf_cty_string},
        {TNF_SV("value"), texts},          {TNF_SV("when"), tnf_cty_collection(arena, TNF_CTY_MAP, &tnf_cty_string)},
    };
    const struct tnf_cty_type *rules =
        tnf_cty_collection(arena, TNF_CTY_LIST, tnf_cty_object(arena, rule, TNF_ARRAY_LEN(rule)));
    const struct tnf_cty_field facts[] = {
        {TNF_SV("names"), texts}, {TNF_SV("replace"), texts}, {TNF_SV("rules"), rules}};
    return tnf_cty_object(arena, facts, TNF_ARRAY_LEN(facts));
}
