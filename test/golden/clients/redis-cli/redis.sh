#!/bin/sh
# usage: redis.sh COMMAND [ARGUMENT]..., with the password in REDISCLI_AUTH, where redis-cli 7.0 or newer looks for it
# Executes a command on the primary that the Sentinels name, and again while there is none that takes it: what failed may
# have been done, so it may be done twice.
set -u
: "${REDISCLI_AUTH:?set it to the password of the group}"

# Sentinels act after 5s (downAfter), and need some seconds for a failover.
give_up=$(($(date +%s) + 25))

# Sentinels have no password. One that hangs is left after 1 s.
primary() {
  for sentinel in '10.0.1.13' '10.0.1.14' '10.0.1.11' '10.0.1.12' '10.0.1.10'; do
    env -u REDISCLI_AUTH timeout 1 redis-cli -h "$sentinel" -p 5000 --raw SENTINEL GET-MASTER-ADDR-BY-NAME 'mymaster' 2>/dev/null |
      head -n 1 | grep . && return
  done
}

while :; do
  # A primary that hangs is left after 1 s, which must be longer than the slowest command.
  answer='no Sentinel names a primary'
  if address=$(primary); then
    if answer=$(timeout 1 redis-cli -e -h "$address" -p 6379 --raw "$@" 2>&1); then
      printf '%s\n' "$answer"
      exit 0
    elif [ "$?" -eq 124 ]; then
      # One that is left may have said a part of it.
      answer=''
    fi
  fi
  case $answer in
  '' | 'no Sentinel names'* | 'Could not connect'* | 'Error: '* | READONLY* | NOREPLICAS* | MISCONF* | MASTERDOWN* | LOADING*) ;;
  *) break ;;
  esac
  [ "$(date +%s)" -lt "$give_up" ] || break
  sleep 0.1
done
printf '%s\n' "${answer:-no answer within 1 s}" >&2
exit 1
