locals {
  # openai-key is carried by OPENAI_KEY when nothing else is said.
  variables = { for name, secret in var.secrets : name => coalesce(secret.variable, upper(replace(name, "-", "_"))) }

  generated = toset([for name, secret in var.secrets : name if secret.generated])
}

resource "aws_secretsmanager_secret" "this" {
  #checkov:skip=CKV_AWS_149:Secrets Manager encrypts with a key of its own; kms_key_arn names another
  #checkov:skip=CKV2_AWS_57:rotation needs a function that knows the other side; random values change with value_version
  for_each = var.secrets

  name                    = "${var.name}/${coalesce(each.value.name, each.key)}"
  description             = each.value.description == "" ? "Secret ${each.key} of ${var.name}" : each.value.description
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.protected ? 30 : 7

  tags = var.tags
}

# Exists while Terraform runs and is kept nowhere: each run makes another, and a run writes it only when the number of
# the value has changed.
ephemeral "aws_secretsmanager_random_password" "this" {
  for_each = local.generated

  password_length            = var.password_length
  exclude_punctuation        = true
  require_each_included_type = true
}

resource "aws_secretsmanager_secret_version" "this" {
  for_each = local.generated

  secret_id                = aws_secretsmanager_secret.this[each.key].id
  secret_string_wo         = ephemeral.aws_secretsmanager_random_password.this[each.key].random_password
  secret_string_wo_version = var.value_version
}
