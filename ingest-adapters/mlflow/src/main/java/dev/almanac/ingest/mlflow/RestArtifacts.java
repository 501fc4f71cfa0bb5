package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.EnvironmentFact;
import dev.almanac.ingest.read.http.HttpFailure;
import dev.almanac.ingest.read.http.TrackerHttp;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists the artifacts of runs and models on a server, one folder a request, and opens them. */
final class RestArtifacts {

  /** Folders that are looked into for one run; more is a runaway. */
  private static final int MAX_FOLDERS = 2_000;

  private static final int ATTEMPTS = 2;

  private RestArtifacts() {}

  /**
   * A file.
   *
   * @param path path below the run's or model's folder
   * @param size its size, or null
   */
  record Entry(String path, @Nullable Long size) {}

  /**
   * What a run or model has.
   *
   * @param files its files by path
   * @param facts what its package files say
   * @param failure why not all of them could be listed, or null
   */
  record Listing(List<Entry> files, Set<EnvironmentFact> facts, @Nullable String failure) {}

  /** Asks for one folder. */
  private interface Folder {
    /** Returns a page of a folder. */
    JsonValue page(String path, @Nullable String token) throws IOException;
  }

  /** Asks for a file's content. */
  private interface Content {
    /** Returns the path and query under which the server has a file. */
    String of(String path);
  }

  /** Lists the artifacts of a run. */
  static Listing ofRun(RestServer server, String runId) {
    // Listing artifacts is not worth minutes of patience for each run.
    RestServer hasty = server.with(server.http().withAttempts(ATTEMPTS));
    return list(
        hasty.http(),
        (path, token) -> hasty.artifacts(runId, path, token),
        path -> RestServer.content(runId, path));
  }

  /** Lists the files of a model. */
  static Listing ofModel(RestServer server, String modelId) {
    RestServer hasty = server.with(server.http().withAttempts(ATTEMPTS));
    return list(
        hasty.http(),
        (path, token) -> hasty.modelArtifacts(modelId, path, token),
        path -> RestServer.modelContent(modelId, path));
  }

  /** Lists all files, and looks into those that name packages. */
  private static Listing list(TrackerHttp http, Folder folder, Content content) {
    List<Entry> files = new ArrayList<>();
    Set<EnvironmentFact> facts = new LinkedHashSet<>();
    String failure = null;
    Deque<String> pending = new ArrayDeque<>(List.of(""));
    int folders = 0;
    try {
      while (!pending.isEmpty() && failure == null) {
        addFolder(folder, pending.pop(), files, pending);
        folders++;
        if (folders == MAX_FOLDERS && !pending.isEmpty()) {
          failure = "there are more than " + MAX_FOLDERS + " folders; the rest is left out";
        }
      }
      files.sort(Comparator.comparing(Entry::path));
      addFacts(http, content, files, facts);
    } catch (IOException refused) {
      failure = String.valueOf(refused.getMessage());
    }
    return new Listing(files, facts, failure);
  }

  private static void addFolder(
      Folder folder, String path, List<Entry> files, Deque<String> pending) throws IOException {
    String token = null;
    do {
      JsonValue page = folder.page(path, token);
      for (JsonValue each : page.get("files").elements()) {
        String name = each.get("path").asText();
        boolean isFolder = each.get("is_dir") instanceof JsonValue.Bool truth && truth.value();
        // A server that names a folder inside of itself would never end.
        if (isFolder && name.length() > path.length()) {
          pending.push(name);
        } else if (!isFolder) {
          files.add(new Entry(name, each.get("file_size").integer()));
        }
      }
      String next = page.get("next_page_token").text();
      token = next == null || next.isEmpty() || next.equals(token) ? null : next;
    } while (token != null);
  }

  private static void addFacts(
      TrackerHttp http, Content content, List<Entry> files, Set<EnvironmentFact> facts) {
    files.stream()
        .filter(file -> file.size() != null && PackageFiles.isNamedSo(file.path(), file.size()))
        .limit(PackageFiles.MAX_FILES)
        .forEach(
            file -> {
              try {
                byte[] body = http.get(content.of(file.path())).body();
                facts.addAll(PackageFiles.facts(new String(body, StandardCharsets.UTF_8)));
              } catch (IOException refused) {
                // The artifact itself is listed; what it would have told is not needed for it.
              }
            });
  }

  /**
   * Delivers a listing.
   *
   * @param prefix goes before each path; empty or ending with {@code /}
   * @param uri where MLflow says the folder is, or null
   */
  static void deliver(
      int handle, String prefix, Listing listing, @Nullable String uri, RunSink sink) {
    for (Entry file : listing.files()) {
      sink.artifact(
          handle,
          new Artifact(
              prefix + file.path(),
              ArtifactFolder.kind(file.path()),
              file.size(),
              null,
              ArtifactFolder.join(uri, file.path())));
    }
    listing.facts().forEach(fact -> sink.environment(handle, fact));
  }

  /** Opens a file of a run; null if the server has none. */
  static @Nullable InputStream open(TrackerHttp http, String place) throws IOException {
    Path file = Files.createTempFile("almanac-artifact-", ".bin");
    try {
      http.download(http.resolve(place), file);
      return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
    } catch (HttpFailure failure) {
      Files.deleteIfExists(file);
      if (failure.status() == 404) {
        return null;
      }
      throw failure;
    } catch (IOException failed) {
      Files.deleteIfExists(file);
      throw failed;
    }
  }
}
