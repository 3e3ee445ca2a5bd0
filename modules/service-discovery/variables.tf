variable "name" {
  description = "DNS name of the namespace: acme-staging.internal. It exists inside of the VPC only."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?([.][a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$", var.name)) && length(var.name) <= 253
    error_message = "The namespace is a DNS name of at least two labels of lower-case letters, digits and hyphens."
  }
}

variable "vpc_id" {
  description = "VPC that the namespace is resolved in."
  type        = string
  nullable    = false
}

variable "description" {
  description = "What the namespace is for."
  type        = string
  default     = "Services of the environment find each other here"
  nullable    = false
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
