// node-redis 6.3 (npm install redis). Its Sentinel client follows the primary through a failover; commands wait meanwhile.
import { createSentinel } from 'redis';

const password = process.env.REDIS_PASSWORD;
if (password === undefined) throw new Error('set REDIS_PASSWORD to the password of the group');

export const redis = createSentinel({
  name: "mymaster",
  // It listens to one Sentinel only: those that stand beside data come last, since they fall silent with a primary.
  sentinelRootNodes: [
    { host: "10.0.1.13", port: 5000 },
    { host: "10.0.1.14", port: 5000 },
    { host: "10.0.1.11", port: 5000 },
    { host: "10.0.1.12", port: 5000 },
    { host: "10.0.1.10", port: 5000 },
  ],
  // A Sentinel that hangs, or whose host is cut off, is left after 0.6 s. By default nothing limits the wait for it:
  // no write for more than 17 s.
  sentinelClientOptions: {
    pingInterval: 200,
    socket: { connectTimeout: 300, socketTimeout: 600 },
  },
  nodeClientOptions: {
    password,
    socket: { connectTimeout: 300, reconnectStrategy: 100 },
  },
  // No scanInterval: each scan blocks all commands.
});

// Without a listener for errors it was seen to stop working though the primary was well.
redis.on('error', (error) => console.error(`redis: ${error.message}`));

await redis.connect();
