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

# A web service behind the load balancer, found by others as acme-staging-backend in the namespace.
module "backend" {
  source = "../../"

  name         = "acme-staging-backend"
  cluster_arn  = "arn:aws:ecs:us-east-1:111122223333:cluster/acme-staging"
  cluster_name = "acme-staging"
  namespace_id = "ns-0123456789abcdef"

  network = {
    vpc_id     = "vpc-0123456789abcdef0"
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
  }

  load_balancer = {
    listener_arn      = "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/acme-staging/0123456789abcdef/0123456789abcdef"
    security_group_id = "sg-0123456789abcdef0"
    arn_suffix        = "app/acme-staging/0123456789abcdef"
  }

  service = {
    image     = "111122223333.dkr.ecr.us-east-1.amazonaws.com/acme/backend:1.0.0"
    cpu       = 512
    memory    = 1024
    port      = 8080
    variables = { LOG_LEVEL = "info" }
    scaling   = { min = 2, max = 20 }
    routes    = { api = { paths = ["/api/*"], priority = 100 } }
    policy    = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::acme-uploads/*"] }]
  }

  secrets = {
    DATABASE_PASSWORD = "arn:aws:secretsmanager:us-east-1:111122223333:secret:rds!db-0123456789ab:password::"
  }

  destinations = {
    "the database" = { security_group_id = "sg-0fedcba9876543210", port = 5432 }
  }
}

output "security_group_id" {
  description = "Security group of the tasks."
  value       = module.backend.security_group_id
}
