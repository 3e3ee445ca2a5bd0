locals {
  user_id    = length(var.name) <= 40 ? var.name : "${trim(substr(var.name, 0, 33), "-")}-${substr(sha1(var.name), 0, 6)}"
  key_prefix = coalesce(var.key_prefix, "${var.name}:")

  # Keys and channels under the prefix, and no command that shows or touches those of others whatever the pattern says:
  # @dangerous has KEYS and FLUSHALL (and INFO, which clients need to connect), SCAN and RANDOMKEY are in no such group.
  access_string = "on ~${local.key_prefix}* &${local.key_prefix}* -@all +@read +@write +@connection +@transaction +@pubsub +@scripting -@dangerous -scan -randomkey +info"
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
