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

# A tenant's user of a shared cache.
module "cache" {
  source = "../../"

  name                  = "acme-staging-tenant-1"
  user_group_id         = "acme-staging-shared"
  replication_group_arn = "arn:aws:elasticache:us-east-1:111122223333:replicationgroup:acme-staging-shared"
}

output "key_prefix" {
  description = "Start of the tenant's keys."
  value       = module.cache.key_prefix
}
