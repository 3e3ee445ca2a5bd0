variable "name" {
  description = "Name of the service, of its log group /ecs/<name> and the start of the name of everything else. Where AWS allows less, a longer name is cut and given a hash."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 120
    error_message = "The name must be 1 to 120 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "cluster_arn" {
  description = "ECS cluster that the tasks run on."
  type        = string
  nullable    = false
}

variable "cluster_name" {
  description = "Name of that cluster, which autoscaling and metrics know it by."
  type        = string
  nullable    = false
}

variable "network" {
  description = "VPC and private subnets of the tasks."
  type = object({
    vpc_id     = string
    subnet_ids = list(string)
  })
  nullable = false

  validation {
    condition     = length(var.network.subnet_ids) > 0
    error_message = "Give at least one subnet."
  }
}

variable "load_balancer" {
  description = "Load balancer that routes lead through: its HTTPS listener, its security group and the end of its ARN. Needed by a service with routes."
  type = object({
    listener_arn      = string
    security_group_id = string
    arn_suffix        = string
  })
  default = null
}

variable "discoverable" {
  description = "Whether a service with a port registers in the Cloud Map namespace, so that others find it by name."
  type        = bool
  default     = true
  nullable    = false
}

variable "namespace_id" {
  description = "Cloud Map namespace that the service registers in."
  type        = string
  default     = null

  validation {
    condition     = !var.discoverable || var.service.port == null || var.namespace_id != null
    error_message = "A service with a port needs namespace_id, or discoverable = false."
  }
}

variable "discovery_name" {
  description = "Name in the namespace, the service's own when not set."
  type        = string
  default     = null

  validation {
    condition     = var.discovery_name == null || can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.discovery_name))
    error_message = "The name is a DNS label: at most 63 lower-case letters, digits and hyphens."
  }
}

variable "clients" {
  description = "Security groups that may connect to the port beside the load balancer's, by a name for the rule. A stack that lets clients in with rules of its own leaves it empty."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.clients) == 0 || var.service.port != null
    error_message = "A service without a port has no clients."
  }

  validation {
    condition     = alltrue([for name in keys(var.clients) : can(regex("^[A-Za-z0-9 ._:/-]{1,200}$", name))])
    error_message = "Names of rules are letters, digits, blanks and . _ : / -, as AWS takes them in a description."
  }
}

variable "destinations" {
  description = "Security groups and ports that the tasks may connect to beside HTTPS, by a name for the rule: databases, caches, other services. A stack that lets the tasks out with rules of its own leaves it empty."
  type = map(object({
    security_group_id = string
    port              = number
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for destination in values(var.destinations) : destination.port >= 1 && destination.port <= 65535])
    error_message = "A port is a number from 1 to 65535."
  }

  validation {
    condition     = alltrue([for name in keys(var.destinations) : can(regex("^[A-Za-z0-9 ._:/-]{1,200}$", name))])
    error_message = "Names of rules are letters, digits, blanks and . _ : / -, as AWS takes them in a description."
  }
}

variable "https_egress_cidrs" {
  description = "IPv4 ranges that the tasks may reach over HTTPS: image registry, Secrets Manager, logs, APIs of others."
  type        = list(string)
  default     = ["0.0.0.0/0"]
  nullable    = false

  validation {
    condition     = alltrue([for range in var.https_egress_cidrs : can(cidrnetmask(range))])
    error_message = "Each range must be an IPv4 network in CIDR notation."
  }
}

variable "secrets" {
  description = "Secrets that the containers get as environment variables: variable to ARN, or ARN:key:: for a key of a secret in JSON."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for variable in keys(var.secrets) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", variable))])
    error_message = "Environment variables are named with letters, digits and underscores."
  }

  validation {
    condition     = length(setintersection(keys(var.secrets), concat(keys(var.variables), keys(var.service.variables)))) == 0
    error_message = "A variable is either a secret or plain, not both."
  }
}

variable "secret_kms_key_arns" {
  description = "KMS keys, other than AWS's own, that those secrets are encrypted with."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "variables" {
  description = "More environment variables, as endpoints that are known after apply only; those of the service win. Never a secret."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for variable in keys(var.variables) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", variable))])
    error_message = "Environment variables are named with letters, digits and underscores."
  }
}

variable "volumes" {
  description = "Directories of EFS file systems, by name: access point and path in the container."
  type = map(object({
    file_system_id  = string
    access_point_id = string
    path            = string
    read_only       = optional(bool, false)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.volumes) : can(regex("^[A-Za-z0-9_-]{1,255}$", name))])
    error_message = "Volumes are named with letters, digits, hyphens and underscores."
  }

  validation {
    condition     = alltrue([for volume in values(var.volumes) : can(regex("^/[^:]+$", volume.path))])
    error_message = "A volume is mounted at an absolute path below /."
  }

  validation {
    condition     = length(distinct([for volume in values(var.volumes) : volume.path])) == length(var.volumes)
    error_message = "Two volumes cannot be mounted at the same path."
  }
}

variable "policy" {
  description = "More statements of the task role, as connect_policy of a cache or connect_policies of a file system."
  type = list(object({
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(list(string))), {})
  }))
  default  = []
  nullable = false
}

variable "spot_percent" {
  description = "Share of tasks on Fargate Spot when the service does not say, 0 to 100."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.spot_percent >= 0 && var.spot_percent <= 100 && floor(var.spot_percent) == var.spot_percent
    error_message = "The share is a whole number from 0 to 100."
  }
}

variable "exec" {
  description = "Whether ECS Exec sessions into the containers are allowed."
  type        = bool
  default     = false
  nullable    = false
}

variable "exec_kms_key_arn" {
  description = "KMS key that the cluster encrypts those sessions with."
  type        = string
  default     = null
}

variable "log_retention" {
  description = "Days that the containers' output is kept."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention)
    error_message = "CloudWatch Logs takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}

variable "protected" {
  description = "Whether the log group and the revisions of the task definition outlive the service: they are then taken out of the state, not deleted."
  type        = bool
  default     = false
  nullable    = false
}

variable "suspended" {
  description = "Whether no task of the service runs. Everything else stays, so that it comes back as it was."
  type        = bool
  default     = false
  nullable    = false
}

variable "permissions_boundary" {
  description = "ARN of the policy that neither role may go beyond."
  type        = string
  default     = null
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the log group; CloudWatch Logs' own when not set. Its policy must let CloudWatch Logs use it."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
