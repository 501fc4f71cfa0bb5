package dev.almanac.reports.delivery.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.PlainText;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes a message as JSON for any service, and signs it; documented in docs/delivery.md. */
public final class WebhookBody {

  /** Version of the JSON's form. */
  static final int FORMAT = 1;

  private static final String ALGORITHM = "HmacSHA256";

  private WebhookBody() {}

  /** Returns the payload. */
  public static ObjectNode of(Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT);
    String event = message.kind().name().toLowerCase(Locale.ROOT);
    json.put("event", event);
    json.put("id", message.key());
    json.put("subject", message.subject());
    json.put("title", message.title());
    json.put("link", message.link());
    ArrayNode earlier = json.putArray("earlier");
    message.earlier().forEach(earlier::add);
    json.put("text", PlainText.of(message, "Sent by Almanac."));
    json.set(event, message.data());
    return json;
  }

  /**
   * Returns the value of the signature's header: the time in seconds of the epoch, and the
   * HMAC-SHA256 of that time, a dot and the body, in hexadecimal. Whoever checks it should refuse
   * times far from now, so that nobody can send an old message again.
   */
  static String signature(String secret, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      mac.update((seconds + ".").getBytes(UTF_8));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException exception) {
      throw new IllegalStateException("Every JRE has HMAC-SHA256", exception);
    }
  }
}
