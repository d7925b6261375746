import { hostCommand } from './on-host.ts';

export default hostCommand(
  (cloud, host) => cloud.stop(host),
  ({ name, address }) => `${name} ${address} is shut down: its services were stopped in order`,
  ['local stop lab node01', 'Shut node01 down'],
);
