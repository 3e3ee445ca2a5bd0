output "file_system_id" {
  description = "Id of the file system."
  value       = aws_efs_file_system.this.id

  # A task that starts before there is a mount target in its zone fails.
  depends_on = [aws_efs_mount_target.this]
}

output "access_point_ids" {
  description = "Access points, by volume."
  value       = { for volume, point in aws_efs_access_point.this : volume => point.id }
}

output "connect_policies" {
  description = "What a task role needs to mount a volume, by volume, as ecs-service takes it in policy."
  value = {
    for volume, point in aws_efs_access_point.this : volume => {
      actions   = concat(["elasticfilesystem:ClientMount"], var.volumes[volume].read_only ? [] : ["elasticfilesystem:ClientWrite"])
      resources = [aws_efs_file_system.this.arn]
      conditions = {
        StringEquals = { "elasticfilesystem:AccessPointArn" = [point.arn] }
      }
    }
  }
}

output "security_group_id" {
  description = "Security group of the mount targets."
  value       = aws_security_group.this.id
}
