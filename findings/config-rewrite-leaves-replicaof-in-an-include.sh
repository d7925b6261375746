#!/bin/sh
# A promoted replica whose replicaof stands in an included file follows its old primary again after a restart.
#
# Debian's Redis 7.0.15: redis.conf includes replica.conf, and that holds replicaof. REPLICAOF NO ONE and CONFIG REWRITE
# answer OK, and INFO says role:master. CONFIG REWRITE writes the one file that the server was started with and leaves
# includes as they are, and "no primary" is written as no line at all. So the include speaks again at the next start:
# the server is a replica of the address that it was promoted away from, and drops the writes that it took as primary.
#
# Needs Debian 12 on amd64 with its apt sources, and ports 17020 and 17021 of the loopback address.
# Exits 0 if this happens, and 1 if it is different now.
set -eu

work=$(mktemp -d)
running=''
end() {
  for pid in $running; do kill -9 "$pid" 2>/dev/null || :; done
  wait
  rm -rf "$work"
}
trap end EXIT
cd "$work"

apt-get -qq -o APT::Sandbox::User=root download redis-tools=5:7.0.15-1~deb12u10 libjemalloc2=5.3.0-1 liblzf1=3.6-3
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH="$work/root/usr/lib/x86_64-linux-gnu"
# One binary is all of Redis' programs, by its name.
cp root/usr/bin/redis-check-rdb redis-server
./redis-server --version

cli() { root/usr/bin/redis-cli -p "$@" 2>/dev/null; }

# start FOLDER ARGUMENT...: sets $started to its process id
start() {
  folder=$1
  shift
  mkdir -p "$folder"
  (cd "$folder" && exec "$work/redis-server" "$@" >>log 2>&1) &
  started=$!
  running="$running $started"
}

# until_says TEXT COMMAND...: waits up to 60 s until the command's output holds the text, and shows it
until_says() {
  text=$1 tries=600
  shift
  while [ "$tries" -gt 0 ]; do
    if said=$("$@" | grep -e "$text"); then
      echo "$*: $said"
      return
    fi
    tries=$((tries - 1))
    sleep 0.1
  done
  echo "different now: no '$text' in: $*"
  exit 1
}

mkdir replica
echo 'replicaof 127.0.0.1 17020' >replica/replica.conf
printf '%s\n' 'port 17021' 'include replica.conf' >replica/redis.conf

start primary --port 17020
start replica redis.conf
replica=$started
until_says master_link_status:up cli 17021 info replication

until_says OK cli 17021 replicaof no one
until_says OK cli 17021 config rewrite
until_says role:master cli 17021 info replication
cli 17021 set written after-the-promotion
cli 17021 shutdown save || :
wait "$replica" || :

start replica redis.conf
until_says role:slave cli 17021 info replication
until_says master_link_status:up cli 17021 info replication
until_says '^0$' cli 17021 exists written
grep -q '^replicaof' replica/redis.conf && { echo 'different now: redis.conf has a replicaof of its own'; exit 1; }
echo 'as before: the promoted server is a replica again, and its write is gone'
