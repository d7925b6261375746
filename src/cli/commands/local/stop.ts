import { hostCommand } from './on-host.ts';

export default hostCommand(
  (cloud, host) => cloud.stop(host),
  ({ name, address }) => `${name} ${address} is shut down: its services were stopped in order`,
);
