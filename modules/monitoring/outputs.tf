output "topic_arn" {
  description = "SNS topic of alarms; null without one."
  value       = local.topic_arn
}

output "log_group_arns" {
  description = "ARNs of the log groups, by name."
  value       = { for name, group in aws_cloudwatch_log_group.this : name => group.arn }
}

output "alarm_names" {
  description = "Names of all alarms."
  value       = sort([for alarm in concat(values(aws_cloudwatch_metric_alarm.above), values(aws_cloudwatch_metric_alarm.below)) : alarm.alarm_name])
}

output "dashboard_name" {
  description = "Name of the dashboard; null without one."
  value       = one(aws_cloudwatch_dashboard.this[*].dashboard_name)
}
