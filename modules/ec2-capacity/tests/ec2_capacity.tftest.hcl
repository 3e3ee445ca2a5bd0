mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
}

variables {
  name          = "acme-staging-gpu"
  cluster_name  = "acme-staging"
  vpc_id        = "vpc-0123456789abcdef0"
  subnet_ids    = ["subnet-0123456789abcdef0"]
  instance_type = "g5.xlarge"
  max           = 2
}

run "instances" {
  command = plan

  assert {
    condition     = aws_launch_template.this.metadata_options[0].http_tokens == "required" && aws_launch_template.this.metadata_options[0].http_put_response_hop_limit == 1
    error_message = "IMDSv2 only, and for the instance alone."
  }

  assert {
    condition     = aws_launch_template.this.block_device_mappings[0].ebs[0].encrypted == "true" && aws_launch_template.this.block_device_mappings[0].ebs[0].volume_type == "gp3" && aws_launch_template.this.block_device_mappings[0].ebs[0].volume_size == 100
    error_message = "The disk is an encrypted gp3."
  }

  assert {
    condition     = endswith(aws_launch_template.this.image_id, "/amazon-linux-2023/gpu/recommended/image_id") && startswith(aws_launch_template.this.image_id, "resolve:ssm:")
    error_message = "GPUs start from the image with drivers, the newest one."
  }

  assert {
    condition     = strcontains(base64decode(aws_launch_template.this.user_data), "\nECS_CLUSTER=acme-staging\nECS_ENABLE_GPU_SUPPORT=true\nECS_INSTANCE_ATTRIBUTES={\"gpu\":\"true\"}\n")
    error_message = "Instances join the cluster and say that they have GPUs."
  }

  assert {
    condition     = startswith(base64decode(aws_launch_template.this.user_data), "#!/bin/bash\ncat >>/etc/ecs/ecs.config <<'CONFIG'\n") && endswith(base64decode(aws_launch_template.this.user_data), "\nCONFIG\n")
    error_message = "The boot script writes the agent's configuration."
  }

  assert {
    condition     = length(aws_launch_template.this.instance_market_options) == 0
    error_message = "Instances are on demand unless spot is asked for."
  }
}

run "tags_reach_what_is_launched" {
  command = plan

  variables {
    tags = { Environment = "staging" }
  }

  assert {
    condition     = [for made in aws_launch_template.this.tag_specifications : "${made.resource_type} ${made.tags.Environment} ${made.tags.Name}"] == ["instance staging acme-staging-gpu", "volume staging acme-staging-gpu"]
    error_message = "Instances and disks have the tags, for costs are counted by them."
  }
}

run "scales_to_zero_and_back" {
  command = plan

  assert {
    condition     = aws_autoscaling_group.this.min_size == 0 && aws_autoscaling_group.this.max_size == 2
    error_message = "Nothing runs until a task waits."
  }

  assert {
    condition     = aws_ecs_capacity_provider.this.auto_scaling_group_provider[0].managed_scaling[0].status == "ENABLED" && aws_ecs_capacity_provider.this.auto_scaling_group_provider[0].managed_draining == "ENABLED"
    error_message = "ECS scales the group and drains what goes."
  }

  assert {
    condition     = aws_ecs_capacity_provider.this.auto_scaling_group_provider[0].managed_termination_protection == "ENABLED" && aws_autoscaling_group.this.protect_from_scale_in && aws_autoscaling_group.this.force_delete
    error_message = "Instances with tasks stay, except in a destroy."
  }
}

run "another_template_reaches_running_instances" {
  command = plan

  assert {
    condition     = aws_autoscaling_group.this.instance_refresh[0].strategy == "Rolling" && aws_autoscaling_group.this.instance_refresh[0].preferences[0].scale_in_protected_instances == "Ignore"
    error_message = "A refresh replaces idle instances, and takes none from its tasks."
  }
}

run "what_instances_may_do" {
  command = plan

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Action if contains(statement.Resource, "*")] == [["ecs:DiscoverPollEndpoint"]]
    error_message = "Only what knows no resources is allowed on all of them."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : alltrue([for action in statement.Action : startswith(action, "ecs:") && !strcontains(action, "*")])])
    error_message = "The agent's actions, each by name."
  }
}

run "tenant_on_spot" {
  command = plan

  variables {
    instance_type = "m7i.large"
    tenant        = "acme"
    spot          = true
    min           = 1
    disk          = 30
  }

  assert {
    condition     = strcontains(base64decode(aws_launch_template.this.user_data), "ECS_INSTANCE_ATTRIBUTES={\"tenant\":\"acme\"}\n") && !strcontains(base64decode(aws_launch_template.this.user_data), "GPU")
    error_message = "Instances say whose they are."
  }

  assert {
    condition     = aws_launch_template.this.instance_market_options[0].market_type == "spot" && aws_autoscaling_group.this.capacity_rebalance && strcontains(base64decode(aws_launch_template.this.user_data), "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true")
    error_message = "Tasks leave a spot instance before it goes."
  }

  assert {
    condition     = endswith(aws_launch_template.this.image_id, "/amazon-linux-2023/recommended/image_id")
    error_message = "Without GPUs it is the plain image."
  }
}

run "graviton" {
  command = plan

  variables {
    instance_type = "m7g.large"
  }

  assert {
    condition     = endswith(aws_launch_template.this.image_id, "/amazon-linux-2023/arm64/recommended/image_id")
    error_message = "Graviton starts from its own image."
  }
}

run "gpus_on_graviton" {
  command = plan

  variables {
    instance_type = "g5g.xlarge"
  }

  expect_failures = [var.instance_type]
}

run "name_of_ecs" {
  command = plan

  variables {
    name = "ecs-gpu"
  }

  expect_failures = [var.name]
}

run "more_than_the_most" {
  command = plan

  variables {
    min = 3
  }

  expect_failures = [var.min]
}

run "disk_that_drivers_do_not_fit_on" {
  command = plan

  variables {
    disk = 20
  }

  expect_failures = [var.disk]
}

run "cluster_by_arn" {
  command = plan

  variables {
    cluster_name = "arn:aws:ecs:us-east-1:111122223333:cluster/acme"
  }

  expect_failures = [var.cluster_name]
}

run "no_subnet" {
  command = plan

  variables {
    subnet_ids = []
  }

  expect_failures = [var.subnet_ids]
}

run "family_without_a_size" {
  command = plan

  variables {
    instance_type = "g5"
  }

  expect_failures = [var.instance_type]
}

run "tenant_with_capitals" {
  command = plan

  variables {
    tenant = "Acme"
  }

  expect_failures = [var.tenant]
}

run "half_an_instance" {
  command = plan

  variables {
    max = 1.5
  }

  expect_failures = [var.max]
}
