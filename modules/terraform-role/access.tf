locals {
  # Services that the modules beside this one use, as IAM calls them. AWS's own policies below have hundreds.
  services = [
    "access-analyzer", "acm", "application-autoscaling", "autoscaling", "budgets", "cloudtrail", "cloudwatch", "config", "ec2",
    "ecs", "eks", "elasticache", "elasticfilesystem", "elasticloadbalancing", "events", "guardduty", "iam", "kms", "logs", "rds",
    "route53", "s3", "scheduler", "secretsmanager", "servicediscovery", "sns", "sqs", "ssm", "sts", "wafv2",
  ]

  # What is allowed in general; everything below but roles takes away from it.
  managed_policy = {
    none         = []
    read         = ["ReadOnlyAccess"]
    read_secrets = ["ReadOnlyAccess"]
    write        = ["PowerUserAccess"]
  }

  # Services that get a role from Terraform.
  passed_to = [
    "config.amazonaws.com", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "eks.amazonaws.com", "pods.eks.amazonaws.com",
    "scheduler.amazonaws.com", "vpc-flow-logs.amazonaws.com",
  ]

  made_roles    = [for name in var.made_roles : "arn:${local.partition}:iam::${local.account}:role/${name}"]
  made_profiles = [for name in var.made_roles : "arn:${local.partition}:iam::${local.account}:instance-profile/${name}"]
  made_objects  = [for name in var.made_roles : "arn:${local.partition}:s3:::${name}/*"]
  state_objects = var.state == null ? [] : ["${var.state.bucket_arn}/${var.state.prefix}/*"]

  only_statements = [
    {
      Sid       = "OnlyServicesOfTheModules"
      Effect    = "Deny"
      NotAction = [for service in local.services : "${service}:*"]
      Resource  = "*"
    },
    {
      Sid         = "OnlyOwnObjects"
      Effect      = "Deny"
      Action      = "s3:*Object*"
      NotResource = concat(local.made_objects, local.state_objects, ["arn:${local.partition}:s3:::-"])
    },
  ]

  # Settings are read, contents are not.
  read_statements = concat(local.only_statements, [
    {
      Sid    = "NoContents"
      Effect = "Deny"
      Action = [
        "ec2:GetConsole*", "ec2:GetPasswordData", "logs:FilterLogEvents", "logs:GetLog*", "logs:GetQueryResults", "logs:StartLiveTail",
        "logs:StartQuery", "rds:DownloadDBLogFilePortion", "sqs:ReceiveMessage",
      ]
      Resource = "*"
    },
  ])

  # Terraform reads a secret's value to see that it is there.
  secret_statements = [
    {
      Sid      = "Secrets"
      Effect   = "Allow"
      Action   = "secretsmanager:GetSecretValue"
      Resource = "arn:${local.partition}:secretsmanager:*:${local.account}:secret:*"
    },
    {
      Sid       = "KeysOfSecrets"
      Effect    = "Allow"
      Action    = "kms:Decrypt"
      Resource  = "arn:${local.partition}:kms:*:${local.account}:key/*"
      Condition = { StringLike = { "kms:ViaService" = "secretsmanager.*.amazonaws.com" } }
    },
  ]

  write_statements = concat(local.only_statements, [
    # Services without a region are called in us-east-1.
    {
      Sid       = "OnlyTheRegions"
      Effect    = "Deny"
      NotAction = ["iam:*", "sts:*"]
      Resource  = "*"
      Condition = { StringNotEquals = { "aws:RequestedRegion" = sort(distinct(concat(["us-east-1"], var.regions))) } }
    },
    {
      Sid    = "Roles"
      Effect = "Allow"
      Action = [
        "iam:AddRoleToInstanceProfile", "iam:AttachRolePolicy", "iam:CreateInstanceProfile", "iam:CreateRole", "iam:DeleteInstanceProfile",
        "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:GetInstanceProfile", "iam:GetRole", "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies", "iam:ListInstanceProfilesForRole", "iam:ListInstanceProfileTags", "iam:ListRolePolicies",
        "iam:ListRoleTags", "iam:PutRolePolicy", "iam:RemoveRoleFromInstanceProfile", "iam:TagInstanceProfile", "iam:TagRole",
        "iam:UntagInstanceProfile", "iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription",
      ]
      Resource = concat(local.made_roles, local.made_profiles)
    },
    {
      Sid       = "RolesOfServices"
      Effect    = "Allow"
      Action    = "iam:PassRole"
      Resource  = local.made_roles
      Condition = { StringEquals = { "iam:PassedToService" = local.passed_to } }
    },
    {
      Sid      = "PasswordPolicy"
      Effect   = "Allow"
      Action   = ["iam:DeleteAccountPasswordPolicy", "iam:GetAccountPasswordPolicy", "iam:UpdateAccountPasswordPolicy"]
      Resource = "*"
    },
    {
      Sid      = "OIDCProvidersOfClusters"
      Effect   = "Allow"
      Action   = ["iam:GetOpenIDConnectProvider", "iam:ListOpenIDConnectProviders"]
      Resource = "arn:${local.partition}:iam::${local.account}:oidc-provider/*"
    },
    # Who applies does not decide what the roles of Terraform may do: an administrator does.
    {
      Sid       = "NotTheRolesOfTerraform"
      Effect    = "Deny"
      NotAction = ["iam:Get*", "iam:List*", "sts:*"]
      Resource  = [for name in distinct(concat([var.name], var.kept_roles)) : "arn:${local.partition}:iam::${local.account}:role${var.path}${name}"]
    },
    ], var.state == null ? [] : [{
      Sid      = "NotTheBucketOfTheStates"
      Effect   = "Deny"
      Action   = ["s3:DeleteBucket*", "s3:DeleteObjectVersion", "s3:Put*Configuration", "s3:PutBucket*"]
      Resource = [var.state.bucket_arn, "${var.state.bucket_arn}/*"]
      }], try(var.state.kms_key_arn, null) == null ? [] : [{
      Sid       = "NotTheKeyOfTheStates"
      Effect    = "Deny"
      NotAction = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
      Resource  = var.state.kms_key_arn
  }])

  access_statements = {
    none         = []
    read         = local.read_statements
    read_secrets = concat(local.read_statements, local.secret_statements)
    write        = local.write_statements
  }
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = toset(local.managed_policy[var.access])

  role       = aws_iam_role.this.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/${each.key}"
}
