variable "name" {
  description = "Name of the replication group. Where AWS allows 40 characters only, a longer name is cut and given a hash."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 100
    error_message = "The name must be 1 to 100 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "vpc_id" {
  description = "VPC of the cache."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Database subnets."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) > 0
    error_message = "Give at least one subnet."
  }
}

variable "clients" {
  description = "Security groups that may connect, by a name for the rule. A stack that lets clients in with rules of its own leaves it empty."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.clients) : can(regex("^[A-Za-z0-9 ._:/-]{1,200}$", name))])
    error_message = "Names of rules are letters, digits, blanks and . _ : / -, as AWS takes them in a description."
  }
}

variable "engine_version" {
  description = "Redis version; users that log in with IAM need 7.0 or above."
  type        = string
  default     = "7.1"
  nullable    = false

  validation {
    condition     = can(regex("^7[.][0-9]+$", var.engine_version))
    error_message = "Use a Redis version from 7.0 on, like 7.1."
  }
}

variable "node_type" {
  description = "Node type."
  type        = string
  default     = "cache.t3.micro"
  nullable    = false

  validation {
    condition     = can(regex("^cache[.][a-z0-9-]+[.][a-z0-9]+$", var.node_type))
    error_message = "Node types look like cache.t3.micro."
  }
}

variable "replicas" {
  description = "Replicas beside the primary; with one or more, failover is automatic and over zones."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.replicas >= 0 && var.replicas <= 5 && floor(var.replicas) == var.replicas
    error_message = "A primary has 0 to 5 replicas."
  }
}

variable "snapshot_days" {
  description = "Days that daily snapshots are kept, 0 for none."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.snapshot_days >= 0 && var.snapshot_days <= 35
    error_message = "ElastiCache keeps snapshots for 0 to 35 days."
  }
}

variable "protected" {
  description = "Whether a last snapshot is made when the cache is deleted. ElastiCache has no deletion protection."
  type        = bool
  default     = false
  nullable    = false
}

variable "final_snapshot" {
  description = "Whether a snapshot is left behind when the group goes, as protected when not set."
  type        = bool
  default     = null
}

variable "access_string" {
  description = "Redis ACL of the user that the module makes, which logs in with IAM. Off for a shared cache, where each tenant has a user of its own."
  type        = string
  default     = "on ~* +@all"
  nullable    = false

  validation {
    condition     = can(regex("^(on|off) ", var.access_string))
    error_message = "A Redis ACL starts with on or off."
  }
}

variable "parameters" {
  description = "Parameters that differ from the family's defaults."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "log_retention" {
  description = "Days that slow and engine logs are kept."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention)
    error_message = "CloudWatch Logs takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}

variable "kms_key_arn" {
  description = "KMS key that encrypts data at rest; ElastiCache's own when not set."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
