terraform {
  required_version = ">= 1.11.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }

    postgresql = {
      source  = "cyrilgdn/postgresql"
      version = ">= 1.26"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

# Whoever applies reads the master's secret, for as long as the run takes. No task and no state ever has it.
ephemeral "aws_secretsmanager_secret_version" "master" {
  secret_id = "arn:aws:secretsmanager:us-east-1:111122223333:secret:rds!db-0123456789ab"
}

locals {
  master = jsondecode(ephemeral.aws_secretsmanager_secret_version.master.secret_string)
}

provider "postgresql" {
  host      = "acme-staging-shared.abcdefghijkl.us-east-1.rds.amazonaws.com"
  username  = local.master.username
  password  = local.master.password
  sslmode   = "require"
  superuser = false
}

# A tenant's share of the shared instance.
module "database" {
  source = "../../"

  name    = "acme-staging-tenant-1-main"
  address = "acme-staging-shared.abcdefghijkl.us-east-1.rds.amazonaws.com"
}

output "secret_arn" {
  description = "Secret with the tenant's login."
  value       = module.database.secret_arn
}
