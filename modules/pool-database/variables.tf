variable "name" {
  description = "Name of the tenant's share, and of its secret: acme-staging-tenant-1-main."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 100
    error_message = "The name must be 1 to 100 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "address" {
  description = "Host name of the shared instance."
  type        = string
  nullable    = false
}

variable "port" {
  description = "Port of the shared instance."
  type        = number
  default     = 5432
  nullable    = false

  validation {
    condition     = var.port >= 1 && var.port <= 65535
    error_message = "A port is a number from 1 to 65535."
  }
}

variable "database_name" {
  description = "Database, and role that owns it; the name with underscores, cut to PostgreSQL's 63 characters with a hash, when not set."
  type        = string
  default     = null

  validation {
    condition     = var.database_name == null || can(regex("^[a-z][a-z0-9_]{0,62}$", var.database_name))
    error_message = "The name of a database is 1 to 63 lower-case letters, digits and underscores."
  }
}

variable "connection_limit" {
  description = "Connections that the tenant may hold, so that one tenant cannot take all of a shared instance; -1 for no limit."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.connection_limit == -1 || var.connection_limit >= 1
    error_message = "The limit is -1 or at least 1."
  }
}

variable "statement_timeout_ms" {
  description = "Milliseconds after which a statement of the tenant is cancelled, 0 for never."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.statement_timeout_ms >= 0
    error_message = "The time cannot be negative."
  }
}

variable "password_version" {
  description = "Number of the password: raise it to make a new one at the next apply."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.password_version >= 1 && floor(var.password_version) == var.password_version
    error_message = "The number is whole and starts at 1."
  }
}

variable "protected" {
  description = "Whether the deleted secret can be brought back for 30 days instead of 7."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the secret; Secrets Manager's own when not set."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
