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

  mock_resource "aws_eks_cluster" {
    defaults = {
      certificate_authority = [{ data = "cmVoZWFyc2Fs" }]
    }
  }

  mock_resource "aws_eks_node_group" {
    defaults = { resources = [{ autoscaling_groups = [{ name = "eks-runners-0123" }], remote_access_security_group_id = "" }] }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/acme-ci" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:111122223333:key/0123" }
  }

  mock_resource "aws_launch_template" {
    defaults = { id = "lt-0123456789abcdef0", latest_version = 1 }
  }
}

variables {
  name            = "acme-ci"
  subnet_ids      = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
  admin_role_arns = ["arn:aws:iam::111122223333:role/terraform-apply"]
}

run "control_plane" {
  command = plan

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_private_access && !aws_eks_cluster.this.vpc_config[0].endpoint_public_access
    error_message = "The API has a private endpoint alone unless ranges are given."
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.endpoint) == 0
    error_message = "Nobody but the nodes reaches the private endpoint unless ranges are given."
  }

  assert {
    condition     = aws_eks_cluster.this.access_config[0].authentication_mode == "API" && !aws_eks_cluster.this.access_config[0].bootstrap_cluster_creator_admin_permissions
    error_message = "Access entries alone say who may do what."
  }

  assert {
    condition     = aws_eks_cluster.this.encryption_config[0].resources == toset(["secrets"]) && aws_kms_key.secrets.enable_key_rotation
    error_message = "Secrets are encrypted with a key that is rotated."
  }

  assert {
    condition     = length(aws_eks_cluster.this.enabled_cluster_log_types) == 5 && aws_cloudwatch_log_group.this.name == "/aws/eks/acme-ci/cluster" && aws_cloudwatch_log_group.this.retention_in_days == 7
    error_message = "All logs of the control plane are kept, for seven days."
  }

  assert {
    condition     = aws_eks_cluster.this.version == "1.35" && aws_eks_cluster.this.upgrade_policy[0].support_type == "STANDARD"
    error_message = "No extended support, which costs six times as much."
  }
}

run "administrators" {
  command = plan

  assert {
    condition     = keys(aws_eks_access_entry.admins) == ["arn:aws:iam::111122223333:role/terraform-apply"]
    error_message = "Each role has an access entry."
  }

  assert {
    condition     = alltrue([for association in aws_eks_access_policy_association.admins : association.policy_arn == "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy" && association.access_scope[0].type == "cluster"])
    error_message = "Administrators administer the whole cluster."
  }
}

run "no_administrators" {
  command = plan

  variables {
    admin_role_arns = []
  }

  assert {
    condition     = aws_eks_cluster.this.access_config[0].bootstrap_cluster_creator_admin_permissions
    error_message = "A cluster without administrators belongs to its creator, or to nobody."
  }
}

run "nodes" {
  command = plan

  assert {
    condition     = aws_eks_node_group.system.instance_types == tolist(["t3.medium"]) && aws_eks_node_group.system.scaling_config[0].min_size == 1 && aws_eks_node_group.system.scaling_config[0].max_size == 1
    error_message = "One t3.medium keeps the cluster running."
  }

  assert {
    condition     = aws_eks_node_group.runners.instance_types == tolist(["t3.large"]) && aws_eks_node_group.runners.scaling_config[0].min_size == 0 && aws_eks_node_group.runners.scaling_config[0].max_size == 10
    error_message = "None to ten t3.large run jobs."
  }

  assert {
    condition     = one(aws_eks_node_group.runners.taint).effect == "NO_SCHEDULE" && aws_eks_node_group.runners.labels[one(aws_eks_node_group.runners.taint).key] == one(aws_eks_node_group.runners.taint).value
    error_message = "Runner nodes are for runners alone."
  }

  assert {
    condition     = length(aws_eks_node_group.system.taint) == 0
    error_message = "System pods need no toleration."
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.nodes : template.metadata_options[0].http_tokens == "required" && template.metadata_options[0].http_put_response_hop_limit == 1])
    error_message = "IMDSv2 only, and not for pods."
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.nodes : template.block_device_mappings[0].ebs[0].encrypted == "true" && template.block_device_mappings[0].ebs[0].volume_type == "gp3"])
    error_message = "Disks are encrypted gp3."
  }

  assert {
    condition     = aws_eks_node_group.runners.ami_type == "AL2023_x86_64_STANDARD"
    error_message = "Amazon Linux 2023 for the architecture of the instances."
  }
}

run "scales_from_zero" {
  command = apply

  assert {
    condition = {
      for key, tag in aws_autoscaling_group_tag.runners : key => tag.tag[0].value
      } == {
      "k8s.io/cluster-autoscaler/acme-ci"                                                 = "owned"
      "k8s.io/cluster-autoscaler/enabled"                                                 = "true"
      "k8s.io/cluster-autoscaler/node-template/autoscaling-options/scaledownunneededtime" = "5m0s"
      "k8s.io/cluster-autoscaler/node-template/label/tenantform/nodes"                    = "runners"
      "k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage"               = "100Gi"
      "k8s.io/cluster-autoscaler/node-template/taint/tenantform/nodes"                    = "runners:NoSchedule"
    }
    error_message = "Cluster Autoscaler knows a runner node before there is one."
  }

  assert {
    condition     = alltrue([for tag in aws_autoscaling_group_tag.runners : tag.autoscaling_group_name == "eks-runners-0123"])
    error_message = "The tags are on the Auto Scaling group, where Cluster Autoscaler looks."
  }
}

run "pod_identity" {
  command = plan

  assert {
    condition     = contains(keys(aws_eks_addon.daemons), "eks-pod-identity-agent") && aws_eks_addon.coredns.addon_name == "coredns"
    error_message = "The agent of Pod Identity, and DNS."
  }

  assert {
    condition     = toset(keys(aws_eks_addon.daemons)) == toset(["eks-pod-identity-agent", "kube-proxy", "vpc-cni"])
    error_message = "What every node needs is there before the nodes."
  }

  assert {
    condition     = aws_eks_pod_identity_association.autoscaler.namespace == "kube-system" && aws_eks_pod_identity_association.autoscaler.service_account == "cluster-autoscaler"
    error_message = "Cluster Autoscaler has a role of its own."
  }

  assert {
    condition     = alltrue([for role in aws_iam_role.pods : jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["aws:RequestTag/eks-cluster-name"] == "acme-ci"])
    error_message = "A pod's role is for this cluster's pods."
  }

  assert {
    condition     = sort([for attachment in aws_iam_role_policy_attachment.nodes : attachment.policy_arn]) == tolist(["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly", "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"])
    error_message = "Nodes pull and join; network and scaling are their pods' business."
  }
}

run "what_the_autoscaler_may_do" {
  command = plan

  assert {
    condition     = alltrue(flatten([for statement in jsondecode(aws_iam_role_policy.autoscaler.policy).Statement : [for action in statement.Action : !strcontains(action, "*") && (statement.Resource != ["*"] || can(regex(":(Describe|Get)", action)))]]))
    error_message = "It sees all groups, and changes none but the runners'."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.autoscaler.policy).Statement : keys(statement.Condition.StringEquals) if statement.Sid == "ScaleRunners"] == [["aws:ResourceTag/k8s.io/cluster-autoscaler/acme-ci"]]
    error_message = "It changes groups of this cluster alone."
  }
}

run "reachable_from_outside" {
  command = plan

  variables {
    public_cidrs  = ["203.0.113.0/24"]
    private_cidrs = ["10.0.0.0/16"]
  }

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_public_access && aws_eks_cluster.this.vpc_config[0].public_access_cidrs == toset(["203.0.113.0/24"])
    error_message = "Public for those that are named."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoint["10.0.0.0/16"].from_port == 443
    error_message = "Ranges inside reach the private endpoint."
  }
}

run "protected_on_graviton" {
  command = plan

  variables {
    protected = true
    runners   = { instance_type = "m7g.large", min = 1, max = 4, disk = 200 }
    system    = { count = 2 }
  }

  assert {
    condition     = aws_eks_cluster.this.deletion_protection && aws_kms_key.secrets.deletion_window_in_days == 30 && aws_cloudwatch_log_group.this.skip_destroy
    error_message = "A protected cluster is not deleted by mistake, nor are its key and logs."
  }

  assert {
    condition     = aws_eks_node_group.runners.ami_type == "AL2023_ARM_64_STANDARD" && aws_eks_node_group.system.ami_type == "AL2023_x86_64_STANDARD"
    error_message = "Each group has the image of its architecture."
  }

  assert {
    condition     = aws_eks_node_group.system.scaling_config[0].desired_size == 2 && aws_eks_node_group.runners.scaling_config[0].min_size == 1
    error_message = "Numbers of nodes are inputs."
  }
}

run "open_to_the_internet" {
  command = plan

  variables {
    public_cidrs = ["0.0.0.0/0"]
  }

  expect_failures = [var.public_cidrs]
}

run "range_that_is_none" {
  command = plan

  variables {
    private_cidrs = ["10.0.0.0"]
  }

  expect_failures = [var.private_cidrs]
}

run "one_subnet" {
  command = plan

  variables {
    subnet_ids = ["subnet-0123456789abcdef0"]
  }

  expect_failures = [var.subnet_ids]
}

run "user_as_administrator" {
  command = plan

  variables {
    admin_role_arns = ["arn:aws:iam::111122223333:user/jo"]
  }

  expect_failures = [var.admin_role_arns]
}

run "more_at_least_than_at_most" {
  command = plan

  variables {
    runners = { min = 5, max = 4 }
  }

  expect_failures = [var.runners]
}

run "no_system_node" {
  command = plan

  variables {
    system = { count = 0 }
  }

  expect_failures = [var.system]
}

run "version_with_patch" {
  command = plan

  variables {
    kubernetes_version = "1.35.2"
  }

  expect_failures = [var.kubernetes_version]
}

run "name_with_capitals" {
  command = plan

  variables {
    name = "OMC-test"
  }

  expect_failures = [var.name]
}

run "add_on_of_somebody_else" {
  command = plan

  variables {
    addon_versions = { vpc-cnl = "v1.20.1-eksbuild.1" }
  }

  expect_failures = [var.addon_versions]
}

run "retention_that_logs_do_not_have" {
  command = plan

  variables {
    log_retention = 8
  }

  expect_failures = [var.log_retention]
}

run "public_address_without_a_mask" {
  command = plan

  variables {
    public_cidrs = ["203.0.113.1"]
  }

  expect_failures = [var.public_cidrs]
}

run "system_type_without_a_size" {
  command = plan

  variables {
    system = { instance_type = "t3" }
  }

  expect_failures = [var.system]
}

run "system_disk_too_small" {
  command = plan

  variables {
    system = { disk = 10 }
  }

  expect_failures = [var.system]
}

run "runner_type_without_a_size" {
  command = plan

  variables {
    runners = { instance_type = "t3" }
  }

  expect_failures = [var.runners]
}

run "fewer_runners_than_the_fewest" {
  command = plan

  variables {
    runners = { min = 3, max = 2 }
  }

  expect_failures = [var.runners]
}

run "runner_disk_too_small" {
  command = plan

  variables {
    runners = { disk = 10 }
  }

  expect_failures = [var.runners]
}

run "tags_reach_what_is_launched" {
  command = plan

  variables {
    tags = { Environment = "staging" }
  }

  assert {
    condition     = [for made in aws_launch_template.nodes["runners"].tag_specifications : "${made.resource_type} ${made.tags.Environment} ${made.tags.Name}"] == ["instance staging acme-ci-runners", "volume staging acme-ci-runners"]
    error_message = "Nodes and disks have the tags, for costs are counted by them."
  }
}
