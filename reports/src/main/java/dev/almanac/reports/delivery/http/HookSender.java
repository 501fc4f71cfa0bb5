package dev.almanac.reports.delivery.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.reports.delivery.Credential;
import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.Receipt;
import dev.almanac.reports.delivery.Receipt.Later.Scope;
import dev.almanac.reports.delivery.Sender;
import dev.almanac.reports.delivery.message.Message;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sends messages to web hooks. */
public final class HookSender implements Sender {

  /** How long a hook may take to answer. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Destination destination;
  private final Clock clock;
  private final HttpPost post;

  /**
   * Creates a sender.
   *
   * @param destination Slack, Teams, any web hook, or a ping
   * @param patience how long an answer may take
   */
  public HookSender(Destination destination, Clock clock, Duration patience) {
    this.destination = destination;
    this.clock = clock;
    this.post = new HttpPost(clock, patience);
  }

  @Override
  public List<Preview> preview(Message message, String recipient) {
    return destination instanceof Destination.Ping
        ? List.of()
        : List.of(new Preview("json", body(message).toPrettyString().concat("\n").getBytes(UTF_8)));
  }

  @Override
  public Receipt send(Message message, String recipient) {
    if (destination instanceof Destination.Ping ping) {
      return ping(ping, message);
    }
    byte[] body = body(message).toString().getBytes(UTF_8);
    if (destination instanceof Destination.Slack slack) {
      return post.call(slack.webhook(), new HttpPost.Call(body, Map.of()));
    }
    if (destination instanceof Destination.Teams teams) {
      return post.call(teams.webhook(), new HttpPost.Call(body, Map.of()));
    }
    if (destination instanceof Destination.Webhook webhook) {
      return webhook(webhook, message, body);
    }
    throw new IllegalStateException("Not a web hook: " + destination.kind());
  }

  @Override
  public Receipt reach() {
    if (destination instanceof Destination.Slack slack) {
      return post.reach(slack.webhook());
    }
    if (destination instanceof Destination.Teams teams) {
      return post.reach(teams.webhook());
    }
    if (destination instanceof Destination.Webhook webhook) {
      return post.reach(webhook.url());
    }
    if (destination instanceof Destination.Ping ping) {
      return post.reach(ping.success());
    }
    throw new IllegalStateException("Not a web hook: " + destination.kind());
  }

  private ObjectNode body(Message message) {
    if (destination instanceof Destination.Slack) {
      return SlackBlocks.of(message);
    }
    return destination instanceof Destination.Teams
        ? TeamsCard.of(message)
        : WebhookBody.of(message);
  }

  private Receipt webhook(Destination.Webhook webhook, Message message, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Idempotency-Key", message.key());
    headers.put("X-Almanac-Event", message.kind().name().toLowerCase(Locale.ROOT));
    Credential secret = webhook.secret();
    if (secret != null) {
      try {
        long now = clock.instant().getEpochSecond();
        headers.put("X-Almanac-Signature", WebhookBody.signature(secret.reveal(), now, body));
      } catch (IOException exception) {
        return new Receipt.Later(exception.getMessage() + ".", null, Scope.CHANNEL);
      }
    }
    return post.call(webhook.url(), new HttpPost.Call(body, headers));
  }

  private Receipt ping(Destination.Ping ping, Message message) {
    Credential failure = ping.failure();
    if (message.kind() != Message.Kind.FAILURE) {
      return post.call(ping.success(), new HttpPost.Call(null, Map.of()));
    }
    return failure == null
        ? new Receipt.Sent("Not called: it is silence that raises this alarm.")
        : post.call(failure, new HttpPost.Call(null, Map.of()));
  }
}
