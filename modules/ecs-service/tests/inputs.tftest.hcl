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

run "memory_that_fargate_does_not_have" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 512, memory = 1000 }
  }

  expect_failures = [var.service]
}

run "cpu_that_fargate_does_not_have" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 300, memory = 512 }
  }

  expect_failures = [var.service]
}

run "image_with_a_blank" {
  command = plan

  variables {
    service = { image = "app 1" }
  }

  expect_failures = [var.service]
}

run "unknown_architecture" {
  command = plan

  variables {
    service = { image = "app:1", architecture = "amd64" }
  }

  expect_failures = [var.service]
}

run "disk_too_small" {
  command = plan

  variables {
    service = { image = "app:1", ephemeral_storage = 20 }
  }

  expect_failures = [var.service]
}

run "port_too_high" {
  command = plan

  variables {
    service = { image = "app:1", port = 70000 }
  }

  expect_failures = [var.service]
}

run "shell_in_the_health_path" {
  command = plan

  variables {
    service = { image = "app:1", port = 8080, health = { path = "/health; rm -rf /" } }
  }

  expect_failures = [var.service]
}

run "substitution_in_the_health_path" {
  command = plan

  variables {
    service = { image = "app:1", port = 8080, health = { path = "/$(id)" } }
  }

  expect_failures = [var.service]
}

run "timeout_above_the_interval" {
  command = plan

  variables {
    service = { image = "app:1", port = 8080, health = { interval = 5, timeout = 10 } }
  }

  expect_failures = [var.service]
}

run "fewer_than_the_fewest" {
  command = plan

  variables {
    service = { image = "app:1", scaling = { min = 3, max = 2 } }
  }

  expect_failures = [var.service]
}

run "cpu_target_too_high" {
  command = plan

  variables {
    service = { image = "app:1", scaling = { cpu = 100 } }
  }

  expect_failures = [var.service]
}

run "share_of_spot_too_high" {
  command = plan

  variables {
    service = { image = "app:1", spot_percent = 101 }
  }

  expect_failures = [var.service]
}

run "route_without_a_port" {
  command = plan

  variables {
    service = { image = "app:1", routes = { api = { paths = ["/*"], priority = 1 } } }
  }

  expect_failures = [var.service]
}

run "route_without_a_condition" {
  command = plan

  variables {
    service = { image = "app:1", port = 8080, routes = { api = { priority = 1 } } }
  }

  expect_failures = [var.service]
}

run "route_with_too_many_conditions" {
  command = plan

  variables {
    service = { image = "app:1", port = 8080, routes = { api = { paths = ["/a", "/b", "/c", "/d", "/e", "/f"], priority = 1 } } }
  }

  expect_failures = [var.service]
}

run "priority_too_high" {
  command = plan

  variables {
    service = { image = "app:1", port = 8080, routes = { api = { paths = ["/*"], priority = 50001 } } }
  }

  expect_failures = [var.service]
}

run "route_without_a_load_balancer" {
  command = plan

  variables {
    load_balancer = null
  }

  expect_failures = [var.service]
}

run "variable_with_a_hyphen" {
  command = plan

  variables {
    service = { image = "app:1", variables = { LOG-LEVEL = "info" } }
  }

  expect_failures = [var.service]
}

run "secret_and_plain_at_once" {
  command = plan

  variables {
    secrets   = { KEY = "arn:aws:secretsmanager:us-east-1:111122223333:secret:key-AbCdEf" }
    variables = { KEY = "plain" }
  }

  expect_failures = [var.secrets]
}

run "client_of_a_worker" {
  command = plan

  variables {
    service = { image = "app:1" }
    clients = { frontend = "sg-00000000000000001" }
  }

  expect_failures = [var.clients]
}

run "port_of_a_destination" {
  command = plan

  variables {
    destinations = { cache = { security_group_id = "sg-00000000000000001", port = 0 } }
  }

  expect_failures = [var.destinations]
}

run "port_without_a_namespace" {
  command = plan

  variables {
    namespace_id = null
  }

  expect_failures = [var.namespace_id]
}

run "retention_that_cloudwatch_does_not_have" {
  command = plan

  variables {
    log_retention = 10
  }

  expect_failures = [var.log_retention]
}

run "name_with_an_underscore" {
  command = plan

  variables {
    name = "acme_backend"
  }

  expect_failures = [var.name]
}

run "cooldown_too_long" {
  command = plan

  variables {
    service = { image = "app:1", scaling = { in_cooldown = 3601 } }
  }

  expect_failures = [var.service]
}

run "negative_cooldown" {
  command = plan

  variables {
    service = { image = "app:1", scaling = { out_cooldown = -1 } }
  }

  expect_failures = [var.service]
}

run "half_a_percent_of_spot" {
  command = plan

  variables {
    service = { image = "app:1", spot_percent = 0.5 }
  }

  expect_failures = [var.service]
}

run "no_subnet" {
  command = plan

  variables {
    network = { vpc_id = "vpc-0123456789abcdef0", subnet_ids = [] }
  }

  expect_failures = [var.network]
}

run "client_that_aws_cannot_describe" {
  command = plan

  variables {
    clients = { "the 'frontend'" = "sg-0123456789abcdef0" }
  }

  expect_failures = [var.clients]
}

run "destination_that_aws_cannot_describe" {
  command = plan

  variables {
    destinations = { "the 'cache'" = { security_group_id = "sg-0123456789abcdef0", port = 6379 } }
  }

  expect_failures = [var.destinations]
}

run "route_to_what_runs_on_demand" {
  command = plan

  variables {
    service = { image = "app:1", port = 8080, continuous = false, routes = { api = { paths = ["/*"], priority = 1 } } }
  }

  expect_failures = [var.service]
}

run "volumes_at_the_same_path" {
  command = plan

  variables {
    volumes = {
      artifacts = { file_system_id = "fs-0123456789abcdef0", access_point_id = "fsap-0123456789abcdef0", path = "/data" }
      models    = { file_system_id = "fs-0123456789abcdef0", access_point_id = "fsap-0fedcba9876543210", path = "/data" }
    }
  }

  expect_failures = [var.volumes]
}

run "gpus_on_fargate" {
  command = plan

  variables {
    service = { image = "app:1", gpus = 1 }
  }

  expect_failures = [var.service]
}

run "discovery_name_with_a_dot" {
  command = plan

  variables {
    discovery_name = "acme.backend"
  }

  expect_failures = [var.discovery_name]
}

run "egress_to_an_address_without_a_mask" {
  command = plan

  variables {
    https_egress_cidrs = ["203.0.113.1"]
  }

  expect_failures = [var.https_egress_cidrs]
}

run "secret_that_no_shell_can_name" {
  command = plan

  variables {
    secrets = { "api-key" = "arn:aws:secretsmanager:us-east-1:111122223333:secret:acme/api-key" }
  }

  expect_failures = [var.secrets]
}

run "secret_that_is_plain_too" {
  command = plan

  variables {
    variables = { API_KEY = "plain" }
    secrets   = { API_KEY = "arn:aws:secretsmanager:us-east-1:111122223333:secret:acme/api-key" }
  }

  expect_failures = [var.secrets]
}

run "variable_that_no_shell_can_name" {
  command = plan

  variables {
    variables = { "LOG-LEVEL" = "info" }
  }

  expect_failures = [var.variables]
}

run "volume_with_a_blank_in_its_name" {
  command = plan

  variables {
    volumes = { "my files" = { file_system_id = "fs-0123456789abcdef0", access_point_id = "fsap-0123456789abcdef0", path = "/data" } }
  }

  expect_failures = [var.volumes]
}

run "volume_at_a_relative_path" {
  command = plan

  variables {
    volumes = { files = { file_system_id = "fs-0123456789abcdef0", access_point_id = "fsap-0123456789abcdef0", path = "data" } }
  }

  expect_failures = [var.volumes]
}

run "more_than_all_on_spot" {
  command = plan

  variables {
    spot_percent = 101
  }

  expect_failures = [var.spot_percent]
}
