#!/bin/sh
# First boot of data1 in quorum.

host='data1'
packages='redis72 curl'
redis_version='7.2'
services='sentinel redis'
region='eu-central-1'
secret_name='vedette/quorum/redis-password'

redis_conf() {
	cat <<'END-OF-REDIS-CONF'
# redis.conf of data1 in quorum: Redis 7.2 from the package redis72.
# Written at the first boot, and from then on by Redis and Sentinel.

# Network
bind 10.0.1.10 127.0.0.1
port 6379

# Service
daemonize yes
pidfile /var/run/redis/redis.pid
dir /var/db/redis/data
logfile /var/log/redis/redis.log

# Replication
masterauth {secret redis-password}
requirepass {secret redis-password}
min-replicas-to-write 1
min-replicas-max-lag 10
repl-diskless-sync-max-replicas 1

# Memory
maxmemory 2gb
END-OF-REDIS-CONF
}

sentinel_conf() {
	cat <<'END-OF-SENTINEL-CONF'
# sentinel.conf of data1 in quorum: Sentinel 7.2 from the package redis72.
# Written at the first boot, and from then on by Sentinel, which keeps its state in it.

# Network
bind 10.0.1.10 127.0.0.1
port 5000

# Service
dir /usr/local/etc/redis
logfile /var/log/redis/sentinel.log

# Identity
sentinel myid bb3664904ff000fcc2548f26ab15e144cfb7195f

# Group
sentinel monitor mymaster 10.0.1.10 6379 2
sentinel auth-pass mymaster {secret redis-password}
sentinel down-after-milliseconds mymaster 5000
sentinel failover-timeout mymaster 60000
sentinel parallel-syncs mymaster 1
END-OF-SENTINEL-CONF
}

group_settings() {
	cat <<'END-OF-GROUP'
self='10.0.1.10'
group='mymaster'
sentinels='10.0.1.10 10.0.1.11 10.0.1.12 10.0.1.13 10.0.1.14'
peers='10.0.1.11 10.0.1.12'
promotable='10.0.1.11 10.0.1.12'
services='sentinel redis'
majority=3
grace=32
redis_port=6379
sentinel_port=5000
END-OF-GROUP
}

set -eu
exec </dev/null
export PATH=/sbin:/bin:/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin HOME=/root
export ASSUME_ALWAYS_YES=yes IGNORE_OSVERSION=yes
etc=/usr/local/etc/redis

step=start
reason='a command failed'
outcome=
finish() {
	rm -rf "$scratch"
	[ -n "$outcome" ] || outcome="FAILED $step: $reason"
	printf 'vedette: %s\n' "$outcome"
}
scratch=$(mktemp -d /tmp/vedette.XXXXXX)
trap finish EXIT
echo

begin() { step=$1; }
say() { printf 'vedette: %s: %s\n' "$step" "$*"; }
die() {
	reason=$*
	exit 1
}

patiently() {
	delay=2
	until "$@"; do
		[ "$delay" -le 64 ] || return 1
		say "not yet, again in $delay s"
		sleep "$delay"
		delay=$((delay * 2))
	done
}

rc_set() { sysrc -c "$1" >/dev/null 2>&1 || sysrc "$1" >/dev/null; }

place() {
	cat >"$scratch/new"
	install -S -o "$3" -g "${4-$3}" -m "$2" "$scratch/new" "$1"
}

run() { service "$1" "$2" >"$scratch/said" || die "$(sed -n "s/^vedette: FAILED $step: //p" "$scratch/said")"; }

system() {
	begin system
	rc_set "hostname=$host"
	hostname "$host"
	rc_set firstboot_pkgs_enable=NO
	rc_set firstboot_freebsd_update_enable=NO
	rc_set firstboot_pkg_upgrade_enable=NO
	grep -q '^kern.ipc.soacceptqueue=' /etc/sysctl.conf 2>/dev/null || echo kern.ipc.soacceptqueue=1024 >>/etc/sysctl.conf
	[ "$(sysctl -n kern.ipc.soacceptqueue)" -ge 1024 ] || sysctl kern.ipc.soacceptqueue=1024 >/dev/null
	say "this is $host"
}

have_packages() {
	for each in $packages; do pkg info -e "$each" || return 1; done
} 2>/dev/null

fetch_packages() {
	pkg -N >/dev/null 2>&1 || pkg bootstrap -y || return 1
	# shellcheck disable=SC2086
	pkg update -f && pkg install -y $packages
}

install_packages() {
	begin packages
	have_packages || patiently fetch_packages || die "pkg could not install $packages"
	installed=$(redis-server --version | sed 's/^Redis server v=\([0-9.]*\) .*/\1/')
	case $installed in
	"$redis_version".*) ;;
	*) die "$packages installed Redis $installed, and the files are for $redis_version" ;;
	esac
	say "$packages"
}

rc_conf() {
	cat <<'END'
[ -z "${autoboot-}" ] || ! [ -e /firstboot ] || eval "${name}_enable=NO"
END
	[ "$1" = vedette_report ] || cat <<'END'
start_postcmd='timeout 9 sh -c "until service $name onestatus; do sleep 0.1; done" >/dev/null 2>&1'
END
	[ "$1" != redis ] || echo "start_precmd='/usr/local/etc/rc.d/vedette_volume onestart && /usr/local/etc/rc.d/vedette onedecide'"
}

write_rc() {
	install -d /usr/local/etc/rc.conf.d
	group_settings | place /usr/local/etc/rc.conf.d/vedette 444 root wheel
	for each in $services vedette_report; do
		rc_conf "$each" | place "/usr/local/etc/rc.conf.d/$each" 444 root wheel
	done
	place /usr/local/etc/rc.d/vedette 555 root wheel <<'END-OF-RC'
#!/bin/sh
# PROVIDE: vedette
# REQUIRE: LOGIN sshd sentinel
# BEFORE: redis
# Decides whether Redis starts as primary or as replica.

PATH=$PATH:/usr/local/bin
. /etc/rc.subr

name=vedette
extra_commands='decide named report audit'
start_cmd=:
stop_cmd=:
decide_cmd=vedette_decide
named_cmd=vedette_named
report_cmd=vedette_report
audit_cmd=vedette_audit
load_rc_config "$name"
: "${vedette_patience:=600}" "${vedette_password:=}"

conf=/usr/local/etc/redis/redis.conf
data=/var/db/redis/data
unsynced=/var/db/redis/unsynced
log=/var/log/redis/redis.log

say() { printf 'vedette: role: %s\n' "$*"; }

setting() { awk -v name="$1" '$1 == name { gsub(/"/, "", $2); value = $2 } END { print value }' "$conf"; }

sentinel() {
	sentinel_host=$1
	shift
	timeout 2 redis-cli -h "$sentinel_host" -p "$sentinel_port" --raw SENTINEL "$@" 2>/dev/null
}

redis() {
	redis_host=$1
	shift
	REDISCLI_AUTH=${vedette_password:-$(setting requirepass)} timeout 2 redis-cli -h "$redis_host" -p "$redis_port" --raw "$@" 2>/dev/null
}

tally() {
	for each in $sentinels; do
		[ "$each" = "${1-}" ] || sentinel "$each" GET-MASTER-ADDR-BY-NAME "$group" | awk 'NR == 1 && /^[0-9.]+$/'
	done | sort | uniq -c | sort -rn | awk 'NR == 1 { print $2, $1 }'
}

vedette_named() {
	begun=$(date +%s)
	until name_group; do may_look_again || return 1; done
}

name_group() {
	named=$(tally "$self" | awk '{ print $1 }')
	if [ -n "$named" ]; then
		printf '%s\n' "$named"
		replicas_of "$named"
	elif named=$(leader); then
		[ -z "$named" ] || printf '%s\n' "$named" "$peers" | tr ' ' '\n' | awk '!seen[$0]++'
	else
		[ "${unclear-}" = "$named" ] || say "waits, since it is not clear which of $named leads" >&2
		unclear=$named
		return 1
	fi
}

has_begun_since() { [ "$(date +%s)" -lt "$((begun + $1))" ]; }

may_look_again() {
	has_begun_since "$vedette_patience" || return 1
	if has_begun_since 10; then sleep 0.2; else sleep 1; fi
}

places() {
	for each in $peers; do
		redis "$each" INFO replication | awk -F: -v host="$each" '
			{ sub(/\r$/, ""); said[$1] = $2 }
			function field(name) { return said[name] == "" ? "-" : said[name] }
			END {
				print host, (said["role"] == "" ? "silent" : said["role"]), field("master_host"), field("master_replid"), field("master_replid2")
			}'
	done
}

leader() {
	places | awk -v known=" $self $peers " -v early="$(has_begun_since "$((vedette_patience / 2))" && echo 1)" '
		function list(host) { if (!listed[host]++) hosts[++count] = host }
		function may_lead(host) { return primaries ? host in id && !(id[host] in former) : followers[host] > 0 }
		function is_rival(host) {
			if (role[host] == "silent" && early && !followers[best]) return 1
			return followers[host] >= followers[best] + 0 && (may_lead(host) || followers[host] > 0 && role[host] != "slave")
		}
		{ list($1); role[$1] = $2 }
		$2 != "silent" { answers = 1 }
		$2 == "master" { primaries = 1; id[$1] = $4; former[$5] = 1 }
		$2 == "slave" { list($3); followers[$3]++ }
		END {
			if (!answers) exit
			for (at = 1; at <= count; at++)
				if (may_lead(hosts[at]) && (best == "" || followers[hosts[at]] > followers[best])) best = hosts[at]
			for (at = 1; at <= count; at++)
				if (hosts[at] != best && is_rival(hosts[at])) rivals = rivals " " hosts[at]
			print best rivals
			exit best == "" || rivals != "" || !index(known, " " best " ")
		}'
}

replicas() {
	for each in $sentinels; do
		sentinel "$each" REPLICAS "$group" | awk '
			last == "ip" { ip = $0 }
			last == "flags" { print ip, $0 }
			{ last = $0 }'
	done
}

replicas_of() { replicas | awk -v hosts=" $self $peers " -v named="$1" '$1 != named && index(hosts, " " $1 " ") && !seen[$1]++ { print $1 }'; }

role_of() { redis "$1" ROLE | head -n 1; }

is_primary() { [ "$(role_of "$1")" = master ]; }

first_of() {
	for each in $1; do
		if "$2" "$each"; then
			printf '%s\n' "$each"
			return 0
		fi
	done
	return 1
}

primary_of_peers() { first_of "$peers" is_primary; }

look_at_disk() {
	history=
	place=
	age=
	file=$(setting dbfilename)
	file=$data/${file:-dump.rdb}
	if [ "$(setting appendonly)" != yes ] || ended_in_order; then
		snapshot=$(head -c 512 "$file" 2>/dev/null | redis-check-rdb /dev/stdin 2>/dev/null)
		history=$(aux_field repl-id)
		place=$(aux_field repl-offset)
	fi
	written=$(find "$data" -type f ! -name 'temp-*' ! -name '*.manifest' -exec stat -f %m {} + 2>/dev/null | sort -n | tail -n 1)
	[ -z "$written" ] || age=$(($(date +%s) - written))
}

ended_in_order() {
	tail -n 9 "$log" | tr -d '\n' | grep -q 'fsync() on the AOF file.*bye bye\.\.\.$' && [ -z "$(find "$file" -newer "$log")" ]
} 2>/dev/null

aux_field() { printf '%s\n' "$snapshot" | sed -n "s/.* AUX FIELD $1 = '\(.*\)'.*/\1/p"; }

place_ahead() {
	redis "$1" INFO | awk -F: -v history="$history" -v place="$place" -v age="$age" '
		{ sub(/\r$/, ""); said[$1] = $2 }
		/^db[0-9]+:keys=/ { keys = 1 }
		function is_ahead() {
			if (history != "" && (said["master_replid"] == history || said["master_replid2"] == history && said["second_repl_offset"] + 0 > place + 0))
				return said["slave_repl_offset"] + 0 > place + 0
			heard = said["master_link_status"] == "up" ? said["master_last_io_seconds_ago"] : said["master_link_down_since_seconds"]
			return keys && (age == "" || heard >= 0 && heard + 0 <= age + 2)
		}
		END { if (said["role"] == "slave" && said["slave_priority"] + 0 > 0 && is_ahead()) print said["slave_repl_offset"] }'
}

host_ahead() {
	for each in $promotable; do
		place_ahead "$each" | sed "s/\$/ $each/"
	done | sort -rn | awk 'NR == 1 { print $2 }'
}

silent_peer() {
	for each in $peers; do
		redis "$each" INFO | grep -q '^loading:0' && continue
		if is_empty || ! replicas_known || is_up "$each"; then
			printf '%s\n' "$each"
			return 0
		fi
	done
	return 1
}

is_up() { replicas | grep -Fqx "$1 slave"; }

is_candidate() { redis "$1" INFO replication | grep -q '^slave_priority:[1-9]'; }

flags() {
	for each in $sentinels; do
		sentinel "$each" MASTER "$group" | awk 'last == "flags" { print } { last = $0 }'
	done
}

replicas_known() { replicas | grep -q .; }

is_failing_over() { flags | grep -q failover_in_progress; }

may_be_replaced() {
	is_failing_over && return 0
	flags | grep -q s_down && has_begun_since "$grace" && replicas_known && first_of "$promotable" is_candidate >/dev/null
}

is_empty() { [ -z "$(ls -A "$data" 2>/dev/null)" ]; }

mark_if_unsynced() {
	is_empty || [ -e "$unsynced" ] || return 0
	own=$(setting replica-priority)
	if [ "${own:-100}" != 0 ] || [ ! -s "$unsynced" ]; then
		printf '%s\n' "${own:-100}" >"$unsynced"
		sync
	fi
}

has_synced() { redis "$self" INFO replication | grep -Eq '^(role:master|master_link_status:up|master_link_down_since_seconds:[0-9])'; }

take_priority() {
	tries=$((vedette_patience * 5))
	until has_synced && [ "$(redis "$self" CONFIG SET replica-priority "$1")" = OK ] && [ "$(redis "$self" CONFIG REWRITE)" = OK ]; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		sleep 0.2
		! answers redis || tries=$((vedette_patience * 5))
	done
	rm -f "$unsynced"
}

follow() {
	[ -z "$1" ] && [ "$(setting replicaof)" = "${2-}" ] && return 0
	(
		umask 077
		{
			awk -v priority="$1" '$1 != "replicaof" && (priority == "" || $1 != "replica-priority")' "$conf" &&
				if [ -n "$1" ]; then printf 'replica-priority %s\n' "$1"; fi &&
				if [ -n "${2-}" ]; then printf 'replicaof %s %s\n' "$2" "$redis_port"; fi
		} >"$conf.role"
	) && chown redis:redis "$conf.role" && mv "$conf.role" "$conf"
}

become_replica() {
	mark_if_unsynced
	follow "$([ ! -e "$unsynced" ] || echo 0)" "$1" || return 1
	say "replica of $1 $2"
	[ -e "$unsynced" ] || return 0
	say 'priority 0 until it has been in sync, since it has no data'
	take_priority "$(cat "$unsynced")" >/dev/null 2>&1 </dev/null &
}

become_primary() {
	follow "$(cat "$unsynced" 2>/dev/null)" && rm -f "$unsynced" && say "primary $1"
}

await_promotion() {
	[ "${awaited-}" = "$1" ] || say "waits for the Sentinels to promote a replica, since $1 holds newer data than this disk"
	awaited=$1
}

fetch_from() {
	turn "$1" master NO ONE || return 1
	become_replica "$1" "until it has what that host holds, since the Sentinels know no replica"
	lead_after "$1" >/dev/null 2>&1 </dev/null &
}

give_way_to() {
	turn "$1" master NO ONE || return 1
	become_replica "$1" "since the Sentinels promote none, and it holds newer data than this disk"
}

lead_after() {
	tries=$vedette_patience
	until redis "$self" ROLE | grep -q '^connected'; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		sleep 1
	done
	turn "$1" slave "$self" "$redis_port"
	turn "$self" master NO ONE && redis "$self" CONFIG REWRITE
}

turn() {
	turned=$1
	role=$2
	shift 2
	tries=$vedette_patience
	until [ "$(role_of "$turned")" = "$role" ]; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		redis "$turned" REPLICAOF "$@" >/dev/null || sleep 1
	done
}

real_primary() {
	other=
	[ "$(role_of "$1")" != slave ] || other=$(primary_of_peers)
	printf '%s\n' "${other:-$1}"
}

decide() {
	verdict=$(tally)
	named=${verdict% *}
	votes=${verdict#* }
	[ "${votes:-0}" -ge "$majority" ] || return 1
	if [ "$named" != "$self" ]; then
		become_replica "$(real_primary "$named")" "since $votes of the Sentinels name $named"
		return
	fi
	silent=$(silent_peer)
	look_at_disk
	ahead=$(host_ahead)
	if [ -n "$ahead" ] && ! replicas_known; then
		fetch_from "$ahead"
	elif [ -n "$ahead" ] && { is_failing_over || has_begun_since "$((vedette_patience / 2))"; }; then
		await_promotion "$ahead"
		return 1
	elif [ -n "$ahead" ]; then
		give_way_to "$ahead"
	elif may_be_replaced || [ -n "$(primary_of_peers)" ] || { is_empty && replicas_known; }; then
		return 1
	elif [ -n "$silent" ] && has_begun_since "$((vedette_patience / 2))"; then
		return 1
	else
		become_primary "since $votes of the Sentinels name it"
	fi
}

fall_back() {
	[ -n "$named" ] && [ "$named" != "$self" ] || named=$(primary_of_peers)
	[ -n "$named" ] || named=${peers%% *}
	if [ -n "$named" ]; then
		become_replica "$named" "since no majority answered within $vedette_patience s"
	else
		become_primary 'since there is no other data host'
	fi
}

vedette_decide() {
	if service redis onestatus >/dev/null 2>&1; then
		say 'redis is running, nothing to decide'
		return 0
	fi
	named=
	begun=$(date +%s)
	until decide; do
		may_look_again || {
			fall_back
			return
		}
	done
}

answers() {
	case $1 in
	redis) redis "$self" PING ;;
	sentinel) timeout 2 redis-cli -h "$self" -p "$sentinel_port" PING ;;
	esac 2>&1 | grep -Eq '^(PONG|LOADING)'
}

vedette_report() {
	for each in $services; do
		tries=30
		until service "$each" onestatus >/dev/null 2>&1 && answers "$each"; do
			tries=$((tries - 1))
			if [ "$tries" -eq 0 ]; then
				printf 'vedette: FAILED report: %s does not answer\n' "$each"
				return 1
			fi
			sleep 1
		done
	done
	printf 'vedette: ready\n'
}

vedette_audit() {
	if vulnerable=$(timeout 30 pkg audit -Fq 2>/dev/null); then
		return 0
	elif [ -n "$vulnerable" ]; then
		printf 'vedette: audit: known vulnerabilities in %s; replace this host, or update it\n' "$(echo "$vulnerable" | tr '\n' ' ' | sed 's/ $//')"
	else
		printf 'vedette: audit: pkg audit could not look for known vulnerabilities\n'
	fi
}

run_rc_command "$1"
END-OF-RC
	place /usr/local/etc/rc.d/vedette_report 555 root wheel <<'END-OF-RC'
#!/bin/sh
# PROVIDE: vedette_report
# REQUIRE: vedette redis sentinel
# Says whether the services answer.

. /etc/rc.subr

name=vedette_report
rcvar=vedette_report_enable
start_cmd='service vedette onereport && service vedette oneaudit'
stop_cmd=:
load_rc_config "$name"
: "${vedette_report_enable:=NO}"

run_rc_command "$1"
END-OF-RC
	place /usr/local/etc/rc.d/vedette_volume 555 root wheel <<'END-OF-RC'
#!/bin/sh
# PROVIDE: vedette_volume
# KEYWORD: nostart
# Mounts the data volume.

. /etc/rc.subr

name=vedette_volume
extra_commands=format
start_cmd=volume_start
stop_cmd=:
format_cmd=volume_format
load_rc_config "$name"

link=/dev/aws/disk/linuxname/sdf
folder=/var/db/redis
label=redisdata

say() { printf 'vedette: volume: %s\n' "$*"; }

fail() {
	printf 'vedette: FAILED volume: %s\n' "$*"
	return 1
}

is_mounted() { mount -p | grep -q "[[:blank:]]${folder}[[:blank:]]"; }

find_disk() {
	tries=240
	until [ -e "$link" ]; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || fail "$link did not appear; attach the data volume" || return 1
		sleep 0.5
	done
	disk=$(realpath "$link")
}

is_ours() {
	held=$(fstyp -l "$disk" 2>&1)
	[ "$held" = "ufs $label" ] || fail "$disk is no data volume of vedette: $held"
}

mend() { fsck_ffs -p "$disk" || fail "$disk is damaged; run fsck_ffs $disk, then service redis start"; }

grow() {
	if grown=$(growfs -y "$disk" 2>&1); then
		case $grown in
		*'equal to the current'*) ;;
		*) say "the file system has grown with $disk" ;;
		esac
	else
		say "the file system has not grown with $disk: $grown"
	fi
}

mount_disk() {
	install -d -o redis -g redis -m 750 "$folder"
	{ mount -o noatime "$disk" "$folder" && is_mounted; } || fail "$folder is not mounted"
}

volume_start() {
	is_mounted && return 0
	find_disk && is_ours && mend && grow && mount_disk && chown redis:redis "$folder"
}

is_zero() {
	dd if=/dev/zero of="$zeros" bs="$1" count="$3" 2>/dev/null || return 1
	dd if="$disk" bs="$1" skip="$2" count="$3" 2>/dev/null | cmp -s - "$zeros"
}

is_blank() {
	# shellcheck disable=SC2046
	set -- $(diskinfo "$disk")
	[ $# -ge 4 ] || return 1
	is_zero 1048576 0 4 && is_zero "$2" "$(($4 - 2048))" 2048
}

is_half_made() {
	held=$(dd if="$disk" bs=4096 skip=16 count=1 2>/dev/null | od -An -v -t x1 | tr -d ' \n' | cut -c 1361-1380,2745-2752)
	[ "$held" = 7265646973646174610008049619 ] && is_zero 65536 0 1
}

volume_format() {
	is_mounted && return 0
	find_disk || return 1
	if held=$(fstyp -lu "$disk" 2>/dev/null); then
		[ "$held" = "ufs $label" ] || fail "$disk holds $held, no data volume of vedette; detach it or empty it" || return 1
		say "$disk keeps its data"
		return 0
	fi
	zeros=$(mktemp /tmp/vedette.XXXXXX)
	state=
	if is_blank; then
		state=blank
	elif is_half_made; then
		state='half formatted'
	fi
	rm -f "$zeros"
	[ -n "$state" ] || fail "$disk is not blank or cannot be read; detach it or empty it" || return 1
	newfs -U -L "$label" "$disk" >/dev/null || fail "$disk cannot be formatted" || return 1
	say "$disk was $state and is formatted"
}

run_rc_command "$1"
END-OF-RC
}

volume() {
	begin volume
	for each in oneformat onestart; do
		run vedette_volume "$each"
		cat "$scratch/said"
	done
	[ -d /var/db/redis/data ] || install -d -o redis -g redis -m 700 /var/db/redis/data
	say '/var/db/redis is mounted'
}

metadata() { aws-ec2-imdsv2-get "latest/$1" 2>/dev/null; }
field() { sed -n 's/.*"'"$1"'" *: *"\([^"]*\)".*/\1/p' "$2"; }
is_password() {
	case $1 in
	*[!A-Za-z0-9_-]*) return 1 ;;
	esac
	[ ${#1} -ge 16 ] && [ ${#1} -le 128 ]
}

ask_store() {
	role=$(metadata meta-data/iam/security-credentials/) || return 1
	printf '%s\n' "$role" | grep -Eq '^[A-Za-z0-9_+=,.@-]+$' || return 1
	metadata "meta-data/iam/security-credentials/$role" >"$scratch/role" || return 1
	[ "$(field Code "$scratch/role")" = Success ] || return 1
	cat >"$scratch/request" <<END
url = "https://secretsmanager.$region.amazonaws.com/"
aws-sigv4 = "aws:amz:$region:secretsmanager"
user = "$(field AccessKeyId "$scratch/role"):$(field SecretAccessKey "$scratch/role")"
header = "x-amz-security-token: $(field Token "$scratch/role")"
header = "x-amz-target: secretsmanager.GetSecretValue"
header = "content-type: application/x-amz-json-1.1"
data = "{\"SecretId\":\"$secret_name\"}"
END
	curl -sS --max-time 10 -K "$scratch/request" -o "$scratch/answer" || return 1
	password=$(field SecretString "$scratch/answer")
	[ -n "$password" ] && return
	say "the secret store says $(field __type "$scratch/answer")"
	return 1
}

secret() {
	begin secret
	if [ -f /usr/local/etc/vedette/redis-password ]; then
		password=$(cat /usr/local/etc/vedette/redis-password)
		from='the file'
	else
		command -v aws-ec2-imdsv2-get >/dev/null || die 'this image has no aws-ec2-imdsv2-get; take a base or small one'
		patiently ask_store || die "the secret $secret_name could not be read with the role of this host"
		from='the secret store'
	fi
	is_password "$password" || die "$from holds no password of 16 to 128 letters, digits, _ and -"
	say "read from $from"
}

reveal() {
	secret=$password awk -v mark=' {secret redis-password}' '
		{ at = length($0) - length(mark) + 1 }
		at > 1 && substr($0, at) == mark { $0 = substr($0, 1, at) ENVIRON["secret"] }
		{ print }'
}

known_group() { vedette_password=$password /usr/local/etc/rc.d/vedette onenamed; }

with_group() {
	awk -v known="$(tr '\n' ' ' <"$1")" '
		BEGIN { count = split(known, host, " ") }
		$1 == "sentinel" && $2 == "monitor" && count { $4 = host[1]; group = $3; port = $5 }
		{ print }
		END { for (i = 2; i <= count; i++) print "sentinel known-replica", group, host[i], port }'
}

files() {
	begin files
	[ -d "$etc" ] || install -d -o redis -g redis -m 700 "$etc"
	for each in $services; do
		if [ -e "$etc/$each.conf" ]; then
			say "$etc/$each.conf is there and stays as it is"
		else
			[ -n "${password-}" ] || secret
			begin files
			write_conf "$each"
			say "$etc/$each.conf is installed"
		fi
		rc_set "${each}_config=$etc/$each.conf"
		rc_set "${each}_umask=077"
		rc_set "${each}_oomprotect=YES"
	done
}

write_conf() {
	case $1 in
	redis) redis_conf >"$scratch/plain" ;;
	sentinel)
		known_group >"$scratch/group" || die 'the data hosts do not agree on who leads; make all but one of them its replicas'
		sentinel_conf >"$scratch/first"
		with_group "$scratch/group" <"$scratch/first" >"$scratch/plain"
		;;
	esac
	reveal <"$scratch/plain" >"$scratch/revealed"
	place "$etc/$1.conf" 600 redis <"$scratch/revealed"
}

enable_services() {
	begin enable
	for each in $services vedette_report; do
		service "$each" enabled 2>/dev/null || service "$each" enable
	done
}

start_service() {
	if service "$1" status >/dev/null 2>&1; then
		say "$1 is running"
	else
		service "$1" start || die "$1 did not start"
		say "$1 is started"
	fi
}

start() {
	begin start
	for each in $services; do start_service "$each"; done
	begin report
	run vedette onereport
	service vedette oneaudit
	outcome=ready
}

start_or_restart() {
	if [ -e /firstboot-reboot ]; then
		outcome='restarting for updates'
	else
		start
	fi
}

system
install_packages
write_rc
volume
files
enable_services
start_or_restart
