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

# Everything tagged Environment = staging may cost 200 USD a month.
module "budget" {
  source = "../../"

  name   = "acme-staging"
  limit  = 200
  tag    = { key = "Environment", value = "staging" }
  emails = ["oncall@example.com"]
}

output "name" {
  description = "Name of the budget."
  value       = module.budget.name
}
