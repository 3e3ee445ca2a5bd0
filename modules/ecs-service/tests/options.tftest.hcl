mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
}

variables {
  name         = "acme-staging-backend"
  cluster_arn  = "arn:aws:ecs:us-east-1:111122223333:cluster/acme-staging"
  cluster_name = "acme-staging"
  namespace_id = "ns-0123456789abcdef"

  network = {
    vpc_id     = "vpc-0123456789abcdef0"
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
  }

  load_balancer = {
    listener_arn      = "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/acme-staging/0123456789abcdef/0123456789abcdef"
    security_group_id = "sg-0123456789abcdef0"
    arn_suffix        = "app/acme-staging/0123456789abcdef"
  }

  service = {
    image  = "111122223333.dkr.ecr.us-east-1.amazonaws.com/acme/backend:1.0.0"
    cpu    = 512
    memory = 1024
    port   = 8080
    routes = { api = { paths = ["/api/*"], priority = 100 } }
  }
}

run "variables_and_secrets" {
  command = apply

  variables {
    variables = { DATABASE_HOST = "main.example.com", LOG_LEVEL = "debug" }

    service = {
      image     = "registry.example.com/acme/backend:1.0.0"
      command   = ["serve", "--verbose"]
      variables = { LOG_LEVEL = "info", APP_ENV = "staging" }
    }

    secrets = {
      OPENAI_KEY        = "arn:aws:secretsmanager:us-east-1:111122223333:secret:acme/openai-AbCdEf"
      DATABASE_PASSWORD = "arn:aws:secretsmanager:us-east-1:111122223333:secret:rds!db-0123:password::"
    }
  }

  assert {
    condition = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment == [
      { name = "APP_ENV", value = "staging" },
      { name = "DATABASE_HOST", value = "main.example.com" },
      { name = "LOG_LEVEL", value = "info" },
    ]
    error_message = "Variables are in order, and the service's own win."
  }

  assert {
    condition = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].secrets == [
      { name = "DATABASE_PASSWORD", valueFrom = "arn:aws:secretsmanager:us-east-1:111122223333:secret:rds!db-0123:password::" },
      { name = "OPENAI_KEY", valueFrom = "arn:aws:secretsmanager:us-east-1:111122223333:secret:acme/openai-AbCdEf" },
    ]
    error_message = "Secrets are references, with the key of one in JSON."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].command == ["serve", "--verbose"]
    error_message = "The command is the service's."
  }

  assert {
    condition = local.secret_arns == [
      "arn:aws:secretsmanager:us-east-1:111122223333:secret:rds!db-0123",
      "arn:aws:secretsmanager:us-east-1:111122223333:secret:acme/openai-AbCdEf",
    ]
    error_message = "The execution role may read the secrets themselves, not a key of one."
  }

  assert {
    condition     = length(local.repository_arns) == 0
    error_message = "A registry that is not ECR needs no rights."
  }
}

run "image_in_ecr" {
  command = plan

  assert {
    condition     = local.repository_arns == ["arn:aws:ecr:us-east-1:111122223333:repository/acme/backend"]
    error_message = "The execution role pulls from the image's repository only."
  }
}

run "half_on_spot" {
  command = plan

  variables {
    spot_percent = 50
  }

  assert {
    condition     = { for strategy in aws_ecs_service.this[0].capacity_provider_strategy : strategy.capacity_provider => [strategy.base, strategy.weight] } == { FARGATE = [1, 50], FARGATE_SPOT = [0, 50] }
    error_message = "Half of the tasks run on Spot, the first one does not."
  }
}

run "own_share_of_spot" {
  command = plan

  variables {
    spot_percent = 50
    service      = { image = "registry.example.com/ai/worker:1.4.0", spot_percent = 100 }
  }

  assert {
    condition     = [for strategy in aws_ecs_service.this[0].capacity_provider_strategy : strategy.capacity_provider] == ["FARGATE_SPOT"]
    error_message = "The service's share wins."
  }
}

run "suspended" {
  command = plan

  variables {
    service = { image = "registry.example.com/ai/worker:1.4.0", scaling = { min = 0, max = 0 } }
  }

  assert {
    condition     = aws_appautoscaling_target.this[0].min_capacity == 0 && aws_appautoscaling_target.this[0].max_capacity == 0
    error_message = "A suspended tenant runs nothing."
  }
}

run "clients_and_destinations" {
  command = plan

  variables {
    clients      = { frontend = "sg-00000000000000001" }
    destinations = { "database main" = { security_group_id = "sg-00000000000000002", port = 5432 } }
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.clients["frontend"].referenced_security_group_id == "sg-00000000000000001" && aws_vpc_security_group_ingress_rule.clients["frontend"].from_port == 8080
    error_message = "A client reaches the port."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.destinations["database main"].to_port == 5432 && aws_vpc_security_group_egress_rule.destinations["database main"].referenced_security_group_id == "sg-00000000000000002"
    error_message = "Tasks reach the database."
  }
}

run "arm_with_a_larger_disk" {
  command = plan

  variables {
    service = { image = "registry.example.com/ai/worker:1.4.0", architecture = "arm64", ephemeral_storage = 100 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.runtime_platform[0].cpu_architecture == "ARM64" && aws_ecs_task_definition.this.ephemeral_storage[0].size_in_gib == 100
    error_message = "Architecture and disk are the service's."
  }
}

run "protected" {
  command = plan

  variables {
    protected = true
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.skip_destroy
    error_message = "Logs outlive a protected service."
  }

  assert {
    condition     = aws_ecs_task_definition.this.skip_destroy
    error_message = "The revision before the last stays, for the circuit breaker to go back to."
  }
}

run "long_name_is_cut" {
  command = plan

  variables {
    name = "a-platform-with-a-long-name-production-some-tenant-of-it-a-service"
  }

  assert {
    condition     = length(aws_lb_target_group.this[0].name) <= 32 && can(regex("-[0-9a-f]{6}$", aws_lb_target_group.this[0].name))
    error_message = "Elastic Load Balancing takes 32 characters."
  }

  assert {
    condition     = length(aws_service_discovery_service.this[0].name) <= 63
    error_message = "DNS takes 63 characters."
  }
}

run "every_number_at_its_limit" {
  command = plan

  variables {
    destinations = {
      first = { security_group_id = "sg-00000000000000002", port = 1 }
      last  = { security_group_id = "sg-00000000000000002", port = 65535 }
    }

    service = {
      image             = "registry.example.com/acme/backend:1.0.0"
      port              = 65535
      ephemeral_storage = 200
      spot_percent      = 0
      health            = { interval = 5, timeout = 2, retries = 1, grace = 0 }
      scaling           = { min = 0, max = 5000, cpu = 10, in_cooldown = 0, out_cooldown = 3600 }
      routes            = { first = { paths = ["/*"], priority = 1 }, last = { paths = ["/*"], priority = 50000 } }
    }
  }

  assert {
    condition     = aws_lb_target_group.this[0].health_check[0].unhealthy_threshold == 2 && aws_appautoscaling_target.this[0].max_capacity == 5000
    error_message = "Limits are allowed; the load balancer takes two failures at least."
  }
}

run "exec_sessions" {
  command = plan

  variables {
    exec = true
  }

  assert {
    condition     = aws_ecs_service.this[0].enable_execute_command
    error_message = "Sessions can be allowed."
  }
}

run "not_discoverable" {
  command = plan

  variables {
    discoverable = false
    namespace_id = null
  }

  assert {
    condition     = length(aws_service_discovery_service.this) == 0 && length(aws_ecs_service.this[0].service_registries) == 0 && output.discovery_name == null
    error_message = "A service with a port can stay out of the namespace."
  }
}

run "tasks_on_demand" {
  command = apply

  variables {
    load_balancer = null
    namespace_id  = null

    service = {
      image      = "registry.example.com/acme/collect:1.0.0"
      continuous = false
    }
  }

  assert {
    condition     = length(aws_ecs_service.this) == 0 && length(aws_appautoscaling_target.this) == 0 && length(aws_appautoscaling_policy.cpu) == 0
    error_message = "What runs on demand has no ECS service and nothing to scale."
  }

  assert {
    condition     = output.service_name == null && output.monitoring == null && output.task.family == "acme-staging-backend" && jsonencode(output.task.capacity) == jsonencode({ FARGATE = { base = 1, weight = 100 } })
    error_message = "There is a task to start, and no service to watch."
  }
}

run "volumes" {
  command = apply

  variables {
    volumes = {
      artifacts = { file_system_id = "fs-0123456789abcdef0", access_point_id = "fsap-0123456789abcdef0", path = "/data" }
      models    = { file_system_id = "fs-0123456789abcdef0", access_point_id = "fsap-0fedcba9876543210", path = "/models", read_only = true }
    }
  }

  assert {
    condition = alltrue([
      for volume in aws_ecs_task_definition.this.volume :
      volume.efs_volume_configuration[0].transit_encryption == "ENABLED" && volume.efs_volume_configuration[0].authorization_config[0].iam == "ENABLED"
    ]) && length(aws_ecs_task_definition.this.volume) == 2
    error_message = "Files go over TLS, to who the task role is."
  }

  assert {
    condition     = { for volume in aws_ecs_task_definition.this.volume : volume.name => volume.efs_volume_configuration[0].authorization_config[0].access_point_id } == { artifacts = "fsap-0123456789abcdef0", models = "fsap-0fedcba9876543210" }
    error_message = "Each volume has its access point."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].mountPoints == [{ sourceVolume = "artifacts", containerPath = "/data", readOnly = false }, { sourceVolume = "models", containerPath = "/models", readOnly = true }]
    error_message = "The container sees them at their paths."
  }
}

run "on_instances_with_gpus" {
  command = plan

  variables {
    service = {
      image  = "registry.example.com/acme/chat:1.0.0"
      cpu    = 2000
      memory = 6000
      port   = 8080
      gpus   = 1
      pool   = { capacity_provider = "acme-staging-gpu", constraints = ["attribute:tenant == acme", "attribute:gpu == true"] }
    }
  }

  assert {
    condition     = aws_ecs_task_definition.this.requires_compatibilities == toset(["EC2"]) && aws_ecs_task_definition.this.network_mode == "awsvpc"
    error_message = "The task runs on EC2, with an address of its own."
  }

  assert {
    condition     = toset([for constraint in aws_ecs_task_definition.this.placement_constraints : "${constraint.type} ${constraint.expression}"]) == toset(["memberOf attribute:tenant == acme", "memberOf attribute:gpu == true"])
    error_message = "It is placed on the tenant's instances with GPUs only."
  }

  assert {
    condition     = [for strategy in aws_ecs_service.this[0].capacity_provider_strategy : strategy.capacity_provider] == ["acme-staging-gpu"]
    error_message = "The pool is its capacity."
  }

  assert {
    condition     = [for strategy in aws_ecs_service.this[0].ordered_placement_strategy : "${strategy.type} ${strategy.field}"] == ["binpack memory"]
    error_message = "Instances with GPUs are filled one after the other."
  }
}

run "on_plain_instances" {
  command = plan

  variables {
    service = {
      image  = "registry.example.com/acme/chat:1.0.0"
      cpu    = 512
      memory = 1024
      port   = 8080
      pool   = { capacity_provider = "acme-staging-workers", constraints = ["attribute:tenant == acme"] }
    }
  }

  assert {
    condition     = [for strategy in aws_ecs_service.this[0].ordered_placement_strategy : "${strategy.type} ${strategy.field}"] == ["spread attribute:ecs.availability-zone", "binpack memory"]
    error_message = "Its tasks are in several zones, on few instances."
  }

  assert {
    condition     = aws_ecs_task_definition.this.requires_compatibilities == toset(["EC2"]) && !can(jsondecode(aws_ecs_task_definition.this.container_definitions)[0].resourceRequirements)
    error_message = "It runs on EC2 without GPUs."
  }
}

run "training" {
  command = apply

  variables {
    service = {
      image      = "registry.example.com/acme/training:1.0.0"
      gpus       = 2
      continuous = false
      pool       = { capacity_provider = "acme-staging-gpu", constraints = ["attribute:gpu == true"] }
    }
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].resourceRequirements == [{ type = "GPU", value = "2" }]
    error_message = "The container gets its GPUs."
  }

  assert {
    condition     = length(aws_ecs_service.this) == 0 && keys(output.task.capacity) == tolist(["acme-staging-gpu"])
    error_message = "Training is started by hand or by a schedule."
  }

  assert {
    condition     = output.task.placement == tolist([{ type = "binpack", field = "memory" }])
    error_message = "Whoever starts it is told to fill instances one after the other."
  }
}
