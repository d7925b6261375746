#!/bin/sh
# A Sentinel that ends right after its promotion and is started again leaves the other replicas where they are until
# failover-timeout, though every Sentinel names the new primary by then.
#
# Debian's Redis 7.0.15: one primary, two replicas, three Sentinels with quorum 2, down-after 1 s and failover-timeout
# 20 s. The Sentinel that leads the failover is made to end after the promotion (SENTINEL SIMULATE-FAILURE
# crash-after-promotion), and is started again within a second. All three name the new primary soon, and none calls it or
# a failover a problem, but the other replica goes on following the one that is dead: only the leader tells replicas whom
# to follow, and the new process of it knows of no failover. The others correct the replica when failover-timeout has
# passed. With `min-replicas-to-write 1` nothing is written for as long as that. Where the leader lives it takes a second.
#
# Needs Debian 12 on amd64 with its apt sources, and ports 17030 to 17035 of the loopback address.
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

SENTINELS='17033 17034 17035'

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
}

alive() { kill -0 "$1" 2>/dev/null && ! grep -q '^State:.Z' "/proc/$1/status"; }

# round NAME: boots the group, kills the primary, and sets $took to the seconds from the moment that all Sentinels name the
# new one until the other replica follows it. In the round `lost` the leader ends after the promotion and starts again.
round() {
  name=$1
  start "$name/primary" "$work/redis-server" --port 17030
  primary=$started
  # The second replica is never promoted, so that it is known which one has to move.
  start "$name/one" "$work/redis-server" --port 17031 --replicaof 127.0.0.1 17030 --repl-diskless-sync-delay 0
  start "$name/two" "$work/redis-server" --port 17032 --replicaof 127.0.0.1 17030 --repl-diskless-sync-delay 0 --replica-priority 0
  for port in 17031 17032; do until_says master_link_status:up cli "$port" info replication; done
  for port in $SENTINELS; do
    mkdir -p "$name/$port"
    printf '%s\n' "port $port" 'bind 127.0.0.1' 'sentinel monitor group 127.0.0.1 17030 2' \
      'sentinel down-after-milliseconds group 1000' 'sentinel failover-timeout group 20000' >"$name/$port/sentinel.conf"
    start "$name/$port" "$work/redis-sentinel" sentinel.conf
    eval "sentinel_$port=$started"
  done
  for port in $SENTINELS; do
    until_says '^2$' sh -c "$work/root/usr/bin/redis-cli -p $port sentinel sentinels group | grep -c '^runid$'"
    until_says 17032 cli "$port" sentinel replicas group
    [ "$name" != lost ] || cli "$port" sentinel simulate-failure crash-after-promotion >/dev/null
  done
  kill -9 "$primary"
  [ "$name" != lost ] || start_leader_again
  for port in $SENTINELS; do until_says 17031 cli "$port" sentinel get-master-addr-by-name group; done
  began=$(date +%s)
  echo "$name: every Sentinel names the new primary; the other replica follows $(cli 17032 info replication | grep -o 'master_port:[0-9]*')"
  until_says master_port:17031 cli 17032 info replication
  took=$(($(date +%s) - began))
  echo "$name: it follows the new primary $took s later"
  for pid in $running; do kill -9 "$pid" 2>/dev/null || :; done
  wait || :
  running=''
}

# Waits for the Sentinel that ends, and starts it again with the file that it wrote.
start_leader_again() {
  while :; do
    for port in $SENTINELS; do
      eval "pid=\$sentinel_$port"
      if ! alive "$pid"; then
        echo "Sentinel $port led, and ended after the promotion"
        start "$name/$port" "$work/redis-sentinel" sentinel.conf
        return
      fi
    done
    sleep 0.1
  done
}

round kept
kept=$took
round lost
if [ "$kept" -le 5 ] && [ "$took" -ge 10 ]; then
  echo 'as before: without the process that led the failover, replicas are moved after failover-timeout only'
else
  echo "different now: $kept s, and $took s where the leader started again"
  exit 1
fi
