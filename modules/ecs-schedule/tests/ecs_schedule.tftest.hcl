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

  mock_resource "aws_scheduler_schedule_group" {
    defaults = { arn = "arn:aws:scheduler:us-east-1:111122223333:schedule-group/acme-staging-collect" }
  }

  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:us-east-1:111122223333:acme-staging-collect-dead-letters" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/acme-staging-collect-schedule" }
  }
}

variables {
  name        = "acme-staging-collect"
  cluster_arn = "arn:aws:ecs:us-east-1:111122223333:cluster/acme-staging"

  task = {
    definition_arn = "arn:aws:ecs:us-east-1:111122223333:task-definition/acme-staging-collect:7"
    family         = "acme-staging-collect"
    role_arns = [
      "arn:aws:iam::111122223333:role/acme-staging-collect-task",
      "arn:aws:iam::111122223333:role/acme-staging-collect-execution",
    ]
    container       = "acme-staging-collect"
    subnet_ids      = ["subnet-0123456789abcdef0"]
    security_groups = ["sg-0123456789abcdef0"]
    capacity        = { FARGATE = { base = 1, weight = 100 } }
  }

  schedules = {
    nightly = { expression = "cron(0 3 * * ? *)", timezone = "Europe/Berlin" }
  }
}

run "when_it_runs" {
  command = apply

  assert {
    condition     = aws_scheduler_schedule.this["nightly"].schedule_expression == "cron(0 3 * * ? *)" && aws_scheduler_schedule.this["nightly"].schedule_expression_timezone == "Europe/Berlin"
    error_message = "The schedule has its time in its zone."
  }

  assert {
    condition     = aws_scheduler_schedule.this["nightly"].state == "ENABLED" && aws_scheduler_schedule.this["nightly"].flexible_time_window[0].mode == "OFF"
    error_message = "It runs, and at that time."
  }

  assert {
    condition     = aws_scheduler_schedule.this["nightly"].target[0].arn == var.cluster_arn && aws_scheduler_schedule.this["nightly"].target[0].ecs_parameters[0].task_definition_arn == var.task.definition_arn
    error_message = "It starts the task on the cluster."
  }

  assert {
    condition     = aws_scheduler_schedule.this["nightly"].target[0].retry_policy[0].maximum_retry_attempts == 3 && aws_scheduler_schedule.this["nightly"].target[0].retry_policy[0].maximum_event_age_in_seconds == 3600 && aws_scheduler_schedule.this["nightly"].target[0].dead_letter_config[0].arn == aws_sqs_queue.dead_letters.arn
    error_message = "A start that fails is tried 3 times more within an hour, then kept."
  }

  assert {
    condition     = aws_scheduler_schedule.this["nightly"].target[0].ecs_parameters[0].network_configuration[0].assign_public_ip == false && [for strategy in aws_scheduler_schedule.this["nightly"].target[0].ecs_parameters[0].capacity_provider_strategy : strategy.capacity_provider] == ["FARGATE"]
    error_message = "The task runs where the service's tasks would, without a public address."
  }

  assert {
    condition     = aws_scheduler_schedule.this["nightly"].target[0].input == null
    error_message = "The task's own command runs unless another is given."
  }
}

run "what_the_role_may_do" {
  command = apply

  assert {
    condition = [
      for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement if statement.Action == "ecs:RunTask"
      ] == [{
        Sid       = "RunTask"
        Effect    = "Allow"
        Action    = "ecs:RunTask"
        Resource  = "arn:aws:ecs:us-east-1:111122223333:task-definition/acme-staging-collect:*"
        Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } }
    }]
    error_message = "It starts tasks of this family on this cluster only."
  }

  assert {
    condition = jsonencode([
      for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : [statement.Resource, statement.Condition.StringEquals["iam:PassedToService"]] if statement.Action == "iam:PassRole"
    ]) == jsonencode([[var.task.role_arns, "ecs-tasks.amazonaws.com"]])
    error_message = "It passes the task's two roles, to ECS."
  }

  assert {
    condition     = sort([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Action]) == tolist(["ecs:RunTask", "ecs:TagResource", "iam:PassRole", "sqs:SendMessage"])
    error_message = "It may do nothing else."
  }

  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Condition.StringEquals == { "aws:SourceAccount" = "111122223333", "aws:SourceArn" = "arn:aws:scheduler:us-east-1:111122223333:schedule-group/acme-staging-collect" }
    error_message = "Only schedules of this group take it on."
  }
}

run "what_fails_is_kept_encrypted" {
  command = apply

  assert {
    condition     = aws_sqs_queue.dead_letters.sqs_managed_sse_enabled && aws_sqs_queue.dead_letters.message_retention_seconds == 1209600
    error_message = "Messages are encrypted and kept for 14 days."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_policy.dead_letters.policy).Statement[0].Effect == "Deny" && jsondecode(aws_sqs_queue_policy.dead_letters.policy).Statement[0].Condition.Bool["aws:SecureTransport"] == "false"
    error_message = "Nobody reads them over plain text."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.dead_letters.threshold == 0 && length(aws_cloudwatch_metric_alarm.dead_letters.alarm_actions) == 0
    error_message = "The first message is an alarm, told to nobody without a topic."
  }
}

run "disabled_with_a_command_of_its_own" {
  command = apply

  variables {
    topic_arn = "arn:aws:sns:us-east-1:111122223333:acme-staging-alarms"
    schedules = { hourly = { expression = "rate(1 hour)", enabled = false, command = ["collect", "--changes"], retries = 0 } }
  }

  assert {
    condition     = aws_scheduler_schedule.this["hourly"].state == "DISABLED" && aws_scheduler_schedule.this["hourly"].schedule_expression_timezone == "UTC"
    error_message = "It stands still; its zone is UTC."
  }

  assert {
    condition     = jsondecode(aws_scheduler_schedule.this["hourly"].target[0].input) == { containerOverrides = [{ name = "acme-staging-collect", command = ["collect", "--changes"] }] }
    error_message = "The container gets the schedule's command."
  }

  assert {
    condition     = aws_scheduler_schedule.this["hourly"].target[0].retry_policy[0].maximum_retry_attempts == 0 && aws_cloudwatch_metric_alarm.dead_letters.alarm_actions == toset([var.topic_arn])
    error_message = "Without retries the first failure is told."
  }
}

run "own_key" {
  command = apply

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000000"
  }

  assert {
    condition     = aws_sqs_queue.dead_letters.kms_master_key_id == var.kms_key_arn && aws_scheduler_schedule.this["nightly"].kms_key_arn == var.kms_key_arn
    error_message = "The given key encrypts both."
  }
}

run "long_names_are_cut" {
  command = apply

  variables {
    name = "a-platform-with-a-long-name-production-a-tenant-with-a-long-name-collector"
  }

  assert {
    condition     = length(aws_iam_role.this.name) <= 64 && length(aws_scheduler_schedule_group.this.name) <= 64 && length(aws_sqs_queue.dead_letters.name) <= 80
    error_message = "Names fit."
  }
}

run "no_schedule" {
  command = plan

  variables {
    schedules = {}
  }

  expect_failures = [var.schedules]
}

run "expression_of_a_crontab" {
  command = plan

  variables {
    schedules = { nightly = { expression = "0 3 * * *" } }
  }

  expect_failures = [var.schedules]
}

run "more_retries_than_scheduler_takes" {
  command = plan

  variables {
    schedules = { nightly = { expression = "rate(1 day)", retries = 186 } }
  }

  expect_failures = [var.schedules]
}

run "name_with_a_blank" {
  command = plan

  variables {
    schedules = { "every night" = { expression = "rate(1 day)" } }
  }

  expect_failures = [var.schedules]
}

run "cluster_by_name" {
  command = plan

  variables {
    cluster_arn = "acme-staging"
  }

  expect_failures = [var.cluster_arn]
}

run "giving_up_at_once" {
  command = plan

  variables {
    give_up_after = 30
  }

  expect_failures = [var.give_up_after]
}

run "name_with_a_slash" {
  command = plan

  variables {
    name = "acme/collect"
  }

  expect_failures = [var.name]
}

run "task_with_one_role" {
  command = plan

  variables {
    task = {
      definition_arn  = "arn:aws:ecs:us-east-1:111122223333:task-definition/acme-staging-collect:7"
      family          = "acme-staging-collect"
      role_arns       = ["arn:aws:iam::111122223333:role/acme-staging-collect-task"]
      container       = "acme-staging-collect"
      subnet_ids      = ["subnet-0123456789abcdef0"]
      security_groups = ["sg-0123456789abcdef0"]
      capacity        = { FARGATE = { base = 1, weight = 100 } }
    }
  }

  expect_failures = [var.task]
}

run "task_without_a_subnet" {
  command = plan

  variables {
    task = {
      definition_arn = "arn:aws:ecs:us-east-1:111122223333:task-definition/acme-staging-collect:7"
      family         = "acme-staging-collect"
      role_arns = [
        "arn:aws:iam::111122223333:role/acme-staging-collect-task",
        "arn:aws:iam::111122223333:role/acme-staging-collect-execution",
      ]
      container       = "acme-staging-collect"
      subnet_ids      = []
      security_groups = ["sg-0123456789abcdef0"]
      capacity        = { FARGATE = { base = 1, weight = 100 } }
    }
  }

  expect_failures = [var.task]
}

run "on_instances_of_the_cluster" {
  command = plan

  variables {
    task = {
      definition_arn = "arn:aws:ecs:us-east-1:111122223333:task-definition/acme-staging-train:7"
      family         = "acme-staging-train"
      role_arns = [
        "arn:aws:iam::111122223333:role/acme-staging-train-task",
        "arn:aws:iam::111122223333:role/acme-staging-train-execution",
      ]
      container       = "acme-staging-train"
      subnet_ids      = ["subnet-0123456789abcdef0"]
      security_groups = ["sg-0123456789abcdef0"]
      capacity        = { acme-staging-gpu = { base = 0, weight = 100 } }
      placement       = [{ type = "binpack", field = "memory" }]
    }
  }

  assert {
    condition     = [for strategy in aws_scheduler_schedule.this["nightly"].target[0].ecs_parameters[0].placement_strategy : "${strategy.type} ${strategy.field}"] == ["binpack memory"] && aws_scheduler_schedule.this["nightly"].target[0].ecs_parameters[0].platform_version == null
    error_message = "Instances are filled one after the other; Fargate's version is not theirs."
  }
}
