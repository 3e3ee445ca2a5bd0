# Redis lets a client that does not log in be the user "default". Every user group must have one, so this one is off.
resource "aws_elasticache_user" "default" {
  user_id       = "${local.user_prefix}-default"
  user_name     = "default"
  engine        = "redis"
  access_string = "off ~* -@all"

  authentication_mode {
    type = "no-password-required"
  }

  tags = var.tags
}

# IAM needs the id and the name to be the same.
resource "aws_elasticache_user" "this" {
  user_id       = "${local.user_prefix}-app"
  user_name     = "${local.user_prefix}-app"
  engine        = "redis"
  access_string = var.access_string

  authentication_mode {
    type = "iam"
  }

  tags = var.tags
}

resource "aws_elasticache_user_group" "this" {
  user_group_id = local.id
  engine        = "redis"
  user_ids      = [aws_elasticache_user.default.user_id, aws_elasticache_user.this.user_id]

  tags = var.tags

  # Users of tenants of a shared cache join from stacks of their own (pool-cache).
  lifecycle {
    ignore_changes = [user_ids]
  }
}
