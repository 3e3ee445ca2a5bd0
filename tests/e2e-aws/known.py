"""What a run may show without failing, with the reason. An entry that a whole run did not need makes it fail: it is to be
removed."""

# Warnings of the provider, by the words they begin with.
WARNINGS = {
    "Provider development overrides": "how this test gives the provider to Terraform",
    "Argument is deprecated: failure_threshold": "AWS's only value, but without it each plan would replace the service",
}

# Differences of a second plan that are moto's doing, by type and attribute.

SECOND_PLAN = {
}
