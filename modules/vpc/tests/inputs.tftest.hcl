mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
}

variables {
  name = "acme-staging"
  cidr = "10.0.0.0/16"

  zones = {
    us-east-1a = { public = "10.0.0.0/24", app = "10.0.32.0/20", database = "10.0.16.0/24" }
    us-east-1b = { public = "10.0.1.0/24", app = "10.0.48.0/20", database = "10.0.17.0/24" }
  }
}

run "name_with_capitals" {
  command = plan

  variables {
    name = "Acme"
  }

  expect_failures = [var.name]
}

run "range_with_host_bits" {
  command = plan

  variables {
    cidr = "10.0.0.1/16"
  }

  expect_failures = [var.cidr]
}

run "range_too_large" {
  command = plan

  variables {
    cidr = "10.0.0.0/8"
  }

  expect_failures = [var.cidr]
}

run "one_zone" {
  command = plan

  variables {
    zones = {
      us-east-1a = { public = "10.0.0.0/24", app = "10.0.32.0/20", database = "10.0.16.0/24" }
    }
  }

  expect_failures = [var.zones]
}

run "zones_by_index" {
  command = plan

  variables {
    zones = {
      0 = { public = "10.0.0.0/24", app = "10.0.32.0/20", database = "10.0.16.0/24" }
      1 = { public = "10.0.1.0/24", app = "10.0.48.0/20", database = "10.0.17.0/24" }
    }
  }

  expect_failures = [var.zones]
}

run "subnet_outside_of_the_range" {
  command = plan

  variables {
    zones = {
      us-east-1a = { public = "10.0.0.0/24", app = "10.0.32.0/20", database = "10.0.16.0/24" }
      us-east-1b = { public = "10.1.1.0/24", app = "10.0.48.0/20", database = "10.0.17.0/24" }
    }
  }

  expect_failures = [var.zones]
}

run "the_same_subnet_twice" {
  command = plan

  variables {
    zones = {
      us-east-1a = { public = "10.0.0.0/24", app = "10.0.32.0/20", database = "10.0.16.0/24" }
      us-east-1b = { public = "10.0.0.0/24", app = "10.0.48.0/20", database = "10.0.17.0/24" }
    }
  }

  expect_failures = [var.zones]
}

run "unknown_kind_of_nat" {
  command = plan

  variables {
    nat = "two"
  }

  expect_failures = [var.nat]
}

run "retention_that_cloudwatch_does_not_have" {
  command = plan

  variables {
    log_retention = 10
  }

  expect_failures = [var.log_retention]
}

run "endpoint_with_a_region" {
  command = plan

  variables {
    endpoints = ["com.amazonaws.us-east-1.logs"]
  }

  expect_failures = [var.endpoints]
}

run "interface_endpoint_of_s3" {
  command = plan

  variables {
    endpoints = ["s3"]
  }

  expect_failures = [var.endpoints]
}

run "four_zones" {
  command = plan

  variables {
    zones = {
      us-east-1a = { public = "10.0.0.0/24", app = "10.0.32.0/20", database = "10.0.16.0/24" }
      us-east-1b = { public = "10.0.1.0/24", app = "10.0.48.0/20", database = "10.0.17.0/24" }
      us-east-1c = { public = "10.0.2.0/24", app = "10.0.64.0/20", database = "10.0.18.0/24" }
      us-east-1d = { public = "10.0.3.0/24", app = "10.0.80.0/20", database = "10.0.19.0/24" }
    }
  }

  expect_failures = [var.zones]
}
