mock_provider "aws" {}

variables {
  name       = "acme-staging-main"
  vpc_id     = "vpc-0123456789abcdef0"
  subnet_ids = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
}

run "staging_defaults" {
  command = plan

  assert {
    condition     = aws_db_instance.this.instance_class == "db.t3.micro" && aws_db_instance.this.allocated_storage == 20 && aws_db_instance.this.multi_az == false
    error_message = "By default a db.t3.micro with 20 GiB runs in one zone."
  }

  assert {
    condition     = aws_db_instance.this.storage_encrypted && aws_db_instance.this.storage_type == "gp3"
    error_message = "Storage is gp3 and encrypted."
  }

  assert {
    condition     = aws_db_instance.this.manage_master_user_password && aws_db_instance.this.password == null && aws_db_instance.this.iam_database_authentication_enabled
    error_message = "RDS makes the password; none is given to it."
  }

  assert {
    condition     = aws_db_instance.this.performance_insights_enabled && aws_db_instance.this.copy_tags_to_snapshot && aws_db_instance.this.auto_minor_version_upgrade
    error_message = "Performance Insights, tags of snapshots and minor upgrades are on."
  }

  assert {
    condition     = aws_db_instance.this.port == 5432 && aws_db_instance.this.backup_retention_period == 1
    error_message = "PostgreSQL listens on its own port, and a day of backups is kept."
  }

  assert {
    condition     = aws_db_instance.this.publicly_accessible == false
    error_message = "The database is private."
  }

  assert {
    condition     = aws_db_instance.this.deletion_protection == false && aws_db_instance.this.skip_final_snapshot && aws_db_instance.this.final_snapshot_identifier == null
    error_message = "An unprotected database can be torn down."
  }

  assert {
    condition     = { for parameter in aws_db_parameter_group.this.parameter : parameter.name => parameter.value }["rds.force_ssl"] == "1"
    error_message = "Clients have to use TLS."
  }

  assert {
    condition     = { for parameter in aws_db_parameter_group.this.parameter : parameter.name => parameter.value }["log_statement"] == "ddl"
    error_message = "Statements that change the schema are logged."
  }

  assert {
    condition     = aws_db_parameter_group.this.family == "postgres16" && aws_db_instance.this.max_allocated_storage == 40
    error_message = "The family follows the version, and storage may double."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.this : group.retention_in_days == 7])
    error_message = "Logs are kept for 7 days."
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.clients) == 0
    error_message = "Nobody is let in unless the input says so."
  }
}

run "production" {
  command = plan

  variables {
    name           = "acme-production-main"
    engine_version = "17.2"
    class          = "db.t3.medium"
    storage        = 100
    multi_az       = true
    backup_days    = 14
    protected      = true
  }

  assert {
    condition     = aws_db_instance.this.multi_az && aws_db_instance.this.deletion_protection && aws_db_instance.this.backup_retention_period == 14
    error_message = "A protected database has a standby, backups and deletion protection."
  }

  assert {
    condition     = aws_db_instance.this.skip_final_snapshot == false && aws_db_instance.this.final_snapshot_identifier == "acme-production-main-final" && aws_db_instance.this.delete_automated_backups == false
    error_message = "Something is left of a protected database."
  }

  assert {
    condition     = aws_db_parameter_group.this.family == "postgres17"
    error_message = "The parameter family is the major version's."
  }
}

run "offboarding_keeps_a_snapshot" {
  command = plan

  variables {
    final_snapshot = true
  }

  assert {
    condition     = aws_db_instance.this.deletion_protection == false && aws_db_instance.this.final_snapshot_identifier == "acme-staging-main-final"
    error_message = "A database may be deleted and still leave a snapshot."
  }
}

run "clients_by_name" {
  command = plan

  variables {
    clients = { backend = "sg-0123456789abcdef0", worker = "sg-0fedcba9876543210" }
  }

  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.clients) == ["backend", "worker"]
    error_message = "Each client has a rule."
  }

  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.clients : rule.from_port == 5432 && rule.to_port == 5432 && rule.ip_protocol == "tcp" && rule.cidr_ipv4 == null])
    error_message = "Clients reach PostgreSQL's port, as security groups and not as ranges."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.clients["worker"].referenced_security_group_id == "sg-0fedcba9876543210"
    error_message = "A rule names its client's security group."
  }
}

run "long_name_is_cut" {
  command = plan

  variables {
    name = "a-platform-with-a-long-name-production-some-tenant-of-it-the-main-database"
  }

  assert {
    condition     = length(aws_db_instance.this.identifier) <= 63 && can(regex("-[0-9a-f]{6}$", aws_db_instance.this.identifier))
    error_message = "RDS takes 63 characters."
  }
}

run "storage_that_does_not_grow" {
  command = plan

  variables {
    max_storage = 0
  }

  assert {
    condition     = aws_db_instance.this.max_allocated_storage == 0
    error_message = "0 turns growing off."
  }
}
