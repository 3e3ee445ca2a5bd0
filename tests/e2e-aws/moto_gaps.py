"""What AWS does, Terraform's provider relies on and moto 5.2.5 lacks. One function for each gap; its docstring says what.

A gap is closed by wrapping or adding a method of moto's, so that everything around it stays moto's own. When moto
closes a gap itself, its function goes away.
"""

import json
import re
from uuid import uuid4


def autoscaling_tags():
    """Application Auto Scaling: tags of targets, given when they are registered or with calls of their own."""
    from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse as Response
    tags = {}
    register = Response.register_scalable_target

    def registered(self):
        answer = register(self)
        tags.setdefault(json.loads(answer)["ScalableTargetARN"], {}).update(self._get_param("Tags") or {})
        return answer

    def list_tags(self):
        return json.dumps({"Tags": tags.get(self._get_param("ResourceARN"), {})})

    def tag(self):
        tags.setdefault(self._get_param("ResourceARN"), {}).update(self._get_param("Tags"))
        return "{}"

    def untag(self):
        for key in self._get_param("TagKeys"):
            tags.get(self._get_param("ResourceARN"), {}).pop(key, None)
        return "{}"

    Response.register_scalable_target = registered
    Response.list_tags_for_resource = list_tags
    Response.tag_resource = tag
    Response.untag_resource = untag


def zone_ids():
    """Route 53: ids that begin with Z. A caller's reference that looks like an id becomes the zone's, so that a zone can be
    made that a catalog names already."""
    from moto.route53.models import Route53Backend as Backend
    create = Backend.create_hosted_zone

    def created(self, *arguments, caller_reference=None, **named):
        zone = create(self, *arguments, caller_reference=caller_reference, **named)
        del self.zones[zone.resource_id]
        zone.resource_id = caller_reference if re.fullmatch("Z[A-Z0-9]+", caller_reference or "") else "Z" + zone.resource_id[1:]
        self.zones[zone.resource_id] = zone
        return zone

    Backend.create_hosted_zone = created


def file_system_policies():
    """EFS: PutBackupPolicy, DeleteFileSystemPolicy, and that a backup that is off is said to be."""
    from moto.efs.models import FileSystem
    from moto.efs.responses import EFSResponse as Response

    def file_system(self):
        return self.efs_backend.file_systems_by_id[self._get_param("FileSystemId")]

    def put(self):
        policy = self._get_param("BackupPolicy")
        file_system(self)._backup = policy["Status"] == "ENABLED"
        return json.dumps({"BackupPolicy": policy}), {"Content-Type": "application/json"}

    def delete(self):
        file_system(self).file_system_policy = None
        return "{}", {"Content-Type": "application/json"}

    Response.put_backup_policy = put
    Response.delete_file_system_policy = delete
    FileSystem.backup_policy = property(lambda self: {"Status": "ENABLED" if self._backup else "DISABLED"})


def account_settings():
    """EC2: an account's settings for public snapshots and images and for the metadata service."""
    from moto.core.responses import ActionResult
    from moto.ec2.responses import EC2Response as Response

    def settings(self):
        return vars(self.ec2_backend).setdefault("account_settings", {"snapshots": "unblocked", "images": "unblocked",
                                                                      "metadata": {}})

    def setting(kind, member, value=None):
        def call(self):
            if value is not None:
                settings(self)[kind] = value or self._get_param("State") or self._get_param("ImageBlockPublicAccessState")
            return ActionResult({member: settings(self)[kind]})

        return call

    def modify_metadata(self):
        for name in ("HttpTokens", "HttpEndpoint", "InstanceMetadataTags", "HttpPutResponseHopLimit"):
            value = self._get_param(name)
            if value is not None:
                settings(self)["metadata"][name] = int(value) if name.endswith("Limit") else value
        settings(self)["metadata"] = {name: value for name, value in settings(self)["metadata"].items()
                                      if value not in ("no-preference", -1)}
        return ActionResult({"Return": True})

    Response.get_snapshot_block_public_access_state = setting("snapshots", "State")
    Response.enable_snapshot_block_public_access = setting("snapshots", "State", "")
    Response.disable_snapshot_block_public_access = setting("snapshots", "State", "unblocked")
    Response.get_image_block_public_access_state = setting("images", "ImageBlockPublicAccessState")
    Response.enable_image_block_public_access = setting("images", "ImageBlockPublicAccessState", "")
    Response.disable_image_block_public_access = setting("images", "ImageBlockPublicAccessState", "unblocked")
    Response.get_instance_metadata_defaults = setting("metadata", "AccountLevel")
    Response.modify_instance_metadata_defaults = modify_metadata


def budget_subscribers():
    """Budgets: who is told."""
    from moto.budgets.responses import BudgetsResponse as Response

    def subscribers(self):
        budget = self.backend.budgets[self._get_param("AccountId")][self._get_param("BudgetName")]
        wanted = self._get_param("Notification")
        found = next((item for item in budget.notifications if item.details == wanted), budget.notifications[0])
        return json.dumps({"Subscribers": found.subscribers})

    Response.describe_subscribers_for_notification = subscribers


def budget_tags():
    """Budgets: tags, given when a budget is made or with calls of their own."""
    from moto.budgets.responses import BudgetsResponse as Response
    tags = {}
    create = Response.create_budget

    def created(self):
        account, name = self._get_param("AccountId"), self._get_param("Budget")["BudgetName"]
        tags[f"arn:aws:budgets::{account}:budget/{name}"] = tagged(self)
        return create(self)

    def tagged(self):
        return {tag["Key"]: tag["Value"] for tag in self._get_param("ResourceTags") or []}

    def list_tags(self):
        found = tags.get(self._get_param("ResourceARN"), {})
        return json.dumps({"ResourceTags": [{"Key": key, "Value": value} for key, value in found.items()]})

    def tag(self):
        tags.setdefault(self._get_param("ResourceARN"), {}).update(tagged(self))
        return "{}"

    def untag(self):
        for key in self._get_param("ResourceTagKeys"):
            tags.get(self._get_param("ResourceARN"), {}).pop(key, None)
        return "{}"

    Response.create_budget = created
    Response.list_tags_for_resource = list_tags
    Response.tag_resource = tag
    Response.untag_resource = untag


def descriptions_of_rules():
    """EC2: the description of a security group's rule whose other side is a group, not a range."""
    from moto.ec2.models.security_groups import SecurityGroupRule as Rule
    Rule.description = property(lambda rule: rule.ip_range.get("Description", rule.source_group.get("Description")))


def template_tags():
    """EC2: a launch template's own tags are not among those of what is launched from it."""
    from moto.ec2.models import EC2Backend as Backend
    create = Backend.create_launch_template

    def created(self, name, description, template_data, tag_spec):
        launched = [spec for spec in template_data.pop("TagSpecifications", []) if spec["ResourceType"] != "launch-template"]
        return create(self, name, description, {**template_data, **({"TagSpecifications": launched} if launched else {})}, tag_spec)

    Backend.create_launch_template = created


def service_settings():
    """ECS: what a service is made with and moto does not keep: managed tags, grace period, circuit breaker, strategy."""
    from moto.core.utils import camelcase_to_underscores
    from moto.ecs.responses import EC2ContainerServiceResponse as Response
    create = Response.create_service

    def created(self):
        answer = create(self)
        service = self.ecs_backend._get_service(self._get_param("cluster"), self._get_param("serviceName"))
        for name, value in self._get_params().items():
            if not hasattr(service, camelcase_to_underscores(name)):
                setattr(service, camelcase_to_underscores(name), value)
        return answer

    Response.create_service = created


def database_settings():
    """RDS: an instance's id of its own (moto's instances share one), whether it has Performance Insights, and that a
    parameter was set by a user."""
    from moto.rds.models import DBParameterGroup, RDSBackend
    create = RDSBackend.create_db_instance
    update = DBParameterGroup.update_parameters

    def created(self, db_kwargs):
        database = create(self, dict(db_kwargs))
        database.dbi_resource_id = f"db-{uuid4().hex[:26].upper()}"
        database.performance_insights_enabled = db_kwargs.get("enable_performance_insights", False)
        return database

    def updated(self, new_parameters):
        update(self, [{**parameter, "Source": "user"} for parameter in new_parameters])

    RDSBackend.create_db_instance = created
    DBParameterGroup.update_parameters = updated


def namespaces_end():
    """Cloud Map: the hosted zone of a private namespace goes with it."""
    from moto.route53.models import route53_backends
    from moto.servicediscovery.models import ServiceDiscoveryBackend as Backend
    delete = Backend.delete_namespace

    def deleted(self, namespace_id):
        zone = (self.namespaces[namespace_id].dns_properties or {}).get("HostedZoneId", "").rpartition("/")[2]
        operation = delete(self, namespace_id)
        route53_backends[self.account_id][self.partition].zones.pop(zone, None)
        return operation

    Backend.delete_namespace = deleted


def networks_end():
    """EC2: a VPC's default network ACL goes with it, and a NAT gateway's network interface with that."""
    from moto.ec2.models import EC2Backend as Backend
    delete, delete_gateway = Backend.delete_vpc, Backend.delete_nat_gateway

    def deleted(self, vpc_id):
        vpc = delete(self, vpc_id)
        for name, acl in list(self.network_acls.items()):
            if acl.vpc_id == vpc_id:
                del self.network_acls[name]
        return vpc

    def gateway_deleted(self, nat_gateway_id):
        gateway = delete_gateway(self, nat_gateway_id)
        self.delete_network_interface(gateway._eni.id)
        return gateway

    Backend.delete_vpc, Backend.delete_nat_gateway = deleted, gateway_deleted


def detector_features():
    """GuardDuty: a change of one feature leaves the others as they are."""
    from moto.guardduty.models import Detector
    update = Detector.update

    def updated(self, enable, finding_publishing_frequency, data_sources, features):
        if features:
            known = {feature["name"]: feature for feature in self.features}
            known.update({feature["name"]: {**feature, "updatedAt": 0} for feature in features})
            features = list(known.values())
        update(self, enable, finding_publishing_frequency, data_sources, features)

    Detector.update = updated


def trails_end():
    """CloudTrail: DeleteTrail also takes the ARN."""
    from moto.cloudtrail.models import CloudTrailBackend as Backend
    delete = Backend.delete_trail
    Backend.delete_trail = lambda self, name: delete(self, name.rpartition("/")[2])


GAPS = (zone_ids, autoscaling_tags, file_system_policies, account_settings, budget_subscribers, budget_tags,
        descriptions_of_rules, template_tags, service_settings, database_settings, namespaces_end, networks_end,
        detector_features, trails_end)


def close_all():
    import moto_eks
    import moto_elasticache
    for gap in (*GAPS, *moto_eks.GAPS, *moto_elasticache.GAPS):
        gap()
