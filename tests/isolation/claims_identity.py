"""What the policies of roles, and who may take on a role, hold."""

import iam
from claims_stores import reads

# Type → what somebody could do with one of it to get at data or at power over it. {arn} is its own.
POWERS = {
    "aws_cloudwatch_log_group": ["logs:FilterLogEvents", "logs:GetLogEvents", "logs:DeleteLogGroup"],
    "aws_db_instance": ["rds:CreateDBSnapshot", "rds:DeleteDBInstance", "rds:ModifyDBInstance"],
    "aws_ecs_cluster": ["ecs:ExecuteCommand", "ecs:RunTask", "ecs:PutClusterCapacityProviders"],
    "aws_ecs_service": ["ecs:UpdateService", "ecs:DeleteService"],
    "aws_ecs_task_definition": ["ecs:RunTask", "ecs:StartTask"],
    "aws_efs_access_point": ["elasticfilesystem:DeleteAccessPoint"],
    "aws_efs_file_system": [
        "elasticfilesystem:CreateAccessPoint", "elasticfilesystem:DeleteFileSystemPolicy",
        "elasticfilesystem:PutFileSystemPolicy", "elasticfilesystem:ClientRootAccess",
    ],
    "aws_elasticache_replication_group": ["elasticache:CreateSnapshot", "elasticache:ModifyReplicationGroup"],
    "aws_elasticache_user": ["elasticache:ModifyUser"],
    "aws_iam_role": [
        "iam:AttachRolePolicy", "iam:PassRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "sts:AssumeRole",
    ],
    "aws_kms_key": ["kms:CreateGrant", "kms:Decrypt", "kms:PutKeyPolicy"],
    "aws_lb_listener": ["elasticloadbalancing:CreateRule", "elasticloadbalancing:ModifyListener"],
    "aws_lb_listener_rule": ["elasticloadbalancing:ModifyRule"],
    "aws_lb_target_group": ["elasticloadbalancing:RegisterTargets"],
    "aws_scheduler_schedule": ["scheduler:UpdateSchedule"],
    "aws_secretsmanager_secret": [
        "secretsmanager:GetSecretValue", "secretsmanager:PutResourcePolicy", "secretsmanager:PutSecretValue",
    ],
    "aws_security_group": ["ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress"],
    "aws_sqs_queue": ["sqs:ReceiveMessage", "sqs:SendMessage", "sqs:SetQueueAttributes"],
    "aws_ssm_parameter": ["ssm:GetParameter", "ssm:GetParameters", "ssm:PutParameter"],
}


class Identity:
    def __init__(self, model):
        self.model = model

    def powers(self):
        """(resource, owner's tenant, environment, action, ARN) of everything that somebody could get power over."""
        for stack in self.model.stacks:
            for resource in stack.resources:
                if resource["mode"] != "managed":
                    continue
                for action in POWERS.get(resource["type"], []):
                    yield resource, stack, action, arn_of(resource)
            for resource in stack.all("aws_db_instance"):
                values = resource["values"]
                yield resource, stack, "secretsmanager:GetSecretValue", values["master_user_secret"][0]["secret_arn"]
                login = values["arn"].replace(":rds:", ":rds-db:").rsplit(":db:", 1)[0]
                yield resource, stack, "rds-db:connect", f"{login}:dbuser:{values['resource_id']}/{values['username']}"

    def no_role_has_power_over_others(self):
        """No role of a tenant may do to what is another tenant's, or the platform's, what would give it power."""
        for role in self.model.roles.values():
            if role.tenant is None:
                continue
            for resource, stack, action, arn in self.powers():
                if (stack.tenant, stack.environment) == (role.tenant, role.environment):
                    continue
                if iam.allowed(role.policies, action, arn, iam.ANY):
                    yield f"{role.arn} may {action} on {resource['address']} of {stack.tenant or 'the platform'}"

    def no_service_has_power_over_its_neighbours(self):
        """Inside a tenant too: a service's roles are for what the service is, but for connecting to what it is told of."""
        shared = {"secretsmanager:GetSecretValue"}  # claimed below, with who may have which
        for role in self.model.roles.values():
            if role.service is None:
                continue
            own = (f'module.services["{role.service}"].', f'module.schedules["{role.service}"].')
            for resource, stack, action, arn in self.powers():
                same = (stack.tenant, stack.environment) == (role.tenant, role.environment)
                if same and action not in shared and not resource["address"].startswith(own):
                    if iam.allowed(role.policies, action, arn, iam.ANY):
                        yield f"{role.arn} may {action} on {resource['address']}"

    def only_services_of_aws_take_on_roles(self):
        """No role can be taken on by another role, by an account or by anybody: only by the service that it is for."""
        for role in self.model.roles.values():
            for statement in iam.statements(role.trust):
                principal = statement.get("Principal", {})
                if statement["Effect"] == "Allow" and (principal == "*" or set(principal) != {"Service"}):
                    yield f"{role.arn} can be taken on by {principal}"
                services = iam.as_list(principal.get("Service", [])) if isinstance(principal, dict) else []
                confused = {"ecs-tasks.amazonaws.com", "scheduler.amazonaws.com"} & set(services)
                if confused and "aws:SourceAccount" not in str(statement.get("Condition")):
                    yield f"{role.arn} can be taken on by {sorted(confused)} for any account"

    def secrets_are_read_by_their_users_only(self):
        for task in self.model.tasks:
            for data in self.model.data:
                arn = data.facts.get("secret") or data.facts.get("arn")
                if arn is None:
                    continue
                may = reads(task, arn)
                if may != data.is_for(task):
                    yield f"{task} {'may' if may else 'may not'} read the secret of {data}"

    def definitions_name_secrets_of_their_users_only(self):
        """What ECS would put into a container, whatever the roles say."""
        for task in self.model.tasks:
            named = {
                ":".join(secret["valueFrom"].split(":")[:7]) for c in task.containers for secret in c.get("secrets", [])
            }
            for data in self.model.data:
                arn = data.facts.get("secret") or data.facts.get("arn")
                if arn is not None and (arn in named) != data.is_for(task):
                    yield f"the definition of {task} {'names' if arn in named else 'lacks'} the secret of {data}"


def arn_of(resource):
    return resource["values"].get("arn") or resource["values"]["id"]
