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

# A directory that agents write to and one that they only read.
module "files" {
  source = "../../"

  name       = "acme-staging"
  vpc_id     = "vpc-0123456789abcdef0"
  subnet_ids = { us-east-1a = "subnet-0123456789abcdef0", us-east-1b = "subnet-0fedcba9876543210" }
  clients    = { agents = "sg-0123456789abcdef0" }
  backup     = true

  volumes = {
    "agents/artifacts" = {}
    "agents/models"    = { read_only = true }
  }
}

output "file_system_id" {
  description = "Id of the file system."
  value       = module.files.file_system_id
}
