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

# One node, as a staging environment has it.
module "cache" {
  source = "../../"

  name       = "acme-staging-sessions"
  vpc_id     = "vpc-0123456789abcdef0"
  subnet_ids = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]

  clients = {
    backend = "sg-0123456789abcdef0"
  }
}

output "endpoint" {
  description = "Host name of the primary."
  value       = module.cache.endpoint
}
