locals {
  user_id    = length(var.name) <= 40 ? var.name : "${trim(substr(var.name, 0, 33), "-")}-${substr(sha1(var.name), 0, 6)}"
  key_prefix = coalesce(var.key_prefix, "${var.name}:")

  commands = [
    "+@read", "+@write", "+@connection", "+@transaction", "+@pubsub", "+@scripting",

    # What shows or touches more than the pattern of keys. KEYS and FLUSHALL are in @dangerous, with INFO, which clients
    # need; the others are in no such group. Functions belong to the server: who may replace one runs code as another user.
    "-@dangerous", "+info", "-client|tracking", "-function", "-pubsub", "-randomkey", "-scan", "-script|flush", "-script|kill",
  ]

  # Keys and channels under the prefix.
  access_string = "on ~${local.key_prefix}* &${local.key_prefix}* -@all ${join(" ", local.commands)}"
}

resource "aws_elasticache_user" "this" {
  user_id       = local.user_id
  user_name     = local.user_id
  engine        = "redis"
  access_string = local.access_string

  authentication_mode {
    type = "iam"
  }

  tags = var.tags
}

resource "aws_elasticache_user_group_association" "this" {
  user_group_id = var.user_group_id
  user_id       = aws_elasticache_user.this.user_id
}
