import { hostCommand } from './on-host.ts';

export default hostCommand(
  (cloud, host) => cloud.kill(host),
  ({ name, address }) =>
    `the power of ${name} ${address} is cut: nothing was saved, and no connection was closed`,
  ['local kill lab ns', 'Cut the power of ns'],
);
