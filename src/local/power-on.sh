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
mkdir -p root/usr/libexec/vedette/volumes
mount --rbind "$VEDETTE_STORE" root/usr/libexec/vedette/volumes
rm -f root/usr/libexec/vedette/volume
[ -z "$VEDETTE_VOLUME" ] || ln -s "volumes/$VEDETTE_VOLUME" root/usr/libexec/vedette/volume

cd root
pivot_root . mnt
cd /
exec /usr/bin/env -i PATH=/usr/libexec/vedette/bin VEDETTE_PID="$VEDETTE_PID" /sbin/init
