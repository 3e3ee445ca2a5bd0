mock_provider "aws" {}

variables {
  name       = "acme-staging-main"
  vpc_id     = "vpc-0123456789abcdef0"
  subnet_ids = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
}

run "name_with_two_hyphens" {
  command = plan

  variables {
    name = "acme--main"
  }

  expect_failures = [var.name]
}

run "no_subnet" {
  command = plan

  variables {
    subnet_ids = []
  }

  expect_failures = [var.subnet_ids]
}

run "not_a_version" {
  command = plan

  variables {
    engine_version = "9.6"
  }

  expect_failures = [var.engine_version]
}

run "class_of_a_cache" {
  command = plan

  variables {
    class = "cache.t3.micro"
  }

  expect_failures = [var.class]
}

run "too_little_storage" {
  command = plan

  variables {
    storage = 10
  }

  expect_failures = [var.storage]
}

run "limit_below_the_storage" {
  command = plan

  variables {
    storage     = 100
    max_storage = 50
  }

  expect_failures = [var.max_storage]
}

run "too_many_backups" {
  command = plan

  variables {
    backup_days = 36
  }

  expect_failures = [var.backup_days]
}

run "protected_without_backups" {
  command = plan

  variables {
    protected   = true
    backup_days = 0
  }

  expect_failures = [var.protected]
}

run "protected_without_a_final_snapshot" {
  command = plan

  variables {
    protected      = true
    final_snapshot = false
  }

  expect_failures = [aws_db_instance.this]
}

run "user_that_rds_keeps_for_itself" {
  command = plan

  variables {
    username = "rdsadmin"
  }

  expect_failures = [var.username]
}

run "database_with_a_hyphen" {
  command = plan

  variables {
    database_name = "my-app"
  }

  expect_failures = [var.database_name]
}

run "low_port" {
  command = plan

  variables {
    port = 80
  }

  expect_failures = [var.port]
}

run "client_that_aws_cannot_describe" {
  command = plan

  variables {
    clients = { "the 'backend'" = "sg-0123456789abcdef0" }
  }

  expect_failures = [var.clients]
}

run "negative_time_of_a_slow_query" {
  command = plan

  variables {
    slow_query_ms = -1
  }

  expect_failures = [var.slow_query_ms]
}

run "retention_that_logs_do_not_have" {
  command = plan

  variables {
    log_retention = 8
  }

  expect_failures = [var.log_retention]
}
