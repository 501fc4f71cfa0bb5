package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recognises places on W&B servers and opens them; each project is a source. */
public final class WandbServers {

  /** What the sources here are called, {@link SourceSpec#format()}. */
  public static final String FORMAT = "server";

  private static final String KIND = "wandb";

  private WandbServers() {}

  /**
   * Returns the projects at a URI, see {@code docs/sources/wandb.md}; none if it is not W&B's.
   *
   * @throws IOException if it is, and names no entity, or the server cannot be asked for projects
   */
  public static List<SourceSpec> recognise(URI uri, SourceOptions options) throws IOException {
    return recognise(uri, options, WandbKeys.ofThisMachine());
  }

  static List<SourceSpec> recognise(URI uri, SourceOptions options, WandbKeys keys)
      throws IOException {
    WandbPlace place = WandbPlace.of(uri, options, keys);
    if (place == null) {
      return List.of();
    }
    if (place.project() != null) {
      return List.of(spec(place, options));
    }
    List<SourceSpec> found = new ArrayList<>();
    try (WandbApi api = WandbApi.at(place.server(), options, keys)) {
      Map<String, dev.almanac.ingest.read.json.JsonValue> variables = new LinkedHashMap<>();
      variables.put("entity", WandbApi.text(place.entity()));
      api.eachNode(
          WandbQuery.PROJECTS,
          new PageSize(1, 200, 200),
          variables,
          List.of("models"),
          answer -> {},
          node -> found.add(spec(place.withProject(node.get("name").asText()), options)));
    }
    if (found.isEmpty()) {
      throw new IOException(
          "Cannot read "
              + place.location()
              + ": the server shows no projects of "
              + place.entity()
              + "; check the entity and the API key");
    }
    return found;
  }

  private static SourceSpec spec(WandbPlace place, SourceOptions options) {
    String name = place.entity() + "-" + place.project();
    return new SourceSpec(KIND, FORMAT, place.location(), name).withOptions(options);
  }

  /** Tells whether a source is one of these. */
  public static boolean isServer(SourceSpec spec) {
    return spec.format().equals(FORMAT);
  }

  /**
   * Opens a project. Nothing is asked yet.
   *
   * @throws IOException if an option cannot be used
   */
  public static RunSource open(SourceSpec spec) throws IOException {
    return open(spec, WandbKeys.ofThisMachine());
  }

  static RunSource open(SourceSpec spec, WandbKeys keys) throws IOException {
    WandbPlace place = WandbPlace.of(spec.location(), spec.options(), keys);
    if (place == null || place.project() == null) {
      throw new IOException("Cannot read " + spec.location() + ": it names no project");
    }
    return new WandbProject(spec, place, keys);
  }
}
