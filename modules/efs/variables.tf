variable "name" {
  description = "Name of the file system."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 64
    error_message = "The name must be 1 to 64 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "vpc_id" {
  description = "VPC of the mount targets."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Private subnets of the tasks, by a name that is known when planning: one in each zone."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) > 0
    error_message = "Give at least one subnet."
  }
}

variable "volumes" {
  description = "Volumes, each an access point with a user and a directory of its own: <service>/<volume> to whether it is only read."
  type        = map(object({ read_only = optional(bool, false) }))
  nullable    = false

  validation {
    condition     = length(var.volumes) > 0 && length(var.volumes) <= 1000
    error_message = "A file system has 1 to 1000 volumes."
  }

  # The name is the directory.
  validation {
    condition     = alltrue([for volume in keys(var.volumes) : can(regex("^[a-z0-9][a-z0-9-]{0,31}/[a-z0-9][a-z0-9-]{0,31}$", volume))])
    error_message = "A volume is named <service>/<volume>, each of lower-case letters, digits and hyphens."
  }
}

variable "clients" {
  description = "Security groups that may mount, by a name for the rule. A stack that lets clients in with rules of its own leaves it empty."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.clients) : can(regex("^[A-Za-z0-9 ._:/-]{1,200}$", name))])
    error_message = "Names of rules are letters, digits, blanks and . _ : / -, as AWS takes them in a description."
  }
}

variable "backup" {
  description = "Whether AWS Backup keeps the file system: daily, for 35 days."
  type        = bool
  default     = false
  nullable    = false
}

variable "protected" {
  description = "Whether deletion is refused. Taking the file system down then takes two applies: unprotect, then remove."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the file system; AWS's own for EFS when not set."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
