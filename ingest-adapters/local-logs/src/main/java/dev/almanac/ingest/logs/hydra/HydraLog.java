package dev.almanac.ingest.logs.hydra;

import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.read.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Hydra says of one job. It knows params only; they belong to whatever was logged in the job's
 * folder.
 */
final class HydraLog implements Log {

  /** Hydra's own groups among {@code hydra.runtime.choices}. */
  private static final String OWN_GROUPS = "hydra/";

  private static final Pattern LOG_TIME =
      Pattern.compile("^\\[(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3})]");
  private static final Pattern PATH_TIME =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[/\\\\_T ](\\d\\d)-(\\d\\d)-(\\d\\d)");

  private final Path job;
  private final Path inner;
  private final List<String> jobFiles;
  private final @Nullable Path sweep;
  private final @Nullable String group;

  /**
   * Creates the log of a job.
   *
   * @param sweep the file of the sweep that the job belongs to, or null
   * @param group how the sweep is named, or null
   */
  HydraLog(
      Path job, Path inner, List<String> jobFiles, @Nullable Path sweep, @Nullable String group) {
    this.job = job;
    this.inner = inner;
    this.jobFiles = jobFiles;
    this.sweep = sweep;
    this.group = group;
  }

  @Override
  public Role role() {
    return Role.OVERLAY;
  }

  @Override
  public Path folder() {
    return job;
  }

  /** The job's log is among them for its first line, and for its size. */
  @Override
  public List<Path> files() {
    List<Path> files = new ArrayList<>();
    files.add(inner.resolve(HydraFormat.CONFIG));
    files.add(inner.resolve(HydraFormat.OVERRIDES));
    files.add(inner.resolve(HydraFormat.HYDRA));
    if (sweep != null) {
      files.add(sweep);
    }
    jobFiles.stream().filter(name -> name.endsWith(".log")).map(job::resolve).forEach(files::add);
    return files;
  }

  @Override
  public void read(RunLog out) throws IOException {
    YamlValue config = LogFiles.yaml(inner.resolve(HydraFormat.CONFIG), out);
    YamlValue hydra = LogFiles.yaml(inner.resolve(HydraFormat.HYDRA), out).get("hydra");
    List<HydraOverride> overrides = overrides(out);
    Map<String, SearchDimension> space = sweep == null ? Map.of() : space(hydra, out);
    space.values().forEach(out::searchDimension);
    params(config, overrides, space, out);
    choices(config, hydra, overrides, out);
    facts(hydra, out);
  }

  private List<HydraOverride> overrides(RunLog out) {
    List<String> texts =
        LogFiles.yaml(inner.resolve(HydraFormat.OVERRIDES), out).elements().stream()
            .map(YamlValue::asText)
            .toList();
    if (!texts.isEmpty()) {
      out.environment("command", "overrides", String.join(" ", texts));
    }
    return texts.stream().map(HydraOverride::parse).toList();
  }

  /** What the sweep's own command line spans, and what its sweeper is told to search. */
  private Map<String, SearchDimension> space(YamlValue hydra, RunLog out) {
    Map<String, SearchDimension> space = new LinkedHashMap<>();
    YamlValue swept = sweep == null ? YamlValue.NULL : LogFiles.yaml(sweep, out).get("hydra");
    List<String> texts = new ArrayList<>();
    swept.get("overrides").get("task").elements().forEach(each -> texts.add(each.asText()));
    for (YamlValue from : List.of(swept, hydra)) {
      from.get("sweeper")
          .get("params")
          .entries()
          .forEach((key, value) -> texts.add(key + "=" + value.asText()));
    }
    for (String text : texts) {
      HydraOverride override = HydraOverride.parse(text);
      SearchDimension dimension = override.dimension();
      if (dimension != null) {
        space.putIfAbsent(override.key(), dimension);
      }
    }
    return space;
  }

  /** Params that the command line set carry that origin, whatever file their value ended up in. */
  private static void params(
      YamlValue config,
      List<HydraOverride> overrides,
      Map<String, SearchDimension> space,
      RunLog out) {
    for (HydraOverride override : overrides) {
      if (override.isDeletion()) {
        continue;
      }
      ParamOrigin origin =
          space.containsKey(override.key()) ? ParamOrigin.SWEEP : ParamOrigin.LOGGED;
      YamlValue set = at(config, override.key());
      boolean isGroup = set == null || !set.entries().isEmpty();
      boolean isValue = override.value().startsWith("{");
      if (isGroup && !isValue) {
        out.param(override.key(), override.value(), origin);
      } else if (set != null) {
        new DocumentParams(out, ".", origin).put(override.key(), set);
      }
    }
    new DocumentParams(out, ".", ParamOrigin.CONFIG).all(config);
  }

  private static @Nullable YamlValue at(YamlValue config, String key) {
    YamlValue found = config;
    for (String part : key.split("\\.", -1)) {
      if (!found.entries().containsKey(part)) {
        return null;
      }
      found = found.get(part);
    }
    return found;
  }

  /** Which file of a group was chosen is a param where the group's name is no param itself. */
  private static void choices(
      YamlValue config, YamlValue hydra, List<HydraOverride> overrides, RunLog out) {
    Map<String, HydraOverride> overridden = new HashMap<>();
    overrides.forEach(each -> overridden.put(each.key(), each));
    hydra
        .get("runtime")
        .get("choices")
        .entries()
        .forEach(
            (group, choice) -> {
              String name = group.indexOf('@') > 0 ? group.substring(0, group.indexOf('@')) : group;
              YamlValue set = at(config, name.replace('/', '.'));
              boolean isFree = set == null || !set.entries().isEmpty();
              if (!name.startsWith(OWN_GROUPS) && isFree && choice.text() != null) {
                out.param(name, choice.asText(), ParamOrigin.CONFIG);
              }
            });
  }

  private void facts(YamlValue hydra, RunLog out) throws IOException {
    YamlValue jobFacts = hydra.get("job");
    String number = jobFacts.get("num").text();
    String mode = hydra.get("mode").text();
    boolean isSwept =
        mode == null ? number != null && !number.equals("???") : mode.endsWith("MULTIRUN");
    String place = hydra.get(isSwept ? "sweep" : "run").get("dir").text();
    if (isSwept) {
      out.groupName(group == null ? above() : group);
    }
    out.startedAt(startedAt(isSwept ? null : place, out));
    environment(out, "package", "hydra-core", hydra.get("runtime").get("version"));
    environment(out, "command", "cwd", hydra.get("runtime").get("cwd"));
    environment(out, "command", "job", jobFacts.get("name"));
    environment(out, "command", "config", jobFacts.get("config_name"));
    for (String name : jobFiles) {
      if (name.endsWith(".log")) {
        LogFiles.artifact(out, job, name, "file");
      }
    }
  }

  private @Nullable String above() {
    Path above = job.getParent();
    Path name = above == null ? null : above.getFileName();
    return name == null ? null : name.toString();
  }

  /**
   * The first line of the job's log, else the time in the folder's name; a sweep's folder has the
   * time of the sweep, not of the job.
   */
  private @Nullable Instant startedAt(@Nullable String place, RunLog out) throws IOException {
    for (String name : jobFiles) {
      if (name.endsWith(".log")) {
        Matcher line = LOG_TIME.matcher(LogFiles.head(job.resolve(name), 64));
        if (line.find()) {
          return IsoTimes.instant(line.group(1), out.zone());
        }
      }
    }
    Matcher path = PATH_TIME.matcher(place == null ? "" : place);
    return path.find()
        ? IsoTimes.instant(
            path.group(1) + "T" + path.group(2) + ":" + path.group(3) + ":" + path.group(4),
            out.zone())
        : null;
  }

  private static void environment(RunLog out, String kind, String key, YamlValue value) {
    String text = value.text();
    if (text != null) {
      out.environment(kind, key, text);
    }
  }
}
