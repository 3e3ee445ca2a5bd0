locals {
  # NFS clients name what they do with these three.
  client_actions = [
    "elasticfilesystem:ClientMount",
    "elasticfilesystem:ClientRootAccess",
    "elasticfilesystem:ClientWrite",
  ]

  # Nobody is allowed anything here: what a task may do is in its role's policy, and these hold whatever that says.
  statements = concat(
    [
      {
        Sid       = "EncryptedTransportOnly"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = local.client_actions
        Resource  = aws_efs_file_system.this.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "ThroughAccessPointsOnly"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = local.client_actions
        Resource  = aws_efs_file_system.this.arn
        Condition = { Null = { "elasticfilesystem:AccessPointArn" = "true" } }
      },
    ],
    # EFS has no deletion protection of its own. The policy itself can be replaced, which is how protection ends.
    [for protected in [var.protected] : {
      Sid       = "Protected"
      Effect    = "Deny"
      Principal = { AWS = "*" }
      Action = [
        "elasticfilesystem:DeleteFileSystem",
        "elasticfilesystem:DeleteFileSystemPolicy",
        "elasticfilesystem:DeleteMountTarget",
      ]
      Resource = aws_efs_file_system.this.arn
    } if protected],
  )
}

resource "aws_efs_file_system" "this" {
  creation_token  = var.name
  encrypted       = true
  kms_key_id      = var.kms_key_arn
  throughput_mode = "elastic"

  lifecycle_policy {
    transition_to_ia = "AFTER_30_DAYS"
  }

  lifecycle_policy {
    transition_to_primary_storage_class = "AFTER_1_ACCESS"
  }

  tags = merge(var.tags, { Name = var.name })
}

resource "aws_efs_backup_policy" "this" {
  file_system_id = aws_efs_file_system.this.id

  backup_policy {
    status = var.backup ? "ENABLED" : "DISABLED"
  }
}

resource "aws_efs_file_system_policy" "this" {
  file_system_id = aws_efs_file_system.this.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.statements
  })

  # A destroy starts with the policy, so that a protected file system is left as it is.
  depends_on = [aws_efs_access_point.this, aws_efs_mount_target.this]
}

resource "aws_efs_mount_target" "this" {
  for_each = var.subnet_ids

  file_system_id  = aws_efs_file_system.this.id
  subnet_id       = each.value
  security_groups = [aws_security_group.this.id]
}

resource "aws_efs_access_point" "this" {
  for_each = var.volumes

  file_system_id = aws_efs_file_system.this.id

  # Whoever comes through here is this user, whatever the container says, and sees this directory as the root.
  posix_user {
    uid = local.user_ids[each.key]
    gid = local.user_ids[each.key]
  }

  root_directory {
    path = "/${each.key}"

    creation_info {
      owner_uid   = local.user_ids[each.key]
      owner_gid   = local.user_ids[each.key]
      permissions = "0700"
    }
  }

  tags = merge(var.tags, { Name = "${var.name}-${replace(each.key, "/", "-")}" })
}

locals {
  # By name, as a number that was given by position would change when a volume goes. Below are the system's users.
  user_ids = { for volume in keys(var.volumes) : volume => 100000 + parseint(substr(sha1(volume), 0, 6), 16) }
}

resource "aws_security_group" "this" {
  name_prefix = "${var.name}-efs-"
  description = "File system of ${var.name}"
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { Name = "${var.name}-efs" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.clients

  security_group_id            = aws_security_group.this.id
  description                  = "NFS from ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049

  tags = var.tags
}
