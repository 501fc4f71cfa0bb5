package dev.almanac.cli.config;

import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.schedule.Cron;
import dev.almanac.reports.schedule.Schedule;
import dev.almanac.reports.schedule.Schedule.CatchUp;
import dev.almanac.reports.schedule.Schedule.Retry;
import dev.almanac.reports.schedule.Schedule.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the entries of {@code schedules:}. */
final class ScheduleReader {

  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final Duration MAX_DELAY = Duration.ofHours(6);

  private final @Nullable ZoneId fileZone;
  private final UnaryOperator<String> resolve;
  private final List<ConfigProblem> problems;
  private final Map<String, Integer> names = new LinkedHashMap<>();

  /**
   * Creates a reader.
   *
   * @param fileZone zone of the file, or null
   * @param resolve makes a path that is relative to the file absolute
   * @param problems takes in what is wrong
   */
  ScheduleReader(
      @Nullable ZoneId fileZone, UnaryOperator<String> resolve, List<ConfigProblem> problems) {
    this.fileZone = fileZone;
    this.resolve = resolve;
    this.problems = problems;
  }

  List<Schedule> read(List<YamlMapping> entries) {
    List<Schedule> schedules = new ArrayList<>();
    for (YamlMapping entry : entries) {
      int before = problems.size();
      Schedule schedule = schedule(entry);
      if (schedule != null && problems.size() == before) {
        schedules.add(schedule);
      }
    }
    return schedules;
  }

  private @Nullable Schedule schedule(YamlMapping entry) {
    entry.allow(
        "name",
        "report",
        "cron",
        "zone",
        "period",
        "catch_up",
        "max_catch_up",
        "deadline",
        "wait_for_data",
        "jitter",
        "timeout",
        "retries",
        "backoff",
        "expect",
        "params",
        "templates",
        "deliver",
        "ping");
    String report = entry.text("report");
    if (report == null) {
      problem(entry, "report", "A schedule needs a report, for example report: weekly.");
    }
    String name = entry.text("name") == null ? report : entry.text("name");
    checkName(entry, name);
    Cron cron = cron(entry);
    ZoneId zone = zone(entry);
    String period = period(entry);
    CatchUp catchUp = catchUp(entry);
    Waiting waiting = waiting(entry);
    Duration jitter = duration(entry, "jitter", Duration.ZERO);
    Duration timeout = duration(entry, "timeout", TIMEOUT);
    if (timeout.isZero()) {
      problem(entry, "timeout", "timeout must be more than nothing.");
    }
    Retry retry =
        new Retry(
            number(entry, "retries", Retry.DEFAULT.most(), 0),
            duration(entry, "backoff", Retry.DEFAULT.backoff()));
    List<String> expected = entry.texts("expect");
    String templates = entry.text("templates");
    if (name == null || report == null || cron == null || zone == null || period == null) {
      return null;
    }
    return new Schedule(
        name,
        report,
        cron,
        zone,
        period,
        catchUp,
        waiting,
        jitter,
        timeout,
        retry,
        expected,
        templates == null ? null : Path.of(resolve.apply(templates)),
        params(entry));
  }

  private static Map<String, List<String>> params(YamlMapping entry) {
    Map<String, List<String>> params = new LinkedHashMap<>();
    if (entry.keys().contains("params")) {
      YamlMapping given = entry.mapping("params");
      given.keys().forEach(key -> params.put(key, given.texts(key)));
    }
    return params;
  }

  private void checkName(YamlMapping entry, @Nullable String name) {
    if (name == null) {
      return;
    }
    String key = entry.keys().contains("name") ? "name" : "report";
    if (!Archive.isSeries(name)) {
      problem(
          entry,
          key,
          "A schedule's name holds letters, digits, dots, dashes and underscores only.");
    }
    Integer other = names.putIfAbsent(name, entry.line(key));
    if (other != null) {
      problem(
          entry,
          key,
          "The name "
              + name
              + " is taken by the schedule of line "
              + other
              + ". Give this one a name: of its own.");
    }
  }

  private @Nullable Cron cron(YamlMapping entry) {
    String text = entry.text("cron");
    if (text == null) {
      problem(entry, "cron", "A schedule needs a cron line, for example cron: \"0 8 * * 1\".");
      return null;
    }
    return parsed(entry, "cron", text, Cron::parse);
  }

  private @Nullable ZoneId zone(YamlMapping entry) {
    String text = entry.text("zone");
    if (text == null) {
      return fileZone == null ? Zones.UTC : fileZone;
    }
    return parsed(entry, "zone", text, Zones::parse);
  }

  private @Nullable String period(YamlMapping entry) {
    String word = entry.text("period");
    if (word == null) {
      return "last-week";
    }
    if (Schedule.isPeriod(word)) {
      return word;
    }
    problem(
        entry,
        "period",
        "A schedule's period is over when the report is due: write "
            + String.join(", ", Schedule.PERIODS)
            + " or P7D (the last seven full days), not "
            + word
            + ".");
    return null;
  }

  private CatchUp catchUp(YamlMapping entry) {
    String word = entry.text("catch_up");
    CatchUp.Policy policy = CatchUp.DEFAULT.policy();
    if (word != null) {
      try {
        policy = CatchUp.Policy.valueOf(word.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException unknown) {
        problem(entry, "catch_up", "catch_up is all, latest or none, not " + word + ".");
      }
    }
    return new CatchUp(
        policy,
        number(entry, "max_catch_up", CatchUp.DEFAULT.most(), 1),
        duration(entry, "deadline", CatchUp.DEFAULT.deadline()));
  }

  /** Reads {@code wait_for_data: 6h}, or a mapping of {@code sources} and {@code max_delay}. */
  private @Nullable Waiting waiting(YamlMapping entry) {
    if (!entry.keys().contains("wait_for_data")) {
      return null;
    }
    if (entry.isText("wait_for_data")) {
      return new Waiting(List.of(), duration(entry, "wait_for_data", MAX_DELAY));
    }
    YamlMapping given = entry.mapping("wait_for_data").allow("sources", "max_delay");
    return new Waiting(given.texts("sources"), duration(given, "max_delay", MAX_DELAY));
  }

  private Duration duration(YamlMapping entry, String key, Duration otherwise) {
    String text = entry.text(key);
    Duration parsed = text == null ? null : parsed(entry, key, text, Durations::parse);
    return parsed == null ? otherwise : parsed;
  }

  private int number(YamlMapping entry, String key, int otherwise, int least) {
    String text = entry.text(key);
    if (text == null) {
      return otherwise;
    }
    if (text.matches("\\d{1,4}") && Integer.parseInt(text) >= least) {
      return Integer.parseInt(text);
    }
    problem(entry, key, key + " must be a whole number from " + least + " on, not " + text + ".");
    return otherwise;
  }

  private <T> @Nullable T parsed(
      YamlMapping entry, String key, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException exception) {
      problem(entry, key, String.valueOf(exception.getMessage()));
      return null;
    }
  }

  private void problem(YamlMapping entry, String key, String message) {
    problems.add(new ConfigProblem(entry.line(key), message));
  }
}
