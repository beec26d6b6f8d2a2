package com.example;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.netty.util.Version;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Uses a Redis of its own, by a Lettuce and a Netty of its own. Arguments: the base URL of Gemini,
 * the URL of Redis, then names of classes that it looks for.
 */
public final class OwnRedis {

  private OwnRedis() {}

  public static void main(String[] arguments) throws Exception {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.setLevel(Level.ALL);
    root.addHandler(new Printing());
    HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).build();
    RedisClient redis = RedisClient.create(RedisURI.create(arguments[1]));
    try (Client client = Client.builder().apiKey("test-key").httpOptions(options).build();
        StatefulRedisConnection<String, String> connection = redis.connect()) {
      RedisCommands<String, String> commands = connection.sync();
      commands.set("theirs", "1");
      for (int i = 0; i < 3; i++) {
        client.models.generateContent("gemini-2.5-flash", "Hello", null);
        commands.incr("theirs");
      }
      System.out.println("theirs=" + commands.get("theirs"));
      System.out.println(
          "netty=" + Version.identify(Version.class.getClassLoader()).get("netty-common"));
    } finally {
      redis.shutdown();
    }
    for (int i = 2; i < arguments.length; i++) {
      System.out.println(arguments[i] + "=" + isSeen(arguments[i]));
    }
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("gemini-quota-cluster"))
        .forEach(thread -> System.out.println("cluster-thread=" + thread.isDaemon()));
  }

  private static boolean isSeen(String name) {
    try {
      Class.forName(name, false, Thread.currentThread().getContextClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Prints whose records of the log those are that are not the application's. */
  private static final class Printing extends Handler {

    @Override
    public void publish(LogRecord entry) {
      if (String.valueOf(entry.getLoggerName()).contains("geminiquota")) {
        System.out.println("logged=" + entry.getLoggerName());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
