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
  name = "acme-staging"
}

run "defaults" {
  command = plan

  assert {
    condition     = one(aws_ecs_cluster.this.setting).name == "containerInsights" && one(aws_ecs_cluster.this.setting).value == "enabled"
    error_message = "Container Insights is on."
  }

  assert {
    condition     = aws_ecs_cluster_capacity_providers.this.capacity_providers == toset(["FARGATE", "FARGATE_SPOT"])
    error_message = "Tasks run on Fargate and Fargate Spot."
  }

  assert {
    condition     = [for strategy in aws_ecs_cluster_capacity_providers.this.default_capacity_provider_strategy : strategy.capacity_provider] == ["FARGATE"]
    error_message = "Without a share of Spot there is none."
  }

  assert {
    condition     = aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].logging == "OVERRIDE" && aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].log_configuration[0].cloud_watch_encryption_enabled
    error_message = "Sessions are written down, encrypted."
  }

  assert {
    condition     = aws_kms_key.exec[0].enable_key_rotation
    error_message = "The key is rotated."
  }

  assert {
    condition     = aws_cloudwatch_log_group.exec.retention_in_days == 7 && aws_cloudwatch_log_group.exec.name == "/ecs/exec/acme-staging"
    error_message = "Transcripts are kept for 7 days."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.exec[0].policy).Statement :
      statement.Sid == "Account" || statement.Condition.ArnEquals["kms:EncryptionContext:aws:logs:arn"] == "arn:aws:logs:us-east-1:111122223333:log-group:/ecs/exec/acme-staging"
    ])
    error_message = "CloudWatch Logs uses the key for this log group only."
  }
}

run "half_on_spot" {
  command = plan

  variables {
    spot_percent = 50
  }

  assert {
    condition     = { for strategy in aws_ecs_cluster_capacity_providers.this.default_capacity_provider_strategy : strategy.capacity_provider => [strategy.base, strategy.weight] } == { FARGATE = [1, 50], FARGATE_SPOT = [0, 50] }
    error_message = "Half of the tasks go to Spot, the first one does not."
  }
}

run "all_on_spot" {
  command = plan

  variables {
    spot_percent = 100
  }

  assert {
    condition     = [for strategy in aws_ecs_cluster_capacity_providers.this.default_capacity_provider_strategy : strategy.capacity_provider] == ["FARGATE_SPOT"]
    error_message = "Everything goes to Spot."
  }
}

run "own_key" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000000"
  }

  assert {
    condition     = length(aws_kms_key.exec) == 0 && aws_cloudwatch_log_group.exec.kms_key_id == var.kms_key_arn && output.kms_key_arn == var.kms_key_arn
    error_message = "The given key is used, and no other is made."
  }
}

run "unknown_insights" {
  command = plan

  variables {
    insights = "on"
  }

  expect_failures = [var.insights]
}

run "more_than_all_on_spot" {
  command = plan

  variables {
    spot_percent = 101
  }

  expect_failures = [var.spot_percent]
}

run "broken_share" {
  command = plan

  variables {
    spot_percent = 33.3
  }

  expect_failures = [var.spot_percent]
}

run "retention_that_cloudwatch_does_not_have" {
  command = plan

  variables {
    log_retention = 8
  }

  expect_failures = [var.log_retention]
}

run "name_with_a_dot" {
  command = plan

  variables {
    name = "acme.staging"
  }

  expect_failures = [var.name]
}

run "one_percent_on_spot" {
  command = plan

  variables {
    spot_percent = 1
  }

  assert {
    condition     = { for strategy in aws_ecs_cluster_capacity_providers.this.default_capacity_provider_strategy : strategy.capacity_provider => strategy.weight } == { FARGATE = 99, FARGATE_SPOT = 1 }
    error_message = "The smallest share of Spot is used."
  }
}

run "instances_beside_fargate" {
  command = plan

  variables {
    capacity_providers = ["acme-staging-gpu"]
  }

  assert {
    condition     = aws_ecs_cluster_capacity_providers.this.capacity_providers == toset(["FARGATE", "FARGATE_SPOT", "acme-staging-gpu"])
    error_message = "Services may name the cluster's own instances too."
  }
}

run "more_capacity_providers_than_ecs_takes" {
  command = plan

  variables {
    capacity_providers = [for number in range(19) : "pool-${number}"]
  }

  expect_failures = [var.capacity_providers]
}
