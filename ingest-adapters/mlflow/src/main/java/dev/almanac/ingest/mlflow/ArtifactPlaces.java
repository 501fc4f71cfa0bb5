package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Artifact;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that an artifact URI of a SQLite store means.
 *
 * <p>URIs point anywhere: at the machine that logged, at a server's proxy, at an object store. What
 * lies beside the database is looked for first: the tail of the URI's path, then the folders that
 * MLflow uses by default. A path of this machine counts only if one of its names is the id of the
 * run or model, so that a hostile database cannot have other folders listed.
 *
 * @param root the folder that holds the database
 */
record ArtifactPlaces(Path root) {

  /** Default artifact folders: of the client, and of {@code mlflow server}. */
  private static final List<String> DEFAULTS = List.of("mlruns", "mlartifacts");

  private static final Set<String> LOCAL_SCHEMES = Set.of("", "file");

  /** Returns the places that belong to a database. */
  static ArtifactPlaces beside(Path database) {
    Path folder = database.getParent();
    return new ArtifactPlaces(folder == null ? database.toAbsolutePath() : folder);
  }

  /** Returns the folder that an artifact URI means; null if it cannot be found here. */
  @Nullable Path find(@Nullable String uri, String experimentId, String ownerId) {
    for (Path candidate : candidates(uri, experimentId, ownerId)) {
      if (Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  private List<Path> candidates(@Nullable String uri, String experimentId, String ownerId) {
    List<Path> found = new ArrayList<>();
    List<String> names = names(uri);
    for (int from = 0; from < names.size(); from++) {
      if (names.indexOf(ownerId) >= from) {
        addBelow(root, names.subList(from, names.size()), found);
        for (String base : DEFAULTS) {
          addBelow(root.resolve(base), names.subList(from, names.size()), found);
        }
      }
    }
    for (String base : DEFAULTS) {
      addBelow(root.resolve(base), List.of(experimentId, ownerId, "artifacts"), found);
      addBelow(root.resolve(base), List.of(experimentId, "models", ownerId, "artifacts"), found);
    }
    Path literal = literal(uri);
    if (literal != null && names.contains(ownerId)) {
      found.add(literal);
    }
    return found;
  }

  private static void addBelow(Path base, List<String> names, List<Path> found) {
    try {
      Path path = base.resolve(String.join("/", names)).normalize();
      if (path.startsWith(base)) {
        found.add(path);
      }
    } catch (InvalidPathException foreign) {
      // The URI is of another kind of machine: it means nothing here.
    }
  }

  private static List<String> names(@Nullable String uri) {
    List<String> names = new ArrayList<>();
    String path = uri == null ? "" : uri.substring(scheme(uri).length()).replace('\\', '/');
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty() && !name.equals(".") && !name.equals(":")) {
        names.add(name);
      }
    }
    return names;
  }

  private @Nullable Path literal(@Nullable String uri) {
    if (uri == null || !LOCAL_SCHEMES.contains(scheme(uri))) {
      return null;
    }
    try {
      return uri.startsWith("file:/") ? Path.of(URI.create(uri)) : root.resolve(uri).normalize();
    } catch (IllegalArgumentException foreign) {
      return null;
    }
  }

  private static String scheme(String uri) {
    int colon = uri.indexOf(':');
    boolean scheme = colon > 1 && uri.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*");
    return scheme ? uri.substring(0, colon).toLowerCase(Locale.ROOT) : "";
  }

  /** Delivers a run's artifacts; where they are out of reach, one entry that says where. */
  void deliver(int handle, RunFacts facts, String experimentId, RunSink sink) throws IOException {
    Path folder = find(facts.artifactUri(), experimentId, facts.runId());
    if (folder != null) {
      List<ArtifactFolder.Entry> files = ArtifactFolder.files(folder);
      ArtifactFolder.deliver(handle, "", files, facts.artifactUri(), sink);
      PackageFiles.deliver(handle, files, sink);
    } else if (isRemote(facts.artifactUri())) {
      sink.artifact(handle, new Artifact(".", "folder", null, null, facts.artifactUri()));
    }
  }

  /** Adds what {@link #deliver} delivers. */
  void addTo(Fingerprint fingerprint, RunFacts facts, String experimentId) throws IOException {
    addTo(fingerprint, facts.artifactUri(), experimentId, facts.runId());
  }

  private void addTo(
      Fingerprint fingerprint, @Nullable String uri, String experimentId, String ownerId)
      throws IOException {
    Path folder = find(uri, experimentId, ownerId);
    if (folder == null) {
      return;
    }
    for (ArtifactFolder.Entry entry : ArtifactFolder.files(folder)) {
      long nanos = PackageFiles.isPackageFile(entry) ? entry.modifiedNanos() : 0;
      fingerprint.row("artifact", entry.path(), entry.size(), nanos);
    }
  }

  /** Delivers the files of a model that a run made. */
  void deliver(int handle, LoggedModel model, String experimentId, RunSink sink)
      throws IOException {
    Path folder = find(model.location(), experimentId, model.modelId());
    if (folder != null) {
      List<ArtifactFolder.Entry> files = ArtifactFolder.files(folder);
      ArtifactFolder.deliver(handle, model.artifactPrefix(), files, model.location(), sink);
      PackageFiles.deliver(handle, files, sink);
    }
  }

  /** Adds what the files of a model deliver. */
  void addTo(Fingerprint fingerprint, LoggedModel model, String experimentId) throws IOException {
    addTo(fingerprint, model.location(), experimentId, model.modelId());
  }

  private static boolean isRemote(@Nullable String uri) {
    return uri != null && !LOCAL_SCHEMES.contains(scheme(uri));
  }
}
