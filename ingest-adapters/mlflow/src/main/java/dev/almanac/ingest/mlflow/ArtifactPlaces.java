package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.read.source.Fingerprint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * <p>Not safe for use by several threads: remembers which folders there are.
 */
final class ArtifactPlaces {

  /** Default artifact folders: of the client, and of {@code mlflow server}. */
  private static final List<String> DEFAULTS = List.of("mlruns", "mlartifacts");

  private static final Set<String> LOCAL_SCHEMES = Set.of("", "file");

  private final @Nullable Path root;
  private final Map<Path, Set<String>> folders = new HashMap<>();

  private ArtifactPlaces(@Nullable Path root) {
    this.root = root;
  }

  /** Returns the places that belong to a database. */
  static ArtifactPlaces beside(Path database) {
    Path folder = database.getParent();
    return new ArtifactPlaces(folder == null ? database.toAbsolutePath() : folder);
  }

  /** Returns the places below a folder. */
  static ArtifactPlaces in(Path folder) {
    return new ArtifactPlaces(folder);
  }

  /** Returns the places of a database that lies in no folder: paths of this machine only. */
  static ArtifactPlaces anywhere() {
    return new ArtifactPlaces(null);
  }

  /** Returns the folder that an artifact URI means; null if it cannot be found here. */
  @Nullable Path find(@Nullable String uri, String experimentId, String ownerId)
      throws IOException {
    List<String> names = names(uri);
    int owner = names.indexOf(ownerId);
    for (int from = 0; from <= owner; from++) {
      List<String> tail = names.subList(from, names.size());
      Path found = firstExisting(tail);
      if (found != null) {
        return found;
      }
    }
    Path found = firstExisting(List.of(experimentId, ownerId, "artifacts"));
    if (found == null) {
      found = firstExisting(List.of(experimentId, "models", ownerId, "artifacts"));
    }
    if (found != null || owner < 0) {
      return found;
    }
    Path literal = literal(uri);
    return literal != null && Files.isDirectory(literal) ? literal : null;
  }

  private @Nullable Path firstExisting(List<String> names) throws IOException {
    if (root == null) {
      return null;
    }
    Path found = below(root, names);
    for (int i = 0; found == null && i < DEFAULTS.size(); i++) {
      found = has(root, DEFAULTS.get(i)) ? below(root.resolve(DEFAULTS.get(i)), names) : null;
    }
    return found;
  }

  private @Nullable Path below(Path base, List<String> names) throws IOException {
    if (names.contains("..") || !has(base, names.get(0))) {
      return null;
    }
    Path path = base.resolve(String.join("/", names));
    return Files.isDirectory(path) ? path : null;
  }

  /** Tells whether there is a folder of a name, without asking the file system again and again. */
  private boolean has(Path folder, String name) throws IOException {
    Set<String> names = folders.get(folder);
    if (names == null) {
      names = new HashSet<>();
      for (Path child : FileStoreLayout.folders(folder)) {
        names.add(FileStoreLayout.name(child));
      }
      folders.put(folder, names);
    }
    return names.contains(name);
  }

  /** Forgets which folders there are, before a new listing. */
  void refresh() {
    folders.clear();
  }

  private static List<String> names(@Nullable String uri) {
    List<String> names = new ArrayList<>();
    String path = uri == null ? "" : uri.substring(scheme(uri).length()).replace('\\', '/');
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty() && !name.equals(".") && !name.equals(":") && name.indexOf('\0') < 0) {
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
      if (uri.startsWith("file:/")) {
        return Path.of(URI.create(uri));
      }
      Path path = Path.of(uri);
      return root != null ? root.resolve(path).normalize() : path.isAbsolute() ? path : null;
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

  /** Adds what a run's artifacts deliver. */
  void addTo(Fingerprint fingerprint, RunFacts facts, String experimentId) throws IOException {
    addTo(fingerprint, find(facts.artifactUri(), experimentId, facts.runId()));
  }

  /** Adds what the files of a model deliver. */
  void addTo(Fingerprint fingerprint, LoggedModel model, String experimentId) throws IOException {
    addTo(fingerprint, find(model.location(), experimentId, model.modelId()));
  }

  private static void addTo(Fingerprint fingerprint, @Nullable Path folder) throws IOException {
    if (folder == null) {
      return;
    }
    for (ArtifactFolder.Entry entry : ArtifactFolder.files(folder)) {
      long nanos = PackageFiles.isPackageFile(entry) ? entry.modifiedNanos() : 0;
      fingerprint.row("artifact", entry.path(), entry.size(), nanos);
    }
  }

  /**
   * Returns a stamp of all files that artifacts of a store can come from, or null if they may come
   * from elsewhere.
   *
   * @param locations artifact locations of the experiments
   */
  @Nullable String stamp(List<String> locations) throws IOException {
    if (root == null) {
      return null;
    }
    Set<Path> places = new HashSet<>();
    DEFAULTS.forEach(name -> places.add(root.resolve(name)));
    for (String location : locations) {
      List<String> names = names(location);
      boolean beside = false;
      for (int from = 0; from < names.size(); from++) {
        Path below = below(root, names.subList(from, names.size()));
        if (below != null) {
          places.add(below);
          beside = true;
        }
      }
      Path literal = literal(location);
      if (!beside && literal != null && Files.isDirectory(literal)) {
        return null;
      }
    }
    Fingerprint fingerprint = new Fingerprint();
    for (Path place : places) {
      for (ArtifactFolder.Entry entry : ArtifactFolder.files(place)) {
        fingerprint.row("artifact", entry.file().toString(), entry.size(), entry.modifiedNanos());
      }
    }
    return fingerprint.text();
  }

  private static boolean isRemote(@Nullable String uri) {
    return uri != null && !LOCAL_SCHEMES.contains(scheme(uri));
  }
}
