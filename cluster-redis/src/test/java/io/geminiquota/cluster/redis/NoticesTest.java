package io.geminiquota.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one puts up the others read, until it comes down. */
@Timeout(60)
class NoticesTest {

  @Test
  void noticesAreRead() {
    try (LocalRedis redis = LocalRedis.running();
        Jvm one = Jvm.at(redis);
        Jvm other = Jvm.at(redis)) {
      List<String> heard = new CopyOnWriteArrayList<>();
      List<String> own = new CopyOnWriteArrayList<>();
      one.reached();
      one.cluster.noticeboard().post("before", "it was there", Duration.ofMinutes(1));
      other.reached();
      one.cluster.noticeboard().read((subject, text) -> own.add(subject));
      other.cluster.noticeboard().read((subject, text) -> heard.add(subject + "=" + text));
      Awaitility.await().until(() -> heard.equals(List.of("before=it was there")));
      one.cluster.noticeboard().post("soon over", "x", Duration.ofMillis(1_500));
      one.cluster.noticeboard().post("before", "it is \"new\"", Duration.ofMinutes(1));
      Awaitility.await().until(() -> heard.size() == 3);
      assertThat(heard).contains("before=it is \"new\"", "soon over=x");
      one.cluster.noticeboard().withdraw("before");
      Awaitility.await().until(() -> heard.contains("before=null"));
      Awaitility.await().until(() -> redis.commands().hkeys("{gemini-quota:notices}").isEmpty());
      assertThat(heard).as("it went by itself").doesNotContain("soon over=null");
      assertThat(own).as("its own").isEmpty();
    }
  }
}
