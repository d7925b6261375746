import test from 'ava';
import { renderEnvironment } from '../../src/render/host-files.ts';
import { installedEngine, installedPrograms } from '../../src/render/installed.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { BASE } from '../topology/_base.ts';

const DIRECTIVES = { 'slowlog-max-len': 64, 'slowlog-log-slower-than': 9 };

function rendered(version: '8.0' | '8.1' | '9.1') {
  const definition = {
    ...BASE,
    engine: 'valkey',
    redis: { version, directives: DIRECTIVES },
    sentinel: { ...BASE.sentinel, directives: { 'master-reboot-down-after-period': 5_000 } },
  } as const;
  return renderEnvironment(resolveEnvironment(definition, 'f.ts'));
}

test('names are those that the version writes itself: commandlog came with 8.1', (t) => {
  const names = (version: '8.0' | '8.1') =>
    rendered(version).flatMap(({ redisConf = '' }) => /^(slowlog|commandlog).*$/gm.exec(redisConf) ?? []);
  t.true(names('8.0').includes('slowlog') && !names('8.0').includes('commandlog'));
  t.true(names('8.1').includes('commandlog') && !names('8.1').includes('slowlog'));
  for (const { redisConf, sentinelConf } of rendered('8.0')) {
    t.regex(redisConf ?? 'primaryauth {', /^primaryauth \{/m);
    t.regex(sentinelConf ?? 'sentinel primary-reboot', /^sentinel primary-reboot/m);
  }
});

test('hosts of Valkey have nothing that belongs to the package of Redis', (t) => {
  for (const { bootScript, redisConf = '', sentinelConf = '' } of rendered('9.1')) {
    t.notRegex(`${redisConf}${sentinelConf}`, /\/redis|\bmasterauth|\bslowlog/);
    t.notRegex(
      bootScript,
      /redis-(server|cli|check-rdb)\b|\/(db|log|run|etc)\/redis\b|redis:redis|-o redis|service redis/,
    );
    t.regex(bootScript, /^packages='valkey curl'\nvalkey_version='9\.1'\nservices='/m);
    t.regex(bootScript, /^\t"\$valkey_version"\.\*\) ;;$/m);
  }
});

test('a machine tells by its script which engine it was made with, and which programs it runs', (t) => {
  for (const [version, engine] of [
    ['8.0', 'valkey-8.0'],
    ['9.1', 'valkey-9.1'],
  ] as const)
    for (const { userData } of rendered(version)) {
      t.is(installedEngine(userData), engine);
      t.deepEqual(installedPrograms(userData), ['sentinel', 'redis']);
    }
});
