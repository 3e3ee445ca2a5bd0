resource "aws_appautoscaling_target" "this" {
  count = local.continuous ? 1 : 0

  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${var.cluster_name}/${aws_ecs_service.this[0].name}"
  min_capacity       = local.min_tasks
  max_capacity       = local.max_tasks

  tags = var.tags
}

resource "aws_appautoscaling_policy" "cpu" {
  count = local.continuous ? 1 : 0

  name               = "${var.name}-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = var.service.scaling.cpu
    scale_in_cooldown  = var.service.scaling.in_cooldown
    scale_out_cooldown = var.service.scaling.out_cooldown

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
