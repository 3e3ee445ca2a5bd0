"""Which rules of checkov nobody may skip, and which only hold for production.

The first are those whose violation leaves data in clear text or in reach: encryption that is off, public access, wildcards
in IAM, and instance metadata without a session. Rules that ask for a customer's own key where one of AWS encrypts already
are not among them, see docs/decisions/0970-skips-stand-at-their-resource.md.
"""

ENCRYPTION = frozenset({
    "CKV_AWS_2", "CKV_AWS_103", "CKV_AWS_376", "CKV2_AWS_20", "CKV2_AWS_74",  # load balancers
    "CKV_AWS_3", "CKV_AWS_8", "CKV_AWS_106", "CKV2_AWS_2",  # disks
    "CKV_AWS_16", "CKV_AWS_96", "CKV2_AWS_69",  # databases
    "CKV_AWS_29", "CKV_AWS_30", "CKV_AWS_31",  # caches
    "CKV_AWS_42", "CKV_AWS_97",  # file systems
    "CKV_AWS_19", "CKV_AWS_379",  # buckets
    "CKV_AWS_26", "CKV_AWS_27",  # topics and queues
    "CKV_AWS_35", "CKV_AWS_58", "CKV_AWS_7",  # trails, clusters, rotation of keys
    "CKV_AWS_41", "CKV_AWS_45", "CKV_AWS_46",  # credentials in the text
})
PUBLIC_ACCESS = frozenset({
    "CKV_AWS_17", "CKV_AWS_88", "CKV_AWS_130", "CKV_AWS_333", "CKV_AWS_389",  # addresses
    "CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_100", "CKV_AWS_277", "CKV2_AWS_12",  # security groups
    "CKV_AWS_38", "CKV_AWS_39",  # Kubernetes
    "CKV_AWS_20", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV_AWS_57", "CKV_AWS_70", "CKV_AWS_375",
    "CKV2_AWS_6", "CKV2_AWS_43",  # buckets
    "CKV_AWS_168", "CKV_AWS_169", "CKV_AWS_385", "CKV_AWS_387",  # topics and queues
    "CKV_AWS_32", "CKV_AWS_33", "CKV_AWS_301",  # registries, keys, functions
})
IAM_WILDCARDS = frozenset({
    "CKV_AWS_1", "CKV_AWS_49", "CKV_AWS_60", "CKV_AWS_61", "CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_107", "CKV_AWS_108",
    "CKV_AWS_109", "CKV_AWS_110", "CKV_AWS_111", "CKV_AWS_274", "CKV_AWS_275", "CKV_AWS_283", "CKV_AWS_286",
    "CKV_AWS_287", "CKV_AWS_288", "CKV_AWS_289", "CKV_AWS_290", "CKV_AWS_355", "CKV_AWS_356", "CKV_AWS_358",
    "CKV_AWS_393", "CKV2_AWS_40", "CKV2_AWS_56",
})
INSTANCE_METADATA = frozenset({"CKV_AWS_79", "CKV_AWS_341"})

NEVER_SKIPPED = ENCRYPTION | PUBLIC_ACCESS | IAM_WILDCARDS | INSTANCE_METADATA

# What costs too much for staging is an input of its module: skipped there, and still held in production.
HELD_IN_PRODUCTION = frozenset({
    "CKV_AWS_150", "CKV_AWS_293",  # deletion protection of load balancers and databases
    "CKV_AWS_157", "CKV2_AWS_50",  # a second zone for databases and caches
    "CKV2_AWS_28",  # a firewall before the load balancer
})
