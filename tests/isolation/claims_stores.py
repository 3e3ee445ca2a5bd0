"""What the stores themselves hold: logins of PostgreSQL, users and keys of Redis, access points of file systems."""

import iam
from acl import AccessString


class Stores:
    def __init__(self, model):
        self.model = model

    def logs_in(self, task, data):
        """Whether the task has what the server asks for, the network aside."""
        if data.kind == "database":
            return self.opens_database(task, data)
        if data.kind == "cache":
            return self.cache_key(task, data)
        if data.kind == "secret":
            return reads(task, data.facts["arn"])
        return self.mounts(task, data)

    def opens_database(self, task, data):
        server = data.facts["server"]
        if reads(task, server["master_user_secret"][0]["secret_arn"]) or self.signs_in(task, data):
            return True
        roles = (d for d in self.model.data if d.facts.get("server") is server and "role" in d.facts)
        return any(reads(task, d.facts["secret"]) and self.may_connect(d.facts["role"], data) for d in roles)

    def may_connect(self, role, data):
        """Whether a role of the shared PostgreSQL may connect to a tenant's database on it."""
        owner = data.facts["database"]["owner"]
        member = owner in (role.get("roles") or []) or role["superuser"]
        return owner == role["name"] or member or not self.revoked(data)

    def signs_in(self, task, data):
        """IAM database authentication."""
        server = data.facts["server"]
        login = server["arn"].replace(":rds:", ":rds-db:").rsplit(":db:", 1)[0]
        users = [server["username"]] + ([data.facts["role"]["name"]] if "role" in data.facts else [])
        arns = [f"{login}:dbuser:{server['resource_id']}/{user}" for user in users]
        return any(iam.allowed(role.policies, "rds-db:connect", arn, {}) for role in task.roles for arn in arns)

    def roles_of_postgresql_own_their_database_only(self):
        for data in self.model.data:
            if "role" not in data.facts:
                continue
            role = data.facts["role"]
            for right in ("superuser", "create_database", "create_role", "replication"):
                if role[right]:
                    yield f"the role of {data} has {right}"
            if role.get("roles"):
                yield f"the role of {data} is a member of {role['roles']}"
            if data.facts["database"]["owner"] != role["name"]:
                yield f"{data} is owned by {data.facts['database']['owner']}"
            if not self.revoked(data):
                yield f"{data} can be connected to by PUBLIC"
        for stack, grant in self.grants():
            if grant.get("privileges"):
                yield f"{grant['role']} is granted {grant['privileges']} on {grant['database']} in a stack of {stack.tenant}"

    def grants(self):
        return [(stack, r["values"]) for stack in self.model.stacks for r in stack.all("postgresql_grant")]

    def revoked(self, data):
        """PostgreSQL gives CONNECT on a new database to PUBLIC; a grant of nothing takes it away."""
        return any(
            grant["database"] == data.facts["database"]["name"] and grant["role"] == "public"
            and grant["object_type"] == "database" and not grant.get("privileges")
            for _, grant in self.grants()
        )

    def cache_users(self, data):
        """Users of the server's group."""
        groups = set(data.facts["server"]["user_group_ids"])
        names = set()
        for resource in self.model.resources:
            values = resource["values"]
            if resource["type"] == "aws_elasticache_user_group" and values["user_group_id"] in groups:
                names |= set(values["user_ids"])
            if resource["type"] == "aws_elasticache_user_group_association" and values["user_group_id"] in groups:
                names.add(values["user_id"])
        return [
            r["values"] for r in self.model.resources
            if r["type"] == "aws_elasticache_user" and r["values"]["user_id"] in names
        ]

    def cache_key(self, task, data):
        """Some user of the server that the task can be opens keys with the data's prefix."""
        for user in self.cache_users(data):
            if not AccessString(user["access_string"]).opens(data.facts["prefix"]):
                continue
            if user["authentication_mode"][0]["type"] != "iam":
                return True
            both = (data.facts["server"]["arn"], user["arn"])
            if any(all(iam.allowed(r.policies, "elasticache:Connect", arn, {}) for arn in both) for r in task.roles):
                return True
        return False

    def users_of_a_shared_cache_keep_to_themselves(self):
        """Patterns of keys hold back commands that name keys. Those that do not are not allowed at all."""
        caches = [d for d in self.model.data if d.kind == "cache" and d.facts["prefix"]]
        for data in caches:
            for user in self.cache_users(data):
                access = AccessString(user["access_string"])
                if access.reaches_others():
                    yield f"user {user['user_name']} of a shared cache may {', '.join(access.reaches_others())}"
                if user["user_name"] == data.facts["user"]["user_name"]:
                    continue
                if access.opens(data.facts["prefix"]):
                    yield f"user {user['user_name']} may use keys of {data}"

    def nobody_uses_a_cache_without_a_login(self):
        for resource in self.model.resources:
            values = resource["values"]
            if resource["type"] == "aws_elasticache_user" and values["authentication_mode"][0]["type"] != "iam":
                if AccessString(values["access_string"]).on:
                    yield f"{resource['address']} is on, and logs in with {values['authentication_mode'][0]['type']}"
            if resource["type"] == "aws_elasticache_replication_group" and not values["user_group_ids"]:
                yield f"{resource['address']} asks for no login"

    def may_mount(self, role, data, point=True, tls=True):
        """Whether the role (None: a client that does not say who it is) mounts through the point, or the root."""
        context = {"aws:SecureTransport": "true" if tls else "false"}
        if point:
            context["elasticfilesystem:AccessPointArn"] = data.facts["point"]["arn"]
        policies, principal = (role.policies, role.arn) if role else ([], None)
        # Without a policy the file system lets in whoever gets to it.
        policy = data.facts["policy"] or '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*"}}'
        arn = data.facts["file_system"]["arn"]
        return iam.allowed(policies, "elasticfilesystem:ClientMount", arn, context, policy, principal)

    def mounts(self, task, data):
        return any(self.may_mount(role, data) for role in (task.task_role, None))

    def files_are_reached_through_their_point_only(self):
        for data in (d for d in self.model.data if d.kind == "volume"):
            for task in self.model.tasks:
                if self.may_mount(task.task_role, data) != data.is_for(task):
                    yield f"{task} {'mounts' if not data.is_for(task) else 'does not mount'} {data}"
                if self.may_mount(task.task_role, data, point=False):
                    yield f"{task} mounts the root of the file system of {data}"
                if self.may_mount(task.task_role, data, tls=False):
                    yield f"{task} mounts {data} without TLS"
            if self.may_mount(None, data) or self.may_mount(None, data, point=False):
                yield f"anybody mounts {data}"

    def points_are_apart(self):
        """Each access point has a user and a directory of its own, not the root."""
        seen = {}
        for data in (d for d in self.model.data if d.kind == "volume"):
            point = data.facts["point"]
            user, root = point["posix_user"][0]["uid"], point["root_directory"][0]
            if user == 0 or root["path"].strip("/") == "" or root["creation_info"][0]["permissions"] not in ("0700", "700"):
                yield f"{data} is not closed to other users: user {user}, directory {root['path']}"
            for key in ((point["file_system_id"], user), (point["file_system_id"], root["path"])):
                if seen.setdefault(key, data) is not data:
                    yield f"{data} shares {key[1]} with {seen[key]}"

    def tasks_mount_what_is_theirs(self):
        points = {d.facts["point"]["id"]: d for d in self.model.data if d.kind == "volume"}
        for task in self.model.tasks:
            for volume in task.definition["volume"]:
                for mounted in volume["efs_volume_configuration"]:
                    data = points.get(mounted["authorization_config"][0]["access_point_id"])
                    if data is None or not data.is_for(task):
                        yield f"{task} is to mount {data or 'something unknown'}"


def reads(task, secret):
    return any(iam.allowed(role.policies, "secretsmanager:GetSecretValue", secret, {}) for role in task.roles)
