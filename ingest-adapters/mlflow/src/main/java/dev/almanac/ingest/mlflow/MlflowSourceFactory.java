package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.read.database.DatabaseAddress;
import dev.almanac.ingest.read.http.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Recognises MLflow's stores, local ones and on servers, and opens them. */
public final class MlflowSourceFactory implements RunSourceFactory {

  /** A look at an address whose owner is not known yet should not take minutes. */
  private static final RetryPolicy PROBING =
      RetryPolicy.DEFAULT.withAttempts(2).withTimeout(Duration.ofSeconds(30));

  /** Creates the factory; called by {@link java.util.ServiceLoader}. */
  public MlflowSourceFactory() {}

  @Override
  public String kind() {
    return MlflowMapping.TRACKER;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.METRIC_DEFINITIONS, Capability.SEARCH_SPACE));
  }

  @Override
  public String tried(String tracker) {
    return "0.8.2, 0.9.1, 1.2.0, 1.12.1, 1.30.0, 2.9.2, 2.22.0, 3.1.4, 3.17.2";
  }

  @Override
  public Recognition recognise(Folder folder) throws IOException {
    return MlflowPlaces.recognise(folder);
  }

  @Override
  public List<SourceSpec> recognise(URI uri, SourceOptions options) throws IOException {
    if (DatabaseAddress.isDatabase(uri)) {
      return MlflowDatabaseStore.recognise(uri, options);
    }
    if (RestPlaces.isWeb(uri)) {
      return RestPlaces.recognise(uri, options, RestLogin.ofProcess(), PROBING);
    }
    if (!"sqlite".equals(uri.getScheme()) || uri.getPath() == null) {
      return List.of();
    }
    // MLflow's own spelling: sqlite:///relative or sqlite:////absolute.
    Path path = Path.of(uri.getPath().substring(1)).toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      throw new IOException(
          "Cannot read " + uri + ": there is no file " + path + "; check the path");
    }
    return List.of(MlflowPlaces.database(path).withOptions(options));
  }

  @Override
  public RunSource open(SourceSpec spec) throws IOException {
    if (DatabaseAddress.isDatabase(spec.location())) {
      return new MlflowDatabaseStore(spec);
    }
    if (RestPlaces.isWeb(spec.location())) {
      return new MlflowRestStore(spec, RestLogin.ofProcess(), RetryPolicy.DEFAULT);
    }
    return MlflowPlaces.isDatabase(spec) ? new MlflowSqliteStore(spec) : new MlflowFileStore(spec);
  }
}
