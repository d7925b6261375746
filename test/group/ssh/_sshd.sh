#!/bin/sh
# Runs OpenSSH's server with users of its own: in a mount namespace, so that nobody else sees them.
# _sshd.sh FOLDER UNPACKED: the folder has its configuration, passwd, group and shadow
set -eu
folder=$1
unpacked=$2
if ! command -v sshd >/dev/null 2>&1; then
  mount -t overlay -o "lowerdir=$unpacked/usr:/usr" overlay /usr
fi
for file in passwd group shadow; do mount --bind "$folder/$file" "/etc/$file"; done
mount -t tmpfs tmpfs /run
mkdir /run/sshd
ldconfig -X 2>/dev/null || true
exec "$(command -v sshd || echo /usr/sbin/sshd)" -D -e -f "$folder/sshd_config"
