"""What EKS does beside what moto 5.2.5 keeps of it: a cluster's access, protection and security group, and a node group's
Auto Scaling group. As in moto_gaps.py, one function for each gap."""

import base64
from uuid import uuid4

# Terraform reads it as text.
CERTIFICATE = base64.b64encode(b"-----BEGIN CERTIFICATE-----\nmoto\n-----END CERTIFICATE-----\n").decode()
KEPT = {"accessConfig": "access_config", "upgradePolicy": "upgrade_policy", "deletionProtection": "deletion_protection"}


def clusters():
    """EKS: what a cluster says of access, upgrades and protection; its certificate; the security group that it makes."""
    from moto.ec2.models import ec2_backends
    from moto.eks.models import EKSBackend as Backend
    from moto.eks.responses import EKSResponse as Response
    create, delete = Response.create_cluster, Backend.delete_cluster

    def created(self):
        result = create(self)
        cluster = self.eks_backend.clusters[self._get_param("name")]
        for parameter, attribute in KEPT.items():
            setattr(cluster, attribute, self._get_param(parameter))
        cluster.certificate_authority = {"data": CERTIFICATE}
        ec2 = ec2_backends[self.current_account][self.region]
        config = cluster.resources_vpc_config
        config["vpcId"] = ec2.get_subnet(config["subnetIds"][0]).vpc_id
        group = ec2.create_security_group(f"eks-cluster-sg-{cluster.name}", "made by EKS", vpc_id=config["vpcId"])
        config["clusterSecurityGroupId"] = group.id
        return result

    def deleted(self, name):
        cluster = delete(self, name)
        ec2 = ec2_backends[self.account_id][self.region_name]
        ec2.delete_security_group(group_id=cluster.resources_vpc_config["clusterSecurityGroupId"])
        return cluster

    Response.create_cluster, Backend.delete_cluster = created, deleted


def cluster_updates():
    """EKS: updates of a cluster as updates, not as the cluster, and of what is changed alone."""
    from moto.core.responses import ActionResult
    from moto.eks.responses import EKSResponse as Response

    def update(self):
        cluster = self.eks_backend.describe_cluster(self._get_param("name"))
        for parameter, attribute in KEPT.items():
            value = self._get_param(parameter)
            if value is not None:
                setattr(cluster, attribute, value)
        cluster.resources_vpc_config.update(self._get_param("resourcesVpcConfig") or {})
        return ActionResult({"update": {"id": str(uuid4()), "status": "Successful", "type": "ConfigUpdate"}})

    Response.update_cluster_config = update


def node_groups():
    """EKS: how a node group is updated, repaired and reached (moto: with a key), and its Auto Scaling group. That has no
    instances: what runs on them is of no interest here."""
    from moto.autoscaling.models import autoscaling_backends
    from moto.eks.models import EKSBackend as Backend
    from moto.eks.responses import EKSResponse as Response
    create, delete, respond = Backend.create_nodegroup, Backend.delete_nodegroup, Response.create_nodegroup

    def responded(self):
        result = respond(self)
        node_group = self.eks_backend.describe_nodegroup(self._get_param("name"), self._get_param("nodegroupName"))
        for parameter, attribute in (("updateConfig", "update_config"), ("nodeRepairConfig", "node_repair_config"),
                                     ("remoteAccess", "remote_access")):
            setattr(node_group, attribute, self._get_param(parameter))
        return result

    def groups(self):
        return autoscaling_backends[self.account_id][self.region_name]

    def created(self, *arguments, **named):
        node_group = create(self, *arguments, **named)
        asked = node_group.launch_template
        template = {"LaunchTemplateId": asked["id"], "Version": asked["version"]}
        groups(self).create_auto_scaling_group(
            node_group.resources["autoScalingGroups"][0]["name"], availability_zones=[], desired_capacity=0, max_size=0,
            min_size=0, launch_config_name=None, launch_template=template,
            vpc_zone_identifier=",".join(node_group.subnets), default_cooldown=None, health_check_period=None,
            health_check_type=None, load_balancers=[], target_group_arns=[], placement_group=None, termination_policies=[],
            tags=[])
        return node_group

    def deleted(self, *arguments, **named):
        node_group = delete(self, *arguments, **named)
        groups(self).delete_auto_scaling_group(node_group.resources["autoScalingGroups"][0]["name"])
        return node_group

    Backend.create_nodegroup, Backend.delete_nodegroup, Response.create_nodegroup = created, deleted, responded


GAPS = (clusters, cluster_updates, node_groups)
