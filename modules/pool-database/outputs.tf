output "address" {
  description = "Host name of the shared instance."
  value       = var.address
}

output "port" {
  description = "Port of the shared instance."
  value       = var.port
}

output "database_name" {
  description = "Database of the tenant."
  value       = postgresql_database.this.name
}

output "username" {
  description = "Role that owns the database and logs in."
  value       = postgresql_role.this.name
}

output "secret_arn" {
  description = "Secret with the tenant's login, as JSON with the keys engine, host, port, dbname, username and password."
  value       = aws_secretsmanager_secret.this.arn

  # Whoever is handed the login shall be able to use it, and nobody else the database.
  depends_on = [postgresql_database.this, postgresql_grant.public]
}
