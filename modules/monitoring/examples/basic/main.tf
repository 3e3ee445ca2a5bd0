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

# Alarms and a dashboard for one service, its database and its cache.
module "monitoring" {
  source = "../../"

  name        = "acme-staging"
  alarm_email = "oncall@example.com"

  # Of what runs outside of services, such as migrations; services have groups of their own.
  log_groups = {
    "/ecs/acme-staging-migrations" = { retention = 30 }
  }

  services = {
    backend = {
      cluster_name  = "acme-staging"
      service_name  = "acme-staging-backend"
      balanced      = true
      load_balancer = "app/acme-staging/0123456789abcdef"
      target_group  = "targetgroup/acme-staging-backend-8080/0123456789abcdef"
    }
  }

  databases = {
    main = { identifier = "acme-staging-main", storage_gib = 20 }
  }

  caches = {
    main = { node_ids = ["acme-staging-main-001"] }
  }
}

output "topic_arn" {
  description = "Topic that alarms are published on."
  value       = module.monitoring.topic_arn
}
