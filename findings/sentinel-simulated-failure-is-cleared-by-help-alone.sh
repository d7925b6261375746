#!/bin/sh
# SENTINEL SIMULATE-FAILURE arms a Sentinel to end itself at a point of its next failover, and nothing that looks like it
# disarms it: the command without a word is refused. What does is its word `help`, which is there to list the words.
#
# Debian's Redis 7.0.15: one primary, one replica, one Sentinel. Armed with crash-after-election it ends at its failover,
# also after the command without a word; after `help` it makes the failover and lives. The flags are set anew from the words
# of each call, and `help` is a word that sets none.
#
# Needs Debian 12 on amd64 with its apt sources, and ports 17040 to 17042 of the loopback address.
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

cli() { root/usr/bin/redis-cli -p "$@" 2>&1 || :; }

# start FOLDER PROGRAM ARGUMENT...: sets $started to its process id
start() {
  folder=$1
  shift
  mkdir -p "$folder"
  (cd "$folder" && exec "$@" >>log 2>&1) &
  started=$!
  running="$running $started"
}

# until_says TEXT COMMAND...: waits up to 20 s until the command's output holds the text
until_says() {
  text=$1 tries=200
  shift
  until "$@" | grep -q -e "$text"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { echo "different now: no '$text' in: $*"; exit 1; }
    sleep 0.1
  done
}

alive() { kill -0 "$1" 2>/dev/null && ! grep -q '^State:.Z' "/proc/$1/status"; }

# round NAME WORD...: arms the Sentinel, sends the command once more with these words, asks for a failover, and sets $ended
round() {
  name=$1
  shift
  start "$name/primary" "$work/redis-server" --port 17040
  start "$name/replica" "$work/redis-server" --port 17041 --replicaof 127.0.0.1 17040 --repl-diskless-sync-delay 0
  until_says master_link_status:up cli 17041 info replication
  mkdir -p "$name/sentinel"
  printf '%s\n' 'port 17042' 'bind 127.0.0.1' 'sentinel monitor group 127.0.0.1 17040 1' >"$name/sentinel/sentinel.conf"
  start "$name/sentinel" "$work/redis-sentinel" sentinel.conf
  sentinel=$started
  until_says 17041 cli 17042 sentinel replicas group
  until_says 'role-reported' cli 17042 sentinel replicas group
  [ "$(cli 17042 sentinel simulate-failure crash-after-election)" = OK ] || { echo 'different now: it is not armed'; exit 1; }
  [ "$name" = armed ] || echo "$name: $(cli 17042 sentinel simulate-failure "$@" | head -1)"
  cli 17042 sentinel failover group >/dev/null
  tries=100
  while [ "$tries" -gt 0 ] && alive "$sentinel" && ! cli 17042 sentinel get-master-addr-by-name group | grep -q 17041; do
    tries=$((tries - 1))
    sleep 0.1
  done
  if alive "$sentinel"; then ended=no; else ended=yes; fi
  echo "$name: the Sentinel ended: $ended"
  for pid in $running; do kill -9 "$pid" 2>/dev/null || :; done
  wait || :
  running=''
}

round armed
armed=$ended
round wordless
wordless=$ended
round help help
if [ "$armed $wordless $ended" = 'yes yes no' ]; then
  echo 'as before: a simulated failure is taken back by its word help, and not by leaving the word out'
else
  echo "different now: armed $armed, without a word $wordless, help $ended"
  exit 1
fi
