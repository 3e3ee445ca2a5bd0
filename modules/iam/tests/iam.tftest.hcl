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
}

variables {
  name          = "acme-staging-backend"
  log_group_arn = "arn:aws:logs:us-east-1:111122223333:log-group:/ecs/acme-staging-backend"
}

run "nothing_by_default" {
  command = plan

  assert {
    condition     = length(aws_iam_role_policy.task) == 0
    error_message = "Containers may do nothing unless the input says so."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : statement.Action] == [["logs:CreateLogStream", "logs:PutLogEvents"]]
    error_message = "ECS may write logs, and nothing else."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.execution.policy).Statement[0].Resource == ["${var.log_group_arn}:*"]
    error_message = "Logs go to the service's own group."
  }

  assert {
    condition     = aws_iam_role.task.name == "acme-staging-backend-task" && aws_iam_role.execution.name == "acme-staging-backend-execution"
    error_message = "The roles are named after the service."
  }
}

run "ecs_of_this_account_only" {
  command = plan

  assert {
    condition = alltrue([
      for role in [aws_iam_role.task, aws_iam_role.execution] :
      jsondecode(role.assume_role_policy).Statement[0].Principal.Service == "ecs-tasks.amazonaws.com" &&
      jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "111122223333"
    ])
    error_message = "No other account's ECS takes the roles on."
  }
}

run "what_the_service_needs" {
  command = plan

  variables {
    policy          = [{ actions = ["s3:GetObject", "s3:PutObject"], resources = ["arn:aws:s3:::acme-uploads/*"] }]
    secret_arns     = ["arn:aws:secretsmanager:us-east-1:111122223333:secret:acme-staging/openai-key-AbCdEf"]
    kms_key_arns    = ["arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000000"]
    repository_arns = ["arn:aws:ecr:us-east-1:111122223333:repository/acme/backend"]
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.task[0].policy).Statement == [{ Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = ["arn:aws:s3:::acme-uploads/*"] }]
    error_message = "The task role has the given statements."
  }

  assert {
    condition     = contains([for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : "${statement.Action[0]} ${statement.Resource[0]}"], "secretsmanager:GetSecretValue ${var.secret_arns[0]}")
    error_message = "ECS reads the service's secrets, each by name."
  }

  assert {
    condition     = contains([for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : "${statement.Action[0]} ${statement.Resource[0]}"], "kms:Decrypt ${var.kms_key_arns[0]}")
    error_message = "ECS decrypts with the secrets' keys."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : statement.Action if contains(statement.Resource, "*")] == [["ecr:GetAuthorizationToken"]]
    error_message = "Only the registry's token is not bound to a resource."
  }
}

run "exec_sessions" {
  command = plan

  variables {
    exec             = true
    exec_kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000000"
  }

  assert {
    condition     = length(jsondecode(aws_iam_role_policy.task[0].policy).Statement) == 2 && jsondecode(aws_iam_role_policy.task[0].policy).Statement[1].Resource == [var.exec_kms_key_arn]
    error_message = "Sessions need their channel and the cluster's key."
  }
}

run "boundary" {
  command = plan

  variables {
    permissions_boundary = "arn:aws:iam::111122223333:policy/tenants"
  }

  assert {
    condition     = aws_iam_role.task.permissions_boundary == var.permissions_boundary && aws_iam_role.execution.permissions_boundary == var.permissions_boundary
    error_message = "Both roles stay inside of the boundary."
  }
}

run "long_name_is_cut" {
  command = plan

  variables {
    name = "a-platform-with-a-long-name-production-some-tenant-of-it-a-service"
  }

  assert {
    condition     = length(aws_iam_role.task.name) <= 64 && length(aws_iam_role.execution.name) <= 64 && aws_iam_role.task.name != aws_iam_role.execution.name
    error_message = "IAM takes 64 characters."
  }
}

run "wildcard_action" {
  command = plan

  variables {
    policy = [{ actions = ["s3:*"], resources = ["arn:aws:s3:::acme-uploads/*"] }]
  }

  expect_failures = [var.policy]
}

run "wildcard_in_an_action" {
  command = plan

  variables {
    policy = [{ actions = ["s3:Get*"], resources = ["arn:aws:s3:::acme-uploads/*"] }]
  }

  expect_failures = [var.policy]
}

run "every_resource" {
  command = plan

  variables {
    policy = [{ actions = ["s3:GetObject"], resources = ["*"] }]
  }

  expect_failures = [var.policy]
}

run "every_resource_of_a_service" {
  command = plan

  variables {
    policy = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::*"] }]
  }

  expect_failures = [var.policy]
}

run "statement_without_resources" {
  command = plan

  variables {
    policy = [{ actions = ["s3:GetObject"], resources = [] }]
  }

  expect_failures = [var.policy]
}

run "name_with_capitals" {
  command = plan

  variables {
    name = "Backend"
  }

  expect_failures = [var.name]
}

run "statement_with_a_condition" {
  command = plan

  variables {
    policy = [{
      actions    = ["elasticfilesystem:ClientMount"]
      resources  = ["arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-0123456789abcdef0"]
      conditions = { StringEquals = { "elasticfilesystem:AccessPointArn" = ["arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-0123456789abcdef0"] } }
    }]
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.task[0].policy).Statement[0].Condition == { StringEquals = { "elasticfilesystem:AccessPointArn" = ["arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-0123456789abcdef0"] } }
    error_message = "The condition holds the role to one access point."
  }
}
