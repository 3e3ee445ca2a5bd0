locals {
  environment = merge(var.variables, var.service.variables)

  # What an ECR image is pulled from: <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>.
  repository_parts = try(regex("^([0-9]{12})[.]dkr[.]ecr[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?/([^:@]+)", var.service.image), [])
  repository_arns = [
    for parts in [local.repository_parts] :
    "arn:${data.aws_partition.current.partition}:ecr:${parts[1]}:${parts[0]}:repository/${parts[2]}" if length(parts) == 3
  ]

  # A reference may go on after the ARN's seven parts: arn:aws:secretsmanager:<region>:<account>:secret:<name>:<key>::.
  secret_arns = [for reference in values(var.secrets) : try(join(":", slice(split(":", reference), 0, 7)), reference)]

  # ECS reads null as absent, but would show it as a difference.
  container = { for key, value in {
    name      = var.name
    image     = var.service.image
    essential = true
    command   = length(var.service.command) > 0 ? var.service.command : null

    environment = [for name in sort(keys(local.environment)) : { name = name, value = local.environment[name] }]
    secrets     = [for name in sort(keys(var.secrets)) : { name = name, valueFrom = var.secrets[name] }]

    portMappings = local.has_port ? [{ containerPort = var.service.port, hostPort = var.service.port, protocol = "tcp" }] : null

    resourceRequirements = var.service.gpus > 0 ? [{ type = "GPU", value = tostring(var.service.gpus) }] : null

    mountPoints = length(var.volumes) == 0 ? null : [
      for name in sort(keys(var.volumes)) :
      { sourceVolume = name, containerPath = var.volumes[name].path, readOnly = var.volumes[name].read_only }
    ]

    healthCheck = local.has_port ? {
      command     = ["CMD-SHELL", "curl -f http://localhost:${var.service.port}${var.service.health.path} || exit 1"]
      interval    = var.service.health.interval
      timeout     = var.service.health.timeout
      retries     = var.service.health.retries
      startPeriod = var.service.health.grace
    } : null

    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.this.name
        awslogs-region        = data.aws_region.current.region
        awslogs-stream-prefix = "ecs"
      }
    }

    # An init process reaps what the application leaves behind, and passes on the signal to stop.
    linuxParameters = { initProcessEnabled = true }
  } : key => value if value != null }
}
