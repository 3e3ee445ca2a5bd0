mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_s3_bucket" {
    defaults = { id = "acme.terraform-state", arn = "arn:aws:s3:::acme.terraform-state" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000000" }
  }
}

variables {
  bucket = "acme.terraform-state"
}

run "closed" {
  command = plan

  assert {
    condition     = aws_s3_bucket_public_access_block.this.block_public_acls && aws_s3_bucket_public_access_block.this.block_public_policy && aws_s3_bucket_public_access_block.this.ignore_public_acls && aws_s3_bucket_public_access_block.this.restrict_public_buckets
    error_message = "Nothing in it can be public."
  }

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "Every state that there was can be had again."
  }

  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_kms_alias.this.name == "alias/acme-terraform-state"
    error_message = "The key is rotated, and its alias has no dots."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this.rule[0].noncurrent_version_expiration[0].noncurrent_days == 90 && aws_s3_bucket_lifecycle_configuration.this.rule[0].noncurrent_version_expiration[0].newer_noncurrent_versions == 20
    error_message = "Replaced versions go after three months, but for the newest."
  }
}

run "policy" {
  command = apply

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms" && one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default[0].kms_master_key_id == aws_kms_key.this.arn
    error_message = "It is encrypted with its own key."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement.Effect == "Deny"])
    error_message = "The policy lets nobody in."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement.Condition.Bool["aws:SecureTransport"] if statement.Sid == "EncryptedTransportOnly"]) == "false"
    error_message = "Nobody comes without TLS."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : "${statement.Condition.StringNotEquals["s3:x-amz-server-side-encryption"]} ${statement.Condition.Null["s3:x-amz-server-side-encryption"]}" if statement.Sid == "NoOtherEncryption"]) == "aws:kms false"
    error_message = "No state is encrypted with something else."
  }
}

run "no_bucket_name" {
  command = plan

  variables {
    bucket = "Acme_State"
  }

  expect_failures = [var.bucket]
}

run "versions_kept_for_a_day" {
  command = plan

  variables {
    noncurrent_days = 1
  }

  expect_failures = [var.noncurrent_days]
}

run "too_many_versions" {
  command = plan

  variables {
    noncurrent_versions = 101
  }

  expect_failures = [var.noncurrent_versions]
}
