// Jedis 4.4 to 7 (redis.clients:jedis). It follows the primary through a failover, and leaves trying to you: execute().
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisSentineled;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

public final class RedisClient {
  private static final Set<HostAndPort> SENTINELS = Set.of(
      new HostAndPort("10.0.1.13", 5000),
      new HostAndPort("10.0.1.14", 5000),
      new HostAndPort("10.0.1.11", 5000),
      new HostAndPort("10.0.1.12", 5000),
      new HostAndPort("10.0.1.10", 5000)
  );

  // Sentinels act after 5s (downAfter), and need some seconds for a failover.
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  public static JedisSentineled connect() {
    return new JedisSentineled(
        "mymaster",
        // Leaves a primary that hangs. It must be longer than the slowest command, one that blocks included.
        DefaultJedisClientConfig.builder()
            .password(System.getenv("REDIS_PASSWORD"))
            .connectionTimeoutMillis(500)
            .socketTimeoutMillis(1_000)
            .build(),
        SENTINELS,
        // Leaves a Sentinel that hangs.
        DefaultJedisClientConfig.builder().connectionTimeoutMillis(300).socketTimeoutMillis(300).build());
  }

  /** Executes a command, and again while there is no primary that takes it: what failed may have been done, so it may be done twice. */
  public static <T> T execute(JedisSentineled redis, Function<JedisSentineled, T> command) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return command.apply(redis);
      } catch (JedisConnectionException error) {
        if (Instant.now().isAfter(deadline)) throw error;
      } catch (JedisDataException error) {
        boolean refused = error.getMessage().matches("(?s)(READONLY|NOREPLICAS|MISCONF).*");
        if (!refused || Instant.now().isAfter(deadline)) throw error;
      }
      Thread.sleep(100);
    }
  }
}
