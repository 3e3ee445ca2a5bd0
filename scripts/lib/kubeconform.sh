# Sourced by scripts/setup: kubeconform and the JSON schemas that it checks Kubernetes manifests by. Those of Kubernetes
# come from the Python package that ships them, those of operators from the Go modules of their APIs.
# shellcheck shell=bash disable=SC2154 # root and tools come from common.sh

kubeconform_version=0.7.0
kubernetes_validate_version=1.37.0
# That of the catalog's runner clusters; see catalog/defaults.h.
kubernetes_version=1.35
# Module, version and file of each operator's CustomResourceDefinitions.
kubernetes_crds=(
  "github.com/prometheus-operator/prometheus-operator v0.85.0 example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml"
  "github.com/external-secrets/external-secrets v1.3.2 config/crds/bases/external-secrets.io_externalsecrets.yaml"
  "github.com/external-secrets/external-secrets v1.3.2 config/crds/bases/external-secrets.io_secretstores.yaml"
  "github.com/kubeflow/training-operator v1.8.1 manifests/base/crds/kubeflow.org_pytorchjobs.yaml"
  "istio.io/api v1.24.2 kubernetes/customresourcedefinitions.gen.yaml"
)

setup_kubeconform() {
  setup_go_tool kubeconform "$kubeconform_version" github.com/yannh/kubeconform/cmd/kubeconform || return 0
  if [ "$(cat "$tools/kubernetes-schemas/made-from" 2>/dev/null)" = "$(schemas_origin)" ]; then
    return 0
  fi
  say "making the schemas of Kubernetes $kubernetes_version for kubeconform"
  make_schemas || say "manifests of the EKS option are not checked"
}

# What the schemas depend on: this file with its versions, and the program that makes them.
schemas_origin() {
  sha256sum <"$root/scripts/lib/kubeconform.sh"
  sha256sum <"$root/scripts/kubernetes-schemas"
}

# Made beside the old ones and put in their place at once.
make_schemas() {
  local work crd status=0 python=python3
  local crds=()
  [ ! -x /usr/bin/python3 ] || python=/usr/bin/python3
  work=$(mktemp -d "$tools/kubernetes-schemas.XXXXXX")
  for crd in "${kubernetes_crds[@]}"; do
    # shellcheck disable=SC2086 # three words
    crd=$(module_file $crd) || status=1
    crds+=("$crd")
  done
  if [ "$status" -eq 0 ] && kubernetes_definitions "$python" "$work/venv" >"$work/definitions" &&
    "$python" "$root/scripts/kubernetes-schemas" "$work/schemas" "$(cat "$work/definitions")" "${crds[@]}"; then
    schemas_origin >"$work/schemas/made-from"
    rm -rf "$tools/kubernetes-schemas"
    mv "$work/schemas" "$tools/kubernetes-schemas"
  else
    status=1
  fi
  rm -rf "$work"
  return "$status"
}

# module_file MODULE VERSION PATH: where Go keeps that file.
module_file() {
  local folder
  folder=$(go mod download -json "$1@$2" 2>/dev/null | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",\{0,1\}$/\1/p')
  if [ ! -f "$folder/$3" ]; then
    say "Go's module proxy does not give $3 of $1 $2"
    return 1
  fi
  printf '%s\n' "$folder/$3"
}

# kubernetes_definitions PYTHON VENV: the file that has all of them, in a Python environment made for it.
kubernetes_definitions() {
  if ! { "$1" -m venv "$2" &&
    "$2/bin/pip" install --quiet --no-deps --no-compile "kubernetes-validate==$kubernetes_validate_version"; } >"$tools/kubeconform.log" 2>&1; then
    tail -n 5 "$tools/kubeconform.log" >&2
    return 1
  fi
  find "$2" -path "*/v$kubernetes_version.0-local/_definitions.json"
}
