data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  # EventBridge Scheduler and IAM take 64 characters; the longest suffix is -schedule.
  short_name = length(var.name) <= 55 ? var.name : "${trim(substr(var.name, 0, 48), "-")}-${substr(sha1(var.name), 0, 6)}"

  arn_prefix   = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}"
  cluster_name = element(split("/", var.cluster_arn), 1)
}

resource "aws_scheduler_schedule_group" "this" {
  name = local.short_name

  tags = var.tags
}

resource "aws_scheduler_schedule" "this" {
  #checkov:skip=CKV_AWS_297:EventBridge Scheduler encrypts with a key of its own; kms_key_arn names another
  for_each = var.schedules

  name                         = coalesce(each.value.name, each.key)
  description                  = "Starts a task of ${var.name}"
  group_name                   = aws_scheduler_schedule_group.this.name
  schedule_expression          = each.value.expression
  schedule_expression_timezone = each.value.timezone
  state                        = each.value.enabled && !var.suspended ? "ENABLED" : "DISABLED"
  kms_key_arn                  = var.kms_key_arn

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = var.cluster_arn
    role_arn = aws_iam_role.this.arn

    input = length(each.value.command) == 0 ? null : jsonencode({
      containerOverrides = [{ name = var.task.container, command = each.value.command }]
    })

    ecs_parameters {
      task_definition_arn     = var.task.definition_arn
      task_count              = 1
      platform_version        = contains(keys(var.task.capacity), "FARGATE") || contains(keys(var.task.capacity), "FARGATE_SPOT") ? "LATEST" : null
      propagate_tags          = "TASK_DEFINITION"
      enable_ecs_managed_tags = true

      dynamic "capacity_provider_strategy" {
        for_each = var.task.capacity

        content {
          capacity_provider = capacity_provider_strategy.key
          base              = capacity_provider_strategy.value.base
          weight            = capacity_provider_strategy.value.weight
        }
      }

      dynamic "placement_strategy" {
        for_each = var.task.placement

        content {
          type  = placement_strategy.value.type
          field = placement_strategy.value.field
        }
      }

      network_configuration {
        subnets          = var.task.subnet_ids
        security_groups  = var.task.security_groups
        assign_public_ip = false
      }
    }

    retry_policy {
      maximum_retry_attempts       = each.value.retries
      maximum_event_age_in_seconds = var.give_up_after
    }

    dead_letter_config {
      arn = aws_sqs_queue.dead_letters.arn
    }
  }

  # A schedule that fires before its role may start a task would end in the queue.
  depends_on = [aws_iam_role_policy.this]
}

# What could not be started, with the reason in the message's attributes.
resource "aws_sqs_queue" "dead_letters" {
  name                      = "${local.short_name}-dead-letters"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
  kms_master_key_id         = var.kms_key_arn

  tags = var.tags
}

resource "aws_sqs_queue_policy" "dead_letters" {
  queue_url = aws_sqs_queue.dead_letters.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "EncryptedTransportOnly"
      Effect    = "Deny"
      Principal = { AWS = "*" }
      Action    = "sqs:*"
      Resource  = aws_sqs_queue.dead_letters.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  alarm_name          = "${var.name} schedule failed"
  alarm_description   = "A task of ${var.name} could not be started at its time; the queue ${aws_sqs_queue.dead_letters.name} says why"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.dead_letters.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  period              = 300
  treat_missing_data  = "notBreaching"
  alarm_actions       = compact([var.topic_arn])
  ok_actions          = compact([var.topic_arn])

  tags = var.tags
}
