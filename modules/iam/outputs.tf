output "task_role_arn" {
  description = "Role that the containers have."
  value       = aws_iam_role.task.arn
}

output "task_role_name" {
  description = "Name of that role, to attach more policies to."
  value       = aws_iam_role.task.name
}

output "execution_role_arn" {
  description = "Role that ECS starts the task with: it pulls the image, reads the secrets and writes the logs."
  value       = aws_iam_role.execution.arn

  # Whoever starts a task with the role needs its policy to be there.
  depends_on = [aws_iam_role_policy.execution]
}

output "execution_role_name" {
  description = "Name of that role."
  value       = aws_iam_role.execution.name
}
