output "analyzer_arn" {
  description = "ARN of the IAM Access Analyzer."
  value       = aws_accessanalyzer_analyzer.this.arn
}

output "closed_vpc_ids" {
  description = "Default VPCs whose security group was closed: one, or none in an account that has none."
  value       = keys(aws_default_security_group.this)
}
