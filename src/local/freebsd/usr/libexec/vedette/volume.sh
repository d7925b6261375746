# shellcheck shell=sh disable=SC2034 # the scripts that source this use mounted
# The data volume of this host, seen by fstyp, newfs, mount and init. While one is attached, /usr/libexec/vedette/volume
# leads to the directory, named by the volume's id, that outlives the host: `type` and `label` tell what newfs made of it,
# `data` is the file system's content.
volume=/usr/libexec/vedette/volume
disk=/dev/nda1
mounted=/var/run/vedette.mounted
links=/var/run/devaws/disk

# Whether a path names the data volume: its disk, a link to that, or the label of its file system.
is_volume() {
  [ -d "$volume" ] || return 1
  case $(readlink -f "$1") in
    "$disk") return 0 ;;
    /dev/ufs/*) [ -f "$volume/label" ] && [ "${1##*/}" = "$(cat "$volume/label")" ] ;;
    *) return 1 ;;
  esac
}

# Makes /dev/ufs/LABEL, as GEOM does when it tastes a labelled file system.
taste_label() {
  [ -s "$volume/label" ] || return 0
  mkdir -p /dev/ufs
  device="/dev/ufs/$(cat "$volume/label")"
  [ -e "$device" ] || mknod "$device" c 1 3
}

# The disk and the label of its file system are there at once.
find_disk() {
  [ -d "$volume" ] || return 0
  [ -e "$disk" ] || mknod "$disk" c 1 3
  taste_label
}

# devd makes the links a little later (ebsnvme-id).
link_disk_later() {
  [ -d "$volume" ] || return 0
  (
    sleep 0.3
    mkdir -p "$links/ebs" "$links/linuxname"
    ln -sf "$disk" "$links/ebs/$(basename "$(readlink "$volume")")"
    ln -sf "$disk" "$links/linuxname/sdf"
  ) >/dev/null 2>&1 </dev/null &
}
