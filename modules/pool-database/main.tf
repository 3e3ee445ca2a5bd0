locals {
  words         = replace(var.name, "-", "_")
  derived_name  = length(local.words) <= 63 ? local.words : "${trim(substr(local.words, 0, 56), "_")}_${substr(sha1(var.name), 0, 6)}"
  database_name = coalesce(var.database_name, local.derived_name)
}

resource "aws_secretsmanager_secret" "this" {
  #checkov:skip=CKV_AWS_149:Secrets Manager encrypts with a key of its own; kms_key_arn names another
  #checkov:skip=CKV2_AWS_57:rotation needs a function with the master's rights; the password changes with password_version
  name                    = "${var.name}/database"
  description             = "Login of ${local.database_name} on the shared PostgreSQL"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.protected ? 30 : 7

  tags = var.tags
}

# Both ephemeral values exist while Terraform runs and are kept nowhere: not in the plan, not in the state.
ephemeral "aws_secretsmanager_random_password" "this" {
  password_length            = 48
  exclude_punctuation        = true
  require_each_included_type = true
}

resource "aws_secretsmanager_secret_version" "this" {
  secret_id = aws_secretsmanager_secret.this.id

  secret_string_wo = jsonencode({
    engine   = "postgres"
    host     = var.address
    port     = var.port
    dbname   = local.database_name
    username = local.database_name
    password = ephemeral.aws_secretsmanager_random_password.this.random_password
  })

  secret_string_wo_version = var.password_version
}

# The role gets what the secret holds, not the random value: that one is another in each run, and a run that stopped
# between the two would leave a role and a secret that do not agree.
ephemeral "aws_secretsmanager_secret_version" "this" {
  secret_id  = aws_secretsmanager_secret.this.id
  version_id = aws_secretsmanager_secret_version.this.version_id
}

resource "postgresql_role" "this" {
  name                = local.database_name
  login               = true
  password_wo         = jsondecode(ephemeral.aws_secretsmanager_secret_version.this.secret_string).password
  password_wo_version = tostring(var.password_version)
  connection_limit    = var.connection_limit
  statement_timeout   = var.statement_timeout_ms

  superuser       = false
  create_database = false
  create_role     = false
  replication     = false
}

resource "postgresql_database" "this" {
  name              = local.database_name
  owner             = postgresql_role.this.name
  connection_limit  = var.connection_limit
  allow_connections = true
}

# PostgreSQL lets every role connect to every database unless somebody says no. The owner keeps its right.
resource "postgresql_grant" "public" {
  database    = postgresql_database.this.name
  role        = "public"
  object_type = "database"
  privileges  = []
}
