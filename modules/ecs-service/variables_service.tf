variable "service" {
  description = "What runs: image, size, port, health, scaling, routes, policy. One object, so that a stack hands over each service of a map as it is."
  type = object({
    image             = string
    cpu               = optional(number, 256)
    memory            = optional(number, 512)
    architecture      = optional(string, "x86_64")
    ephemeral_storage = optional(number)
    port              = optional(number)
    command           = optional(list(string), [])
    variables         = optional(map(string), {})
    spot_percent      = optional(number)

    # Instances of the cluster's own instead of Fargate: the capacity provider, and the attributes that they must have.
    gpus = optional(number, 0)
    pool = optional(object({
      capacity_provider = string
      constraints       = optional(list(string), [])
    }))

    # Whether tasks run all the time, as an ECS service; false is for what a schedule or a person starts.
    continuous = optional(bool, true)

    health = optional(object({
      path     = optional(string, "/health")
      interval = optional(number, 30)
      timeout  = optional(number, 5)
      retries  = optional(number, 3)
      grace    = optional(number, 60)
    }), {})

    scaling = optional(object({
      min          = optional(number, 1)
      max          = optional(number, 10)
      cpu          = optional(number, 70)
      in_cooldown  = optional(number, 300)
      out_cooldown = optional(number, 60)
    }), {})

    routes = optional(map(object({
      hosts    = optional(list(string), [])
      paths    = optional(list(string), [])
      headers  = optional(map(string), {})
      priority = number
    })), {})

    # Services of the same tenant that it connects to. The stack makes the rules: it alone knows their security groups.
    calls = optional(list(string), [])

    policy = optional(list(object({
      actions    = list(string)
      resources  = list(string)
      conditions = optional(map(map(list(string))), {})
    })), [])
  })
  nullable = false

  validation {
    condition     = can(regex("^[^[:space:]]+$", var.service.image))
    error_message = "The image is a reference without blanks: registry.example.com/app:1.0."
  }

  # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
  validation {
    condition = var.service.pool != null || contains(lookup({
      "256"   = [512, 1024, 2048]
      "512"   = range(1024, 4097, 1024)
      "1024"  = range(2048, 8193, 1024)
      "2048"  = range(4096, 16385, 1024)
      "4096"  = range(8192, 30721, 1024)
      "8192"  = range(16384, 61441, 4096)
      "16384" = range(32768, 122881, 8192)
    }, tostring(var.service.cpu), []), var.service.memory)
    error_message = "Fargate has no task of this cpu (256, 512, 1024, 2048, 4096, 8192, 16384) with this memory (for 256: 512, 1024, 2048; for 512: 1024 to 4096; for 1024: 2048 to 8192; for 2048: 4096 to 16384; for 4096: 8192 to 30720, in steps of 1024)."
  }

  validation {
    condition     = contains(["x86_64", "arm64"], var.service.architecture)
    error_message = "The architecture is x86_64 or arm64."
  }

  validation {
    condition     = var.service.gpus >= 0 && var.service.gpus <= 16 && floor(var.service.gpus) == var.service.gpus && (var.service.gpus == 0 || var.service.pool != null)
    error_message = "A task has 0 to 16 GPUs, and needs a pool of instances that have them: Fargate has none."
  }

  validation {
    condition     = var.service.pool == null || var.service.ephemeral_storage == null
    error_message = "Ephemeral storage is Fargate's; on a pool it is the instance's disk."
  }

  validation {
    condition     = var.service.ephemeral_storage == null || try(var.service.ephemeral_storage >= 21 && var.service.ephemeral_storage <= 200, false)
    error_message = "Fargate gives 21 to 200 GiB of ephemeral storage; 20 GiB come with every task."
  }

  validation {
    condition     = var.service.port == null || try(var.service.port >= 1 && var.service.port <= 65535, false)
    error_message = "A port is a number from 1 to 65535."
  }

  validation {
    condition     = alltrue([for variable in keys(var.service.variables) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", variable))])
    error_message = "Environment variables are named with letters, digits and underscores."
  }

  validation {
    condition     = var.service.spot_percent == null || try(var.service.spot_percent >= 0 && var.service.spot_percent <= 100 && floor(var.service.spot_percent) == var.service.spot_percent, false)
    error_message = "The share of tasks on Spot is a whole number from 0 to 100."
  }

  # The path becomes part of a shell command in the container.
  validation {
    condition     = can(regex("^/[A-Za-z0-9._~/=-]*$", var.service.health.path))
    error_message = "The health check's path starts with / and has letters, digits and . _ ~ / = - only."
  }

  validation {
    condition = (
      var.service.health.interval >= 5 && var.service.health.interval <= 300 &&
      var.service.health.timeout >= 2 && var.service.health.timeout <= 60 && var.service.health.timeout < var.service.health.interval &&
      var.service.health.retries >= 1 && var.service.health.retries <= 10 &&
      var.service.health.grace >= 0 && var.service.health.grace <= 300
    )
    error_message = "Health checks take an interval of 5 to 300 s, a timeout of 2 to 60 s below the interval, 1 to 10 retries and a grace period of 0 to 300 s."
  }

  validation {
    condition     = var.service.scaling.min >= 0 && var.service.scaling.max >= var.service.scaling.min && var.service.scaling.max <= 5000
    error_message = "Scaling needs 0 <= min <= max <= 5000 tasks."
  }

  validation {
    condition     = var.service.scaling.cpu >= 10 && var.service.scaling.cpu <= 95
    error_message = "Target tracking holds an average CPU of 10 to 95 %."
  }

  validation {
    condition     = var.service.scaling.in_cooldown >= 0 && var.service.scaling.in_cooldown <= 3600 && var.service.scaling.out_cooldown >= 0 && var.service.scaling.out_cooldown <= 3600
    error_message = "Cooldowns are 0 to 3600 s."
  }

  validation {
    condition     = length(var.service.routes) == 0 || (var.service.port != null && var.load_balancer != null)
    error_message = "Routes need a port that the container listens on, and a load balancer."
  }

  validation {
    condition     = length(var.service.routes) == 0 || var.service.continuous
    error_message = "Nothing listens behind a route all the time unless the service is continuous."
  }

  validation {
    condition     = alltrue([for route in values(var.service.routes) : route.priority >= 1 && route.priority <= 50000])
    error_message = "The priority of a listener rule is 1 to 50000."
  }

  # A rule holds five values of conditions.
  validation {
    condition = alltrue([
      for route in values(var.service.routes) : contains(range(1, 6), length(route.hosts) + length(route.paths) + length(route.headers))
    ])
    error_message = "A route has one to five hosts, paths and headers together."
  }
}
