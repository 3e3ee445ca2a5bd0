data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  # One task of a service stays off Spot unless everything is to run there: when AWS reclaims capacity, something answers.
  strategy = merge(
    var.spot_percent < 100 ? { FARGATE = { base = 1, weight = 100 - var.spot_percent } } : {},
    var.spot_percent > 0 ? { FARGATE_SPOT = { base = 0, weight = var.spot_percent } } : {},
  )

  log_group_name = "/ecs/exec/${var.name}"
  kms_key_arn    = var.kms_key_arn == null ? one(aws_kms_key.exec[*].arn) : var.kms_key_arn
}

resource "aws_ecs_cluster" "this" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = var.insights
  }

  configuration {
    execute_command_configuration {
      kms_key_id = local.kms_key_arn
      logging    = "OVERRIDE"

      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = aws_cloudwatch_log_group.exec.name
      }
    }
  }

  tags = var.tags
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = concat(["FARGATE", "FARGATE_SPOT"], var.capacity_providers)

  dynamic "default_capacity_provider_strategy" {
    for_each = local.strategy

    content {
      capacity_provider = default_capacity_provider_strategy.key
      base              = default_capacity_provider_strategy.value.base
      weight            = default_capacity_provider_strategy.value.weight
    }
  }
}

resource "aws_cloudwatch_log_group" "exec" {
  #checkov:skip=CKV_AWS_338:retention is an input, 7 days by default as the platform's log groups
  name              = local.log_group_name
  retention_in_days = var.log_retention
  kms_key_id        = local.kms_key_arn

  tags = var.tags
}

resource "aws_kms_key" "exec" {
  count = var.kms_key_arn == null ? 1 : 0

  description             = "ECS Exec sessions of cluster ${var.name}, and their transcripts"
  enable_key_rotation     = true
  deletion_window_in_days = 7

  # The account decides through IAM who may use the key; CloudWatch Logs may for this log group only.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "Logs"
        Effect    = "Allow"
        Principal = { Service = "logs.${data.aws_region.current.region}.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = {
          ArnEquals = {
            "kms:EncryptionContext:aws:logs:arn" = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:${local.log_group_name}"
          }
        }
      },
    ]
  })

  tags = merge(var.tags, { Name = "${var.name}-ecs-exec" })
}

resource "aws_kms_alias" "exec" {
  count = var.kms_key_arn == null ? 1 : 0

  name          = "alias/${var.name}-ecs-exec"
  target_key_id = aws_kms_key.exec[0].key_id
}
