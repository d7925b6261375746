#!/bin/sh
# Unpacks Redis 8.0 of Debian's next suite into tmp/engines/redis-8.0, for the tests that compare it with the catalogue.
# The system is not touched: apt works with folders of its own, and nothing is installed. Without root, apt or a network
# it says so and leaves nothing; the tests are then skipped by name.
set -eu
cd "$(dirname "$0")/.."

target=tmp/engines/redis-8.0
[ -x "$target/redis-server" ] && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "Redis 8.0 is not unpacked: that takes root and apt" >&2
  exit 0
fi

mkdir -p tmp/engines
work=$(mktemp -d "$PWD/tmp/engines/unpacking.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/packages" "$work/root"
cat >"$work/trixie.sources" <<SOURCES
Types: deb
URIs: http://deb.debian.org/debian
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES

apt_here() {
  apt-get -qq -o Dir::Etc::sourcelist="$work/trixie.sources" -o Dir::Etc::sourceparts=- \
    -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root "$@"
}

# redis-tools holds the server; the rest are the libraries it is linked with.
echo "unpacking Redis 8.0 into $target" >&2
if ! apt_here -o APT::Update::Error-Mode=any update >&2 ||
  ! (cd "$work/packages" && apt_here download redis-server redis-tools libc6 libatomic1 libjemalloc2 liblzf1 \
    libssl3t64 libstdc++6 libsystemd0 libgcc-s1 libcap2 libzstd1 zlib1g >&2); then
  echo "Redis 8.0 is not unpacked: its packages can't be fetched" >&2
  exit 0
fi
for package in "$work/packages"/*.deb; do dpkg -x "$package" "$work/root"; done

# One binary is server and Sentinel, by the name it is called with, and needs the C library it was built with.
for name in redis-server redis-sentinel; do
  cat >"$work/$name" <<WRAPPER
#!/bin/sh
root=\$(dirname "\$0")/root
exec "\$root/usr/lib64/ld-linux-x86-64.so.2" --library-path "\$root/usr/lib/x86_64-linux-gnu" \\
  --argv0 $name "\$root/usr/bin/redis-check-rdb" "\$@"
WRAPPER
  chmod +x "$work/$name"
done
rm -rf "$work/trixie.sources" "$work/lists" "$work/cache" "$work/packages"

# Two that unpack at once make the same; the first one's stays.
[ -e "$target" ] || mv -T "$work" "$target" || true
