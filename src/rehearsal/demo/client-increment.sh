#!/bin/sh
# The client of the original note: asks Sentinel who is primary, increments a counter there, again and again.
# usage: client-increment.sh SENTINEL SENTINEL-PORT GROUP REDIS-PORT, with the password in REDISCLI_AUTH
while :; do
  primary=$(env -u REDISCLI_AUTH timeout 1 redis-cli -h "$1" -p "$2" --raw SENTINEL GET-MASTER-ADDR-BY-NAME "$3" | head -n 1)
  counter=$(timeout 0.5 redis-cli -h "$primary" -p "$4" --raw INCR mycounter 2>&1)
  printf '%s %s\n' "$primary" "${counter:-no answer}"
  sleep 0.1
done
