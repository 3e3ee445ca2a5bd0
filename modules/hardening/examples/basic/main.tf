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

# Trail, configuration and threats of production's account, and an address that is told.
module "hardening" {
  source = "../../"

  name        = "acme-production"
  alarm_email = "oncall@example.com"
}

output "bucket" {
  description = "Where the trail is."
  value       = module.hardening.bucket
}
