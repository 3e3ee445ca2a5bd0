locals {
  # ElastiCache takes 40 characters, and users have a suffix.
  id = length(var.name) <= 40 ? var.name : "${trim(substr(var.name, 0, 33), "-")}-${substr(sha1(var.name), 0, 6)}"

  user_prefix = length(var.name) <= 32 ? var.name : "${trim(substr(var.name, 0, 25), "-")}-${substr(sha1(var.name), 0, 6)}"

  family = "redis${split(".", var.engine_version)[0]}"

  # ElastiCache numbers the nodes of a group that is not sharded from 001.
  node_ids = [for i in range(1 + var.replicas) : format("%s-%03d", local.id, i + 1)]
}

resource "aws_elasticache_subnet_group" "this" {
  name        = local.id
  description = "Database subnets of ${var.name}"
  subnet_ids  = var.subnet_ids

  tags = var.tags
}

resource "aws_elasticache_parameter_group" "this" {
  name        = "${local.id}-${local.family}"
  description = "Parameters of ${var.name}"
  family      = local.family

  dynamic "parameter" {
    for_each = var.parameters

    content {
      name  = parameter.key
      value = parameter.value
    }
  }

  tags = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "this" {
  #checkov:skip=CKV_AWS_158:CloudWatch Logs encrypts with a key of its own
  #checkov:skip=CKV_AWS_338:retention is an input, 7 days by default as the platform's log groups
  for_each = toset(["slow-log", "engine-log"])

  name              = "/elasticache/${local.id}/${each.key}"
  retention_in_days = var.log_retention

  tags = var.tags
}

resource "aws_elasticache_replication_group" "this" {
  #checkov:skip=CKV_AWS_191:ElastiCache encrypts with a key of its own; kms_key_arn names another
  #checkov:skip=CKV2_AWS_50:automatic failover needs a replica, and the number of replicas is an input
  replication_group_id = local.id
  description          = "Redis ${var.name}"
  engine               = "redis"
  engine_version       = var.engine_version
  node_type            = var.node_type
  port                 = 6379

  num_cache_clusters         = 1 + var.replicas
  automatic_failover_enabled = var.replicas > 0
  multi_az_enabled           = var.replicas > 0

  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  at_rest_encryption_enabled = true
  kms_key_id                 = var.kms_key_arn
  user_group_ids             = [aws_elasticache_user_group.this.user_group_id]

  parameter_group_name = aws_elasticache_parameter_group.this.name
  subnet_group_name    = aws_elasticache_subnet_group.this.name
  security_group_ids   = [aws_security_group.this.id]

  snapshot_retention_limit  = var.snapshot_days
  snapshot_window           = "02:00-03:00"
  maintenance_window        = "sun:03:30-sun:04:30"
  final_snapshot_identifier = coalesce(var.final_snapshot, var.protected) ? "${local.id}-final" : null

  # Without it a change waits for the maintenance window, and each plan until then shows it again.
  apply_immediately          = true
  auto_minor_version_upgrade = true

  dynamic "log_delivery_configuration" {
    for_each = aws_cloudwatch_log_group.this

    content {
      destination      = log_delivery_configuration.value.name
      destination_type = "cloudwatch-logs"
      log_format       = "json"
      log_type         = log_delivery_configuration.key
    }
  }

  tags = var.tags
}

resource "aws_security_group" "this" {
  name_prefix = "${var.name}-cache-"
  description = "Redis ${var.name}"
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { Name = "${var.name}-cache" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.clients

  security_group_id            = aws_security_group.this.id
  description                  = "Redis from ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379

  tags = var.tags
}
