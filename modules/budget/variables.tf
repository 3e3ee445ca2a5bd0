variable "name" {
  description = "Name of the budget."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 100
    error_message = "The name must be 1 to 100 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "limit" {
  description = "US dollars a month."
  type        = number
  nullable    = false

  validation {
    condition     = var.limit > 0
    error_message = "A budget is more than 0 USD."
  }
}

variable "tag" {
  description = "Tag that costs count by. It has to be activated as a cost allocation tag in the account that pays."
  type = object({
    key   = string
    value = string
  })
  nullable = false

  validation {
    condition     = length(var.tag.key) > 0 && length(var.tag.value) > 0 && !strcontains(var.tag.key, "$")
    error_message = "The tag needs a key, without $, and a value."
  }
}

variable "emails" {
  description = "Who is told, 1 to 10 addresses."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.emails) >= 1 && length(var.emails) <= 10
    error_message = "AWS Budgets tells 1 to 10 addresses."
  }

  validation {
    condition     = alltrue([for address in var.emails : can(regex("^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$", address))])
    error_message = "Give e-mail addresses."
  }
}

variable "notifications" {
  description = "When they are told: percent of the limit, of what was spent or of what AWS forecasts for the month."
  type = list(object({
    percent  = number
    forecast = optional(bool, false)
  }))
  default  = [{ percent = 80 }, { percent = 100 }, { percent = 100, forecast = true }]
  nullable = false

  validation {
    condition     = length(var.notifications) <= 10 && alltrue([for notification in var.notifications : notification.percent > 0 && notification.percent <= 1000])
    error_message = "A budget has at most 10 notifications, each at more than 0 and at most 1000 percent."
  }
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
