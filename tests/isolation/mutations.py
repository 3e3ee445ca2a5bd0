"""Rules loosened, one at a time, and the claim that has to see it. Each one changes states as they came from Terraform."""

import base64
import json

A = "environments/staging/tenants/tenant-1"  # pool
B = "environments/staging/tenants/tenant-2"  # bridge
C = "environments/staging/tenants/tenant-3"  # silo
P = "environments/staging/tenants/tenant-4"  # a second pool tenant
S = "environments/staging/tenants/tenant-6"  # a second silo tenant
PLATFORM = "environments/staging"


def walk(module):
    yield module
    for child in module.get("child_modules", []):
        yield from walk(child)


class States:
    """States that can be changed; resources are named as Terraform shows them."""

    def __init__(self, states):
        self.states = json.loads(json.dumps(states))

    def values(self, stack, address):
        for module in walk(self.states[stack]["values"]["root_module"]):
            for resource in module.get("resources", []):
                if resource["address"] == address:
                    return resource["values"]
        raise LookupError(f"{stack} has no {address}")

    def remove(self, stack, address):
        for module in walk(self.states[stack]["values"]["root_module"]):
            module["resources"] = [r for r in module.get("resources", []) if r["address"] != address]

    def add(self, stack, kind, **values):
        self.states[stack]["values"]["root_module"]["resources"].append(
            {"address": f"{kind}.loosened", "mode": "managed", "type": kind, "values": values}
        )

    def group(self, stack, module):
        return self.values(stack, f"module.{module}.aws_security_group.this")["id"]

    def connect(self, source, target, port):
        """Both rules between two security groups."""
        self.add(PLATFORM, "aws_vpc_security_group_egress_rule", **rule(source, target, port))
        self.add(PLATFORM, "aws_vpc_security_group_ingress_rule", **rule(target, source, port))

    def policy(self, stack, address, change):
        """Changes the statements of a policy."""
        values = self.values(stack, address)
        document = json.loads(values["policy"])
        document["Statement"] = change(document["Statement"])
        values["policy"] = json.dumps(document)

    def allow(self, stack, module, role, action, resource):
        """Adds a statement to the policy of a service's task or execution role."""
        statement = {"Effect": "Allow", "Action": action, "Resource": resource}
        number = "[0]" if role == "task" else ""
        self.policy(stack, f"module.{module}.module.roles.aws_iam_role_policy.{role}{number}", lambda s: s + [statement])


def rule(group, other, port):
    return {
        "security_group_id": group, "referenced_security_group_id": other, "cidr_ipv4": None, "ip_protocol": "tcp",
        "from_port": port, "to_port": port,
    }


def from_range(group, cidr, port):
    return rule(group, None, port) | {"cidr_ipv4": cidr}


def secret(states, stack, module, key=None):
    index = f'["{key}"]' if key else ""
    return states.values(stack, f"module.{module}.aws_secretsmanager_secret.this{index}")["arn"]


CHAT = 'services["chat"]'
DATABASE = 'database["main"]'
CACHE = 'cache["main"]'

# The network.


def database_open_to_the_world(states):
    group = states.group(B, DATABASE)
    states.add(B, "aws_vpc_security_group_ingress_rule", **from_range(group, "0.0.0.0/0", 5432))


def database_open_to_the_vpc(states):
    group = states.group(B, DATABASE)
    states.add(B, "aws_vpc_security_group_ingress_rule", **from_range(group, "10.0.0.0/16", 5432))


def database_with_a_public_address(states):
    states.values(C, f"module.{DATABASE}.aws_db_instance.this")["publicly_accessible"] = True


def rule_from_pool_to_bridge_database(states):
    states.connect(states.group(A, CHAT), states.group(B, DATABASE), 5432)


def rule_from_bridge_to_shared_database(states):
    states.connect(states.group(B, CHAT), states.group(PLATFORM, "shared_database"), 5432)


def rule_from_bridge_to_pool_files(states):
    states.connect(states.group(B, CHAT), states.group(A, "files"), 2049)


def rule_from_pool_to_bridge_service(states):
    states.connect(states.group(A, CHAT), states.group(B, CHAT), 8080)


def rule_from_silo_to_silo_cache(states):
    states.connect(states.group(C, CHAT), states.group(S, CACHE), 6379)


def rule_inside_the_tenant(states):
    states.connect(states.group(P, 'services["stranger"]'), states.group(P, "files"), 2049)


def rule_for_all_ports(states):
    values = states.values(A, 'module.services["chat"].aws_vpc_security_group_ingress_rule.load_balancer[0]')
    values.update(ip_protocol="-1", referenced_security_group_id=None, cidr_ipv4="10.0.0.0/8")


def listener_rule_to_another_tenant(states):
    target = states.values(B, 'module.services["chat"].aws_lb_target_group.this[0]')["arn"]
    rule_of_a = states.values(A, 'module.services["chat"].aws_lb_listener_rule.this["openai"]')
    rule_of_a["action"][0]["target_group_arn"] = target


# Policies.


def task_policy_for_all_secrets(states):
    states.allow(A, CHAT, "task", "secretsmanager:GetSecretValue", "*")


def execution_role_reads_all_secrets(states):
    states.allow(A, CHAT, "execution", "secretsmanager:*", "arn:aws:secretsmanager:us-east-1:000000000000:secret:*")


def secret_of_another_tenant_in_a_policy(states):
    states.allow(A, CHAT, "execution", "secretsmanager:GetSecretValue", secret(states, B, "secrets", "openai-key"))


def secret_of_another_service_in_a_policy(states):
    bank = secret(states, P, "secrets", "bank-key")
    states.allow(P, 'services["api"]', "execution", "secretsmanager:GetSecretValue", bank)


def secret_of_another_tenant_in_a_definition(states):
    values = states.values(A, 'module.services["chat"].aws_ecs_task_definition.this')
    containers = json.loads(values["container_definitions"])
    containers[0]["secrets"].append({"name": "X", "valueFrom": f"{secret(states, P, DATABASE)}:password::"})
    values["container_definitions"] = json.dumps(containers)


def master_secret_of_the_shared_database(states):
    server = states.values(PLATFORM, "module.shared_database.aws_db_instance.this")
    arn = server["master_user_secret"][0]["secret_arn"]
    states.allow(A, CHAT, "execution", ["secretsmanager:GetSecretValue"], [arn])


def database_login_with_iam(states):
    states.allow(A, CHAT, "task", "rds-db:connect", "arn:aws:rds-db:us-east-1:000000000000:dbuser:*/*")


def task_passes_any_role(states):
    states.allow(A, CHAT, "task", ["iam:PassRole", "ecs:RunTask"], "*")


def schedule_passes_any_role(states):
    def change(statements):
        for statement in statements:
            if statement["Action"] == "iam:PassRole":
                statement["Resource"] = "*"
        return statements

    states.policy(P, 'module.schedules["books"].aws_iam_role_policy.this', change)


def task_opens_a_shell_in_others(states):
    states.allow(B, CHAT, "task", "ecs:ExecuteCommand", "*")


def service_changes_its_neighbours(states):
    states.allow(P, 'services["api"]', "task", "ecs:UpdateService", "arn:aws:ecs:*:*:service/*/acme-ai-staging-tenant-4-*")


def task_reads_logs_of_all(states):
    states.allow(B, CHAT, "task", "logs:*", "arn:aws:logs:*:*:log-group:/ecs/*")


def task_changes_what_the_platform_published(states):
    states.allow(B, CHAT, "task", "ssm:PutParameter", "arn:aws:ssm:us-east-1:*:parameter/acme-ai/staging/*")


def everything_but_iam(states):
    statement = {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}
    states.policy(A, 'module.services["chat"].module.roles.aws_iam_role_policy.task[0]', lambda s: s + [statement])


def role_taken_on_by_the_account(states):
    values = states.values(C, 'module.services["chat"].module.roles.aws_iam_role.task')
    trust = json.loads(values["assume_role_policy"])
    trust["Statement"][0]["Principal"] = {"AWS": "arn:aws:iam::000000000000:root"}
    values["assume_role_policy"] = json.dumps(trust)


def role_taken_on_for_other_accounts(states):
    values = states.values(C, 'module.services["chat"].module.roles.aws_iam_role.task')
    trust = json.loads(values["assume_role_policy"])
    del trust["Statement"][0]["Condition"]
    values["assume_role_policy"] = json.dumps(trust)


# Files.


def any_access_point(states):
    def change(statements):
        for statement in statements:
            statement.pop("Condition", None)
        return statements

    states.policy(P, 'module.services["files"].module.roles.aws_iam_role_policy.task[0]', change)


def root_of_the_file_system(states):
    address = "module.files.aws_efs_file_system_policy.this"
    states.policy(P, address, lambda s: [one for one in s if one["Sid"] != "ThroughAccessPointsOnly"])
    any_access_point(states)


def file_system_for_anybody(states):
    mount = {
        "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "elasticfilesystem:ClientMount", "Resource": "*",
    }
    states.policy(A, "module.files.aws_efs_file_system_policy.this", lambda s: s + [mount])


def file_system_without_a_policy(states):
    states.remove(B, "module.files.aws_efs_file_system_policy.this")


def access_point_at_the_root(states):
    states.values(P, 'module.files.aws_efs_access_point.this["files/inbox"]')["root_directory"][0]["path"] = "/"


def access_points_with_one_user(states):
    points = [f'module.files.aws_efs_access_point.this["{name}"]' for name in ("files/inbox", "index/shards")]
    states.values(P, points[0])["posix_user"] = states.values(P, points[1])["posix_user"]


def access_point_of_another_tenant(states):
    point = states.values(B, 'module.files.aws_efs_access_point.this["agents/artifacts"]')["id"]
    definition = states.values(A, 'module.services["agents"].aws_ecs_task_definition.this')
    definition["volume"][0]["efs_volume_configuration"][0]["authorization_config"][0]["access_point_id"] = point


# Caches.


def all_keys_of_the_shared_cache(states):
    values = states.values(A, f"module.{CACHE}.aws_elasticache_user.this")
    values["access_string"] = values["access_string"].replace("~acme-ai-staging-tenant-1-main:*", "~*")


def keys_of_a_prefix_too_short(states):
    values = states.values(A, f"module.{CACHE}.aws_elasticache_user.this")
    values["access_string"] = values["access_string"].replace("~acme-ai-staging-tenant-1-main:*", "~acme-ai-staging-tenant-*")


def all_commands_of_the_shared_cache(states):
    values = states.values(A, f"module.{CACHE}.aws_elasticache_user.this")
    values["access_string"] += " +@all"


def functions_of_the_shared_cache(states):
    values = states.values(A, f"module.{CACHE}.aws_elasticache_user.this")
    values["access_string"] = values["access_string"].replace(" -function", "")


def default_user_of_the_cache_is_on(states):
    states.values(PLATFORM, "module.shared_cache.aws_elasticache_user.default")["access_string"] = "on ~* +@all"


def cache_without_users(states):
    states.values(B, f"module.{CACHE}.aws_elasticache_replication_group.this")["user_group_ids"] = []


def login_as_another_user_of_the_cache(states):
    states.allow(A, CHAT, "task", "elasticache:Connect", "*")


# PostgreSQL.


def public_may_connect(states):
    states.remove(P, f"module.{DATABASE}.postgresql_grant.public")


def public_is_granted_connect(states):
    states.values(P, f"module.{DATABASE}.postgresql_grant.public")["privileges"] = ["CONNECT"]


def role_of_another_tenant_is_granted(states):
    states.values(A, f"module.{DATABASE}.postgresql_role.this")["roles"] = ["acme_ai_staging_tenant_4_main"]


def role_makes_roles(states):
    states.values(A, f"module.{DATABASE}.postgresql_role.this")["create_role"] = True


def database_of_another_owner(states):
    states.values(P, f"module.{DATABASE}.postgresql_database.this")["owner"] = "acme_ai_staging_tenant_1_main"


# Instances that several tenants' tasks run on.


def instance_metadata_for_tasks(states):
    values = states.values(PLATFORM, 'module.pools["gpu"].aws_launch_template.this')
    user_data = base64.b64decode(values["user_data"]).decode().replace("ECS_AWSVPC_BLOCK_IMDS=true", "")
    values["user_data"] = base64.b64encode(user_data.encode()).decode()


def instance_metadata_without_a_token(states):
    template = states.values(PLATFORM, 'module.pools["gpu"].aws_launch_template.this')
    template["metadata_options"][0]["http_tokens"] = "optional"


# What is loosened → the claim that must be contradicted.
MUTATIONS = {
    database_open_to_the_world: "nothing_lets_the_world_in",
    database_open_to_the_vpc: "stores_and_tasks_let_groups_in_not_ranges",
    database_with_a_public_address: "nothing_lets_the_world_in",
    rule_from_pool_to_bridge_database: "connections_are_those_of_the_catalog",
    rule_from_bridge_to_shared_database: "connections_are_those_of_the_catalog",
    rule_from_bridge_to_pool_files: "connections_are_those_of_the_catalog",
    rule_from_pool_to_bridge_service: "tasks_are_called_by_those_who_say_so",
    rule_from_silo_to_silo_cache: "connections_are_those_of_the_catalog",
    rule_inside_the_tenant: "connections_are_those_of_the_catalog",
    rule_for_all_ports: "stores_and_tasks_let_groups_in_not_ranges",
    listener_rule_to_another_tenant: "requests_reach_their_tenant",
    task_policy_for_all_secrets: "no_role_has_power_over_others",
    execution_role_reads_all_secrets: "secrets_are_read_by_their_users_only",
    secret_of_another_tenant_in_a_policy: "secrets_are_read_by_their_users_only",
    secret_of_another_service_in_a_policy: "data_is_reached_by_its_users_only",
    secret_of_another_tenant_in_a_definition: "definitions_name_secrets_of_their_users_only",
    master_secret_of_the_shared_database: "no_role_has_power_over_others",
    database_login_with_iam: "data_is_reached_by_its_users_only",
    task_passes_any_role: "no_role_has_power_over_others",
    schedule_passes_any_role: "no_role_has_power_over_others",
    task_opens_a_shell_in_others: "no_role_has_power_over_others",
    service_changes_its_neighbours: "no_service_has_power_over_its_neighbours",
    task_reads_logs_of_all: "no_role_has_power_over_others",
    task_changes_what_the_platform_published: "no_role_has_power_over_others",
    everything_but_iam: "no_role_has_power_over_others",
    role_taken_on_by_the_account: "only_services_of_aws_take_on_roles",
    role_taken_on_for_other_accounts: "only_services_of_aws_take_on_roles",
    any_access_point: "data_is_reached_by_its_users_only",
    root_of_the_file_system: "files_are_reached_through_their_point_only",
    file_system_for_anybody: "files_are_reached_through_their_point_only",
    file_system_without_a_policy: "files_are_reached_through_their_point_only",
    access_point_at_the_root: "points_are_apart",
    access_points_with_one_user: "points_are_apart",
    access_point_of_another_tenant: "tasks_mount_what_is_theirs",
    all_keys_of_the_shared_cache: "data_is_reached_by_its_users_only",
    keys_of_a_prefix_too_short: "users_of_a_shared_cache_keep_to_themselves",
    all_commands_of_the_shared_cache: "users_of_a_shared_cache_keep_to_themselves",
    functions_of_the_shared_cache: "users_of_a_shared_cache_keep_to_themselves",
    default_user_of_the_cache_is_on: "nobody_uses_a_cache_without_a_login",
    cache_without_users: "nobody_uses_a_cache_without_a_login",
    login_as_another_user_of_the_cache: "data_is_reached_by_its_users_only",
    public_may_connect: "data_is_reached_by_its_users_only",
    public_is_granted_connect: "roles_of_postgresql_own_their_database_only",
    role_of_another_tenant_is_granted: "data_is_reached_by_its_users_only",
    role_makes_roles: "roles_of_postgresql_own_their_database_only",
    database_of_another_owner: "roles_of_postgresql_own_their_database_only",
    instance_metadata_for_tasks: "instances_keep_their_credentials",
    instance_metadata_without_a_token: "instances_keep_their_credentials",
}
