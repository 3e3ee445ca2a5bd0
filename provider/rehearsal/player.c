#include "provider/rehearsal/player.h"

#include "base/memory.h"

#include <pthread.h>

struct tnf_player {
    struct tnf_schema_file *schemas;
    pthread_mutex_t mutex; /* for what is below */
    struct tnf_arena arena;
    bool has_facts;
    struct tnf_facts facts;
    struct tnf_stage stage;
    struct tnf_cty_value default_tags;
};

int tnf_player_new(const char *path, struct tnf_player **ret_player, struct tnf_error *err) {
    struct tnf_schema_file *schemas;
    TNF_TRY(tnf_schema_file_open(path, &schemas, err));
    struct tnf_player *player = tnf_xcalloc(1, sizeof *player);
    player->schemas = schemas;
    player->stage = (struct tnf_stage){
        .region = TNF_SV("us-east-1"),
        .account = TNF_SV("000000000000"),
        .partition = TNF_SV("aws"),
    };
    pthread_mutex_init(&player->mutex, NULL);
    *ret_player = player;
    return 0;
}

void tnf_player_free(struct tnf_player *player) {
    if (player == NULL) return;
    tnf_schema_file_close(player->schemas);
    tnf_arena_release(&player->arena);
    pthread_mutex_destroy(&player->mutex);
    free(player);
}

struct tnf_schema_file *tnf_player_schemas(struct tnf_player *player) {
    return player->schemas;
}

/* The first object of the block `name`, or NULL. */
static const struct tnf_cty_value *first_block(const struct tnf_cty_value *config, struct tnf_strview name) {
    const struct tnf_cty_value *blocks = tnf_cty_get(config, name);
    if (blocks == NULL || blocks->kind != TNF_CTY_SEQUENCE || blocks->parts.count == 0) return NULL;
    return &blocks->parts.items[0];
}

/* The fifth field of arn:partition:service:region:account:resource. */
static struct tnf_strview account_of_arn(struct tnf_strview arn) {
    struct tnf_strview rest = arn;
    for (int i = 0; i < 4; i++) (void)tnf_sv_next(&rest, ':');
    return tnf_sv_next(&rest, ':');
}

static struct tnf_cty_value copy_tags(struct tnf_arena *arena, const struct tnf_cty_value *tags) {
    if (tags == NULL || tags->kind != TNF_CTY_MAPPING || !tnf_cty_is_wholly_known(tags)) return tnf_cty_null();
    struct tnf_cty_value copy = tnf_cty_mapping(arena, tags->parts.count);
    for (size_t i = 0; i < tags->parts.count; i++) {
        copy.parts.keys[i] = tnf_arena_sv(arena, tags->parts.keys[i]);
        copy.parts.items[i] = tags->parts.items[i];
        if (copy.parts.items[i].kind != TNF_CTY_TEXT) continue;
        copy.parts.items[i].text = tnf_arena_sv(arena, copy.parts.items[i].text);
    }
    return copy;
}

void tnf_player_configure(struct tnf_player *player, const struct tnf_cty_value *config) {
    const struct tnf_strview region = tnf_cty_get_text(config, TNF_SV("region"));
    const struct tnf_cty_value *role = first_block(config, TNF_SV("assume_role"));
    const struct tnf_cty_value *tags = first_block(config, TNF_SV("default_tags"));
    pthread_mutex_lock(&player->mutex);
    if (region.len > 0) player->stage.region = tnf_arena_sv(&player->arena, region);
    if (role != NULL) {
        const struct tnf_strview account = account_of_arn(tnf_cty_get_text(role, TNF_SV("role_arn")));
        if (account.len > 0) player->stage.account = tnf_arena_sv(&player->arena, account);
    }
    if (tags != NULL) {
        player->default_tags = copy_tags(&player->arena, tnf_cty_get(tags, TNF_SV("tags")));
        player->stage.default_tags = &player->default_tags;
    }
    pthread_mutex_unlock(&player->mutex);
}

/* Called with the mutex held. */
static int read_facts(struct tnf_player *player, struct tnf_error *err) {
    if (player->has_facts) return 0;
    const struct tnf_strview section = tnf_schema_file_section(player->schemas, TNF_REHEARSAL_FACTS);
    TNF_TRY(tnf_facts_read(&player->arena, section, &player->facts, err));
    player->has_facts = true;
    return 0;
}

static const char *prefix_of(enum tnf_rehearsal_kind kind) {
    if (kind == TNF_REHEARSAL_DATA_SOURCE) return "data.";
    if (kind == TNF_REHEARSAL_EPHEMERAL) return "ephemeral.";
    return "";
}

int tnf_player_invention(struct tnf_player *player, struct tnf_arena *arena, enum tnf_rehearsal_kind kind,
                         struct tnf_strview type, const struct tnf_cty_value *given,
                         struct tnf_invention *ret_invention, struct tnf_error *err) {
    pthread_mutex_lock(&player->mutex);
    const int code = read_facts(player, err);
    const struct tnf_stage stage = player->stage;
    pthread_mutex_unlock(&player->mutex);
    if (code < 0) return code;
    tnf_invention_init(ret_invention, arena, &player->facts, &stage, prefix_of(kind), type, given);
    return 0;
}
