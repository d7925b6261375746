#!/bin/sh
# The client of the original note: asks a Sentinel who is primary, increments a counter there, again and again. A Sentinel
# that names nobody is asked last from then on.
# usage: client-increment.sh SENTINEL-PORT GROUP REDIS-PORT SENTINEL..., with the password in REDISCLI_AUTH
sentinel_port=$1
group=$2
redis_port=$3
shift 3
while :; do
  primary=$(env -u REDISCLI_AUTH timeout 1 redis-cli -h "$1" -p "$sentinel_port" --raw SENTINEL GET-MASTER-ADDR-BY-NAME "$group" | head -n 1)
  if [ -n "$primary" ]; then
    counter=$(timeout 0.5 redis-cli -h "$primary" -p "$redis_port" --raw INCR mycounter 2>&1)
    printf '%s %s\n' "$primary" "${counter:-no answer}"
  else
    set -- "$@" "$1"
    shift
  fi
  sleep 0.1
done
