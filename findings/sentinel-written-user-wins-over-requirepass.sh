#!/bin/sh
# A Sentinel writes the user `default` into its file, and from then on a `requirepass` that is added to that file protects
# nothing: the written user wins, silently, and whoever connects may do all without a password.
#
# Debian's Redis 7.0.15. A Sentinel that starts without a password writes its file, as every Sentinel does, with the line
# `user default on nopass ...`. With `requirepass example` appended and after a restart, PING without a password answers
# PONG, and the file still has both lines. Without the line of the user it asks for the password (acl.c,
# ACLLoadConfiguredUsers: users of the file are loaded after requirepass was applied). So a password is brought to a Sentinel
# by taking its line of the user out while it is down, or by ACL SETUSER while it runs.
#
# Needs Debian 12 on amd64 with its apt sources, and port 17080 of the loopback address.
# Exits 0 if this happens, and 1 if it is different now.
set -eu

work=$(mktemp -d)
server=''
end() {
  [ -z "$server" ] || kill -9 "$server" 2>/dev/null || :
  wait
  rm -rf "$work"
}
trap end EXIT
cd "$work"

apt-get -qq -o APT::Sandbox::User=root download redis-tools=5:7.0.15-1~deb12u10 libjemalloc2=5.3.0-1 liblzf1=3.6-3
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH="$work/root/usr/lib/x86_64-linux-gnu"
# One binary is all of Redis' programs, by its name.
cp root/usr/bin/redis-check-rdb redis-sentinel
./redis-sentinel --version

says() { root/usr/bin/redis-cli -p 17080 "$@" 2>&1 || :; }
# again: ends the Sentinel that runs, if one does, starts one with the file as it is, and waits until it answers anything
again() {
  if [ -n "$server" ]; then
    kill "$server"
    wait "$server" || :
  fi
  ./redis-sentinel sentinel.conf >>sentinel.log 2>&1 &
  server=$!
  tries=100
  until says ping | grep -Eq 'PONG|NOAUTH'; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { echo 'the Sentinel does not answer'; exit 1; }
    sleep 0.1
  done
}
# expect WORD WHAT: compares what a PING without a password is answered
expect() {
  found=$(says ping | cut -d ' ' -f 1)
  echo "$2: PING without a password: $found"
  [ "$found" = "$1" ] || { echo "different now: expected $1"; exit 1; }
}

printf '%s\n' 'port 17080' 'bind 127.0.0.1' >sentinel.conf
again
expect PONG 'a Sentinel without requirepass'
says sentinel flushconfig >/dev/null
grep -q '^user default on nopass' sentinel.conf || { echo 'different now: no user is written'; exit 1; }

echo 'requirepass example' >>sentinel.conf
again
expect PONG 'with requirepass in the file that it wrote'
grep -E '^(user|requirepass)' sentinel.conf

sed -i '/^user default /d' sentinel.conf
grep -q '^requirepass' sentinel.conf || echo 'requirepass example' >>sentinel.conf
again
expect NOAUTH 'without the line of the user'
echo 'as before: the user that a Sentinel wrote wins over a requirepass that is added later'
