terraform {
  required_version = ">= 1.11.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }

    # Write-only passwords of roles came with 1.26.
    postgresql = {
      source  = "cyrilgdn/postgresql"
      version = ">= 1.26"
    }
  }
}
