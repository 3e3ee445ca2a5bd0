# What has no region: one stack of the account sets it.

resource "aws_s3_account_public_access_block" "this" {
  count = var.account_wide ? 1 : 0

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# People come through IAM Identity Center and machines through roles; who is a user all the same has a good password.
resource "aws_iam_account_password_policy" "this" {
  count = var.account_wide ? 1 : 0

  minimum_password_length        = var.password_length
  require_lowercase_characters   = true
  require_uppercase_characters   = true
  require_numbers                = true
  require_symbols                = true
  allow_users_to_change_password = true
  max_password_age               = 90
  password_reuse_prevention      = 24
}
