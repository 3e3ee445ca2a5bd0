locals {
  service_names  = sort(keys(var.services))
  balanced_names = [for name in local.service_names : name if var.services[name].balanced]
  database_names = sort(keys(var.databases))
  cache_names    = sort(keys(var.caches))
  nodes          = flatten([for name in local.cache_names : var.caches[name].node_ids])
  schedule_names = sort(keys(var.schedules))
  balancer_names = sort(keys(var.load_balancers))
  acl_names      = [for name in local.balancer_names : name if var.load_balancers[name].web_acl != null]

  # What a metric is of, as CloudWatch names it.
  of_service  = { for name, service in var.services : name => ["ClusterName", service.cluster_name, "ServiceName", service.service_name] }
  of_target   = { for name in local.balanced_names : name => ["LoadBalancer", var.services[name].load_balancer, "TargetGroup", var.services[name].target_group] }
  of_database = { for name, database in var.databases : name => ["DBInstanceIdentifier", database.identifier] }
  of_balancer = { for name, balancer in var.load_balancers : name => ["LoadBalancer", balancer.arn_suffix] }

  # From what a user sees to what is behind it. A section is a heading and up to three graphs beside each other; a line
  # is where the alarm of a graph goes off.
  sections = [for section in [
    {
      title = "Requests"
      graphs = [
        { title = "Responses", stat = "Sum", line = null, metrics = concat(
          [for name in local.balanced_names : concat(["AWS/ApplicationELB", "HTTPCode_Target_2XX_Count"], local.of_target[name], [{ label = "${name} 2xx" }])],
          [for name in local.balanced_names : concat(["AWS/ApplicationELB", "HTTPCode_Target_4XX_Count"], local.of_target[name], [{ label = "${name} 4xx" }])],
        ) },
        { title = "Server errors", stat = "Sum", line = var.thresholds.server_errors, metrics = [
          for name in local.balanced_names : concat(["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count"], local.of_target[name], [{ label = name }])
        ] },
        { title = "Response time, median and slowest 5 % (s)", stat = "p95", line = var.thresholds.response_time, metrics = concat(
          [for name in local.balanced_names : concat(["AWS/ApplicationELB", "TargetResponseTime"], local.of_target[name], [{ label = "${name} p50", stat = "p50" }])],
          [for name in local.balanced_names : concat(["AWS/ApplicationELB", "TargetResponseTime"], local.of_target[name], [{ label = "${name} p95" }])],
        ) },
      ]
    },
    {
      title = "Load balancers"
      graphs = [
        { title = "Requests", stat = "Sum", line = null, metrics = [
          for name in local.balancer_names : concat(["AWS/ApplicationELB", "RequestCount"], local.of_balancer[name], [{ label = name }])
        ] },
        { title = "Answered with an error, as no target did", stat = "Sum", line = var.thresholds.server_errors, metrics = [
          for name in local.balancer_names : concat(["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count"], local.of_balancer[name], [{ label = name }])
        ] },
        { title = "Blocked by the web ACL", stat = "Sum", line = null, metrics = [
          for name in local.acl_names : ["AWS/WAFV2", "BlockedRequests", "WebACL", var.load_balancers[name].web_acl, "Region", local.region, "Rule", "ALL", { label = name }]
        ] },
      ]
    },
    {
      title = "Services"
      graphs = [
        { title = "CPU (%)", stat = "Average", line = var.thresholds.service_cpu, metrics = [
          for name in local.service_names : concat(["AWS/ECS", "CPUUtilization"], local.of_service[name], [{ label = name }])
        ] },
        { title = "Memory (%)", stat = "Average", line = var.thresholds.service_memory, metrics = [
          for name in local.service_names : concat(["AWS/ECS", "MemoryUtilization"], local.of_service[name], [{ label = name }])
        ] },
        { title = "Running tasks", stat = "Minimum", line = null, metrics = [
          for name in local.service_names : concat(["ECS/ContainerInsights", "RunningTaskCount"], local.of_service[name], [{ label = name }]) if var.insights
        ] },
      ]
    },
    {
      title = "Databases"
      graphs = [
        { title = "CPU (%)", stat = "Average", line = var.thresholds.database_cpu, metrics = [
          for name in local.database_names : concat(["AWS/RDS", "CPUUtilization"], local.of_database[name], [{ label = name }])
        ] },
        { title = "Connections", stat = "Maximum", line = null, metrics = [
          for name in local.database_names : concat(["AWS/RDS", "DatabaseConnections"], local.of_database[name], [{ label = name }])
        ] },
        { title = "Free storage (bytes)", stat = "Minimum", line = null, metrics = [
          for name in local.database_names : concat(["AWS/RDS", "FreeStorageSpace"], local.of_database[name], [{ label = name }])
        ] },
      ]
    },
    {
      title = "Caches"
      graphs = [
        { title = "CPU (%)", stat = "Average", line = var.thresholds.cache_cpu, metrics = [
          for node in local.nodes : ["AWS/ElastiCache", "EngineCPUUtilization", "CacheClusterId", node]
        ] },
        { title = "Memory (%)", stat = "Average", line = var.thresholds.cache_memory, metrics = [
          for node in local.nodes : ["AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "CacheClusterId", node]
        ] },
        { title = "Evicted keys", stat = "Sum", line = null, metrics = [
          for node in local.nodes : ["AWS/ElastiCache", "Evictions", "CacheClusterId", node]
        ] },
      ]
    },
    {
      title = "Schedules"
      graphs = [
        { title = "Tasks asked for", stat = "Sum", line = null, metrics = [
          for name in local.schedule_names : ["AWS/Scheduler", "InvocationAttemptCount", "ScheduleGroup", var.schedules[name].group, { label = name }]
        ] },
        { title = "Could not be started: messages in the dead-letter queue", stat = "Maximum", line = null, metrics = [
          for name in local.schedule_names : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", var.schedules[name].dead_letter_queue, { label = name }]
        ] },
      ]
    },
  ] : { title = section.title, graphs = [for graph in section.graphs : graph if length(graph.metrics) > 0] }]

  shown = [for section in local.sections : section if length(section.graphs) > 0]

  # CloudWatch shows at most 100 alarms in a widget and searches 50 log groups.
  alarm_names = sort(concat(
    [for name in concat(keys(local.above), keys(local.below)) : "${var.name} ${name}"],
    [for schedule in var.schedules : schedule.alarm_name],
  ))
  alarm_arns  = [for name in slice(local.alarm_names, 0, min(100, length(local.alarm_names))) : "arn:${local.partition}:cloudwatch:${local.region}:${local.account}:alarm:${name}"]
  logs_source = join(" | ", [for name in slice(var.dashboard_logs, 0, min(50, length(var.dashboard_logs))) : "SOURCE '${name}'"])

  # A heading takes one row of the dashboard's grid and graphs take six; above them are two rows of text and three of
  # alarms.
  section_y = [for i, section in local.shown : 5 + 7 * i]
  logs_y    = 5 + 7 * length(local.shown)

  widgets = concat(
    [{ type = "text", x = 0, y = 0, width = 24, height = 2, properties = { markdown = "# ${var.name}\n${var.about}", background = "transparent" } }],
    [for arns in [local.alarm_arns] : {
      type       = "alarm", x = 0, y = 2, width = 24, height = 3
      properties = { title = "Alarms", alarms = arns }
    } if length(arns) > 0],
    [for i, section in local.shown : {
      type       = "text", x = 0, y = local.section_y[i], width = 24, height = 1
      properties = { markdown = "## ${section.title}", background = "transparent" }
    }],
    flatten([for i, section in local.shown : [
      for j, graph in section.graphs : {
        type   = "metric"
        x      = j * floor(24 / length(section.graphs))
        y      = local.section_y[i] + 1
        width  = floor(24 / length(section.graphs))
        height = 6
        properties = {
          title       = graph.title
          region      = local.region
          view        = "timeSeries"
          stat        = graph.stat
          period      = 300
          metrics     = graph.metrics
          yAxis       = { left = { min = 0 } }
          annotations = { horizontal = [for line in [graph.line] : { label = "alarm", value = line } if line != null] }
        }
      }
    ]]),
    [for source in [local.logs_source] : {
      type = "log", x = 0, y = local.logs_y, width = 24, height = 8
      properties = {
        title  = "Errors in the logs"
        region = local.region
        view   = "table"
        query  = "${source} | fields @timestamp, @log, @message | filter @message like /(?i)(error|exception|fatal|panic)/ | sort @timestamp desc | limit 50"
      }
    } if source != ""],
  )
}

resource "aws_cloudwatch_dashboard" "this" {
  count = var.dashboard && length(local.shown) > 0 ? 1 : 0

  dashboard_name = var.name
  dashboard_body = jsonencode({ widgets = local.widgets })
}
