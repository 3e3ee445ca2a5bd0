variable "name" {
  description = "Name of the EKS cluster, unique in the account's region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 40
    error_message = "The name must be 1 to 40 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "kubernetes_version" {
  description = "Kubernetes version. EKS goes up one minor version at a time, and never down."
  type        = string
  default     = "1.35"
  nullable    = false

  validation {
    condition     = can(regex("^1[.][0-9]{2}$", var.kubernetes_version))
    error_message = "A Kubernetes version is named like 1.35, without a patch number."
  }
}

variable "subnet_ids" {
  description = "Private subnets of the control plane's interfaces and of all nodes, in two availability zones at least."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(distinct(var.subnet_ids)) >= 2
    error_message = "EKS wants subnets in two availability zones at least."
  }
}

variable "public_cidrs" {
  description = "Ranges that may reach the API from the internet. With none, it has a private endpoint alone."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for range in var.public_cidrs : can(cidrnetmask(range))])
    error_message = "Each range must be an IPv4 network in CIDR notation: 203.0.113.0/24."
  }

  validation {
    condition     = !contains([for range in var.public_cidrs : try(tonumber(split("/", range)[1]), 32)], 0)
    error_message = "The whole internet is no range to open an API to: name those that need it."
  }
}

variable "private_cidrs" {
  description = "Ranges inside of the VPC, or connected to it, that may reach the private endpoint beside the nodes."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for range in var.private_cidrs : can(cidrnetmask(range))])
    error_message = "Each range must be an IPv4 network in CIDR notation: 10.0.0.0/16."
  }
}

variable "admin_role_arns" {
  description = "Roles that administer the cluster: those that Terraform and people assume. With none, whoever makes the cluster does."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.admin_role_arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", arn))])
    error_message = "Administrators are named by the ARNs of IAM roles."
  }
}

variable "system" {
  description = "Nodes of what keeps the cluster running: CoreDNS, Actions Runner Controller, Cluster Autoscaler. Disk in GiB."
  type = object({
    instance_type = optional(string, "t3.medium")
    count         = optional(number, 1)
    disk          = optional(number, 30)
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*[.][a-z0-9-]+$", var.system.instance_type))
    error_message = "An instance type is named like t3.medium."
  }

  validation {
    condition     = var.system.count >= 1 && floor(var.system.count) == var.system.count
    error_message = "There is one system node at least."
  }

  validation {
    condition     = var.system.disk >= 20 && var.system.disk <= 16384
    error_message = "The disk has 20 to 16384 GiB."
  }
}

variable "runners" {
  description = "Nodes that jobs run on, one job a node; min 0 scales to zero. Disk in GiB."
  type = object({
    instance_type = optional(string, "t3.large")
    min           = optional(number, 0)
    max           = optional(number, 10)
    disk          = optional(number, 100)
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*[.][a-z0-9-]+$", var.runners.instance_type))
    error_message = "An instance type is named like t3.large."
  }

  validation {
    condition     = var.runners.min >= 0 && var.runners.min <= var.runners.max && var.runners.max >= 1
    error_message = "Needs 0 <= min <= max, and a max of one at least."
  }

  validation {
    condition     = var.runners.disk >= 20 && var.runners.disk <= 16384
    error_message = "The disk has 20 to 16384 GiB."
  }
}

variable "addon_versions" {
  description = "Versions of the add-ons coredns, eks-pod-identity-agent, kube-proxy and vpc-cni by name; EKS's default for the cluster's version when not set."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.addon_versions), ["coredns", "eks-pod-identity-agent", "kube-proxy", "vpc-cni"])) == 0
    error_message = "The add-ons are coredns, eks-pod-identity-agent, kube-proxy and vpc-cni."
  }
}

variable "log_retention" {
  description = "Days that the control plane's logs are kept."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention)
    error_message = "CloudWatch Logs takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the nodes' disks; AWS's own for EBS when not set. Auto Scaling's service role must be allowed to use it."
  type        = string
  default     = null
}

variable "protected" {
  description = "Whether the cluster is protected against deletion, and its key kept for 30 days."
  type        = bool
  default     = false
  nullable    = false
}

variable "permissions_boundary" {
  description = "ARN of the policy that the roles may not go beyond."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
