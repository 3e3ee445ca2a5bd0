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

# A load balancer for app.example.com and every name under it, with a certificate of its own.
module "load_balancer" {
  source = "../../"

  name         = "acme-staging"
  vpc_id       = "vpc-0123456789abcdef0"
  subnet_ids   = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
  target_cidrs = ["10.0.0.0/16"]
  domain       = "app.example.com"
  zone_id      = "Z0123456789ABCDEFGHIJ"
}

output "https_listener_arn" {
  description = "Where services add their rules."
  value       = module.load_balancer.https_listener_arn
}
