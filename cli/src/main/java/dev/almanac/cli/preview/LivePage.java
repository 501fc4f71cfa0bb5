package dev.almanac.cli.preview;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.almanac.reports.page.PageAssets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Lets a page come again by itself. The page's own script gets a few lines more, so that its policy
 * names another digest, and the policy allows connections to where the page is from. Nothing else
 * about the page differs.
 */
final class LivePage {

  private static final String SCRIPT = script();

  private LivePage() {}

  /** Returns assets with which page of this number waits for the next. */
  static PageAssets of(PageAssets assets, int number) {
    return assets.and(SCRIPT.replace("NUMBER", Integer.toString(number)), "connect-src 'self'");
  }

  private static String script() {
    try (InputStream in = LivePage.class.getResourceAsStream("live.js")) {
      if (in == null) {
        throw new IllegalStateException("live.js is built in");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
