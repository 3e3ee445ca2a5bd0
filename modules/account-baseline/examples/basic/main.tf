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

# The account of production, in one of its regions.
module "account" {
  source = "../../"

  name = "acme-production"
}

output "analyzer_arn" {
  description = "What to look at for access from outside."
  value       = module.account.analyzer_arn
}
