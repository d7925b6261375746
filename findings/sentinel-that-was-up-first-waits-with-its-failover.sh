#!/bin/sh
# A Sentinel that is up before its primary waits for twice the failover-timeout when the primary dies soon after.
#
# Debian's Redis 7.0.15: one Sentinel with quorum 1, down-after 1 s and failover-timeout 10 s is started before the
# primary and its replica, as hosts do that boot side by side. It finds the primary down, begins a failover, and has
# nobody to promote. Then both come up, and all looks well: the Sentinel names the primary, knows the replica, and
# SENTINEL CKQUORUM answers OK. When the primary is killed now, the replica is promoted only 20 s after the failover in
# vain began; the log says so once ("I will not start a failover before"). After SENTINEL RESET it takes a few seconds.
#
# Needs Debian 12 on amd64 with its apt sources, and ports 17020 to 17022 of the loopback address.
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

cli() { root/usr/bin/redis-cli -p "$@" 2>/dev/null || :; }

# start FOLDER PROGRAM ARGUMENT...: sets $started to its process id
start() {
  folder=$1
  shift
  mkdir -p "$folder"
  (cd "$folder" && exec "$@" >>log 2>&1) &
  started=$!
  running="$running $started"
}

# until_says TEXT COMMAND...: waits up to 40 s until the command's output holds the text
until_says() {
  text=$1 tries=400
  shift
  until "$@" | grep -q -e "$text"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { echo "different now: no '$text' in: $*"; exit 1; }
    sleep 0.1
  done
  echo "$*: $text"
}

# round NAME: boots the group with its Sentinel first, does what is named, kills the primary, sets $took to the seconds
# until the replica leads
round() {
  name=$1
  mkdir -p "$name/sentinel"
  printf '%s\n' 'port 17022' 'bind 127.0.0.1' 'sentinel monitor group 127.0.0.1 17020 1' \
    'sentinel down-after-milliseconds group 1000' 'sentinel failover-timeout group 10000' >"$name/sentinel/sentinel.conf"
  start "$name/sentinel" "$work/redis-sentinel" sentinel.conf
  until_says '-failover-abort-no-good-slave' cat "$name/sentinel/log" 2>/dev/null || :
  start "$name/primary" "$work/redis-server" --port 17020
  primary=$started
  start "$name/replica" "$work/redis-server" --port 17021 --replicaof 127.0.0.1 17020 --repl-diskless-sync-delay 0
  until_says master_link_status:up cli 17021 info replication
  until_says 127.0.0.1:17021 cli 17022 sentinel replicas group
  [ "$name" != reset ] || cli 17022 sentinel reset group
  until_says 127.0.0.1:17021 cli 17022 sentinel replicas group
  until_says '^OK 1 usable' cli 17022 sentinel ckquorum group
  began=$(date +%s)
  kill -9 "$primary"
  until_says role:master cli 17021 info replication
  took=$(($(date +%s) - began))
  echo "$name: the replica leads $took s after the primary was killed"
  for pid in $running; do kill -9 "$pid" 2>/dev/null || :; done
  wait || :
  running=''
}

round untouched
untouched=$took
grep -o 'Next failover delay: I will not start a failover before' untouched/sentinel/log | head -n 1
round reset
if [ "$untouched" -ge 8 ] && [ "$took" -le 7 ]; then
  echo 'as before: the failover in vain puts the next one off, and a reset does away with that'
else
  echo "different now: $untouched s, and $took s after a reset"
  exit 1
fi
