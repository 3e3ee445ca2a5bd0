locals {
  make_certificate = var.make_certificate == null ? var.certificate_arn == null : var.make_certificate
  certificate_arn  = local.make_certificate ? one(aws_acm_certificate_validation.this[*].certificate_arn) : var.certificate_arn

  # Tenants are published under the domain: tenant-1.app.example.com.
  records = var.zone_id == null ? toset([]) : toset([var.domain, "*.${var.domain}"])
}

resource "aws_acm_certificate" "this" {
  #checkov:skip=CKV2_AWS_71:one certificate is for the host names of all tenants, also those to come
  count = local.make_certificate ? 1 : 0

  domain_name               = var.domain
  subject_alternative_names = ["*.${var.domain}"]
  validation_method         = "DNS"

  tags = merge(var.tags, { Name = var.name })

  # A listener always has a certificate: the new one takes over before the old one goes.
  lifecycle {
    create_before_destroy = true
  }
}

locals {
  # ACM asks for one and the same record for a name and for the wildcard under it.
  validation = one([for certificate in aws_acm_certificate.this : tolist(certificate.domain_validation_options)[0]])
}

resource "aws_route53_record" "validation" {
  count = local.make_certificate ? 1 : 0

  zone_id = var.zone_id
  name    = local.validation.resource_record_name
  type    = local.validation.resource_record_type
  ttl     = 300
  records = [local.validation.resource_record_value]

  # Another certificate for the same domain in this account has the same record.
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  count = local.make_certificate ? 1 : 0

  certificate_arn         = aws_acm_certificate.this[0].arn
  validation_record_fqdns = aws_route53_record.validation[*].fqdn
}

resource "aws_route53_record" "this" {
  for_each = local.records

  zone_id = var.zone_id
  name    = each.key
  type    = "A"

  alias {
    name                   = aws_lb.this.dns_name
    zone_id                = aws_lb.this.zone_id
    evaluate_target_health = true
  }
}
