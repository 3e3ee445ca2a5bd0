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

run "task" {
  command = apply

  override_module {
    target = module.roles

    outputs = {
      task_role_arn      = "arn:aws:iam::111122223333:role/acme-staging-backend-task"
      execution_role_arn = "arn:aws:iam::111122223333:role/acme-staging-backend-execution"
    }
  }

  assert {
    condition     = aws_ecs_task_definition.this.network_mode == "awsvpc" && aws_ecs_task_definition.this.requires_compatibilities == toset(["FARGATE"]) && aws_ecs_task_definition.this.cpu == "512" && aws_ecs_task_definition.this.memory == "1024"
    error_message = "The task runs on Fargate with the service's size."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].healthCheck == { command = ["CMD-SHELL", "curl -f http://localhost:8080/health || exit 1"], interval = 30, timeout = 5, retries = 3, startPeriod = 60 }
    error_message = "The container is checked each 30 s, for 5 s, 3 times, after 60 s."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].logConfiguration == { logDriver = "awslogs", options = { awslogs-group = "/ecs/acme-staging-backend", awslogs-region = "us-east-1", awslogs-stream-prefix = "ecs" } }
    error_message = "Output goes to the service's log group."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].portMappings == [{ containerPort = 8080, hostPort = 8080, protocol = "tcp" }]
    error_message = "The container's port is known."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].essential && jsondecode(aws_ecs_task_definition.this.container_definitions)[0].linuxParameters.initProcessEnabled
    error_message = "The task ends with its container, and an init process reaps what is left behind."
  }

  assert {
    condition     = !contains(keys(jsondecode(aws_ecs_task_definition.this.container_definitions)[0]), "command")
    error_message = "The image's command runs unless another is given."
  }

  assert {
    condition     = endswith(aws_ecs_task_definition.this.task_role_arn, "-task") && endswith(aws_ecs_task_definition.this.execution_role_arn, "-execution")
    error_message = "The containers do not have the rights that start them."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.name == "/ecs/acme-staging-backend" && aws_cloudwatch_log_group.this.retention_in_days == 7
    error_message = "Output is kept for 7 days."
  }
}

run "service" {
  command = plan

  assert {
    condition     = aws_ecs_service.this[0].deployment_circuit_breaker[0].enable && aws_ecs_service.this[0].deployment_circuit_breaker[0].rollback
    error_message = "A deployment that fails is rolled back."
  }

  assert {
    condition     = aws_ecs_service.this[0].network_configuration[0].assign_public_ip == false && aws_ecs_service.this[0].health_check_grace_period_seconds == 60
    error_message = "Tasks have no public address, and time to start."
  }

  assert {
    condition     = aws_ecs_service.this[0].enable_execute_command == false && aws_cloudwatch_log_group.this.skip_destroy == false && aws_ecs_task_definition.this.skip_destroy == false
    error_message = "Nobody gets into the containers, and logs and revisions go with the service, unless the inputs say otherwise."
  }

  assert {
    condition     = aws_ecs_service.this[0].desired_count == 1 && { for strategy in aws_ecs_service.this[0].capacity_provider_strategy : strategy.capacity_provider => strategy.weight } == { FARGATE = 100 }
    error_message = "A service starts with its fewest tasks, on demand."
  }

  assert {
    condition     = length(aws_service_discovery_service.this) == 1 && aws_service_discovery_service.this[0].name == "acme-staging-backend" && one(aws_service_discovery_service.this[0].dns_config[0].dns_records).type == "A"
    error_message = "Others find the service by name."
  }
}

run "scaling_defaults" {
  command = plan

  assert {
    condition     = aws_appautoscaling_target.this[0].min_capacity == 1 && aws_appautoscaling_target.this[0].max_capacity == 10 && aws_appautoscaling_target.this[0].resource_id == "service/acme-staging/acme-staging-backend"
    error_message = "1 to 10 tasks run."
  }

  assert {
    condition     = aws_appautoscaling_policy.cpu[0].target_tracking_scaling_policy_configuration[0].target_value == 70 && aws_appautoscaling_policy.cpu[0].target_tracking_scaling_policy_configuration[0].scale_in_cooldown == 300 && aws_appautoscaling_policy.cpu[0].target_tracking_scaling_policy_configuration[0].scale_out_cooldown == 60
    error_message = "CPU is held at 70 %, with 300 s before fewer tasks and 60 s before more."
  }
}

run "only_the_load_balancer_gets_in" {
  command = plan

  assert {
    condition     = aws_vpc_security_group_ingress_rule.load_balancer[0].referenced_security_group_id == "sg-0123456789abcdef0" && aws_vpc_security_group_ingress_rule.load_balancer[0].from_port == 8080 && aws_vpc_security_group_ingress_rule.load_balancer[0].to_port == 8080
    error_message = "The load balancer reaches the port."
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.clients) == 0
    error_message = "Nobody else is let in."
  }

  assert {
    condition     = [for rule in aws_vpc_security_group_egress_rule.https : rule.from_port == 443 && rule.to_port == 443] == [true] && length(aws_vpc_security_group_egress_rule.destinations) == 0
    error_message = "Tasks get out by HTTPS only."
  }
}

run "route" {
  command = plan

  assert {
    condition     = aws_lb_listener_rule.this["api"].priority == 100 && one(aws_lb_listener_rule.this["api"].condition).path_pattern[0].values == toset(["/api/*"])
    error_message = "The path leads to the service."
  }

  assert {
    condition     = aws_lb_target_group.this[0].name == "acme-staging-backend-8080" && aws_lb_target_group.this[0].target_type == "ip" && aws_lb_target_group.this[0].port == 8080
    error_message = "Targets are the tasks' addresses."
  }

  assert {
    condition     = aws_lb_target_group.this[0].health_check[0].path == "/health" && aws_lb_target_group.this[0].health_check[0].interval == 30 && aws_lb_target_group.this[0].health_check[0].timeout == 5 && aws_lb_target_group.this[0].health_check[0].unhealthy_threshold == 3
    error_message = "The load balancer checks as the container does."
  }
}

run "route_by_host_and_header" {
  command = plan

  variables {
    service = {
      image  = "registry.example.com/ai/chat:1.4.0"
      port   = 8080
      routes = { openai = { hosts = ["tenant-1.example.com"], headers = { x-ai-provider = "openai" }, priority = 7 } }
    }
  }

  assert {
    condition     = flatten([for condition in aws_lb_listener_rule.this["openai"].condition : [for header in condition.http_header : "${header.http_header_name}=${join(",", header.values)}"]]) == ["x-ai-provider=openai"]
    error_message = "The header decides."
  }

  assert {
    condition     = flatten([for condition in aws_lb_listener_rule.this["openai"].condition : [for host in condition.host_header : tolist(host.values)]]) == ["tenant-1.example.com"]
    error_message = "The tenant's host decides."
  }
}

run "worker_without_a_port" {
  command = plan

  variables {
    load_balancer = null
    namespace_id  = null

    service = {
      image   = "registry.example.com/ai/worker:1.4.0"
      command = ["python", "-m", "worker"]
    }
  }

  assert {
    condition     = length(aws_lb_target_group.this) == 0 && length(aws_lb_listener_rule.this) == 0 && length(aws_service_discovery_service.this) == 0 && length(aws_vpc_security_group_ingress_rule.load_balancer) == 0
    error_message = "Nothing leads to a worker."
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "256" && aws_ecs_task_definition.this.memory == "512" && output.monitoring.balanced == false && output.target_group_arn == null
    error_message = "A worker has the smallest size unless it says otherwise."
  }
}
