output "replication_group_id" {
  description = "Id of the replication group. A client needs it to sign its IAM login."
  value       = aws_elasticache_replication_group.this.id
}

output "arn" {
  description = "ARN of the replication group."
  value       = aws_elasticache_replication_group.this.arn
}

output "endpoint" {
  description = "Host name of the primary."
  value       = aws_elasticache_replication_group.this.primary_endpoint_address
}

output "reader_endpoint" {
  description = "Host name that reads may go to."
  value       = aws_elasticache_replication_group.this.reader_endpoint_address
}

output "port" {
  description = "Port of the cache; it speaks TLS only."
  value       = 6379
}

output "username" {
  description = "User that logs in with IAM."
  value       = aws_elasticache_user.this.user_name
}

output "user_group_id" {
  description = "User group of the cache, which users of tenants of a shared cache are added to."
  value       = aws_elasticache_user_group.this.user_group_id
}

output "security_group_id" {
  description = "Security group of the cache."
  value       = aws_security_group.this.id
}

output "connect_policy" {
  description = "Statements that a task role needs to log in, as ecs-service takes them in policy."
  value = [{
    actions   = ["elasticache:Connect"]
    resources = [aws_elasticache_replication_group.this.arn, aws_elasticache_user.this.arn]
  }]
}

output "monitoring" {
  description = "What the monitoring module needs to know of the cache."
  value = {
    node_ids = local.node_ids
  }
}
