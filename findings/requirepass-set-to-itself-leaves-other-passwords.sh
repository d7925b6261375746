#!/bin/sh
# CONFIG SET requirepass with the value that it has already changes nothing, and leaves every other password of the user
# `default` valid. With another value it leaves that one password alone. So a rotation that is taken back with it looks
# done, and the password that was to be taken away still logs in.
#
# Debian's Redis 7.0.15: requirepass is one, and ACL SETUSER default >two lets a second password in. CONFIG SET requirepass
# one answers OK, and both log in still; CONFIG SET requirepass three takes both away. ACL SETUSER default resetpass >one
# leaves one alone (config.c, sdsConfigSet: what does not differ is not applied).
#
# Needs Debian 12 on amd64 with its apt sources, and port 17060 of the loopback address.
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
cp root/usr/bin/redis-check-rdb redis-server
./redis-server --version
./redis-server --port 17060 --bind 127.0.0.1 --save '' --requirepass one >server.log 2>&1 &
server=$!

# as PASSWORD COMMAND...: what the server answers to who logs in so
as() { password=$1; shift; REDISCLI_AUTH=$password root/usr/bin/redis-cli -p 17060 "$@" 2>/dev/null || :; }

tries=100
until [ "$(as one ping)" = PONG ]; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || { echo 'the server does not answer'; exit 1; }
  sleep 0.1
done

# those_in: which of the passwords log in
those_in() {
  for each in one two three; do
    [ "$(as "$each" ping)" = PONG ] && printf '%s ' "$each"
  done
  echo
}

# expect WORDS WHAT: compares who logs in now
expect() {
  found=$(those_in)
  echo "$2: log in: $found"
  [ "$found" = "$1 " ] || { echo "different now: expected $1"; exit 1; }
}

as one acl setuser default '>two' >/dev/null
expect 'one two' 'a second password was added'
echo "CONFIG SET requirepass one answers $(as one config set requirepass one)"
expect 'one two' 'requirepass was set to what it is'
echo "CONFIG SET requirepass three answers $(as one config set requirepass three)"
expect 'three' 'requirepass was set to another value'
as three acl setuser default '>two' >/dev/null
as three acl setuser default resetpass '>three' >/dev/null
expect 'three' 'ACL SETUSER default resetpass'
echo 'as before: setting requirepass to what it is takes no other password away'
