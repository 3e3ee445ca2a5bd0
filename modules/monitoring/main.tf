data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.region

  topic_arn     = var.create_topic ? one(aws_sns_topic.this[*].arn) : var.topic_arn
  alarm_actions = compact([local.topic_arn])
  make_key      = var.create_topic && var.kms_key_arn == null
}

resource "aws_cloudwatch_log_group" "this" {
  #checkov:skip=CKV_AWS_158:CloudWatch Logs encrypts with a key of its own; kms_key_arn names another
  #checkov:skip=CKV_AWS_338:retention is an input, 7 days by default as the platform's log groups
  for_each = var.log_groups

  name              = each.key
  retention_in_days = each.value.retention
  kms_key_id        = var.kms_key_arn

  tags = var.tags
}

resource "aws_sns_topic" "this" {
  count = var.create_topic ? 1 : 0

  name              = "${var.name}-alarms"
  kms_master_key_id = local.make_key ? aws_kms_key.topic[0].arn : var.kms_key_arn

  tags = var.tags
}

# CloudWatch of this account may publish, nobody else.
resource "aws_sns_topic_policy" "this" {
  count = var.create_topic ? 1 : 0

  arn = aws_sns_topic.this[0].arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Alarms"
      Effect    = "Allow"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.this[0].arn
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnLike      = { "aws:SourceArn" = "arn:${local.partition}:cloudwatch:${local.region}:${local.account}:alarm:*" }
      }
    }]
  })
}

resource "aws_sns_topic_subscription" "email" {
  for_each = toset(var.create_topic && var.alarm_email != null ? [var.alarm_email] : [])

  topic_arn = aws_sns_topic.this[0].arn
  protocol  = "email"
  endpoint  = each.key
}

# AWS's own key for SNS does not let alarms in, and its policy cannot be changed. CloudWatch does not tell KMS whom it
# works for, so the key's policy has no condition; whose alarms get through is the topic's policy to decide.
resource "aws_kms_key" "topic" {
  count = local.make_key ? 1 : 0

  description             = "Alarms of ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 7

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
      },
    ]
  })

  tags = merge(var.tags, { Name = "${var.name}-alarms" })
}

resource "aws_kms_alias" "topic" {
  count = local.make_key ? 1 : 0

  name          = "alias/${var.name}-alarms"
  target_key_id = aws_kms_key.topic[0].key_id
}
