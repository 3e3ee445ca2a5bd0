mock_provider "aws" {}

variables {
  name   = "acme-production-tenant-1"
  limit  = 500
  tag    = { key = "Budget", value = "acme-production-tenant-1" }
  emails = ["owner@example.com"]
}

run "monthly_budget_of_a_tag" {
  command = plan

  assert {
    condition     = aws_budgets_budget.this.time_unit == "MONTHLY" && aws_budgets_budget.this.limit_amount == "500" && aws_budgets_budget.this.limit_unit == "USD"
    error_message = "The limit is dollars a month."
  }

  assert {
    condition     = one(aws_budgets_budget.this.cost_filter).values == tolist(["user:Budget$acme-production-tenant-1"])
    error_message = "Costs count by the tag, as AWS Budgets writes it."
  }

  assert {
    condition     = toset([for notification in aws_budgets_budget.this.notification : "${notification.notification_type} ${notification.threshold}"]) == toset(["ACTUAL 80", "ACTUAL 100", "FORECASTED 100"])
    error_message = "People are told before the limit is reached, at it, and when it is going to be passed."
  }

  assert {
    condition     = alltrue([for notification in aws_budgets_budget.this.notification : notification.subscriber_email_addresses == toset(["owner@example.com"])])
    error_message = "Every notification goes to the addresses."
  }
}

run "one_notification" {
  command = plan

  variables {
    notifications = [{ percent = 50 }]
  }

  assert {
    condition     = one(aws_budgets_budget.this.notification).threshold == 50 && one(aws_budgets_budget.this.notification).notification_type == "ACTUAL"
    error_message = "The given notification is the only one."
  }
}

run "nobody_to_tell" {
  command = plan

  variables {
    emails = []
  }

  expect_failures = [var.emails]
}

run "no_address" {
  command = plan

  variables {
    emails = ["owner"]
  }

  expect_failures = [var.emails]
}

run "nothing_to_spend" {
  command = plan

  variables {
    limit = 0
  }

  expect_failures = [var.limit]
}

run "tag_that_looks_like_two" {
  command = plan

  variables {
    tag = { key = "Budget$x", value = "y" }
  }

  expect_failures = [var.tag]
}

run "notification_at_nothing" {
  command = plan

  variables {
    notifications = [{ percent = 0 }]
  }

  expect_failures = [var.notifications]
}

run "name_with_capitals" {
  command = plan

  variables {
    name = "Acme"
  }

  expect_failures = [var.name]
}
