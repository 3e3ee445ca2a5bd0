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

# Two zones and one NAT gateway, as a staging environment has them.
module "network" {
  source = "../../"

  name = "acme-staging"
  cidr = "10.0.0.0/16"

  zones = {
    us-east-1a = { public = "10.0.0.0/24", app = "10.0.32.0/20", database = "10.0.16.0/24" }
    us-east-1b = { public = "10.0.1.0/24", app = "10.0.48.0/20", database = "10.0.17.0/24" }
  }

  endpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"]
}

output "app_subnet_ids" {
  description = "Where tasks run, by zone."
  value       = module.network.app_subnet_ids
}
