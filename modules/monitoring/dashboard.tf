locals {
  service_names  = sort(keys(var.services))
  database_names = sort(keys(var.databases))
  cache_names    = sort(keys(var.caches))
  balanced_names = [for name in local.service_names : name if var.services[name].balanced]

  # One graph each: a title and its metrics, as CloudWatch names them.
  graphs = concat(
    [for names in [local.service_names] : {
      title = "CPU of services (%)"
      metrics = [for name in names :
        ["AWS/ECS", "CPUUtilization", "ClusterName", var.services[name].cluster_name, "ServiceName", var.services[name].service_name]
      ]
    } if length(names) > 0],
    [for names in [local.service_names] : {
      title = "Memory of services (%)"
      metrics = [for name in names :
        ["AWS/ECS", "MemoryUtilization", "ClusterName", var.services[name].cluster_name, "ServiceName", var.services[name].service_name]
      ]
    } if length(names) > 0],
    [for names in [local.balanced_names] : {
      title = "Requests"
      metrics = [for name in names :
        ["AWS/ApplicationELB", "RequestCountPerTarget", "TargetGroup", var.services[name].target_group]
      ]
    } if length(names) > 0],
    [for names in [local.balanced_names] : {
      title = "Response time (s)"
      metrics = [for name in names :
        ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.services[name].load_balancer, "TargetGroup", var.services[name].target_group]
      ]
    } if length(names) > 0],
    [for names in [local.database_names] : {
      title   = "CPU of databases (%)"
      metrics = [for name in names : ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", var.databases[name].identifier]]
    } if length(names) > 0],
    [for names in [local.database_names] : {
      title   = "Connections to databases"
      metrics = [for name in names : ["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", var.databases[name].identifier]]
    } if length(names) > 0],
    [for names in [local.cache_names] : {
      title = "Memory of caches (%)"
      metrics = flatten([for name in names : [
        for node in var.caches[name].node_ids : { metric = ["AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "CacheClusterId", node] }
      ]])[*].metric
    } if length(names) > 0],
  )
}

resource "aws_cloudwatch_dashboard" "this" {
  count = var.dashboard && length(local.graphs) > 0 ? 1 : 0

  dashboard_name = var.name

  # Two graphs in a row of the dashboard's 24 columns.
  dashboard_body = jsonencode({
    widgets = [for i, graph in local.graphs : {
      type   = "metric"
      x      = i % 2 * 12
      y      = floor(i / 2) * 6
      width  = 12
      height = 6
      properties = {
        title   = graph.title
        region  = data.aws_region.current.region
        view    = "timeSeries"
        stat    = "Average"
        period  = 300
        metrics = graph.metrics
      }
    }]
  })
}
