variable "name" {
  description = "Name of the service whose tasks are started. Where AWS takes 64 characters only, a longer name is cut and given a hash."
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

  validation {
    condition     = can(regex("^arn:[^:]+:ecs:[^:]*:[^:]*:cluster/[^/]+$", var.cluster_arn))
    error_message = "Give the ARN of an ECS cluster: arn:aws:ecs:<region>:<account>:cluster/<name>."
  }
}

variable "task" {
  description = "What is started: the output task of ecs-service."
  type = object({
    definition_arn  = string
    family          = string
    role_arns       = list(string)
    container       = string
    subnet_ids      = list(string)
    security_groups = list(string)
    capacity        = map(object({ base = number, weight = number }))
    placement       = optional(list(object({ type = string, field = string })), [])
  })
  nullable = false

  validation {
    condition     = length(var.task.role_arns) == 2
    error_message = "A task has two roles: its own and the one that ECS starts it with."
  }

  validation {
    condition     = length(var.task.subnet_ids) > 0
    error_message = "Give at least one subnet."
  }
}

variable "schedules" {
  description = "When tasks are started, by name: name in EventBridge where it is another one, expression, timezone, enabled, command instead of the task's own, retries."
  type = map(object({
    name       = optional(string)
    expression = string
    timezone   = optional(string, "UTC")
    enabled    = optional(bool, true)
    command    = optional(list(string), [])
    retries    = optional(number, 3)
  }))
  nullable = false

  validation {
    condition     = length(var.schedules) > 0
    error_message = "Give at least one schedule."
  }

  validation {
    condition     = alltrue([for name in keys(var.schedules) : can(regex("^[0-9A-Za-z_.-]{1,64}$", name))])
    error_message = "Schedules are named with up to 64 letters, digits and - _ ."
  }

  validation {
    condition = alltrue([
      for schedule in values(var.schedules) : can(regex("^(rate|cron|at)[(][^()]+[)]$", schedule.expression))
    ])
    error_message = "An expression is rate(1 hour), cron(0 3 * * ? *) or at(2030-01-01T00:00:00)."
  }

  validation {
    condition     = alltrue([for schedule in values(var.schedules) : schedule.retries >= 0 && schedule.retries <= 185 && floor(schedule.retries) == schedule.retries])
    error_message = "EventBridge Scheduler tries again 0 to 185 times."
  }
}

variable "give_up_after" {
  description = "Seconds after which a start that failed is not tried again."
  type        = number
  default     = 3600
  nullable    = false

  validation {
    condition     = var.give_up_after >= 60 && var.give_up_after <= 86400
    error_message = "EventBridge Scheduler takes 60 to 86400 s."
  }
}

variable "suspended" {
  description = "Whether no task is started, whatever the schedules say."
  type        = bool
  default     = false
  nullable    = false
}

variable "topic_arn" {
  description = "SNS topic that is told when a task could not be started."
  type        = string
  default     = null
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the schedules and the dead-letter queue; AWS's own keys when not set. Its policy must let EventBridge Scheduler use it."
  type        = string
  default     = null
}

variable "permissions_boundary" {
  description = "ARN of the policy that the role may not go beyond."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
