#!/usr/bin/env python3
"""No billed resource is forgotten by `tenantform cost`, and none is made up: the addresses that it has lines for are those
of the plans that the rehearsals of the example catalogs keep, by resource type.

usage: run_cost.py TENANTFORM PLANS ENVIRONMENTS CATALOG …
PLANS has a folder of plans for each CATALOG, which is a folder below ENVIRONMENTS.
"""

import glob
import json
import os
import sys
import tempfile

from harness import SKIPPED, Failure, run_tenantform
from made_up import resources

# What AWS bills by the resource: each one has a line.
BILLED = """aws_autoscaling_group aws_cloudwatch_dashboard aws_cloudwatch_log_group aws_cloudwatch_metric_alarm
aws_config_configuration_recorder aws_db_instance aws_ecs_cluster aws_efs_file_system aws_eip aws_eks_cluster aws_eks_node_group
aws_elasticache_replication_group aws_guardduty_detector aws_kms_key aws_lb aws_nat_gateway aws_s3_bucket aws_secretsmanager_secret
aws_service_discovery_private_dns_namespace aws_wafv2_web_acl""".split()
# What has a line where it is used: services by their tasks, endpoints by their zones, alarms that autoscaling makes.
SOMETIMES = "aws_appautoscaling_policy aws_ecs_service aws_ecs_task_definition aws_lb_target_group aws_vpc_endpoint".split()
# What costs nothing, or cents that docs/cost.md leaves out. A type that is in no list fails.
FREE = """aws_accessanalyzer_analyzer aws_acm_certificate aws_acm_certificate_validation aws_appautoscaling_target
aws_autoscaling_group_tag aws_budgets_budget aws_cloudtrail aws_cloudwatch_event_rule aws_cloudwatch_event_target
aws_config_config_rule aws_config_configuration_recorder_status aws_config_delivery_channel aws_db_parameter_group
aws_db_subnet_group aws_default_security_group aws_ebs_encryption_by_default aws_ebs_snapshot_block_public_access
aws_ec2_image_block_public_access aws_ec2_instance_metadata_defaults aws_ecs_capacity_provider aws_ecs_cluster_capacity_providers
aws_efs_access_point aws_efs_backup_policy aws_efs_file_system_policy aws_efs_mount_target aws_eks_access_entry
aws_eks_access_policy_association aws_eks_addon aws_eks_pod_identity_association aws_elasticache_parameter_group
aws_elasticache_subnet_group aws_elasticache_user aws_elasticache_user_group aws_elasticache_user_group_association aws_flow_log
aws_guardduty_detector_feature aws_iam_account_password_policy aws_iam_instance_profile aws_iam_openid_connect_provider
aws_iam_role aws_iam_role_policy aws_iam_role_policy_attachment aws_internet_gateway aws_kms_alias aws_launch_template
aws_lb_listener aws_lb_listener_rule aws_route aws_route53_record aws_route_table aws_route_table_association
aws_s3_account_public_access_block aws_s3_bucket_lifecycle_configuration aws_s3_bucket_ownership_controls aws_s3_bucket_policy
aws_s3_bucket_public_access_block aws_s3_bucket_server_side_encryption_configuration aws_s3_bucket_versioning
aws_scheduler_schedule aws_scheduler_schedule_group aws_secretsmanager_secret_version aws_security_group
aws_service_discovery_service aws_sns_topic aws_sns_topic_policy aws_sns_topic_subscription aws_sqs_queue aws_sqs_queue_policy
aws_ssm_parameter aws_subnet aws_vpc aws_vpc_security_group_egress_rule aws_vpc_security_group_ingress_rule
aws_wafv2_web_acl_association aws_wafv2_web_acl_logging_configuration""".split()
FOREIGN = ("helm_", "kubernetes_", "postgresql_")  # runs on, or is in, what is billed
# The second log groups of an instance and of a cache: what both take is put on the first.
SECOND = ('aws_cloudwatch_log_group.this["upgrade"]', 'aws_cloudwatch_log_group.this["slow-log"]')


def planned(path):
    """The resources that a plan leaves, by address: their types."""
    with open(path, encoding="utf-8") as file:
        root = json.load(file).get("planned_values", {}).get("root_module", {})
    return {resource["address"]: resource["type"] for resource in resources(root) if resource["mode"] == "managed"}


def type_of(address):
    """aws_lb of module.load_balancer.aws_lb.this, whatever keys of modules say."""
    parts = [part for part in address.split(".") if part.startswith("aws_")]
    return parts[-1]


def faults_of(stack, resource_types, lines):
    known = {*BILLED, *SOMETIMES, *FREE}
    for address, kind in sorted(resource_types.items()):
        if kind not in known and not kind.startswith(FOREIGN):
            yield f"{stack}: {address}: is {kind} billed? say so in tests/terraform/run_cost.py"
        if kind in BILLED and address not in lines and not address.endswith(SECOND):
            yield f"{stack}: {address} is billed and has no line"
    for address in sorted(lines - set(resource_types)):
        yield f"{stack}: there is a line of {address}, and no such resource ({type_of(address)})"


def lines_by_stack(program, source, folder):
    """The addresses that have lines, by stack."""
    database = os.path.join(folder, "catalog.db")
    run_tenantform(program, database, "import", source)
    stacks = {}
    for row in json.loads(run_tenantform(program, database, "cost", "--by", "line", "--json"))["rows"]:
        stacks.setdefault(row["stack"], set()).add(row["resource"])
    return stacks


def check(program, plans, source):
    with tempfile.TemporaryDirectory(prefix="tenantform-cost-") as folder:
        stacks = lines_by_stack(program, source, folder)
    for path in sorted(glob.glob(os.path.join(plans, "*.json"))):
        stack = os.path.basename(path).removesuffix(".json").replace("+", "/")
        yield from faults_of(stack, planned(path), stacks.pop(stack, set()))
    for stack in stacks:
        yield f"{stack}: has lines, and no plan"


def main():
    program, plans, environments, *catalogs = sys.argv[1:]
    faults = []
    for catalog in catalogs:
        folder = os.path.join(plans, catalog)
        if not os.path.isdir(folder):
            print(f"skipped: there are no plans of {catalog}")
            return SKIPPED
        try:
            faults += check(program, folder, os.path.join(environments, catalog))
        except Failure as failure:
            faults.append(str(failure))
    print("\n".join(faults) or "every billed resource has a line")
    return 1 if faults else 0


sys.exit(main())
