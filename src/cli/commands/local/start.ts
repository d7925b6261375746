import { hostCommand } from './on-host.ts';

export default hostCommand(
  (cloud, host) => cloud.start(host),
  ({ name, address }, environment) =>
    `${name} ${address} is powered on and boots; vedette local wait ${environment} waits for its group`,
  ['local start lab node01', 'Power node01 on again'],
);
