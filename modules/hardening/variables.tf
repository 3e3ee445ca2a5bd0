variable "name" {
  description = "Name of what is watched: an environment, or a tenant with an account of its own."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) >= 3 && length(var.name) <= 80
    error_message = "The name must be 3 to 80 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "account_wide" {
  description = "Whether this stack also watches what has no region: the trail of all regions, IAM and the root user. One stack of an account does."
  type        = bool
  default     = true
  nullable    = false
}

variable "protected" {
  description = "Whether the bucket is kept when it has files, and the key for 30 days."
  type        = bool
  default     = false
  nullable    = false
}

variable "retention_days" {
  description = "Days that files of CloudTrail and AWS Config are kept; from day 90 on in a cheaper class."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.retention_days >= 90 && floor(var.retention_days) == var.retention_days
    error_message = "An audit needs at least 90 days."
  }
}

variable "recording" {
  description = "How often AWS Config records a resource that changes: CONTINUOUS, or DAILY where many change often."
  type        = string
  default     = "CONTINUOUS"
  nullable    = false

  validation {
    condition     = contains(["CONTINUOUS", "DAILY"], var.recording)
    error_message = "AWS Config records CONTINUOUS or DAILY."
  }
}

variable "more_rules" {
  description = "More of AWS's managed rules, by a name of your own: their identifiers."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name, identifier in var.more_rules : can(regex("^[a-z0-9]+(-[a-z0-9]+)*$", name)) && can(regex("^[A-Z0-9_]+$", identifier))])
    error_message = "A rule is named in lower case with hyphens; identifiers are like IAM_USER_NO_POLICIES_CHECK."
  }
}

variable "without_rules" {
  description = "Rules of the built-in set to leave out, by name."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "guardduty_features" {
  description = "What GuardDuty looks at beside CloudTrail, flow logs and DNS. RUNTIME_MONITORING puts an endpoint into each VPC that has to be removed by hand before the VPC can be."
  type        = set(string)
  default     = ["EBS_MALWARE_PROTECTION", "EKS_AUDIT_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"]
  nullable    = false

  validation {
    condition     = length(setsubtract(var.guardduty_features, ["EBS_MALWARE_PROTECTION", "EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "RUNTIME_MONITORING", "S3_DATA_EVENTS"])) == 0
    error_message = "GuardDuty has EBS_MALWARE_PROTECTION, EKS_AUDIT_LOGS, LAMBDA_NETWORK_LOGS, RDS_LOGIN_EVENTS, RUNTIME_MONITORING and S3_DATA_EVENTS."
  }
}

variable "alarm_email" {
  description = "Who is told of findings; the address has to confirm the subscription."
  type        = string
  default     = null

  validation {
    condition     = var.alarm_email == null || can(regex("^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$", var.alarm_email))
    error_message = "Give an e-mail address."
  }
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
