output "identifier" {
  description = "Identifier of the instance."
  value       = aws_db_instance.this.identifier
}

output "arn" {
  description = "ARN of the instance."
  value       = aws_db_instance.this.arn
}

output "address" {
  description = "Host name of the instance."
  value       = aws_db_instance.this.address
}

output "port" {
  description = "Port of the instance."
  value       = var.port
}

output "database_name" {
  description = "Database made with the instance."
  value       = aws_db_instance.this.db_name
}

output "username" {
  description = "Master user."
  value       = aws_db_instance.this.username
}

output "master_secret_arn" {
  description = "Secret that RDS keeps the master user's name and password in, as JSON with the keys username and password."
  value       = one(aws_db_instance.this.master_user_secret[*].secret_arn)
}

output "resource_id" {
  description = "Id that IAM policies name the instance by: rds-db:connect on dbuser:<resource id>/<user>."
  value       = aws_db_instance.this.resource_id
}

output "security_group_id" {
  description = "Security group of the instance."
  value       = aws_security_group.this.id
}

output "monitoring" {
  description = "What the monitoring module needs to know of the instance."
  value = {
    identifier  = local.identifier
    storage_gib = var.storage
  }
}
