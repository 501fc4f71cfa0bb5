package dev.almanac.ingest.comet;

import dev.almanac.ingest.Secret;
import dev.almanac.ingest.read.http.HttpFailure;
import dev.almanac.ingest.read.http.RetryPolicy;
import dev.almanac.ingest.read.http.TrackerHttp;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks a Comet server by its REST API v2; only reads. Keeps a distance between its requests, and
 * waits as long as the server asks. Not safe for use by several threads.
 */
final class CometClient implements AutoCloseable {

  private static final String API = "/api/rest/v2/";

  private final TrackerHttp http;
  private final TrackerHttp.Pause pause;
  private final long nanosBetween;
  private long last;
  private boolean noGetAll;

  /**
   * Prepares a client.
   *
   * @param requestsPerSecond most requests in a second; 0 for no limit
   * @param pause how to wait
   */
  CometClient(
      URI server,
      Secret key,
      double requestsPerSecond,
      RetryPolicy retries,
      TrackerHttp.Pause pause)
      throws IOException {
    this.http =
        TrackerHttp.at(server)
            .secretHeader("Authorization", key)
            .retries(retries)
            .pause(pause)
            .build();
    this.pause = pause;
    this.nanosBetween = requestsPerSecond > 0 ? (long) (1e9 / requestsPerSecond) : 0;
    this.last = System.nanoTime() - nanosBetween;
  }

  private void pace() throws IOException {
    long wait = nanosBetween - (System.nanoTime() - last);
    if (wait > 0) {
      try {
        pause.pause(Duration.ofNanos(wait));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while waiting for the Comet server", interrupted);
      }
    }
    last = System.nanoTime();
  }

  /** Asks an endpoint, with names and values of the query one after another. */
  JsonValue get(String endpoint, String... query) throws IOException {
    pace();
    return http.getJson(path(API + endpoint, query));
  }

  /** Asks about an optimizer, which is a service of its own beside the API. */
  JsonValue optimizer(String id) throws IOException {
    pace();
    return http.getJson(path("/optimizer/status", "id", id));
  }

  private static String path(String endpoint, String... query) {
    StringBuilder path = new StringBuilder(endpoint);
    for (int index = 0; index < query.length; index += 2) {
      path.append(index == 0 ? '?' : '&')
          .append(query[index])
          .append('=')
          .append(URLEncoder.encode(query[index + 1], StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return path.toString();
  }

  /**
   * Opens the answer that holds all points of an experiment; it lies in a temporary file, so that
   * it may be larger than the memory.
   *
   * @return null if the server is too old to have it (before backend 3.20.60)
   */
  @Nullable InputStream allPoints(String experiment) throws IOException {
    if (noGetAll) {
      return null;
    }
    try {
      return download(API + "experiment/metrics/get-all", "experimentKey", experiment);
    } catch (HttpFailure failure) {
      int status = failure.status();
      if (status == 400 || status == 404 || status == 405 || status == 501) {
        noGetAll = true;
        return null;
      }
      throw failure;
    }
  }

  /** Opens the answer that holds all points of one metric. */
  InputStream points(String experiment, String metric) throws IOException {
    return download(
        API + "experiment/metrics/get-metric", "experimentKey", experiment, "metricName", metric);
  }

  /** Opens the content of an asset. */
  InputStream asset(String experiment, String asset) throws IOException {
    return download(
        API + "experiment/asset/get-asset", "experimentKey", experiment, "assetId", asset);
  }

  private InputStream download(String endpoint, String... query) throws IOException {
    pace();
    Path file = Files.createTempFile("almanac-comet-", ".tmp");
    try {
      http.download(http.resolve(path(endpoint, query)), file);
      return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException | RuntimeException failed) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".part"));
      throw failed;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
