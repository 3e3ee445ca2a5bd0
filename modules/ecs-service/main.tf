data "aws_region" "current" {}

data "aws_partition" "current" {}

locals {
  service_name = var.name
  has_port     = var.service.port != null
  fargate      = var.service.pool == null
  continuous   = var.service.continuous
  balanced     = length(var.service.routes) > 0
  registered   = local.continuous && local.has_port && var.discoverable

  # The service's own share before the environment's.
  spot_percent = coalesce(var.service.spot_percent, var.spot_percent)

  # One task stays off Spot unless everything is to run there: when AWS reclaims capacity, something answers.
  strategy = merge(
    local.fargate && local.spot_percent < 100 ? { FARGATE = { base = 1, weight = 100 - local.spot_percent } } : {},
    local.fargate && local.spot_percent > 0 ? { FARGATE_SPOT = { base = 0, weight = local.spot_percent } } : {},
    local.fargate ? {} : { (var.service.pool.capacity_provider) = { base = 0, weight = 100 } },
  )

  # Autoscaling sets the count of tasks to what lies between the two, at once: 0 and 0 stop all of them.
  min_tasks = var.suspended ? 0 : var.service.scaling.min
  max_tasks = var.suspended ? 0 : var.service.scaling.max

  constraints = local.fargate ? [] : var.service.pool.constraints

  # Few full instances rather than many half empty ones, so that the others scale in. What answers requests is spread over zones first.
  placement = local.fargate ? [] : concat(
    local.continuous && var.service.gpus == 0 ? [{ type = "spread", field = "attribute:ecs.availability-zone" }] : [],
    [{ type = "binpack", field = "memory" }],
  )
}

module "roles" {
  source = "../iam"

  name                 = var.name
  policy               = concat(var.service.policy, var.policy)
  secret_arns          = local.secret_arns
  kms_key_arns         = var.secret_kms_key_arns
  log_group_arn        = aws_cloudwatch_log_group.this.arn
  repository_arns      = local.repository_arns
  exec                 = var.exec
  exec_kms_key_arn     = var.exec_kms_key_arn
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

resource "aws_cloudwatch_log_group" "this" {
  #checkov:skip=CKV_AWS_158:CloudWatch Logs encrypts with a key of its own; kms_key_arn names another
  #checkov:skip=CKV_AWS_338:retention is an input, 7 days by default as the platform's log groups
  name              = "/ecs/${var.name}"
  retention_in_days = var.log_retention
  kms_key_id        = var.kms_key_arn
  skip_destroy      = var.protected

  tags = var.tags
}

resource "aws_ecs_task_definition" "this" {
  #checkov:skip=CKV_AWS_336:images write to their own file system; a read-only one is the image's to support
  family                   = var.name
  requires_compatibilities = [local.fargate ? "FARGATE" : "EC2"]
  network_mode             = "awsvpc"
  cpu                      = tostring(var.service.cpu)
  memory                   = tostring(var.service.memory)
  task_role_arn            = module.roles.task_role_arn
  execution_role_arn       = module.roles.execution_role_arn
  container_definitions    = jsonencode([local.container])

  runtime_platform {
    cpu_architecture        = upper(var.service.architecture)
    operating_system_family = "LINUX"
  }

  dynamic "ephemeral_storage" {
    for_each = var.service.ephemeral_storage == null ? [] : [var.service.ephemeral_storage]

    content {
      size_in_gib = ephemeral_storage.value
    }
  }

  # They hold for the service's tasks and for those that are started one by one.
  dynamic "placement_constraints" {
    for_each = toset(local.constraints)

    content {
      type       = "memberOf"
      expression = placement_constraints.value
    }
  }

  # Over TLS, as the task role, through the access point: the file system refuses everything else.
  dynamic "volume" {
    for_each = var.volumes

    content {
      name = volume.key

      efs_volume_configuration {
        file_system_id     = volume.value.file_system_id
        transit_encryption = "ENABLED"

        authorization_config {
          access_point_id = volume.value.access_point_id
          iam             = "ENABLED"
        }
      }
    }
  }

  # The circuit breaker rolls back to the revision before, so that one has to stay where the service does.
  skip_destroy = var.protected

  tags = var.tags
}

# What runs on demand has a task definition only: a schedule or a person starts its tasks.
resource "aws_ecs_service" "this" {
  count = local.continuous ? 1 : 0

  name            = local.service_name
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.this.arn
  desired_count   = local.min_tasks

  # Without it another share of Spot would replace the service.
  force_new_deployment = true

  platform_version        = local.fargate ? "LATEST" : null
  enable_execute_command  = var.exec
  enable_ecs_managed_tags = true
  propagate_tags          = "SERVICE"

  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = local.balanced ? var.service.health.grace : null

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  dynamic "capacity_provider_strategy" {
    for_each = local.strategy

    content {
      capacity_provider = capacity_provider_strategy.key
      base              = capacity_provider_strategy.value.base
      weight            = capacity_provider_strategy.value.weight
    }
  }

  dynamic "ordered_placement_strategy" {
    for_each = local.placement

    content {
      type  = ordered_placement_strategy.value.type
      field = ordered_placement_strategy.value.field
    }
  }

  network_configuration {
    subnets          = var.network.subnet_ids
    security_groups  = [aws_security_group.this.id]
    assign_public_ip = false
  }

  dynamic "load_balancer" {
    for_each = aws_lb_target_group.this

    content {
      target_group_arn = load_balancer.value.arn
      container_name   = var.name
      container_port   = var.service.port
    }
  }

  dynamic "service_registries" {
    for_each = aws_service_discovery_service.this

    content {
      registry_arn = service_registries.value.arn
    }
  }

  tags = var.tags

  # ECS refuses a target group that no listener leads to.
  depends_on = [aws_lb_listener_rule.this]

  lifecycle {
    # Autoscaling moves it between min and max.
    ignore_changes = [desired_count]
  }
}
