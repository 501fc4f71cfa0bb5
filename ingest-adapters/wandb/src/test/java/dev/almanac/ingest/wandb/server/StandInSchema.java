package dev.almanac.ingest.wandb.server;

import static dev.almanac.ingest.wandb.server.StandInStore.number;
import static dev.almanac.ingest.wandb.server.StandInStore.text;

import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.wandb.server.GraphQlDocument.Node;
import dev.almanac.ingest.wandb.server.GraphQlDocument.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the stand-in knows of W&B's schema: the fields that the real client asks for. */
final class StandInSchema {

  /** The page asked for is too large for this server. */
  static final class Overload extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Overload(int status) {
      super("overload");
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  private final StandInStore store;
  private final StandInFaults faults;
  private final URI base;

  StandInSchema(StandInStore store, StandInFaults faults, URI base) {
    this.store = store;
    this.faults = faults;
    this.base = base;
  }

  Node root(String kind) {
    return kind.equals("mutation") ? new StandInMutations(store, base, this)::field : this::query;
  }

  /** An object of plain facts. */
  static Node plain(String type, Map<String, ?> facts) {
    return (name, arguments) -> {
      if (name.equals("__typename")) {
        return text(type);
      }
      if (!facts.containsKey(name)) {
        throw new Refused("Cannot query field \"" + name + "\" on type \"" + type + "\".");
      }
      return facts.get(name);
    };
  }

  static Node connection(List<Node> nodes) {
    return page(nodes, Map.of(), node -> "");
  }

  /** A page of a list: cursors are positions, or what is given as such. */
  private static Node page(
      List<Node> nodes, Map<String, JsonValue> arguments, Function<Node, String> cursor) {
    Long first = arguments.getOrDefault("first", JsonValue.NULL).integer();
    String after = arguments.getOrDefault("after", JsonValue.NULL).text();
    int from = 0;
    List<String> cursors = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      String own = cursor.apply(nodes.get(i));
      cursors.add(own.isEmpty() ? "p" + i : own);
      if (after != null && (own.isEmpty() || own.compareTo(after) <= 0)) {
        from = own.isEmpty() ? Integer.parseInt(after.substring(1)) + 1 : i + 1;
      }
    }
    int to = first == null ? nodes.size() : (int) Math.min(nodes.size(), from + first);
    List<Node> edges = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Node node = nodes.get(i);
      edges.add(plain("Edge", Map.of("node", node, "cursor", text(cursors.get(i)))));
    }
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("endCursor", to > from ? text(cursors.get(to - 1)) : JsonValue.NULL);
    info.put("hasNextPage", new JsonValue.Bool(to < nodes.size()));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("edges", edges);
    facts.put("pageInfo", plain("PageInfo", info));
    facts.put("totalCount", number(nodes.size()));
    return plain("Connection", facts);
  }

  private @Nullable Object query(String name, Map<String, JsonValue> arguments) {
    return switch (name) {
      case "viewer" -> viewer();
      case "serverInfo" -> plain("ServerInfo", Map.of("features", List.of()));
      case "project", "model" ->
          project(
              arguments.getOrDefault("entityName", JsonValue.NULL).asText(),
              arguments.getOrDefault("name", JsonValue.NULL).asText());
      case "models" -> projects(arguments);
      case "entity" ->
          plain(
              "Entity",
              Map.of("organization", JsonValue.NULL, "xxhashDigestsEnabled", bool(false)));
      case "clientIDMapping" ->
          plain("Mapping", Map.of("serverID", arguments.getOrDefault("clientID", JsonValue.NULL)));
      case "artifact" -> artifact(arguments.getOrDefault("id", JsonValue.NULL).asText());
      default -> throw new Refused("Cannot query field \"" + name + "\" on type \"Query\".");
    };
  }

  static JsonValue bool(boolean value) {
    return new JsonValue.Bool(value);
  }

  Node viewer() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("id", text("VXNlcjox"));
    facts.put("entity", text("ada"));
    facts.put("username", text("ada"));
    facts.put("name", text("Ada"));
    facts.put("email", text("ada@example.org"));
    facts.put("flags", text("{}"));
    facts.put("admin", bool(false));
    facts.put("deletedAt", JsonValue.NULL);
    facts.put("apiKeys", connection(List.of()));
    facts.put("teams", connection(List.of()));
    return plain("User", facts);
  }

  private Node projects(Map<String, JsonValue> arguments) {
    String entity = arguments.getOrDefault("entityName", JsonValue.NULL).asText();
    List<Node> nodes = new ArrayList<>();
    for (Path folder : store.list(store.root().resolve(entity))) {
      Node project = project(entity, folder.getFileName().toString());
      if (project != null) {
        nodes.add(project);
      }
    }
    return page(nodes, arguments, node -> "");
  }

  @Nullable Node project(String entity, String name) {
    Path folder = store.project(entity, name);
    if (!store.exists(folder.resolve("project.json"))) {
      return null;
    }
    Map<String, JsonValue> facts = store.read(folder.resolve("project.json"));
    return (field, arguments) ->
        switch (field) {
          case "__typename" -> text("Project");
          case "id" -> text("UHJvamVjdDo" + name);
          case "internalId" -> facts.getOrDefault("internalId", JsonValue.NULL);
          case "name" -> text(name);
          case "entityName" -> text(entity);
          case "createdAt" -> facts.getOrDefault("createdAt", JsonValue.NULL);
          case "isBenchmark", "readOnly" -> bool(false);
          case "user" -> viewer();
          case "entity" -> plain("Entity", Map.of("id", text("RW50aXR5"), "name", text(entity)));
          case "runCount" -> number(runs(entity, name, arguments).size());
          case "runs" -> runPage(entity, name, arguments);
          case "run", "bucket" ->
              run(entity, name, arguments.getOrDefault("name", JsonValue.NULL).asText());
          case "sweep" ->
              sweep(entity, name, arguments.getOrDefault("sweepName", JsonValue.NULL).asText());
          case "sweeps" -> page(sweeps(entity, name), arguments, node -> "");
          case "totalSweeps" -> number(sweeps(entity, name).size());
          case "artifactType", "artifact" -> null;
          default -> throw new Refused("Cannot query field \"" + field + "\" on type \"Project\".");
        };
  }

  private List<Node> sweeps(String entity, String project) {
    List<Node> nodes = new ArrayList<>();
    for (Path file : store.list(store.project(entity, project).resolve("sweeps"))) {
      Node sweep = sweep(entity, project, file.getFileName().toString().replace(".json", ""));
      if (sweep != null) {
        nodes.add(sweep);
      }
    }
    return nodes;
  }

  private @Nullable Node sweep(String entity, String project, String name) {
    Path file = store.project(entity, project).resolve("sweeps").resolve(name + ".json");
    if (!store.exists(file)) {
      return null;
    }
    Map<String, Object> facts = new LinkedHashMap<>(store.read(file));
    for (String absent :
        List.of(
            "displayName",
            "description",
            "bestLoss",
            "updatedAt",
            "heartbeatAt",
            "method",
            "runCountExpected",
            "controller",
            "scheduler",
            "earlyStopJobRunning",
            "priorRuns")) {
      facts.putIfAbsent(absent, JsonValue.NULL);
    }
    facts.put("id", text("U3dlZXA6" + name));
    facts.put("name", text(name));
    facts.put("project", project(entity, project));
    Map<String, JsonValue> filter = Map.of("filters", text("{\"sweep\":\"" + name + "\"}"));
    facts.put("runCount", number(runs(entity, project, filter).size()));
    facts.put("runs", page(runs(entity, project, filter), Map.of(), node -> ""));
    return plain("Sweep", facts);
  }

  private Node runPage(String entity, String project, Map<String, JsonValue> arguments) {
    Long first = arguments.getOrDefault("first", JsonValue.NULL).integer();
    if (faults.has(StandInFaults.Habit.SMALL_RUN_PAGES)
        && (first == null || first > StandInFaults.MOST_RUNS)) {
      throw new Overload(502);
    }
    return page(
        runs(entity, project, arguments),
        arguments,
        node -> textOf(node, "createdAt") + " " + textOf(node, "name"));
  }

  private static String textOf(Node node, String field) {
    Object value = node.field(field, Map.of());
    return value instanceof JsonValue json ? json.asText() : "";
  }

  private List<Node> runs(String entity, String project, Map<String, JsonValue> arguments) {
    String filters = arguments.getOrDefault("filters", JsonValue.NULL).text();
    JsonValue filter = JsonValue.NULL;
    try {
      filter = filters == null ? JsonValue.NULL : JsonText.parse(filters);
    } catch (IOException malformed) {
      throw new Refused("filters are no JSON");
    }
    List<Node> nodes = new ArrayList<>();
    for (Path folder : store.list(store.project(entity, project).resolve("runs"))) {
      Node node = run(entity, project, folder.getFileName().toString());
      if (node != null && RunFilter.accepts(filter, node)) {
        nodes.add(node);
      }
    }
    nodes.sort(
        Comparator.comparing(
            (Node node) -> textOf(node, "createdAt") + " " + textOf(node, "name")));
    return nodes;
  }

  @Nullable Node run(String entity, String project, String id) {
    Path folder = store.run(entity, project, id);
    if (id.isEmpty() || !store.exists(folder.resolve("run.json"))) {
      return null;
    }
    return new StandInRun(store, faults, base, this, entity, project, folder);
  }

  /** Returns the versions of artifacts that a run made or used, by version. */
  List<Node> artifacts(String entity, String project, String run, String relation) {
    List<Node> nodes = new ArrayList<>();
    for (Path file : store.list(store.project(entity, project).resolve("artifacts"))) {
      Map<String, JsonValue> facts = store.read(file);
      boolean related = facts.getOrDefault(relation, JsonValue.NULL).elements().contains(text(run));
      if (related && text("COMMITTED").equals(facts.get("state"))) {
        nodes.add(artifactNode(entity, project, facts));
      }
    }
    return nodes;
  }

  private @Nullable Node artifact(String id) {
    for (Path entity : store.list(store.root())) {
      for (Path project : store.list(entity)) {
        Path file = project.resolve("artifacts").resolve(id + ".json");
        if (store.exists(file)) {
          return artifactNode(
              entity.getFileName().toString(), project.getFileName().toString(), store.read(file));
        }
      }
    }
    return null;
  }

  private Node artifactNode(String entity, String project, Map<String, JsonValue> stored) {
    Map<String, Object> facts = new LinkedHashMap<>(stored);
    Node owner = project(entity, project);
    facts.put("artifactSequence", collection(stored, owner));
    facts.put("artifactType", plain("ArtifactType", Map.of("name", stored.get("type"))));
    List<Node> aliases = new ArrayList<>();
    for (JsonValue alias : stored.getOrDefault("aliases", JsonValue.NULL).elements()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", alias);
      one.put("alias", alias);
      one.put("artifactCollection", collection(stored, owner));
      aliases.add(plain("ArtifactAlias", one));
    }
    facts.put("aliases", aliases);
    facts.put("tags", List.of());
    for (String absent :
        List.of(
            "ttlDurationSeconds",
            "historyStep",
            "commitHash",
            "updatedAt",
            "description",
            "metadata",
            "digestAlgorithm")) {
      facts.putIfAbsent(absent, JsonValue.NULL);
    }
    facts.put("ttlIsInherited", bool(true));
    return plain("Artifact", facts);
  }

  private static Node collection(Map<String, JsonValue> stored, @Nullable Node owner) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", stored.get("name"));
    facts.put("project", owner);
    facts.put("latestArtifact", null);
    return plain("ArtifactSequence", facts);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static String utf8(Path file) {
    return Files.exists(file) ? new String(content(file), StandardCharsets.UTF_8) : "{}";
  }

  static Node pageOf(List<Node> nodes, Map<String, JsonValue> arguments) {
    return page(nodes, arguments, node -> "");
  }
}
