mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_s3_bucket" {
    defaults = { id = "acme-production-audit-111122223333", arn = "arn:aws:s3:::acme-production-audit-111122223333" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000000" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:111122223333:acme-production-security" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/acme-production-config" }
  }
}

variables {
  name = "acme-production"
}

run "trail_of_all_regions" {
  command = apply

  assert {
    condition     = aws_cloudtrail.this[0].is_multi_region_trail && aws_cloudtrail.this[0].include_global_service_events && aws_cloudtrail.this[0].enable_log_file_validation
    error_message = "The trail has every region, IAM and digests."
  }

  assert {
    condition     = aws_cloudtrail.this[0].kms_key_id == aws_kms_key.this.arn && aws_kms_key.this.enable_key_rotation
    error_message = "It is encrypted with a key that is rotated."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_kms_key.this.policy).Statement : statement.Condition.StringEquals["aws:SourceArn"] == "arn:aws:cloudtrail:us-east-1:111122223333:trail/acme-production" if strcontains(jsonencode(statement.Principal), "cloudtrail")])
    error_message = "No other trail uses the key."
  }

  assert {
    condition     = toset([for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement.Sid]) == toset(["EncryptedTransportOnly", "TrailLooksAtBucket", "TrailWrites"])
    error_message = "The bucket lets the trail in, and nobody without TLS."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement.Condition.StringEquals["aws:SourceArn"] if statement.Sid == "TrailWrites"]) == "arn:aws:cloudtrail:us-east-1:111122223333:trail/acme-production"
    error_message = "No other trail writes into the bucket."
  }
}

run "bucket" {
  command = plan

  assert {
    condition     = aws_s3_bucket.this.bucket == "acme-production-audit-111122223333" && aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "The bucket is the account's and keeps versions."
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.this.block_public_acls && aws_s3_bucket_public_access_block.this.block_public_policy && aws_s3_bucket_public_access_block.this.ignore_public_acls && aws_s3_bucket_public_access_block.this.restrict_public_buckets
    error_message = "Nothing in it can be public."
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms"
    error_message = "It is encrypted with KMS."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this.rule[0].expiration[0].days == 365 && length(aws_s3_bucket_lifecycle_configuration.this.rule[0].transition) == 1
    error_message = "Files are kept for a year, most of it in a cheaper class."
  }
}

run "recording" {
  command = plan

  assert {
    condition     = aws_config_configuration_recorder.this.recording_group[0].all_supported && aws_config_configuration_recorder.this.recording_group[0].include_global_resource_types && aws_config_configuration_recorder_status.this.is_enabled
    error_message = "Everything is recorded, and recording is on."
  }

  assert {
    condition     = length(setsubtract(["encrypted-volumes", "rds-storage-encrypted", "s3-bucket-public-read-prohibited", "restricted-ssh", "iam-root-access-key-check", "cloudtrail-enabled"], keys(aws_config_config_rule.this))) == 0
    error_message = "The rules are there."
  }

  assert {
    condition     = aws_config_config_rule.this["restricted-ssh"].source[0].owner == "AWS" && aws_config_config_rule.this["restricted-ssh"].source[0].source_identifier == "INCOMING_SSH_DISABLED" && aws_config_config_rule.this["restricted-ssh"].input_parameters == null
    error_message = "A rule is one of AWS's."
  }

  assert {
    condition     = aws_config_config_rule.this["access-keys-rotated"].input_parameters == "{\"maxAccessKeyAge\":\"90\"}"
    error_message = "AWS asks for the age of keys."
  }
}

run "role_of_config" {
  command = apply

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.config.policy).Statement : !strcontains(jsonencode(statement.Action), "*") && !contains(flatten([statement.Resource]), "*")])
    error_message = "The role names what it may do, and to what."
  }

  assert {
    condition     = jsondecode(aws_iam_role.config.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "111122223333"
    error_message = "AWS Config takes the role for this account only."
  }
}

run "threats" {
  command = plan

  assert {
    condition     = aws_guardduty_detector.this.enable && aws_guardduty_detector.this.finding_publishing_frequency == "FIFTEEN_MINUTES"
    error_message = "GuardDuty is on."
  }

  assert {
    condition     = { for name, feature in aws_guardduty_detector_feature.this : name => feature.status } == { EBS_MALWARE_PROTECTION = "ENABLED", EKS_AUDIT_LOGS = "ENABLED", LAMBDA_NETWORK_LOGS = "DISABLED", RDS_LOGIN_EVENTS = "ENABLED", RUNTIME_MONITORING = "DISABLED", S3_DATA_EVENTS = "ENABLED" }
    error_message = "Every feature is on or off because somebody said so."
  }
}

run "somebody_is_told" {
  command = apply

  variables {
    alarm_email = "oncall@example.com"
  }

  assert {
    condition     = keys(aws_cloudwatch_event_rule.this) == ["compliance", "findings", "outside-access", "root"] && alltrue([for target in aws_cloudwatch_event_target.this : target.arn == aws_sns_topic.this.arn])
    error_message = "Findings and root's calls go to the topic."
  }

  assert {
    condition     = keys(aws_sns_topic_subscription.email) == ["oncall@example.com"] && aws_sns_topic.this.kms_master_key_id == aws_kms_key.this.arn
    error_message = "The address is told, by an encrypted topic."
  }

  assert {
    condition     = jsondecode(aws_sns_topic_policy.this.policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "111122223333"
    error_message = "No other account publishes."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["root"].event_pattern).detail.userIdentity.type == ["Root"]
    error_message = "The root user is watched."
  }
}

run "second_region_of_an_account" {
  command = apply

  variables {
    account_wide = false
  }

  assert {
    condition     = length(aws_cloudtrail.this) == 0 && output.trail_arn == null && !contains(keys(aws_config_config_rule.this), "iam-root-access-key-check") && !aws_config_configuration_recorder.this.recording_group[0].include_global_resource_types
    error_message = "What is the account's is watched once."
  }

  assert {
    condition     = contains(keys(aws_config_config_rule.this), "encrypted-volumes") && aws_guardduty_detector.this.enable
    error_message = "What is the region's is watched all the same."
  }

  assert {
    condition     = !strcontains(aws_kms_key.this.policy, "cloudtrail") && !strcontains(aws_s3_bucket_policy.this.policy, "cloudtrail")
    error_message = "Who does not write is not let in."
  }
}

run "protected" {
  command = plan

  variables {
    protected      = true
    retention_days = 90
  }

  assert {
    condition     = !aws_s3_bucket.this.force_destroy && aws_kms_key.this.deletion_window_in_days == 30
    error_message = "A bucket with files stays."
  }

  assert {
    condition     = length(aws_s3_bucket_lifecycle_configuration.this.rule[0].transition) == 0
    error_message = "Nothing is moved on the day on which it is removed."
  }
}

run "other_rules" {
  command = plan

  variables {
    more_rules    = { iam-user-no-policies = "IAM_USER_NO_POLICIES_CHECK" }
    without_rules = ["vpc-flow-logs-enabled"]
  }

  assert {
    condition     = contains(keys(aws_config_config_rule.this), "iam-user-no-policies") && !contains(keys(aws_config_config_rule.this), "vpc-flow-logs-enabled")
    error_message = "Rules come and go by name."
  }
}

run "long_name_is_cut" {
  command = plan

  variables {
    name = "a-platform-with-a-long-name-production-a-tenant-with-a-long-name"
  }

  assert {
    condition     = length(aws_s3_bucket.this.bucket) <= 63 && length(aws_iam_role.config.name) <= 64 && alltrue([for rule in aws_cloudwatch_event_rule.this : length(rule.name) <= 64])
    error_message = "S3 takes 63 characters, IAM and EventBridge 64."
  }
}

run "no_address" {
  command = plan

  variables {
    alarm_email = "oncall"
  }

  expect_failures = [var.alarm_email]
}

run "kept_for_a_week" {
  command = plan

  variables {
    retention_days = 7
  }

  expect_failures = [var.retention_days]
}

run "feature_that_guardduty_does_not_have" {
  command = plan

  variables {
    guardduty_features = ["EVERYTHING"]
  }

  expect_failures = [var.guardduty_features]
}

run "rule_that_is_no_identifier" {
  command = plan

  variables {
    more_rules = { iam-user-no-policies = "iam-user-no-policies-check" }
  }

  expect_failures = [var.more_rules]
}

run "hourly_recording" {
  command = plan

  variables {
    recording = "HOURLY"
  }

  expect_failures = [var.recording]
}

run "name_too_short_for_a_bucket" {
  command = plan

  variables {
    name = "ac"
  }

  expect_failures = [var.name]
}
