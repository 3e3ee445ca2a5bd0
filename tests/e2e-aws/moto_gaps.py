"""What AWS does, Terraform's provider relies on and moto 5.2.5 lacks. One function for each gap; its docstring says what.

A gap is closed by wrapping or adding a method of moto's, so that everything around it stays moto's own. When moto
closes a gap itself, its function goes away.
"""

import json
import re


def autoscaling_tags():
    """Application Auto Scaling: ListTagsForResource, TagResource and UntagResource, which the provider calls on targets."""
    from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse as Response
    tags = {}

    def list_tags(self):
        return json.dumps({"Tags": tags.get(self._get_param("ResourceARN"), {})})

    def tag(self):
        tags.setdefault(self._get_param("ResourceARN"), {}).update(self._get_param("Tags"))
        return "{}"

    def untag(self):
        for key in self._get_param("TagKeys"):
            tags.get(self._get_param("ResourceARN"), {}).pop(key, None)
        return "{}"

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


def backup_policies():
    """EFS: PutBackupPolicy."""
    from moto.efs.responses import EFSResponse as Response

    def put(self):
        policy = self._get_param("BackupPolicy")
        self.efs_backend.file_systems_by_id[self._get_param("FileSystemId")]._backup = policy["Status"] == "ENABLED"
        return json.dumps({"BackupPolicy": policy}), {"Content-Type": "application/json"}

    Response.put_backup_policy = put


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
    """Budgets: tags, and who is told."""
    from moto.budgets.responses import BudgetsResponse as Response

    def subscribers(self):
        budget = self.backend.budgets[self._get_param("AccountId")][self._get_param("BudgetName")]
        wanted = self._get_param("Notification")
        found = next((item for item in budget.notifications if item.details == wanted), budget.notifications[0])
        return json.dumps({"Subscribers": found.subscribers})

    Response.describe_subscribers_for_notification = subscribers
    Response.list_tags_for_resource = lambda self: json.dumps({"ResourceTags": []})


GAPS = (zone_ids, autoscaling_tags, backup_policies, account_settings, budget_subscribers)


def close_all():
    import moto_elasticache
    for gap in (*GAPS, *moto_elasticache.GAPS):
        gap()
