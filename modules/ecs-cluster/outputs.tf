output "cluster_arn" {
  description = "ARN of the cluster."
  value       = aws_ecs_cluster.this.arn

  # A service names capacity providers, which the cluster has to have by then.
  depends_on = [aws_ecs_cluster_capacity_providers.this]
}

output "cluster_name" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.this.name
}

output "exec_log_group_name" {
  description = "Log group of the transcripts of ECS Exec sessions."
  value       = aws_cloudwatch_log_group.exec.name
}

output "kms_key_arn" {
  description = "KMS key that encrypts ECS Exec sessions; a task that allows them needs to decrypt with it."
  value       = local.kms_key_arn
}
