mock_provider "aws" {
  mock_data "aws_vpcs" {
    defaults = { ids = ["vpc-0123456789abcdef0"] }
  }
}

variables {
  name = "acme-production"
}

run "everything_is_shut" {
  command = plan

  assert {
    condition     = alltrue([for block in aws_s3_account_public_access_block.this : block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets]) && length(aws_s3_account_public_access_block.this) == 1
    error_message = "No bucket of the account can be public."
  }

  assert {
    condition     = aws_ebs_encryption_by_default.this.enabled
    error_message = "Volumes are encrypted whoever makes them."
  }

  assert {
    condition     = aws_ec2_instance_metadata_defaults.this.http_tokens == "required" && aws_ec2_instance_metadata_defaults.this.http_put_response_hop_limit == 1
    error_message = "Instances have IMDSv2 only, and their containers none of it."
  }

  assert {
    condition     = aws_ebs_snapshot_block_public_access.this.state == "block-all-sharing" && aws_ec2_image_block_public_access.this.state == "block-new-sharing"
    error_message = "Neither snapshots nor images are given to everyone."
  }

  assert {
    condition     = aws_iam_account_password_policy.this[0].minimum_password_length == 16 && aws_iam_account_password_policy.this[0].require_symbols && aws_iam_account_password_policy.this[0].password_reuse_prevention == 24
    error_message = "Passwords are long and not used again."
  }

  assert {
    condition     = aws_accessanalyzer_analyzer.this.type == "ACCOUNT" && aws_accessanalyzer_analyzer.this.analyzer_name == "acme-production"
    error_message = "The analyzer looks at the account."
  }
}

run "default_network_is_closed" {
  command = plan

  assert {
    condition     = keys(aws_default_security_group.this) == ["vpc-0123456789abcdef0"]
    error_message = "The default VPC's security group is taken over, which removes its rules."
  }
}

run "default_network_is_left_alone" {
  command = plan

  variables {
    close_default_network = false
  }

  assert {
    condition     = length(aws_default_security_group.this) == 0 && length(output.closed_vpc_ids) == 0
    error_message = "Nothing in the default VPC is touched."
  }
}

run "second_region_of_an_account" {
  command = plan

  variables {
    account_wide = false
  }

  assert {
    condition     = length(aws_s3_account_public_access_block.this) == 0 && length(aws_iam_account_password_policy.this) == 0
    error_message = "Another stack of the account has what is the account's."
  }

  assert {
    condition     = aws_ebs_encryption_by_default.this.enabled && aws_ec2_instance_metadata_defaults.this.http_tokens == "required"
    error_message = "What is the region's is set all the same."
  }
}

run "short_passwords" {
  command = plan

  variables {
    password_length = 8
  }

  expect_failures = [var.password_length]
}

run "too_many_hops" {
  command = plan

  variables {
    metadata_hop_limit = 64
  }

  expect_failures = [var.metadata_hop_limit]
}

run "upper_case_name" {
  command = plan

  variables {
    name = "Acme"
  }

  expect_failures = [var.name]
}
