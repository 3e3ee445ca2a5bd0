data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition

  # What GitHub signs is a token for one repository, and in it for a branch, an environment or pull requests.
  github_trust = var.github == null ? [] : [{
    Sid       = "GitHubActions"
    Effect    = "Allow"
    Principal = { Federated = var.github.provider_arn }
    Action    = "sts:AssumeRoleWithWebIdentity"
    Condition = {
      StringEquals = {
        "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
        "token.actions.githubusercontent.com:sub" = var.github.subjects
      }
    }
  }]

  role_trust = length(var.trusted_roles) == 0 ? [] : [{
    Sid       = "Roles"
    Effect    = "Allow"
    Principal = { AWS = var.trusted_roles }
    Action    = "sts:AssumeRole"
  }]
}

resource "aws_iam_role" "this" {
  name                 = var.name
  path                 = var.path
  description          = var.description
  max_session_duration = 3600

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.github_trust, local.role_trust)
  })

  tags = var.tags

  lifecycle {
    precondition {
      condition     = (var.github == null) != (length(var.trusted_roles) == 0)
      error_message = "A role is for GitHub's jobs or for other roles: give github or trusted_roles."
    }

    precondition {
      condition     = var.access != "write" || length(var.made_roles) > 0
      error_message = "A role that writes makes roles for services: say in made_roles how they are called."
    }
  }
}

resource "aws_iam_role_policy" "this" {
  name = "terraform"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.state_statements, local.other_roles_statements, local.access_statements[var.access])
  })
}
