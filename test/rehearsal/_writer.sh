#!/bin/sh
# _writer.sh FILE KEY: pushes one id after another with the client in a file, and prints those that are done.
id=0
while :; do
  if said=$(sh "$1" RPUSH "$2" "$id" 2>&1); then echo "$id"; else echo "$id $said"; fi
  id=$((id + 1))
  sleep 0.01
done
