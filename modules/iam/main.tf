data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  # IAM takes 64 characters; the longer suffix is -execution.
  prefix = length(var.name) <= 54 ? var.name : "${trim(substr(var.name, 0, 47), "-")}-${substr(sha1(var.name), 0, 6)}"

  # ECS of this account only may take the roles on (confused deputy).
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:*" }
      }
    }]
  })

  # ECS Exec's channel has no resources that could be named.
  exec_statements = concat(
    [for allowed in [var.exec] : {
      Effect = "Allow"
      Action = [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ]
      Resource = ["*"]
    } if allowed],
    [for arn in [var.exec_kms_key_arn] : {
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = [arn]
    } if var.exec && arn != null],
  )

  task_statements = concat(
    [for statement in var.policy : {
      for key, value in {
        Effect    = "Allow"
        Action    = statement.actions
        Resource  = statement.resources
        Condition = length(statement.conditions) > 0 ? statement.conditions : null
      } : key => value if value != null
    }],
    local.exec_statements,
  )

  execution_statements = concat(
    [{
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = ["${var.log_group_arn}:*"]
    }],
    [for arns in [var.repository_arns] : {
      Effect   = "Allow"
      Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Resource = arns
    } if length(arns) > 0],
    # The token is the registry's; there is no resource to name.
    [for arns in [var.repository_arns] : {
      Effect   = "Allow"
      Action   = ["ecr:GetAuthorizationToken"]
      Resource = ["*"]
    } if length(arns) > 0],
    [for arns in [var.secret_arns] : {
      Effect   = "Allow"
      Action   = ["secretsmanager:GetSecretValue"]
      Resource = arns
    } if length(arns) > 0],
    [for arns in [var.kms_key_arns] : {
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = arns
    } if length(arns) > 0],
  )
}

resource "aws_iam_role" "task" {
  name                 = "${local.prefix}-task"
  description          = "What the containers of ${var.name} may do"
  assume_role_policy   = local.assume_role_policy
  permissions_boundary = var.permissions_boundary

  tags = var.tags
}

resource "aws_iam_role_policy" "task" {
  count = length(var.policy) > 0 || var.exec ? 1 : 0

  name = "task"
  role = aws_iam_role.task.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.task_statements
  })
}

resource "aws_iam_role" "execution" {
  name                 = "${local.prefix}-execution"
  description          = "What ECS needs to start ${var.name}"
  assume_role_policy   = local.assume_role_policy
  permissions_boundary = var.permissions_boundary

  tags = var.tags
}

resource "aws_iam_role_policy" "execution" {
  name = "execution"
  role = aws_iam_role.execution.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.execution_statements
  })
}
