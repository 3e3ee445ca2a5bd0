locals {
  gib = 1073741824

  service_alarms = merge([
    for name, service in var.services : {
      "service ${name} cpu" = {
        description = "Tasks of ${name} use more CPU than they should, and scaling has not helped"
        namespace   = "AWS/ECS", metric = "CPUUtilization", statistic = "Average"
        threshold   = var.thresholds.service_cpu, periods = 3, missing = "notBreaching"
        dimensions  = { ClusterName = service.cluster_name, ServiceName = service.service_name }
      }
      "service ${name} memory" = {
        description = "Tasks of ${name} are about to run out of memory"
        namespace   = "AWS/ECS", metric = "MemoryUtilization", statistic = "Average"
        threshold   = var.thresholds.service_memory, periods = 3, missing = "notBreaching"
        dimensions  = { ClusterName = service.cluster_name, ServiceName = service.service_name }
      }
    }
  ]...)

  balanced_alarms = merge([
    for name, service in var.services : {
      "service ${name} unhealthy" = {
        description = "Tasks of ${name} fail the load balancer's health check"
        namespace   = "AWS/ApplicationELB", metric = "UnHealthyHostCount", statistic = "Maximum"
        threshold   = 0, periods = 2, missing = "notBreaching"
        dimensions  = { LoadBalancer = service.load_balancer, TargetGroup = service.target_group }
      }
      "service ${name} errors" = {
        description = "${name} answers with server errors"
        namespace   = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count", statistic = "Sum"
        threshold   = var.thresholds.server_errors, periods = 1, missing = "notBreaching"
        dimensions  = { LoadBalancer = service.load_balancer, TargetGroup = service.target_group }
      }
      "service ${name} slow" = {
        description = "One request in twenty to ${name} takes longer than ${var.thresholds.response_time} s"
        namespace   = "AWS/ApplicationELB", metric = "TargetResponseTime", statistic = "p95"
        threshold   = var.thresholds.response_time, periods = 3, missing = "notBreaching"
        dimensions  = { LoadBalancer = service.load_balancer, TargetGroup = service.target_group }
      }
    } if service.balanced
  ]...)

  load_balancer_alarms = merge([
    for name, balancer in var.load_balancers : {
      "load balancer ${name} errors" = {
        description = "Load balancer ${name} finds no target that answers"
        namespace   = "AWS/ApplicationELB", metric = "HTTPCode_ELB_5XX_Count", statistic = "Sum"
        threshold   = var.thresholds.server_errors, periods = 1, missing = "notBreaching"
        dimensions  = { LoadBalancer = balancer.arn_suffix }
      }
    }
  ]...)

  database_alarms = merge([
    for name, database in var.databases : {
      "database ${name} cpu" = {
        description = "Database ${name} is busy"
        namespace   = "AWS/RDS", metric = "CPUUtilization", statistic = "Average"
        threshold   = var.thresholds.database_cpu, periods = 3, missing = "notBreaching"
        dimensions  = { DBInstanceIdentifier = database.identifier }
      }
    }
  ]...)

  cache_alarms = merge(flatten([
    for name, cache in var.caches : [
      for node in cache.node_ids : {
        "cache ${name} ${node} cpu" = {
          description = "Cache ${name} is busy"
          namespace   = "AWS/ElastiCache", metric = "EngineCPUUtilization", statistic = "Average"
          threshold   = var.thresholds.cache_cpu, periods = 3, missing = "notBreaching"
          dimensions  = { CacheClusterId = node }
        }
        "cache ${name} ${node} memory" = {
          description = "Cache ${name} is about to evict keys or refuse writes"
          namespace   = "AWS/ElastiCache", metric = "DatabaseMemoryUsagePercentage", statistic = "Average"
          threshold   = var.thresholds.cache_memory, periods = 2, missing = "notBreaching"
          dimensions  = { CacheClusterId = node }
        }
      }
    ]
  ])...)

  # All of them go off above their threshold, over periods of five minutes.
  above = merge({}, local.service_alarms, local.balanced_alarms, local.load_balancer_alarms, local.database_alarms, local.cache_alarms)

  # These go off below.
  below = merge({},
    { for name, database in var.databases : "database ${name} storage" => {
      description = "Database ${name} runs out of storage"
      namespace   = "AWS/RDS", metric = "FreeStorageSpace", statistic = "Minimum"
      threshold   = database.storage_gib * local.gib * var.thresholds.database_storage / 100
      periods     = 1, missing = "notBreaching"
      dimensions  = { DBInstanceIdentifier = database.identifier }
    } },
    { for name, service in var.services : "service ${name} tasks" => {
      description = "Fewer tasks of ${name} run than there have to be"
      namespace   = "ECS/ContainerInsights", metric = "RunningTaskCount", statistic = "Minimum"
      threshold   = service.suspended ? 0 : service.min_tasks, periods = 3, missing = service.suspended ? "notBreaching" : "breaching"
      dimensions  = { ClusterName = service.cluster_name, ServiceName = service.service_name }
    } if var.insights && service.min_tasks > 0 },
  )
}

resource "aws_cloudwatch_metric_alarm" "above" {
  for_each = local.above

  alarm_name          = "${var.name} ${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  dimensions          = each.value.dimensions
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  period              = 300
  evaluation_periods  = each.value.periods
  treat_missing_data  = each.value.missing
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions

  tags = var.tags
}

resource "aws_cloudwatch_metric_alarm" "below" {
  for_each = local.below

  alarm_name          = "${var.name} ${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  statistic           = each.value.statistic
  dimensions          = each.value.dimensions
  comparison_operator = "LessThanThreshold"
  threshold           = each.value.threshold
  period              = 300
  evaluation_periods  = each.value.periods
  treat_missing_data  = each.value.missing
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions

  tags = var.tags
}
