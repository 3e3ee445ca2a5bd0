output "capacity_provider_name" {
  description = "Capacity provider, for the cluster to list and services to name."
  value       = aws_ecs_capacity_provider.this.name
}

output "autoscaling_group_name" {
  description = "Auto Scaling group of the instances."
  value       = aws_autoscaling_group.this.name
}

output "role_arn" {
  description = "Role of the instances."
  value       = aws_iam_role.this.arn
}

output "security_group_id" {
  description = "Security group of the instances; tasks have their own."
  value       = aws_security_group.this.id
}
