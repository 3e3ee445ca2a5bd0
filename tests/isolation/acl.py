"""Reads the access string of a Redis user (https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/).

What is asked of it: which keys and channels it opens, and whether it allows one of the commands that see or touch what
belongs to others whatever the patterns of keys say.
"""

# Command → its categories, as `COMMAND INFO` of Redis 7 gives them (redis.io/docs/latest/commands).
REACHING_OTHERS = {
    "keys": {"keyspace", "read", "slow", "dangerous"},
    "scan": {"keyspace", "read", "slow"},
    "randomkey": {"keyspace", "read", "slow"},
    "flushall": {"keyspace", "write", "slow", "dangerous"},
    "flushdb": {"keyspace", "write", "slow", "dangerous"},
    "swapdb": {"keyspace", "write", "fast", "dangerous"},
    "monitor": {"admin", "slow", "dangerous"},
    "client|kill": {"admin", "slow", "dangerous", "connection"},
    "client|list": {"admin", "slow", "dangerous", "connection"},
    "client|pause": {"admin", "slow", "dangerous", "connection"},
    "client|tracking": {"slow", "connection"},  # BCAST without a prefix tells of every key that changes
    "pubsub|channels": {"pubsub", "slow"},
    "function|load": {"write", "slow", "scripting"},  # functions are the server's, not a user's: REPLACE is code for others
    "function|delete": {"write", "slow", "scripting"},
    "function|flush": {"write", "slow", "scripting"},
    "function|restore": {"write", "slow", "scripting"},
    "function|list": {"slow", "scripting"},
    "function|dump": {"slow", "scripting"},
    "script|flush": {"slow", "scripting"},
    "script|kill": {"slow", "scripting"},
    "config|get": {"admin", "slow", "dangerous"},
    "config|set": {"admin", "slow", "dangerous"},
    "acl|list": {"admin", "slow", "dangerous"},
    "acl|setuser": {"admin", "slow", "dangerous"},
    "debug": {"admin", "slow", "dangerous"},
    "save": {"admin", "slow", "dangerous"},
    "sort": {"write", "set", "sortedset", "list", "slow", "dangerous"},
}


class AccessString:
    def __init__(self, text):
        self.on = False
        self.keys = []
        self.channels = []
        self.commands = []  # (allow, command or @category), in their order
        for word in text.split():
            self._read(word)

    def _read(self, word):
        if word in ("on", "off"):
            self.on = word == "on"
        elif word in ("allkeys", "allchannels"):
            (self.keys if word == "allkeys" else self.channels).append("*")
        elif word in ("allcommands", "nocommands"):
            self.commands.append((word == "allcommands", "@all"))
        elif word[0] == "~":
            self.keys.append(word[1:])
        elif word[0] == "%" and "~" in word:
            self.keys.append(word.split("~", 1)[1])
        elif word[0] == "&":
            self.channels.append(word[1:])
        elif word[0] in "+-":
            self.commands.append((word[0] == "+", word[1:].lower()))
        else:
            raise ValueError(f"the access string has {word}, which is not known here")

    def allows(self, command):
        categories = REACHING_OTHERS[command]
        result = False
        for allow, name in self.commands:
            if name == "@all" or name[0] == "@" and name[1:] in categories or name in (command, command.split("|")[0]):
                result = allow
        return result

    def reaches_others(self):
        return sorted(command for command in REACHING_OTHERS if self.on and self.allows(command))

    def opens(self, prefix):
        """Whether a key that begins with prefix may be used: some pattern and the prefix can go on as one text."""
        return self.on and any(overlaps(one, prefix) for one in self.keys + self.channels)


def overlaps(glob, prefix):
    """Whether the pattern matches a text that begins with prefix. Brackets count as anything."""
    literal = ""
    for c in glob:
        if c in "*?[\\":
            return prefix.startswith(literal) or literal.startswith(prefix)
        literal += c
    return literal.startswith(prefix)
