package dev.almanac.ingest.logs.clearml;

import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.RunIdentity;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonValue;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Puts {@code task.json}, a task as the server would have it, into Almanac's words. */
final class ClearMlTask {

  private static final Map<String, RunStatus> STATUSES =
      Map.of(
          "created", RunStatus.SCHEDULED,
          "queued", RunStatus.SCHEDULED,
          "in_progress", RunStatus.RUNNING,
          "stopped", RunStatus.KILLED,
          "closed", RunStatus.FINISHED,
          "completed", RunStatus.FINISHED,
          "published", RunStatus.FINISHED,
          "failed", RunStatus.FAILED);

  private final RunLog out;

  ClearMlTask(RunLog out) {
    this.out = out;
  }

  void read(JsonValue task) {
    String id = task.get("id").text();
    out.trackerRunId(id);
    if (id != null && !id.isBlank()) {
      out.identity(new RunIdentity(RunIdentity.Kind.CLEARML, id));
    }
    out.name(task.get("name").text());
    String project = task.get("project_name").text();
    out.project(project, project);
    String status = task.get("status").text();
    out.status(STATUSES.getOrDefault(status == null ? "" : status, RunStatus.UNKNOWN));
    out.jobType(task.get("type").text());
    String comment = task.get("comment").text();
    out.description(comment == null || comment.isEmpty() ? null : comment);
    out.parentRunId(task.get("parent").text());
    out.startedAt(IsoTimes.instant(task.get("started").text(), ZoneOffset.UTC));
    out.endedAt(IsoTimes.instant(task.get("completed").text(), ZoneOffset.UTC));
    task.get("tags").elements().forEach(tag -> out.tag(tag.asText(), ""));
    task.get("hyperparams").entries().forEach(this::section);
    artifacts(task);
    script(task.get("script"));
    task.get("runtime").entries().forEach((key, value) -> say("runtime", key, value));
    say("docker", "image", task.get("container").get("image"));
  }

  /**
   * A param's key is its section and its name, as the client writes it in {@code set_parameter}.
   */
  private void section(String section, JsonValue params) {
    params
        .entries()
        .forEach(
            (name, param) -> {
              String text = param.get("value").isNull() ? "" : param.get("value").asText();
              String type = param.get("type").text();
              String key = section + '/' + name;
              if (type == null || type.isEmpty()) {
                out.param(key, text, ParamOrigin.LOGGED);
              } else {
                out.param(key, text, type(type), ParamOrigin.LOGGED);
              }
            });
  }

  private static ParamType type(String type) {
    return switch (type) {
      case "int" -> ParamType.INT;
      case "float" -> ParamType.FLOAT;
      case "bool" -> ParamType.BOOL;
      case "NoneType" -> ParamType.NULL;
      default ->
          type.startsWith("list") || type.startsWith("dict") || type.startsWith("tuple")
              ? ParamType.JSON
              : ParamType.STRING;
    };
  }

  private void artifacts(JsonValue task) {
    for (JsonValue each : task.get("execution").get("artifacts").elements()) {
      String digest = each.get("hash").text();
      out.artifact(
          new Artifact(
              each.get("key").asText(),
              each.get("type").isNull() ? "file" : each.get("type").asText(),
              each.get("content_size").integer(),
              digest == null || digest.isEmpty() ? null : "sha256:" + digest,
              each.get("uri").text()));
    }
    for (JsonValue each : task.get("offline_output_models").elements()) {
      String name = each.get("name").text();
      out.artifact(
          new Artifact(
              name == null ? each.get("id").asText() : name,
              "model",
              null,
              null,
              each.get("uri").text()));
    }
  }

  private void script(JsonValue script) {
    say("git", "remote", script.get("repository"));
    say("git", "branch", script.get("branch"));
    say("git", "commit", script.get("version_num"));
    say("git", "tag", script.get("tag"));
    say("command", "entry_point", script.get("entry_point"));
    say("command", "working_dir", script.get("working_dir"));
    say("python", "binary", script.get("binary"));
    String pinned = script.get("requirements").get("pip").text();
    if (pinned == null) {
      return;
    }
    for (String line : pinned.split("\n", -1)) {
      List<String> parts = List.of(line.strip().split("\\s*==\\s*", 2));
      boolean isPinned = parts.size() == 2 && !line.startsWith("#");
      if (isPinned) {
        out.environment("package", parts.get(0), parts.get(1));
      }
    }
  }

  private void say(String kind, String key, JsonValue value) {
    if (!value.isNull() && !value.asText().isEmpty()) {
      out.environment(kind, key, value.asText());
    }
  }
}
