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

# One small node that is always there, and up to ten for jobs.
module "runners" {
  source = "../../"

  name            = "acme-ci"
  subnet_ids      = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
  private_cidrs   = ["10.0.0.0/16"]
  admin_role_arns = ["arn:aws:iam::111122223333:role/terraform-apply"]
}

output "endpoint" {
  description = "Address of the Kubernetes API."
  value       = module.runners.endpoint
}
