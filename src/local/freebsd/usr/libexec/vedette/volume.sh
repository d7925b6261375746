# shellcheck shell=sh disable=SC2034 # the scripts that source this use mounted
# The data volume of this host, seen by fstyp, newfs, fsck_ffs, growfs, mount and init. While one is attached,
# /usr/libexec/vedette/volume leads to the directory, named by the volume's id, that outlives the host: `disk` is what is
# on it, byte by byte, and appears as /dev/nda1; `data` holds the files of the file system that newfs made on it.
volume=/usr/libexec/vedette/volume
disk=/dev/nda1
mounted=/var/run/vedette.mounted
links=/var/run/devaws/disk

# freebsd-src sys/ufs/ffs/fs.h: the superblock of UFS2 and what stands where in it.
superblock=65536
clean_at=$((superblock + 209)) name_at=$((superblock + 680)) size_at=$((superblock + 1080))
flags_at=$((superblock + 1312)) magic_at=$((superblock + 1372))
fragment=4096
FS_UNCLEAN=1 FS_NEEDSFSCK=4

# Prints bytes of the disk: peek OFFSET COUNT, as od -t x1 shows them.
peek() {
  od -An -v -t x1 -j "$1" -N "$2" "$volume/disk" | tr -d ' \n'
}

# Prints a number of the disk: number_at OFFSET BYTES.
number_at() {
  od -An -v -t "u$2" -j "$1" -N "$2" "$volume/disk" | tr -d ' '
}

# Writes standard input to the disk: poke OFFSET.
poke() {
  dd of="$volume/disk" bs=1 seek="$1" conv=notrunc 2>/dev/null
}

# Prints a number as bytes, the lowest first: bytes_of NUMBER COUNT.
bytes_of() {
  number=$1 count=$2
  while [ "$count" -gt 0 ]; do
    printf '%b' "\\0$(printf %o $((number % 256)))"
    number=$((number / 256)) count=$((count - 1))
  done
}

disk_size() {
  stat -L -c %s "$volume/disk"
}

has_ufs() {
  [ "$(peek "$magic_at" 4)" = 19015419 ]
}

ufs_label() {
  dd if="$volume/disk" bs=1 skip="$name_at" count=32 2>/dev/null | tr -d '\000'
}

# In bytes.
ufs_size() {
  echo $(($(number_at "$size_at" 8) * fragment))
}

is_clean() {
  [ "$(number_at "$clean_at" 1)" -eq 1 ]
}

mark() {
  case $1 in
    clean) bytes_of 1 1 ;;
    unclean) bytes_of 0 1 ;;
  esac | poke "$clean_at"
}

ufs_flags() {
  number_at "$flags_at" 4
}

set_flags() {
  bytes_of "$1" 4 | poke "$flags_at"
}

# Whether a path names the data volume: its disk, a link to that, or the label of its file system.
is_volume() {
  [ -d "$volume" ] || return 1
  case $(readlink -f "$1") in
    "$disk") return 0 ;;
    /dev/ufs/*) has_ufs && [ "${1##*/}" = "$(ufs_label)" ] ;;
    *) return 1 ;;
  esac
}

# freebsd-src g_label_ufs.c: /dev/ufs/LABEL is there only while the disk and the file system differ by less than 256
# fragments, so a disk that has grown loses it.
taste_label() {
  rm -rf /dev/ufs
  has_ufs && [ -n "$(ufs_label)" ] || return 0
  [ $(($(disk_size) - $(ufs_size))) -lt $((256 * fragment)) ] || return 0
  mkdir -p /dev/ufs
  mknod "/dev/ufs/$(ufs_label)" c 1 3
}

# GEOM tastes a disk anew a moment after it was open for writing.
taste_label_later() {
  (sleep 0.2 && taste_label) >/dev/null 2>&1 </dev/null &
}

# The disk and the label of its file system are there at once. A disk of FreeBSD is a character device; here it is a file,
# so that every program reads what is on it.
find_disk() {
  [ -d "$volume" ] || return 0
  : >"$disk"
  mount --bind "$volume/disk" "$disk"
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
