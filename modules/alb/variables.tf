variable "name" {
  description = "Name of the load balancer. Where AWS allows 32 characters only, a longer name is cut and given a hash."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 100 && !startswith(var.name, "internal-")
    error_message = "The name must be 1 to 100 lower-case letters, digits and single hyphens, start with a letter and not with internal-."
  }
}

variable "vpc_id" {
  description = "VPC of the load balancer."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Public subnets, at least two in different zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "A load balancer needs subnets in two zones."
  }
}

variable "target_cidrs" {
  description = "Ranges that targets are in, usually the VPC's: the load balancer may connect to nothing else."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.target_cidrs) > 0 && alltrue([for range in var.target_cidrs : can(cidrnetmask(range))])
    error_message = "Give at least one IPv4 range in CIDR notation."
  }
}

variable "ingress_cidrs" {
  description = "IPv4 ranges that may reach the load balancer; everyone by default."
  type        = list(string)
  default     = ["0.0.0.0/0"]
  nullable    = false

  validation {
    condition     = alltrue([for range in var.ingress_cidrs : can(cidrnetmask(range))])
    error_message = "Each range must be an IPv4 network in CIDR notation."
  }
}

variable "domain" {
  description = "DNS name that the load balancer serves, with every name under it. Needed for a certificate and for DNS records."
  type        = string
  default     = null

  validation {
    condition     = var.domain == null || can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?([.][a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$", var.domain))
    error_message = "The domain is a DNS name without a wildcard: app.example.com."
  }
}

variable "zone_id" {
  description = "Route 53 hosted zone of the domain. With it the certificate is validated and the domain and *.domain point to the load balancer. Must be known when planning."
  type        = string
  default     = null

  validation {
    condition     = var.zone_id == null || var.domain != null
    error_message = "A hosted zone is of use with a domain only."
  }
}

variable "certificate_arn" {
  description = "Certificate in ACM. When not set the module makes one for domain and *.domain, which needs zone_id. Whether it is set must be known when planning, unless make_certificate is false."
  type        = string
  default     = null

  validation {
    condition     = var.certificate_arn != null || (var.domain != null && var.zone_id != null)
    error_message = "Set certificate_arn, or domain and zone_id so that a certificate can be made and validated."
  }
}

variable "make_certificate" {
  description = "Whether the module makes a certificate. When not set it does without certificate_arn; false says so while a certificate_arn is not known yet."
  type        = bool
  default     = null
}

variable "ssl_policy" {
  description = "TLS security policy of the HTTPS listener."
  type        = string
  default     = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  nullable    = false

  validation {
    condition     = startswith(var.ssl_policy, "ELBSecurityPolicy-TLS13-1-2-") || startswith(var.ssl_policy, "ELBSecurityPolicy-TLS13-1-3-")
    error_message = "Use one of the TLS 1.3 policies that end at TLS 1.2 or above: ELBSecurityPolicy-TLS13-1-2-2021-06."
  }
}

variable "waf" {
  description = "Whether a web ACL with AWS's managed rules and a rate limit stands before the load balancer."
  type        = bool
  default     = false
  nullable    = false
}

variable "waf_rate_limit" {
  description = "Requests that one address may make in five minutes before it is blocked."
  type        = number
  default     = 2000
  nullable    = false

  validation {
    condition     = var.waf_rate_limit >= 10 && var.waf_rate_limit <= 2000000000
    error_message = "AWS WAF takes 10 to 2,000,000,000 requests."
  }
}

variable "waf_counted_rules" {
  description = "Rules of AWS's groups that count instead of blocking, by group. By default the limit of 8 KiB on bodies, which prompts and uploads pass."
  type        = map(list(string))
  default     = { AWSManagedRulesCommonRuleSet = ["SizeRestrictions_BODY"] }
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.waf_counted_rules), ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet"])) == 0
    error_message = "The groups are AWSManagedRulesAmazonIpReputationList, AWSManagedRulesCommonRuleSet, AWSManagedRulesKnownBadInputsRuleSet and AWSManagedRulesSQLiRuleSet."
  }
}

variable "waf_logs" {
  description = "Whether requests that the web ACL blocks or counts are kept in CloudWatch Logs, without their credentials."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_retention" {
  description = "Days that the log group keeps events."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention)
    error_message = "CloudWatch Logs takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}

variable "kms_key_arn" {
  description = "KMS key of the log group; CloudWatch Logs' own when not set."
  type        = string
  default     = null
}

variable "protected" {
  description = "Whether AWS refuses to delete the load balancer."
  type        = bool
  default     = false
  nullable    = false
}

variable "access_logs_bucket" {
  description = "S3 bucket of access logs; none are kept when not set. Its policy must let Elastic Load Balancing write."
  type        = string
  default     = null
}

variable "idle_timeout" {
  description = "Seconds that an idle connection is kept open."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.idle_timeout >= 1 && var.idle_timeout <= 4000
    error_message = "The timeout is 1 to 4000 seconds."
  }
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
