#!/bin/sh
# Powers a host on, from inside its new namespaces but still with the machine's files: gives it its address and its
# root, then becomes its init. The cloud passes where things are; init reports "up <pid>" on descriptor 3, with the pid
# as the cloud sees it.
set -eu
exec 2>&1
read -r VEDETTE_PID _ </proc/self/stat

ip link set lo up
ip address add "$VEDETTE_ADDRESS" dev ena0
ip link set ena0 up
ip route add default via "$VEDETTE_GATEWAY"
hostname freebsd

cd "$VEDETTE_FOLDER"
mount -t overlay -o "lowerdir=$VEDETTE_IMAGE,upperdir=upper,workdir=work" vedette root
mount -o bind,ro / root/usr/libexec/vedette/machine
mount -t proc -o nosuid,nodev,noexec proc root/proc
if [ -n "$VEDETTE_VOLUME" ]; then
  mkdir -p root/usr/libexec/vedette/volume
  mount --bind "$VEDETTE_VOLUME_FOLDER" root/usr/libexec/vedette/volume
fi

cd root
pivot_root . mnt
cd /
exec /usr/bin/env -i PATH=/usr/libexec/vedette/bin VEDETTE_PID="$VEDETTE_PID" VEDETTE_VOLUME="$VEDETTE_VOLUME" /sbin/init
