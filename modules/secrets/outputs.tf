output "arns" {
  description = "ARNs of the secrets, by name."
  value       = { for name, secret in aws_secretsmanager_secret.this : name => secret.arn }
}

output "variables" {
  description = "ARNs of the secrets by the environment variable that carries them, as ecs-service takes them in secrets."
  value       = { for name, secret in aws_secretsmanager_secret.this : local.variables[name] => secret.arn }
}
