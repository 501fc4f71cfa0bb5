package dev.almanac.reports.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.almanac.reports.spec.ReportException;
import dev.almanac.reports.spec.ReportPieces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * What the page carries within itself. The chart library travels deflated (RFC 1950) as base64 and
 * is unpacked by the browser, which makes the page half as large; its digest in the content
 * security policy is that of the unpacked text.
 *
 * @param style CSS
 * @param script the page's own script
 * @param library the chart library, deflated, as base64; empty for a page without charts
 * @param policy content security policy
 */
public record PageAssets(String style, String script, String library, String policy) {

  private static final String ECHARTS = "echarts/echarts.min.js";

  /** Put into one another, since a policy names each inline script by its digest. */
  private static final List<String> SCRIPTS =
      List.of("assets/report.js", "assets/explore.js", "assets/tables.js");

  /** Reads style and script, the user's before the built-in ones, and the library. */
  public static PageAssets read(ReportPieces pieces) {
    return of(
        pieces.require("assets/report.css").text(),
        SCRIPTS.stream().map(script -> pieces.require(script).text()).collect(joining()),
        Charts.LIBRARY);
  }

  /**
   * Returns the same with more of a script, whose digest the policy then names.
   *
   * @param more JavaScript
   * @param directive what the policy allows beside, for example {@code connect-src 'self'}
   */
  public PageAssets and(String more, String directive) {
    refuseEndTag(more, "</script");
    String whole = script + more;
    return new PageAssets(
        style,
        whole,
        library,
        policy.replace(digest(script.getBytes(UTF_8)), digest(whole.getBytes(UTF_8)))
            + "; "
            + directive);
  }

  /** Puts a page's assets together; an empty library leaves it out. */
  public static PageAssets of(String style, String script, byte[] library) {
    return of(
        style, script, new Library(library.length == 0 ? "" : packed(library), digest(library)));
  }

  private static PageAssets of(String style, String script, Library library) {
    refuseEndTag(style, "</style");
    refuseEndTag(script, "</script");
    String allowed =
        "'sha256-" + digest(script.getBytes(UTF_8)) + "' 'sha256-" + library.digest() + "'";
    // ECharts sets style attributes, for which a policy knows no digest.
    String policy =
        "default-src 'none'; script-src "
            + allowed
            + "; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
    return new PageAssets(style, script, library.packed(), policy);
  }

  private static void refuseEndTag(String text, String tag) {
    if (text.toLowerCase(Locale.ROOT).contains(tag)) {
      throw new ReportException("Cannot use an asset that contains " + tag);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException exception) {
      throw new IllegalStateException("Every JRE has SHA-256", exception);
    }
  }

  private static String packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, best)) {
      out.write(bytes);
    } catch (IOException exception) {
      throw new UncheckedIOException("Cannot compress in memory", exception);
    } finally {
      best.end();
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  /** A chart library as it travels, and the digest of what comes out of it. */
  private record Library(String packed, String digest) {}

  /** The library that is built in, packed once. */
  private static final class Charts {

    private static final Library LIBRARY = read();

    private static Library read() {
      byte[] bytes =
          ReportPieces.bytes(ECHARTS)
              .orElseThrow(
                  () ->
                      new ReportException(
                          "Cannot find the chart library: the build of module templates unpacks"
                              + " it"));
      return new Library(PageAssets.packed(bytes), PageAssets.digest(bytes));
    }
  }
}
