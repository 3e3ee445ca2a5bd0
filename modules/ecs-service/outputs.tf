output "service_name" {
  description = "Name of the ECS service; null when tasks run on demand."
  value       = one(aws_ecs_service.this[*].name)
}

output "service_arn" {
  description = "ARN of the ECS service; null when tasks run on demand."
  value       = one(aws_ecs_service.this[*].id)
}

output "task_definition_arn" {
  description = "ARN of the task definition, with its revision."
  value       = aws_ecs_task_definition.this.arn
}

output "security_group_id" {
  description = "Security group of the tasks."
  value       = aws_security_group.this.id
}

output "target_group_arn" {
  description = "Target group of the tasks; null without routes."
  value       = one(aws_lb_target_group.this[*].arn)
}

output "log_group_name" {
  description = "Log group of the containers."
  value       = aws_cloudwatch_log_group.this.name
}

output "task_role_arn" {
  description = "Role that the containers have."
  value       = module.roles.task_role_arn
}

output "task_role_name" {
  description = "Name of that role, to attach more policies to."
  value       = module.roles.task_role_name
}

output "execution_role_arn" {
  description = "Role that ECS starts the tasks with."
  value       = module.roles.execution_role_arn
}

output "task" {
  description = "What ecs-schedule needs to know to start a task: its definition, roles, container, network and capacity."
  value = {
    definition_arn  = aws_ecs_task_definition.this.arn
    family          = aws_ecs_task_definition.this.family
    role_arns       = [module.roles.task_role_arn, module.roles.execution_role_arn]
    container       = var.name
    subnet_ids      = var.network.subnet_ids
    security_groups = [aws_security_group.this.id]
    capacity        = local.strategy
    placement       = local.placement
  }
}

output "discovery_name" {
  description = "Name of the service in the Cloud Map namespace; null when it is not registered."
  value       = one(aws_service_discovery_service.this[*].name)
}

output "monitoring" {
  description = "What the monitoring module needs to know of the service; null when tasks run on demand."
  value = !local.continuous ? null : {
    cluster_name  = var.cluster_name
    service_name  = local.service_name
    min_tasks     = var.service.scaling.min
    suspended     = var.suspended
    balanced      = local.balanced
    load_balancer = local.balanced ? var.load_balancer.arn_suffix : null
    target_group  = one(aws_lb_target_group.this[*].arn_suffix)
  }
}
