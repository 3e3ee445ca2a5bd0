terraform {
  required_version = ">= 1.11.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

# A production database: a standby in another zone, two weeks of backups, and nobody deletes it by mistake.
module "database" {
  source = "../../"

  name       = "acme-production-orders"
  vpc_id     = "vpc-0123456789abcdef0"
  subnet_ids = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]

  class       = "db.t3.medium"
  storage     = 100
  multi_az    = true
  backup_days = 14
  protected   = true

  clients = {
    backend = "sg-0123456789abcdef0"
  }
}

output "master_secret_arn" {
  description = "Secret of the master user, which RDS keeps."
  value       = module.database.master_secret_arn
}
