# Ephemeral resources cannot be mocked, so these tests need providers that answer: the real ones with an account and an
# instance, or the rehearsal provider without either.
provider "aws" {
  region = "us-east-1"
}

provider "postgresql" {
  host = "localhost"
}

variables {
  name    = "acme-staging-tenant-1-main"
  address = "shared.example.com"
}

run "own_database_and_role" {
  command = plan

  assert {
    condition     = postgresql_database.this.name == "acme_staging_tenant_1_main" && postgresql_database.this.owner == postgresql_role.this.name
    error_message = "The tenant's role owns the tenant's database."
  }

  assert {
    condition     = postgresql_role.this.login && !postgresql_role.this.superuser && !postgresql_role.this.create_role && !postgresql_role.this.create_database && !postgresql_role.this.replication
    error_message = "The role logs in and has no rights beyond its database."
  }

  assert {
    condition     = postgresql_role.this.password == null && postgresql_role.this.password_wo_version == "1"
    error_message = "The password is write-only."
  }

  assert {
    condition     = postgresql_grant.public.role == "public" && postgresql_grant.public.object_type == "database" && length(postgresql_grant.public.privileges) == 0
    error_message = "No other role may connect."
  }

  assert {
    condition     = postgresql_role.this.connection_limit == 20 && postgresql_database.this.connection_limit == 20
    error_message = "One tenant cannot take all connections."
  }

  assert {
    condition     = postgresql_database.this.allow_connections && output.port == 5432
    error_message = "The tenant connects on PostgreSQL's port."
  }

  assert {
    condition     = aws_secretsmanager_secret.this.name == "acme-staging-tenant-1-main/database" && aws_secretsmanager_secret_version.this.secret_string == null
    error_message = "The login is in Secrets Manager, and not in the plan."
  }
}

run "the_tenant_is_told" {
  command = apply

  assert {
    condition     = output.secret_arn == aws_secretsmanager_secret.this.arn && output.username == output.database_name
    error_message = "The tenant is told its secret."
  }
}

run "new_password" {
  command = plan

  variables {
    password_version = 2
  }

  assert {
    condition     = postgresql_role.this.password_wo_version == "2" && aws_secretsmanager_secret_version.this.secret_string_wo_version == 2
    error_message = "Role and secret change together."
  }
}

run "given_name" {
  command = plan

  variables {
    database_name = "orders"
  }

  assert {
    condition     = postgresql_database.this.name == "orders" && output.username == "orders"
    error_message = "The name is an input."
  }
}

run "long_name_is_cut" {
  command = plan

  variables {
    name = "a-platform-with-a-long-name-production-some-tenant-of-it-the-main-database"
  }

  assert {
    condition     = length(postgresql_role.this.name) <= 63 && can(regex("_[0-9a-f]{6}$", postgresql_role.this.name))
    error_message = "PostgreSQL takes 63 characters."
  }
}

run "database_with_a_hyphen" {
  command = plan

  variables {
    database_name = "my-app"
  }

  expect_failures = [var.database_name]
}

run "no_connections" {
  command = plan

  variables {
    connection_limit = 0
  }

  expect_failures = [var.connection_limit]
}

run "negative_timeout" {
  command = plan

  variables {
    statement_timeout_ms = -1
  }

  expect_failures = [var.statement_timeout_ms]
}

run "name_with_capitals" {
  command = plan

  variables {
    name = "Tenant"
  }

  expect_failures = [var.name]
}

run "no_port" {
  command = plan

  variables {
    port = 0
  }

  expect_failures = [var.port]
}

run "broken_version" {
  command = plan

  variables {
    password_version = 1.5
  }

  expect_failures = [var.password_version]
}
