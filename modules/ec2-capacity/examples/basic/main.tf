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

# GPUs for one tenant, as many as are waited for, none when nothing runs.
module "gpu" {
  source = "../../"

  name          = "acme-staging-gpu"
  cluster_name  = "acme-staging"
  vpc_id        = "vpc-0123456789abcdef0"
  subnet_ids    = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
  instance_type = "g5.xlarge"
  tenant        = "acme"
  max           = 2
}

output "capacity_provider_name" {
  description = "Capacity provider, for the cluster to list and services to name."
  value       = module.gpu.capacity_provider_name
}
