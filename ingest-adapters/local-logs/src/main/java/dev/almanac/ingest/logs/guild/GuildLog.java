package dev.almanac.ingest.logs.guild;

import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.text.NumberText;
import dev.almanac.ingest.read.yaml.YamlValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Guild says of one run. Times are microseconds since the epoch. */
final class GuildLog implements Log {

  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "initialized",
          "started",
          "stopped",
          "exit_status",
          "flags",
          "label",
          "tags",
          "cmd",
          "env",
          "host",
          "user",
          "platform",
          "vcs_commit",
          "pip_freeze",
          "deps",
          "op");

  private final Path folder;
  private final Path inner;
  private final List<Path> files;
  private final List<String> attributes;

  GuildLog(Path folder, Path inner, List<Path> files, List<String> attributes) {
    this.folder = folder;
    this.inner = inner;
    this.files = files;
    this.attributes = attributes;
  }

  @Override
  public Role role() {
    return Role.OVERLAY;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public List<Path> files() {
    return files;
  }

  @Override
  public boolean isLive() {
    return status(LogFiles.head(inner.resolve(GuildFormat.ATTRIBUTES).resolve("exit_status"), 64))
        == RunStatus.RUNNING;
  }

  @Override
  public void read(RunLog out) {
    Map<String, YamlValue> said = new TreeMap<>();
    for (String name : attributes) {
      said.put(name, LogFiles.yaml(inner.resolve(GuildFormat.ATTRIBUTES).resolve(name), out));
    }
    out.trackerRunId(at(said, "id").text());
    out.name(at(said, "label").text());
    Instant started = time(at(said, "started"));
    out.startedAt(started == null ? time(at(said, "initialized")) : started);
    out.endedAt(time(at(said, "stopped")));
    out.createdBy(at(said, "user").text());
    out.status(status(at(said, "exit_status").text()));
    new DocumentParams(out, ".", ParamOrigin.LOGGED).all(at(said, "flags"));
    for (YamlValue tag : at(said, "tags").elements()) {
      out.tag(tag.asText(), "");
    }
    String reference = LogFiles.head(inner.resolve("opref"), 4_096).strip();
    if (!reference.isEmpty()) {
      out.jobType(reference.substring(reference.lastIndexOf(' ') + 1));
      out.environment("command", "opref", reference);
    }
    environment(said, out);
    said.forEach(
        (name, value) -> {
          if (!KNOWN.contains(name) && value.text() != null) {
            out.tag("guild." + name, value.asText());
          }
        });
  }

  private static void environment(Map<String, YamlValue> said, RunLog out) {
    if (!at(said, "cmd").elements().isEmpty()) {
      out.environment("command", "cmd", at(said, "cmd").asText());
    }
    if (at(said, "host").text() != null) {
      out.environment("host", "name", at(said, "host").asText());
    }
    if (at(said, "vcs_commit").text() != null) {
      out.environment("git", "commit", at(said, "vcs_commit").asText());
    }
    at(said, "platform")
        .entries()
        .forEach((key, value) -> out.environment("os", key, value.asText()));
    for (YamlValue pinned : at(said, "pip_freeze").elements()) {
      String text = pinned.asText();
      int equals = text.indexOf("==");
      out.environment(
          "package",
          equals < 0 ? text : text.substring(0, equals),
          equals < 0 ? "" : text.substring(equals + 2));
    }
  }

  /**
   * Guild's own rule (guild.run.Run.status), but for the process: whether that is alive on the
   * machine that ran it, no file tells, so without an exit status a run that began is running.
   */
  private RunStatus status(@Nullable String exit) {
    if (Files.exists(inner.resolve("LOCK.remote"))) {
      return RunStatus.RUNNING;
    }
    if (Files.exists(inner.resolve("PENDING")) || Files.exists(inner.resolve("STAGED"))) {
      return RunStatus.SCHEDULED;
    }
    Long code = number(exit);
    if (code == null) {
      return Files.exists(inner.resolve("LOCK")) ? RunStatus.RUNNING : RunStatus.UNKNOWN;
    }
    if (code == 0) {
      return RunStatus.FINISHED;
    }
    return code < 0 ? RunStatus.KILLED : RunStatus.FAILED;
  }

  private static @Nullable Instant time(YamlValue micros) {
    Long number = number(micros.text());
    return number == null ? null : IsoTimes.instant((Double) (number / 1e6));
  }

  private static @Nullable Long number(@Nullable String text) {
    byte[] bytes = (text == null ? "" : text.strip()).getBytes(StandardCharsets.UTF_8);
    NumberText.Integer parsed = NumberText.integer(bytes, 0, bytes.length);
    return parsed == null ? null : (Long) parsed.value();
  }

  private static YamlValue at(Map<String, YamlValue> said, String name) {
    return said.getOrDefault(name, YamlValue.NULL);
  }
}
