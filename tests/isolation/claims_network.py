"""What security groups, listener rules and addresses hold."""

import base64

from network import Network

DATABASE_PORT = 5432
CACHE_PORT = 6379
FILE_PORT = 2049


class Connections:
    def __init__(self, model):
        self.model = model
        self.network = Network(model.resources)

    def endpoint(self, data):
        server = data.facts.get("server", {})
        if data.kind == "database":
            return server["vpc_security_group_ids"], DATABASE_PORT
        if data.kind == "cache":
            return server["security_group_ids"], CACHE_PORT
        return data.facts["groups"], FILE_PORT

    def connects(self, task, data):
        if data.kind == "secret":
            return True  # over the endpoint or NAT: IAM alone decides
        groups, port = self.endpoint(data)
        return any(self.network.connects(task.group, group, port) for group in groups)

    def expected_connection(self, task, data):
        """Its users connect, and users of what stands on the same server or file system."""
        if data.kind == "volume":
            same = [d for d in self.model.data if d.kind == "volume" and d.facts["groups"] == data.facts["groups"]]
        else:
            same = [d for d in self.model.data if d.kind == data.kind and d.facts.get("server") is data.facts.get("server")]
        return any(other.is_for(task) for other in same)

    def connections_are_those_of_the_catalog(self):
        for task in self.model.tasks:
            for data in self.model.data:
                if data.kind == "secret":
                    continue
                connects = self.connects(task, data)
                if connects != self.expected_connection(task, data):
                    yield f"{task} {'can' if connects else 'cannot'} connect to {data}"

    def tasks_are_called_by_those_who_say_so(self):
        for task in self.model.tasks:
            for other in self.model.tasks:
                if task is other:
                    continue
                same = (task.tenant, task.environment) == (other.tenant, other.environment)
                services = self.model.catalog[task.environment, task.tenant]["services"]
                says = same and other.service in services[task.service].get("calls", [])
                ports = [p["containerPort"] for c in other.containers for p in c.get("portMappings", [])]
                calls = any(self.network.connects(task.group, other.group, port) for port in ports or [80, 443, 8080])
                if calls != says:
                    yield f"{task} {'can' if calls else 'cannot'} call {other}"

    def nothing_lets_the_world_in(self):
        """Only load balancers have rules by range that reach beyond the VPC; no database has a public address."""
        public = {
            group for r in self.model.resources if r["type"] == "aws_lb" for group in r["values"]["security_groups"]
        }
        for group in self.network.groups:
            ranges = self.network.open_ranges(group)
            if ranges and group not in public:
                yield f"security group {group} lets in {', '.join(ranges)}"
        for resource in self.model.resources:
            if resource["type"] == "aws_db_instance" and resource["values"]["publicly_accessible"]:
                yield f"{resource['address']} has a public address"

    def stores_and_tasks_let_groups_in_not_ranges(self):
        """A range takes in every task of the VPC, whoever's it is."""
        inner = {g for d in self.model.data if d.kind != "secret" for g in self.endpoint(d)[0]}
        inner |= {task.group for task in self.model.tasks}
        for group in inner:
            for rule in self.network.rules["ingress"].get(group, []):
                if not rule.get("referenced_security_group_id"):
                    yield f"security group {group} lets in {rule.get('cidr_ipv4') or 'a list'}"

    def requests_reach_their_tenant(self):
        """A rule of a listener leads to a target group of the tenant and the service whose rule it is."""
        owners = {}
        for stack in self.model.stacks:
            for resource in stack.all("aws_lb_target_group"):
                owners[resource["values"]["arn"]] = (stack.environment, stack.tenant, resource["address"].split(".aws_")[0])
        for stack in self.model.stacks:
            for resource in stack.all("aws_lb_listener_rule"):
                own = (stack.environment, stack.tenant, resource["address"].split(".aws_")[0])
                for action in resource["values"]["action"]:
                    if owners.get(action["target_group_arn"]) != own:
                        yield f"{resource['address']} of {stack.tenant} leads to {action['target_group_arn']}"

    def instances_keep_their_credentials(self):
        """Tasks of several tenants may run on an instance: none gets at the instance's own role."""
        nodes = {
            template["id"]
            for stack in self.model.stacks
            for group in stack.all("aws_eks_node_group")
            for template in group["values"]["launch_template"]
        }
        for resource in self.model.resources:
            if resource["type"] != "aws_launch_template":
                continue
            metadata = resource["values"]["metadata_options"][0]
            if metadata["http_tokens"] != "required" or metadata["http_put_response_hop_limit"] != 1:
                yield f"{resource['address']} gives its credentials to containers"
            # Nodes of a cluster for CI run no task: ECS's agent is not on them.
            if resource["values"]["id"] in nodes:
                continue
            user_data = base64.b64decode(resource["values"]["user_data"] or "").decode()
            if "ECS_AWSVPC_BLOCK_IMDS=true" not in user_data:
                yield f"{resource['address']} lets tasks in a network of their own ask for its credentials"
