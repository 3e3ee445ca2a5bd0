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

  services = {
    backend = {
      cluster_name  = "acme-staging"
      service_name  = "acme-staging-backend"
      min_tasks     = 2
      balanced      = true
      load_balancer = "app/acme-staging/0123456789abcdef"
      target_group  = "targetgroup/acme-staging-backend-8080/0123456789abcdef"
    }
    worker = { cluster_name = "acme-staging", service_name = "acme-staging-worker" }
  }

  databases = {
    main = { identifier = "acme-staging-main", storage_gib = 20 }
  }

  caches = {
    main = { node_ids = ["acme-staging-main-001", "acme-staging-main-002"] }
  }
}

run "alarms_of_everything" {
  command = plan

  assert {
    condition = toset(keys(aws_cloudwatch_metric_alarm.above)) == toset([
      "service backend cpu", "service backend memory", "service backend unhealthy", "service backend errors", "service backend slow",
      "service worker cpu", "service worker memory", "database main cpu",
      "cache main acme-staging-main-001 cpu", "cache main acme-staging-main-001 memory",
      "cache main acme-staging-main-002 cpu", "cache main acme-staging-main-002 memory",
    ])
    error_message = "Each service, database and node of a cache is watched; the load balancer's view only where there is one."
  }

  assert {
    condition     = keys(aws_cloudwatch_metric_alarm.below) == ["database main storage"] && aws_cloudwatch_metric_alarm.below["database main storage"].threshold == 2 * 1073741824
    error_message = "Storage is low under 10 % of 20 GiB. Without Container Insights tasks are not counted."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.above["service backend cpu"].dimensions == tomap({ ClusterName = "acme-staging", ServiceName = "acme-staging-backend" }) && aws_cloudwatch_metric_alarm.above["service backend cpu"].threshold == 85
    error_message = "An alarm names what it watches."
  }
}

run "told_to_somebody" {
  command = apply

  variables {
    alarm_email = "oncall@example.com"
  }

  assert {
    condition     = aws_sns_topic_subscription.email["oncall@example.com"].protocol == "email"
    error_message = "The address is told."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.above : alarm.alarm_actions == toset([output.topic_arn]) && alarm.ok_actions == toset([output.topic_arn])])
    error_message = "Alarms go to the topic, and so does their end."
  }

  assert {
    condition     = aws_kms_key.topic[0].enable_key_rotation && aws_sns_topic.this[0].kms_master_key_id == aws_kms_key.topic[0].arn
    error_message = "The topic is encrypted with a key that is rotated."
  }

  assert {
    condition     = jsondecode(aws_sns_topic_policy.this[0].policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "111122223333"
    error_message = "No other account publishes."
  }

  assert {
    condition     = length(output.alarm_names) == 13
    error_message = "All alarms are listed."
  }
}

run "topic_of_the_platform" {
  command = plan

  variables {
    create_topic = false
    topic_arn    = "arn:aws:sns:us-east-1:111122223333:acme-staging-alarms"
  }

  assert {
    condition     = length(aws_sns_topic.this) == 0 && length(aws_kms_key.topic) == 0 && aws_cloudwatch_metric_alarm.above["service worker cpu"].alarm_actions == toset([var.topic_arn])
    error_message = "The given topic is used, and no other is made."
  }
}

run "nobody_is_told" {
  command = plan

  variables {
    create_topic = false
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.above : length(alarm.alarm_actions) == 0])
    error_message = "Without a topic alarms are only shown."
  }
}

run "tasks_are_counted" {
  command = plan

  variables {
    insights = true
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.below["service backend tasks"].threshold == 2 && aws_cloudwatch_metric_alarm.below["service worker tasks"].threshold == 1 && aws_cloudwatch_metric_alarm.below["service worker tasks"].treat_missing_data == "breaching"
    error_message = "With Container Insights too few tasks are an alarm, and none at all too."
  }
}

run "slow_requests" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.above["service backend slow"].extended_statistic == "p95" && aws_cloudwatch_metric_alarm.above["service backend slow"].statistic == null && aws_cloudwatch_metric_alarm.above["service backend slow"].threshold == 2
    error_message = "The slowest in twenty requests count, not the average."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.above["service backend cpu"].statistic == "Average" && aws_cloudwatch_metric_alarm.above["service backend cpu"].extended_statistic == null
    error_message = "Other alarms have a plain statistic."
  }
}

run "load_balancer" {
  command = plan

  variables {
    services       = {}
    databases      = {}
    caches         = {}
    load_balancers = { main = { arn_suffix = "app/acme-staging/0123456789abcdef", web_acl = "acme-staging" } }
  }

  assert {
    condition     = keys(aws_cloudwatch_metric_alarm.above) == ["load balancer main errors"] && aws_cloudwatch_metric_alarm.above["load balancer main errors"].dimensions == tomap({ LoadBalancer = "app/acme-staging/0123456789abcdef" })
    error_message = "A load balancer without targets is an alarm."
  }

  assert {
    condition     = [for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : widget.properties.title if widget.type == "metric"] == ["Requests", "Answered with an error, as no target did", "Blocked by the web ACL"]
    error_message = "The dashboard shows what came, what failed and what was blocked."
  }
}

run "dashboard" {
  command = plan

  variables {
    about          = "Tenant **acme**. Owner: owner@example.com"
    insights       = true
    dashboard_logs = ["/ecs/acme-staging-backend", "/ecs/acme-staging-worker"]
    schedules      = { report = { group = "acme-staging-report", dead_letter_queue = "acme-staging-report-dead-letters", alarm_name = "acme-staging-report schedule failed" } }
  }

  assert {
    condition     = aws_cloudwatch_dashboard.this[0].dashboard_name == "acme-staging" && strcontains(jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets[0].properties.markdown, "owner@example.com")
    error_message = "It says whose it is."
  }

  assert {
    condition     = [for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : widget.properties.markdown if widget.type == "text" && widget.y > 0] == ["## Requests", "## Services", "## Databases", "## Caches", "## Schedules"]
    error_message = "It goes from what a user sees to what is behind it."
  }

  assert {
    condition     = length(one([for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : widget.properties.alarms if widget.type == "alarm"])) == length(aws_cloudwatch_metric_alarm.above) + length(aws_cloudwatch_metric_alarm.below) + 1
    error_message = "Every alarm is shown, that of the schedule too."
  }

  assert {
    condition     = contains(one([for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : widget.properties.alarms if widget.type == "alarm"]), "arn:aws:cloudwatch:us-east-1:111122223333:alarm:acme-staging service backend cpu")
    error_message = "Alarms are named by their ARN."
  }

  assert {
    condition     = startswith(one([for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : widget.properties.query if widget.type == "log"]), "SOURCE '/ecs/acme-staging-backend' | SOURCE '/ecs/acme-staging-worker' | fields")
    error_message = "Errors in the logs of all services are listed."
  }

  assert {
    condition     = alltrue([for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : widget.x + widget.width <= 24])
    error_message = "CloudWatch has 24 columns."
  }

  assert {
    condition     = length(distinct([for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : "${widget.x} ${widget.y}"])) == length(jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets)
    error_message = "No widget lies on another."
  }

  assert {
    condition     = one([for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : widget.properties.annotations.horizontal[0].value if try(widget.properties.title, "") == "Server errors"]) == 10
    error_message = "A graph shows where its alarm goes off."
  }

  assert {
    condition     = [for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : [for metric in widget.properties.metrics : metric[3]] if widget.type == "metric" && try(widget.properties.title, "") == "Evicted keys"] == [["acme-staging-main-001", "acme-staging-main-002"]]
    error_message = "A graph of caches has a line for each node."
  }
}

run "log_group_with_a_quote" {
  command = plan

  variables {
    dashboard_logs = ["/ecs/x' | SOURCE '/aws/other"]
  }

  expect_failures = [var.dashboard_logs]
}

run "nothing_to_watch" {
  command = plan

  variables {
    services  = {}
    databases = {}
    caches    = {}
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.above) == 0 && length(aws_cloudwatch_metric_alarm.below) == 0 && length(aws_cloudwatch_dashboard.this) == 0 && length(aws_sns_topic.this) == 1
    error_message = "An environment's platform has the topic only."
  }
}

run "log_groups" {
  command = plan

  variables {
    log_groups = { "/acme/audit" = { retention = 365 }, "/acme/jobs" = {} }
  }

  assert {
    condition     = aws_cloudwatch_log_group.this["/acme/audit"].retention_in_days == 365 && aws_cloudwatch_log_group.this["/acme/jobs"].retention_in_days == 7
    error_message = "Log groups are kept for 7 days unless they say otherwise."
  }
}

run "thresholds" {
  command = plan

  variables {
    thresholds = { service_cpu = 95, database_storage = 25 }
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.above["service worker cpu"].threshold == 95 && aws_cloudwatch_metric_alarm.above["service worker memory"].threshold == 85 && aws_cloudwatch_metric_alarm.below["database main storage"].threshold == 5 * 1073741824
    error_message = "One threshold changes without the others."
  }
}

run "no_address" {
  command = plan

  variables {
    alarm_email = "oncall"
  }

  expect_failures = [var.alarm_email]
}

run "retention_that_cloudwatch_does_not_have" {
  command = plan

  variables {
    log_groups = { "/acme/audit" = { retention = 100 } }
  }

  expect_failures = [var.log_groups]
}

run "more_than_all" {
  command = plan

  variables {
    thresholds = { cache_memory = 101 }
  }

  expect_failures = [var.thresholds]
}

run "one_section" {
  command = plan

  variables {
    services  = {}
    databases = {}
  }

  assert {
    condition     = toset([for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : widget.width if widget.type == "metric"]) == toset([8]) && length([for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : widget if widget.type == "log"]) == 0
    error_message = "One section is enough for a dashboard."
  }
}

run "no_dashboard" {
  command = plan

  variables {
    dashboard = false
  }

  assert {
    condition     = length(aws_cloudwatch_dashboard.this) == 0
    error_message = "The dashboard can be left out."
  }
}

run "name_with_capitals" {
  command = plan

  variables {
    name = "Acme"
  }

  expect_failures = [var.name]
}

run "log_group_with_a_blank" {
  command = plan

  variables {
    log_groups = { "/ecs/my app" = {} }
  }

  expect_failures = [var.log_groups]
}

run "retention_that_logs_do_not_have" {
  command = plan

  variables {
    log_groups = { "/ecs/app" = { retention = 8 } }
  }

  expect_failures = [var.log_groups]
}
