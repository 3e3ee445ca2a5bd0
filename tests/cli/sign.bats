#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2088,SC2154
load common

setup() {
    common_setup
    tf init --platform acme-ai --region us-east-1
    git init --quiet --initial-branch=main repo
    git -C repo config user.name "$GIT_AUTHOR_NAME"
    git -C repo config user.email "$GIT_AUTHOR_EMAIL"
    export GNUPGHOME=$work/gpg
} >/dev/null
teardown() {
    [[ ! -d $GNUPGHOME ]] || gpgconf --kill all
    [[ -z ${SSH_AGENT_PID-} ]] || ssh-agent -k >/dev/null
    common_teardown
}

commit() {
    run_split tf commit --local-state --repo repo --branch work "$@"
}

# A key without a passphrase for the author, that gpg signs with.
make_gpg_key() {
    mkdir -m 700 "$GNUPGHOME"
    gpg --quiet --batch --passphrase '' --quick-generate-key "$GIT_AUTHOR_NAME <$GIT_AUTHOR_EMAIL>" ed25519 sign never
} 2>/dev/null

make_ssh_key() {
    ssh-keygen -q -t ed25519 -N '' -C ada -f id
    printf '%s %s\n' "$GIT_AUTHOR_EMAIL" "$(cat id.pub)" >allowed
    git -C repo config gpg.format ssh
    git -C repo config gpg.ssh.allowedSignersFile "$work/allowed"
}

no_branch() {
    [[ -z $(git -C repo for-each-ref) ]]
}

@test "a commit is signed with gpg where git is set up for it, and git takes the signature" {
    make_gpg_key
    git -C repo config commit.gpgsign true
    commit
    expect_ok
    git -C repo verify-commit work
    expect_equal "$(git -C repo log -1 --format='%G? %GS' work)" "G $GIT_AUTHOR_NAME <$GIT_AUTHOR_EMAIL>"
    git -C repo fsck --strict
    tf tenant add acme --isolation bridge
    tf placement add acme staging
    commit --no-sign
    expect_equal "$(git -C repo log -1 --format='%G?' work)" N
}

@test "--sign signs also where git would not, with the key that is named" {
    make_gpg_key
    git -C repo config user.signingkey "$(gpg --list-keys --with-colons | awk -F: '$1 == "fpr" {print $10; exit}')"
    commit
    expect_equal "$(git -C repo log -1 --format='%G?' work)" N
    tf tenant add acme --isolation bridge
    tf placement add acme staging
    commit --sign
    git -C repo verify-commit work
    commit --sign --no-sign
    expect_error 64 "*--sign and --no-sign*"
}

@test "a commit is signed with a key of ssh, from a file" {
    make_ssh_key
    git -C repo config user.signingkey '~/id.pub'
    commit --sign
    expect_ok
    git -C repo verify-commit work
    expect_equal "$(git -C repo log -1 --format='%G? %GS' work)" "G $GIT_AUTHOR_EMAIL"
    git -C repo log -1 --show-signature work | grep -q 'Good "git" signature for ada@example.com'
}

@test "a key that is written into the setting is the agent's" {
    make_ssh_key
    git -C repo config user.signingkey "key::$(cat id.pub)"
    eval "$(ssh-agent -s)" >/dev/null
    ssh-add -q id
    commit --sign
    expect_ok
    git -C repo verify-commit work
    ssh-add -q -D
    tf tenant add acme --isolation bridge
    tf placement add acme staging
    commit --sign
    expect_error 1 "*did not sign the commit*--no-sign; nothing was committed*"
    expect_equal "$(git -C repo rev-list --count work)" 1
}

@test "what cannot be signed is not committed" {
    mkdir -m 700 "$GNUPGHOME"
    commit --sign
    expect_error 1 "*\"gpg\" did not sign the commit with key \"Ada Lovelace <ada@example.com>\": *nothing was committed*"
    no_branch
    git -C repo config gpg.program no-such-program
    commit --sign
    expect_error 1 "*could not start \"no-such-program\"*gpg.program*--no-sign; nothing was committed*"
    git -C repo config gpg.program true
    commit --sign
    expect_error 1 "*\"true\" did not sign the commit*it does not say why*"
    git -C repo config gpg.format x509
    git -C repo config gpg.x509.program no-such-gpgsm
    commit --sign
    expect_error 1 "*could not start \"no-such-gpgsm\"*gpg.x509.program*"
    git -C repo config gpg.format ssh
    commit --sign
    expect_error 1 "*user.signingkey is not set*nothing was committed*"
    git -C repo config user.signingkey "$work/no-such-key"
    commit --sign
    expect_error 1 "*\"ssh-keygen\" did not sign the commit*no-such-key*"
    git -C repo config gpg.format pgp
    commit --sign
    expect_error 1 "*gpg.format: \"pgp\" is no format of signatures*"
    git -C repo config commit.gpgsign maybe
    commit
    expect_error 1 "*commit.gpgsign*"
    no_branch
    commit --no-sign
    expect_ok
}
