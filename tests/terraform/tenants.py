"""A tenant with something in every place that a move has to take along, for tests that move tenants."""

# A database, a cache, files, a secret, a schedule and routes: modules with keys and without, and resources of the tenant's own.
TENANT = """tenant: {name}
isolation: {isolation}
environments: {environments}
services:
  api:
    image: registry.example.com/api:1
    port: 8080
    database: main
    cache: main
    secrets: [token]
    volumes:
      data: {{path: /data}}
    routes:
      main: {{subdomain: {name}}}
  job:
    kind: scheduled
    image: registry.example.com/job:1
    schedules:
      nightly: {{expression: rate(1 day)}}
secrets:
  token: {{summary: put in by hand}}
"""
