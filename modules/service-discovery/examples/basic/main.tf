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

# The namespace of an environment.
module "discovery" {
  source = "../../"

  name   = "acme-staging.internal"
  vpc_id = "vpc-0123456789abcdef0"
}

output "namespace_id" {
  description = "What services register in."
  value       = module.discovery.namespace_id
}
