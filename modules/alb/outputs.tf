output "arn" {
  description = "ARN of the load balancer."
  value       = aws_lb.this.arn
}

output "arn_suffix" {
  description = "End of the ARN, which CloudWatch metrics name the load balancer by."
  value       = aws_lb.this.arn_suffix
}

output "dns_name" {
  description = "DNS name that AWS gave the load balancer."
  value       = aws_lb.this.dns_name
}

output "zone_id" {
  description = "Hosted zone of that DNS name, for alias records."
  value       = aws_lb.this.zone_id
}

output "https_listener_arn" {
  description = "ARN of the HTTPS listener, which services add their rules to."
  value       = aws_lb_listener.https.arn
}

output "security_group_id" {
  description = "Security group of the load balancer: services let it in."
  value       = aws_security_group.this.id
}

output "certificate_arn" {
  description = "Certificate of the HTTPS listener."
  value       = local.certificate_arn
}

output "web_acl_arn" {
  description = "ARN of the web ACL; null without one."
  value       = one(aws_wafv2_web_acl.this[*].arn)
}

output "monitoring" {
  description = "What the monitoring module needs to know of the load balancer."
  value = {
    arn_suffix = aws_lb.this.arn_suffix
    web_acl    = one(aws_wafv2_web_acl.this[*].name)
  }
}
