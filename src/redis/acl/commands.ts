/**
 * The commands that rules of users name, with the categories that they are in: ACL CAT and COMMAND DOCS of redis-server
 * 7.0.15 and 8.0.2 and of valkey-server 8.1.1 and 9.1.2, each as a server and as Sentinel. A row says from which version on
 * each engine has it, so that versions between those that were asked are derived. Of Redis after 8.0 new commands are not
 * known.
 */

import {
  compareVersions,
  type EngineVersion,
  isValkey,
  type RedisVersion,
  VALKEY_VERSIONS,
} from '../catalogue/version.ts';
import type { DocumentKind } from '../document.ts';

/** A command, or a subcommand as `config|get`. */
export interface RedisCommand {
  readonly name: string;
  readonly categories: ReadonlySet<string>;
}

/** The last version of Redis whose commands are all known. */
const NEWEST: RedisVersion = '8.0';

/** The version of Redis whose commands all versions of Valkey have, beside those whose rows say so. */
const IN_VALKEY: RedisVersion = '7.2';

/** The versions of which a server was asked, so that nothing is derived. */
export const ASKED_VERSIONS: ReadonlySet<EngineVersion> = new Set(['7.0', '8.0', 'valkey-8.1', 'valkey-9.1']);

/** True if a name that is not here is no command of that version. */
export function knowsCommandsOf(version: EngineVersion): boolean {
  return isValkey(version) || compareVersions(version, NEWEST) <= 0;
}

/** The commands of a program, by name. */
export function commandsOf(version: EngineVersion, kind: DocumentKind): ReadonlyMap<string, RedisCommand> {
  const key = `${kind} ${version}`;
  const known = made.get(key) ?? make(version, kind);
  made.set(key, known);
  return known;
}

const made = new Map<string, ReadonlyMap<string, RedisCommand>>();

function make(version: EngineVersion, kind: DocumentKind): ReadonlyMap<string, RedisCommand> {
  const commands = TABLE.trim()
    .split('\n')
    .map((row) => row.split(/ +/))
    .filter(([, since = '', program]) => isSince(since, version) && (program === 'both' || program === kind))
    .map(([name = '', , , ...categories]) => ({ name, categories: categoriesIn(version, name, categories) }));
  return new Map(commands.map((command) => [command.name, command]));
}

/** What came to Redis until Valkey parted is in every version of it. */
function isSince(since: string, version: EngineVersion): boolean {
  const [redis = '', valkey] = since.split('/');
  if (!isValkey(version)) return redis !== '' && Number(redis) <= Number(version);
  if (valkey === undefined) return isSince(redis, IN_VALKEY);
  const until = VALKEY_VERSIONS.slice(0, VALKEY_VERSIONS.indexOf(version) + 1);
  return until.some((each) => each === `valkey-${valkey}`);
}

/** Since 7.2, in which WAITAOF came, WAIT is a blocking command too. */
function categoriesIn(
  version: EngineVersion,
  name: string,
  categories: readonly string[],
): ReadonlySet<string> {
  return new Set(
    categories.filter((category) => !(version === '7.0' && name === 'wait' && category === 'blocking')),
  );
}

/** Name, versions of Redis and behind a stroke of Valkey in which it came (7.0: or before), program, categories. */
const TABLE = `
acl                               7.0     both     slow
acl|cat                           7.0     both     slow
acl|deluser                       7.0     both     admin dangerous slow
acl|dryrun                        7.0     both     admin dangerous slow
acl|genpass                       7.0     both     slow
acl|getuser                       7.0     both     admin dangerous slow
acl|help                          7.0     both     slow
acl|list                          7.0     both     admin dangerous slow
acl|load                          7.0     both     admin dangerous slow
acl|log                           7.0     both     admin dangerous slow
acl|save                          7.0     both     admin dangerous slow
acl|setuser                       7.0     both     admin dangerous slow
acl|users                         7.0     both     admin dangerous slow
acl|whoami                        7.0     both     slow
append                            7.0     redis    fast string write
asking                            7.0     redis    connection fast
auth                              7.0     both     connection fast
bgrewriteaof                      7.0     redis    admin dangerous slow
bgsave                            7.0     redis    admin dangerous slow
bitcount                          7.0     redis    bitmap read slow
bitfield                          7.0     redis    bitmap slow write
bitfield_ro                       7.0     redis    bitmap fast read
bitop                             7.0     redis    bitmap slow write
bitpos                            7.0     redis    bitmap read slow
blmove                            7.0     redis    blocking list slow write
blmpop                            7.0     redis    blocking list slow write
blpop                             7.0     redis    blocking list slow write
brpop                             7.0     redis    blocking list slow write
brpoplpush                        7.0     redis    blocking list slow write
bzmpop                            7.0     redis    blocking slow sortedset write
bzpopmax                          7.0     redis    blocking fast sortedset write
bzpopmin                          7.0     redis    blocking fast sortedset write
client                            7.0     both     slow
client|caching                    7.0     both     connection slow
client|capa                       /8.0    redis    connection slow
client|getname                    7.0     both     connection slow
client|getredir                   7.0     both     connection slow
client|help                       7.0     both     connection slow
client|id                         7.0     both     connection slow
client|import-source              /8.1    redis    connection slow
client|info                       7.0     both     connection slow
client|kill                       7.0     both     admin connection dangerous slow
client|list                       7.0     both     admin connection dangerous slow
client|no-evict                   7.0     both     admin connection dangerous slow
client|no-touch                   7.2     redis    connection slow
client|pause                      7.0     both     admin connection dangerous slow
client|reply                      7.0     both     connection slow
client|setinfo                    7.2     both     connection slow
client|setname                    7.0     both     connection slow
client|tracking                   7.0     both     connection slow
client|trackinginfo               7.0     both     connection slow
client|unblock                    7.0     both     admin connection dangerous slow
client|unpause                    7.0     both     admin connection dangerous slow
cluster                           7.0     redis    slow
clusterscan                       /9.1    redis    keyspace read slow
cluster|addslots                  7.0     redis    admin dangerous slow
cluster|addslotsrange             7.0     redis    admin dangerous slow
cluster|bumpepoch                 7.0     redis    admin dangerous slow
cluster|cancelslotmigrations      /9.0    redis    admin dangerous slow
cluster|count-failure-reports     7.0     redis    admin dangerous slow
cluster|countkeysinslot           7.0     redis    slow
cluster|delslots                  7.0     redis    admin dangerous slow
cluster|delslotsrange             7.0     redis    admin dangerous slow
cluster|failover                  7.0     redis    admin dangerous slow
cluster|flushslot                 /9.0    redis    admin dangerous keyspace slow write
cluster|flushslots                7.0     redis    admin dangerous slow
cluster|forget                    7.0     redis    admin dangerous slow
cluster|getkeysinslot             7.0     redis    slow
cluster|getslotmigrations         /9.0    redis    admin dangerous slow
cluster|help                      7.0     redis    slow
cluster|info                      7.0     redis    slow
cluster|keyslot                   7.0     redis    slow
cluster|links                     7.0     redis    slow
cluster|meet                      7.0     redis    admin dangerous slow
cluster|migrateslots              /9.0    redis    admin dangerous slow
cluster|myid                      7.0     redis    slow
cluster|myshardid                 7.2     redis    slow
cluster|nodes                     7.0     redis    slow
cluster|replicas                  7.0     redis    admin dangerous slow
cluster|replicate                 7.0     redis    admin dangerous slow
cluster|reset                     7.0     redis    admin dangerous slow
cluster|saveconfig                7.0     redis    admin dangerous slow
cluster|set-config-epoch          7.0     redis    admin dangerous slow
cluster|setslot                   7.0     redis    admin dangerous slow
cluster|shards                    7.0     redis    slow
cluster|slaves                    7.0     redis    admin dangerous slow
cluster|slot-stats                /8.0    redis    slow
cluster|slots                     7.0     redis    slow
cluster|syncslots                 /9.0    redis    admin dangerous slow
command                           7.0     both     connection slow
commandlog                        /8.1    redis    slow
commandlog|get                    /8.1    redis    admin dangerous slow
commandlog|help                   /8.1    redis    slow
commandlog|len                    /8.1    redis    admin dangerous slow
commandlog|reset                  /8.1    redis    admin dangerous slow
command|count                     7.0     both     connection slow
command|docs                      7.0     both     connection slow
command|getkeys                   7.0     both     connection slow
command|getkeysandflags           7.0     both     connection slow
command|help                      7.0     both     connection slow
command|info                      7.0     both     connection slow
command|list                      7.0     both     connection slow
config                            7.0     redis    slow
config|get                        7.0     redis    admin dangerous slow
config|help                       7.0     redis    slow
config|resetstat                  7.0     redis    admin dangerous slow
config|rewrite                    7.0     redis    admin dangerous slow
config|set                        7.0     redis    admin dangerous slow
copy                              7.0     redis    keyspace slow write
dbsize                            7.0     redis    fast keyspace read
debug                             7.0     redis    admin dangerous slow
decr                              7.0     redis    fast string write
decrby                            7.0     redis    fast string write
del                               7.0     redis    keyspace slow write
delifeq                           /9.0    redis    fast string write
discard                           7.0     redis    fast transaction
dump                              7.0     redis    keyspace read slow
echo                              7.0     redis    connection fast
eval                              7.0     redis    scripting slow
eval_ro                           7.0     redis    scripting slow
evalsha                           7.0     redis    scripting slow
evalsha_ro                        7.0     redis    scripting slow
exec                              7.0     redis    slow transaction
exists                            7.0     redis    fast keyspace read
expire                            7.0     redis    fast keyspace write
expireat                          7.0     redis    fast keyspace write
expiretime                        7.0     redis    fast keyspace read
failover                          7.0     redis    admin dangerous slow
fcall                             7.0     redis    scripting slow
fcall_ro                          7.0     redis    scripting slow
flushall                          7.0     redis    dangerous keyspace slow write
flushdb                           7.0     redis    dangerous keyspace slow write
function                          7.0     redis    slow
function|delete                   7.0     redis    scripting slow write
function|dump                     7.0     redis    scripting slow
function|flush                    7.0     redis    scripting slow write
function|help                     7.0     redis    scripting slow
function|kill                     7.0     redis    scripting slow
function|list                     7.0     redis    scripting slow
function|load                     7.0     redis    scripting slow write
function|restore                  7.0     redis    scripting slow write
function|stats                    7.0     redis    scripting slow
geoadd                            7.0     redis    geo slow write
geodist                           7.0     redis    geo read slow
geohash                           7.0     redis    geo read slow
geopos                            7.0     redis    geo read slow
georadius                         7.0     redis    geo slow write
georadius_ro                      7.0     redis    geo read slow
georadiusbymember                 7.0     redis    geo slow write
georadiusbymember_ro              7.0     redis    geo read slow
geosearch                         7.0     redis    geo read slow
geosearchstore                    7.0     redis    geo slow write
get                               7.0     redis    fast read string
getbit                            7.0     redis    bitmap fast read
getdel                            7.0     redis    fast string write
getex                             7.0     redis    fast string write
getrange                          7.0     redis    read slow string
getset                            7.0     redis    fast string write
hdel                              7.0     redis    fast hash write
hello                             7.0     both     connection fast
hexists                           7.0     redis    fast hash read
hexpire                           7.4/9.0 redis    fast hash write
hexpireat                         7.4/9.0 redis    fast hash write
hexpiretime                       7.4/9.0 redis    fast hash read
hget                              7.0     redis    fast hash read
hgetall                           7.0     redis    hash read slow
hgetdel                           8.0/9.1 redis    fast hash write
hgetex                            8.0/9.0 redis    fast hash write
hincrby                           7.0     redis    fast hash write
hincrbyfloat                      7.0     redis    fast hash write
hkeys                             7.0     redis    hash read slow
hlen                              7.0     redis    fast hash read
hmget                             7.0     redis    fast hash read
hmset                             7.0     redis    fast hash write
hpersist                          7.4/9.0 redis    fast hash write
hpexpire                          7.4/9.0 redis    fast hash write
hpexpireat                        7.4/9.0 redis    fast hash write
hpexpiretime                      7.4/9.0 redis    fast hash read
hpttl                             7.4/9.0 redis    fast hash read
hrandfield                        7.0     redis    hash read slow
hscan                             7.0     redis    hash read slow
hset                              7.0     redis    fast hash write
hsetex                            8.0/9.0 redis    fast hash write
hsetnx                            7.0     redis    fast hash write
hstrlen                           7.0     redis    fast hash read
httl                              7.4/9.0 redis    fast hash read
hvals                             7.0     redis    hash read slow
incr                              7.0     redis    fast string write
incrby                            7.0     redis    fast string write
incrbyfloat                       7.0     redis    fast string write
info                              7.0     both     dangerous slow
keys                              7.0     redis    dangerous keyspace read slow
lastsave                          7.0     redis    admin dangerous fast
latency                           7.0     redis    slow
latency|doctor                    7.0     redis    admin dangerous slow
latency|graph                     7.0     redis    admin dangerous slow
latency|help                      7.0     redis    slow
latency|histogram                 7.0     redis    admin dangerous slow
latency|history                   7.0     redis    admin dangerous slow
latency|latest                    7.0     redis    admin dangerous slow
latency|reset                     7.0     redis    admin dangerous slow
lcs                               7.0     redis    read slow string
lindex                            7.0     redis    list read slow
linsert                           7.0     redis    list slow write
llen                              7.0     redis    fast list read
lmove                             7.0     redis    list slow write
lmpop                             7.0     redis    list slow write
lolwut                            7.0     redis    fast read
lpop                              7.0     redis    fast list write
lpos                              7.0     redis    list read slow
lpush                             7.0     redis    fast list write
lpushx                            7.0     redis    fast list write
lrange                            7.0     redis    list read slow
lrem                              7.0     redis    list slow write
lset                              7.0     redis    list slow write
ltrim                             7.0     redis    list slow write
memory                            7.0     redis    slow
memory|doctor                     7.0     redis    slow
memory|help                       7.0     redis    slow
memory|malloc-stats               7.0     redis    slow
memory|purge                      7.0     redis    slow
memory|stats                      7.0     redis    slow
memory|usage                      7.0     redis    read slow
mget                              7.0     redis    fast read string
migrate                           7.0     redis    dangerous keyspace slow write
module                            7.0     redis    slow
module|help                       7.0     redis    slow
module|list                       7.0     redis    admin dangerous slow
module|load                       7.0     redis    admin dangerous slow
module|loadex                     7.0     redis    admin dangerous slow
module|unload                     7.0     redis    admin dangerous slow
monitor                           7.0     redis    admin dangerous slow
move                              7.0     redis    fast keyspace write
mset                              7.0     redis    slow string write
msetex                            /9.1    redis    slow string write
msetnx                            7.0     redis    slow string write
multi                             7.0     redis    fast transaction
object                            7.0     redis    slow
object|encoding                   7.0     redis    keyspace read slow
object|freq                       7.0     redis    keyspace read slow
object|help                       7.0     redis    keyspace slow
object|idletime                   7.0     redis    keyspace read slow
object|refcount                   7.0     redis    keyspace read slow
persist                           7.0     redis    fast keyspace write
pexpire                           7.0     redis    fast keyspace write
pexpireat                         7.0     redis    fast keyspace write
pexpiretime                       7.0     redis    fast keyspace read
pfadd                             7.0     redis    fast hyperloglog write
pfcount                           7.0     redis    hyperloglog read slow
pfdebug                           7.0     redis    admin dangerous hyperloglog slow write
pfmerge                           7.0     redis    hyperloglog slow write
pfselftest                        7.0     redis    admin dangerous hyperloglog slow
ping                              7.0     both     connection fast
psetex                            7.0     redis    slow string write
psubscribe                        7.0     both     pubsub slow
psync                             7.0     redis    admin dangerous slow
pttl                              7.0     redis    fast keyspace read
publish                           7.0     both     fast pubsub
pubsub                            7.0     redis    slow
pubsub|channels                   7.0     redis    pubsub slow
pubsub|help                       7.0     redis    slow
pubsub|numpat                     7.0     redis    pubsub slow
pubsub|numsub                     7.0     redis    pubsub slow
pubsub|shardchannels              7.0     redis    pubsub slow
pubsub|shardnumsub                7.0     redis    pubsub slow
punsubscribe                      7.0     both     pubsub slow
quit                              7.0     redis    connection fast
randomkey                         7.0     redis    keyspace read slow
readonly                          7.0     redis    connection fast
readwrite                         7.0     redis    connection fast
rename                            7.0     redis    keyspace slow write
renamenx                          7.0     redis    fast keyspace write
replconf                          7.0     redis    admin dangerous slow
replicaof                         7.0     redis    admin dangerous slow
reset                             7.0     redis    connection fast
restore                           7.0     redis    dangerous keyspace slow write
restore-asking                    7.0     redis    dangerous keyspace slow write
role                              7.0     both     admin dangerous fast
rpop                              7.0     redis    fast list write
rpoplpush                         7.0     redis    list slow write
rpush                             7.0     redis    fast list write
rpushx                            7.0     redis    fast list write
sadd                              7.0     redis    fast set write
save                              7.0     redis    admin dangerous slow
scan                              7.0     redis    keyspace read slow
scard                             7.0     redis    fast read set
script                            7.0     redis    slow
script|debug                      7.0     redis    scripting slow
script|exists                     7.0     redis    scripting slow
script|flush                      7.0     redis    scripting slow
script|help                       7.0     redis    scripting slow
script|kill                       7.0     redis    scripting slow
script|load                       7.0     redis    scripting slow
script|show                       /8.0    redis    scripting slow
sdiff                             7.0     redis    read set slow
sdiffstore                        7.0     redis    set slow write
select                            7.0     redis    connection fast
sentinel                          7.0     sentinel admin dangerous slow
sentinel|ckquorum                 7.0     sentinel admin dangerous slow
sentinel|config                   7.0     sentinel admin dangerous slow
sentinel|debug                    7.0     sentinel admin dangerous slow
sentinel|failover                 7.0     sentinel admin dangerous slow
sentinel|flushconfig              7.0     sentinel admin dangerous slow
sentinel|get-master-addr-by-name  7.0     sentinel admin dangerous slow
sentinel|get-primary-addr-by-name /8.0    sentinel admin dangerous slow
sentinel|help                     7.0     sentinel slow
sentinel|info-cache               7.0     sentinel admin dangerous slow
sentinel|is-master-down-by-addr   7.0     sentinel admin dangerous slow
sentinel|is-primary-down-by-addr  /8.0    sentinel admin dangerous slow
sentinel|master                   7.0     sentinel admin dangerous slow
sentinel|masters                  7.0     sentinel admin dangerous slow
sentinel|monitor                  7.0     sentinel admin dangerous slow
sentinel|myid                     7.0     sentinel admin dangerous slow
sentinel|pending-scripts          7.0     sentinel admin dangerous slow
sentinel|primaries                /8.0    sentinel admin dangerous slow
sentinel|primary                  /8.0    sentinel admin dangerous slow
sentinel|remove                   7.0     sentinel admin dangerous slow
sentinel|replicas                 7.0     sentinel admin dangerous slow
sentinel|reset                    7.0     sentinel admin dangerous slow
sentinel|sentinels                7.0     sentinel admin dangerous slow
sentinel|set                      7.0     sentinel admin dangerous slow
sentinel|simulate-failure         7.0     sentinel admin dangerous slow
sentinel|slaves                   7.0     sentinel admin dangerous slow
set                               7.0     redis    slow string write
setbit                            7.0     redis    bitmap slow write
setex                             7.0     redis    slow string write
setnx                             7.0     redis    fast string write
setrange                          7.0     redis    slow string write
shutdown                          7.0     both     admin dangerous slow
sinter                            7.0     redis    read set slow
sintercard                        7.0     redis    read set slow
sinterstore                       7.0     redis    set slow write
sismember                         7.0     redis    fast read set
slaveof                           7.0     redis    admin dangerous slow
slowlog                           7.0     redis    slow
slowlog|get                       7.0     redis    admin dangerous slow
slowlog|help                      7.0     redis    slow
slowlog|len                       7.0     redis    admin dangerous slow
slowlog|reset                     7.0     redis    admin dangerous slow
smembers                          7.0     redis    read set slow
smismember                        7.0     redis    fast read set
smove                             7.0     redis    fast set write
sort                              7.0     redis    dangerous list set slow sortedset write
sort_ro                           7.0     redis    dangerous list read set slow sortedset
spop                              7.0     redis    fast set write
spublish                          7.0     redis    fast pubsub
srandmember                       7.0     redis    read set slow
srem                              7.0     redis    fast set write
sscan                             7.0     redis    read set slow
ssubscribe                        7.0     redis    pubsub slow
strlen                            7.0     redis    fast read string
subscribe                         7.0     both     pubsub slow
substr                            7.0     redis    read slow string
sunion                            7.0     redis    read set slow
sunionstore                       7.0     redis    set slow write
sunsubscribe                      7.0     redis    pubsub slow
swapdb                            7.0     redis    dangerous fast keyspace write
sync                              7.0     redis    admin dangerous slow
time                              7.0     redis    fast
touch                             7.0     redis    fast keyspace read
ttl                               7.0     redis    fast keyspace read
type                              7.0     redis    fast keyspace read
unlink                            7.0     redis    fast keyspace write
unsubscribe                       7.0     both     pubsub slow
unwatch                           7.0     redis    fast transaction
vadd                              8.0     redis
vcard                             8.0     redis
vdim                              8.0     redis
vemb                              8.0     redis
vgetattr                          8.0     redis
vinfo                             8.0     redis
vismember                         8.0     redis
vlinks                            8.0     redis
vrandmember                       8.0     redis
vrem                              8.0     redis
vsetattr                          8.0     redis
vsim                              8.0     redis
wait                              7.0     redis    blocking connection slow
waitaof                           7.2     redis    blocking connection slow
watch                             7.0     redis    fast transaction
xack                              7.0     redis    fast stream write
xadd                              7.0     redis    fast stream write
xautoclaim                        7.0     redis    fast stream write
xclaim                            7.0     redis    fast stream write
xdel                              7.0     redis    fast stream write
xgroup                            7.0     redis    slow
xgroup|create                     7.0     redis    slow stream write
xgroup|createconsumer             7.0     redis    slow stream write
xgroup|delconsumer                7.0     redis    slow stream write
xgroup|destroy                    7.0     redis    slow stream write
xgroup|help                       7.0     redis    slow stream
xgroup|setid                      7.0     redis    slow stream write
xinfo                             7.0     redis    slow
xinfo|consumers                   7.0     redis    read slow stream
xinfo|groups                      7.0     redis    read slow stream
xinfo|help                        7.0     redis    slow stream
xinfo|stream                      7.0     redis    read slow stream
xlen                              7.0     redis    fast read stream
xpending                          7.0     redis    read slow stream
xrange                            7.0     redis    read slow stream
xread                             7.0     redis    blocking read slow stream
xreadgroup                        7.0     redis    blocking slow stream write
xrevrange                         7.0     redis    read slow stream
xsetid                            7.0     redis    fast stream write
xtrim                             7.0     redis    slow stream write
zadd                              7.0     redis    fast sortedset write
zcard                             7.0     redis    fast read sortedset
zcount                            7.0     redis    fast read sortedset
zdiff                             7.0     redis    read slow sortedset
zdiffstore                        7.0     redis    slow sortedset write
zincrby                           7.0     redis    fast sortedset write
zinter                            7.0     redis    read slow sortedset
zintercard                        7.0     redis    read slow sortedset
zinterstore                       7.0     redis    slow sortedset write
zlexcount                         7.0     redis    fast read sortedset
zmpop                             7.0     redis    slow sortedset write
zmscore                           7.0     redis    fast read sortedset
zpopmax                           7.0     redis    fast sortedset write
zpopmin                           7.0     redis    fast sortedset write
zrandmember                       7.0     redis    read slow sortedset
zrange                            7.0     redis    read slow sortedset
zrangebylex                       7.0     redis    read slow sortedset
zrangebyscore                     7.0     redis    read slow sortedset
zrangestore                       7.0     redis    slow sortedset write
zrank                             7.0     redis    fast read sortedset
zrem                              7.0     redis    fast sortedset write
zremrangebylex                    7.0     redis    slow sortedset write
zremrangebyrank                   7.0     redis    slow sortedset write
zremrangebyscore                  7.0     redis    slow sortedset write
zrevrange                         7.0     redis    read slow sortedset
zrevrangebylex                    7.0     redis    read slow sortedset
zrevrangebyscore                  7.0     redis    read slow sortedset
zrevrank                          7.0     redis    fast read sortedset
zscan                             7.0     redis    read slow sortedset
zscore                            7.0     redis    fast read sortedset
zunion                            7.0     redis    read slow sortedset
zunionstore                       7.0     redis    slow sortedset write
`;
