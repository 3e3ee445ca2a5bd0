locals {
  # A plan reads the state and holds its lock for as long as it lasts; an apply writes the state too.
  state_statements = var.state == null ? [] : concat(
    [
      {
        Sid      = "StateNames"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = [var.state.bucket_arn]
      },
      {
        Sid      = "State"
        Effect   = "Allow"
        Action   = var.state.read_only ? ["s3:GetObject"] : ["s3:GetObject", "s3:PutObject"]
        Resource = ["${var.state.bucket_arn}/${var.state.prefix}/*/terraform.tfstate", "${var.state.bucket_arn}/${var.state.prefix}/terraform.tfstate"]
      },
      {
        Sid      = "StateLock"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        Resource = ["${var.state.bucket_arn}/${var.state.prefix}/*/terraform.tfstate.tflock", "${var.state.bucket_arn}/${var.state.prefix}/terraform.tfstate.tflock"]
      },
    ],
    var.state.kms_key_arn == null ? [] : [{
      Sid      = "StateKey"
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource = [var.state.kms_key_arn]
    }],
  )

  other_roles_statements = length(var.roles_to_assume) == 0 ? [] : [{
    Sid      = "RolesOfOtherAccounts"
    Effect   = "Allow"
    Action   = ["sts:AssumeRole"]
    Resource = var.roles_to_assume
  }]
}
