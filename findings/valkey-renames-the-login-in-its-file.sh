#!/bin/sh
# Valkey writes masterauth back as primaryauth, and Redis 8.0 then does not start with the file, without a word: the
# command that starts it ends with 0.
#
# Debian's Valkey 8.1.1 and Redis 8.0.2. A redis.conf with masterauth is read by Valkey, and CONFIG REWRITE, which Sentinel
# asks for at every failover, writes primaryauth in its place. Redis 8.0 reads the data that Valkey wrote. With that file it
# does not start: any name that it does not know may be the setting of a module, so that nothing is said while the file is
# read, and with `daemonize yes` the command has ended with 0 before the reason stands in the log. With the line written
# back it starts, and has the data. So a failover on Valkey takes the way back to Redis from the file, not from the data.
#
# Needs Debian on amd64 with a network, root for apt, and ports 17040 and 17041 of the loopback address.
# Exits 0 if this happens, and 1 if it is different now.
set -eu

work=$(mktemp -d)
end() {
  for file in "$work"/*.pid; do [ ! -e "$file" ] || kill -9 "$(cat "$file")" 2>/dev/null || :; done
  rm -rf "$work"
}
trap end EXIT
cd "$work"

# Their suite is another one than that of the machine: apt works in folders of its own, and they run with their own libraries.
mkdir -p lists/partial cache/archives/partial packages
printf '%s\n' 'Types: deb' 'URIs: http://deb.debian.org/debian' 'Suites: trixie' 'Components: main' \
  'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg' >debian.sources
apt_here() {
  apt-get -qq -o Dir::Etc::sourcelist="$work/debian.sources" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$work/lists" \
    -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root "$@"
}
apt_here update
(cd packages && apt_here download redis-tools valkey-tools libc6 libatomic1 libjemalloc2 liblzf1 libssl3t64 libstdc++6 \
  libsystemd0 libgcc-s1 libcap2 libzstd1 zlib1g)
for package in packages/*.deb; do dpkg -x "$package" root; done

# run NAME FILE ARGUMENT...: one binary is all of an engine's programs, by its name
run() {
  name=$1 file=$2
  shift 2
  root/usr/lib64/ld-linux-x86-64.so.2 --library-path root/usr/lib/x86_64-linux-gnu --argv0 "$name" "root/usr/bin/$file" "$@"
}
cli() { run redis-cli redis-cli --no-auth-warning -a example -p "$@" 2>&1 || :; }
# start ENGINE PORT: with the file, in the background, as a service is started
start() {
  run "$1-server" "$1-check-rdb" "$work/redis.conf" --port "$2" --daemonize yes --dir "$work" --pidfile "$work/$2.pid" \
    --logfile "$work/$2.log"
}
# says PORT: what a server answers, within 5 s
says() {
  tries=50
  until [ "$(cli "$1" ping)" = PONG ] || [ "$tries" -eq 0 ]; do
    tries=$((tries - 1))
    sleep 0.1
  done
  cli "$1" get key
}

run valkey-server valkey-check-rdb --version
run redis-server redis-check-rdb --version
printf '%s\n' 'bind 127.0.0.1' 'requirepass example' 'masterauth example' >redis.conf
start valkey 17040
says 17040 >/dev/null
cli 17040 set key value
cli 17040 config rewrite
cli 17040 shutdown save
echo 'the file that Valkey wrote back:'
grep -n auth redis.conf
renamed=$(grep -c '^primaryauth ' redis.conf)

sed -i '/^\(port\|daemonize\|dir\|pidfile\|logfile\) /d' redis.conf
status=0
start redis 17041 || status=$?
refused=$(says 17041)
echo "Redis 8.0 with that file: the command ended with $status, and asked for the key it says: $refused"
sed 's/^/  log: /' 17041.log | tail -n 4

rm -f 17041.pid
sed -i 's/^primaryauth /masterauth /' redis.conf
start redis 17041
kept=$(says 17041)
echo "with the line written back it says: $kept"

if [ "$renamed" -ne 1 ] || [ "$status" -ne 0 ] || [ "$refused" = value ] || [ "$kept" != value ]; then
  echo 'different now'
  exit 1
fi
echo 'as before: what Valkey wrote back keeps Redis 8.0 from starting, and the start command does not say so'
