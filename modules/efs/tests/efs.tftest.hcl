mock_provider "aws" {
  mock_resource "aws_efs_file_system" {
    defaults = { id = "fs-0123456789abcdef0", arn = "arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-0123456789abcdef0" }
  }

  mock_resource "aws_efs_access_point" {
    defaults = { arn = "arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-0123456789abcdef0" }
  }
}

variables {
  name       = "acme-staging"
  vpc_id     = "vpc-0123456789abcdef0"
  subnet_ids = { us-east-1a = "subnet-0123456789abcdef0", us-east-1b = "subnet-0fedcba9876543210" }

  volumes = {
    "agents/artifacts" = {}
    "agents/models"    = { read_only = true }
  }
}

run "file_system" {
  command = plan

  assert {
    condition     = aws_efs_file_system.this.encrypted && aws_efs_file_system.this.throughput_mode == "elastic"
    error_message = "Files are encrypted where they lie."
  }

  assert {
    condition     = jsonencode({ for zone, target in aws_efs_mount_target.this : zone => target.subnet_id }) == jsonencode(var.subnet_ids)
    error_message = "Each zone has a mount target."
  }

  assert {
    condition     = aws_efs_backup_policy.this.backup_policy[0].status == "DISABLED" && length(aws_vpc_security_group_ingress_rule.clients) == 0
    error_message = "Nothing is kept and nobody let in unless the inputs say so."
  }
}

run "each_volume_is_a_world_of_its_own" {
  command = plan

  assert {
    condition     = { for volume, point in aws_efs_access_point.this : volume => point.root_directory[0].path } == { "agents/artifacts" = "/agents/artifacts", "agents/models" = "/agents/models" }
    error_message = "A volume is a directory of its own."
  }

  assert {
    condition     = length(distinct([for point in aws_efs_access_point.this : point.posix_user[0].uid])) == 2 && alltrue([for point in aws_efs_access_point.this : point.posix_user[0].uid >= 100000])
    error_message = "A volume has a user of its own, which is none of the system's."
  }

  assert {
    condition     = alltrue([for point in aws_efs_access_point.this : point.root_directory[0].creation_info[0].permissions == "0700" && point.root_directory[0].creation_info[0].owner_uid == point.posix_user[0].uid])
    error_message = "The directory is its user's alone."
  }
}

run "policy" {
  command = apply

  assert {
    condition     = alltrue([for statement in jsondecode(aws_efs_file_system_policy.this.policy).Statement : statement.Effect == "Deny"])
    error_message = "The file system's policy allows nobody anything."
  }

  assert {
    condition     = contains([for statement in jsondecode(aws_efs_file_system_policy.this.policy).Statement : jsonencode(statement.Condition)], jsonencode({ Bool = { "aws:SecureTransport" = "false" } }))
    error_message = "Without TLS nobody gets in."
  }

  assert {
    condition     = contains([for statement in jsondecode(aws_efs_file_system_policy.this.policy).Statement : jsonencode(statement.Condition)], jsonencode({ Null = { "elasticfilesystem:AccessPointArn" = "true" } }))
    error_message = "Without an access point nobody gets in."
  }

  assert {
    condition     = output.connect_policies["agents/artifacts"].actions == ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"] && output.connect_policies["agents/models"].actions == ["elasticfilesystem:ClientMount"]
    error_message = "Who only reads may not write."
  }

  assert {
    condition     = alltrue([for policy in values(output.connect_policies) : length(policy.conditions.StringEquals["elasticfilesystem:AccessPointArn"]) == 1])
    error_message = "A role mounts one access point only."
  }
}

run "protected_and_kept" {
  command = apply

  variables {
    protected   = true
    backup      = true
    kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000000"
    clients     = { agents = "sg-0123456789abcdef0" }
  }

  assert {
    condition     = one([for statement in jsondecode(aws_efs_file_system_policy.this.policy).Statement : statement.Action if statement.Sid == "Protected"]) == ["elasticfilesystem:DeleteFileSystem", "elasticfilesystem:DeleteFileSystemPolicy", "elasticfilesystem:DeleteMountTarget"]
    error_message = "Nobody deletes it, and its policy can only be replaced."
  }

  assert {
    condition     = aws_efs_backup_policy.this.backup_policy[0].status == "ENABLED" && aws_efs_file_system.this.kms_key_id == var.kms_key_arn
    error_message = "AWS Backup keeps it, the given key encrypts it."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.clients["agents"].from_port == 2049 && aws_vpc_security_group_ingress_rule.clients["agents"].referenced_security_group_id == "sg-0123456789abcdef0"
    error_message = "The client is let in, for NFS."
  }
}

run "no_volumes" {
  command = plan

  variables {
    volumes = {}
  }

  expect_failures = [var.volumes]
}

run "volume_that_climbs_out" {
  command = plan

  variables {
    volumes = { "agents/.." = {} }
  }

  expect_failures = [var.volumes]
}

run "no_subnets" {
  command = plan

  variables {
    subnet_ids = {}
  }

  expect_failures = [var.subnet_ids]
}

run "upper_case_name" {
  command = plan

  variables {
    name = "Acme"
  }

  expect_failures = [var.name]
}

run "client_that_no_rule_can_describe" {
  command = plan

  variables {
    clients = { "agents & co" = "sg-0123456789abcdef0" }
  }

  expect_failures = [var.clients]
}
