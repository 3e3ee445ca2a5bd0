# shellcheck shell=sh disable=SC2154 # the head says where states are
terraform=${TERRAFORM:-terraform}
work=$(mktemp -d)
echo "the states as they were are kept in $work"

# pull PLACE PATH: a folder that has nothing but the backend of the stack at PATH, and its state, if there is one.
pull() {
    mkdir -p "$work/$1/before"
    printf 'terraform {\n  backend "%s" {}\n}\n' "$backend" >"$work/$1/backend.tf"
    # shellcheck disable=SC2086 # one word each
    "$terraform" -chdir="$work/$1" init -input=false $settings -backend-config="$location$2/terraform.tfstate" >/dev/null
    "$terraform" -chdir="$work/$1" state pull >"$work/$1/before/state.json"
    if [ -s "$work/$1/before/state.json" ]; then cp "$work/$1/before/state.json" "$work/$1.state"; fi
}

push() {
    "$terraform" -chdir="$work/$1" state push -lock-timeout=5m "$work/$1.state"
}

# What of a state begins with a prefix: modules with their keys and resources without, each once. Data is read anew.
units() {
    "$terraform" -chdir="$work" state list -state="$1.state" >"$work/$1.list"
    sed -n "s/^$2//p" "$work/$1.list" |
        sed -e 's/^\(module\.[^.[]*\[[^]]*\]\).*/\1/' -e t -e 's/^\([^.]*\.[^.[]*\).*/\1/' | sed '/^data\./d' | sort -u
}

# move ENVIRONMENT PATH PREFIX PATH PREFIX: what begins with the first prefix, from the state of one stack into another's.
# The other is written first: should the second write fail, resources are in both states, and none is in neither.
move() {
    pull "$1.from" "$2"
    pull "$1.to" "$4"
    : >"$work/$1.units"
    if [ -e "$work/$1.from.state" ]; then units "$1.from" "$3" >"$work/$1.units"; fi
    if [ ! -s "$work/$1.units" ]; then
        echo "$1: nothing of it is in the state of $2"
        return
    fi
    while IFS= read -r unit; do
        "$terraform" -chdir="$work" state mv -state="$1.from.state" -state-out="$1.to.state" "$3$unit" "$5$unit" </dev/null
    done <"$work/$1.units" >"$work/$1.log"
    push "$1.to"
    push "$1.from"
    echo "$1: moved from the state of $2 to that of $4"
}

