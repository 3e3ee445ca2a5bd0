output "schedule_arns" {
  description = "Schedules, by name."
  value       = { for name, schedule in aws_scheduler_schedule.this : name => schedule.arn }
}

output "role_arn" {
  description = "Role that EventBridge Scheduler starts tasks with."
  value       = aws_iam_role.this.arn
}

output "dead_letter_queue_url" {
  description = "Queue of what could not be started."
  value       = aws_sqs_queue.dead_letters.url
}

output "monitoring" {
  description = "What the monitoring module needs to know of the schedules."
  value = {
    group             = aws_scheduler_schedule_group.this.name
    dead_letter_queue = aws_sqs_queue.dead_letters.name
    alarm_name        = aws_cloudwatch_metric_alarm.dead_letters.alarm_name
  }
}
