variable "name" {
  description = "Name of the cluster."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 100
    error_message = "The name must be 1 to 100 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "insights" {
  description = "Container Insights: disabled, enabled, or enhanced, which adds metrics of each container and costs more."
  type        = string
  default     = "enabled"
  nullable    = false

  validation {
    condition     = contains(["disabled", "enabled", "enhanced"], var.insights)
    error_message = "Use disabled, enabled or enhanced."
  }
}

variable "spot_percent" {
  description = "Share of tasks that Fargate Spot runs when a service has no strategy of its own, 0 to 100."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.spot_percent >= 0 && var.spot_percent <= 100 && floor(var.spot_percent) == var.spot_percent
    error_message = "The share is a whole number from 0 to 100."
  }
}

variable "capacity_providers" {
  description = "More capacity providers, as those of ec2-capacity, that services may name."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.capacity_providers) <= 18
    error_message = "ECS takes 20 capacity providers for a cluster, two of which are Fargate's."
  }
}

variable "log_retention" {
  description = "Days that the transcripts of ECS Exec sessions are kept."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention)
    error_message = "CloudWatch Logs takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}

variable "kms_key_arn" {
  description = "KMS key for ECS Exec sessions and their transcripts; the module makes one, with rotation, when not set. Its policy must let CloudWatch Logs use it."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
