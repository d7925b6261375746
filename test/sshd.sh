#!/bin/sh
# Unpacks OpenSSH's server below tmp/sshd, for the tests of how hosts are reached through a jump host. It is not installed,
# since what Debian installs it also starts. Without root, apt or a network it says so and leaves nothing; the tests are then
# skipped by name.
set -eu
cd "$(dirname "$0")/.."

[ ! -x tmp/sshd/usr/sbin/sshd ] || exit 0
command -v sshd >/dev/null 2>&1 && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "OpenSSH's server is not unpacked: that takes root and apt" >&2
  exit 0
fi

mkdir -p tmp
work=$(mktemp -d "$PWD/tmp/sshd.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/packages"
download() { (cd "$work/packages" && apt-get -qq -o APT::Sandbox::User=root download openssh-server libwrap0 >&2); }
echo "unpacking OpenSSH's server" >&2
if ! download && ! { apt-get update -qq >&2 && download; }; then
  echo "OpenSSH's server is not unpacked: its packages can't be fetched" >&2
  exit 0
fi
for package in "$work/packages"/*.deb; do dpkg -x "$package" "$work/root"; done
mv -T "$work/root" tmp/sshd || true
