mock_provider "aws" {}

variables {
  name       = "acme-staging-main"
  vpc_id     = "vpc-0123456789abcdef0"
  subnet_ids = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
}

run "staging_defaults" {
  command = plan

  assert {
    condition     = aws_elasticache_replication_group.this.node_type == "cache.t3.micro" && aws_elasticache_replication_group.this.num_cache_clusters == 1
    error_message = "By default there is a single cache.t3.micro."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.automatic_failover_enabled == false && aws_elasticache_replication_group.this.multi_az_enabled == false
    error_message = "A single node has nothing to fail over to."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.port == 6379 && output.port == 6379
    error_message = "Redis listens on its own port."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.transit_encryption_enabled && aws_elasticache_replication_group.this.transit_encryption_mode == "required"
    error_message = "Clients have to use TLS."
  }

  assert {
    condition     = tobool(aws_elasticache_replication_group.this.at_rest_encryption_enabled)
    error_message = "Data at rest is encrypted."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.auth_token == null
    error_message = "No token is given to the cache: it would stand in the state."
  }

  assert {
    condition     = aws_elasticache_user.default.user_name == "default" && startswith(aws_elasticache_user.default.access_string, "off ")
    error_message = "The user that needs no login is off."
  }

  assert {
    condition     = aws_elasticache_user.this.authentication_mode[0].type == "iam" && aws_elasticache_user.this.user_id == aws_elasticache_user.this.user_name
    error_message = "The user logs in with IAM, for which its id is its name."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.this : group.retention_in_days == 7])
    error_message = "Logs are kept for 7 days."
  }

  assert {
    condition     = aws_elasticache_parameter_group.this.family == "redis7"
    error_message = "The family follows the version."
  }

  assert {
    condition     = output.monitoring.node_ids == ["acme-staging-main-001"]
    error_message = "The node is known by its name before it is made."
  }
}

run "replicated" {
  command = plan

  variables {
    replicas      = 2
    protected     = true
    snapshot_days = 7
    node_type     = "cache.t3.small"
  }

  assert {
    condition     = aws_elasticache_replication_group.this.num_cache_clusters == 3 && aws_elasticache_replication_group.this.automatic_failover_enabled && aws_elasticache_replication_group.this.multi_az_enabled
    error_message = "With replicas failover is automatic and over zones."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.snapshot_retention_limit == 7 && aws_elasticache_replication_group.this.final_snapshot_identifier == "acme-staging-main-final"
    error_message = "A protected cache leaves a snapshot."
  }

  assert {
    condition     = length(output.monitoring.node_ids) == 3 && output.monitoring.node_ids[2] == "acme-staging-main-003"
    error_message = "Each node is watched."
  }
}

run "clients_by_name" {
  command = plan

  variables {
    clients = { backend = "sg-0123456789abcdef0" }
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.clients["backend"].from_port == 6379 && aws_vpc_security_group_ingress_rule.clients["backend"].to_port == 6379 && aws_vpc_security_group_ingress_rule.clients["backend"].referenced_security_group_id == "sg-0123456789abcdef0"
    error_message = "A client reaches Redis's port."
  }
}

run "shared_cache_without_a_user_for_all" {
  command = plan

  variables {
    access_string = "off ~* -@all"
  }

  assert {
    condition     = startswith(aws_elasticache_user.this.access_string, "off ")
    error_message = "A shared cache has no user who may do everything."
  }
}

run "parameters" {
  command = plan

  variables {
    parameters = { maxmemory-policy = "allkeys-lru" }
  }

  assert {
    condition     = { for parameter in aws_elasticache_parameter_group.this.parameter : parameter.name => parameter.value } == { maxmemory-policy = "allkeys-lru" }
    error_message = "Parameters go into the group."
  }
}

run "long_name_is_cut" {
  command = plan

  variables {
    name = "a-platform-with-a-long-name-production-tenant-main"
  }

  assert {
    condition     = length(aws_elasticache_replication_group.this.replication_group_id) <= 40 && length(aws_elasticache_user.default.user_id) <= 40 && length(aws_elasticache_user.this.user_id) <= 40
    error_message = "ElastiCache takes 40 characters."
  }
}

run "version_without_iam" {
  command = plan

  variables {
    engine_version = "6.2"
  }

  expect_failures = [var.engine_version]
}

run "class_of_a_database" {
  command = plan

  variables {
    node_type = "db.t3.micro"
  }

  expect_failures = [var.node_type]
}

run "too_many_replicas" {
  command = plan

  variables {
    replicas = 6
  }

  expect_failures = [var.replicas]
}

run "access_without_on_or_off" {
  command = plan

  variables {
    access_string = "~* +@all"
  }

  expect_failures = [var.access_string]
}

run "too_many_snapshots" {
  command = plan

  variables {
    snapshot_days = 36
  }

  expect_failures = [var.snapshot_days]
}

run "no_subnet" {
  command = plan

  variables {
    subnet_ids = []
  }

  expect_failures = [var.subnet_ids]
}

run "one_replica" {
  command = plan

  variables {
    replicas = 1
  }

  assert {
    condition     = aws_elasticache_replication_group.this.num_cache_clusters == 2 && aws_elasticache_replication_group.this.automatic_failover_enabled && aws_elasticache_replication_group.this.multi_az_enabled
    error_message = "One replica is enough for failover."
  }
}

run "longest_names_that_fit" {
  command = plan

  variables {
    name = "a-platform-production-the-cache1"
  }

  assert {
    condition     = aws_elasticache_replication_group.this.replication_group_id == var.name && aws_elasticache_user.default.user_id == "${var.name}-default" && length(aws_elasticache_user.default.user_id) == 40
    error_message = "A name that fits is not cut."
  }
}

run "client_that_aws_cannot_describe" {
  command = plan

  variables {
    clients = { "the 'backend'" = "sg-0123456789abcdef0" }
  }

  expect_failures = [var.clients]
}

run "name_with_capitals" {
  command = plan

  variables {
    name = "Acme"
  }

  expect_failures = [var.name]
}

run "retention_that_logs_do_not_have" {
  command = plan

  variables {
    log_retention = 8
  }

  expect_failures = [var.log_retention]
}
