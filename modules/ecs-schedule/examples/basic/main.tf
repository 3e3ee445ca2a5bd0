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

# Each night at three, local time, and each hour with another command.
module "schedules" {
  source = "../../"

  name        = "acme-staging-collect"
  cluster_arn = "arn:aws:ecs:us-east-1:111122223333:cluster/acme-staging"
  task        = module.collect.task

  schedules = {
    nightly = { expression = "cron(0 3 * * ? *)", timezone = "Europe/Berlin" }
    hourly  = { expression = "rate(1 hour)", command = ["collect", "--changes"] }
  }
}

module "collect" {
  source = "../../../ecs-service"

  name         = "acme-staging-collect"
  cluster_arn  = "arn:aws:ecs:us-east-1:111122223333:cluster/acme-staging"
  cluster_name = "acme-staging"

  network = {
    vpc_id     = "vpc-0123456789abcdef0"
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
  }

  service = {
    image      = "registry.example.com/acme/collect:1.0.0"
    continuous = false
  }
}

output "dead_letter_queue_url" {
  description = "Queue of what could not be started."
  value       = module.schedules.dead_letter_queue_url
}
