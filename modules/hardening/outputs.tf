output "bucket" {
  description = "Bucket that CloudTrail and AWS Config write to."
  value       = aws_s3_bucket.this.id
}

output "kms_key_arn" {
  description = "Key that it is encrypted with."
  value       = aws_kms_key.this.arn
}

output "trail_arn" {
  description = "ARN of the trail; null where another stack of the account has it."
  value       = one(aws_cloudtrail.this[*].arn)
}

output "detector_id" {
  description = "GuardDuty detector."
  value       = aws_guardduty_detector.this.id
}

output "rule_names" {
  description = "Rules of AWS Config."
  value       = sort([for rule in aws_config_config_rule.this : rule.name])
}

output "topic_arn" {
  description = "SNS topic of findings."
  value       = aws_sns_topic.this.arn
}
