output "namespace_id" {
  description = "Id of the namespace, which services register in."
  value       = aws_service_discovery_private_dns_namespace.this.id
}

output "namespace_arn" {
  description = "ARN of the namespace."
  value       = aws_service_discovery_private_dns_namespace.this.arn
}

output "namespace_name" {
  description = "DNS name of the namespace."
  value       = aws_service_discovery_private_dns_namespace.this.name
}

output "hosted_zone_id" {
  description = "Route 53 private hosted zone behind the namespace."
  value       = aws_service_discovery_private_dns_namespace.this.hosted_zone
}
