package dev.almanac.ingest.wandb;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Content that is its own address: a {@code data:} URI (RFC 2397), in which everything but the
 * unreserved characters of RFC 3986 is percent-encoded. In SQL, {@code url_decode(split_part(uri,
 * ',', 2))} is the content. Pure.
 */
public final class DataUri {

  /** Largest content; W&B advises values below 1 MB. */
  public static final int MAX_CONTENT = 1 << 20;

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private static final String HEX = "0123456789ABCDEF";

  private DataUri() {}

  /**
   * Returns the URI of a content.
   *
   * @param mediaType for example {@code application/json}
   * @return the URI, or null if the content is larger than {@link #MAX_CONTENT}
   */
  public static @Nullable String of(String mediaType, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_CONTENT) {
      return null;
    }
    StringBuilder uri = new StringBuilder(bytes.length * 3 / 2 + mediaType.length() + 6);
    uri.append("data:").append(mediaType).append(',');
    for (byte each : bytes) {
      if (each > 0 && UNRESERVED.indexOf(each) >= 0) {
        uri.append((char) each);
      } else {
        uri.append('%').append(HEX.charAt(each >> 4 & 15)).append(HEX.charAt(each & 15));
      }
    }
    return uri.toString();
  }
}
