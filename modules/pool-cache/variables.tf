variable "name" {
  description = "Name of the tenant's user. Where AWS allows 40 characters only, a longer name is cut and given a hash."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 100
    error_message = "The name must be 1 to 100 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "user_group_id" {
  description = "User group of the shared cache."
  type        = string
  nullable    = false
}

variable "replication_group_arn" {
  description = "ARN of the shared cache, which the tenant's tasks are allowed to log in to."
  type        = string
  nullable    = false
}

variable "key_prefix" {
  description = "Start of the keys and channels that the tenant may use; the name and a colon when not set."
  type        = string
  default     = null

  validation {
    condition     = var.key_prefix == null || can(regex("^[a-z][a-z0-9-]*:$", var.key_prefix))
    error_message = "The prefix is lower-case letters, digits and hyphens, and ends with a colon, so that no prefix is the start of another."
  }
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
