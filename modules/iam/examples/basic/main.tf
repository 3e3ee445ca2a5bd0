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

# Roles of a service that reads uploads from a bucket and gets one secret.
module "roles" {
  source = "../../"

  name            = "acme-staging-backend"
  log_group_arn   = "arn:aws:logs:us-east-1:111122223333:log-group:/ecs/acme-staging-backend"
  repository_arns = ["arn:aws:ecr:us-east-1:111122223333:repository/acme/backend"]
  secret_arns     = ["arn:aws:secretsmanager:us-east-1:111122223333:secret:acme-staging/openai-key-AbCdEf"]

  policy = [
    { actions = ["s3:GetObject"], resources = ["arn:aws:s3:::acme-uploads/*"] },
  ]
}

output "task_role_arn" {
  description = "Role that the containers have."
  value       = module.roles.task_role_arn
}
