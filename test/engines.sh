#!/bin/sh
# Unpacks Redis and Valkey of a suite of Debian below tmp/engines, for the tests that compare them with the catalogue and
# for rehearsals on them: Redis 8.0 and Valkey 8.1 of trixie, or with `sh test/engines.sh sid` what sid has today. In
# tmp/engines/valkey-8.1, for example, `root` is what `vedette rehearse --engine` takes, and `valkey-server` and
# `valkey-sentinel` are scripts that start it. The system is not touched: apt works with folders of its own, and nothing is
# installed. Without root, apt or a network it says so and leaves nothing; the tests are then skipped by name.
set -eu
cd "$(dirname "$0")/.."

# is_unpacked ENGINE VERSION
is_unpacked() { [ -x "tmp/engines/$1-$2/root/usr/bin/$1-server" ]; }

suite=${1:-trixie}
[ "$suite" = trixie ] && is_unpacked redis 8.0 && is_unpacked valkey 8.1 && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "Redis and Valkey of $suite are not unpacked: that takes root and apt" >&2
  exit 0
fi

mkdir -p tmp/engines
work=$(mktemp -d "$PWD/tmp/engines/unpacking.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/packages"
cat >"$work/debian.sources" <<SOURCES
Types: deb
URIs: http://deb.debian.org/debian
Suites: $suite
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES

apt_here() {
  apt-get -qq -o Dir::Etc::sourcelist="$work/debian.sources" -o Dir::Etc::sourceparts=- \
    -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root "$@"
}

# The tools hold the binary, the servers its names; the rest are the libraries it is linked with.
echo "unpacking Redis and Valkey of $suite" >&2
if ! apt_here -o APT::Update::Error-Mode=any update >&2 ||
  ! (cd "$work/packages" && apt_here download redis-server redis-tools valkey-server valkey-tools libc6 libatomic1 \
    libjemalloc2 liblzf1 libssl3t64 libstdc++6 libsystemd0 libgcc-s1 libcap2 libzstd1 zlib1g >&2); then
  echo "Redis and Valkey of $suite are not unpacked: their packages can't be fetched" >&2
  exit 0
fi

# One binary is server and Sentinel, by the name it is called with, and needs the C library it was built with.
for engine in redis valkey; do
  root=$work/$engine
  mkdir "$root"
  for package in "$work/packages/$engine"-*.deb "$work"/packages/lib*.deb "$work"/packages/zlib*.deb; do
    dpkg -x "$package" "$root/root"
  done
  for name in "$engine-server" "$engine-sentinel"; do
    cat >"$root/$name" <<WRAPPER
#!/bin/sh
root=\$(dirname "\$0")/root
exec "\$root/usr/lib64/ld-linux-x86-64.so.2" --library-path "\$root/usr/lib/x86_64-linux-gnu" \\
  --argv0 $name "\$root/usr/bin/$engine-check-rdb" "\$@"
WRAPPER
    chmod +x "$root/$name"
  done
  version=$("$root/$engine-server" --version | sed 's/.* v=\([0-9]*\.[0-9]*\).*/\1/')
  target=tmp/engines/$engine-$version
  # What an earlier form of this script left. Two that unpack at once make the same; the first one's stays.
  is_unpacked "$engine" "$version" || rm -rf "$target"
  [ -e "$target" ] || mv -T "$root" "$target" || true
done
