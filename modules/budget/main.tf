resource "aws_budgets_budget" "this" {
  name         = var.name
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = tostring(var.limit)
  limit_unit   = "USD"

  # AWS Budgets writes a tag as user:key$value.
  cost_filter {
    name   = "TagKeyValue"
    values = [join("$", ["user:${var.tag.key}", var.tag.value])]
  }

  # Credits and refunds would hide what is used.
  cost_types {
    include_credit = false
    include_refund = false
  }

  dynamic "notification" {
    for_each = var.notifications

    content {
      notification_type          = notification.value.forecast ? "FORECASTED" : "ACTUAL"
      comparison_operator        = "GREATER_THAN"
      threshold_type             = "PERCENTAGE"
      threshold                  = notification.value.percent
      subscriber_email_addresses = var.emails
    }
  }

  tags = var.tags
}
