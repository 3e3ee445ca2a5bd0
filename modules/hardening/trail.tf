# Every call of the account's API, in all regions, with digests that show whether a file was changed later.
resource "aws_cloudtrail" "this" {
  #checkov:skip=CKV_AWS_252:what people have to see is announced by EventBridge, not each file of the trail
  #checkov:skip=CKV2_AWS_10:the trail is read in S3; a copy in CloudWatch Logs costs more than the trail
  count = var.account_wide ? 1 : 0

  name                          = var.name
  s3_bucket_name                = aws_s3_bucket.this.id
  kms_key_id                    = aws_kms_key.this.arn
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true

  tags = var.tags

  depends_on = [aws_s3_bucket_policy.this]
}
