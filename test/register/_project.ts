/** A project of the test that calls it, which becomes the present folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../cli/_run.ts';
import { BASE } from '../topology/_base.ts';

/** Definitions by the names of their files in stacks/. */
export type Stacks = Readonly<Record<string, unknown>>;

/** A definition that holds, and has something of everything that a created environment leaves behind. */
export const SHOP = {
  ...BASE,
  name: 'shop',
  redis: { maxmemory: '8gb' },
  network: { cidr: '10.1.0.0/24', zones: { a: '10.1.0.0/25', b: '10.1.0.128/26', c: '10.1.0.192/26' } },
  hosts: {
    data1: { roles: ['primary', 'sentinel'], size: 'r7g.large', address: '10.1.0.10', volume: '100gb' },
    data2: { roles: ['replica', 'sentinel'], size: 'r7g.large', address: '10.1.0.140' },
    watch: { roles: ['sentinel'], zone: 'c' },
  },
  protected: true,
  retired: ['data9'],
  aws: {
    region: 'eu-west-1',
    account: '123456789012',
    alarmTopic: 'own',
    passwordVersion: 4,
    tags: { team: 'payments' },
    backups: { keep: 7 },
    state: { bucket: 'shop-state' },
  },
  waive: { 'account-named': 'it is somewhere else' },
} as const;

/** Makes the project and goes there. */
export function enterProject(name: string, stacks: Stacks): string {
  const folder = scratchFolder(name);
  mkdirSync(join(folder, 'stacks'));
  for (const [file, definition] of Object.entries(stacks))
    writeFileSync(join(folder, 'stacks', `${file}.json`), JSON.stringify(definition));
  process.chdir(folder);
  return folder;
}
