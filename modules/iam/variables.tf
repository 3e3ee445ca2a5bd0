variable "name" {
  description = "Name of the service. The roles are <name>-task and <name>-execution; where AWS allows 64 characters only, a longer name is cut and given a hash."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 120
    error_message = "The name must be 1 to 120 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "policy" {
  description = "What the containers may do in AWS: actions on resources, under conditions (operator to key to values). Neither may be a wildcard as a whole, and an action may not contain one."
  type = list(object({
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(list(string))), {})
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for statement in var.policy : length(statement.actions) > 0 && length(statement.resources) > 0])
    error_message = "Each statement needs at least one action and one resource."
  }

  validation {
    condition     = alltrue(flatten([for statement in var.policy : [for action in statement.actions : can(regex("^[a-z0-9-]+:[A-Za-z0-9]+$", action))]]))
    error_message = "Name each action in full, like s3:GetObject: a wildcard would allow what nobody has read."
  }

  validation {
    condition     = alltrue(flatten([for statement in var.policy : [for resource in statement.resources : trim(resource, "*:/") != "" && !can(regex("^arn(:[^:]*){4}:[*]+$", resource))]]))
    error_message = "Name resources by ARN: * would allow the action on everything in the account."
  }
}

variable "secret_arns" {
  description = "Secrets in Secrets Manager that ECS hands to the containers."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "kms_key_arns" {
  description = "KMS keys, other than AWS's own, that those secrets are encrypted with."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "log_group_arn" {
  description = "Log group that the containers write to."
  type        = string
  nullable    = false
}

variable "repository_arns" {
  description = "ECR repositories that images are pulled from; none for images elsewhere."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "exec" {
  description = "Whether ECS Exec sessions are allowed."
  type        = bool
  default     = false
  nullable    = false
}

variable "exec_kms_key_arn" {
  description = "KMS key that the cluster encrypts those sessions with."
  type        = string
  default     = null
}

variable "permissions_boundary" {
  description = "ARN of the policy that no role here may go beyond."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
