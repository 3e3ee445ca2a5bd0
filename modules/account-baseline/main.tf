# What is set once for an account in a region, whoever makes things in it later.

resource "aws_ebs_encryption_by_default" "this" {
  enabled = true
}

# A launch template can ask for less; one that says nothing gets this.
resource "aws_ec2_instance_metadata_defaults" "this" {
  http_tokens                 = "required"
  http_put_response_hop_limit = var.metadata_hop_limit
}

resource "aws_ebs_snapshot_block_public_access" "this" {
  state = "block-all-sharing"
}

resource "aws_ec2_image_block_public_access" "this" {
  state = "block-new-sharing"
}

# Says which buckets, roles, keys, queues and secrets somebody outside the account can reach.
resource "aws_accessanalyzer_analyzer" "this" {
  analyzer_name = var.name
  type          = "ACCOUNT"

  tags = var.tags
}
