variable "name" {
  description = "Name of the instance. Where AWS allows 63 characters only, a longer name is cut and given a hash."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 100
    error_message = "The name must be 1 to 100 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "vpc_id" {
  description = "VPC of the instance."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Database subnets. RDS needs two in different zones, even for an instance in one."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) > 0
    error_message = "Give the database subnets."
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
  description = "PostgreSQL version: a major version, which gets minor upgrades by itself, or major.minor."
  type        = string
  default     = "16"
  nullable    = false

  validation {
    condition     = can(regex("^1[3-9]([.][0-9]+)?$", var.engine_version))
    error_message = "Use a PostgreSQL version from 13 on: 16 or 16.4."
  }
}

variable "class" {
  description = "Instance class."
  type        = string
  default     = "db.t3.micro"
  nullable    = false

  validation {
    condition     = can(regex("^db[.][a-z0-9-]+[.][a-z0-9]+$", var.class))
    error_message = "Instance classes look like db.t3.micro."
  }
}

variable "storage" {
  description = "Allocated storage in GiB."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.storage >= 20 && var.storage <= 65536
    error_message = "RDS gives 20 to 65536 GiB of gp3."
  }
}

variable "max_storage" {
  description = "GiB up to which storage grows by itself; twice the allocated storage when not set, 0 for never."
  type        = number
  default     = null

  validation {
    condition     = var.max_storage == null || try(var.max_storage == 0 || (var.max_storage > var.storage && var.max_storage <= 65536), false)
    error_message = "The limit must be 0 or above the allocated storage, and at most 65536."
  }
}

variable "multi_az" {
  description = "Whether a standby is kept in another zone."
  type        = bool
  default     = false
  nullable    = false
}

variable "backup_days" {
  description = "Days that automated backups are kept, 0 for none."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.backup_days >= 0 && var.backup_days <= 35
    error_message = "RDS keeps automated backups for 0 to 35 days."
  }
}

variable "protected" {
  description = "Whether AWS refuses to delete the instance; it also makes a final snapshot the default and keeps automated backups."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.protected || var.backup_days > 0
    error_message = "A protected database keeps backups: set backup_days."
  }
}

variable "final_snapshot" {
  description = "Whether a last snapshot is made when the instance is deleted; as protected when not set."
  type        = bool
  default     = null
}

variable "database_name" {
  description = "Database made with the instance."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.database_name)) && !contains(["postgres", "template0", "template1", "rdsadmin"], var.database_name)
    error_message = "The name of a database is 1 to 63 lower-case letters, digits and underscores, and none of PostgreSQL's own."
  }
}

variable "username" {
  description = "Master user. RDS makes and keeps its password in Secrets Manager."
  type        = string
  default     = "dbadmin"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.username)) && !contains(["admin", "postgres", "rdsadmin", "rds_superuser"], var.username)
    error_message = "The user is 1 to 63 lower-case letters, digits and underscores, and no name that RDS keeps for itself."
  }
}

variable "port" {
  description = "Port of the instance."
  type        = number
  default     = 5432
  nullable    = false

  validation {
    condition     = var.port >= 1150 && var.port <= 65535
    error_message = "RDS listens on a port from 1150 to 65535."
  }
}

variable "slow_query_ms" {
  description = "Statements that take this many milliseconds or longer are logged."
  type        = number
  default     = 1000
  nullable    = false

  validation {
    condition     = var.slow_query_ms >= 0
    error_message = "The time cannot be negative."
  }
}

variable "log_retention" {
  description = "Days that PostgreSQL's logs are kept in CloudWatch Logs."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention)
    error_message = "CloudWatch Logs takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}

variable "kms_key_arn" {
  description = "KMS key that encrypts storage, Performance Insights and the master secret; AWS's own keys when not set."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
