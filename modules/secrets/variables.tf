variable "name" {
  description = "Start of the names of the secrets: acme-staging-tenant-1 makes acme-staging-tenant-1/<secret>."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 200
    error_message = "The name must be 1 to 200 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "secrets" {
  description = "Secrets by name: their name in Secrets Manager where it is another one, what each is for, whether a random value is made (otherwise somebody puts one into Secrets Manager), and the environment variable that carries it."
  type = map(object({
    name        = optional(string)
    description = optional(string, "")
    generated   = optional(bool, false)
    variable    = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.secrets) : can(regex("^[a-z][a-z0-9]*([-_][a-z0-9]+)*$", name))])
    error_message = "Secrets are named with lower-case letters, digits, single hyphens and underscores."
  }

  validation {
    condition     = alltrue([for secret in values(var.secrets) : secret.variable == null || can(regex("^[A-Z_][A-Z0-9_]*$", secret.variable))])
    error_message = "Environment variables are named with capitals, digits and underscores."
  }

  validation {
    condition     = length(distinct([for name, secret in var.secrets : coalesce(secret.variable, upper(replace(name, "-", "_")))])) == length(var.secrets)
    error_message = "Two secrets are carried by the same environment variable."
  }
}

variable "password_length" {
  description = "Length of random values."
  type        = number
  default     = 48
  nullable    = false

  validation {
    condition     = var.password_length >= 16 && var.password_length <= 4096
    error_message = "A random value has 16 to 4096 characters."
  }
}

variable "value_version" {
  description = "Number of the random values: raise it to make new ones at the next apply."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.value_version >= 1 && floor(var.value_version) == var.value_version
    error_message = "The number is whole and starts at 1."
  }
}

variable "protected" {
  description = "Whether a deleted secret can be brought back for 30 days instead of 7."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the secrets; Secrets Manager's own when not set."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
