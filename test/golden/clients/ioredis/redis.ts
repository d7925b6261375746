// ioredis (npm install ioredis). Measured with ioredis 5.11 and 6.0 and iovalkey 0.4: commands wait through a failover.
import { Redis } from 'ioredis';

const password = process.env.REDIS_PASSWORD;
if (password === undefined) throw new Error('set REDIS_PASSWORD to the password of the group');

export const redis = new Redis({
  name: "mymaster",
  sentinels: [
    { host: "10.0.1.13", port: 5000 },
    { host: "10.0.1.14", port: 5000 },
    { host: "10.0.1.11", port: 5000 },
    { host: "10.0.1.12", port: 5000 },
    { host: "10.0.1.10", port: 5000 },
  ],
  password,
  // Leaves a Sentinel that hangs. By default nothing limits the wait for its answer: no write for more than 17 s.
  sentinelCommandTimeout: 300,
  connectTimeout: 500,
  // Leaves a primary that hangs. Without it the client waits, goes on writing to it for 10 s when it wakes, and all of
  // that is lost. It must be longer than the slowest command, one that blocks included.
  socketTimeout: 1_000,
  // Short and even steps, since back-off adds up to 3 s; and without an end, else commands are rejected after 20 steps.
  retryStrategy: () => 100,
  sentinelRetryStrategy: () => 100,
  maxRetriesPerRequest: null,
  // A primary that was demoted, or lost its replicas, refuses writes for up to 10 s, and one whose disk is full for as long
  // as it is, though another one leads: 2 asks the Sentinels anew and sends the command again.
  reconnectOnError: (error) => (/^(READONLY|NOREPLICAS|MISCONF)/.test(error.message) ? 2 : false),
  // A command under way when the connection breaks is sent again: an INCR may count twice.
  // No failoverDetector: with it clients were seen to end for good at a failover.
});

redis.on('error', (error) => console.error(`redis: ${error.message}`));
