# shellcheck shell=sh
# What is copied with `sh SCRIPT` at once; or, where no machine reaches both networks, dump on one and restore on another
# with the same WORK. OLD_PROFILE and NEW_PROFILE name AWS profiles of the two accounts. Needs aws, jq and PostgreSQL's clients.
what=${1:-all}
umask 077
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"

wants() { [ "$what" = all ] || [ "$what" = "$1" ]; }
old() { aws ${OLD_PROFILE:+--profile "$OLD_PROFILE"} --region "$@"; }
new() { aws ${NEW_PROFILE:+--profile "$NEW_PROFILE"} --region "$@"; }

# secret ENVIRONMENT OLD_REGION OLD_ID NEW_REGION NEW_ID: the value as it is now; it never touches the disk.
secret() {
    if ! wants secrets; then return; fi
    if ! value=$(old "$2" secretsmanager get-secret-value --secret-id "$3" --query SecretString --output text 2>/dev/null); then
        echo "$1: $3 has no value"
        return
    fi
    printf %s "$value" | new "$4" secretsmanager put-secret-value --secret-id "$5" --secret-string file:///dev/stdin >/dev/null
    echo "$1: $3 copied to $5"
}

# RDS takes 63 characters: a longer name is cut and given a hash.
identifier() {
    if [ ${#1} -le 63 ]; then
        echo "$1"
    else
        printf '%s-%s\n' "$(printf %.56s "$1" | sed 's/^-*//; s/-*$//')" "$(printf %s "$1" | sha1sum | cut -c 1-6)"
    fi
}

# login old|new shared|own REGION NAME: the environment variables that PostgreSQL's clients read.
login() {
    if [ "$2" = shared ]; then
        value=$("$1" "$3" secretsmanager get-secret-value --secret-id "$4/database" --query SecretString --output text)
        PGHOST=$(printf %s "$value" | jq -r .host)
        PGDATABASE=$(printf %s "$value" | jq -r .dbname)
    else
        instance=$("$1" "$3" rds describe-db-instances --db-instance-identifier "$(identifier "$4")" --query 'DBInstances[0]' --output json)
        PGHOST=$(printf %s "$instance" | jq -r .Endpoint.Address)
        PGDATABASE=$(printf %s "$instance" | jq -r .DBName)
        value=$("$1" "$3" secretsmanager get-secret-value --query SecretString --output text \
            --secret-id "$(printf %s "$instance" | jq -r .MasterUserSecret.SecretArn)")
    fi
    PGUSER=$(printf %s "$value" | jq -r .username)
    PGPASSWORD=$(printf %s "$value" | jq -r .password)
    PGSSLMODE=require
    export PGHOST PGDATABASE PGUSER PGPASSWORD PGSSLMODE
}

# database ENVIRONMENT DATABASE OLD_KIND OLD_REGION OLD_NAME NEW_KIND NEW_REGION NEW_NAME: whole or not at all, and only into
# a database that has no tables.
database() {
    dump=$work/$1-$2.dump
    if wants dump; then
        login old "$3" "$4" "$5"
        pg_dump --format=custom --no-owner --no-privileges --file="$dump"
        echo "$1: database $2 of $5 dumped to $dump"
    fi
    if wants restore; then
        login new "$6" "$7" "$8"
        if [ "$(psql --no-psqlrc --tuples-only --no-align --command="SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")" != 0 ]; then
            echo "$1: database $2 of $8 has tables already; nothing was restored" >&2
            exit 1
        fi
        pg_restore --no-owner --no-privileges --exit-on-error --single-transaction --dbname="$PGDATABASE" "$dump"
        echo "$1: database $2 restored to $8"
    fi
}

# files ENVIRONMENT OLD_REGION OLD_NAME NEW_REGION NEW_NAME: which file systems; what copies them is DataSync's to say.
files() {
    if ! wants files; then return; fi
    from=$(old "$2" efs describe-file-systems --query "FileSystems[?Name=='$3'].FileSystemId" --output text)
    to=$(new "$4" efs describe-file-systems --query "FileSystems[?Name=='$5'].FileSystemId" --output text)
    echo "$1: copy the files of $from to $to with AWS DataSync, or with rsync where both are mounted"
}

