variable "name" {
  description = "Name of the account's analyzer: an environment, or a tenant with an account of its own."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 100
    error_message = "The name must be 1 to 100 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "account_wide" {
  description = "Whether this stack also sets what has no region: the account's S3 public access block and password policy. One stack of an account does."
  type        = bool
  default     = true
  nullable    = false
}

variable "metadata_hop_limit" {
  description = "Hops that an answer of the instance metadata service may take where a launch template says nothing; containers in a network of their own are 2 away."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = contains([1, 2], var.metadata_hop_limit)
    error_message = "An instance is 1 hop away, a container on it 2."
  }
}

variable "password_length" {
  description = "Fewest characters of an IAM user's password."
  type        = number
  default     = 16
  nullable    = false

  validation {
    condition     = var.password_length >= 14 && var.password_length <= 128
    error_message = "Passwords have 14 to 128 characters."
  }
}

variable "close_default_network" {
  description = "Whether the default VPC's security group loses all its rules. Turn it off where something still runs in there."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
