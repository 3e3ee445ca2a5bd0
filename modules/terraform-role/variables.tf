variable "name" {
  description = "Name of the role."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.name))
    error_message = "A role is named by up to 64 letters, digits and +=,.@_-."
  }
}

variable "path" {
  description = "Path of the role, as its ARN has it between role and name."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^/([A-Za-z0-9+=,.@_-]+/)*$", var.path))
    error_message = "A path begins and ends with a slash."
  }
}

variable "description" {
  description = "Who becomes it, and what for."
  type        = string
  default     = "Terraform"
  nullable    = false
}

variable "github" {
  description = "Jobs of GitHub Actions that become the role: GitHub's OIDC provider in the account, and the subjects of their tokens, as repo:acme/infrastructure:pull_request or repo:acme/infrastructure:environment:production."
  type = object({
    provider_arn = string
    subjects     = list(string)
  })
  default = null

  validation {
    condition     = var.github == null ? true : length(var.github.subjects) > 0 && alltrue([for subject in var.github.subjects : can(regex("^repo:[A-Za-z0-9-]+/[A-Za-z0-9._-]+:(pull_request|ref:refs/heads/[A-Za-z0-9._/-]+|environment:[A-Za-z0-9._-]+)$", subject))])
    error_message = "Name whole subjects: a repository, and in it pull_request, a branch or an environment. A wildcard would let in others."
  }
}

variable "trusted_roles" {
  description = "ARNs of roles that become the role: those of the platform's account, in any other."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.trusted_roles : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[^*]+$", arn))])
    error_message = "Name each role by its ARN."
  }
}

variable "access" {
  description = "What it may do in its account: none (but go on to other roles), read (plans: settings, and no contents), read_secrets (to look for drift: Terraform reads the secrets that it made) or write."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["none", "read", "read_secrets", "write"], var.access)
    error_message = "Access is none, read, read_secrets or write."
  }
}

variable "regions" {
  description = "Regions that it writes in; us-east-1 is always one, as services without a region are called there."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "made_roles" {
  description = "How the roles, instance profiles and buckets are called that it makes, with * for the rest of a name: acme-production-*."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.made_roles : can(regex("^[A-Za-z0-9][A-Za-z0-9+=,.@_-]{2,}[*]?$", name))])
    error_message = "A name begins with three characters at least, and ends with * where more may follow."
  }
}

variable "kept_roles" {
  description = "Roles that it never changes, whatever made_roles says, with * for the rest of a name. Its own is always one."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "state" {
  description = "States that it works with: bucket, its key when it has one, and what their keys begin with, as environments/production. With read_only it holds their locks and writes nothing else."
  type = object({
    bucket_arn  = string
    kms_key_arn = optional(string)
    prefix      = string
    read_only   = optional(bool, false)
  })
  default = null

  validation {
    condition     = var.state == null ? true : can(regex("^[A-Za-z0-9._/-]+[^/]$", var.state.prefix))
    error_message = "The prefix is a folder, without a slash at its end."
  }
}

variable "roles_to_assume" {
  description = "ARNs of roles in other accounts that it goes on to."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.roles_to_assume : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[^*]+$", arn))])
    error_message = "Name each role by its ARN."
  }
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
