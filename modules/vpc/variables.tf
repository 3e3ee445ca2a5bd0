variable "name" {
  description = "Name of the network, and the start of the name of everything in it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 100
    error_message = "The name must be 1 to 100 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "cidr" {
  description = "IPv4 range of the VPC, /16 to /28."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrnetmask(var.cidr)) && try(cidrsubnet(var.cidr, 0, 0) == var.cidr, false)
    error_message = "The range must be an IPv4 network in CIDR notation without host bits: 10.0.0.0/16."
  }

  validation {
    condition     = try(tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 28, false)
    error_message = "AWS takes a VPC from /16 to /28."
  }
}

variable "zones" {
  description = "Subnets of each availability zone, by the zone's name: a public, an application and a database range each. Keyed by name so that a zone added or removed moves no other zone's subnets."
  type = map(object({
    public   = string
    app      = string
    database = string
  }))
  nullable = false

  validation {
    condition     = length(var.zones) >= 2 && length(var.zones) <= 3
    error_message = "Two or three availability zones are used: load balancers and databases need two."
  }

  validation {
    condition     = alltrue([for zone in keys(var.zones) : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9][a-z]$", zone))])
    error_message = "Zones are named like us-east-1a."
  }

  validation {
    condition     = alltrue(flatten([for zone in var.zones : [for range in values(zone) : can(cidrnetmask(range))]]))
    error_message = "Each subnet must be an IPv4 range in CIDR notation."
  }

  validation {
    condition = alltrue(flatten([
      for zone in var.zones : [
        for range in values(zone) : try(cidrhost("${split("/", range)[0]}/${split("/", var.cidr)[1]}", 0) == cidrhost(var.cidr, 0), false)
      ]
    ]))
    error_message = "Each subnet must lie inside of the VPC's range."
  }

  validation {
    condition     = length(distinct(flatten([for zone in var.zones : values(zone)]))) == 3 * length(var.zones)
    error_message = "No two subnets may have the same range."
  }
}

variable "nat" {
  description = "NAT gateways: none, a single one (staging) or one in each zone (production)."
  type        = string
  default     = "single"
  nullable    = false

  validation {
    condition     = contains(["none", "single", "per_zone"], var.nat)
    error_message = "Use none, single or per_zone."
  }
}

variable "flow_logs" {
  description = "Whether the VPC's traffic is logged in CloudWatch Logs."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_retention" {
  description = "Days that flow logs are kept."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention)
    error_message = "CloudWatch Logs takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}

variable "endpoints" {
  description = "AWS services reached through interface endpoints, by the end of their service name: ecr.api, ecr.dkr, logs, secretsmanager. The gateway endpoint of S3, which costs nothing, is always made."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for service in var.endpoints : can(regex("^[a-z0-9]+([.-][a-z0-9]+)*$", service)) && !startswith(service, "com.amazonaws")])
    error_message = "Name services without com.amazonaws.<region>: ecr.api, logs."
  }

  validation {
    condition     = !contains(var.endpoints, "s3")
    error_message = "S3 is reached through its gateway endpoint, which is always made."
  }
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the flow logs; CloudWatch Logs' own when not set. Its policy must let CloudWatch Logs use it."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
