#!/bin/sh
# node-redis builds a class with a method for each of its commands whenever a client's options differ from those of the
# client made before it, also if only the password or the address is another. A program that speaks to many servers, as
# one does that watches a group, or a Sentinel client that opens connections at a failover, pays for it each time: tens of
# milliseconds of CPU, in which nothing else of the process goes on. Clients that are duplicates of one share its class.
#
# redis 6.3.1 of npm (@redis/client 6.3.1), no server: clients are made and not connected.
#
# Needs Node 20 or later with npm. Exits 0 if this happens, and 1 if it is different now.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund redis@6.3.1

cat >clients.cjs <<'SCRIPT'
const { createClient } = require('redis');
const { version } = require('@redis/client/package.json');
console.log(`node ${process.version}, @redis/client ${version}`);

const CLIENTS = 16;

/** Milliseconds of CPU that making clients takes, for each. */
function cpuOf(title, make) {
  const began = process.cpuUsage();
  const classes = new Set();
  for (let at = 0; at < CLIENTS; at += 1) classes.add(Object.getPrototypeOf(make(at)));
  const { user, system } = process.cpuUsage(began);
  const each = (user + system) / 1_000 / CLIENTS;
  console.log(`${title}: ${each.toFixed(2)} ms of CPU for a client, ${classes.size} prototypes for ${CLIENTS}`);
  return each;
}

const optionsOf = (port) => ({ RESP: 2, socket: { host: '127.0.0.1', port } });
const first = createClient(optionsOf(17040));
const differing = cpuOf('options that differ by the port', (at) => createClient(optionsOf(17041 + at)));
const duplicates = cpuOf('duplicates with another port', (at) => first.duplicate(optionsOf(17061 + at)));
const ratio = differing / duplicates;
console.log(`${ratio.toFixed(0)} times as much`);
process.exitCode = ratio >= 5 ? 0 : 1;
SCRIPT

if node clients.cjs; then
  echo 'as before: each set of options costs a class of its own, and duplicates share one'
else
  echo 'different now'
  exit 1
fi
