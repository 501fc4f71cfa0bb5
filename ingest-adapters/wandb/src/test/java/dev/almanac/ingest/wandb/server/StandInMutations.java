package dev.almanac.ingest.wandb.server;

import static dev.almanac.ingest.wandb.server.StandInStore.number;
import static dev.almanac.ingest.wandb.server.StandInStore.text;

import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.wandb.server.GraphQlDocument.Node;
import dev.almanac.ingest.wandb.server.GraphQlDocument.Refused;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the client tells the stand-in by GraphQL while it logs. */
final class StandInMutations {

  private final StandInStore store;
  private final URI base;
  private final StandInSchema schema;

  StandInMutations(StandInStore store, URI base, StandInSchema schema) {
    this.store = store;
    this.base = base;
    this.schema = schema;
  }

  @Nullable Object field(String name, Map<String, JsonValue> arguments) {
    JsonValue input = arguments.getOrDefault("input", JsonValue.NULL);
    return switch (name) {
      case "upsertBucket" -> upsertBucket(input);
      case "upsertSweep" -> upsertSweep(input);
      case "createRunFiles" -> createRunFiles(input);
      case "markRunFilesUploaded" ->
          StandInSchema.plain("Payload", Map.of("success", StandInSchema.bool(true)));
      case "createArtifact" -> createArtifact(input);
      case "createArtifactManifest" -> manifest(input.get("artifactID").asText());
      case "updateArtifactManifest" -> manifest(input.get("artifactManifestID").asText());
      case "createArtifactFiles" -> createArtifactFiles(input);
      case "commitArtifact" -> commitArtifact(input.get("artifactID").asText());
      case "useArtifact" -> useArtifact(input);
      default -> throw new Refused("Cannot query field \"" + name + "\" on type \"Mutation\".");
    };
  }

  private static String entity(JsonValue input) {
    String entity = input.get("entityName").text();
    return entity == null || entity.isEmpty() ? "ada" : entity;
  }

  private void ensureProject(String entity, String project) {
    Path document = store.project(entity, project).resolve("project.json");
    if (!store.exists(document)) {
      Map<String, JsonValue> facts = new LinkedHashMap<>();
      facts.put("internalId", text("77"));
      facts.put("createdAt", text(StandInStore.now()));
      store.write(document, facts);
    }
  }

  private Node upsertBucket(JsonValue input) {
    String entity = entity(input);
    String stated = input.get("modelName").text();
    String project = stated == null || stated.isEmpty() ? "uncategorized" : stated;
    ensureProject(entity, project);
    String id = input.get("name").text();
    String storageId = input.get("id").text();
    if (id == null && storageId != null) {
      id = storageId.replace("UnVuOnYxOg", "");
    }
    Path document = store.run(entity, project, String.valueOf(id)).resolve("run.json");
    boolean inserted = !store.exists(document);
    Map<String, JsonValue> facts = store.read(document);
    if (inserted) {
      facts.put("createdAt", text(StandInStore.now()));
      facts.put("state", text("running"));
    }
    facts.put("heartbeatAt", text(StandInStore.now()));
    put(facts, "displayName", input.get("displayName"));
    put(facts, "notes", input.get("notes"));
    put(facts, "group", input.get("groupName"));
    put(facts, "jobType", input.get("jobType"));
    put(facts, "sweepName", input.get("sweep"));
    put(facts, "commit", input.get("commit"));
    put(facts, "host", input.get("host"));
    put(facts, "config", input.get("config"));
    put(facts, "tags", input.get("tags"));
    facts.putIfAbsent("displayName", text(String.valueOf(id)));
    store.write(document, facts);
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("bucket", schema.run(entity, project, String.valueOf(id)));
    payload.put("inserted", StandInSchema.bool(inserted));
    return StandInSchema.plain("UpsertBucketPayload", payload);
  }

  private static void put(Map<String, JsonValue> facts, String name, JsonValue value) {
    if (!value.isNull() && !text("").equals(value)) {
      facts.put(name, value);
    }
  }

  private Node upsertSweep(JsonValue input) {
    String entity = entity(input);
    String project = input.get("projectName").asText();
    ensureProject(entity, project);
    int count = store.list(store.project(entity, project).resolve("sweeps")).size();
    String given = input.get("id").text();
    String name = given == null ? "sweep" + String.format("%03d", count) : given;
    Path document = store.project(entity, project).resolve("sweeps").resolve(name + ".json");
    Map<String, JsonValue> facts = store.read(document);
    facts.putIfAbsent("createdAt", text(StandInStore.now()));
    facts.putIfAbsent("state", text("PENDING"));
    put(facts, "config", input.get("config"));
    put(facts, "description", input.get("description"));
    put(facts, "displayName", input.get("displayName"));
    store.write(document, facts);
    Node owner = schema.project(entity, project);
    Map<String, Object> sweep = new LinkedHashMap<>();
    sweep.put("name", text(name));
    sweep.put("project", owner);
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("sweep", StandInSchema.plain("Sweep", sweep));
    payload.put("configValidationWarnings", List.of());
    return StandInSchema.plain("UpsertSweepPayload", payload);
  }

  private Node createRunFiles(JsonValue input) {
    String folder =
        entity(input)
            + "/"
            + input.get("projectName").asText()
            + "/runs/"
            + input.get("runName").asText()
            + "/files/";
    List<Node> files = new ArrayList<>();
    for (JsonValue name : input.get("files").elements()) {
      files.add(
          StandInSchema.plain(
              "File", Map.of("name", name, "uploadUrl", uploadUrl(folder + name.asText()))));
    }
    return StandInSchema.plain(
        "CreateRunFilesPayload",
        Map.of("runID", input.get("runName"), "uploadHeaders", List.of(), "files", files));
  }

  private JsonValue uploadUrl(String path) {
    try {
      return text(base + new URI(null, null, "/storage/" + path, null).toASCIIString());
    } catch (java.net.URISyntaxException impossible) {
      throw new Refused("odd name " + path);
    }
  }

  private Node createArtifact(JsonValue input) {
    String entity = entity(input);
    String project = input.get("projectName").asText();
    Path folder = store.project(entity, project).resolve("artifacts");
    JsonValue collection = input.get("artifactCollectionName");
    if (collection.isNull()) {
      collection = input.get("artifactCollectionNames").elements().get(0);
    }
    int versions = 0;
    for (Path file : store.list(folder)) {
      versions += collection.equals(store.read(file).get("name")) ? 1 : 0;
    }
    String id = "art" + store.list(folder).size();
    Map<String, JsonValue> facts = new LinkedHashMap<>();
    facts.put("id", text(id));
    facts.put("name", collection);
    facts.put("type", input.get("artifactTypeName"));
    facts.put("versionIndex", number(versions));
    facts.put("digest", input.get("digest"));
    facts.put("state", text("PENDING"));
    facts.put("createdAt", text(StandInStore.now()));
    facts.put("producers", new JsonValue.Array(List.of(input.get("runName"))));
    facts.put("users", new JsonValue.Array(List.of()));
    List<JsonValue> aliases = new ArrayList<>(List.of(text("latest")));
    input.get("aliases").elements().forEach(alias -> aliases.add(alias.get("alias")));
    facts.put("aliases", new JsonValue.Array(aliases.stream().distinct().toList()));
    facts.put("size", number(0));
    facts.put("fileCount", number(0));
    store.write(folder.resolve(id + ".json"), facts);
    Map<String, Object> artifact = new LinkedHashMap<>();
    artifact.put("id", text(id));
    artifact.put("state", text("PENDING"));
    Map<String, Object> sequence = new LinkedHashMap<>();
    sequence.put("id", text("seq"));
    sequence.put("latestArtifact", null);
    artifact.put("artifactSequence", StandInSchema.plain("ArtifactSequence", sequence));
    return StandInSchema.plain(
        "CreateArtifactPayload", Map.of("artifact", StandInSchema.plain("Artifact", artifact)));
  }

  private Path artifactFile(String id) {
    for (Path entity : store.list(store.root())) {
      for (Path project : store.list(entity)) {
        Path file = project.resolve("artifacts").resolve(id + ".json");
        if (store.exists(file)) {
          return file;
        }
      }
    }
    throw new Refused("no artifact " + id);
  }

  private String contentFolder(String id) {
    Path project = artifactFile(id).resolve("../..").normalize();
    return store.root().relativize(project).toString().replace('\\', '/') + "/content/" + id + "/";
  }

  private Node manifest(String id) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("id", text(id));
    file.put("uploadUrl", uploadUrl(contentFolder(id) + "wandb_manifest.json"));
    file.put("uploadHeaders", List.of());
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("id", text(id));
    manifest.put("file", StandInSchema.plain("File", file));
    return StandInSchema.plain(
        "Payload", Map.of("artifactManifest", StandInSchema.plain("ArtifactManifest", manifest)));
  }

  private Node createArtifactFiles(JsonValue input) {
    List<Node> nodes = new ArrayList<>();
    for (JsonValue each : input.get("artifactFiles").elements()) {
      String id = each.get("artifactID").asText();
      String path = "blob/" + each.get("name").asText();
      Map<String, Object> node = new LinkedHashMap<>();
      node.put("storagePath", text(path));
      node.put("uploadUrl", uploadUrl(contentFolder(id) + path));
      node.put("uploadHeaders", List.of());
      node.put("uploadMultipartUrls", null);
      node.put("artifact", StandInSchema.plain("Artifact", Map.of("id", text(id))));
      nodes.add(StandInSchema.plain("File", node));
    }
    return StandInSchema.plain(
        "CreateArtifactFilesPayload", Map.of("files", StandInSchema.connection(nodes)));
  }

  private Node commitArtifact(String id) {
    Path document = artifactFile(id);
    Map<String, JsonValue> facts = store.read(document);
    facts.put("state", text("COMMITTED"));
    Path content = store.root().resolve(contentFolder(id));
    Map<String, JsonValue> manifest = store.read(content.resolve("wandb_manifest.json"));
    long size = 0;
    Map<String, JsonValue> entries = manifest.getOrDefault("contents", JsonValue.NULL).entries();
    for (JsonValue entry : entries.values()) {
      Long one = entry.get("size").integer();
      size += one == null ? 0 : one;
    }
    facts.put("size", number(size));
    facts.put("fileCount", number(entries.size()));
    store.write(document, facts);
    return StandInSchema.plain(
        "CommitArtifactPayload",
        Map.of(
            "artifact",
            StandInSchema.plain(
                "Artifact", Map.of("id", text(id), "digest", facts.get("digest")))));
  }

  private Node useArtifact(JsonValue input) {
    Path document = artifactFile(input.get("artifactID").asText());
    Map<String, JsonValue> facts = store.read(document);
    List<JsonValue> users = new ArrayList<>(facts.getOrDefault("users", JsonValue.NULL).elements());
    users.add(input.get("runName"));
    facts.put("users", new JsonValue.Array(users.stream().distinct().toList()));
    store.write(document, facts);
    return StandInSchema.plain(
        "UseArtifactPayload",
        Map.of("artifact", StandInSchema.plain("Artifact", Map.of("id", input.get("artifactID")))));
  }
}
