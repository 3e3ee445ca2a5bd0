locals {
  # RDS takes 63 characters; the longest thing named after the instance is its final snapshot.
  identifier = length(var.name) <= 63 ? var.name : "${trim(substr(var.name, 0, 56), "-")}-${substr(sha1(var.name), 0, 6)}"

  family         = "postgres${split(".", var.engine_version)[0]}"
  final_snapshot = coalesce(var.final_snapshot, var.protected)
  max_storage    = coalesce(var.max_storage, min(2 * var.storage, 65536))
  log_groups     = toset(["postgresql", "upgrade"])
}

resource "aws_db_subnet_group" "this" {
  name        = local.identifier
  description = "Database subnets of ${var.name}"
  subnet_ids  = var.subnet_ids

  tags = var.tags
}

resource "aws_db_parameter_group" "this" {
  # A new major version needs a new group before the old one can go, so the family is part of the name.
  name        = "${local.identifier}-${local.family}"
  description = "TLS is forced and statements are logged"
  family      = local.family

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  # Changes of the schema, and what is slow. All statements would carry the tenants' data into the logs.
  parameter {
    name  = "log_statement"
    value = "ddl"
  }

  parameter {
    name  = "log_min_duration_statement"
    value = tostring(var.slow_query_ms)
  }

  parameter {
    name  = "log_connections"
    value = "1"
  }

  parameter {
    name  = "log_disconnections"
    value = "1"
  }

  tags = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

# RDS would make these itself and keep them for ever.
resource "aws_cloudwatch_log_group" "this" {
  #checkov:skip=CKV_AWS_158:CloudWatch Logs encrypts with a key of its own
  #checkov:skip=CKV_AWS_338:retention is an input, 7 days by default as the platform's log groups
  for_each = local.log_groups

  name              = "/aws/rds/instance/${local.identifier}/${each.key}"
  retention_in_days = var.log_retention

  tags = var.tags
}

resource "aws_db_instance" "this" {
  #checkov:skip=CKV_AWS_157:Multi-AZ is an input, off in staging for its price
  #checkov:skip=CKV_AWS_293:deletion protection is an input, off where an environment may be torn down
  #checkov:skip=CKV_AWS_118:enhanced monitoring costs extra; Performance Insights is on
  identifier     = local.identifier
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.class
  db_name        = var.database_name
  port           = var.port

  # RDS makes the password and keeps it in Secrets Manager. It never passes through Terraform.
  username                            = var.username
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = var.kms_key_arn
  iam_database_authentication_enabled = true

  storage_type          = "gp3"
  allocated_storage     = var.storage
  max_allocated_storage = local.max_storage
  storage_encrypted     = true
  kms_key_id            = var.kms_key_arn

  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  publicly_accessible    = false
  ca_cert_identifier     = "rds-ca-rsa2048-g1"
  multi_az               = var.multi_az

  backup_retention_period   = var.backup_days
  backup_window             = "03:00-04:00"
  maintenance_window        = "sun:04:30-sun:05:30"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = !local.final_snapshot
  deletion_protection       = var.protected
  skip_final_snapshot       = !local.final_snapshot
  final_snapshot_identifier = local.final_snapshot ? "${local.identifier}-final" : null

  parameter_group_name            = aws_db_parameter_group.this.name
  enabled_cloudwatch_logs_exports = local.log_groups
  auto_minor_version_upgrade      = true
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.kms_key_arn

  tags = var.tags

  depends_on = [aws_cloudwatch_log_group.this]

  lifecycle {
    precondition {
      condition     = !var.protected || local.final_snapshot
      error_message = "A protected database leaves a final snapshot: do not set final_snapshot to false."
    }
  }
}

resource "aws_security_group" "this" {
  name_prefix = "${var.name}-database-"
  description = "PostgreSQL ${var.name}"
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { Name = "${var.name}-database" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.clients

  security_group_id            = aws_security_group.this.id
  description                  = "PostgreSQL from ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port

  tags = var.tags
}
