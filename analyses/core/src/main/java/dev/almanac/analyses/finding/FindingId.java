package dev.almanac.analyses.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Names a finding by what stays the same from one week to the next. */
final class FindingId {

  private static final int BYTES = 8;

  private FindingId() {}

  static String of(String kind, String project, @Nullable String metricKey, String subject) {
    MessageDigest digest = sha256();
    for (String part : new String[] {kind, project, String.valueOf((Object) metricKey), subject}) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException exception) {
      throw new IllegalStateException("Every JRE has SHA-256", exception);
    }
  }
}
