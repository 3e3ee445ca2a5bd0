"""Who and what there is: tasks with their powers, and data with who may have it, read from the states of stacks."""

import json
import re
from dataclasses import dataclass, field

# What can open a way to data. A type of these that is not read here would make the proof a lie, so it is refused.
SECURITY_BEARING = (
    "aws_efs_", "aws_elasticache_", "aws_iam_", "aws_kms_grant", "aws_kms_key_policy", "aws_lambda_permission",
    "aws_network_acl", "aws_ram_", "aws_rds_", "aws_s3_bucket_policy", "aws_secretsmanager_", "aws_security_group_rule",
    "aws_vpc_peering", "aws_ec2_transit_gateway", "aws_vpclattice_", "postgresql_",
)
READ = {
    "aws_efs_access_point", "aws_efs_file_system", "aws_efs_file_system_policy", "aws_efs_mount_target",
    "aws_elasticache_replication_group", "aws_elasticache_user", "aws_elasticache_user_group",
    "aws_elasticache_user_group_association", "aws_iam_instance_profile", "aws_iam_role", "aws_iam_role_policy",
    "aws_secretsmanager_secret", "postgresql_database", "postgresql_grant", "postgresql_role",
}
HARMLESS = {
    "aws_efs_backup_policy", "aws_elasticache_parameter_group", "aws_elasticache_subnet_group",
    "aws_secretsmanager_secret_version",
}


@dataclass
class Role:
    arn: str
    trust: str
    tenant: str  # None: the platform's
    environment: str
    service: str  # None: not of one service
    policies: list = field(default_factory=list)


@dataclass
class Task:
    tenant: str
    environment: str
    service: str
    task_role: Role
    execution_role: Role
    group: str  # its security group
    definition: dict
    containers: list

    def __str__(self):
        return f"{self.environment}/{self.tenant}/{self.service}"

    @property
    def roles(self):
        """What runs in the task has the one; the other fetches what its definition names."""
        return (self.task_role, self.execution_role)


@dataclass
class Data:
    kind: str  # database, cache, secret, volume
    tenant: str
    environment: str
    name: str
    users: frozenset  # services of that tenant that may have it
    facts: dict

    def __str__(self):
        return f"{self.kind} {self.environment}/{self.tenant}/{self.name}"

    def is_for(self, task):
        return (task.environment, task.tenant) == (self.environment, self.tenant) and task.service in self.users


class Stack:
    """The resources of one stack: a tenant's, the platform's of an environment (both None), or one beside that (kind)."""

    def __init__(self, environment, tenant, kind, state):
        self.environment = environment
        self.tenant = tenant
        self.kind = kind
        self.resources = list(resources_below(state["values"]["root_module"]))

    def all(self, kind, module=""):
        """Managed resources of a type, in a module and the modules below it."""
        return [
            resource
            for resource in self.resources
            if resource["type"] == kind and resource["mode"] == "managed" and resource["address"].startswith(module)
        ]

    def one(self, kind, module=""):
        found = self.all(kind, module)
        if len(found) != 1:
            raise LookupError(f"{len(found)} {kind} in {module or 'a stack'} of {self.environment}/{self.tenant}")
        return found[0]["values"]


def resources_below(module):
    for resource in module.get("resources", []):
        yield resource
    for child in module.get("child_modules", []):
        yield from resources_below(child)


def refuse_unknown(stack):
    known = READ | HARMLESS
    for resource in stack.resources:
        if resource["mode"] == "managed" and resource["type"].startswith(SECURITY_BEARING) and resource["type"] not in known:
            raise LookupError(f"{resource['address']}: what a {resource['type']} opens is not part of the model")


def instance(address):
    """module.services["chat"].x → (services, chat); a module without a key has None."""
    found = re.match(r'module\.([a-z_]+)(?:\["([^"]+)"\])?', address)
    return found.groups() if found else (None, None)


class Model:
    """stacks: Stack objects; catalog: (environment, tenant) → the tenant as the catalog exports it."""

    def __init__(self, stacks, catalog):
        self.stacks = stacks
        self.catalog = catalog
        self.resources = [resource for stack in stacks for resource in stack.resources if resource["mode"] == "managed"]
        self.roles = {}
        for stack in stacks:
            if stack.kind is None:
                refuse_unknown(stack)
                self.read_roles(stack)
        self.tasks = [task for stack in stacks if stack.tenant for task in self.read_tasks(stack)]
        self.data = [data for stack in stacks if stack.tenant for data in self.read_data(stack)]

    def read_roles(self, stack):
        for resource in stack.all("aws_iam_role"):
            values = resource["values"]
            module, key = instance(resource["address"])
            service = key if module in ("services", "schedules") else None
            if values["arn"] in self.roles:
                raise LookupError(f"two roles are {values['arn']}")
            self.roles[values["arn"]] = Role(
                values["arn"], values["assume_role_policy"], stack.tenant, stack.environment, service
            )
        for resource in stack.all("aws_iam_role_policy"):
            self.role_named(stack, resource["values"]["role"]).policies.append(resource["values"]["policy"])

    def role_named(self, stack, name):
        arns = [r["values"]["arn"] for r in stack.all("aws_iam_role") if name in (r["values"]["name"], r["values"]["id"])]
        return self.roles[arns[0]]

    def read_tasks(self, stack):
        for resource in stack.all("aws_ecs_task_definition"):
            values = resource["values"]
            service = instance(resource["address"])[1]
            module = f'module.services["{service}"].'
            groups = stack.all("aws_security_group", module)
            yield Task(
                stack.tenant, stack.environment, service, self.roles[values["task_role_arn"]],
                self.roles[values["execution_role_arn"]], groups[0]["values"]["id"], values,
                json.loads(values["container_definitions"]),
            )

    def users(self, stack, wanted):
        services = self.catalog[stack.environment, stack.tenant]["services"]
        return frozenset(name for name, service in services.items() if wanted(service))

    def platform_of(self, stack):
        return next(s for s in self.stacks if (s.environment, s.tenant, s.kind) == (stack.environment, None, None))

    def read_data(self, stack):
        tenant = self.catalog[stack.environment, stack.tenant]
        pool = tenant["isolation"] == "pool"

        def data(kind, name, wanted, **facts):
            return Data(kind, stack.tenant, stack.environment, name, self.users(stack, wanted), facts)

        for name in {s["database"] for s in tenant["services"].values() if "database" in s}:
            facts = self.pool_database(stack, name) if pool else self.own_database(stack, name)
            yield data("database", name, lambda s, name=name: s.get("database") == name, **facts)
        for name in {s["cache"] for s in tenant["services"].values() if "cache" in s}:
            facts = self.cache(stack, name, self.platform_of(stack) if pool else stack)
            yield data("cache", name, lambda s, name=name: s.get("cache") == name, **facts)
        for resource in stack.all("aws_secretsmanager_secret", "module.secrets."):
            name = resource["index"]
            yield data("secret", name, lambda s, name=name: name in s.get("secrets", []), arn=resource["values"]["arn"])
        for resource in stack.all("aws_efs_access_point"):
            service, name = resource["index"].split("/")
            facts = self.volume(stack, resource["values"])
            yield Data("volume", stack.tenant, stack.environment, resource["index"], frozenset({service}), facts)

    def pool_database(self, stack, name):
        module = f'module.database["{name}"].'
        server = self.platform_of(stack).one("aws_db_instance", "module.shared_database.")
        return {
            "server": server,
            "database": stack.one("postgresql_database", module),
            "role": stack.one("postgresql_role", module),
            "secret": stack.one("aws_secretsmanager_secret", module)["arn"],
        }

    def own_database(self, stack, name):
        server = stack.one("aws_db_instance", f'module.database["{name}"].')
        return {"server": server, "secret": server["master_user_secret"][0]["secret_arn"]}

    def cache(self, stack, name, owner):
        module = f'module.cache["{name}"].'
        server = owner.one("aws_elasticache_replication_group", "module.shared_cache." if owner is not stack else module)
        users = [r["values"] for r in stack.all("aws_elasticache_user", module)]
        user = next(user for user in users if user["user_name"] != "default")
        return {"server": server, "user": user, "prefix": f"{user['user_name']}:" if owner is not stack else ""}

    def volume(self, stack, point):
        groups = {g for t in stack.all("aws_efs_mount_target") for g in t["values"]["security_groups"]}
        policies = [
            r["values"]["policy"]
            for r in stack.all("aws_efs_file_system_policy")
            if r["values"]["file_system_id"] == point["file_system_id"]
        ]
        file_system = next(
            r["values"] for r in stack.all("aws_efs_file_system") if r["values"]["id"] == point["file_system_id"]
        )
        return {"point": point, "groups": groups, "policy": policies[0] if policies else None, "file_system": file_system}
