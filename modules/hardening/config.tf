locals {
  # AWS's managed rules: what they are called in the console, and their identifiers.
  regional_rules = {
    cmk-backing-key-rotation-enabled  = "CMK_BACKING_KEY_ROTATION_ENABLED"
    ec2-ebs-encryption-by-default     = "EC2_EBS_ENCRYPTION_BY_DEFAULT"
    ec2-imdsv2-check                  = "EC2_IMDSV2_CHECK"
    ecs-containers-nonprivileged      = "ECS_CONTAINERS_NONPRIVILEGED"
    efs-encrypted-check               = "EFS_ENCRYPTED_CHECK"
    encrypted-volumes                 = "ENCRYPTED_VOLUMES"
    rds-instance-public-access-check  = "RDS_INSTANCE_PUBLIC_ACCESS_CHECK"
    rds-storage-encrypted             = "RDS_STORAGE_ENCRYPTED"
    restricted-ssh                    = "INCOMING_SSH_DISABLED"
    s3-bucket-public-read-prohibited  = "S3_BUCKET_PUBLIC_READ_PROHIBITED"
    s3-bucket-public-write-prohibited = "S3_BUCKET_PUBLIC_WRITE_PROHIBITED"
    s3-bucket-ssl-requests-only       = "S3_BUCKET_SSL_REQUESTS_ONLY"
    vpc-default-security-group-closed = "VPC_DEFAULT_SECURITY_GROUP_CLOSED"
    vpc-flow-logs-enabled             = "VPC_FLOW_LOGS_ENABLED"
  }

  # These look at what has no region.
  account_rules = {
    access-keys-rotated                        = "ACCESS_KEYS_ROTATED"
    cloudtrail-enabled                         = "CLOUD_TRAIL_ENABLED"
    cloud-trail-log-file-validation-enabled    = "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED"
    iam-password-policy                        = "IAM_PASSWORD_POLICY"
    iam-policy-no-statements-with-admin-access = "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS"
    iam-root-access-key-check                  = "IAM_ROOT_ACCESS_KEY_CHECK"
    iam-user-mfa-enabled                       = "IAM_USER_MFA_ENABLED"
    root-account-mfa-enabled                   = "ROOT_ACCOUNT_MFA_ENABLED"
    s3-account-level-public-access-blocks      = "S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC"
  }

  parameters = {
    access-keys-rotated = { maxAccessKeyAge = "90" }
  }

  rules = {
    for name, identifier in merge(local.regional_rules, var.account_wide ? local.account_rules : {}, var.more_rules) :
    name => identifier if !contains(var.without_rules, name)
  }
}

# A role of our own: AWS's service-linked one can be made once in an account, and many have it already.
resource "aws_iam_role" "config" {
  name        = local.config_role
  description = "Lets AWS Config of ${var.name} read what it records and write to the bucket"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "config.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })

  tags = var.tags
}

locals {
  # IAM takes 64 characters.
  config_role = length(var.name) <= 57 ? "${var.name}-config" : "${trim(substr(var.name, 0, 50), "-")}-${substr(sha1(var.name), 0, 6)}-config"
}

resource "aws_iam_role_policy_attachment" "config" {
  role       = aws_iam_role.config.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AWS_ConfigRole"
}

resource "aws_iam_role_policy" "config" {
  name = "deliver"
  role = aws_iam_role.config.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.this.arn}/AWSLogs/${local.account}/Config/*"
        Condition = { StringEquals = { "s3:x-amz-acl" = "bucket-owner-full-control" } }
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetBucketAcl", "s3:ListBucket"]
        Resource = aws_s3_bucket.this.arn
      },
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.this.arn
      },
    ]
  })
}

resource "aws_config_configuration_recorder" "this" {
  name     = var.name
  role_arn = aws_iam_role.config.arn

  recording_group {
    all_supported                 = true
    include_global_resource_types = var.account_wide
  }

  recording_mode {
    recording_frequency = var.recording
  }
}

resource "aws_config_delivery_channel" "this" {
  name           = var.name
  s3_bucket_name = aws_s3_bucket.this.id
  s3_kms_key_arn = aws_kms_key.this.arn

  snapshot_delivery_properties {
    delivery_frequency = "TwentyFour_Hours"
  }

  # AWS Config tries at once whether it can write.
  depends_on = [
    aws_config_configuration_recorder.this,
    aws_iam_role_policy.config,
    aws_iam_role_policy_attachment.config,
    aws_s3_bucket_policy.this,
  ]
}

resource "aws_config_configuration_recorder_status" "this" {
  name       = aws_config_configuration_recorder.this.name
  is_enabled = true

  depends_on = [aws_config_delivery_channel.this]
}

resource "aws_config_config_rule" "this" {
  for_each = local.rules

  name             = "${var.name}-${each.key}"
  input_parameters = try(jsonencode(local.parameters[each.key]), null)

  source {
    owner             = "AWS"
    source_identifier = each.value
  }

  tags = var.tags

  depends_on = [aws_config_configuration_recorder_status.this]
}
