#!/bin/sh
# Installs what vedette needs and this machine lacks: npm packages as the lock file says and, as root on Debian, programs
# through apt. "prepare.sh test" installs what the tests need as well, which is four times as much. What is there already is
# left as it is.
set -eu
cd "$(dirname "$0")/../.."

# npm_packages FOLDER [OPTION]: all of them, or those that an option leaves, unless somebody has installed others there. The
# mark of what was installed goes with it.
npm_packages() {
  lock=$1/package-lock.json
  mark=$1/node_modules/.vedette-lock
  option=${2-}
  [ ! -d "$1/node_modules" ] || [ -e "$mark$option" ] || option=
  ! cmp -s "$lock" "$mark" || return 0
  ! cmp -s "$lock" "$mark$option" || return 0
  echo "installing npm packages in $1" >&2
  # shellcheck disable=SC2086
  (cd "$1" && npm ci $option --no-audit --no-fund --loglevel=error >&2)
  cp "$lock" "$mark$option"
}

debian_packages() {
  missing=
  for pair in "$@"; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || [ -d "${pair%%:*}" ] || missing="$missing ${pair##*:}"
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "missing:$missing; install them, or run this as root on Debian" >&2
    return 0
  fi
  echo "installing with apt:$missing" >&2
  apt-get update -qq >&2
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null
  stop_new_services
}

# apt starts what it installs. Only services of packages that were not there before are stopped.
stop_new_services() {
  for service in redis-server redis-sentinel; do
    case " $missing " in
    *" $service "*)
      service "$service" stop >&2 || true
      update-rc.d "$service" disable >/dev/null 2>&1 || true
      ;;
    esac
  done
}

if [ "${1-}" = test ]; then
  npm_packages .
else
  npm_packages . --omit=dev
fi
debian_packages redis-server:redis-server redis-sentinel:redis-sentinel redis-cli:redis-tools \
  ip:iproute2 unshare:util-linux ps:procps curl:curl openssl:openssl
if [ "${1-}" = test ]; then
  npm_packages test/nodes
  npm_packages test/successor
  debian_packages shellcheck:shellcheck busybox:busybox dash:dash yash:yash original-awk:original-awk git:git jq:jq \
    chromium:chromium ssh:openssh-client rsvg-convert:librsvg2-bin /usr/lib/python3/dist-packages/redis:python3-redis
  sh test/engines.sh
  sh test/sshd.sh
fi
