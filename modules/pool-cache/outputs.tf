output "username" {
  description = "User that logs in with IAM."
  value       = aws_elasticache_user.this.user_name
}

output "key_prefix" {
  description = "Start of the keys and channels that the tenant may use."
  value       = local.key_prefix
}

output "connect_policy" {
  description = "Statements that a task role needs to log in, as ecs-service takes them in policy."
  value = [{
    actions   = ["elasticache:Connect"]
    resources = [var.replication_group_arn, aws_elasticache_user.this.arn]
  }]
}
