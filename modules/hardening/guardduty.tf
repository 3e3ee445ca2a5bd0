locals {
  # All that GuardDuty knows: what is not asked for is turned off, as AWS turns on much of it by itself.
  guardduty_features = toset([
    "EBS_MALWARE_PROTECTION",
    "EKS_AUDIT_LOGS",
    "LAMBDA_NETWORK_LOGS",
    "RDS_LOGIN_EVENTS",
    "RUNTIME_MONITORING",
    "S3_DATA_EVENTS",
  ])
}

resource "aws_guardduty_detector" "this" {
  #checkov:skip=CKV2_AWS_3:the whole organization is its management account's to watch
  enable                       = true
  finding_publishing_frequency = "FIFTEEN_MINUTES"

  tags = var.tags
}

resource "aws_guardduty_detector_feature" "this" {
  for_each = local.guardduty_features

  detector_id = aws_guardduty_detector.this.id
  name        = each.key
  status      = contains(var.guardduty_features, each.key) ? "ENABLED" : "DISABLED"
}
