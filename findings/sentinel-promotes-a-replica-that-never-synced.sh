#!/bin/sh
# Sentinel promotes a replica that has not been in sync since it was started, and with it an empty data set.
#
# Debian's Redis 7.0.15: a primary with 200 keys, one replica, one Sentinel with quorum 1. The replica's host is built
# anew, empty and without masterauth, so that it never logs in. Its INFO says master_link_status:down and
# master_link_down_since_seconds:-1. Sentinel passes over a replica whose link has been down for long, but -1 is not
# long: SENTINEL CKQUORUM answers OK, and when the primary is killed, the empty replica is promoted. The old primary
# comes back with its 200 keys, is told to follow, and has none.
#
# Needs Debian 12 on amd64 with its apt sources, and ports 17010 to 17012 of the loopback address.
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

primary() {
  start primary "$work/redis-server" --port 17010 --requirepass example --masterauth example
}
replica() {
  start replica "$work/redis-server" --port 17011 --requirepass example --replicaof 127.0.0.1 17010 "$@"
}

primary
old_primary=$started
replica --masterauth example
in_sync=$started
until_says PONG cli 17010 ping
cli 17010 eval "for i = 1, 200 do redis.call('set', 'key:' .. i, i) end" 0
cli 17010 save
until_says master_link_status:up cli 17011 info replication

mkdir sentinel
printf '%s\n' 'port 17012' 'bind 127.0.0.1' 'sentinel monitor group 127.0.0.1 17010 1' \
  'sentinel auth-pass group example' 'sentinel down-after-milliseconds group 1000' \
  'sentinel failover-timeout group 6000' 'requirepass example' >sentinel/sentinel.conf
start sentinel "$work/redis-sentinel" sentinel.conf
until_says 127.0.0.1:17011 cli 17012 sentinel replicas group

echo 'the replica is built anew: empty, and without masterauth'
kill -9 "$in_sync"
rm -rf replica
replica
until_says master_link_down_since_seconds:-1 cli 17011 info replication
sleep 3
until_says '^OK 1 usable' cli 17012 sentinel ckquorum group

echo 'the primary is killed'
kill -9 "$old_primary"
until_says role:master cli 17011 info replication
until_says '^0$' cli 17011 dbsize

echo 'the old primary comes back with its keys'
primary
until_says role:slave cli 17010 info replication
until_says '^0$' cli 17010 dbsize
echo 'as before: an empty replica was promoted, and 200 keys are gone'
