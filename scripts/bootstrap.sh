#!/bin/bash
# Installs the Debian packages that casetui is built from, and only those that are missing.
# Looks, and changes nothing, when everything is there.
set -euo pipefail

say() { printf 'bootstrap: %s\n' "$*" >&2; }
fail() {
  say "$1"
  shift
  for line in "$@"; do printf '           %s\n' "$line" >&2; done
  exit 1
}

if ! command -v swift >/dev/null; then
  fail "there is no swift on the PATH" \
    "Install Swift 6.3 or later for Debian 12 from https://www.swift.org/install/linux/" \
    "and put its usr/bin folder on the PATH."
fi

# make: this file is run by it, and by .ci/run before it. git and ca-certificates: the Swift package
# manager fetches with them. openssh-client: casetui sync over ssh.
packages=(libsqlite3-dev libncurses-dev libzstd-dev zlib1g-dev make git ca-certificates openssh-client)

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
# The C++ parts of swift-crypto need a C++ library; its package is named after its version.
if ! dpkg-query -W -f '${db:Status-Status}\n' 'libstdc++-*-dev' 2>/dev/null | grep -qx installed; then
  missing+=(g++)
fi
[ "${#missing[@]}" -gt 0 ] || exit 0

command -v apt-get >/dev/null ||
  fail "missing: ${missing[*]}" "This is not Debian or Ubuntu: install what they stand for, then try again."

root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null ||
    fail "missing: ${missing[*]}" "Install them as root: apt-get install ${missing[*]}"
  root=(sudo)
fi

say "installing ${missing[*]}"
"${root[@]}" apt-get update -qq >&2
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
say "done"
