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

# One secret that Terraform makes, and one that somebody puts into Secrets Manager.
module "secrets" {
  source = "../../"

  name = "acme-staging"

  secrets = {
    jwt-signing-key = { description = "signs access tokens", generated = true }
    openai-key      = { description = "API key of OpenAI" }
  }
}

output "variables" {
  description = "Environment variables and the secrets that they carry."
  value       = module.secrets.variables
}
