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

# The bucket of a platform's states.
module "state" {
  source = "../../"

  bucket = "acme-terraform-state"
}

output "bucket" {
  description = "What the backend of each stack names."
  value       = module.state.bucket
}
