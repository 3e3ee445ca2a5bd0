"""What moto 5.2.5 lacks of ElastiCache: parameter groups, user groups, members and the end of a group's life."""

from types import SimpleNamespace

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, EmptyResult
from moto.elasticache.models import ElastiCacheBackend as Backend
from moto.elasticache.responses import ElastiCacheResponse as Response


class Kept(SimpleNamespace):
    """An object of ours in one of moto's backends."""


class NotFound(ServiceException):
    __module__ = "moto.elasticache.exceptions"  # where moto looks up which service's error it is

    def __init__(self, code, name):
        self.code = code
        super().__init__(f"{name} not found")


def kept(backend, kind, error):
    """The table of a kind in a backend; a name that is not in it raises the error."""

    class Table(dict):
        def __missing__(self, name):
            raise NotFound(error, name)

    return vars(backend).setdefault(kind, Table())


def arn(backend, kind, name):
    return f"arn:aws:elasticache:{backend.region_name}:{backend.account_id}:{kind}:{name}"


def chosen(table, name):
    return [table[name]] if name else list(table.values())


def parameter_groups():
    """Parameter groups: moto has none of their calls."""

    def table(self):
        return kept(self.elasticache_backend, "parameter_groups", "CacheParameterGroupNotFound")

    def shown(self, group):
        return {"CacheParameterGroupName": group.name, "CacheParameterGroupFamily": group.family,
                "Description": group.description, "IsGlobal": False,
                "ARN": arn(self.elasticache_backend, "parametergroup", group.name)}

    def create(self):
        name = self._get_param("CacheParameterGroupName")
        group = Kept(name=name, family=self._get_param("CacheParameterGroupFamily"),
                     description=self._get_param("Description"), parameters={})
        table(self)[name] = group
        self.elasticache_backend.tagging_service.tag_resource(
            arn(self.elasticache_backend, "parametergroup", name), self._get_param("Tags") or [])
        return ActionResult({"CacheParameterGroup": shown(self, group)})

    def describe(self):
        return ActionResult({"CacheParameterGroups": [
            shown(self, group) for group in chosen(table(self), self._get_param("CacheParameterGroupName"))]})

    def parameters(self):
        group = table(self)[self._get_param("CacheParameterGroupName")]
        return ActionResult({"Parameters": [{"ParameterName": name, "ParameterValue": value, "Source": "user"}
                                            for name, value in group.parameters.items()]})

    def modify(self):
        group = table(self)[self._get_param("CacheParameterGroupName")]
        for parameter in self._get_param("ParameterNameValues") or []:
            group.parameters[parameter["ParameterName"]] = parameter["ParameterValue"]
        return ActionResult({"CacheParameterGroupName": group.name})

    def delete(self):
        groups = table(self)
        name = self._get_param("CacheParameterGroupName")
        del groups[groups[name].name]
        return EmptyResult()

    Response.create_cache_parameter_group = create
    Response.describe_cache_parameter_groups = describe
    Response.describe_cache_parameters = parameters
    Response.modify_cache_parameter_group = modify
    Response.delete_cache_parameter_group = delete


def user_groups():
    """User groups, and the change of users: moto has users only."""

    def table(self):
        return kept(self.elasticache_backend, "user_groups", "UserGroupNotFound")

    def shown(self, group):
        backend = self.elasticache_backend
        return {"UserGroupId": group.name, "Status": "active", "Engine": group.engine, "UserIds": sorted(group.users),
                "MinimumEngineVersion": "6.0", "ARN": arn(backend, "usergroup", group.name),
                "ReplicationGroups": [name for name, replication in backend.replication_groups.items()
                                      if group.name in replication.user_group_ids]}

    def create(self):
        name = self._get_param("UserGroupId")
        group = Kept(name=name, engine=self._get_param("Engine").lower(), users=set(self._get_param("UserIds") or []))
        for user in group.users:
            self.elasticache_backend.describe_users(user)
        table(self)[name] = group
        self.elasticache_backend.tagging_service.tag_resource(
            arn(self.elasticache_backend, "usergroup", name), self._get_param("Tags") or [])
        return ActionResult(shown(self, group))

    def describe(self):
        return ActionResult({"UserGroups": [shown(self, group) for group in chosen(table(self), self._get_param("UserGroupId"))]})

    def modify(self):
        group = table(self)[self._get_param("UserGroupId")]
        group.users |= set(self._get_param("UserIdsToAdd") or [])
        group.users -= set(self._get_param("UserIdsToRemove") or [])
        return ActionResult(shown(self, group))

    def delete(self):
        groups = table(self)
        group = groups[self._get_param("UserGroupId")]
        del groups[group.name]
        return ActionResult({**shown(self, group), "Status": "deleting"})

    def modify_user(self):
        user = self.elasticache_backend.describe_users(self._get_param("UserId"))[0]
        user.access_string = self._get_param("AccessString") or user.access_string
        return ActionResult(user)

    Response.create_user_group = create
    Response.describe_user_groups = describe
    Response.modify_user_group = modify
    Response.delete_user_group = delete
    Response.modify_user = modify_user


def subnet_groups_go():
    """The deletion of a subnet group."""

    def delete(self):
        name = self._get_param("CacheSubnetGroupName")
        self.elasticache_backend.describe_cache_subnet_groups(name)
        del self.elasticache_backend.cache_subnet_groups[name]
        return EmptyResult()

    Response.delete_cache_subnet_group = delete


def members():
    """The cache clusters of a replication group's members, from which the provider reads the group's engine, groups and
    windows."""
    describe = Backend.describe_cache_clusters

    def member(backend, group, name):
        return SimpleNamespace(
            cache_cluster_id=name, cache_cluster_status="available", replication_group_id=group.replication_group_id,
            engine=group.engine, engine_version=f"{group.engine_version}.0", cache_node_type=group.cache_node_type,
            num_cache_nodes=1, auto_minor_version_upgrade=group.auto_minor_version_upgrade,
            preferred_maintenance_window=group.preferred_maintenance_window, snapshot_window=group.snapshot_window,
            snapshot_retention_limit=group.snapshot_retention_limit, cache_subnet_group_name=group.cache_subnet_group_name,
            cache_parameter_group={"CacheParameterGroupName": group.cache_parameter_group_name},
            security_groups=[{"SecurityGroupId": id, "Status": "active"} for id in group.security_group_ids or []],
            transit_encryption_enabled=group.transit_encryption_enabled, transit_encryption_mode=group.transit_encryption_mode,
            at_rest_encryption_enabled=group.at_rest_encryption_enabled, arn=arn(backend, "cluster", name))

    def described(self, cache_cluster_id=None):
        for group in self.replication_groups.values():
            if cache_cluster_id in group.member_clusters:
                return [member(self, group, cache_cluster_id)]
        return describe(self, cache_cluster_id)

    Backend.describe_cache_clusters = described


def replication_group_settings():
    """The number of a replication group's nodes when it is not sharded, and what a change of it says."""
    create = Backend.create_replication_group

    def created(self, **named):
        if named.get("num_cache_clusters") and not named.get("replicas_per_node_group"):
            named["replicas_per_node_group"] = int(named["num_cache_clusters"]) - 1
        return create(self, **named)

    Backend.create_replication_group = created


def replication_groups_end():
    """The end of a replication group's deletion; moto leaves it "deleting" for ever."""
    delete = Backend.delete_replication_group

    def deleted(self, replication_group_id, *arguments, **named):
        group = delete(self, replication_group_id, *arguments, **named)
        del self.replication_groups[replication_group_id]
        return group

    Backend.delete_replication_group = deleted


def more_tags():
    """Tags of parameter groups and user groups: moto's pattern of what may have tags leaves these out."""
    list_tags = Backend.list_tags_for_resource

    def listed(self, name):
        if ":parametergroup:" in name or ":usergroup:" in name:
            return self.tagging_service.list_tags_for_resource(name)
        return list_tags(self, name)

    Backend.list_tags_for_resource = listed


GAPS = (parameter_groups, user_groups, subnet_groups_go, members, replication_group_settings,
        replication_groups_end, more_tags)
