# Ephemeral resources cannot be mocked, so these tests need a provider that answers: the AWS provider with an account,
# or the rehearsal provider without one.
provider "aws" {
  region = "us-east-1"
}

variables {
  name = "acme-staging"

  secrets = {
    jwt-signing-key = { description = "signs access tokens", generated = true }
    openai-key      = { variable = "OPENAI_API_KEY" }
  }
}

run "values_that_terraform_makes" {
  command = plan

  assert {
    condition     = keys(aws_secretsmanager_secret.this) == ["jwt-signing-key", "openai-key"] && keys(aws_secretsmanager_secret_version.this) == ["jwt-signing-key"]
    error_message = "Each secret is made, and a value for the generated one only."
  }

  assert {
    condition     = aws_secretsmanager_secret_version.this["jwt-signing-key"].secret_string == null && aws_secretsmanager_secret_version.this["jwt-signing-key"].secret_string_wo_version == 1
    error_message = "The value is write-only."
  }

  assert {
    condition     = aws_secretsmanager_secret.this["jwt-signing-key"].name == "acme-staging/jwt-signing-key" && aws_secretsmanager_secret.this["jwt-signing-key"].recovery_window_in_days == 7
    error_message = "Secrets are named under the stack, and can be brought back for 7 days."
  }
}

run "protected" {
  command = plan

  variables {
    protected     = true
    value_version = 2
  }

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.this : secret.recovery_window_in_days == 30])
    error_message = "A protected secret can be brought back for 30 days."
  }

  assert {
    condition     = aws_secretsmanager_secret_version.this["jwt-signing-key"].secret_string_wo_version == 2
    error_message = "Another number writes another value."
  }
}

run "variables_that_carry_them" {
  command = apply

  assert {
    condition     = keys(output.variables) == ["JWT_SIGNING_KEY", "OPENAI_API_KEY"]
    error_message = "A variable has the secret's name in capitals unless it is given."
  }

  assert {
    condition     = output.arns["openai-key"] == output.variables["OPENAI_API_KEY"]
    error_message = "A variable leads to its secret."
  }
}

run "none" {
  command = plan

  variables {
    secrets = {}
  }

  assert {
    condition     = length(aws_secretsmanager_secret.this) == 0
    error_message = "No secrets are none."
  }
}

run "name_with_a_slash" {
  command = plan

  variables {
    secrets = { "a/b" = {} }
  }

  expect_failures = [var.secrets]
}

run "variable_in_lower_case" {
  command = plan

  variables {
    secrets = { key = { variable = "key" } }
  }

  expect_failures = [var.secrets]
}

run "one_variable_for_two" {
  command = plan

  variables {
    secrets = { api-key = {}, api_key = {} }
  }

  expect_failures = [var.secrets]
}

run "short_values" {
  command = plan

  variables {
    password_length = 8
  }

  expect_failures = [var.password_length]
}

run "name_with_capitals" {
  command = plan

  variables {
    name = "Acme"
  }

  expect_failures = [var.name]
}

run "broken_version" {
  command = plan

  variables {
    value_version = 1.5
  }

  expect_failures = [var.value_version]
}
