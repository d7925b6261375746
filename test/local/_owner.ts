/** Started by a test, which then ends it: owns a tethered cloud with one host, and waits. */
import { setTimeout } from 'node:timers/promises';
import { startCloud } from '../../src/local/start.ts';

async function own(): Promise<void> {
  const cloud = await startCloud({ name: 'lab', region: 'eu-central-1', secrets: {} }, { tether: true });
  const userData = "#!/bin/sh\necho\necho 'vedette: ready'\n";
  await cloud.createHost({ name: 'ns', address: '10.0.0.30', subnet: '10.0.0.0/24', userData });
  console.log('up');
  await setTimeout(60_000);
}

void own();
