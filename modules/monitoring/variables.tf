variable "name" {
  description = "Name of what is watched: an environment or a tenant in one."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 100
    error_message = "The name must be 1 to 100 lower-case letters, digits and single hyphens, and start with a letter."
  }
}

variable "create_topic" {
  description = "Whether the module makes the SNS topic of alarms; otherwise topic_arn names one."
  type        = bool
  default     = true
  nullable    = false
}

variable "topic_arn" {
  description = "SNS topic of alarms that exists already, with create_topic = false. Without one alarms are shown and told to nobody."
  type        = string
  default     = null
}

variable "alarm_email" {
  description = "Who is told of alarms by the topic that the module makes; the address has to confirm the subscription."
  type        = string
  default     = null

  validation {
    condition     = var.alarm_email == null || can(regex("^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$", var.alarm_email))
    error_message = "Give an e-mail address."
  }
}

variable "log_groups" {
  description = "More log groups, by name; those of services are made by ecs-service."
  type = map(object({
    retention = optional(number, 7)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.log_groups) : can(regex("^[A-Za-z0-9._/#-]{1,512}$", name))])
    error_message = "Log groups are named with letters, digits and . _ / # -."
  }

  validation {
    condition     = alltrue([for group in values(var.log_groups) : contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], group.retention)])
    error_message = "CloudWatch Logs takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}

variable "services" {
  description = "ECS services to watch, by name: the output monitoring of ecs-service."
  type = map(object({
    cluster_name  = string
    service_name  = string
    min_tasks     = optional(number, 1)
    suspended     = optional(bool, false)
    balanced      = optional(bool, false)
    load_balancer = optional(string)
    target_group  = optional(string)
  }))
  default  = {}
  nullable = false
}

variable "databases" {
  description = "RDS instances to watch, by name: the output monitoring of rds."
  type = map(object({
    identifier  = string
    storage_gib = number
  }))
  default  = {}
  nullable = false
}

variable "caches" {
  description = "Redis caches to watch, by name: the output monitoring of elasticache."
  type = map(object({
    node_ids = list(string)
  }))
  default  = {}
  nullable = false
}

variable "schedules" {
  description = "Schedules to show, by name of their service: the output monitoring of ecs-schedule, which has the alarm itself."
  type = map(object({
    group             = string
    dead_letter_queue = string
    alarm_name        = string
  }))
  default  = {}
  nullable = false
}

variable "load_balancers" {
  description = "Load balancers to watch, by name: the output monitoring of alb."
  type = map(object({
    arn_suffix = string
    web_acl    = optional(string)
  }))
  default  = {}
  nullable = false
}

variable "insights" {
  description = "Whether the cluster has Container Insights, which counts running tasks."
  type        = bool
  default     = false
  nullable    = false
}

variable "thresholds" {
  description = "When alarms go off: CPU and memory of services, CPU of databases, CPU and memory of caches in percent; free storage of a database in percent of what was allocated; responses 5xx in five minutes; seconds that one request in twenty takes."
  type = object({
    service_cpu      = optional(number, 85)
    service_memory   = optional(number, 85)
    server_errors    = optional(number, 10)
    response_time    = optional(number, 2)
    database_cpu     = optional(number, 80)
    database_storage = optional(number, 10)
    cache_cpu        = optional(number, 80)
    cache_memory     = optional(number, 80)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key, value in var.thresholds : value > 0 && (contains(["server_errors", "response_time"], key) || value <= 100)])
    error_message = "Percentages are above 0 and at most 100; errors and seconds are above 0."
  }
}

variable "dashboard" {
  description = "Whether a dashboard is made, when there is something to show."
  type        = bool
  default     = true
  nullable    = false
}

variable "about" {
  description = "What the dashboard says under its name, in Markdown: whose it is, whom to ask."
  type        = string
  default     = ""
  nullable    = false
}

variable "dashboard_logs" {
  description = "Log groups in which the dashboard looks for errors, by name; the first 50 of them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.dashboard_logs : can(regex("^[A-Za-z0-9._/#-]{1,512}$", name))])
    error_message = "Log groups are named with letters, digits and . _ / # -."
  }
}

variable "kms_key_arn" {
  description = "KMS key of the topic and the log groups. For a topic without one the module makes a key, with rotation, that CloudWatch alarms may use."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags on everything, beside the provider's default tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
