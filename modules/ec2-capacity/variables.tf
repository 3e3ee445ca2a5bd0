variable "name" {
  description = "Name of the capacity provider and its Auto Scaling group."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 100 && !can(regex("^(aws|ecs|fargate)", var.name))
    error_message = "The name must be 1 to 100 lower-case letters, digits and single hyphens, start with a letter, and not with aws, ecs or fargate, which are ECS's own."
  }
}

variable "cluster_name" {
  description = "Name of the ECS cluster that the instances join. The cluster has to list the capacity provider."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,255}$", var.cluster_name))
    error_message = "Give the cluster's name, not its ARN."
  }
}

variable "vpc_id" {
  description = "VPC of the instances."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Private subnets of the instances."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) > 0
    error_message = "Give at least one subnet."
  }
}

variable "instance_type" {
  description = "EC2 instance type. The families g and p have GPUs: they start from the image with drivers and say so to ECS."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*[.][a-z0-9-]+$", var.instance_type))
    error_message = "An instance type is named like g5.xlarge."
  }

  validation {
    condition     = !can(regex("^g[0-9]+g", var.instance_type)) || var.image_id != null
    error_message = "Amazon has no ECS image for GPUs on Graviton: name one with image_id."
  }
}

variable "image_id" {
  description = "Image of the instances, Amazon's newest for ECS when not set. Its root disk has to be /dev/xvda."
  type        = string
  default     = null
}

variable "tenant" {
  description = "The tenant that the instances are kept for: attribute:tenant of placement constraints."
  type        = string
  default     = null

  validation {
    condition     = var.tenant == null || can(regex("^[a-z][a-z0-9-]{0,62}$", var.tenant))
    error_message = "A tenant is named with lower-case letters, digits and hyphens."
  }
}

variable "min" {
  description = "Fewest instances; with 0 there are none, and no cost, when no task waits."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.min >= 0 && var.min <= var.max
    error_message = "Needs 0 <= min <= max."
  }
}

variable "max" {
  description = "Most instances."
  type        = number
  nullable    = false

  validation {
    condition     = var.max >= 1 && var.max <= 1000 && floor(var.max) == var.max
    error_message = "The most is a whole number from 1 to 1000."
  }
}

variable "spot" {
  description = "Whether spot instances are used: cheaper, and taken away at two minutes' notice."
  type        = bool
  default     = false
  nullable    = false
}

variable "disk" {
  description = "Root disk of an instance in GiB; images with GPU drivers need 30 at least."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.disk >= 30 && var.disk <= 16384
    error_message = "The disk has 30 to 16384 GiB."
  }
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the disks; AWS's own for EBS when not set."
  type        = string
  default     = null
}

variable "permissions_boundary" {
  description = "ARN of the policy that the instances' role may not go beyond."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
