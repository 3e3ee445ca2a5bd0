data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.region

  # S3 takes 63 characters and the names of all accounts are one space, so the account's number is in it.
  bucket = "${length(var.name) <= 44 ? var.name : "${trim(substr(var.name, 0, 37), "-")}-${substr(sha1(var.name), 0, 6)}"}-audit-${local.account}"

  # Named here, as the key and the bucket have to let the trail in before there is one.
  trail_arn = "arn:${local.partition}:cloudtrail:${local.region}:${local.account}:trail/${var.name}"

  key_statements = [
    {
      Sid       = "Account"
      Effect    = "Allow"
      Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
      Action    = "kms:*"
      Resource  = "*"
    },
    {
      Sid       = "Topic"
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
      Resource  = "*"
    },
  ]

  trail_key_statements = [
    {
      Sid       = "TrailEncrypts"
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = "kms:GenerateDataKey*"
      Resource  = "*"
      Condition = {
        StringEquals = { "aws:SourceArn" = local.trail_arn }
        StringLike   = { "kms:EncryptionContext:aws:cloudtrail:arn" = local.trail_arn }
      }
    },
    {
      Sid       = "TrailLooksAtKey"
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = "kms:DescribeKey"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn } }
    },
  ]
}

# Encrypts what CloudTrail and AWS Config write, and the topic.
resource "aws_kms_key" "this" {
  description             = "Audit of ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = var.protected ? 30 : 7

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.key_statements, var.account_wide ? local.trail_key_statements : [])
  })

  tags = merge(var.tags, { Name = "${var.name}-audit" })
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}-audit"
  target_key_id = aws_kms_key.this.key_id
}
