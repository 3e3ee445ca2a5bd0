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
}

run "cpu_256_with_the_least_memory" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 256, memory = 512 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "256" && aws_ecs_task_definition.this.memory == "512"
    error_message = "Fargate has a task of 256 CPU units and 512 MiB."
  }
}

run "cpu_256_with_the_most_memory" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 256, memory = 2048 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "256" && aws_ecs_task_definition.this.memory == "2048"
    error_message = "Fargate has a task of 256 CPU units and 2048 MiB."
  }
}

run "cpu_512_with_the_least_memory" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 512, memory = 1024 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "512" && aws_ecs_task_definition.this.memory == "1024"
    error_message = "Fargate has a task of 512 CPU units and 1024 MiB."
  }
}

run "cpu_512_with_the_most_memory" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 512, memory = 4096 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "512" && aws_ecs_task_definition.this.memory == "4096"
    error_message = "Fargate has a task of 512 CPU units and 4096 MiB."
  }
}

run "cpu_1024_with_the_least_memory" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 1024, memory = 2048 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "1024" && aws_ecs_task_definition.this.memory == "2048"
    error_message = "Fargate has a task of 1024 CPU units and 2048 MiB."
  }
}

run "cpu_1024_with_the_most_memory" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 1024, memory = 8192 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "1024" && aws_ecs_task_definition.this.memory == "8192"
    error_message = "Fargate has a task of 1024 CPU units and 8192 MiB."
  }
}

run "cpu_2048_with_the_least_memory" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 2048, memory = 4096 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "2048" && aws_ecs_task_definition.this.memory == "4096"
    error_message = "Fargate has a task of 2048 CPU units and 4096 MiB."
  }
}

run "cpu_2048_with_the_most_memory" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 2048, memory = 16384 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "2048" && aws_ecs_task_definition.this.memory == "16384"
    error_message = "Fargate has a task of 2048 CPU units and 16384 MiB."
  }
}

run "cpu_4096_with_the_least_memory" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 4096, memory = 8192 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "4096" && aws_ecs_task_definition.this.memory == "8192"
    error_message = "Fargate has a task of 4096 CPU units and 8192 MiB."
  }
}

run "cpu_4096_with_the_most_memory" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 4096, memory = 30720 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "4096" && aws_ecs_task_definition.this.memory == "30720"
    error_message = "Fargate has a task of 4096 CPU units and 30720 MiB."
  }
}

run "cpu_8192_with_the_least_memory" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 8192, memory = 16384 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "8192" && aws_ecs_task_definition.this.memory == "16384"
    error_message = "Fargate has a task of 8192 CPU units and 16384 MiB."
  }
}

run "cpu_8192_with_the_most_memory" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 8192, memory = 61440 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "8192" && aws_ecs_task_definition.this.memory == "61440"
    error_message = "Fargate has a task of 8192 CPU units and 61440 MiB."
  }
}

run "cpu_16384_with_the_least_memory" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 16384, memory = 32768 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "16384" && aws_ecs_task_definition.this.memory == "32768"
    error_message = "Fargate has a task of 16384 CPU units and 32768 MiB."
  }
}

run "cpu_16384_with_the_most_memory" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 16384, memory = 122880 }
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "16384" && aws_ecs_task_definition.this.memory == "122880"
    error_message = "Fargate has a task of 16384 CPU units and 122880 MiB."
  }
}

run "cpu_8192_with_20000" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 8192, memory = 20000 }
  }

  expect_failures = [var.service]
}

run "cpu_16384_with_36864" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 16384, memory = 36864 }
  }

  expect_failures = [var.service]
}

run "cpu_1024_with_1024" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 1024, memory = 1024 }
  }

  expect_failures = [var.service]
}

run "cpu_512_with_5120" {
  command = plan

  variables {
    service = { image = "app:1", cpu = 512, memory = 5120 }
  }

  expect_failures = [var.service]
}
