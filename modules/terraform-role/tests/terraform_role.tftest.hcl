mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
}

variables {
  name   = "acme-terraform-plan"
  access = "read"

  github = {
    provider_arn = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    subjects     = ["repo:acme/infrastructure:pull_request", "repo:acme/infrastructure:ref:refs/heads/main"]
  }

  state = {
    bucket_arn  = "arn:aws:s3:::acme-terraform-state"
    kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000000"
    prefix      = "environments"
    read_only   = true
  }
}

run "trust" {
  command = plan

  assert {
    condition     = one(jsondecode(aws_iam_role.this.assume_role_policy).Statement).Action == "sts:AssumeRoleWithWebIdentity" && one(jsondecode(aws_iam_role.this.assume_role_policy).Statement).Principal.Federated == var.github.provider_arn
    error_message = "Nobody but GitHub's provider is believed."
  }

  assert {
    condition     = one(jsondecode(aws_iam_role.this.assume_role_policy).Statement).Condition == { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = ["repo:acme/infrastructure:pull_request", "repo:acme/infrastructure:ref:refs/heads/main"] } }
    error_message = "Audience and subject are compared whole."
  }

  assert {
    condition     = aws_iam_role.this.max_session_duration == 3600
    error_message = "Sessions are short."
  }
}

run "plan_reads_states_and_holds_locks" {
  command = plan

  assert {
    condition     = toset(flatten([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Action if statement.Sid == "State"])) == toset(["s3:GetObject"])
    error_message = "A plan writes no state."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : alltrue([for resource in flatten([statement.Resource]) : endswith(resource, ".tflock")]) if contains(flatten([try(statement.Action, [])]), "s3:PutObject")])
    error_message = "What it writes are locks."
  }

  assert {
    condition     = toset([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Sid if statement.Effect == "Allow"]) == toset(["State", "StateKey", "StateLock", "StateNames"]) && toset(keys(aws_iam_role_policy_attachment.this)) == toset(["ReadOnlyAccess"])
    error_message = "It changes nothing else."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.NotResource if statement.Sid == "OnlyOwnObjects"]) == ["arn:aws:s3:::acme-terraform-state/environments/*", "arn:aws:s3:::-"]
    error_message = "Of all objects it reads those of its states."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : contains(statement.NotAction, "ec2:*") && !contains(statement.NotAction, "dynamodb:*") && statement.Effect == "Deny" if statement.Sid == "OnlyServicesOfTheModules"])
    error_message = "It knows no other services."
  }

  assert {
    condition     = flatten([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Resource if statement.Sid == "StateKey"]) == [var.state.kms_key_arn]
    error_message = "It reads with the key of the states."
  }
}

run "drift_reads_secrets" {
  command = plan

  variables {
    access = "read_secrets"
  }

  assert {
    condition     = flatten([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Resource if statement.Sid == "Secrets"]) == ["arn:aws:secretsmanager:*:111122223333:secret:*"]
    error_message = "Secrets of its account."
  }
}

run "apply" {
  command = plan

  variables {
    name       = "acme-production-terraform-apply"
    access     = "write"
    regions    = ["eu-west-1"]
    made_roles = ["acme-production-*"]
    kept_roles = ["acme-*terraform-*"]

    github = {
      provider_arn = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
      subjects     = ["repo:acme/infrastructure:environment:production"]
    }

    state = {
      bucket_arn = "arn:aws:s3:::acme-terraform-state"
      prefix     = "environments/production"
    }

    roles_to_assume = ["arn:aws:iam::444455556666:role/terraform-apply"]
  }

  assert {
    condition     = alltrue([for resource in flatten([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Resource if contains(["State", "StateLock"], statement.Sid)]) : startswith(resource, "arn:aws:s3:::acme-terraform-state/environments/production")])
    error_message = "It has the states of its environment."
  }

  assert {
    condition     = alltrue([for resource in flatten([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Resource if contains(["State", "StateLock"], statement.Sid)]) : startswith(resource, "arn:aws:s3:::acme-terraform-state/environments/production/")])
    error_message = "It has no states of an environment whose name begins with its own."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Condition if statement.Sid == "OnlyTheRegions"]) == { StringNotEquals = { "aws:RequestedRegion" = ["eu-west-1", "us-east-1"] } }
    error_message = "It works in its regions."
  }

  assert {
    condition     = length([for action in flatten([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : try(statement.Action, []) if statement.Effect == "Allow"]) : action if strcontains(action, "*") || strcontains(action, "User") || strcontains(action, "AccessKey")]) == 0
    error_message = "It makes no users and no keys, and is given nothing by a wildcard."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : alltrue([for resource in flatten([statement.Resource]) : can(regex(":(role|instance-profile)/acme-production-[*]$", resource))]) if contains(["Roles", "RolesOfServices"], statement.Sid)])
    error_message = "It makes roles of its environment's names."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement if statement.Sid == "NotTheRolesOfTerraform"]) == { Sid = "NotTheRolesOfTerraform", Effect = "Deny", NotAction = ["iam:Get*", "iam:List*", "sts:*"], Resource = ["arn:aws:iam::111122223333:role/acme-production-terraform-apply", "arn:aws:iam::111122223333:role/acme-*terraform-*"] }
    error_message = "It does not change what it may do itself."
  }

  assert {
    condition     = contains(flatten([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Action if statement.Sid == "NotTheBucketOfTheStates"]), "s3:PutBucket*")
    error_message = "It does not change the bucket."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Resource if statement.Sid == "RolesOfOtherAccounts"]) == ["arn:aws:iam::444455556666:role/terraform-apply"]
    error_message = "It goes on to other accounts."
  }
}

run "of_another_account" {
  command = plan

  variables {
    github        = null
    trusted_roles = ["arn:aws:iam::111122223333:role/acme-terraform-plan"]
    state         = null
  }

  assert {
    condition     = one(jsondecode(aws_iam_role.this.assume_role_policy).Statement).Principal == { AWS = ["arn:aws:iam::111122223333:role/acme-terraform-plan"] }
    error_message = "It trusts the role that is named."
  }
}

run "for_nobody" {
  command = plan

  variables {
    github = null
  }

  expect_failures = [aws_iam_role.this]
}

run "writes_without_names" {
  command = plan

  variables {
    access = "write"
  }

  expect_failures = [aws_iam_role.this]
}

run "no_role_name" {
  command = plan

  variables {
    name = "a b"
  }

  expect_failures = [var.name]
}

run "no_path" {
  command = plan

  variables {
    path = "teams"
  }

  expect_failures = [var.path]
}

run "wildcard_subject" {
  command = plan

  variables {
    github = {
      provider_arn = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
      subjects     = ["repo:acme/infrastructure:*"]
    }
  }

  expect_failures = [var.github]
}

run "trusts_everybody" {
  command = plan

  variables {
    github        = null
    trusted_roles = ["*"]
  }

  expect_failures = [var.trusted_roles]
}

run "other_access" {
  command = plan

  variables {
    access = "admin"
  }

  expect_failures = [var.access]
}

run "makes_any_role" {
  command = plan

  variables {
    made_roles = ["*"]
  }

  expect_failures = [var.made_roles]
}

run "prefix_with_a_slash" {
  command = plan

  variables {
    state = {
      bucket_arn = "arn:aws:s3:::acme-terraform-state"
      prefix     = "environments/"
    }
  }

  expect_failures = [var.state]
}

run "goes_anywhere" {
  command = plan

  variables {
    roles_to_assume = ["arn:aws:iam::444455556666:role/*"]
  }

  expect_failures = [var.roles_to_assume]
}
