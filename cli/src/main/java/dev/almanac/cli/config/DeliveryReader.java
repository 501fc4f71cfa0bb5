package dev.almanac.cli.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.almanac.cli.suggest.NearestName;
import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.delivery.Channel;
import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.alert.Alert;
import dev.almanac.reports.schedule.Cron;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code archive_url}, {@code channels} and {@code alerts}, and {@code deliver} and {@code
 * ping} of schedules.
 */
final class DeliveryReader {

  private final @Nullable ZoneId fileZone;
  private final UnaryOperator<String> resolve;
  private final List<ConfigProblem> problems;
  private final ChannelReader reader;
  private final Map<String, Channel> channels = new LinkedHashMap<>();

  DeliveryReader(
      @Nullable ZoneId fileZone, UnaryOperator<String> resolve, List<ConfigProblem> problems) {
    this.fileZone = fileZone;
    this.resolve = resolve;
    this.problems = problems;
    this.reader = new ChannelReader(resolve, problems);
  }

  DeliverySettings read(YamlMapping root, List<YamlMapping> schedules) {
    String archiveUrl = archiveUrl(root);
    YamlMapping named = root.mapping("channels");
    named.eachMapping((name, entry) -> readChannel(name, entry, named.line(name)));
    Map<String, List<Channel>> bySchedule = new LinkedHashMap<>();
    for (YamlMapping schedule : schedules) {
      String name = scheduleName(schedule);
      if (name != null) {
        List<Channel> found = deliver(schedule, "deliver", name);
        ping(schedule, name).ifPresent(found::add);
        if (!found.isEmpty()) {
          bySchedule.put(name, found);
        }
      }
    }
    List<Alert> alerts = new ArrayList<>();
    Map<String, List<Channel>> byAlert = new LinkedHashMap<>();
    for (YamlMapping entry : root.mappings("alerts")) {
      Alert alert = alert(entry);
      if (alert != null) {
        if (byAlert.containsKey(alert.name())) {
          problem(entry.line("name"), "There is another alert of the name " + alert.name() + ".");
        }
        alerts.add(alert);
        byAlert.put(alert.name(), deliver(entry, "channels", alert.name()));
      }
    }
    return new DeliverySettings(archiveUrl, channels, bySchedule, alerts, byAlert);
  }

  private @Nullable String archiveUrl(YamlMapping root) {
    String text = root.text("archive_url");
    if (text == null) {
      return null;
    }
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return text;
      }
    } catch (IllegalArgumentException notOne) {
      // The problem below says what to write.
    }
    problem(
        root.line("archive_url"),
        "archive_url must be the http or https address under which the archive's index.html is"
            + " seen, not "
            + text
            + ".");
    return null;
  }

  private void readChannel(String name, YamlMapping entry, int line) {
    if (!Archive.isSeries(name)) {
      problem(line, "A channel's name holds letters, digits, dots, dashes and underscores only.");
    }
    Channel channel = reader.read(name, entry, line);
    if (channel != null && channels.putIfAbsent(name, channel) != null) {
      problem(line, "There is another channel of the name " + name + ".");
    }
  }

  private static @Nullable String scheduleName(YamlMapping schedule) {
    String name = schedule.isText("name") ? schedule.text("name") : null;
    return name != null || !schedule.isText("report") ? name : schedule.text("report");
  }

  /** Reads names of channels, and channels that stand there themselves. */
  private List<Channel> deliver(YamlMapping owner, String key, String name) {
    List<Channel> found = new ArrayList<>();
    for (YamlMapping.Entry entry : owner.entries(key)) {
      if (entry.text() != null) {
        named(entry.text(), entry.line()).ifPresent(found::add);
      } else if (entry.mapping() != null) {
        found.addAll(within(entry.mapping(), name, entry.line()));
      }
    }
    return found;
  }

  private Optional<Channel> named(String name, int line) {
    Channel channel = channels.get(name);
    if (channel == null && !reader.isFlawed(name)) {
      String hint = NearestName.hint(name, channels.keySet());
      problem(
          line,
          "There is no channel "
              + name
              + "."
              + (hint.isEmpty() ? " Channels stand under channels:, by name." : hint));
    }
    return Optional.ofNullable(channel);
  }

  /** Reads {@code {mail: {...}, slack: {...}}}: each is a channel of its own. */
  private List<Channel> within(YamlMapping mapping, String owner, int line) {
    List<Channel> found = new ArrayList<>();
    List<String> kinds = mapping.keys().stream().filter(ChannelReader.KINDS::contains).toList();
    if (kinds.isEmpty()) {
      Channel none = reader.read(owner, mapping, line);
      return none == null ? found : List.of(none);
    }
    for (String kind : kinds) {
      String name = owner + "." + kind;
      for (int number = 2; channels.containsKey(name); number++) {
        name = owner + "." + kind + number;
      }
      Channel channel = reader.read(name, mapping, kind, mapping.line(kind));
      if (channel != null) {
        channels.put(name, channel);
        found.add(channel);
      }
    }
    reader.allowOnly(mapping, kinds);
    return found;
  }

  /** Reads {@code ping: URL}, or a mapping of {@code success} and {@code failure}. */
  private Optional<Channel> ping(YamlMapping schedule, String owner) {
    if (!schedule.keys().contains("ping")) {
      return Optional.empty();
    }
    String success;
    String failure = null;
    if (schedule.isText("ping")) {
      success = schedule.text("ping");
    } else {
      YamlMapping given = schedule.mapping("ping").allow("success", "failure");
      success = given.text("success");
      failure = given.text("failure");
    }
    if (success == null) {
      problem(schedule.line("ping"), "ping needs the address that is called after a success.");
      return Optional.empty();
    }
    Destination.Ping ping =
        new Destination.Ping(
            ChannelReader.credential(success),
            failure == null ? null : ChannelReader.credential(failure));
    Channel channel = Channel.of(owner + ".ping", ping);
    channels.put(channel.name(), channel);
    return Optional.of(channel);
  }

  private @Nullable Alert alert(YamlMapping entry) {
    int before = problems.size();
    entry.allow("name", "sql", "sql_file", "description", "cron", "zone", "notify", "channels");
    String name = entry.text("name");
    if (name == null || !Archive.isSeries(name)) {
      problem(
          entry.line("name"),
          "An alert needs a name of letters, digits, dots, dashes and underscores.");
    }
    String sql = sql(entry);
    ZoneId zone = fileZone == null ? Zones.UTC : fileZone;
    Cron cron = null;
    try {
      zone = entry.text("zone") == null ? zone : Zones.parse(String.valueOf(entry.text("zone")));
      cron = entry.text("cron") == null ? null : Cron.parse(String.valueOf(entry.text("cron")));
    } catch (IllegalArgumentException exception) {
      problem(entry.line("cron"), String.valueOf(exception.getMessage()));
    }
    Set<Alert.Notice> notices = notices(entry);
    String description = entry.text("description");
    if (name == null || sql == null || problems.size() > before) {
      return null;
    }
    return new Alert(name, sql, description == null ? "" : description, cron, zone, notices);
  }

  private @Nullable String sql(YamlMapping entry) {
    String sql = entry.text("sql");
    String file = entry.text("sql_file");
    if ((sql == null) == (file == null)) {
      problem(
          entry.line("sql"),
          "An alert needs either sql, a query whose rows should not be there, or sql_file.");
      return null;
    }
    if (file == null) {
      return sql;
    }
    try {
      return Files.readString(Path.of(resolve.apply(file)), UTF_8);
    } catch (IOException exception) {
      problem(entry.line("sql_file"), "Cannot read " + file + " as UTF-8: " + exception + ".");
      return null;
    }
  }

  private Set<Alert.Notice> notices(YamlMapping entry) {
    Set<Alert.Notice> notices = EnumSet.noneOf(Alert.Notice.class);
    for (String word : entry.texts("notify")) {
      Optional<Alert.Notice> notice =
          Alert.Notice.of(word).filter(one -> one != Alert.Notice.BROKEN);
      if (notice.isEmpty()) {
        problem(
            entry.line("notify"),
            "notify is a list of first-time, while-true and recovered, not " + word + ".");
      }
      notice.ifPresent(notices::add);
    }
    return notices.isEmpty()
        ? EnumSet.of(Alert.Notice.FIRST_TIME, Alert.Notice.RECOVERED)
        : notices;
  }

  private void problem(int line, String message) {
    problems.add(new ConfigProblem(line, message));
  }
}
