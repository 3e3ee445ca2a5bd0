locals {
  # What a person has to know of, as EventBridge finds it in the account's events.
  alerts = {
    findings = {
      description = "GuardDuty found something of medium severity or above"
      pattern = {
        source      = ["aws.guardduty"]
        detail-type = ["GuardDuty Finding"]
        detail      = { severity = [{ numeric = [">=", 4] }] }
      }
    }
    compliance = {
      description = "Something no longer keeps a rule of AWS Config"
      pattern = {
        source      = ["aws.config"]
        detail-type = ["Config Rules Compliance Change"]
        detail      = { newEvaluationResult = { complianceType = ["NON_COMPLIANT"] } }
      }
    }
    outside-access = {
      description = "IAM Access Analyzer found something that can be reached from outside the account"
      pattern = {
        source      = ["aws.access-analyzer"]
        detail-type = ["Access Analyzer Finding"]
        detail      = { status = ["ACTIVE"] }
      }
    }
    root = {
      description = "The account's root user did something"
      pattern = {
        detail-type = ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"]
        detail      = { userIdentity = { type = ["Root"] } }
      }
    }
  }

  # A rule's name takes 64 characters.
  rule_prefix = length(var.name) <= 48 ? var.name : "${trim(substr(var.name, 0, 41), "-")}-${substr(sha1(var.name), 0, 6)}"
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = local.alerts

  name          = "${local.rule_prefix}-${each.key}"
  description   = each.value.description
  event_pattern = jsonencode(each.value.pattern)

  tags = var.tags
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = local.alerts

  rule = aws_cloudwatch_event_rule.this[each.key].name
  arn  = aws_sns_topic.this.arn
}

resource "aws_sns_topic" "this" {
  name              = "${var.name}-security"
  kms_master_key_id = aws_kms_key.this.arn

  tags = var.tags
}

resource "aws_sns_topic_policy" "this" {
  arn = aws_sns_topic.this.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Events"
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.this.arn
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_sns_topic_subscription" "email" {
  for_each = toset(compact([var.alarm_email]))

  topic_arn = aws_sns_topic.this.arn
  protocol  = "email"
  endpoint  = each.key
}
