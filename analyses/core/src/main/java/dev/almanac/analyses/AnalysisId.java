package dev.almanac.analyses;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a result by what it was computed from: equal input, equal id. */
final class AnalysisId {

  private static final int BYTES = 12;

  private AnalysisId() {}

  /** Hashes the parts; null parts differ from empty ones. */
  static String of(Analysis analysis, String options, ScopeRow scope) {
    MessageDigest digest = sha256();
    update(digest, analysis.kind());
    update(digest, Integer.toString(analysis.version()));
    update(digest, options);
    update(digest, scope.project());
    update(digest, String.valueOf((Object) scope.metricKey()));
    update(digest, String.valueOf((Object) scope.direction()));
    update(digest, scope.fingerprint());
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  /** Derives a seed from an id. */
  static long seed(String id) {
    return HexFormat.fromHexDigitsToLong(id, 0, 16);
  }

  private static void update(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
    digest.update((byte) ':');
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException exception) {
      throw new IllegalStateException("Every JRE has SHA-256", exception);
    }
  }
}
