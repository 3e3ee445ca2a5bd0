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

resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

# Plans of pull requests: they see settings and states, and hold locks.
module "plan" {
  source = "../../"

  name   = "acme-terraform-plan"
  access = "read"

  github = {
    provider_arn = aws_iam_openid_connect_provider.github.arn
    subjects     = ["repo:acme/infrastructure:pull_request"]
  }

  state = {
    bucket_arn = "arn:aws:s3:::acme-terraform-state"
    prefix     = "environments"
    read_only  = true
  }
}

# Applies of one environment, whose jobs GitHub lets through when somebody agreed.
module "apply" {
  source = "../../"

  name       = "acme-production-terraform-apply"
  access     = "write"
  regions    = ["eu-west-1"]
  made_roles = ["acme-production-*"]
  kept_roles = ["acme-*terraform-*"]

  github = {
    provider_arn = aws_iam_openid_connect_provider.github.arn
    subjects     = ["repo:acme/infrastructure:environment:production"]
  }

  state = {
    bucket_arn = "arn:aws:s3:::acme-terraform-state"
    prefix     = "environments/production"
  }
}

output "roles" {
  description = "What the workflows become."
  value       = [module.plan.arn, module.apply.arn]
}
