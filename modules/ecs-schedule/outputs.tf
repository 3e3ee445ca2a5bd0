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
