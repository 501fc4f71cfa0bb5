package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.read.database.DatabaseAddress;
import dev.almanac.ingest.read.http.HttpFailure;
import dev.almanac.ingest.read.http.RetryPolicy;
import dev.almanac.ingest.read.http.TrackerHttp;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells which web addresses are MLflow servers. Credentials that were not given for the address
 * itself go only to a server that has shown itself as MLflow without them.
 */
final class RestPlaces {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)?[\\w.+-]{0,20}\\s*");

  /** Hosts of the service that has no page that says what it is. */
  private static final List<String> DATABRICKS =
      List.of(".databricks.com", ".azuredatabricks.net", ".databricks.us", ".databricks.azure.cn");

  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;

  private RestPlaces() {}

  /** Tells whether a URI may be a server. */
  static boolean isWeb(URI uri) {
    return uri.getScheme() != null && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
  }

  /** Returns the server that a URI names, if it is one of MLflow's. */
  static List<SourceSpec> recognise(
      URI uri, SourceOptions options, RestLogin login, RetryPolicy retries) throws IOException {
    if (uri.getHost() == null) {
      return List.of();
    }
    URI base = base(uri);
    SourceOptions all = DatabaseAddress.withUserOf(uri, options);
    boolean mlflow =
        login.isDefault(base.toString())
            || isDatabricks(base)
            || answersAsMlflow(base, all, login, retries);
    return mlflow ? List.of(spec(base, all)) : List.of();
  }

  private static boolean isDatabricks(URI base) {
    String host = base.getHost().toLowerCase(Locale.ROOT);
    return DATABRICKS.stream().anyMatch(host::endsWith);
  }

  private static boolean answersAsMlflow(
      URI base, SourceOptions options, RestLogin login, RetryPolicy retries) throws IOException {
    TrackerHttp.Builder builder = TrackerHttp.at(base).retries(retries).tls(login.tls(options));
    TrackerHttp anonymous = builder.build();
    if (showsVersion(anonymous)) {
      return true;
    }
    try {
      RestServer.at(anonymous);
      return true;
    } catch (HttpFailure failure) {
      boolean asksWho = failure.status() == UNAUTHORISED || failure.status() == FORBIDDEN;
      if (failure.status() == 0) {
        throw failure;
      }
      if (!asksWho || !RestLogin.isGiven(options)) {
        return asksWho && failure.body().toLowerCase(Locale.ROOT).contains("mlflow");
      }
    }
    login.applyTo(builder, options);
    try {
      RestServer.at(builder.build());
      return true;
    } catch (HttpFailure refused) {
      return refused.status() == UNAUTHORISED;
    }
  }

  /** Asks the two pages that every MLflow server since 1.3 shows to anyone. */
  private static boolean showsVersion(TrackerHttp http) throws IOException {
    try {
      return http.get("/health").text().strip().equals("OK")
          && VERSION.matcher(http.get("/version").text()).matches();
    } catch (HttpFailure failure) {
      if (failure.status() == 0) {
        throw failure;
      }
      return false;
    }
  }

  /** Returns the address of the server itself: people copy that of a page. */
  static URI base(URI uri) {
    String host = uri.getHost();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String kept = path.replaceAll("/+(index\\.html)?$", "").replaceAll("/(ajax-)?api/2\\.0.*$", "");
    return URI.create(uri.getScheme().toLowerCase(Locale.ROOT) + "://" + host + port + kept);
  }

  private static SourceSpec spec(URI base, SourceOptions options) {
    String port = base.getPort() < 0 ? "" : "-" + base.getPort();
    String path = base.getRawPath() == null ? "" : base.getRawPath().replace('/', '-');
    return new SourceSpec(MlflowMapping.TRACKER, "server", base, base.getHost() + port + path)
        .withOptions(options);
  }
}
