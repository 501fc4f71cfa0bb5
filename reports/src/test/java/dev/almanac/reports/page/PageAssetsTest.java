package dev.almanac.reports.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.reports.spec.ReportPieces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class PageAssetsTest {

  /** Of {@code dist/echarts.min.js} in {@code org.mvnpm:echarts:6.0.0}. */
  private static final String ECHARTS_SHA256 =
      "baa8dfe7e1d9336b98e8986ba7e20ea15e7cdbea1ef42a59d59478632fa45a1d";

  @Test
  void libraryIsTheReviewedOneAndUnpacksToItself() throws IOException, NoSuchAlgorithmException {
    PageAssets assets = PageAssets.read(new ReportPieces(null));

    byte[] packed = Base64.getDecoder().decode(assets.library());
    byte[] library = new InflaterInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(library);
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(ECHARTS_SHA256);
    assertThat(assets.policy()).contains("'sha256-" + Base64.getEncoder().encodeToString(digest));
    assertThat(assets.library().length()).isLessThan(600_000);
  }

  @Test
  void policyAllowsNothingFromOutside() {
    String policy = PageAssets.of("a{}", "b();", "c".getBytes(UTF_8)).policy();

    assertThat(policy).startsWith("default-src 'none'; script-src 'sha256-");
    assertThat(policy).doesNotContain("http", "unsafe-eval", "script-src 'unsafe-inline'", "*");
  }

  @Test
  void assetThatWouldEndItsElementIsRefused() {
    assertThatThrownBy(() -> PageAssets.of("", "x = '</SCRIPT>'", new byte[0]))
        .hasMessageContaining("</script");
  }
}
