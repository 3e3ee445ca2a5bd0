variable "bucket" {
  description = "Name of the bucket."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "A bucket is named by 3 to 63 lower-case letters, digits, dots and hyphens."
  }
}

variable "noncurrent_days" {
  description = "Days that replaced versions of a state are kept at least."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.noncurrent_days >= 7 && floor(var.noncurrent_days) == var.noncurrent_days
    error_message = "Give a week or more, to come back to a state of before a mistake."
  }
}

variable "noncurrent_versions" {
  description = "Replaced versions of a state that are kept however old they are."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.noncurrent_versions >= 1 && var.noncurrent_versions <= 100 && floor(var.noncurrent_versions) == var.noncurrent_versions
    error_message = "S3 keeps 1 to 100 versions beyond their days."
  }
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
