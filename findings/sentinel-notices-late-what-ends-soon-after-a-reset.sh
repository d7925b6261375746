#!/bin/sh
# Sentinel connects to a server at most once a second, and counts the silence of a killed one from its next try to connect.
# So a primary that is killed within a second after SENTINEL RESET, which closes all connections, or after any other new
# connection, is called down about a second later than one that is killed at another time, whatever down-after says.
#
# Debian's Redis 7.0.15: one primary, one Sentinel, down-after 2 s. Killed 3 s after SENTINEL RESET, the primary is +sdown
# after 2.1 s; killed 0.2 s after it, after 2.6 to 3.4 s (sentinel.c, sentinelReconnectInstance).
#
# Needs Debian 12 on amd64 with its apt sources, and ports 17050 and 17051 of the loopback address.
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

# until_says TEXT COMMAND...: waits up to 20 s until the command's output holds the text
until_says() {
  text=$1 tries=400
  shift
  until "$@" | grep -q -e "$text"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { echo "different now: no '$text' in: $*"; exit 1; }
    sleep 0.05
  done
}

# round SECONDS: kills the primary so long after a reset, and sets $took to the milliseconds until it is +sdown
round() {
  ./redis-server --port 17050 --save '' >primary.log 2>&1 &
  primary=$!
  printf '%s\n' 'port 17051' 'bind 127.0.0.1' 'sentinel monitor group 127.0.0.1 17050 1' \
    'sentinel down-after-milliseconds group 2000' >sentinel.conf
  ./redis-sentinel sentinel.conf >sentinel.log 2>&1 &
  sentinel=$!
  running="$primary $sentinel"
  until_says role-reported cli 17051 sentinel master group
  sleep 3
  cli 17051 sentinel reset group >/dev/null
  sleep "$1"
  kill -9 "$primary"
  killed=$(date +%s%3N)
  until_says '+sdown master' cat sentinel.log
  # 12345:X 01 Jan 2026 12:00:00.000 # +sdown master group 127.0.0.1 17050
  at=$(date -d "$(sed -n 's/^[0-9]*:X \(.*\) # +sdown master.*/\1/p' sentinel.log | head -1)" +%s%3N)
  took=$((at - killed))
  echo "killed $1 s after a reset: +sdown after $took ms"
  kill -9 "$sentinel"
  wait || :
  running=''
}

for once in 1 2 3; do
  round 3
  calm=$took
  round 0.2
  if [ "$calm" -gt 2300 ] || [ "$took" -lt 2500 ]; then
    echo "different now: after $calm ms, and after $took ms soon after a reset"
    exit 1
  fi
done
echo 'as before: soon after a reset the silence of a killed primary is counted from about a second later'
