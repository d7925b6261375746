#!/bin/sh
# While the Sentinel that leads a failover has replicas to tell, two of its own answers name two primaries.
#
# Debian's Redis 7.0.15: a primary, a replica that may be promoted, a second one of priority 0, and one Sentinel with quorum
# 1 and a failover-timeout of 20 s. The second replica has another masterauth, so that it takes long to follow. The primary
# is killed. As soon as the first replica is promoted, SENTINEL GET-MASTER-ADDR-BY-NAME names it; SENTINEL MASTER, SENTINEL
# MASTERS and INFO name the killed one until the failover ends, which here is its timeout. So whoever reads the address off
# SENTINEL MASTER is sent to a host that is gone, and whoever compares two Sentinels by it finds a split that there is not.
#
# Needs Debian 12 on amd64 with its apt sources, and ports 17020 to 17023 of the loopback address.
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
for name in server sentinel; do cp root/usr/bin/redis-check-rdb "redis-$name"; done
./redis-server --version

cli() { root/usr/bin/redis-cli --no-auth-warning -a example -p "$@" 2>/dev/null; }

# start FOLDER PROGRAM ARGUMENT...: sets $started to its process id
start() {
  folder=$1
  shift
  mkdir -p "$folder"
  (cd "$folder" && exec "$@" >>log 2>&1) &
  started=$!
  running="$running $started"
}

# until TEXT COMMAND...: waits up to 15 s until the command's output holds the text, and shows it
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

data() {
  start "$1" "$work/redis-server" --port "$1" --requirepass example --masterauth example
  until_says PONG cli "$1" ping
}

data 17020
old_primary=$started
for port in 17021 17022; do
  data "$port"
  cli "$port" replicaof 127.0.0.1 17020
  until_says master_link_status:up cli "$port" info replication
done
cli 17022 config set replica-priority 0 masterauth another

mkdir sentinel
printf '%s\n' 'port 17023' 'bind 127.0.0.1' 'sentinel monitor group 127.0.0.1 17020 1' \
  'sentinel auth-pass group example' 'sentinel down-after-milliseconds group 1000' \
  'sentinel failover-timeout group 20000' 'requirepass example' >sentinel/sentinel.conf
start sentinel "$work/redis-sentinel" sentinel.conf
until_says 'slaves=2' cli 17023 info sentinel
until_says 'slave_priority:0' cli 17022 info replication
# Sentinel learns of a priority with the next INFO, which it asks for every ten seconds.
sleep 12

echo 'the primary is killed'
kill -9 "$old_primary"
until_says role:master cli 17021 info replication
until_says reconf_slaves cli 17023 sentinel master group

named() { cli 17023 "$@" | tr '\n' ' '; }
echo "GET-MASTER-ADDR-BY-NAME: $(named sentinel get-master-addr-by-name group)"
until_says '^127.0.0.1 17021 ' named sentinel get-master-addr-by-name group
until_says 'name group ip 127.0.0.1 port 17020 ' named sentinel master group
until_says 'address=127.0.0.1:17020' cli 17023 info sentinel
until_says '^127.0.0.1 17021 ' named sentinel get-master-addr-by-name group

echo 'the failover ends with its timeout'
until_says 'name group ip 127.0.0.1 port 17021 ' named sentinel master group
echo 'as before: until its failover ended, one Sentinel named two primaries'
