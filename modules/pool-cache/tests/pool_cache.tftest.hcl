mock_provider "aws" {}

variables {
  name                  = "acme-staging-tenant-1"
  user_group_id         = "acme-staging-shared"
  replication_group_arn = "arn:aws:elasticache:us-east-1:111122223333:replicationgroup:acme-staging-shared"
}

run "only_its_own_keys" {
  command = plan

  assert {
    condition     = startswith(aws_elasticache_user.this.access_string, "on ~acme-staging-tenant-1:* &acme-staging-tenant-1:* -@all ")
    error_message = "The tenant uses the keys and channels under its prefix."
  }

  assert {
    condition     = alltrue([for word in ["-@dangerous", "-client|tracking", "-function", "-pubsub", "-randomkey", "-scan"] : strcontains(aws_elasticache_user.this.access_string, " ${word}")])
    error_message = "The tenant has no command that shows keys of others."
  }

  assert {
    condition     = aws_elasticache_user.this.authentication_mode[0].type == "iam" && aws_elasticache_user.this.user_id == aws_elasticache_user.this.user_name
    error_message = "The user logs in with IAM, for which its id is its name."
  }

  assert {
    condition     = aws_elasticache_user_group_association.this.user_group_id == "acme-staging-shared" && aws_elasticache_user_group_association.this.user_id == "acme-staging-tenant-1"
    error_message = "The user joins the shared cache's group."
  }
}

run "login_with_iam" {
  command = apply

  assert {
    condition     = output.connect_policy[0].actions == ["elasticache:Connect"] && contains(output.connect_policy[0].resources, var.replication_group_arn) && length(output.connect_policy[0].resources) == 2
    error_message = "The login is allowed on the cache, as this user."
  }
}

run "prefix_of_its_own" {
  command = plan

  variables {
    key_prefix = "tenant-1:"
  }

  assert {
    condition     = output.key_prefix == "tenant-1:" && strcontains(aws_elasticache_user.this.access_string, "~tenant-1:* ")
    error_message = "The prefix is an input."
  }
}

run "long_name_is_cut" {
  command = plan

  variables {
    name = "a-platform-with-a-long-name-production-tenant-main"
  }

  assert {
    condition     = length(aws_elasticache_user.this.user_id) <= 40
    error_message = "ElastiCache takes 40 characters."
  }
}

# tenant-1* would reach the keys of tenant-10.
run "prefix_without_an_end" {
  command = plan

  variables {
    key_prefix = "tenant-1"
  }

  expect_failures = [var.key_prefix]
}

run "prefix_of_everything" {
  command = plan

  variables {
    key_prefix = "*:"
  }

  expect_failures = [var.key_prefix]
}

run "name_with_capitals" {
  command = plan

  variables {
    name = "Tenant"
  }

  expect_failures = [var.name]
}
