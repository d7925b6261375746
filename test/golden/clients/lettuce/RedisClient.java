// Lettuce 6 or newer (io.lettuce:lettuce-core). It follows the primary through a failover, and leaves trying to you: execute().
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import io.lettuce.core.masterreplica.StatefulRedisMasterReplicaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

public final class RedisClient {
  // Sentinels act after 5s (downAfter), and need some seconds for a failover.
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  public static StatefulRedisMasterReplicaConnection<String, String> connect() {
    RedisURI uri = RedisURI.builder()
        .withSentinel("10.0.1.13", 5000)
        .withSentinel("10.0.1.14", 5000)
        .withSentinel("10.0.1.11", 5000)
        .withSentinel("10.0.1.12", 5000)
        .withSentinel("10.0.1.10", 5000)
        .withSentinelMasterId("mymaster")
        .withPassword(System.getenv("REDIS_PASSWORD").toCharArray())
        // A command that has no answer ends then. It must be longer than the slowest one.
        .withTimeout(Duration.ofSeconds(1))
        .build();
    var client = io.lettuce.core.RedisClient.create();
    client.setOptions(ClientOptions.builder()
        .socketOptions(SocketOptions.builder().connectTimeout(Duration.ofMillis(500)).build())
        // Else commands queue up while there is no connection, and are done later though they have failed.
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .build());
    // MasterReplica listens to the Sentinels, and so leaves a primary that hangs; client.connect(uri) would wait for it.
    return MasterReplica.connect(client, StringCodec.UTF8, uri);
  }

  /** Executes a command, and again while there is no primary that takes it: what failed may have been done, so it may be done twice. */
  public static <T> T execute(
      StatefulRedisMasterReplicaConnection<String, String> connection,
      Function<RedisCommands<String, String>, T> command) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return command.apply(connection.sync());
      } catch (RedisCommandExecutionException error) {
        boolean refused = error.getMessage().matches("(?s)(READONLY|NOREPLICAS|MISCONF).*");
        if (!refused || Instant.now().isAfter(deadline)) throw error;
      } catch (RedisException error) {
        if (Instant.now().isAfter(deadline)) throw error;
      }
      Thread.sleep(100);
    }
  }
}
