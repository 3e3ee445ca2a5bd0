output "vpc_id" {
  description = "Id of the VPC."
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "IPv4 range of the VPC."
  value       = aws_vpc.this.cidr_block
}

output "public_subnet_ids" {
  description = "Ids of the public subnets, by zone."
  value       = { for zone, subnet in aws_subnet.public : zone => subnet.id }
}

output "app_subnet_ids" {
  description = "Ids of the private subnets that tasks run in, by zone."
  value       = { for zone, subnet in aws_subnet.app : zone => subnet.id }
}

output "database_subnet_ids" {
  description = "Ids of the private subnets of databases and caches, by zone. They have no way out."
  value       = { for zone, subnet in aws_subnet.database : zone => subnet.id }
}

output "nat_public_ips" {
  description = "Addresses that traffic leaves from, by zone of the NAT gateway."
  value       = { for zone, address in aws_eip.nat : zone => address.public_ip }
}

output "endpoint_security_group_id" {
  description = "Security group of the interface endpoints; null when there are none."
  value       = one(aws_security_group.endpoints[*].id)
}
